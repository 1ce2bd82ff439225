"""A dose compiled for columns: the magnesium in one of its unit, and the amounts at which an answer changes.

Everything about a row but its number (form, unit, basis, person, times a day) is worked out once, by the very
functions that answer one dose. What is left for each of a million rows is one multiplication and a few comparisons.

The comparisons must not be wrong by the last bit of a float. A status changes at an amount that is a fraction:
limit / (magnesium in one unit). :func:`first_at_or_over` gives the first float whose own decimal text reaches it, so
comparing floats answers exactly what comparing decimals would.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from magcalc.amount import Amount
from magcalc.calc.dose import Dose, Plan, assess_dose
from magcalc.calc.elemental import Settled, portion_of
from magcalc.calc.limits import DEFAULT_LIMITS, Status, check_limit, limits_for
from magcalc.calc.person import Person, parse_sex
from magcalc.calc.split import MOST_DOSES
from magcalc.calc.words import Words, check_basis, form_in, items_in, settled_in, times_in, whole, whole_amount
from magcalc.dose_text import item_of
from magcalc.errors import MagcalcError
from magcalc.facts.absorption import single_dose
from magcalc.facts.bands import Age
from magcalc.facts.form_table import FormTable
from magcalc.facts.limits import Limit
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval, in_our_context
from magcalc.said import listed

# Amounts in columns: what is smaller or larger is a mistake, as it is in one dose.
LEAST, MOST = 1e-12, 1e12
_INFINITY = math.inf


class Crossing(NamedTuple):
    """Where an amount stands to one limit: ``below`` under the first number, ``above`` over the second.

    Both are None where no limit is set. Where the second is over the first, an amount between them ``depends``; where
    they are one number, that one is ``at``. ``low`` and ``high`` are the mg that the limit counts in one of the unit.
    """

    below_under: float | None
    above_over: float | None
    low: float
    high: float
    max_mg: float | None


# The same for a whole dose, whose number is one and whose status is known.
_SETTLED: dict[Status, tuple[float | None, float | None]] = {
    "below": (2.0, 2.0),
    "at": (1.0, 1.0),
    "above": (0.0, 0.0),
    "depends": (0.0, 2.0),
    "none": (None, None),
}


class Rate(NamedTuple):
    """A row's words, worked out: mg of magnesium a day in one of the unit.

    ``why`` says why they cannot be taken. ``number`` is the row's number where its words told that too. ``one_dose``
    is the largest number that one dose may hold, ``least`` the doses that are taken anyway; None where ``doses`` is
    told outright.
    """

    why: str | None
    number: float | None
    low: float
    typical: float
    high: float
    crossings: tuple[Crossing, ...]
    one_dose: float | None
    least: int
    doses: int | None


class RateBook:
    """Works out rates and keeps them, for as many rows as share their words.

    Args:
        limits: keys of limits; the usual two for an adult when left out.
        table: another form table.
        cap_mg: the most magnesium in one dose; the table's when left out.

    Raises:
        UnknownNameError: when a limit has no such key.

    >>> rate = RateBook().rate(Words(unit="mg", form="oxide"))
    >>> round(rate.typical, 6), rate.crossings[0].below_under
    (0.603042, 414.56...)
    """

    def __init__(
        self, limits: tuple[str, ...] | None = None, table: FormTable | None = None, cap_mg: Decimal | None = None
    ) -> None:
        self.limits = limits_for(limits or DEFAULT_LIMITS, Person())
        self._table = table or FormTable()
        self._plan = Plan(max_single=cap_mg, limits=tuple(limit.key for limit in self.limits)).checked()
        self._cap = single_dose().max_mg if cap_mg is None else cap_mg
        self._kept: dict[Words, Rate] = {}

    def rate(self, words: Words) -> Rate:
        """Give the rate of a row's words; what they lack is told in it, not raised."""
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        if words not in self._kept:
            try:
                self._kept[words] = self._worked_out(words)
            except MagcalcError as error:
                self._kept[words] = _REFUSED._replace(why=listed([error.message, error.hint], "; "))
        return self._kept[words]

    @in_our_context
    def _worked_out(self, words: Words) -> Rate:
        person = Person(
            age=None if not words.age else Age.parse(whole(words.age)),
            sex=None if not words.sex else parse_sex(words.sex),
        )
        plan = self._plan._replace(per_day=times_in(words))
        settled = settled_in(words)
        if words.dose:
            items = items_in(words, settled)
            return self._of_dose(assess_dose(items, table=self._table, settled=settled, person=person, plan=plan))
        words = words._replace(form=form_in(words, settled))
        if not words.unit:
            return self._of_one(whole_amount(words.amount), words, settled, person, plan)._replace(number=1.0)
        rate = self._of_one(Amount.parse(f"1 {words.unit}"), words, settled, person, plan)
        if not words.amount:
            return rate
        return rate._replace(number=float(Amount.parse(f"{words.amount} {words.unit}").value))

    def _of_one(self, amount: Amount, words: Words, settled: Settled, person: Person, plan: Plan) -> Rate:
        """The rate of one of an amount: of 1 mg, or of the whole where the words told the number."""
        item = item_of(amount, words.form, shown=f"… {amount.unit}")
        check_basis(words.basis, item)
        portion = portion_of(item, self._table, settled)
        day = portion.elemental.times(plan.per_day)
        return Rate(
            why=None,
            number=None,
            low=float(day.low),
            typical=float(day.typical),
            high=float(day.high),
            crossings=tuple(_crossing(limit, portion.counts_as, day, person) for limit in self.limits),
            one_dose=_last_at_or_under(Fraction(self._cap) / Fraction(day.high)),
            least=plan.per_day,
            doses=None,
        )

    def _of_dose(self, dose: Dose) -> Rate:
        crossings = [
            Crossing(
                *_SETTLED[check.status],
                float(check.counted.low),
                float(check.counted.high),
                None if check.max_mg is None else float(check.max_mg),
            )
            for check in dose.limits
        ]
        low, typical, high = map(float, dose.elemental)
        doses = None if dose.split is None else len(dose.split.doses)
        return Rate(None, 1.0, low, typical, high, tuple(crossings), None, 0, doses)


