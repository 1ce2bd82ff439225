"""Why a dose is answered as it is."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from magcalc.calc.absorb import absorption_of, share_on
from magcalc.calc.dose import Dose
from magcalc.calc.limits import LimitCheck
from magcalc.calc.references import LabelReference
from magcalc.calc.split import Split
from magcalc.facts.absorption import absorption_model, single_dose
from magcalc.facts.element import magnesium
from magcalc.interval import Interval
from magcalc.show.dose.record import split_reason
from magcalc.show.why.portion import portion_steps
from magcalc.show.why.steps import Step, added, ends, exact

_CAP_ROW = "absorption.toml: single-dose"


def dose_steps(dose: Dose) -> list[Step]:
    """Give all steps of a dose, in the order in which they are worked out."""
    return [
        *_amounts(dose),
        *limit_steps(dose.limits),
        *reference_steps(dose.references, dose.elemental),
        *_taken(dose),
    ]


def _amounts(dose: Dose) -> Iterator[Step]:
    for portion in dose.portions:
        yield from portion_steps(portion)
    times = dose.plan.per_day
    if times > 1:
        for portion in dose.portions:
            yield Step(
                f"{portion.item.text}, a day",
                f"{times} × {ends(portion.elemental)} = {ends(portion.elemental.times(times))}",
            )
    if len(dose.portions) > 1:
        yield Step("the day", added([portion.elemental.times(times) for portion in dose.portions], dose.elemental))
    yield Step(
        "in mmol",
        f"{ends(dose.elemental)} / {exact(magnesium().molar_mass)} mg/mmol = {ends(dose.mmol, 'mmol')}",
        "element.toml: magnesium",
        magnesium().source,
    )


def limit_steps(checks: Iterable[LimitCheck]) -> Iterator[Step]:
    """Give the comparison with each limit."""
    for check in checks:
        rule = check.limit
        kinds = ", ".join(rule.covers) + (f"; perhaps {', '.join(rule.may_cover)}" if rule.may_cover else "")
        if check.max_mg is None:
            told = check.because or "none is set"
        else:
            told = f"counted {ends(check.counted)}; {_compared(check.counted, check.max_mg)}, so {check.status}"
            told += f": {check.because}" if check.because else ""
        yield Step(f"{rule.short}, which counts {kinds}", told, f"limits.toml: {rule.key}", rule.source)


def _compared(counted: Interval, most: Decimal) -> str:
    def side(value: Decimal) -> str:
        sign = "<" if value < most else ">" if value > most else "="
        return f"{exact(value)} {sign} {exact(most)}"

    return side(counted.high) if counted.is_exact else f"{side(counted.low)} and {side(counted.high)}"


def reference_steps(references: Iterable[LabelReference], elemental: Interval) -> Iterator[Step]:
    """Give the percentages of the label references."""
    for row in references:
        yield Step(
            row.reference.title,
            f"100 × {ends(elemental)} / {exact(row.mg)} mg = {ends(row.percent, '%')}",
            f"intakes.toml: {row.key}",
            row.reference.source,
        )


def _taken(dose: Dose) -> Iterator[Step]:
    cap = single_dose()
    if dose.split is None:
        yield Step("in single doses", "no number of doses a day keeps to the cap", _CAP_ROW, cap.source)
        return
    yield split_step(dose.split)
    yield from _absorbed(dose, dose.split)


def split_step(split: Split) -> Step:
    """Give the split of a day."""
    cap = single_dose()
    doses = " + ".join(exact(single.high) for single in split.doses)
    total = exact(sum((single.high for single in split.doses), Decimal(0)))
    return Step(
        "in single doses",
        f"{split_reason(split)}: {doses} = {total} mg at the most",
        _CAP_ROW if split.cap == cap.max_mg else None,
        cap.source if split.cap == cap.max_mg else None,
    )


def _absorbed(dose: Dose, split: Split) -> Iterator[Step]:
    model = absorption_model()
    for portion in dose.portions:
        row = absorption_of(portion)
        if row is None or portion.meaning is None:
            yield Step(f"{portion.item.text}, absorbed", "nobody knows for this form")
            continue
        yield Step(
            f"{portion.item.text}, absorbed of {exact(model.reference_mg)} mg",
            f"{ends(Interval(row.low, row.typical, row.high).times(100), '%')}, evidence {row.evidence}",
            f"forms.toml: {portion.meaning.form.key}",
            row.source,
        )
    if dose.absorbed is None:
        return
    first = split.doses[0].typical
    curve = model.cautious
    moved = share_on(curve, first) / share_on(curve, model.reference_mg)
    yield Step(
        f"moved along the curve to {exact(first)} mg",
        f"share at D = {exact(curve.saturating_mg)} / ({exact(curve.half_mg)} + D) + {exact(curve.linear)}; "
        f"at {exact(first)} mg that is {exact(moved)} of the share at {exact(model.reference_mg)} mg",
        "absorption.toml: model",
        model.source,
    )
    yield Step("absorbed of all doses, an estimate", ends(dose.absorbed.mg), None, None)
