"""``magcalc medicine``: how long to keep a medicine and magnesium apart."""

from typing import Annotated

import typer

from magcalc.cli.complete import complete_medicine
from magcalc.cli.language import NameLanguageOption, parse_language
from magcalc.cli.options import new_app, with_output
from magcalc.facts.medicines import medicine as medicine_of
from magcalc.facts.medicines import medicine_called, medicine_keys
from magcalc.show.medicine import write_medicine, write_medicines
from magcalc.show.terminal import Output

app = new_app()


@app.command(
    epilog="Examples: magcalc medicine levothyroxine | magcalc medicine Biktarvy --json | magcalc medicine --lang nb"
)
@with_output
def medicine(
    out: Output,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]", autocompletion=complete_medicine, help="A medicine, a class of them or a brand."
        ),
    ] = None,
    lang: NameLanguageOption = None,
) -> None:
    """Show how long to wait between a medicine and magnesium, in each order; without a name, all of them."""
    language = parse_language(lang)
    if name:
        write_medicine(medicine_called(" ".join(name)), language, out)
    else:
        write_medicines([medicine_of(key) for key in medicine_keys()], language, out)
