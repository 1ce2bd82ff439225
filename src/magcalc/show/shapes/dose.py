"""The shapes of single questions: a dose, what is needed, a conversion, what is absorbed."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.parts import FindingShape, IntakeShape, LimitShape, Number, PersonShape, Range, Shape


class ItemShape(Shape):
    """One item of a dose. ``elemental_mg`` is of all its units together."""

    text: str
    form: str | None
    grade: str | None
    basis: Literal["compound", "elemental"]
    covers: Literal["supplement", "medicine", "water", "fortified", "food"] | None
    count: int
    amount_mg: Number
    elemental_percent: Range | None
    elemental_mg: Range


class AbsorbedShape(Shape):
    """An estimate. The evidence runs from A, human isotope studies, to E, a class default."""

    low: Number
    typical: Number
    high: Number
    evidence: Literal["A", "B", "C", "D", "E"]


class SplitShape(Shape):
    """The day in single doses, the largest first; the high end of the interval is what is split."""

    doses: int
    elemental_mg: list[Number]
    units: list[list[int]]
    because: str


class DoseShape(Shape):
    """What ``magcalc dose --json`` prints."""

    schema_id: Literal["magcalc/dose/1"] = Field(alias="schema")
    text: str
    items: list[ItemShape]
    per_day: int
    elemental_mg_per_day: Range
    elemental_mmol_per_day: Range
    absorbed_mg_per_day: AbsorbedShape | None
    reference_percent: dict[str, Range]
    split: SplitShape | None
    limits: list[LimitShape]
    intakes: list[IntakeShape]
    person: PersonShape
    findings: list[FindingShape]
    forms_file: str | None = None


class UnitsShape(Shape):
    """A whole number of units and what they give."""

    units: int
    elemental_mg: Range


class NeedShape(Shape):
    """What ``magcalc need --json`` prints."""

    schema_id: Literal["magcalc/need/1"] = Field(alias="schema")
    target_mg: Number
    form: str | None
    elemental_percent: Range | None
    compound_mg: Range | None
    unit_mg: Number | None
    options: list[UnitsShape]
    forms_file: str | None = None


class ConvertShape(Shape):
    """What ``magcalc convert --json`` prints."""

    schema_id: Literal["magcalc/convert/1"] = Field(alias="schema")
    text: str
    form: str | None
    unit: str
    value: Range
    forms_file: str | None = None


class SittingsShape(Shape):
    """A day in a number of sittings, the high end of each in mg, the largest first."""

    sittings: int
    elemental_mg: list[Number]
    absorbed_mg: AbsorbedShape | None


class CurvePointShape(Shape):
    """One single dose and what is absorbed of it."""

    dose_mg: Number
    absorbed_mg: Range


class AbsorbShape(Shape):
    """What ``magcalc absorb --json`` prints."""

    schema_id: Literal["magcalc/absorb/1"] = Field(alias="schema")
    text: str
    elemental_mg_per_day: Range
    sittings: list[SittingsShape]
    curve: list[CurvePointShape]
    caveat: str
    source: str
    forms_file: str | None = None