_MOST_KEPT = 200_000
_REFUSED = Rate(None, None, 0.0, 0.0, 0.0, (), None, 0, None)


def _crossing(limit: Limit, counts_as: CountsAs | None, day: Interval, person: Person) -> Crossing:
    """Where the status of an amount changes; the limit itself is asked what it counts and what it allows."""
    check = check_limit(limit, [(counts_as, day)], person)
    low, high = check.counted.low, check.counted.high
    if check.max_mg is None:
        return Crossing(None, None, float(low), float(high), None)
    most = Fraction(check.max_mg)
    return Crossing(
        first_at_or_over(most / Fraction(high)) if high else _INFINITY,
        _last_at_or_under(most / Fraction(low)) if low else _INFINITY,
        float(low),
        float(high),
        float(check.max_mg),
    )


def first_at_or_over(bound: Fraction) -> float:
    """Give the first float whose shortest decimal text is at or over a bound.

    >>> first_at_or_over(Fraction(1, 4)), first_at_or_over(Fraction(1, 3)) > 1 / 3
    (0.25, True)
    """
    return _nearest(bound, lambda decimal: decimal >= bound, _INFINITY)


def _last_at_or_under(bound: Fraction) -> float:
    return _nearest(bound, lambda decimal: decimal <= bound, -_INFINITY)


def _nearest(bound: Fraction, holds: Callable[[Fraction], bool], towards: float) -> float:
    """The float nearest to a bound for which it holds, going one way only."""
    number = float(bound)
    while not holds(_as_written(number)):
        number = math.nextafter(number, towards)
    return number


def _as_written(number: float) -> Fraction:
    return Fraction(Decimal(repr(number)))


def doses_of(number: float, rate: Rate) -> int | None:
    """Give the doses that a day of so much is split into, None where they would be too many.

    >>> doses_of(1000.0, RateBook().rate(Words(unit="mg", form="oxide")))
    4
    """
    if rate.one_dose is None:
        return rate.doses
    # The quotient of two rounded floats may be over a whole number by its last two bits, and is then that number.
    doses = max(rate.least, math.ceil(number / rate.one_dose * ALMOST_ONE))
    return doses if doses <= MOST_DOSES else None


ALMOST_ONE = 1 - 4 * 2.0**-53


def status_at(number: float, crossing: Crossing) -> Status:
    """Give the status of a number.

    >>> oxide = RateBook().rate(Words(unit="mg", form="oxide"))
    >>> status_at(414.56, oxide.crossings[0]), status_at(414.57, oxide.crossings[0])
    ('below', 'above')
    """
    below, above = crossing.below_under, crossing.above_over
    if below is None or above is None:
        return "none"
    if number < below:
        return "below"
    if number > above:
        return "above"
    return "depends" if above > below else "at"
