"""The shape of an answer worked out step by step."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.parts import Shape


class StepShape(Shape):
    """One step of the arithmetic; ``row`` names the table and the record that its numbers come from."""

    step: int
    what: str
    arithmetic: str
    row: str | None
    source: str | None


class WhyShape(Shape):
    """What ``magcalc why --json`` prints."""

    schema_id: Literal["magcalc/why/1"] = Field(alias="schema")
    of: Literal["dose", "day", "label"]
    steps: list[StepShape]
    forms_file: str | None = None
