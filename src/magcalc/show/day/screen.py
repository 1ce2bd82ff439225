"""A day on a screen: what is taken, the limits as bars, and the times on a line from waking to bed."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from magcalc.calc.day import Day
from magcalc.calc.timetable import Timetable
from magcalc.errors import escaped
from magcalc.show.bars import limit_bars, limit_reasons, remarks_table
from magcalc.show.day import words
from magcalc.show.day.timeline import timeline
from magcalc.show.language import tell, told
from magcalc.show.terminal import Output

_LABEL_WIDTH = 10


def draw_day(day: Day, times: Timetable, out: Output) -> None:
    """Draw a day for a terminal."""
    parts: list[RenderableType] = [Text(words.answer(day), style="bold cyan"), Text("")]
    parts += [_pairs(words.items(day)), Text("")]
    if split := words.parts(day):
        parts += [_pairs(split), Text("")]
    parts += [limit_bars(day.limits, out.width), *limit_reasons(day.limits)]
    if change := words.change(day):
        parts.append(Text.assemble((f"{tell('change')}: ", "bold"), escaped(change)))
    parts += [
        Text(""),
        _facts([(tell("intake") if not at else "", line) for at, line in enumerate(words.intakes(day))]),
    ]
    parts += [Text(""), *_times(times, out.width)]
    if day.origin is not None:
        parts += [Text(""), Text(tell("forms from {file}", file=escaped(day.origin)), style="dim", overflow="fold")]
    remarks = [] if out.quiet else [*day.findings, *times.findings]
    if remarks:
        parts += [Text(""), remarks_table(remarks)]
    out.draw(Group(*parts))


def _pairs(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for name, amount in rows:
        table.add_row(Text(escaped(name)), Text(amount))
    return table


def _facts(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=_LABEL_WIDTH, style="dim")
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, Text(escaped(text)))
    return table


def _times(times: Timetable, width: int) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if times.because is not None:
        parts.append(Text.assemble((f"{tell('no times')}: ", "bold red"), escaped(told(times.because))))
    rows = [(tell("take {time}", time=sitting.time), words.sitting(sitting)) for sitting in times.sittings]
    rows += [(tell("apart") if not at else "", rule) for at, rule in enumerate(words.rules(times))]
    if rows:
        parts.append(_facts(rows))
    if times.sittings or times.medicines:
        parts += [Text(""), timeline(times, width), Text(words.hours(times), style="dim")]
    return parts
