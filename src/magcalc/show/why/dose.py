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
from magcalc.facts.limits import Limit
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval
from magcalc.said import fact, say
from magcalc.show.checks import STATUSES
from magcalc.show.dose.record import split_reason
from magcalc.show.language import tell, told
from magcalc.show.why.portion import portion_steps
from magcalc.show.why.steps import Step, added, ends, exact

_CAP_ROW = "absorption.toml: single-dose"
# What a limit counts, as a kind.
KINDS: dict[CountsAs, str] = {
    "supplement": say("supplement"),
    "medicine": say("medicine"),
    "water": say("water"),
    "fortified": say("fortified"),
    "food": say("food"),
}


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
                tell("{item}, a day", item=portion.item.text),
                f"{times} × {ends(portion.elemental)} = {ends(portion.elemental.times(times))}",
            )
    if len(dose.portions) > 1:
        yield Step(
            tell("the day"), added([portion.elemental.times(times) for portion in dose.portions], dose.elemental)
        )
    yield Step(
        tell("in mmol"),
        f"{ends(dose.elemental)} / {exact(magnesium().molar_mass)} mg/mmol = {ends(dose.mmol, 'mmol')}",
        "element.toml: magnesium",
        magnesium().source,
    )


def limit_steps(checks: Iterable[LimitCheck]) -> Iterator[Step]:
    """Give the comparison with each limit."""
    for check in checks:
        rule = check.limit
        yield Step(_which_counts(rule), _outcome(check), f"limits.toml: {rule.key}", rule.source)


def _which_counts(rule: Limit) -> str:
    short, kinds = fact(rule.short), _named(rule.covers)
    if not rule.may_cover:
        return tell("{limit}, which counts {kinds}", limit=short, kinds=kinds)
    perhaps = _named(rule.may_cover)
    return tell("{limit}, which counts {kinds}; perhaps {more}", limit=short, kinds=kinds, more=perhaps)


def _named(kinds: Iterable[CountsAs]) -> str:
    return ", ".join(told(KINDS[kind]) for kind in kinds)


def _outcome(check: LimitCheck) -> str:
    if check.max_mg is None:
        return told(check.because or say("none is set"))
    outcome = tell(
        "counted {amount}; {sum}, so {status}",
        amount=ends(check.counted),
        sum=_compared(check.counted, check.max_mg),
        status=STATUSES[check.status],
    )
    return f"{outcome}: {told(check.because)}" if check.because else outcome


def _compared(counted: Interval, most: Decimal) -> str:
    def side(value: Decimal) -> str:
        sign = "<" if value < most else ">" if value > most else "="
        return f"{exact(value)} {sign} {exact(most)}"

    if counted.is_exact:
        return side(counted.high)
    return tell("{low} and {high}", low=side(counted.low), high=side(counted.high))


def reference_steps(references: Iterable[LabelReference], elemental: Interval) -> Iterator[Step]:
    """Give the percentages of the label references."""
    for row in references:
        yield Step(
            told(fact(row.reference.title)),
            f"100 × {ends(elemental)} / {exact(row.mg)} mg = {ends(row.percent, '%')}",
            f"intakes.toml: {row.key}",
            row.reference.source,
        )


def _taken(dose: Dose) -> Iterator[Step]:
    cap = single_dose()
    if dose.split is None:
        too_much = tell("no number of doses a day keeps to the cap")
        yield Step(tell("in single doses"), too_much, _CAP_ROW, cap.source)
        return
    yield split_step(dose.split)
    yield from _absorbed(dose, dose.split)


def split_step(split: Split) -> Step:
    """Give the split of a day."""
    cap = single_dose()
    doses = " + ".join(exact(single.high) for single in split.doses)
    total = exact(sum((single.high for single in split.doses), Decimal(0)))
    return Step(
        tell("in single doses"),
        f"{told(split_reason(split))}: {tell('{sum} mg at the most', sum=f'{doses} = {total}')}",
        _CAP_ROW if split.cap == cap.max_mg else None,
        cap.source if split.cap == cap.max_mg else None,
    )


def _absorbed(dose: Dose, split: Split) -> Iterator[Step]:
    model = absorption_model()
    for portion in dose.portions:
        row = absorption_of(portion)
        if row is None or portion.meaning is None:
            yield Step(tell("{item}, absorbed", item=portion.item.text), tell("nobody knows for this form"))
            continue
        share = ends(Interval(row.low, row.typical, row.high).times(100), "%")
        yield Step(
            tell("{item}, absorbed of {mg} mg", item=portion.item.text, mg=exact(model.reference_mg)),
            tell("{percent}, evidence {grade}", percent=share, grade=row.evidence),
            f"forms.toml: {portion.meaning.form.key}",
            row.source,
        )
    if dose.absorbed is None:
        return
    first = split.doses[0].typical
    curve = model.cautious
    moved = share_on(curve, first) / share_on(curve, model.reference_mg)
    yield Step(
        tell("moved along the curve to {mg} mg", mg=exact(first)),
        tell(
            "share at D = {curve}; at {mg} mg that is {share} of the share at {reference} mg",
            curve=f"{exact(curve.saturating_mg)} / ({exact(curve.half_mg)} + D) + {exact(curve.linear)}",
            mg=exact(first),
            share=exact(moved),
            reference=exact(model.reference_mg),
        ),
        "absorption.toml: model",
        model.source,
    )
    yield Step(tell("absorbed of all doses, an estimate"), ends(dose.absorbed.mg), None, None)
