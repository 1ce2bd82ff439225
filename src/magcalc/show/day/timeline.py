"""A day as a line from waking to bed: where magnesium may be taken, where it is, and the medicines beside it."""

from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text

from magcalc.calc.timetable import Timetable
from magcalc.errors import escaped
from magcalc.said import say
from magcalc.show.language import tell, told

_NAME_WIDTHS = (9, 18)
_MOST_CELLS = 96
_LEGEND = say("● magnesium  ━ open for it  ╌ too near a medicine  ▲ medicine  · meal")


def timeline(times: Timetable, width: int) -> Group:
    """Draw a day within so many columns."""
    least, most = _NAME_WIDTHS
    medicines = [told(one.named) for one in times.medicines]
    names = min(max([least, *map(len, medicines)]), most)
    cells = max(min(width - names - 14, _MOST_CELLS), 10)
    waking = times.waking
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style="dim")
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_row(tell("magnesium"), waking.time(0), _magnesium(times, cells), waking.time(waking.length))
    for one, name in zip(times.medicines, medicines, strict=True):
        marks = _marked(times, cells, one.times, "▲")
        table.add_row(escaped(name)[:names], "", Text(marks, style="yellow"), "")
    table.add_row(tell("meals"), "", Text(_marked(times, cells, waking.meals, "·"), style="dim"), "")
    return Group(table, Text(told(_LEGEND), style="dim"))


def _cell(times: Timetable, minute: int, cells: int) -> int:
    return min(minute * cells // times.waking.length, cells - 1)


def _magnesium(times: Timetable, cells: int) -> Text:
    line = ["╌"] * cells
    for start, end in times.windows:
        for place in range(_cell(times, start, cells), _cell(times, end, cells) + 1):
            line[place] = "━"
    drawn = Text("".join(line), style="green")
    for sitting in times.sittings:
        place = _cell(times, sitting.minute, cells)
        drawn = Text.assemble(drawn[:place], ("●", "bold cyan"), drawn[place + 1 :])
    return drawn


def _marked(times: Timetable, cells: int, clock_times: Iterable[int], mark: str) -> str:
    """Mark times of the day; those of the night are not on the line."""
    marks = [" "] * cells
    for time in clock_times:
        if (since := times.waking.since_waking(time)) <= times.waking.length:
            marks[_cell(times, since, cells)] = mark
    return "".join(marks).rstrip()
