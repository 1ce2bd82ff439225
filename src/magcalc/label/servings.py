"""What the amounts of a label are for, and how many such servings a day it directs: the one over the other."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from magcalc.label.counts import ONE, Count
from magcalc.label.directions import Direction, added_up
from magcalc.label.serving_reader import MEASURES, Head, ServingReader

# What tells a serving: where it stands, and the count, None for a day's portion.
Told = tuple[int, Count | None]
# Solid units that a label may call by different names in one text.
_SOLID = {"capsule", "tablet", "lozenge", "gummy", "piece"}
_SPOONS = {"scoop", "teaspoon", "tablespoon"}
# What is counted beside "take" and is more than this is a pack.
_MOST_AT_ONCE = 10
# Labels that are alike share their reader, so what was put together of it is kept.
_MOST_KEPT = 4_000


class Servings(NamedTuple):
    """What the amounts are for, and the servings a day, None where none are directed.

    ``low`` and ``high`` are both told or neither. ``daily`` tells that the amounts are for a whole day; ``clear`` is
    False where the label does not say what its amounts are for: they are taken for all that is taken at once, and
    ``other`` are the servings of the largest day should they be for one unit. ``at_most`` is the most a day that it
    warns not to exceed, in its own unit.
    """

    serving: Count | None
    daily: bool
    low: Decimal | None
    high: Decimal | None
    directions: tuple[Direction, ...]
    at_most: Decimal | None
    clear: bool
    other: Decimal | None = None

    @property
    def are_told(self) -> bool:
        """Whether any are directed that count what the amounts are for."""
        return self.high is not None

    @property
    def largest(self) -> tuple[Decimal, Decimal]:
        """The servings of the largest day, by the reading that makes fewer and by the one that makes more."""
        high, other = self.high or ONE, self.other
        if other is None:
            return high, high
        return min(high, other), max(high, other)

    @property
    def counts(self) -> tuple[Decimal, ...]:
        """Every number of servings that a day may be told for: of the least day, of the largest."""
        return (self.low or ONE, *self.largest)


class Child(NamedTuple):
    """A product or a direction for children: the youngest age in years, and the servings a day for them, if told."""

    years: Decimal
    servings: Servings | None
    start: int
    end: int


def line_at(text: str, place: int) -> tuple[int, int]:
    """Where the line starts and ends that a place stands on."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def same_unit(first: str, second: str) -> bool:
    """Whether two words for what is counted may mean the same thing."""
    return first == second or (first in _SOLID and second in _SOLID) or (first in _SPOONS and second in _SPOONS)


@lru_cache(maxsize=_MOST_KEPT)
def servings_for(reader: ServingReader, place: int | None, head: Head | None = None) -> Servings:
    """Put serving and directions together for the amount at a place of the text, if any, under a column's head."""
    serving, daily = _serving_of(reader, place) if head is None else (head.portion, head.daily)
    # None in the morning says nothing by itself, nor does an amount for none of it.
    directions = added_up([direction for direction in reader.directions if direction.high])
    if serving is not None and not serving.high:
        serving = None
    at_most = max([direction.high for direction in reader.at_most]) if reader.at_most else None
    if directions:
        directions += _larger(directions, [*reader.for_some, *reader.at_once])
        directions += _with_more(directions, reader.more)
    if not directions:
        # Taken only when needed, and then at least this much.
        directions = list(reader.as_needed)
    if not directions:
        directions = [one._replace(low=min(ONE, one.high)) for one in reader.at_most if one.high]
    if daily:
        return Servings(serving, True, ONE, ONE, tuple(directions), at_most, True)
    clear = serving is not None and serving.low == serving.high
    if serving is None and directions:
        serving = _assumed(directions)
    told = Servings(serving, False, None, None, tuple(directions), at_most, clear)
    return _directed(reader, directions, told, doubled=reader.doubled)


def _larger(directions: list[Direction], others: list[Direction]) -> list[Direction]:
    """What is taken at once, or by some people, where it is more than the day that is told: for athletes 2 tablets."""
    return [
        other
        for other in others
        if other.high <= _MOST_AT_ONCE
        and all(
            other.high > one.high for one in directions if "unit" in (one.unit, other.unit) or one.unit == other.unit
        )
    ]


def _with_more(directions: list[Direction], more: list[Direction]) -> list[Direction]:
    """What is taken where more comes to the rest: take another tablet in the evening."""
    if not more:
        return []
    whole = max(directions, key=_most)
    return [whole._replace(high=whole.high + max(more, key=_most).high)]


def _most(direction: Direction) -> Decimal:
    return direction.high


def _directed(reader: ServingReader, directions: list[Direction], told: Servings, *, doubled: bool) -> Servings:
    """Add the servings a day by some of the directions; none where none of them counts what the amounts are for."""
    serving = told.serving
    ends = _ends(reader, directions, serving)
    if ends is None and not directions and (taken := _ends(reader, reader.at_once, serving)) is not None:
        # "Take three capsules": nobody knows how often, but so much is taken.
        return told._replace(other=taken[1])
    if ends is None:
        # Told by the 10 ml, and directed by the vial: how many of the one the other is cannot be told, but all may be.
        counted = [direction.high for direction in directions if direction.unit not in MEASURES]
        return told._replace(other=max(counted, default=None) if serving is not None else None)
    times = 2 if doubled else 1
    low, high = ends[0], ends[1] * times
    if serving is None or told.clear:
        return told._replace(low=low, high=high)
    if serving.low == serving.high:
        return told._replace(low=low, high=high, other=high * serving.high)
    # For 1 to 2 capsules: the most that is directed is of amounts for both of them, or by the other reading for one.
    of_most = _ends(reader, directions, serving._replace(low=serving.high)) or ends
    fewer = of_most[1] * times
    return told._replace(low=min(low, fewer), high=fewer, other=high)


