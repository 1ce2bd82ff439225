"""Numbers of a direction that nothing tells what they count: two a day; two, three times a day; athletes up to 4."""

from decimal import Decimal

from magcalc.label import kinds as k
from magcalc.label.counts import Sentence
from magcalc.label.how_often import WITHIN_RANGE, number_before

MOST_A_DAY = 60
# No number that is larger is one of what is taken.
_MOST_TAKEN = 10
_BEFORE_LEFT_OVER = frozenset(
    (
        k.AS_NEEDED, k.AT_MOST, k.PLUS, k.AND, k.OR, k.PEOPLE, k.TAKE, k.COLON, k.COMMA, k.DAILY, k.RANGE,
    )
)  # fmt: skip
_AFTER_LEFT_OVER = frozenset(
    # Not "and": 9 and up.
    (None, k.COMMA, k.DOT, k.CLOSE, k.DAILY, k.FILLER, k.UNKNOWN, k.OR, k.AS_NEEDED, k.DAY_PART)
)
_ENDING = frozenset((None, k.COMMA, k.DOT, k.CLOSE, k.DAILY))
# What may follow a number that is taken each time, and what no such number stands behind.
_AFTER_EACH = _AFTER_LEFT_OVER | {k.FREQUENCY, k.RANGE, k.TAKE}
_NOT_BEFORE_EACH = WITHIN_RANGE | {k.DURATION, k.PEOPLE, k.CHILDREN}
# What a number for some people stands behind.
_BEFORE_SOME = frozenset((k.PEOPLE, k.COLON, k.TAKE, k.RANGE))


def daily_numbers(sentence: Sentence) -> list[tuple[int, Decimal, Decimal]]:
    """The numbers that are told for a day, each with its place: children 1 a day, adults 2 a day; 3/day; per day: 2."""
    found = []
    for index in sentence.places(k.NUMBER):
        low, high, after = sentence.range_at(index)
        # "30 day money back guarantee" directs nothing; 3/day does.
        slashed = sentence.kind(after) == k.SLASH and sentence.kind(after + 1) == k.DAILY
        daily = sentence.kind(after) == k.DAILY and sentence.pieces[after][1] != "noun"
        named = k.DAILY in (sentence.kind(index - 2), sentence.kind(index - 3))
        headed = (
            named and sentence.kind(index - 1) == k.COLON and sentence.kind(after) in (None, k.DOT, k.CLOSE, k.COMMA)
        )
        if (daily or slashed or headed) and high <= MOST_A_DAY and sentence.kind(index - 1) not in WITHIN_RANGE:
            found.append((index, low, high))
    return found


def numbers_each_time(sentence: Sentence) -> list[tuple[Decimal, Decimal]]:
    """The numbers that are taken each time, where nothing tells what they count: two, three times a day."""
    used: set[int] = set()
    for index in sentence.places(k.TIMES):
        start = number_before(sentence, index)
        used.update([index + 1] if start is None else range(start, index))
    found = []
    for index in sentence.places(k.NUMBER):
        if index in used or sentence.kind(index - 1) in _NOT_BEFORE_EACH:
            continue
        low, high, after = sentence.range_at(index)
        times_follow = sentence.kind(after) == k.NUMBER and after in used
        if (times_follow or sentence.kind(after) in _AFTER_EACH) and 0 < high <= _MOST_TAKEN:
            found.append((low, high))
    return found


def left_over(sentence: Sentence, used: set[int]) -> list[tuple[Decimal, bool]]:
    """The numbers that nothing else uses and that may be taken, and whether they come to the rest."""
    left, unused = [], 0
    for index in sentence.places(k.NUMBER):
        _, number, after = sentence.range_at(index)
        before = sentence.kind(index - 1)
        if before == k.FILLER and sentence.kind(after) in _ENDING:
            # For a week, then 3.
            before = sentence.kind(index - 2)
        if index in used or number > _MOST_TAKEN or sentence.kind(after) not in _AFTER_LEFT_OVER:
            continue
        if before in _BEFORE_LEFT_OVER:
            left.append((number, before in (k.PLUS, k.AND)))
        unused += 1
    # "3 capsules daily: 1 in the morning and 2 in the evening" breaks the day down.
    return left if unused == 1 or k.DAY_PART not in sentence.kinds else []


def number_behind_name(sentence: Sentence, index: int) -> tuple[Decimal, Decimal] | None:
    """The number right behind a name, with nothing behind it: daily dose: 3."""
    at = index + 2 if sentence.kind(index + 1) == k.COLON else index + 1
    if sentence.kind(at) != k.NUMBER:
        return None
    low, high, after = sentence.range_at(at)
    return (low, high) if 0 < high <= _MOST_TAKEN and sentence.kind(after) in _ENDING else None


def numbers_for_some(sentence: Sentence) -> list[tuple[Decimal, Decimal]]:
    """The numbers that are told for some people by themselves: athletes may take up to 4; athletes 4."""
    if k.PEOPLE not in sentence.kinds or sentence.counts:
        return []
    found = []
    for index in sentence.places(k.NUMBER):
        low, high, after = sentence.range_at(index)
        told = sentence.kind(index - 1) in _BEFORE_SOME and sentence.kind(after) in _ENDING
        if told and 0 < high <= _MOST_TAKEN:
            found.append((low, high))
    return found
