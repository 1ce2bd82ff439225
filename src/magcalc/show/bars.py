"""Limits as bars, and remarks as a table: what the screens of dose and day share."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck
from magcalc.errors import escaped
from magcalc.said import fact
from magcalc.show.checks import STATUSES, percent_of_limit
from magcalc.show.language import tell, told
from magcalc.show.numbers import figures

STATUS_STYLES = {"below": "green", "at": "yellow", "above": "bold red", "depends": "bold yellow", "none": "dim"}
_ROOM_FOR_BARS = 64


def limit_bars(checks: Iterable[LimitCheck], width: int) -> Table:
    """Draw each limit with what is counted of it."""
    table = Table.grid(padding=(0, 2))
    has_bars = width >= _ROOM_FOR_BARS
    cells = max(10, min(40, width - 52))
    for check in checks:
        limit = _limit(check.max_mg, a_day=has_bars)
        table.add_row(
            Text(told(fact(check.limit.short)), style="bold"),
            Text(limit, style="" if check.max_mg is not None else "dim", justify="right"),
            *([_bar(check, cells)] if has_bars else []),
            Text(percent_of_limit(check), justify="right"),
            Text(told(STATUSES[check.status]), style=STATUS_STYLES[check.status]),
        )
    # On the narrowest screens lines break anywhere but in the status.
    for column in table.columns if has_bars else table.columns[-1:]:
        column.no_wrap = True
    return table


def _limit(max_mg: Decimal | None, *, a_day: bool) -> str:
    if max_mg is None:
        return tell("no limit")
    return tell("{mg} mg a day", mg=figures(max_mg)) if a_day else f"{figures(max_mg)} mg"


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


def limit_reasons(checks: Iterable[LimitCheck]) -> list[Text]:
    """Say why a status is open, once for all limits with the same reason."""
    reasons: dict[str, list[str]] = {}
    for check in checks:
        if check.because is not None:
            reasons.setdefault(told(check.because), []).append(told(fact(check.limit.short)))
    return [Text.assemble((f"{', '.join(who)}: ", "bold"), (reason, "")) for reason, who in reasons.items()]


def remarks_table(remarks: Sequence[Finding]) -> Table:
    """Draw remarks, warnings first, each with its source."""
    table = Table.grid(padding=(0, 1))
    for finding in sorted(remarks, key=lambda finding: finding.severity != "warning"):
        mark = Text("!", style="bold yellow") if finding.severity == "warning" else Text("·", style="dim")
        source = "" if finding.source is None else f" [{finding.source}]"
        table.add_row(mark, Text.assemble(escaped(told(finding.message)), (source, "dim")))
    return table