def _ends(reader: ServingReader, directions: list[Direction], serving: Count | None) -> tuple[Decimal, Decimal] | None:
    """The fewest and the most servings a day by some of the directions."""
    counted = [_in_units(direction, serving, reader) for direction in directions]
    found = [ends for direction in counted if (ends := _a_day(direction, serving, reader)) is not None]
    if not found:
        return None
    return min(ends[0] for ends in found), max(ends[1] for ends in found)


def _serving_of(reader: ServingReader, amount: int | None) -> tuple[Count | None, bool]:
    """What the amount at a place is for; the second is True where it is for a whole day."""
    place = len(reader.text) if amount is None else amount
    line_start, line_end = (place, place) if amount is None else line_at(reader.text, place)
    size = reader.sizes[0] if reader.sizes else None
    told: list[Told] = [(count.start, count) for count in reader.basis if count.unit != "serving" or size is None]
    if reader.daily_is_basis:
        told.append((reader.daily_start, None))
    on_line = [one for one in told if line_start <= one[0] <= line_end]
    if on_line:
        # What stands nearest before the amount tells what it is for; else what stands first after it.
        before = [one for one in on_line if one[0] < place]
        return _day_or_count(max(before, key=_by_place) if before else min(on_line, key=_by_place), reader, None)
    if size is not None and any(line_start <= count.start <= line_end for count in reader.basis):
        return size, False
    head = _nearest_line(told, place, reader.text)
    if head is not None and (size is None or head[1] is None):
        return _day_or_count(head, reader, size)
    if size is not None:
        return size, False
    return _day_or_count(told[-1] if reader.daily_is_basis else told[0], reader, None) if told else (None, False)


def _day_or_count(told: Told, reader: ServingReader, size: Count | None) -> tuple[Count | None, bool]:
    if told[1] is not None:
        return told[1], False
    return (reader.daily[0] if reader.daily else size), True


def _by_place(told: Told) -> int:
    return told[0]


def _nearest_line(told: list[Told], place: int, text: str) -> Told | None:
    """The first that is told on the last line before a place that tells any: the head of the first column."""
    before = [one for one in told if one[0] < place]
    if not before:
        return None
    line = text.rfind("\n", 0, max(start for start, _ in before))
    return min((one for one in before if one[0] > line), key=_by_place)


def _assumed(directions: list[Direction]) -> Count | None:
    """Where nothing tells what the amounts are for: all that is taken at once, or one unit where that varies."""
    first = directions[0]
    if first.unit in ("time", "serving", "unit"):
        return None
    alike = all(direction.low == direction.high == first.low for direction in directions)
    # Nobody's amounts are for one millilitre of the ten to twenty that are taken.
    least = first.low if first.unit in MEASURES else ONE
    count = first.each if alike and first.each is not None else least
    return Count(count, count, first.unit, first.start, first.end, 0, 0)


def _in_units(direction: Direction, serving: Count | None, reader: ServingReader) -> Direction:
    """A direction in servings as one in units: two servings of two tablets, where the amounts are for one tablet."""
    size = reader.sizes[0] if reader.sizes else None
    if direction.unit != "serving" or serving is None or size is None or size.only is None:
        return direction
    if "serving" in (size.unit, serving.unit):
        return direction
    return direction._replace(low=direction.low * size.only, high=direction.high * size.only, unit=size.unit)


def _a_day(direction: Direction, serving: Count | None, reader: ServingReader) -> tuple[Decimal, Decimal] | None:
    """Servings a day by one direction."""
    if direction.unit in ("time", "serving") or serving is None:
        return direction.low, direction.high
    if direction.unit == "unit":
        return direction.low / serving.low, direction.high / serving.low
    if same_unit(direction.unit, serving.unit):
        return direction.low / serving.low, direction.high / serving.low
    mine = ((ONE, direction.unit), *reader.also.get(direction.unit, ()))
    theirs = ((serving.low, serving.unit), *(serving.also or reader.also.get(serving.unit, ())))
    for amount, unit in mine:
        for whole, other in theirs:
            if unit == other and whole:
                return direction.low * amount / whole, direction.high * amount / whole
    if serving.unit == "serving":
        # "per portion", and 2 capsules a day: the portion is the day's.
        return ONE, ONE
    return None


def child_of(reader: ServingReader, servings: Servings) -> Child | None:
    """Give the child that the label speaks of, with its own directed servings where its sentence has them."""
    if reader.children is None:
        return None
    years, start, end = reader.children
    own = [one for one in reader.directions if one.start >= start and one.end <= end]
    theirs = _directed(reader, own, servings._replace(low=None, high=None, other=None), doubled=False)
    return Child(years, None if theirs.high is None else theirs, start, end)
