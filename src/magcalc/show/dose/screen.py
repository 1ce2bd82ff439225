"""A dose as a screen: the answer first, then the limits as bars, how to take it, and why."""

from rich.console import Group
from rich.table import Table
from rich.text import Text

from magcalc.calc.dose import Dose
from magcalc.errors import escaped
from magcalc.show.bars import limit_bars, limit_reasons, remarks_table
from magcalc.show.checks import intake_lines
from magcalc.show.dose import words
from magcalc.show.language import tell
from magcalc.show.numbers import span, stretch
from magcalc.show.terminal import Output

_LABEL_WIDTH = 10


def draw_dose(dose: Dose, out: Output) -> None:
    """Draw a dose for a terminal."""
    parts: list[Text | Table] = [_answer(dose), Text("")]
    if len(dose.portions) > 1:
        parts += [_items(dose), Text("")]
    parts += [limit_bars(dose.limits, out.width), *limit_reasons(dose.limits), Text(""), _facts(dose)]
    if why := _why(dose):
        parts += [Text(""), *why]
    # Why it is a range has been said above.
    remarks = [] if out.quiet else [finding for finding in dose.findings if finding.code != "grade-not-settled"]
    if remarks:
        parts += [Text(""), remarks_table(remarks)]
    if dose.origin is not None:
        parts += [Text(""), Text(tell("forms from {file}", file=escaped(dose.origin)), style="dim", overflow="fold")]
    out.draw(Group(*parts))


def _answer(dose: Dose) -> Text:
    marks = words.marks_of(dose)
    line = Text(escaped(words.written(dose)), style="bold")
    line.append("  =  ", style="dim")
    line.append(words.about(dose), style="bold cyan")
    if not dose.elemental.is_exact:
        line.append(f"   ({stretch(dose.elemental, marks)} mg, {words.range_over(dose)})")
    return line


def _items(dose: Dose) -> Table:
    marks = words.marks_of(dose)
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for portion in dose.portions:
        table.add_row(Text(escaped(portion.item.text)), Text(f"= {span(portion.elemental, marks)}"))
    return table


def _facts(dose: Dose) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=_LABEL_WIDTH, style="dim")
    table.add_column(overflow="fold")
    rows = [
        (tell("split"), words.split_of(dose)),
        (tell("absorbed"), words.absorbed(dose)),
        (tell("reference"), words.references(dose)),
        (tell("amount"), span(dose.mmol, unit="mmol")),
    ]
    rows += [
        (tell("intake") if index == 0 else "", line)
        for index, line in enumerate(intake_lines(dose.intakes, dose.person))
    ]
    for label, text in rows:
        table.add_row(label, Text(text))
    return table


def _why(dose: Dose) -> list[Text | Table]:
    """Why the answer is a range, and what settles it."""
    parts: list[Text | Table] = [
        Text.assemble((f"{tell('Why a range')}: ", "bold"), escaped(reason)) for reason in words.why(dose)
    ]
    for portion in dose.portions:
        rows = words.grades(portion)
        if rows:
            table = Table.grid(padding=(0, 2))
            for key, percent, mg in rows:
                table.add_row("  " + key, Text(percent, justify="right"), Text(mg, justify="right"))
            parts.append(table)
    if hint := words.settle_hint(dose):
        parts.append(Text(f"  {hint}.", style="dim"))
    return parts
