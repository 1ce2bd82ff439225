"""What taking a day at once, or in two or three sittings, changes in what is absorbed.

The curve of :mod:`magcalc.calc.absorb` bends: the larger a single dose, the smaller the share of it that is taken up.
Several small doses therefore bring more than one large one. How much more is an estimate, shown as a range.
"""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.absorb import Absorbed, absorbed_from
from magcalc.calc.dose import Dose
from magcalc.calc.split import Part, split_day
from magcalc.facts.absorption import absorption_model
from magcalc.interval import Interval, in_our_context

MOST_SITTINGS = 3
# The curve is drawn up to the day's dose, and at least so far.
_SHORTEST_CURVE = 400
_STEPS = 16


class Sittings(NamedTuple):
    """The day in a number of sittings: mg of magnesium in each, and mg absorbed of all, None where nobody knows."""

    doses: tuple[Interval, ...]
    absorbed: Absorbed | None


class CurvePoint(NamedTuple):
    """A single dose (mg of magnesium) and what is absorbed of it (mg)."""

    dose_mg: Decimal
    absorbed: Interval


@in_our_context
def in_sittings(dose: Dose) -> list[Sittings]:
    """Give the day at once and in two and three sittings.

    Whole units stay whole, so two tablets have no third sitting.

    >>> from magcalc.calc.dose import assess_dose
    >>> once, twice, thrice = in_sittings(assess_dose("400 mg magnesium as citrate"))
    >>> once.absorbed.mg.typical < twice.absorbed.mg.typical < thrice.absorbed.mg.typical
    True
    """
    day = [portion._replace(elemental=portion.elemental.times(dose.plan.per_day)) for portion in dose.portions]
    parts = [
        Part(portion.unit, portion.item.unit_count * dose.plan.per_day)
        if portion.item.is_units
        else Part(portion.elemental, None)
        for portion in day
    ]
    units = [part.units for part in parts if part.units is not None]
    most = MOST_SITTINGS if len(units) < len(parts) else min(MOST_SITTINGS, sum(units))
    found = []
    for count in range(1, most + 1):
        split = split_day(parts, dose.elemental.high, exactly=count)
        if split is not None:
            found.append(Sittings(split.doses, absorbed_from(day, split.doses, absorption_model())))
    return found


@in_our_context
def curve_of(dose: Dose) -> list[CurvePoint]:
    """Give the curve of single doses of the same kind, from nothing to the whole day; empty where it is unknown."""
    end = max(dose.elemental.high, Decimal(_SHORTEST_CURVE))
    points = []
    for step in range(1, _STEPS + 1):
        dose_mg = end * step / _STEPS
        absorbed = absorbed_from(list(dose.portions), (Interval.exactly(dose_mg),), absorption_model())
        if absorbed is None:
            return []
        points.append(CurvePoint(dose_mg, absorbed.mg))
    return points
