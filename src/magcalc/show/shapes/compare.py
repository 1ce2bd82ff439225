"""The shape of products side by side."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.dose import AbsorbedShape
from magcalc.show.shapes.parts import FindingShape, Number, Range, Shape


class RanksShape(Shape):
    """The best and the worst rank, from 1, that a product can have, wherever in its range each product lies."""

    first: int
    last: int


class ProductLimitShape(Shape):
    """Where a day of a product stands to one limit."""

    id: str
    max_mg: Number | None
    status: Literal["below", "at", "above", "depends", "none"]


class ProductShape(Shape):
    """One product of a comparison, per day.

    ``ranks`` is None where nothing was sorted by a number, or the product's is not known; ranks of prices count in
    each currency by itself. ``pack_days`` are whole days. Prices are in ``currency``, of 100 mg of magnesium and of
    100 mg that are estimated to be absorbed.
    """

    name: str | None
    text: str
    per_day: int
    ranks: RanksShape | None
    elemental_mg: Range
    absorbed_mg: AbsorbedShape | None
    tolerance: int | None
    units_per_day: int | None
    pack_units: int | None
    pack_days: int | None
    price: Number | None
    currency: str | None
    price_per_100_mg: Range | None
    price_per_absorbed_100_mg: Range | None
    limits: list[ProductLimitShape]


class ProductFindingShape(FindingShape):
    """A remark on a comparison; ``products`` are places, from 0, of the products that it is about."""

    products: list[int]


class CompareShape(Shape):
    """What ``magcalc compare --json`` prints."""

    schema_id: Literal["magcalc/compare/1"] = Field(alias="schema")
    sorted_by: Literal["elemental", "absorbed", "price", "absorbed-price", "tolerance", "name"] | None
    age: str | None
    products: list[ProductShape]
    findings: list[ProductFindingShape]
    forms_file: str | None = None
