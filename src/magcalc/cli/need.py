"""``magcalc need``: the compound, or the tablets, for a wanted amount of magnesium."""

from typing import Annotated

import typer

from magcalc.amount import Amount
from magcalc.calc.elemental import check_assay, parse_assay
from magcalc.calc.need import need_for
from magcalc.cli.complete import complete_form
from magcalc.cli.options import (
    AssayOption,
    ElementalOption,
    FormsOption,
    GradeOption,
    form_table,
    new_app,
    refuse_unknown_options,
    with_output,
)
from magcalc.dose_text import parse_dose
from magcalc.errors import AmountError, ChoiceError, quoted
from magcalc.said import say
from magcalc.show.need import write_need
from magcalc.show.terminal import Output

app = new_app()


@app.command(
    epilog="Examples: magcalc need 300 mg glycinate | magcalc need 300 mg oxide --unit '500 mg'",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def need(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="AMOUNT FORM", autocompletion=complete_form, help="The magnesium you want, and from what."
        ),
    ],
    out: Output,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="AMOUNT", help="What one tablet weighs in compound, as '500 mg'.")
    ] = None,
    elemental: ElementalOption = False,
    grade: GradeOption = None,
    assay: AssayOption = None,
    forms: FormsOption = None,
) -> None:
    """How much of a compound, or how many tablets, give the magnesium you want."""
    refuse_unknown_options(words, "need")
    items = parse_dose(" ".join(words), bare_is_magnesium=True)
    if len(items) > 1 or items[0].is_units:
        raise AmountError(
            say("{text} is more than one amount", text=quoted(" ".join(words))),
            hint=say("ask for one, as 300 mg glycinate"),
        )
    item, table = items[0], form_table(forms)
    meaning = None if item.form is None else table.meaning(item.form)
    if meaning is None and unit is None:
        raise AmountError(
            say("it is not said what the magnesium shall come from"),
            hint=say("name a form, as in: magcalc need 300 mg glycinate"),
        )
    percent = None if assay is None else parse_assay(assay)
    if meaning is None and (grade is not None or percent is not None):
        raise ChoiceError(
            say("--grade and --assay are of a form, and none is named"),
            hint=say("name the form, as 300 mg glycinate"),
        )
    if meaning is not None and grade is not None:
        meaning = table.with_grade(meaning, grade)
    if meaning is not None and percent is not None:
        check_assay(percent, meaning, table)
    each = None if unit is None else Amount.parse(unit)
    write_need(need_for(item.amount, meaning, assay=percent, unit=each, unit_is_elemental=elemental), out, table.origin)
