"""``magcalc limits``: the upper limits by authority and age."""

from typing import Annotated

import typer

from magcalc.cli.complete import complete_limit
from magcalc.cli.options import AgeOption, LactatingOption, PregnantOption, new_app, parse_person, with_output
from magcalc.facts.limits import limit, limit_keys
from magcalc.show.limits import write_limits
from magcalc.show.terminal import Output

app = new_app()


@app.command()
@with_output
def limits(
    out: Output,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", autocompletion=complete_limit, help="Only these limits.")
    ] = None,
    age: AgeOption = None,
    pregnant: PregnantOption = False,
    lactating: LactatingOption = False,
) -> None:
    """Show the upper limits, or those of an age, and what each of them counts."""
    person = parse_person(age, None, pregnant=pregnant, lactating=lactating)
    write_limits([limit(key) for key in ids or limit_keys()], person, out)
