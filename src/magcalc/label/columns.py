"""Which column of a table the serving is: the day's portion, else the one with the percentage, never 100 g.

What a food supplement declares is told for the portion recommended for a day (Directive 2002/46, Article 8), so a
column for one tablet beside it is only help. Where no day's portion is told, the percentage stands with what is
declared.
"""

from itertools import repeat
from typing import NamedTuple

from magcalc.label.claims import Claim
from magcalc.label.serving_reader import Head, ServingReader
from magcalc.label.servings import same_unit

_LEAST = 2


class Column(NamedTuple):
    """The amount of the column that is the serving, and its head, None where the table has none for it."""

    claim: Claim
    head: Head | None


def column_of(main: Claim, row: list[Claim], elemental: list[Claim], timing: ServingReader) -> Column:
    """Choose among the amounts of one row; where it has one only, among all that are magnesium itself."""
    if len(row) < _LEAST:
        return _beside(main, elemental, timing) or Column(main, None)
    heads = _own_heads(row, timing) or _heads(row[0], timing)
    columns = [Column(claim, head) for claim, head in zip(row, heads or repeat(None), strict=False)]
    columns = [one for one in columns if one.head is None or not one.head.is_bulk] or columns
    daily = [one for one in columns if one.head is not None and _is_the_days(one.head, timing)]
    told = [one for one in columns if one.claim.percent is not None]
    if daily:
        return daily[0]
    return told[0] if told else columns[0]


def _beside(main: Claim, elemental: list[Claim], timing: ServingReader) -> Column | None:
    """The day's amount told beside that of a unit: per capsule 100 mg; per day (4 capsules) 400 mg, 107 %."""
    before = main.end
    for claim in elemental:
        if claim.start <= before:
            continue
        heads = [head for head in timing.heads.values() if head.daily and before < head.start < claim.start]
        if heads and claim.percent is not None and claim.unit == "mass" and not timing.sizes:
            return Column(claim, heads[-1])
        before = claim.end
    return None


def row_of(main: Claim, elemental: list[Claim]) -> list[Claim]:
    """Give the amounts that stand in one row with an amount, in the order of their columns."""
    first = main.restates or main
    return [
        claim
        for claim in elemental
        if claim.unit == "mass" and claim.line == first.line and (claim is first or _restates(claim, first))
    ]


def _restates(claim: Claim, first: Claim) -> bool:
    before = claim.restates
    while before is not None and before is not first:
        before = before.restates
    return before is first


def _own_heads(row: list[Claim], timing: ServingReader) -> list[Head]:
    """The heads of columns that are told one by one: per 100 ml 500 mg, per serving 100 mg."""
    heads, before = [], -1
    for claim in row:
        between = [timing.heads[start] for start in sorted(timing.heads) if before < start < claim.start]
        if not between or "\n" in timing.text[between[-1].start : claim.start]:
            return []
        heads.append(between[-1])
        before = claim.end
    return heads


def _heads(first: Claim, timing: ServingReader) -> list[Head]:
    """The heads on the last line before a row that tells several."""
    before = [timing.heads[start] for start in sorted(timing.heads) if start < first.start]
    while before:
        line = timing.text.rfind("\n", 0, before[-1].start)
        heads = [head for head in before if head.start > line]
        if len(heads) >= _LEAST:
            return heads
        before = before[: -len(heads)]
    return []


def _is_the_days(head: Head, timing: ServingReader) -> bool:
    """Whether a column is told to be for a day, or is for as much as is directed for one."""
    count = head.portion
    if head.daily or count is None:
        return head.daily
    return any(
        direction.low == direction.high == count.only and same_unit(direction.unit, count.unit)
        for direction in timing.directions
    )
