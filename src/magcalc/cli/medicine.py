"""``magcalc medicine``: how long to keep a medicine and magnesium apart."""

from typing import Annotated

import typer

from magcalc.cli.language import NameLanguageOption, parse_language
from magcalc.cli.options import new_app, with_output
from magcalc.facts.medicines import MEDICINE_LANGUAGES, medicine_called, medicine_keys, medicine_names
from magcalc.facts.medicines import medicine as medicine_of
from magcalc.facts.names import fold
from magcalc.show.medicine import write_medicine, write_medicines
from magcalc.show.terminal import Output

app = new_app()


def complete_medicine(incomplete: str) -> list[str]:
    """Give the names that start as typed: keys, brands, and names in the user's language."""
    wanted, language = fold(incomplete), parse_language(None)
    spoken = (language if language in MEDICINE_LANGUAGES else "en", "brands")
    names = [*medicine_keys(), *(name for _, known, name in medicine_names() if known in spoken)]
    return sorted({name for name in names if fold(name).startswith(wanted)})


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
