"""``magcalc absorb``: what one sitting against two or three changes in what is taken up."""

from typing import Annotated

import typer

from magcalc.calc.dose import Plan, assess_dose
from magcalc.calc.elemental import Settled, parse_assay
from magcalc.calc.sittings import curve_of, in_sittings
from magcalc.cli.complete import complete_form
from magcalc.cli.options import (
    AssayOption,
    ElementalOption,
    FormsOption,
    GradeOption,
    PerDayOption,
    form_table,
    new_app,
    parse_count,
    refuse_unknown_options,
    with_output,
)
from magcalc.show.absorb import write_absorbed
from magcalc.show.terminal import Output

app = new_app()


@app.command(
    epilog="Examples: magcalc absorb 400 mg oxide | magcalc absorb 3 x 100 mg magnesium as citrate --json",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def absorb(
    words: Annotated[
        list[str], typer.Argument(metavar="DOSE", autocompletion=complete_form, help="A day's dose as on the label.")
    ],
    out: Output,
    elemental: ElementalOption = False,
    grade: GradeOption = None,
    assay: AssayOption = None,
    per_day: PerDayOption = "1",
    forms: FormsOption = None,
) -> None:
    """Estimate what is absorbed of a day's dose at once, in two sittings and in three."""
    refuse_unknown_options(words, "absorb")
    dose = assess_dose(
        " ".join(words),
        table=form_table(forms),
        settled=Settled(elemental, grade, None if assay is None else parse_assay(assay)),
        plan=Plan(per_day=parse_count(per_day, "--per-day")),
    )
    write_absorbed(dose, in_sittings(dose), curve_of(dose), out)
