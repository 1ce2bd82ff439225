"""``magcalc forms``: every form, side by side."""

from typing import Annotated, get_args

import typer

from magcalc.calc.overview import SortKey, overview_of
from magcalc.cli.language import NameLanguageOption, parse_language
from magcalc.cli.options import FormsOption, form_table, new_app, with_output
from magcalc.errors import ChoiceError, quoted
from magcalc.said import say
from magcalc.show.forms import write_forms
from magcalc.show.terminal import Output

app = new_app()
_KEYS: tuple[SortKey, ...] = get_args(SortKey)


@app.command()
@with_output
def forms(
    out: Output,
    sort: Annotated[str, typer.Option("--sort", metavar="KEY", help=f"Sort by {', '.join(_KEYS)}.")] = "name",
    lang: NameLanguageOption = None,
    forms: FormsOption = None,
) -> None:
    """List the forms of magnesium: elemental %, absorption, tolerance, standing in the EU."""
    for key in _KEYS:
        if sort.casefold() == key:
            table = form_table(forms)
            write_forms(overview_of(table, parse_language(lang), key), out, table.origin)
            return
    raise ChoiceError(
        say("--sort {key} is no column", key=quoted(sort)), hint=say("type {choices}", choices=", ".join(_KEYS))
    )
