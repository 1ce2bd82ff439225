"""An estimate of how much magnesium is absorbed.

The form table gives the share of 100 mg taken at once. With a larger single dose the share falls along the curve

    absorbed = saturating_mg x D / (half_mg + D) + linear x D

of Fine 1991, in two fits: the cautious one moves the low and the typical estimate, the generous one the high one.
It is an estimate, always shown with its range, and never used for a limit.
"""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.elemental import Portion
from magcalc.facts.absorption import AbsorptionModel, Curve
from magcalc.facts.forms import Absorption
from magcalc.facts.row import Evidence
from magcalc.interval import Interval, total


class Absorbed(NamedTuple):
    """mg of magnesium absorbed in a day, and the weakest evidence among what it rests on."""

    mg: Interval
    evidence: Evidence


def share_on(curve: Curve, dose_mg: Decimal) -> Decimal:
    """The share absorbed of one dose on a curve, 0 to 1.

    >>> from magcalc.facts.absorption import absorption_model
    >>> round(share_on(absorption_model().cautious, Decimal(100)), 3)
    Decimal('0.292')
    """
    return curve.saturating_mg / (curve.half_mg + dose_mg) + curve.linear


def absorption_of(portion: Portion) -> Absorption | None:
    """The absorption of a portion's typical grade, else of its form; None where nobody knows."""
    if portion.meaning is None:
        return None
    return portion.meaning.typical.absorption or portion.meaning.form.absorption


def absorbed_from(portions: list[Portion], doses: tuple[Interval, ...], model: AbsorptionModel) -> Absorbed | None:
    """Estimate what a day's doses bring; None when the absorption of any portion is unknown.

    Args:
        portions: what the day holds, whose shares are weighted by their magnesium.
        doses: mg of magnesium in each sitting, hours apart.
        model: the curve.
    """
    known = [(absorption_of(portion), portion.elemental.typical) for portion in portions]
    rows = [(row, weight) for row, weight in known if row is not None]
    weights = sum((weight for _, weight in rows), Decimal(0))
    if len(rows) < len(known) or not weights:
        return None
    low = sum((row.low * weight for row, weight in rows), Decimal(0)) / weights
    typical = sum((row.typical * weight for row, weight in rows), Decimal(0)) / weights
    high = sum((row.high * weight for row, weight in rows), Decimal(0)) / weights
    sittings = []
    for dose in doses:
        at_least = dose.low * _moved(low, model.cautious, dose.low, model)
        about = dose.typical * _moved(typical, model.cautious, dose.typical, model)
        at_most = dose.high * _moved(high, model.generous, dose.high, model)
        sittings.append(Interval(min(at_least, about), about, max(at_most, about)))
    return Absorbed(total(sittings), max(row.evidence for row, _ in rows))


def _moved(share: Decimal, curve: Curve, dose_mg: Decimal, model: AbsorptionModel) -> Decimal:
    """The share at another dose: as far from the reference dose's as the curve falls or rises."""
    moved = share * share_on(curve, dose_mg) / share_on(curve, model.reference_mg)
    return min(moved, model.max_fraction)
