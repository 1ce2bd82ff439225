"""Rows answered in plain Python, with the rates that the plan for dataframes uses too."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from magcalc.calc.group import Sums, sums_of_row
from magcalc.calc.rate import LEAST, MOST, Rate, RateBook, doses_of, status_at
from magcalc.calc.words import Words
from magcalc.columns import NO_AMOUNT, NO_DOSE, PLAIN_NUMBER
from magcalc.facts.element import magnesium
from magcalc.facts.intakes import intake

# Rows that say the same are answered once, as long as there are no more different ones than this.
_MOST_KEPT = 50_000
_PLAIN = re.compile(PLAIN_NUMBER)
_MILLION = 1e6

Cell = str | int | Decimal | bool | None
# What is added to a row, in the order of the added columns; the last is the reason why it cannot be read.
Answer = list[Any]
Taken = tuple[float | None, Rate, str | None]


class Answers:
    """Answers rows by their cells in the columns that are known, in the order of ``names``.

    Args:
        book: where the rates are.
        names: our names of the columns.
        as_text: whether answers are wanted as a CSV has them.

    ``given`` counts the answers by their statuses, None where a row could not be read.
    """

    def __init__(self, book: RateBook, names: Sequence[str], *, as_text: bool = False) -> None:
        self._book, self._names, self._as_text = book, tuple(names), as_text
        self._place = self._names.index("amount") if "amount" in self._names else None
        self._kept: dict[tuple[Cell, ...], tuple[Answer, tuple[str, ...] | None]] = {}
        beside = [place for place, name in enumerate(self._names) if name != "amount"]
        self._beside: Callable[[tuple[Cell, ...]], Any] = itemgetter(*beside)
        self._rates: dict[Any, Rate] = {}
        self._mg_per_mmol = float(magnesium().molar_mass)
        self._per_nrv = 100 / float(intake("eu-nrv").band[0].mg)
        self.given: Counter[tuple[str, ...] | None] = Counter()

    def answer(self, cells: tuple[Cell, ...]) -> Answer:
        """Answer one row."""
        answer, statuses = self._kept.get(cells) or self._met(cells)
        self.given[statuses] += 1
        return answer

    def look_up(self, cells: tuple[Cell, ...]) -> Answer:
        """Give the answer of such rows, without counting it."""
        return (self._kept.get(cells) or self._met(cells))[0]

    def count(self, cells: tuple[Cell, ...], rows: int) -> None:
        """Count the answer of such rows as given so many times."""
        self.given[(self._kept.get(cells) or self._met(cells))[1]] += rows

    def _met(self, cells: tuple[Cell, ...]) -> tuple[Answer, tuple[str, ...] | None]:
        answer, statuses = self._worked_out(*self.take(cells))
        if len(self._kept) < _MOST_KEPT:
            # Worth making text of; what comes once is made text of where it is written, to the same letters.
            if self._as_text:
                answer = ["" if value is None else value if isinstance(value, str) else str(value) for value in answer]
            self._kept[cells] = answer, statuses
        return answer, statuses

    def refuse(self, why: str) -> Answer:
        """Give the answer for a row that cannot be read at all."""
        self.given[None] += 1
        return self._refused(why)

    def take(self, cells: tuple[Cell, ...]) -> Taken:
        """Read one row: its number, its rate, and why it cannot be read if it cannot."""
        number = None if self._place is None else _number(cells[self._place])
        # A number that is plain says nothing in words, so rows that differ in it alone have one rate.
        key = cells if number is None else self._beside(cells)
        rate = self._rates.get(key)
        if rate is None:
            words = dict(zip(self._names, map(_text, cells), strict=True))
            if number is not None:
                words["amount"] = ""
            rate = self._book.rate(Words(**words))
            if len(self._rates) < _MOST_KEPT:
                self._rates[key] = rate
        if rate.number is not None:
            number = rate.number
        if rate.why is not None:
            return None, rate, rate.why
        if number is None:
            return None, rate, NO_AMOUNT
        return (number, rate, None) if LEAST <= number <= MOST else (None, rate, NO_DOSE)

    def sums(self, cells: tuple[Cell, ...]) -> Sums:
        """Give what one row adds to its group."""
        number, rate, _ = self.take(cells)
        return sums_of_row(number, rate, len(self._book.limits))

    def _refused(self, why: str) -> Answer:
        return [*[None] * (6 + len(self._book.limits)), why]

    def _worked_out(self, number: float | None, rate: Rate, why: str | None) -> tuple[Answer, tuple[str, ...] | None]:
        if number is None:
            return self._refused(why or NO_AMOUNT), None
        typical = number * rate.typical
        # At most six decimals, in the way an engine rounds; most rates are one number.
        told = round(typical * _MILLION) / _MILLION
        is_exact = rate.low == rate.high
        answer = [
            told if is_exact else round(number * rate.low * _MILLION) / _MILLION,
            told,
            told if is_exact else round(number * rate.high * _MILLION) / _MILLION,
            round(typical / self._mg_per_mmol * _MILLION) / _MILLION,
            round(typical * self._per_nrv * _MILLION) / _MILLION,
            *(statuses := tuple([status_at(number, crossing) for crossing in rate.crossings])),
            doses_of(number, rate),
            None,
        ]
        return answer, statuses


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _number(cell: Cell) -> float | None:
    """The number of an amount that is one, or plainly spells one."""
    if isinstance(cell, str):
        return float(cell) if _PLAIN.match(cell) else None
    return float(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
