"""From a reading to findings: every rule in turn, its texts from the table of rules."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from magcalc.facts.form_table import FormTable
from magcalc.facts.rules import Rule, RuleSeverity, rule
from magcalc.label.market import market_by_language
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Case, Choices, Remark
from magcalc.label.rules.doubts import judge_basis, judge_forms, judge_numbers, judge_serving
from magcalc.label.rules.law import judge_claims, judge_permitted, judge_significance, judge_statements
from magcalc.label.rules.limits import judge_children, judge_limits, judge_single_dose, judge_split
from magcalc.label.rules.sums import judge_compound, judge_measured, judge_percent, judge_sums

Judge = Callable[[Case], Iterator[Remark]]
_FIGURES: tuple[Judge, ...] = (
    judge_limits, judge_single_dose, judge_children, judge_compound, judge_percent, judge_sums, judge_measured,
    judge_basis, judge_numbers, judge_serving, judge_forms,
)  # fmt: skip
_OF_SUPPLEMENTS: tuple[Judge, ...] = (judge_permitted, judge_significance)
# What a part of a label lacks may stand on the rest of it.
_OF_WHOLE_LABELS: tuple[Judge, ...] = (judge_split, judge_statements, judge_claims)
_ALL = (*_FIGURES, *_OF_SUPPLEMENTS, *_OF_WHOLE_LABELS)


class LabelFinding(NamedTuple):
    """One finding. ``span`` is where it points, in signs of the label as given; None where it is of the whole label."""

    code: str
    slug: str
    severity: RuleSeverity
    message: str
    span: tuple[int, int] | None
    source: str
    fix: str


def judge(reading: Reading, choices: Choices, table: FormTable) -> list[LabelFinding]:
    """Judge a reading by the chosen rules, rule by rule."""
    whole = reading.is_whole_label()
    market = choices.market or market_by_language(reading.language)
    if choices.market is None and market is not None and not (whole or reading.tells("supplement")):
        # A medicine or a shop's page answers to other law.
        market = None
    case = Case(reading, choices, table, market)
    judges = _ALL if whole or choices.only else _FIGURES if market is None else _FIGURES + _OF_SUPPLEMENTS
    return [
        _finding(remark, rule(remark.slug), reading)
        for one in judges
        for remark in one(case)
        if (choices.only is None or remark.slug in choices.only) and remark.slug not in choices.ignored
    ]


def _finding(remark: Remark, by: Rule, reading: Reading) -> LabelFinding:
    span = None if remark.span is None else reading.places.span(*remark.span)
    return LabelFinding(by.code, by.key, by.severity, remark.message, span, by.source, by.fix)
