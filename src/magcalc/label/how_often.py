"""How often a day a sentence says something is taken: 3 times, 1-3 x, twice, at each meal."""

from decimal import Decimal

from magcalc.label import kinds as k
from magcalc.label.counts import ONE, Sentence

# What stands within a range.
WITHIN_RANGE = frozenset((k.DASH, k.RANGE, k.OR))
_MEALS = Decimal(3)
_MOST_TIMES = 10
_AFTER_TIMES = frozenset((None, k.COMMA, k.DOT, k.CLOSE, k.DAILY, k.SLASH, k.PER, k.FILLER))

# The fewest and the most times, by the place where they are told.
Times = dict[int, tuple[Decimal, Decimal]]


def times_in(sentence: Sentence) -> Times:
    """How often: 3 times, 1-3 x, twice, at each meal; each with the place where it is told."""
    found = _told_times(sentence)
    divided = _divided_from(sentence)
    return {index: often for index, often in found.items() if index < divided}


def _divided_from(sentence: Sentence) -> int:
    """From where on a day that was told is divided, and not multiplied: 4 tablets daily, divided in 2 doses."""
    for index in sentence.places(k.DIVIDED):
        counted = sentence.counts and sentence.counts[0].last < index
        if counted and any(daily < index for daily in sentence.places(k.DAILY)):
            return index
    return len(sentence.pieces)


def _told_times(sentence: Sentence) -> Times:
    found: Times = {}
    for index in sentence.places(k.TIMES):
        start = number_before(sentence, index)
        if start is None and (told := number_behind(sentence, index)) is not None:
            found[index] = told
        elif start is not None:
            low, high, _ = sentence.range_at(start)
            up_to = low == high and sentence.kind(start - 1) == k.RANGE
            found[index] = (min(ONE, low) if up_to else low, high)
    for index in sentence.places(k.FREQUENCY):
        often = sentence.pieces[index][1].value
        least = often
        if sentence.kind(index - 1) in (k.OR, k.RANGE, k.DASH) and sentence.kind(index - 2) == k.FREQUENCY:
            # Once or twice.
            least = sentence.pieces[index - 2][1].value
            found.pop(index - 2, None)
        elif sentence.kind(index - 1) == k.RANGE:
            # Up to twice.
            least = min(ONE, often)
        found[index] = (min(least, often), max(least, often))
    if not found:
        # "Three capsules daily, one with each meal" has told the day already.
        whole_day = k.DAILY in sentence.kinds and any((count.only or 0) > ONE for count in sentence.counts[:1])
        found.update((index, (_MEALS, _MEALS)) for index in sentence.places(k.EACH_MEAL) if not whole_day)
    return found


def number_before(sentence: Sentence, index: int) -> int | None:
    """The first piece of the number or range that stands right before a place."""
    start = index - 1
    if sentence.kind(start) in (k.CLOSE, k.DASH):
        start -= 1
    if sentence.kind(start) != k.NUMBER:
        return None
    while sentence.kind(start - 1) in WITHIN_RANGE and sentence.kind(start - 2) == k.NUMBER:
        start -= 2
    between = sentence.kind(start - 1) == k.AND and sentence.kind(start - 3) == k.BETWEEN
    return start - 2 if between else start


def number_behind(sentence: Sentence, index: int) -> tuple[Decimal, Decimal] | None:
    """The number that stands behind a times sign and counts nothing else: 1 tablet x 3."""
    if sentence.kind(index + 1) != k.NUMBER or sentence.kind(index - 1) not in (k.UNIT, k.DOT, k.CLOSE):
        return None
    low, high, after = sentence.range_at(index + 1)
    return (low, high) if high <= _MOST_TIMES and sentence.kind(after) in _AFTER_TIMES else None
