"""The shapes of what the tables hold: forms, limits, sources."""

from typing import Any, Literal

from pydantic import Field

from magcalc.show.shapes.parts import Number, Range, Shape


class FormRowShape(Shape):
    """One form in the list of forms; percentages of magnesium by weight."""

    form: str
    name: str
    role: str
    elemental_percent: Range | None
    absorbed_percent_of_100_mg: Range | None
    evidence: str | None
    tolerance: int | None
    eu: str


class FormsShape(Shape):
    """What ``magcalc forms --json`` prints."""

    schema_id: Literal["magcalc/forms/1"] = Field(alias="schema")
    forms: list[FormRowShape]
    forms_file: str | None = None


class GradeShape(Shape):
    """One grade of a form."""

    grade: str
    title: str | None
    formula: str | None
    molar_mass_g_mol: Number | None
    elemental_percent: Number | None
    elemental_percent_low: Number | None
    elemental_percent_high: Number | None
    cas: str | None
    source: str
    standing: str
    note: str | None


class MeaningShape(Shape):
    """Names with one meaning: the grades sold under them and the usual one."""

    names: dict[str, list[str]]
    typical: str
    grades: list[str]
    recalled: list[str]
    source: str
    note: str | None


class StudyShape(Shape):
    """A study of its absorption."""

    source: str
    evidence: str
    design: str
    people: str | None
    dose_mg: Number | None
    result: str


class FormShape(Shape):
    """What ``magcalc form --json`` prints."""

    schema_id: Literal["magcalc/form/1"] = Field(alias="schema")
    form: str
    title: str
    role: str
    note: str | None
    tolerance: int | None
    absorption: dict[str, Any] | None
    eu: dict[str, Any]
    names: list[MeaningShape]
    grades: list[GradeShape]
    studies: list[StudyShape]
    sources: list[str]
    forms_file: str | None = None


class LimitBandShape(Shape):
    """One age band of a limit; no row means that none was set."""

    from_age: str
    below_age: str | None
    state: str | None
    max_mg: Number | None
    min_mg: Number | None
    per_kg_mg: Number | None


class LimitRowShape(Shape):
    """One limit with all its bands, or with the one of an age."""

    id: str
    authority: str
    title: str
    nature: str
    covers: list[str]
    may_cover: list[str]
    note: str | None
    source: str
    standing: str
    bands: list[LimitBandShape]


class LimitsShape(Shape):
    """What ``magcalc limits --json`` prints."""

    schema_id: Literal["magcalc/limits/1"] = Field(alias="schema")
    age: str | None
    limits: list[LimitRowShape]


class SourceShape(Shape):
    """What ``magcalc source --json`` prints."""

    schema_id: Literal["magcalc/source/1"] = Field(alias="schema")
    id: str
    title: str
    year: int | None
    identifier: str
    read: str
    checked: str
    status: Literal["confirmed", "secondary"]
