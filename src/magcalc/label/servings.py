"""What the amounts of a label are for, and how many such servings a day it directs.

A *serving* is what the amounts are printed for: 2 capsules, 5 ml, a day's portion. A *direction* is a sentence that
tells a number a day. Servings a day are the one over the other; a pack's contents, minutes and years are neither.
"""

from copy import copy
from decimal import Decimal
from typing import NamedTuple

from magcalc.label import kinds as k
from magcalc.label.counts import ONE, Count, Sentence
from magcalc.label.directions import Direction, added_up, daily_portion, directions_in, directs, for_some
from magcalc.label.outlines import Line
from magcalc.label.places import Blanks
from magcalc.label.sentences import FOR_CHILDREN, SentenceShape
from magcalc.label.words import Piece

# What tells a serving: where it stands, and the count, None for a day's portion.
Told = tuple[int, Count | None]
# Solid units that a label may call by different names in one text.
_SOLID = {"capsule", "tablet", "lozenge", "gummy", "piece"}
_SPOONS = {"scoop", "teaspoon", "tablespoon"}
_TAKEN = frozenset((k.DAILY, k.TAKE))
# A sentence about a pack that tells one of these is about its contents as well.
_NOT_OF_PACKS = frozenset((k.DAILY, k.MASS))
_MEASURES = ("ml", "g")
# What is counted beside "take" and is more than this is a pack.
_MOST_AT_ONCE = 10
# What tells that a count is taken, though not how often; and what tells of something else.
_TAKING = frozenset((k.TAKE, k.PEOPLE))
_NOT_TAKEN = frozenset((k.CONTAINER, k.SERVING_SIZE, k.DAILY_SERVING, k.NEED, k.WITHOUT))
# Pieces before "each" among which an amount stands: 190 mg pure magnesium each.
_BESIDE = 4
_DAYS = frozenset((k.DAILY_SERVING, k.REFERENCE))


class Head(NamedTuple):
    """What a column of amounts is for: a count, a day's portion, or both."""

    start: int
    portion: Count | None
    daily: bool

    @property
    def is_bulk(self) -> bool:
        """Whether it is 100 g or 100 ml."""
        return self.portion is not None and self.portion.is_bulk


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


class Timed(NamedTuple):
    """Where a sentence stands that tells a time but nothing counted, and whether it says to take something."""

    start: int
    end: int
    directs: bool


class Child(NamedTuple):
    """A product or a direction for children: the youngest age in years, and the servings a day for them, if told."""

    years: Decimal
    servings: Servings | None
    start: int
    end: int


