"""The shapes of medicines."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.parts import Number, Shape


class MedicineRowShape(Shape):
    """A medicine and the hours to wait; an order without hours is None, and a span where the sources agree."""

    key: str
    name: str
    names: dict[str, list[str]]
    group: str = Field(alias="class")
    whole_class: bool
    members: list[str]
    hours_after_medicine: Number | None
    hours_before_medicine: Number | None
    after_span: list[Number] | None
    before_span: list[Number] | None
    refer: bool
    words: list[str]
    effect: str | None
    evidence: str
    note: str | None
    status: str
    after_status: str | None
    before_status: str | None
    source: str
    after_source: str | None
    before_source: str | None
    also: list[str]


class MedicineShape(MedicineRowShape):
    """What ``magcalc medicine NAME --json`` prints."""

    schema_id: Literal["magcalc/medicine/1"] = Field(alias="schema")


class MedicinesShape(Shape):
    """What ``magcalc medicine --json`` prints without a name."""

    schema_id: Literal["magcalc/medicines/1"] = Field(alias="schema")
    medicines: list[MedicineRowShape]
