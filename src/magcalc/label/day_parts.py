"""The parts of a day that a sentence directs something for: morning, noon, evening, and what they come to."""

from decimal import Decimal

from magcalc.label import kinds as k
from magcalc.label.counts import Sentence

# Of what is taken at one part of the day, where nothing tells what is counted.
MOST_AT_ONCE = 4
# What may follow a number that nothing tells the unit of.
_AFTER_BARE = frozenset((None, k.DAY_PART, k.COMMA, k.AND, k.PLUS, k.CLOSE, k.DOT))
# What tells a direction from others that are for somebody else or another need.
_FOR_SOME = frozenset((k.PEOPLE, k.CHILDREN, k.OR, k.AT_MOST))


def only_part(sentence: Sentence) -> str | None:
    """The part of the day that a sentence is about; one for some people only is not added to that of others."""
    if sentence.kinds & _FOR_SOME:
        return None
    parts = {str(sentence.pieces[at][1]) for at in sentence.places(k.DAY_PART)}
    return parts.pop() if len(parts) == 1 else None


def occasions(sentence: Sentence, parts: list[int]) -> int:
    """How many times parts of the day are: morning and evening are two; morning or evening, bedtime each night, one."""
    if len(parts) < 2:
        return 1
    between = {piece[0] for piece in sentence.pieces[parts[0] : parts[-1]]}
    if k.OR in between:
        return 1
    if between & {k.AND, k.PLUS}:
        return len(parts)
    told_in_turn = k.COMMA in between or parts[-1] - parts[0] == len(parts) - 1
    return len({sentence.pieces[at][1] for at in parts}) if told_in_turn else 1


def at_parts(sentence: Sentence) -> list[tuple[Decimal, Decimal]]:
    """The numbers that stand beside a part of the day, where nothing tells what they count."""
    found = []
    for index in sentence.places(k.NUMBER):
        low, high, after = sentence.range_at(index)
        following = sentence.past_small(after)
        if sentence.kind(following) == k.DAY_PART:
            # Two with breakfast, two in the AM.
            after = following
        beside = k.DAY_PART in (sentence.kind(index - 1), sentence.kind(after))
        if beside and high <= MOST_AT_ONCE and sentence.kind(after) in _AFTER_BARE:
            found.append((low, high))
    if len(found) == 1:
        # One each morning and evening.
        often = occasions(sentence, sentence.places(k.DAY_PART))
        found = [(low * often, high * often) for low, high in found]
    return found


def scheme(sentence: Sentence) -> Decimal | None:
    """The day of a scheme for morning, noon, evening and night: 1-0-1 are two, 1+1+1 three."""
    for at in (*sentence.places(k.DASH), *sentence.places(k.PLUS)):
        sign = sentence.kind(at)
        row = [sentence.kind(index) for index in range(at - 1, at + 4)]
        if row == [k.NUMBER, sign, k.NUMBER, sign, k.NUMBER]:
            last = at + 5 if (sentence.kind(at + 4), sentence.kind(at + 5)) == (sign, k.NUMBER) else at + 3
            taken = [sentence.pieces[index][1].value for index in range(at - 1, last + 1, 2)]
            return sum(taken, Decimal(0)) if 0 < max(taken) <= MOST_AT_ONCE else None
    return None