class ServingReader:
    """Collects the serving and the directions of one label.

    ``basis`` and ``sizes`` are what amounts are told to be for: "per capsule", and "serving size 2 capsules".
    ``heads`` are all that may head a column, by their places. ``timed`` are the sentences that tell a time but nothing
    counted.
    """

    def __init__(self, text: str, blanks: Blanks) -> None:
        self.text, self.blanks = text, blanks
        self.basis: list[Count] = []
        self.heads: dict[int, Head] = {}
        self.sizes: list[Count] = []
        self.daily: list[Count] = []
        self.daily_is_basis = False
        self.daily_start = -1
        self.directions: list[Direction] = []
        self.at_most: list[Direction] = []
        self.as_needed: list[Direction] = []
        self.at_once: list[Direction] = []
        self.for_some: list[Direction] = []
        self.more: list[Direction] = []
        self.doubled = False
        self.children: tuple[Decimal, int, int] | None = None
        self.timed: list[Timed] = []
        self.also: dict[str, tuple[tuple[Decimal, str], ...]] = {}
        # What was put together for an amount, by its place and the head of its column.
        self.known: dict[tuple[int | None, Head | None], Servings] = {}

    def read(self, pieces: list[Piece], lines: list[Line]) -> None:
        """Read line by line, and each line sentence by sentence."""
        for first, line in lines:
            if line.head is not None:
                self._header_row(self._sentence_of(pieces, first, line.head))
            for shape in line.sentences:
                self._sentence(self._sentence_of(pieces, first, shape))

    def _sentence_of(self, pieces: list[Piece], first: int, shape: SentenceShape) -> Sentence:
        return Sentence(self.text, pieces[first + shape.first : first + shape.after], shape)

    def with_directions(self, directions: list[Direction], as_needed: list[Direction]) -> "ServingReader":
        """Give one that has found the same, but for the directions."""
        other = copy(self)
        other.directions, other.as_needed, other.known = directions, as_needed, {}
        return other

    def _header_row(self, row: Sentence) -> None:
        """Heads of columns: | Contents | 1 tablet | 3 tablets |, or two counts and nothing else on a line."""
        weighed = sum(piece[0] == k.MASS for piece in row.pieces)
        if weighed > sum(count.unit == "g" or bool(count.also) for count in row.counts):
            return
        telling = k.CELL in row.kinds and row.kinds & {k.CONTAINS, k.PERCENT, k.REFERENCE}
        if len(row.counts) > 1 or (row.counts and telling):
            for count in row.counts:
                cell = {piece[0] for piece in _cell(row, count.first)}
                if not cell & {k.PERCENT, k.REFERENCE}:
                    self._head(count.start, count, daily=k.DAILY_SERVING in cell)
            self.basis += [count for count in row.counts if not count.is_bulk]

    def _head(self, start: int, count: Count | None, *, daily: bool) -> None:
        known = self.heads.get(start)
        self.heads[start] = Head(start, count, daily or (known is not None and known.daily))

    def _sentence(self, sentence: Sentence) -> None:
        kinds = sentence.kinds
        if kinds >= FOR_CHILDREN and self.children is None:
            self._for_children(sentence)
        if k.CONTAINER in kinds and kinds.isdisjoint(_NOT_OF_PACKS):
            packs = [at for at in sentence.places(k.CONTAINER) if sentence.kind(at + 1) != k.PER]
            if packs:
                return
        for count in sentence.counts:
            if count.also:
                # Of one of them.
                self.also[count.unit] = tuple([(amount / (count.only or ONE), unit) for amount, unit in count.also])
        if k.SERVING_SIZE in kinds:
            self.sizes += [count for count in sentence.counts if count.unit != "serving" or count.also]
        elif sentence.counts:
            self._bases(sentence)
            self._for_each(sentence)
        if k.DAILY_SERVING in kinds:
            self._daily_serving(sentence)
        if k.DOUBLE in kinds and (self.directions or k.DAILY in kinds):
            self.doubled = True
        self._direct(sentence)

    def _direct(self, sentence: Sentence) -> None:
        if directs(sentence):
            if not sentence.counts:
                self.timed.append(Timed(sentence.start, sentence.end, k.TAKE in sentence.kinds))
            found = directions_in(sentence)
            if k.AT_MOST in sentence.kinds:
                self.at_most += found
            elif _tells_more(sentence):
                self.more += found
            else:
                self.directions += found
            return
        self.for_some += for_some(sentence)
        taken = [count for count in sentence.counts if count.unit not in _MEASURES]
        told = [Direction(one.low, one.high, one.unit, one.start, one.end) for one in taken]
        if _tells_more(sentence) and k.TAKE in sentence.kinds:
            self.more += told
        elif k.AS_NEEDED in sentence.kinds:
            self.as_needed += told
        elif sentence.kinds & _TAKING and sentence.kinds.isdisjoint(_NOT_TAKEN):
            self.at_once += told

    def _for_children(self, sentence: Sentence) -> None:
        """Keep the youngest age of a product for children; warnings about children are no direction."""
        if sentence.kinds & {k.WITHOUT, k.AT_MOST}:
            return
        for index in sentence.places(k.NUMBER)[:1]:
            low, high, after = sentence.range_at(index)
            aged = sentence.kind(after) == k.DURATION
            if aged and (high > low or sentence.kinds & {k.DAILY, k.UNIT, k.PER}):
                self.children = (low, sentence.start, sentence.end)

    def _bases(self, sentence: Sentence) -> None:
        taken = not sentence.kinds.isdisjoint(_TAKEN)
        for count in sentence.counts:
            after = sentence.kind(count.last + 1)
            per = _is_per(sentence, count) or sentence.follows_slash(count)
            if per:
                self._head(count.start, count, daily=k.DAILY_SERVING in sentence.kinds)
            if (per and not count.is_bulk) or (not per and _heads_contents(sentence, count, taken=taken)):
                self.basis.append(count)
            elif not per and not taken and (_is_size(sentence, count) or _equals_serving(sentence, count)):
                self.sizes.append(count)
            if after == k.EQUALS and sentence.kind(count.last + 2) in _DAYS:
                # Values per 3 capsules = recommended daily amount.
                start, end = sentence.start, sentence.end
                self.directions.append(Direction(count.low, count.high, count.unit, start, end))

    def _for_each(self, sentence: Sentence) -> None:
        """Two capsules of 190 mg each: what stands with "each" is for one of what is counted before it."""
        for index in sentence.places(k.PER):
            counted = [count for count in sentence.counts if count.last < index and count.unit not in _MEASURES]
            if counted and _says_each(sentence, index):
                _, _, start, end = sentence.pieces[index]
                self.basis.append(Count(ONE, ONE, counted[-1].unit, start, end, index, index))

    def _daily_serving(self, sentence: Sentence) -> None:
        """A day's portion: what the amounts are for, where amounts or "per" stand with it; else a direction."""
        at = sentence.places(k.DAILY_SERVING)[0]
        told = [
            count
            for count in sentence.counts
            # 125 mg/tablet, 375 mg/daily dose: the tablet is what another amount is for.
            if count.unit != "serving" and all(piece[0] != k.MASS for piece in sentence.pieces[count.last + 1 : at])
        ]
        counts = [count for count in told if count.first > at] or told
        if k.AT_MOST in sentence.kinds and not counts:
            return
        before = {piece[0] for piece in sentence.pieces[:at]}
        after = {piece[0] for piece in sentence.pieces[at:]}
        start = sentence.pieces[at][2]
        slashed = sentence.kind(at - 1) == k.SLASH
        if slashed or before & {k.PER, k.CONTAINS} or after & {k.MASS, k.SUBSTANCE, k.CONTAINS}:
            self.daily_is_basis, self.daily_start = True, start
            if not sentence.kinds & {k.PERCENT, k.REFERENCE} or sentence.kinds & {k.MASS, k.SUBSTANCE}:
                count = counts[0] if counts else None
                self._head(start if count is None else count.start, count, daily=True)
        self.daily += counts[:1]
        if not sentence.kinds & {k.FREQUENCY, k.TIMES}:
            self.directions += [
                Direction(one.low, one.high, one.unit, min(start, one.start), one.end, one.only) for one in counts
            ]
            if not sentence.counts:
                self.directions += daily_portion(sentence, at)


