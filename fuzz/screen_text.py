"""Fuzz what a terminal is shown: a dose, a day and a label, drawn at every width.

What must hold for any text that is read:

* it is drawn, in time;
* no line is wider than the terminal, in columns as a terminal counts them;
* nothing acts on the terminal but line ends and colours, and what is drawn without colours is the same.
"""

import io
import random
import re
from collections.abc import Callable
from decimal import Decimal

from rich.cells import cell_len

from dose_text import TABLE, answered
from dose_text import WORDS as DOSE_WORDS
from harness import in_time, run
from label_text import WORDS as LABEL_WORDS
from label_text import checked_label
from magcalc.calc.day import assess_day, taken_from
from magcalc.calc.elemental import Settled
from magcalc.calc.person import Person
from magcalc.calc.schedule import Waking, Wish
from magcalc.calc.timetable import MedicineTaken, timetable
from magcalc.day_text import parse_taken
from magcalc.errors import MagcalcError
from magcalc.facts.medicines import medicine, medicine_keys
from magcalc.show.day.screen import draw_day
from magcalc.show.dose.screen import draw_dose
from magcalc.show.label.lines import write_label
from magcalc.show.terminal import Output

WORDS = [
    *DOSE_WORDS,
    *LABEL_WORDS,
    *(
        "\x1b[2J",
        "\x1b]0;",
        "\x07",
        "\u202e",
        "\u200b",
        "\x9b",
        "\t",
        "\r",
        "\u2028",
        "漢字",
        "ｍｇ",
        "🧂",
        "e\u0301",
        "﷽",
    ),
]
_NARROWEST, _WIDEST = 40, 200
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_DAY = 24 * 60

Draw = Callable[[Output], None]


class Terminal(Output):
    """A terminal of so many columns, which keeps what it is sent."""

    def __init__(self, columns: int, *, color: bool) -> None:
        self.sent = io.StringIO()
        super().__init__("screen", stream=self.sent, color=color)
        self._color = color
        self._columns = columns

    @property
    def width(self) -> int:
        """Its columns."""
        return self._columns


def check(text: str) -> None:
    """Assert all that must hold for a text."""
    chance = random.Random(text.encode("utf-8", "surrogatepass"))
    columns = (_NARROWEST, 80, _WIDEST, chance.randint(_NARROWEST, _WIDEST))
    for draw in (dose_in(text), day_in(text, chance), label_in(text)):
        if draw is not None:
            for width in columns:
                check_screen(draw, width, text)


def dose_in(text: str) -> Draw | None:
    """Give how the dose of a text is drawn, None where it holds none."""
    dose = answered(text)
    return None if dose is None else lambda out: draw_dose(dose, out)


def day_in(text: str, chance: random.Random) -> Draw | None:
    """Give how the day of a text is drawn, with hours and medicines by chance, None where it holds none."""
    try:
        taken = [taken_from(part, TABLE, Settled()) for part in parse_taken(text, TABLE)]
        waking = Waking(chance.randrange(_DAY), chance.randrange(_DAY)).checked()
    except MagcalcError:
        return None
    beside = [
        MedicineTaken.at(medicine(key), tuple(sorted({chance.randrange(_DAY) for _ in range(chance.randint(1, 3))})))
        for key in chance.sample(medicine_keys(), chance.randrange(4))
    ]
    meals = sorted(chance.sample(range(waking.length), min(3, waking.length)))
    waking = waking._replace(meals=tuple((waking.wake + meal) % _DAY for meal in meals))
    day = assess_day(taken, person=Person())
    times = timetable(taken, beside, waking, Decimal(chance.choice((50, 200, 350))), Wish())
    return lambda out: draw_day(day, times, out)


def label_in(text: str) -> Draw | None:
    """Give how the findings on a label are drawn, None where there is none; its file is called by its first words."""
    checked = checked_label(text)
    return None if checked is None else lambda out: write_label(checked, text, text[:50], out)


def check_screen(draw: Draw, columns: int, text: str) -> None:
    """Assert that a drawing is within its columns, and that nothing in it acts on a terminal."""
    coloured = in_time(lambda _: drawn(draw, columns, color=True), text)
    plain = in_time(lambda _: drawn(draw, columns, color=False), text)
    assert rows_of(_COLOUR.sub("", coloured)) == rows_of(plain), "a drawing without colours is another"
    assert "\n\n\n" not in plain, "a drawing has a hole"
    for line in rows_of(plain):
        assert line.isprintable(), f"{line!r} acts on a terminal"
        assert cell_len(line) <= columns, f"{line!r} is {cell_len(line)} wide, and there are {columns} columns"


def rows_of(screen: str) -> list[str]:
    """The rows of a screen without the spaces at their ends, of which a colour may hide some."""
    return [row.rstrip() for row in screen.split("\n")]


def drawn(draw: Draw, columns: int, *, color: bool) -> str:
    """Draw on a terminal of so many columns and give what it was sent."""
    terminal = Terminal(columns, color=color)
    draw(terminal)
    return terminal.sent.getvalue()


if __name__ == "__main__":
    run(check, "screen", WORDS)
