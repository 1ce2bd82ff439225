"""The sentences of a line, and what the kinds of their pieces tell: nothing here looks at a number's value."""

from collections.abc import Iterator, Sequence

from magcalc.label import kinds as k
from magcalc.label.words import Piece

# Letters; longer words before a dot are no abbreviations, nor are small words of so many.
_ABBREVIATED = 5
_ABBREVIATED_SMALL = 3
# Pieces before a slash among which the amount stands that it is told for.
_BEFORE_SLASH = 4
# Pieces in a bracket that may stand between the two.
_LONGEST_BRACKET = 10
_DIRECTS = frozenset((k.TAKE, k.SERVING))
_ENDING = frozenset((k.CELL, k.DOT, k.COMMA, k.BREAK, k.SLASH))
_INTERESTING = frozenset(
    (
        k.UNIT, k.SERVING, k.DAILY, k.DAILY_SERVING, k.SERVING_SIZE, k.FREQUENCY, k.TIMES, k.DAY_PART, k.EACH_MEAL,
        k.PER, k.DOUBLE, k.TAKE, k.VOLUME,
    )
)  # fmt: skip
# What tells something of a serving or a day though nothing is counted beside it.
_TOLD_UNCOUNTED = frozenset((k.DAILY, k.DAILY_SERVING, k.FREQUENCY, k.DAY_PART, k.EACH_MEAL, k.DOUBLE, k.TAKE))
# What makes a count one that amounts are for; a direction is told by what is told uncounted.
_USING_COUNTS = frozenset(
    (
        k.PER, k.SLASH, k.CONTAINS, k.COLON, k.EQUALS, k.SHARE, k.SERVING, k.SERVING_SIZE, k.TIMES, k.AS_NEEDED,
    )
)  # fmt: skip
_MEASURES = frozenset((k.MASS, k.VOLUME))
FOR_CHILDREN = frozenset((k.CHILDREN, k.DURATION))
_HEADED = frozenset((k.UNIT, k.SERVING))
_NOT_IN_HEADS = frozenset(
    (
        k.SUBSTANCE, k.DAILY, k.TAKE, k.TIMES, k.DOT, k.MAGNESIUM, k.SALT, k.CONTAINER, k.DURATION,
        k.SERVING_SIZE,
    )
)  # fmt: skip
_EACH = frozenset((k.PER, k.CONTAINS))
_COUNTED = frozenset((k.UNIT, k.SERVING, k.VOLUME, k.MASS))
_FIRST = frozenset((k.NUMBER, k.UNIT, k.SERVING, k.PER, k.MASS, k.VOLUME))
# What may stand between a number and what it counts: more numbers of a range, small words.
_BEFORE_COUNTED = _COUNTED | {k.NUMBER, k.OPEN, k.DASH, k.RANGE, k.OR, k.FILLER, k.UNKNOWN}
# What a sentence about the product has, whatever else it talks of; and what else it has with a percentage.
_OF_PRODUCT = frozenset((k.UNIT, k.SERVING, k.DAILY_SERVING, k.SERVING_SIZE, k.TAKE))
_OF_PERCENT = frozenset((k.MASS, k.SUBSTANCE, k.REFERENCE))
# Nothing follows the last piece; what is asked for before the first is found at the end, and is nothing too.
_BEYOND = (None, None, None, None)


