"""The published shapes of the JSON, one for each command; ``magcalc schema NAME`` prints them.

A shape changes only by adding, or with the number in its ``schema``. All amounts are mg of magnesium unless the
name of the field says otherwise. Only ``schema`` and the tests read this file: the records themselves are plain
dictionaries, so that no command pays for models that it does not need.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Number = Annotated[float, Field(allow_inf_nan=False)]


class Shape(BaseModel):
    """What all shapes share: plain JSON types, and room for fields that a later version adds."""


class Range(Shape):
    """A quantity that is not known exactly."""

    low: Number
    typical: Number
    high: Number


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


class DirectedShape(Shape):
    """Servings a day, the least and the most that the label directs."""

    min: Number
    max: Number


class DayShape(Shape):
    """Milligrams of magnesium a day over the whole directed range, and over every reading of the label."""

    low: Number
    high: Number


class QuoteShape(Shape):
    """A piece of the label: its text, and where it stands in signs from 0, the last not included."""

    text: str
    span: list[int]


class ClaimShape(QuoteShape):
    """One printed amount; ``because`` gives the words that decided what it is an amount of."""

    of: Literal["magnesium", "salt"]
    forms: list[str]
    amount_mg: DayShape
    basis: Literal["compound", "elemental", "unknown"]
    because: str
    percent: Number | None


class LabelFindingShape(Shape):
    """One finding of ``magcalc label``; ``span`` is None where it is of the whole label."""

    code: str
    slug: str
    severity: Literal["error", "warning", "info"]
    message: str
    span: list[int] | None
    source: str
    fix: str


class LabelShape(Shape):
    """``magcalc label``: a label as read, for one serving, and what does not add up in it."""

    schema_id: Literal["magcalc/label/1"] = Field(alias="schema")
    id: str | int | Number | None
    language: str
    forms: list[str]
    serving: str | None
    servings_per_day: DirectedShape | None
    elemental_mg_per_serving: Range | None
    compound_mg_per_serving: Number | None
    percent_declared: Number | None
    percent_reference_mg: Number | None
    elemental_mg_per_day: DayShape | None
    assumed_one_serving: bool
    basis: Literal["compound", "elemental", "unknown"] | None
    claims: list[ClaimShape]
    unread: list[QuoteShape]
    findings: list[LabelFindingShape]


class RuleShape(Shape):
    """One rule that labels are judged by."""

    code: str
    slug: str
    severity: Literal["error", "warning", "info"]
    when: str
    title: str
    reason: str
    fix: str
    source: str
    status: str


class RulesShape(Shape):
    """``magcalc rules``: all rules."""

    schema_id: Literal["magcalc/rules/1"] = Field(alias="schema")
    rules: list[RuleShape]


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


SHAPES: dict[str, type[Shape]] = {
    "dose": DoseShape,
    "need": NeedShape,
    "convert": ConvertShape,
    "compare": CompareShape,
    "forms": FormsShape,
    "form": FormShape,
    "limits": LimitsShape,
    "medicine": MedicineShape,
    "medicines": MedicinesShape,
    "source": SourceShape,
    "absorb": AbsorbShape,
    "day": WholeDayShape,
    "label": LabelShape,
    "rules": RulesShape,
    "goal": GoalShape,
    "goals": GoalsShape,
    "why": WhyShape,
}
