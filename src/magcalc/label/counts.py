"""Counted things in a sentence of a label: 1 to 2 capsules, 1 spoon (5 ml), per tablet."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.label import kinds as k
from magcalc.label.sentences import SentenceShape, after_bracket, before_bracket
from magcalc.label.words import Piece

ONE = Decimal(1)
# Small words between a number and its unit: 2 vegan capsules.
_MOST_BETWEEN = 3
# The same between a number and the part of the day that it is for.
_MOST_SMALL = 2
_MOST_ALSO = 9
_BULK = (100, 1000)
_BEFORE_ALSO = frozenset((k.OPEN, k.NUMBER, k.FILLER, k.ABOUT, k.DOT, k.EQUALS, k.UNKNOWN, k.SOURCE))
# What a weight before it is the weight of, and not that of a capsule: per capsule 125 mg magnesium.
_WEIGHED = frozenset((k.MAGNESIUM, k.SALT, k.COMPOUNDS, k.NUTRIENT, k.ELEMENTAL, k.TOTAL))
# What may follow a number that counts without saying what: one in the morning and two at night.
_AFTER_UNSAID = frozenset((None, k.DAY_PART, k.FILLER, k.AND, k.OR, k.COMMA, k.PLUS, k.CLOSE, k.DOT))


# Pieces before a count among which its slash and an amount stand: 190 mg pure magnesium / capsule.
_BEFORE_SLASH = 5
# "3-2 tablets" is a range turned round; "30 - 1 tablet" are two things.
_MOST_TURNED = 4


# Millilitres in a spoon by its name, as kitchens and pharmacies measure.
_SPOON_ML = {"teaspoon": Decimal(5), "tablespoon": Decimal(15)}


def _is_one_spoon(also: tuple[tuple[Decimal, str], ...], spoons: Decimal, unit: str) -> bool:
    """Whether a measure can only be that of one spoon of several: 2 teaspoons (5 ml)."""
    spoon = _SPOON_ML.get(unit)
    return spoon is not None and any(amount == spoon < spoon * spoons for amount, measure in also if measure == "ml")


class Count(NamedTuple):
    """A counted thing: 1 to 2 capsules. ``also`` tells all of it in other units: 2 spoons (10 ml).

    ``first`` and ``last`` are its pieces in its sentence, ``start`` and ``end`` its place in the plain text.
    """

    low: Decimal
    high: Decimal
    unit: str
    start: int
    end: int
    first: int
    last: int
    also: tuple[tuple[Decimal, str], ...] = ()

    @property
    def only(self) -> Decimal | None:
        """The number, where it is one."""
        return self.low if self.low == self.high else None

    @property
    def is_bulk(self) -> bool:
        """Whether it is 100 g or 100 ml, which heads a column and which nobody takes."""
        return self.unit in ("g", "ml") and self.high in _BULK


class Sentence:
    """One sentence, cell or line: its pieces, their kinds, and what is counted in it."""

    __slots__ = ("_row", "_shape", "counts", "kinds", "pieces", "places", "text")

    def __init__(self, text: str, pieces: list[Piece], shape: SentenceShape) -> None:
        self.text, self.pieces, self._shape = text, pieces, shape
        self.kinds, self.places, self._row = shape.kinds, shape.places, shape.row
        self.counts: list[Count] = self._count() if shape.counted else []

    @property
    def start(self) -> int:
        """Where it starts in the plain text."""
        return self.pieces[0][2]

    @property
    def end(self) -> int:
        """Where it ends in the plain text."""
        return self.pieces[-1][3]

    def kind(self, index: int) -> int | None:
        """The kind of a piece, None before the first and after the last."""
        return self._row[index] if index < len(self._row) else None

    def past_bracket(self, index: int) -> int:
        """The place behind a bracket that begins at a place; else that place itself."""
        return after_bracket(self._row, index)

    def past_small(self, index: int) -> int:
        """The first piece from a place on that is no small word: two with breakfast, two in the morning."""
        after = index
        while after < index + _MOST_SMALL and self.kind(after) == k.FILLER:
            after += 1
        return after

    def range_at(self, index: int) -> tuple[Decimal, Decimal, int]:
        """Read 2, 1-2, 1 to 2, between 1 and 2, 1 or 2, two (2), one (1) to six (6); the last is the piece after it."""
        low = self.pieces[index][1].value
        after = self._past_repeat(index + 1, low)
        goes_on = (k.AND,) if self.kind(index - 1) == k.BETWEEN else (k.DASH, k.RANGE, k.OR)
        if self.kind(after) in goes_on and self.kind(after + 1) == k.NUMBER:
            high = self.pieces[after + 1][1].value
            if high > low:
                return low, high, self._past_repeat(after + 2, high)
            if high < low <= _MOST_TURNED * high:
                return high, low, self._past_repeat(after + 2, high)
        if self.kind(index - 1) == k.RANGE and self.kind(index - 2) not in (k.NUMBER, k.UNIT, k.CLOSE):
            # Up to 3.
            return min(ONE, low), low, after
        return low, low, after

    def follows_slash(self, count: Count) -> bool:
        """Whether a count stands behind the slash of an amount: 200 mg / tablet."""
        if count.first == 0 or self.kind(count.first - 1) != k.SLASH:
            return False
        last = before_bracket(self._row, count.first - 2) if count.first > 1 else -1
        return k.MASS in self._row[max(last + 2 - _BEFORE_SLASH, 0) : last + 1]

    def _past_repeat(self, after: int, value: Decimal) -> int:
        repeats = self.kind(after) == k.OPEN and self.kind(after + 1) == k.NUMBER and self.kind(after + 2) == k.CLOSE
        return after + 3 if repeats and self.pieces[after + 1][1].value == value else after

    def _count(self) -> list[Count]:
        found: list[Count] = []
        after = 0
        for index in self._shape.counted:
            if index < after:
                continue
            kind = self._row[index]
            if kind == k.NUMBER:
                low, high, after = self.range_at(index)
                # None to two tablets are up to two.
                count = self._of_number(index, low or min(ONE, high), high, after)
            else:
                unit = self._unit(index, 0) or "piece"
                count = self._counted(index, index, ONE, ONE, unit)
            if count is not None:
                after = count.last + 1
                if count.low > 0:
                    found.append(count)
        if found and k.DAY_PART in self.kinds:
            found = sorted([*found, *self._unsaid(found)], key=lambda count: count.first)
        return found

    def _unsaid(self, found: list[Count]) -> list[Count]:
        """Numbers of the same unit at other parts of the day: one capsule in the morning and two in the evening."""
        if k.DAILY in self.kinds and found[0].high > ONE and self.kind(found[0].last + 1) != k.DAY_PART:
            # "3 capsules a day: 1 in the morning and 2 in the evening" has told the day already.
            return []
        unsaid = []
        taken = {index for count in found for index in range(count.first, count.last + 1)}
        for index in self.places(k.NUMBER):
            low, high, after = self.range_at(index)
            beside = k.DAY_PART in (self.kind(index - 1), self.kind(after + 1), self.kind(self.past_small(after)))
            if index not in taken and beside and self.kind(after) in _AFTER_UNSAID:
                start, end = self.pieces[index][2], self.pieces[index][3]
                unsaid.append(Count(low, high, found[0].unit, start, end, index, after - 1))
        return unsaid

    def _counted(self, first: int, last: int, low: Decimal, high: Decimal, unit: str) -> Count:
        also, after = self._also(last)
        if also and low == high and (self._tells_each(last, after) or _is_one_spoon(also, low, unit)):
            also = tuple([(amount * low, measure) for amount, measure in also])
        last = after
        return Count(low, high, unit, self.pieces[first][2], self.pieces[last][3], first, last, also)

    def _of_number(self, first: int, low: Decimal, high: Decimal, after: int) -> Count | None:
        measure = self._measure(after + 1) if self.kind(after) == k.NUMBER else None
        if measure is not None and self.kind(after + 2) == k.UNIT:
            # Two 5 ml spoonfuls.
            also = ((self.pieces[after][1].value * (low if low == high else ONE), measure),)
            unit, start, end = self.pieces[after + 2][1], self.pieces[first][2], self.pieces[after + 2][3]
            return Count(low, high, unit, start, end, first, after + 2, also)
        if self.kind(after) == k.DASH and self.kind(after + 1) == k.UNIT:
            # Your daily 2-capsule serving.
            after += 1
        for steps in range(_MOST_BETWEEN):
            unit = self._unit(after + steps, steps)
            if unit in ("ml", "g") and (whole := self._unit_of(first, after + steps, low, unit)) is not None:
                return whole
            if unit is not None:
                return self._counted(first, after + steps, low, high, unit)
            if self.kind(after + steps) not in (k.FILLER, k.UNKNOWN):
                break
        return None

    def _unit_of(self, first: int, at: int, amount: Decimal, measure: str) -> Count | None:
        """A unit that is told by its measure: each 10 ml ampoule, 8 g portion."""
        index = at + 1
        while index < at + _MOST_BETWEEN and self.kind(index) in (k.FILLER, k.UNKNOWN):
            index += 1
        kind = self.kind(index)
        if kind not in (k.UNIT, k.SERVING):
            return None
        scale = Decimal(self.pieces[at][1]) if measure == "ml" else ONE
        unit = str(self.pieces[index][1]) if kind == k.UNIT else "serving"
        own = self._counted(first, index, ONE, ONE, unit)
        return own._replace(also=((amount * scale, measure), *own.also))

    def _unit(self, index: int, steps: int) -> str | None:
        """What a number counts, so many small words on; a measure must follow it at once."""
        kind = self.kind(index)
        if kind == k.UNIT:
            return str(self.pieces[index][1])
        if kind == k.SERVING:
            return "serving"
        if kind == k.VOLUME and (steps == 0 or self.pieces[index][1] == 1):
            return "ml"
        return "g" if kind == k.MASS and self.pieces[index][1] == "g" and steps == 0 else None

    def _tells_each(self, last: int, after: int) -> bool:
        """Whether a measure is that of one of what is counted: 2 scoops à 5 g, 2 spoons (5 ml each)."""
        return self._row[last + 1] == k.UNKNOWN or k.PER in self._row[last + 1 : after + 2]

    def _measure(self, index: int) -> str | None:
        kind = self.kind(index)
        if kind == k.VOLUME:
            return "ml"
        return str(self.pieces[index][1]) if kind == k.MASS and self.pieces[index][1] in ("g", "mg") else None

    def _also(self, last: int) -> tuple[tuple[tuple[Decimal, str], ...], int]:
        """The same in brackets or after à: 1 spoon (5 ml, about 5 g), 1 sachet à 5 g."""
        following = self._row[last + 1]
        if following not in _BEFORE_ALSO:
            return (), last
        bracket = following == k.OPEN
        index = last + 2 if bracket else last + 1
        also: list[tuple[Decimal, str]] = []
        while index < min(len(self.pieces), last + _MOST_ALSO):
            unit = self._measure(index + 1)
            if unit is None and bracket and self.kind(index + 1) == k.UNIT:
                unit = str(self.pieces[index + 1][1])
            if self.kind(index) == k.NUMBER and unit in ("mg", "g") and self._weighs_more(index + 2):
                break
            if self.kind(index) == k.NUMBER and unit is not None:
                scale = Decimal(self.pieces[index + 1][1]) if unit == "ml" else ONE
                also.append((self.pieces[index][1].value * scale, unit))
                index += 2
            elif self._is_small(index, bracket=bracket):
                index += 1
            else:
                break
        if not also:
            return (), last
        closed = bracket and self.kind(index) == k.CLOSE
        return tuple(also), index if closed else index - 1

    def _weighs_more(self, index: int) -> bool:
        """Whether a weight is not that of the unit but of what it holds: 1 capsule = 60 mg pure magnesium."""
        while self.kind(index) == k.FILLER:
            index += 1
        return self.kind(index) in _WEIGHED

    def _is_small(self, index: int, *, bracket: bool) -> bool:
        kind, _, start, end = self.pieces[index]
        if kind in (k.FILLER, k.ABOUT, k.DOT, k.EQUALS):
            return True
        if kind == k.SOURCE:
            # Un flaconcino da 10 ml.
            return self.kind(index + 1) == k.NUMBER and self._measure(index + 2) is not None
        return (bracket and kind in (k.COMMA, k.SLASH)) or (kind == k.UNKNOWN and self.text[start:end] in "àá")