class SentenceShape:
    """One sentence, cell or line of a line's pieces, by their kinds.

    ``first`` and ``after`` are its places among the pieces of its line, ``row`` the kinds one by one, ``counted`` the
    places where something counted may begin.
    """

    __slots__ = ("_places", "after", "counted", "first", "kinds", "row")

    def __init__(self, line: list[Piece], first: int, after: int, kinds: frozenset[int]) -> None:
        self.first, self.after, self.kinds = first, after, kinds
        pieces = line[first:after]
        self.row: tuple[int | None, ...] = (*[piece[0] for piece in pieces], *_BEYOND)
        self.counted: list[int] = []
        if kinds & _COUNTED or kinds >= _EACH:
            begin = [index for index, kind in enumerate(self.row) if kind in _FIRST]
            self.counted = [index for index in begin if self._may_count(index, pieces)]
        self._places: dict[int, list[int]] = {}

    def places(self, kind: int) -> list[int]:
        """The places of all pieces of a kind."""
        if kind not in self.kinds:
            return []
        if kind not in self._places:
            self._places[kind] = [index for index, one in enumerate(self.row) if one == kind]
        return self._places[kind]

    def uses_counts(self) -> bool:
        """Whether amounts may be for what is counted, or it is told in another unit: not so "62 mg, 60 tablets"."""
        if not self.kinds.isdisjoint(_USING_COUNTS):
            return True
        measures = [index for index, kind in enumerate(self.row) if kind in _MEASURES and index > self.counted[0]]
        return len(measures) > (0 if self.kinds & _HEADED else 1)

    def _may_count(self, index: int, pieces: list[Piece]) -> bool:
        kind, following = self.row[index], self.row[index + 1]
        if kind == k.NUMBER:
            # Milligrams are no serving.
            if following == k.AND:
                return self.row[index - 1] == k.BETWEEN
            return following in _BEFORE_COUNTED and not (following == k.MASS and pieces[index + 1][1] != "g")
        if kind == k.PER:
            # "Tablets. Each contains": one of what was named before.
            return following == k.CONTAINS
        if kind in _MEASURES:
            # 60 mg per ml; 60 mg/ml.
            slashed = self.row[index - 1] == k.SLASH and self.row[index - 2] == k.MASS
            return (self.row[index - 1] == k.PER or slashed) and pieces[index][1] in (1, "g")
        return self._stands_for_one(index)

    def _stands_for_one(self, index: int) -> bool:
        """Whether a unit without a number is one of it: per capsule; "sachets a day: 1"; tablet contains."""
        before, following = self.row[index - 1], self.row[index + 1]
        if before == k.PER or self.row[index] == k.SERVING:
            # Per serving; servings per day: 2.
            return before == k.PER or (index == 0 and following == k.DAILY)
        if before in (k.UNKNOWN, k.FILLER) and self.row[index - 2] == k.PER:
            # Each Fernway tablet.
            return True
        if before == k.COLON and self.row[index - 2] == k.PER:
            # In a key: amounts per: tablet.
            return True
        if before in (k.SLASH, k.MORE) or (before == k.CONTAINS and following in (None, k.BREAK)):
            return True
        if following == k.COLON and self.row[index + 2] in _MEASURES:
            # Unit: mg.
            return False
        return index == 0 and following in (k.DAILY, k.PER, k.COLON, k.CONTAINS, k.EQUALS, k.SHARE)


def telling_sentences(text: str, line: list[Piece]) -> tuple[SentenceShape | None, list[SentenceShape]]:
    """Give the whole line, where it may be heads of columns, and its sentences that may tell a serving."""
    kinds = frozenset([piece[0] for piece in line])
    if not _tells(kinds):
        return None, []
    heads = kinds & _HEADED and not kinds & _NOT_IN_HEADS
    head = SentenceShape(line, 0, len(line), kinds) if heads else None
    sentences = []
    for first, after in _sentences(text, line):
        kinds = frozenset([piece[0] for piece in line[first:after]])
        if not _tells(kinds) or _is_aside(kinds):
            continue
        sentence = SentenceShape(line, first, after, kinds)
        if kinds & _TOLD_UNCOUNTED or kinds >= FOR_CHILDREN or (sentence.counted and sentence.uses_counts()):
            sentences.append(sentence)
    return head, sentences


def asides(text: str, line: list[Piece]) -> list[tuple[int, int]]:
    """Give the sentences of a line that talk of people, food or studies and not of the product, by their pieces."""
    if all(piece[0] != k.ASIDE for piece in line):
        return []
    return [
        (first, after)
        for first, after in _sentences(text, line)
        if _is_aside(frozenset([piece[0] for piece in line[first:after]]))
    ]


def _is_aside(kinds: frozenset[int]) -> bool:
    if k.ASIDE not in kinds or not kinds.isdisjoint(_OF_PRODUCT):
        return False
    return k.PERCENT not in kinds or kinds.isdisjoint(_OF_PERCENT)


def _tells(kinds: frozenset[int]) -> bool:
    return bool(kinds & _INTERESTING) or kinds >= FOR_CHILDREN


def _sentences(text: str, line: list[Piece]) -> Iterator[tuple[int, int]]:
    """Cut a line where a sentence or a cell of a table ends."""
    start, sized, weighed = 0, False, False
    for index, piece in enumerate(line):
        if piece[0] == k.SERVING_SIZE:
            sized = True
        elif piece[0] == k.MASS:
            weighed = True
        elif (sized and piece[0] == k.TAKE) or (weighed and _begins_direction(line, index)):
            # A panel told on one line, and then how it is taken.
            yield start, index
            start, sized, weighed = index, False, False
        if piece[0] in _ENDING and _ends_here(text, line, index):
            if piece[0] == k.DOT and index == start + 1 and line[start][0] == k.DAILY:
                # Tägl. 1 Kapsel: nothing is said yet.
                continue
            if index > start:
                yield start, index
            start, sized, weighed = index + 1, False, False
    if start < len(line):
        yield start, len(line)


