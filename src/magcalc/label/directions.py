"""How much a day a sentence directs: 2 capsules daily, one to two tablets three times a day, 1 in the morning."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.label import kinds as k
from magcalc.label.bare_numbers import (
    MOST_A_DAY,
    daily_numbers,
    left_over,
    number_behind_name,
    numbers_each_time,
    numbers_for_some,
)
from magcalc.label.counts import ONE, Count, Sentence
from magcalc.label.day_parts import MOST_AT_ONCE, at_parts, occasions, only_part, scheme
from magcalc.label.how_often import Times, number_behind, times_in

# Pieces after a measure in which its liquid stands: 200 ml of cold water.
_NEAR = 4
_OF_A_DAY = frozenset((k.DAILY, k.DAY_PART, k.EACH_MEAL, k.FREQUENCY))
_DIRECTING = _OF_A_DAY | {k.TAKE}


class Direction(NamedTuple):
    """How much a day: a count of units or servings; ``each`` is what is taken at once, where that is one number.

    ``unit`` is ``time`` where only times are told, ``unit`` where only a number is. ``part`` is the part of the day
    that it is for, where it tells of one only.
    """

    low: Decimal
    high: Decimal
    unit: str
    start: int
    end: int
    each: Decimal | None = None
    part: str | None = None


def directs(sentence: Sentence) -> bool:
    """Whether a sentence tells a number a day."""
    kinds = sentence.kinds
    if kinds.isdisjoint(_DIRECTING):
        # "1 tablet x 3" says no more.
        few = bool(sentence.counts) and sentence.counts[0].high <= MOST_AT_ONCE
        return few and any(number_behind(sentence, at) is not None for at in sentence.places(k.TIMES))
    if (k.NEED in kinds and k.TAKE not in kinds) or k.SERVING_SIZE in kinds:
        return False
    if k.DAILY_SERVING in kinds and not kinds & {k.DAILY, k.FREQUENCY, k.TIMES}:
        return False
    if k.REFERENCE in kinds and not sentence.counts:
        return False
    # "20 x 25 ml" is a pack; "take 3 x 1" is a direction.
    return not kinds.isdisjoint(_OF_A_DAY) or bool(times_in(sentence)) or scheme(sentence) is not None


def directions_in(sentence: Sentence) -> list[Direction]:
    """Put the counts and the times of a sentence together; alternatives stand apart."""
    taken = [count for count in sentence.counts if _is_taken(sentence, count)]
    # Two capsules daily, 190 mg / capsule: the second is what the amount is for.
    counts = [count for count in taken if not sentence.follows_slash(count)] or taken
    if (whole := scheme(sentence)) is not None:
        unit = counts[0].unit if counts else "unit"
        return [Direction(whole, whole, unit, sentence.start, sentence.end, ONE)]
    times = times_in(sentence)
    if not counts:
        return _without_unit(sentence, times)
    parts = sentence.places(k.DAY_PART)
    if not times and _adds_up(sentence, counts, parts):
        often = _own_parts(sentence, counts, parts)
        low = sum((count.low * times for count, times in zip(counts, often, strict=True)), Decimal(0))
        high = sum((count.high * times for count, times in zip(counts, often, strict=True)), Decimal(0))
        return [Direction(low, high, counts[0].unit, sentence.start, sentence.end, ONE)]
    if not times and (told := _told_after(sentence, counts[0])) is not None:
        counts[0] = counts[0]._replace(low=told[0], high=told[1])
    if not times:
        # A kit of several things taken together: the first is what the amounts are for.
        counts = [count for count in counts if count.unit == counts[0].unit]
    found: list[Direction] = []
    for place, count in enumerate(counts):
        previous = counts[place - 1].last if place else -1
        following = counts[place + 1].first if place + 1 < len(counts) else len(sentence.pieces)
        low, high = _how_often(sentence, count, times, (previous, following), only=len(counts) == 1)
        start, end = sentence.start, sentence.end
        part = only_part(sentence) if len(counts) == 1 and low == high == ONE else None
        found.append(Direction(count.low * low, count.high * high, count.unit, start, end, count.only, part))
    return _with_left_over(sentence, times, found)


def _with_left_over(sentence: Sentence, times: Times, found: list[Direction]) -> list[Direction]:
    """Let the day be larger by a number that nothing else uses: one daily, when needed 2; one daily plus one more."""
    used = {index for count in sentence.counts for index in range(count.first, count.last + 1)} | set(times)
    most = max(found, key=lambda one: one.high)
    told = [most.high + number if adds else number for number, adds in left_over(sentence, used)]
    high = max([most.high, *told])
    return found if high == most.high else [*found, most._replace(high=high, part=None)]


def daily_portion(sentence: Sentence, index: int) -> list[Direction]:
    """The daily portion that stands at a place, where it is a number and nothing else: daily dose: 3."""
    told = number_behind_name(sentence, index)
    return [] if told is None else [_of_units(sentence, *told, "unit")]


def for_some(sentence: Sentence) -> list[Direction]:
    """What is told for some people by a number and nothing else: athletes may take up to 4."""
    return [_of_units(sentence, low, high, "unit") for low, high in numbers_for_some(sentence)]


def added_up(directions: list[Direction]) -> list[Direction]:
    """One in the morning. Two in the evening. Sentences for different parts of the day make the day together."""
    most: dict[tuple[str, str], Direction] = {}
    for one in directions:
        if one.part is not None:
            known = most.setdefault((one.unit, one.part), one)
            if one.high > known.high:
                most[one.unit, one.part] = one
    parts = list(most.values())
    if len(parts) < 2 or len({one.unit for one in parts}) > 1:
        return directions
    low, high = sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0))
    whole = parts[0]._replace(low=low, high=high, each=max(parts, key=lambda one: one.high).each, part=None)
    return [whole, *(one for one in directions if one.part is None)]


def _is_taken(sentence: Sentence, count: Count) -> bool:
    """Whether a count is taken: not what an amount is for, not water, not what a pack holds."""
    if count.high > MOST_A_DAY or (count.unit == "serving" and k.DAILY_SERVING in sentence.kinds):
        # "Divide the daily dose into two doses" directs no second one.
        return False
    if sentence.kind(count.first - 1) == k.COLON and sentence.kind(count.first - 2) == k.PER:
        return False
    if sentence.kind(count.first - 1) == k.PER:
        # In the morning and evening "each 1 capsule" is taken; an amount "per capsule" is not.
        return sentence.kind(count.first) == k.NUMBER and not sentence.kinds & {k.MASS, k.SUBSTANCE}
    if count.unit in ("ml", "g"):
        return all(piece[0] != k.LIQUID for piece in sentence.pieces[count.last : count.last + _NEAR])
    return not (sentence.kind(count.last + 1) == k.PER and sentence.kind(count.last + 2) == k.CONTAINER)


def _without_unit(sentence: Sentence, times: Times) -> list[Direction]:
    """1-3 times daily; two a day; two, three times a day; 1 in the morning, 2 at night: nothing tells what is taken."""
    told = [] if times else at_parts(sentence)
    if len(told) > 1 or (told and k.TAKE in sentence.kinds):
        low, high = sum((low for low, _ in told), Decimal(0)), sum((high for _, high in told), Decimal(0))
        return [_of_units(sentence, low, high, "unit")]
    if k.DAILY not in sentence.kinds and not (k.TAKE in sentence.kinds and k.FREQUENCY in sentence.kinds):
        return []
    if not times:
        return _of_numbers(sentence)
    least, most = min(low for low, _ in times.values()), max(high for _, high in times.values())
    at_once = numbers_each_time(sentence)
    if not at_once:
        return [_of_units(sentence, least, most, "time")]
    low, high = min(low for low, _ in at_once), max(high for _, high in at_once)
    return [_of_units(sentence, low * least, high * most, "unit")]


def _of_numbers(sentence: Sentence) -> list[Direction]:
    """One daily, or two on training days: the numbers that are told for a day, and those that may be."""
    told = daily_numbers(sentence)
    found = [_of_units(sentence, low, high, "unit") for _, low, high in told]
    return _with_left_over(sentence, {index: (low, high) for index, low, high in told}, found) if found else []


def _of_units(sentence: Sentence, low: Decimal, high: Decimal, unit: str) -> Direction:
    return Direction(low, high, unit, sentence.start, sentence.end)


def _told_after(sentence: Sentence, count: Count) -> tuple[Decimal, Decimal] | None:
    """The number of a unit that its own heading names: "Sachets a day: adults 1-2"."""
    if sentence.kind(count.first) == k.NUMBER:
        return None
    if all(piece[0] != k.DAILY for piece in sentence.pieces[: count.last + 3]):
        return None
    for index in sentence.places(k.NUMBER):
        if index > count.last:
            low, high, after = sentence.range_at(index)
            return (low, high) if sentence.kind(after) in (None, k.COMMA, k.DOT, k.CLOSE, k.DAILY) else None
    return None


def _how_often(
    sentence: Sentence, count: Count, times: Times, between: tuple[int, int], *, only: bool
) -> tuple[Decimal, Decimal]:
    """How often a count is taken: by the times after it, else before it, else by the parts of the day."""
    previous, following = between
    after = [often for at, often in times.items() if count.last < at < following]
    before = [often for at, often in times.items() if previous < at < count.first]
    if only and times:
        # Adults 2 to 3 times, adolescents once: of what is told once, any of them may be meant.
        return min(low for low, _ in times.values()), max(high for _, high in times.values())
    told = after or before
    if told:
        return told[0]
    if times:
        # "Adults 2 tablets, children 1 tablet, twice a day" may be told of both.
        later = [often for at, (_, often) in times.items() if at >= following]
        apart = {k.DAILY, k.OR} & {piece[0] for piece in sentence.pieces[count.last : following]}
        return ONE, ONE if apart else max(later, default=ONE)
    parts = [at for at in sentence.places(k.DAY_PART) if previous < at < following]
    # "Two tablets a day, morning and evening" has told the day already.
    whole_day = k.DAILY in sentence.kinds and count.high > ONE and count.unit not in ("ml", "g")
    times_a_day = ONE if whole_day else Decimal(occasions(sentence, parts))
    return times_a_day, times_a_day


def _own_parts(sentence: Sentence, counts: list[Count], parts: list[int]) -> list[int]:
    """How many parts of the day each count is for: one with lunch and dinner, two at bedtime."""
    ends = [*(count.first for count in counts[1:]), len(sentence.pieces)]
    own = [[at for at in parts if count.last < at < end] for count, end in zip(counts, ends, strict=True)]
    return [occasions(sentence, places) for places in own]


def _adds_up(sentence: Sentence, counts: list[Count], parts: list[int]) -> bool:
    """One in the morning and two in the evening are three; with "or" between they are not."""
    if len(counts) < 2 or len(parts) < len(counts):
        return False
    between = {piece[0] for piece in sentence.pieces[counts[0].last : counts[1].first]}
    return k.OR not in between and len({count.unit for count in counts}) == 1
