"""What every rule is given, and what it gives back."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from magcalc.calc.person import Person
from magcalc.facts.form_table import FormTable
from magcalc.facts.limits import Limit
from magcalc.interval import Interval
from magcalc.label.claims import Claim
from magcalc.label.market import Market
from magcalc.label.reading import Reading
from magcalc.said import say

# Amounts whose text is kept: one label tells the same several times, and all labels tell the limits.
_MOST_KEPT = 1_000


class Choices(NamedTuple):
    """What the person who asks has settled.

    ``limits`` are those to judge by, each with the level for the person; ``cap_mg`` is the most magnesium in one dose;
    ``measured_mg`` the analysed content of a serving; ``only`` the slugs chosen one by one, None for all that
    a label of its kind is judged by.
    """

    person: Person
    limits: tuple[tuple[Limit, Decimal], ...]
    cap_mg: Decimal
    market: Market | None = None
    measured_mg: Decimal | None = None
    ignored: frozenset[str] = frozenset()
    only: frozenset[str] | None = None


class Case(NamedTuple):
    """One reading before its judges. ``market`` is the stated one, else the one that the label's own words tell."""

    reading: Reading
    choices: Choices
    table: FormTable
    market: Market | None


class Remark(NamedTuple):
    """What a rule found: its slug, a sentence with the label's own figures, the place in the outlined text."""

    slug: str
    message: str
    span: tuple[int, int] | None


@lru_cache(maxsize=_MOST_KEPT)
def figure(value: Decimal) -> Decimal:
    """Give a number of milligrams for a message, without figures that only arithmetic made.

    >>> figure(Decimal("243.050")), figure(Decimal("21.8666"))
    (Decimal('243.05'), Decimal('21.87'))
    """
    return round(value, 2) if value >= 1 else round(value, 4)


@lru_cache(maxsize=_MOST_KEPT)
def mg(value: Decimal) -> str:
    """Give an amount for a message, with its unit.

    >>> mg(Decimal("243.050"))
    '243.05 mg'
    """
    return say("{mg} mg", mg=figure(value))


def ends(interval: Interval) -> str:
    """Give both ends of an interval, or the one value."""
    return mg(interval.low) if interval.is_exact else reach(interval.low, interval.high)


def reach(low: Decimal, high: Decimal) -> str:
    """Give two amounts that differ, as a range."""
    return say("{low} to {high} mg", low=round(low, 1), high=round(high, 1))


def place(claim: Claim) -> tuple[int, int]:
    """Where a claim stands: its name and its amount, where they are on one line; else the amount."""
    subject, start = claim.subject, claim.start
    return subject.start if subject.line == claim.line and subject.start < start else start, claim.end
