"""The curve of dose against absorption, and the per-dose cap."""

from functools import cache
from typing import ClassVar, NamedTuple

from magcalc.facts.row import Number, Row, Share, Status, parts
from magcalc.facts.store import data_file


class Curve(NamedTuple):
    """absorbed = saturating_mg x D / (half_mg + D) + linear x D, all in mg of magnesium."""

    saturating_mg: Number
    half_mg: Number
    linear: Share


class AbsorptionModel(Row):
    """Two fits of the curve; a form's share is given at ``reference_mg`` and moves along them."""

    nested: ClassVar = {"cautious": parts(Curve), "generous": parts(Curve)}

    key: str
    reference_mg: Number
    max_fraction: Share
    cautious: Curve
    generous: Curve
    source: str
    status: Status
    note: str


class SingleDose(Row):
    """The most magnesium, in mg, that one dose holds when a day is split, and how a dose is best taken."""

    key: str
    max_mg: Number
    advice: str
    message: str
    source: str
    status: Status


@cache
def absorption_model() -> AbsorptionModel:
    """Read the curve.

    >>> absorption_model().reference_mg
    Decimal('100')
    """
    return AbsorptionModel.trusted(data_file("absorption").record("model"))


@cache
def single_dose() -> SingleDose:
    """Read the per-dose cap.

    >>> single_dose().max_mg
    Decimal('200')
    """
    return SingleDose.trusted(data_file("absorption").record("single-dose"))
