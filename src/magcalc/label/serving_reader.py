"""What one label says of servings and days, collected sentence by sentence: bases, sizes, heads of columns, directions.

A *serving* is what the amounts are printed for: 2 capsules, 5 ml, a day's portion. A *direction* is a sentence that
tells a number a day. A pack's contents, minutes and years are neither.
"""

from copy import copy
from decimal import Decimal
from typing import NamedTuple

from magcalc.label import kinds as k
from magcalc.label.counts import ONE, Count, Sentence
from magcalc.label.directions import Direction, daily_portion, directions_in, directs, for_some
from magcalc.label.outlines import Line
from magcalc.label.places import Blanks
from magcalc.label.sentences import FOR_CHILDREN, SentenceShape
from magcalc.label.words import Piece

MEASURES = ("ml", "g")
_TAKEN = frozenset((k.DAILY, k.TAKE))
# A sentence about a pack that tells one of these is about its contents as well.
_NOT_OF_PACKS = frozenset((k.DAILY, k.MASS))
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


class Timed(NamedTuple):
    """Where a sentence stands that tells a time but nothing counted, and whether it says to take something."""

    start: int
    end: int
    directs: bool


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
        other.directions, other.as_needed = directions, as_needed
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
        taken = [count for count in sentence.counts if count.unit not in MEASURES]
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
            counted = [count for count in sentence.counts if count.last < index and count.unit not in MEASURES]
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
    behind = sentence.past_bracket(following)
    if sentence.kind(behind) in (k.CONTAINS, k.SHARE):
        # 10 ml (= 1000 mg of a salt) contain.
        following = behind
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
    if before == k.COLON:
        # In a key: amounts per: tablet.
        return sentence.kind(count.first - 2) == k.PER
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
