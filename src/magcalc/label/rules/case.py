"""What every rule is given, and what it gives back."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.person import Person
from magcalc.facts.form_table import FormTable
from magcalc.facts.limits import Limit
from magcalc.interval import Interval, plain
from magcalc.label.claims import Claim
from magcalc.label.market import Market
from magcalc.label.reading import Reading


class Choices(NamedTuple):
    """What the person who asks has settled.

    ``limits`` are those to judge by, each with the level for the person; ``cap_mg`` is the most magnesium in one dose;
    ``measured_mg`` the analysed content of a serving; ``asked`` the slugs chosen one by one.
    """

    person: Person
    limits: tuple[tuple[Limit, Decimal], ...]
    cap_mg: Decimal
    market: Market | None = None
    measured_mg: Decimal | None = None
    asked: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    only: frozenset[str] | None = None


class Case(NamedTuple):
    """One reading before its judges. ``market`` is the stated one, else the one that the label's own words tell."""

    reading: Reading
    choices: Choices
    table: FormTable
    market: Market | None


class Remark(NamedTuple):
    """What a rule found: its slug, a sentence with the label's own figures, the place in the plain text."""

    slug: str
    message: str
    span: tuple[int, int] | None


def mg(value: Decimal) -> str:
    """Give an amount for a message, without figures that only arithmetic made.

    >>> mg(Decimal("243.050")), mg(Decimal("21.8666"))
    ('243.05 mg', '21.87 mg')
    """
    return plain(round(value, 2) if value >= 1 else round(value, 4)) + " mg"


def ends(interval: Interval) -> str:
    """Give both ends of an interval, or the one value."""
    return (
        mg(interval.low) if interval.is_exact else f"{plain(round(interval.low, 1))} to {mg(round(interval.high, 1))}"
    )


def place(claim: Claim) -> tuple[int, int]:
    """Where a claim stands: its name and its amount, where they are on one line; else the amount."""
    if claim.subject.line == claim.line:
        return min(claim.subject.start, claim.start), max(claim.end, min(claim.subject.end, claim.end))
    return claim.start, claim.end
