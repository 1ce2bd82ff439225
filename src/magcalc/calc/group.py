"""The total of a group of rows, such as all that one person takes in a day, held against the limits.

What a limit covers is summed before it is compared. A row that could not be read may hold anything, so a group with
one is never ``below``; nor is one whose rows are of people with different limits, unless it is below the lowest.
"""

from typing import NamedTuple

from magcalc.calc.limits import Status
from magcalc.calc.rate import Rate
from magcalc.said import say

# Sums are kept in whole picograms, so that adding up in any order is exact: 9 kg of them fit in a float.
PICOGRAMS = 1e9
UNREAD = say("rows of the group could not be read")


class Counted(NamedTuple):
    """What one limit counts in a group, in picograms, and the limits of its people.

    ``set`` is how many rows have a limit at all, ``least`` and ``most`` the lowest and the highest of them in mg, None
    where none has.
    """

    low: float = 0.0
    high: float = 0.0
    set: int = 0
    least: float | None = None
    most: float | None = None

    def plus(self, other: "Counted") -> "Counted":
        """Add two parts of a group."""
        ends = [end for end in (self.least, self.most, other.least, other.most) if end is not None]
        least, most = (min(ends), max(ends)) if ends else (None, None)
        return Counted(self.low + other.low, self.high + other.high, self.set + other.set, least, most)


class Sums(NamedTuple):
    """A group so far: its rows, those that were read, and picograms of magnesium."""

    rows: int
    read: int
    low: float
    typical: float
    high: float
    counted: tuple[Counted, ...]

    def plus(self, other: "Sums") -> "Sums":
        """Add two parts of a group."""
        counted = tuple(mine.plus(theirs) for mine, theirs in zip(self.counted, other.counted, strict=True))
        return Sums(
            self.rows + other.rows,
            self.read + other.read,
            self.low + other.low,
            self.typical + other.typical,
            self.high + other.high,
            counted,
        )

    def statuses(self) -> tuple[Status, ...]:
        """Give the status of each limit."""
        return tuple(group_status(self, counted) for counted in self.counted)


def sums_of_row(number: float | None, rate: Rate, limits: int) -> Sums:
    """Give the sums of one row; a row that could not be read counts as a row only.

    >>> from magcalc.calc.rate import RateBook
    >>> from magcalc.calc.words import Words
    >>> oxide = RateBook().rate(Words(unit="mg", form="oxide"))
    >>> sums_of_row(400.0, oxide, 2).plus(sums_of_row(100.0, oxide, 2)).statuses()
    ('above', 'below')
    """
    if number is None:
        return Sums(1, 0, 0.0, 0.0, 0.0, (Counted(),) * limits)
    counted = tuple(
        Counted(
            _picograms(number * one.low),
            _picograms(number * one.high),
            int(one.max_mg is not None),
            one.max_mg,
            one.max_mg,
        )
        for one in rate.crossings
    )
    low, typical, high = (_picograms(number * each) for each in (rate.low, rate.typical, rate.high))
    return Sums(1, 1, low, typical, high, counted)


def group_status(sums: Sums, counted: Counted) -> Status:
    """Give the status of a group to one limit."""
    if counted.least is None or counted.most is None:
        return "none" if sums.read == sums.rows else "depends"
    least, most = counted.least * PICOGRAMS, counted.most * PICOGRAMS
    if counted.low > most:
        return "above"
    # A row that could not be read has no limit either.
    if counted.set < sums.rows:
        return "depends"
    if counted.high < least:
        return "below"
    return "at" if counted.low == counted.high == least == most else "depends"


def _picograms(mg: float) -> float:
    return float(round(mg * PICOGRAMS))
