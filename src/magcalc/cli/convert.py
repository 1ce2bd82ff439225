"""``magcalc convert``: between units, and from a compound to magnesium."""

from decimal import Decimal
from typing import Annotated

import typer

from magcalc.amount import Amount
from magcalc.calc.elemental import Settled, parse_assay, portion_of
from magcalc.cli.complete import complete_form
from magcalc.cli.options import (
    AssayOption,
    FormsOption,
    GradeOption,
    form_table,
    new_app,
    refuse_unknown_options,
    with_output,
)
from magcalc.dose_text import parse_dose
from magcalc.errors import AmountError, quoted
from magcalc.interval import Interval
from magcalc.said import say
from magcalc.show.convert import Conversion, write_conversion
from magcalc.show.terminal import Output

app = new_app()
# JSON carries six decimals; what they do not hold to the fourth figure would be shown as another amount.
DECIMALS = 6
FOURTH_FIGURE = Decimal("0.0005")


@app.command(
    epilog="Examples: magcalc convert 4 mmol mg | magcalc convert 400 mg citrate mmol | magcalc convert 300 mg mEq",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def convert(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="AMOUNT [FORM] [to] UNIT",
            autocompletion=complete_form,
            help="The amount, its form if any, and the unit.",
        ),
    ],
    out: Output,
    grade: GradeOption = None,
    assay: AssayOption = None,
    forms: FormsOption = None,
) -> None:
    """Convert an amount to another unit; with a form, to the magnesium in it."""
    refuse_unknown_options(words, "convert")
    *asked, unit = words
    if asked and asked[-1].casefold() in ("to", "in", "til", "till", "→", "->"):
        asked.pop()
    if not asked:
        raise AmountError(
            say("{text} has nothing to convert", text=quoted(unit)),
            hint=say("type it as in: {example}", example="magcalc convert 4 mmol mg"),
        )
    text = " ".join(asked)
    table = form_table(forms)
    # Between units there is nothing to mistake an amount for.
    items = parse_dose(text, bare_is_magnesium=True)
    settled = Settled(grade=grade, assay=None if assay is None else parse_assay(assay))
    portions = [portion_of(item, table, settled) for item in items]
    if len(portions) > 1:
        raise AmountError(say("{text} is more than one amount", text=quoted(text)), hint=say("convert one at a time"))
    portion = portions[0]
    elemental = portion.elemental
    ends = [Amount(mg, "mg").to(unit).value for mg in (elemental.low, elemental.typical, elemental.high)]
    if any(abs(round(end, DECIMALS) - end) > end * FOURTH_FIGURE for end in ends):
        raise AmountError(
            say("{text} is too little for the unit {unit}: six decimals do not hold it", text=quoted(text), unit=unit),
            hint=say("convert it to a smaller unit, such as mg or mcg"),
        )
    form = None if portion.meaning is None else portion.meaning.form.key
    canonical = Amount(elemental.typical, "mg").to(unit).unit
    write_conversion(Conversion(text, form, canonical, Interval(*ends)), out, table.origin)
