"""What the shapes of several commands have in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Number = Annotated[float, Field(allow_inf_nan=False)]


class Shape(BaseModel):
    """What all shapes share: plain JSON types, and room for fields that a later version adds."""


class Range(Shape):
    """A quantity that is not known exactly."""

    low: Number
    typical: Number
    high: Number


class LimitShape(Shape):
    """One limit and where the day stands to it."""

    id: str
    authority: str
    nature: str
    max_mg: Number | None
    min_mg: Number | None
    counted_mg: Range
    status: Literal["below", "at", "above", "depends", "none"]
    because: str | None
    covers: list[str]
    may_cover: list[str]
    source: str
    standing: Literal["confirmed", "secondary"]


class FindingShape(Shape):
    """A remark with a stable code."""

    code: str
    severity: Literal["warning", "info"]
    message: str
    source: str | None


class IntakeShape(Shape):
    """A reference intake of the person, from everything eaten and taken; never a limit."""

    id: str
    authority: str
    kind: str
    sex: str | None
    mg: Number
    source: str


class PersonShape(Shape):
    """What was stated of the person."""

    age: str | None
    sex: str | None
    pregnant: bool
    lactating: bool
    kidney_disease: bool