def _tells_more(sentence: Sentence) -> bool:
    """Whether all that a sentence tells comes to what others tell: if needed, take another tablet."""
    return any(index < count.first for count in sentence.counts[:1] for index in sentence.places(k.MORE))


def _cell(row: Sentence, index: int) -> list[Piece]:
    """The pieces of the cell of a table that a piece stands in."""
    cells = [-1, *(at for at, piece in enumerate(row.pieces) if _parts_cells(piece)), len(row.pieces)]
    start = max(at for at in cells if at < index)
    return row.pieces[start + 1 : min(at for at in cells if at > index)]


def _parts_cells(piece: Piece) -> bool:
    return piece[0] in (k.CELL, k.SLASH) or piece[:2] == (k.COMMA, ";")


def _heads_contents(sentence: Sentence, count: Count, *, taken: bool) -> bool:
    """Whether a count heads contents: "1 tablet contains", "2 capsules:", "what does the tablet contain?"."""
    before = sentence.kind(count.first - 1)
    following = count.last + 2 if sentence.kind(count.last + 1) == k.DOT else count.last + 1
    after = sentence.kind(following)
    if before == k.DAILY_SERVING or (taken and after == k.COLON):
        return False
    if after == k.EQUALS and k.DURATION in (sentence.kind(following + 1), sentence.kind(following + 2)):
        # 120 capsules = 4 months: what a pack holds.
        return False
    if count.unit in ("g", "ml") and before in (k.SALT, k.MAGNESIUM, k.NUTRIENT, k.UNKNOWN):
        # Hydroxide 0.6 g, corresponding to: that is the weight of the salt.
        return False
    held = [sentence.kind(at) for at in range(count.last + 1, count.last + 4)]
    if count.only == ONE and held == [k.FILLER, k.NUMBER, k.MASS] and sentence.pieces[count.last + 3][1] == "mg":
        # An ampoule with 130 mg magnesium.
        return True
    return after in (k.COLON, k.EQUALS, k.CONTAINS, k.SHARE) or (before == k.CONTAINS and after in (None, k.BREAK))


