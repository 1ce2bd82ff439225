"""The shapes of labels and of the rules they are judged by."""

from typing import Literal

from pydantic import Field

from magcalc.show.shapes.parts import Number, Range, Shape


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
