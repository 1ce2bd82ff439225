"""The shape of a whole day."""

from typing import Literal

from pydantic import BaseModel, Field

from magcalc.show.shapes.parts import FindingShape, IntakeShape, LimitShape, Number, PersonShape, Range, Shape


class TakenShape(Shape):
    """One thing taken in a day."""

    text: str
    form: str | None
    covers: str | None
    elemental_mg: Range
    source: str | None


class SittingShape(Shape):
    """One dose of the day at its time; ``elemental_mg`` is the high end, to which the cap and the split keep."""

    time: str
    elemental_mg: Number
    elemental_range_mg: Range
    items: list[str]


class MedicineTakenShape(Shape):
    """A medicine of the day and what it asks for; no hours where none are known or the clinic decides."""

    name: str
    times: list[str]
    hours_after_medicine: Number | None
    hours_before_medicine: Number | None
    refer: bool
    source: str


class OpenShape(BaseModel):
    """A stretch of the waking hours in which magnesium may be taken, both ends included."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")


class ChangeShape(Shape):
    """The smallest change of one thing that brings every limit back; without ``instead`` it is left out."""

    item: str
    instead: str | None
    less_mg: Number


class WholeDayShape(Shape):
    """What ``magcalc day --json`` prints."""

    schema_id: Literal["magcalc/day/1"] = Field(alias="schema")
    possible: bool
    because: str | None
    doses: list[SittingShape]
    medicines: list[MedicineTakenShape]
    open: list[OpenShape]
    wake: str
    bed: str
    meals: list[str]
    items: list[TakenShape]
    totals: dict[str, Range]
    reference_percent: dict[str, Range]
    limits: list[LimitShape]
    change: ChangeShape | None
    intakes: list[IntakeShape]
    person: PersonShape
    findings: list[FindingShape]
    forms_file: str | None = None