def _says_each(sentence: Sentence, index: int) -> bool:
    """Whether "each" or "per" stands with an amount and not with what it is told for: each 190 mg; 190 mg each."""
    at = index + 2 if sentence.kind(index + 1) == k.FILLER else index + 1
    if sentence.kind(at) == k.NUMBER and sentence.kind(at + 1) == k.MASS:
        return bool(sentence.pieces[at + 1][1] == "mg") and sentence.kind(at + 2) != k.UNIT
    before = {sentence.kind(at) for at in range(max(index - _BESIDE, 0), index)}
    return k.MASS in before and sentence.kind(index + 1) in (None, k.CLOSE, k.COMMA, k.DOT)


def _is_per(sentence: Sentence, count: Count) -> bool:
    """Whether a count stands behind "per", or behind it and the name of a product: each Fernway tablet."""
    before = sentence.kind(count.first - 1)
    named = before in (k.UNKNOWN, k.FILLER) and sentence.kind(count.first) == k.UNIT
    return before == k.PER or (named and sentence.kind(count.first - 2) == k.PER)


def _is_size(sentence: Sentence, count: Count) -> bool:
    """Whether a count tells what a serving is: serving: 2 capsules."""
    before = sentence.kind(count.first - 1)
    return before == k.SERVING or (before == k.COLON and sentence.kind(count.first - 2) == k.SERVING)


def _equals_serving(sentence: Sentence, count: Count) -> bool:
    """Whether a count is what one serving is said to be: 1 serving = 2 capsules."""
    equal = sentence.kind(count.first - 1) == k.EQUALS and sentence.kind(count.first - 2) == k.SERVING
    return equal and count.unit != "serving"


def line_at(text: str, place: int) -> tuple[int, int]:
    """Where the line starts and ends that a place stands on."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def same_unit(first: str, second: str) -> bool:
    """Whether two words for what is counted may mean the same thing."""
    return first == second or (first in _SOLID and second in _SOLID) or (first in _SPOONS and second in _SPOONS)


def servings_for(reader: ServingReader, place: int | None, head: Head | None = None) -> Servings:
    """Put serving and directions together for the amount at a place of the text, if any, under a column's head."""
    found = reader.known.get((place, head))
    if found is None:
        found = reader.known[place, head] = _put_together(reader, place, head)
    return found


def _put_together(reader: ServingReader, place: int | None, head: Head | None) -> Servings:
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
        counted = [direction.high for direction in directions if direction.unit not in _MEASURES]
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
    count = first.each if alike and first.each is not None else ONE
    return Count(count, count, first.unit, first.start, first.end, 0, 0)


def _in_units(direction: Direction, serving: Count | None, reader: ServingReader) -> Direction:
    """A direction in servings as one in units: two servings of two tablets, where the amounts are for one tablet."""
    size = reader.sizes[0] if reader.sizes else None
    if direction.unit != "serving" or serving is None or size is None or size.only is None:
        return direction
    if size.unit == "serving" or not same_unit(size.unit, serving.unit):
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