def _parts_fields(text: str, start: int, end: int) -> bool:
    """Whether a comma parts two fields of a record: "magnesium_mg": 150, "dose": "1 a day"."""
    before = text[start - 1 : start]
    return text[end : end + 2].lstrip()[:1] == '"' and (before.isdigit() or before in ('"', "]", "}"))


def _begins_direction(line: list[Piece], index: int) -> bool:
    """Whether a word with a colon begins how it is taken: Dose: 1 tablet."""
    return line[index][0] in _DIRECTS and index + 1 < len(line) and line[index + 1][0] == k.COLON


def _ends_here(text: str, line: list[Piece], index: int) -> bool:
    kind, value, start, end = line[index]
    if kind == k.CELL:
        return True
    if kind == k.COMMA:
        return value == ";" or _parts_fields(text, start, end)
    if kind == k.BREAK:
        return value in ("?", "!")
    if kind == k.SLASH:
        spaced = text[start - 1 : start] == " " and text[end : end + 1] == " "
        return spaced and index > 0 and not _tells_per(line, index)
    return _ends(text, line, index)


def _tells_per(line: list[Piece], index: int) -> bool:
    """Whether a slash between spaces is a "per", and parts no sentences: 200 mg / 2 tablets, 200 mg salt / capsule."""
    last = before_bracket([piece[0] for piece in line[:index]], index - 1)
    before = [piece[0] for piece in line[max(last + 1 - _BEFORE_SLASH, 0) : last + 1]]
    after = [piece[0] for piece in line[index + 1 : index + 3]]
    of_unit = after[:1] == [k.UNIT] or (last < index - 1 and after == [k.NUMBER, k.UNIT])
    return before[-1:] == [k.MASS] or (of_unit and k.MASS in before)


def after_bracket(kinds: Sequence[int | None], first: int) -> int:
    """The place behind a bracket that begins at a place: 10 ml (= 1000 mg oxide) contain; else that place itself."""
    if kinds[first] != k.OPEN:
        return first
    last = min(first + _LONGEST_BRACKET, len(kinds))
    return next((place + 1 for place in range(first, last) if kinds[place] == k.CLOSE), first)


def before_bracket(kinds: Sequence[int | None], last: int) -> int:
    """The place before a bracket that ends at a place: 150 mg (40 % NRV) / 3 capsules; else that place itself."""
    if kinds[last] != k.CLOSE:
        return last
    first = max(last - _LONGEST_BRACKET, 0)
    opens = [place for place in range(first, last) if kinds[place] == k.OPEN]
    return opens[-1] - 1 if opens else last


def _ends(text: str, line: list[Piece], index: int) -> bool:
    """Whether a dot ends a sentence; an abbreviation's does not."""
    _, _, start, end = line[index]
    if end < len(text) and not text[end].isspace():
        return False
    if index + 1 == len(line):
        return True
    sign = text[line[index + 1][2]]
    if sign.islower() or sign in "(:=":
        return False
    before = line[index - 1] if index else None
    if before is None or before[3] != start:
        return True
    short = before[3] - before[2] <= _ABBREVIATED
    abbreviated = short and (before[0] == k.FILLER or (before[0] == k.UNIT and sign.isdigit()))
    return before[0] not in (k.PER, k.SHARE) and not abbreviated


def ends_naming(text: str, line: list[Piece], index: int) -> bool:
    """Whether a dot ends what is said of a name; that of an abbreviation and one of many leaders do not."""
    _, _, start, end = line[index]
    before = line[index - 1] if index else None
    after = line[index + 1] if index + 1 < len(line) else None
    if text[end : end + 1].strip() or k.DOT in (before and before[0], after and after[0]):
        # Leaders: magnesium . . . . 250 mg
        return False
    short = before is not None and before[3] - before[2] <= _ABBREVIATED
    if (
        before is not None
        and before[3] == start
        and (
            before[0] in (k.PER, k.SHARE)
            or (before[0] in (k.FILLER, k.ABOUT) and before[3] - before[2] <= _ABBREVIATED_SMALL)
            or (before[3] - before[2] == 1 and text[before[2]].isalpha())
        )
    ):
        return False
    if after is None:
        return True
    sign = text[after[2]]
    abbreviated = before is not None and before[0] == k.UNIT and short
    return not sign.islower() and sign not in "(:" and not (abbreviated and sign.isdigit())
