"""A dose as a screen: the answer first, then the limits as bars, how to take it, and why."""

from decimal import Decimal

from rich.console import Group
from rich.table import Table
from rich.text import Text

from magcalc.calc.dose import Dose
from magcalc.calc.limits import LimitCheck
from magcalc.errors import escaped
from magcalc.show.dose import words
from magcalc.show.numbers import figures, span, stretch
from magcalc.show.terminal import Output

STATUS_STYLES = {"below": "green", "at": "yellow", "above": "bold red", "depends": "bold yellow", "none": "dim"}
_LABEL_WIDTH = 10
_ROOM_FOR_BARS = 64


def draw_dose(dose: Dose, out: Output) -> None:
    """Draw a dose for a terminal."""
    parts: list[Text | Table] = [_answer(dose), Text("")]
    if len(dose.portions) > 1:
        parts += [_items(dose), Text("")]
    parts += [_limits(dose, out.width), *_reasons(dose), Text(""), _facts(dose)]
    if why := _why(dose):
        parts += [Text(""), *why]
    if not out.quiet and (remarks := _remarks(dose)):
        parts += [Text(""), remarks]
    if dose.origin is not None:
        parts += [Text(""), Text(f"forms from {escaped(dose.origin)}", style="dim", overflow="fold")]
    out.draw(Group(*parts))


def _answer(dose: Dose) -> Text:
    marks = words.marks_of(dose)
    day = " a day" if dose.plan.per_day > 1 else ""
    line = Text(escaped(words.written(dose)), style="bold")
    line.append("  =  ", style="dim")
    line.append(f"{figures(dose.elemental.typical, marks)} mg magnesium{day}", style="bold cyan")
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


def _limits(dose: Dose, width: int) -> Table:
    table = Table.grid(padding=(0, 2))
    has_bars = width >= _ROOM_FOR_BARS
    day = " a day" if has_bars else ""
    cells = max(10, min(40, width - 52))
    for check in dose.limits:
        limit = "no limit" if check.max_mg is None else f"{figures(check.max_mg)} mg{day}"
        table.add_row(
            Text(check.limit.short, style="bold"),
            Text(limit, style="" if check.max_mg is not None else "dim", justify="right"),
            *([_bar(check, cells)] if has_bars else []),
            Text(words.percent_of_limit(check), justify="right"),
            Text(check.status, style=STATUS_STYLES[check.status]),
        )
    # On the narrowest screens lines break anywhere but in the status.
    for column in table.columns if has_bars else table.columns[-1:]:
        column.no_wrap = True
    return table


def _bar(check: LimitCheck, cells: int) -> Text:
    """Show what is surely taken, what depends, and the room that is left."""
    if check.max_mg is None:
        return Text("")
    style = STATUS_STYLES[check.status]
    sure = _cells(check.counted.low, check.max_mg, cells)
    reach = _cells(check.counted.high, check.max_mg, cells)
    bar = Text("━" * sure, style=style)
    bar.append("╌" * (reach - sure), style=style)
    bar.append("─" * (cells - reach), style="dim")
    return bar


def _cells(mg: Decimal, max_mg: Decimal, cells: int) -> int:
    """Cells of a bar; only the limit itself fills it, and anything at all shows."""
    if mg >= max_mg:
        return cells
    return min(cells - 1, max(int(mg > 0), int(mg * cells / max_mg)))


def _reasons(dose: Dose) -> list[Text]:
    reasons: dict[str, list[str]] = {}
    for check in dose.limits:
        if check.because is not None:
            reasons.setdefault(check.because, []).append(check.limit.short)
    return [Text.assemble((f"{', '.join(who)}: ", "bold"), (reason, "")) for reason, who in reasons.items()]


def _facts(dose: Dose) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=_LABEL_WIDTH, style="dim")
    table.add_column(overflow="fold")
    rows = [
        ("split", words.split_of(dose)),
        ("absorbed", words.absorbed(dose)),
        ("reference", words.references(dose)),
        ("amount", span(dose.mmol, unit="mmol")),
    ]
    rows += [("intake" if index == 0 else "", line) for index, line in enumerate(words.intakes(dose))]
    for label, text in rows:
        table.add_row(label, Text(text))
    return table


def _why(dose: Dose) -> list[Text | Table]:
    """Why the answer is a range, and what settles it."""
    parts: list[Text | Table] = [
        Text.assemble(("Why a range: ", "bold"), escaped(reason)) for reason in words.why(dose)
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


def _remarks(dose: Dose) -> Table | None:
    """The remarks, warnings first, each with its source; None where there are none."""
    remarks = [finding for finding in dose.findings if finding.code != "grade-not-settled"]
    if not remarks:
        return None
    table = Table.grid(padding=(0, 1))
    for finding in sorted(remarks, key=lambda finding: finding.severity != "warning"):
        mark = Text("!", style="bold yellow") if finding.severity == "warning" else Text("·", style="dim")
        source = "" if finding.source is None else f" [{finding.source}]"
        table.add_row(mark, Text.assemble(escaped(finding.message), (source, "dim")))
    return table
