"""A day's magnesium against the upper limits.

A limit counts what it covers. What its words leave open widens the counted amount: low without it, high with it.
The answer is ``below``, ``at`` or ``above`` only when the whole interval agrees, else ``depends``; where the
authority set no number for the person it is ``none``.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from magcalc.calc.person import Person
from magcalc.facts.limits import Limit, limit, limit_keys
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval, total
from magcalc.said import fact, listed, say

Status = Literal["below", "at", "above", "depends", "none"]
STATUSES: tuple[Status, ...] = get_args(Status)
Counted = Iterable[tuple[CountsAs | None, Interval]]

# Shown unless asked otherwise. Below 4 years EFSA set none, so the Nordic rules for small children come beside.
DEFAULT_LIMITS = ("efsa", "iom")
SMALL_CHILD_LIMITS = ("norway", "denmark")


class LimitCheck(NamedTuple):
    """One limit and where the day stands to it, in mg of magnesium a day.

    ``because`` says in words why the status is ``depends`` or ``none``, where it is one of these.
    """

    limit: Limit
    max_mg: Decimal | None
    min_mg: Decimal | None
    counted: Interval
    status: Status
    because: str | None


def status_of(counted: Interval, max_mg: Decimal | None) -> Status:
    """Compare a counted amount with a limit. Exactly the limit is ``at``.

    >>> status_of(Interval(Decimal(200), Decimal(200), Decimal(282)), Decimal(250))
    'depends'
    """
    if max_mg is None:
        return "none"
    if counted.high < max_mg:
        return "below"
    if counted.low > max_mg:
        return "above"
    if counted.low == counted.high:
        return "at"
    return "depends"


def counted_by(rule: Limit, amounts: Counted) -> Interval:
    """Add up what a limit counts; what it may count widens the sum upwards only.

    >>> counted_by(limit("efsa"), [("medicine", Interval.exactly(Decimal(300)))]).low
    Decimal('0')
    """
    parts = []
    for kind, amount in amounts:
        if kind in rule.covers:
            parts.append(amount)
        elif kind in rule.may_cover:
            parts.append(Interval(Decimal(0), Decimal(0), amount.high))
    return total(parts)


def check_limit(rule: Limit, amounts: Counted, person: Person) -> LimitCheck:
    """Hold a day's amounts against one limit."""
    amounts = list(amounts)
    counted = counted_by(rule, amounts)
    band = rule.band_for(person.age_in_tables, person.states)
    max_mg = None if band is None else band.max_mg
    min_mg = None if band is None else band.min_mg
    status = status_of(counted, max_mg)
    because: str | None = None
    if band is None:
        because = say("none is set for this age")
    elif band.per_kg_mg is not None:
        because = say(
            "{limit} sets {mg} mg for each kg of body weight at this age, no flat number",
            limit=fact(rule.short),
            mg=band.per_kg_mg,
        )
    elif status == "depends":
        because = _doubt(rule, amounts, counted, max_mg)
    return LimitCheck(rule, max_mg, min_mg, counted, status, because)


# The status of one end of a range, inside a sentence.
_AT_AN_END = {
    "below": say("below"),
    "at": say("just reached"),
    "above": say("above"),
}


def _doubt(rule: Limit, amounts: Counted, counted: Interval, max_mg: Decimal | None) -> str:
    """Say all that leaves the answer open: the range of what is counted, and what the limit's words leave open."""
    reasons: list[str] = []
    if any(not amount.is_exact for kind, amount in amounts if kind in rule.covers + rule.may_cover):
        ends = [status_of(Interval.exactly(end), max_mg) for end in (counted.low, counted.high)]
        low, high = (_AT_AN_END[end] for end in ends)
        reasons.append(say("{low} at the low end of the range, {high} at the high end", low=low, high=high))
    if rule.may_cover_because and any(kind in rule.may_cover for kind, _ in amounts):
        reasons.append(fact(rule.may_cover_because))
    return listed(reasons, ". ")


def is_small_child(person: Person) -> bool:
    """Whether the person is below the age from which EFSA could set a limit.

    >>> from magcalc.facts.bands import Age
    >>> is_small_child(Person(age=Age.parse("3"))), is_small_child(Person(age=Age.parse("4")))
    (True, False)
    """
    return limit("efsa").band_for(person.age_in_tables, person.states) is None


def limits_for(chosen: Iterable[str] | None, person: Person) -> list[Limit]:
    """The limits to hold a day against: those chosen, else the usual ones and what the age needs.

    Raises:
        UnknownNameError: when a chosen key is no limit.

    >>> [rule.key for rule in limits_for(None, Person())]
    ['efsa', 'iom']
    """
    if chosen is None:
        keys: tuple[str, ...] = DEFAULT_LIMITS
        if is_small_child(person):
            keys += SMALL_CHILD_LIMITS
        return [limit(key) for key in keys]
    wanted = list(dict.fromkeys(key.strip().casefold() for key in chosen))
    return [limit(key) for key in (limit_keys() if wanted == ["all"] else wanted)]
