"""The shapes of what magnesium is taken for."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.label import DayShape
from magcalc.show.shapes.parts import Number, Range, Shape


class NamedFormShape(Shape):
    """A form named for a goal, with the percentage of magnesium that its usual name stands for."""

    form: str
    name: str
    elemental_percent: Range | None
    eu: str


class StudyLimitShape(Shape):
    """One limit and where a studied dose stands to it, taken as a supplement."""

    id: str
    max_mg: Number | None
    status: Literal["below", "at", "above", "depends", "none"]
    because: str | None


class StudiedDoseShape(Shape):
    """A dose that was studied. It is no advice; ``dose_mg`` is None where the amount of magnesium is not known."""

    who: str
    people: int | None
    dose_mg: DayShape | None
    form: str | None
    duration: str | None
    result: str
    note: str | None
    limits: list[StudyLimitShape]
    source: str
    standing: str


class GoalRowShape(Shape):
    """Something that people take magnesium for."""

    key: str
    name: str
    names: dict[str, list[str]]
    forms: list[NamedFormShape]
    when: Literal["morning", "evening", "meal", "any"]
    minutes_before_bed: list[int] | None
    timing: str
    is_medicine_use: bool
    strength: Literal["established", "some trials", "mixed", "weak", "not convincing", "not tested"]
    why: str
    age: str | None
    studies: list[StudiedDoseShape]
    source: str
    standing: str
    sources: list[str]


class GoalShape(GoalRowShape):
    """What ``magcalc goal NAME --json`` prints."""

    schema_id: Literal["magcalc/goal/1"] = Field(alias="schema")


class GoalsShape(Shape):
    """What ``magcalc goal --json`` prints without a name: all goals."""

    schema_id: Literal["magcalc/goals/1"] = Field(alias="schema")
    goals: list[GoalRowShape]
