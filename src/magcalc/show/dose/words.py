"""A dose in words: the sentences that the plain lines and the screen share."""

from decimal import Decimal

from magcalc.calc.dose import Dose
from magcalc.calc.elemental import Portion
from magcalc.calc.split import Split
from magcalc.facts.absorption import single_dose
from magcalc.interval import EXACT, plain
from magcalc.show.numbers import elemental_percent, figures, percents, span, stretch


def marks_of(dose: Dose) -> list[Decimal]:
    """The limits that rounding must not reach or leave."""
    return [check.max_mg for check in dose.limits if check.max_mg is not None]


def written(dose: Dose) -> str:
    """The dose with the forms' full names: ``2000 mg magnesium glycinate``."""
    text = " + ".join(_written_item(portion) for portion in dose.portions)
    return text if dose.plan.per_day == 1 else f"{text}, {dose.plan.per_day} times a day"


def _written_item(portion: Portion) -> str:
    item = portion.item
    count = f"{item.unit_count} x " if item.is_units else ""
    amount = f"{plain(item.amount.value)} {item.amount.unit}"
    if portion.meaning is None:
        return f"{count}{amount} magnesium"
    if portion.basis == "elemental":
        return f"{count}{amount} magnesium as {item.form}"
    title = portion.meaning.title
    # A settled grade is worth naming where the name by itself would leave it open.
    is_open = any(len(name.grades) > 1 for name in portion.meaning.form.name if title in name.in_language("en"))
    return f"{count}{amount} {title}{f', {portion.grade.key}' if is_open and portion.grade else ''}"


def first_line(dose: Dose) -> str:
    """The answer in one line."""
    day = " a day" if dose.plan.per_day > 1 else ""
    interval, marks = dose.elemental, marks_of(dose)
    about = f"{figures(interval.typical, marks)} mg magnesium{day}"
    if interval.is_exact:
        return f"{written(dose)} = {about}"
    return f"{written(dose)} = {about} ({stretch(interval, marks)} mg, {range_over(dose)})"


def range_over(dose: Dose) -> str:
    """What a range runs over: the grades of a name, or the products of one grade that has no formula."""
    is_by_grade = any(portion.meaning and len(portion.meaning.grades) > 1 for portion in dose.portions)
    return "by grade" if is_by_grade else "by product"


def split_of(dose: Dose) -> str:
    """The day in single doses."""
    split = dose.split
    if split is None:
        return "no number of doses a day keeps to the per-dose cap"
    advice = single_dose().advice
    if len(split.doses) == 1:
        return f"1 dose of {span(split.doses[0])}, {advice}"
    sizes = {(dose_part.typical, dose_part.high) for dose_part in split.doses}
    if len(sizes) == 1:
        head = f"{len(split.doses)} doses of {span(split.doses[0])}"
    else:
        head = f"{len(split.doses)} doses: " + " + ".join(figures(part.typical) for part in split.doses) + " mg"
    return f"{head}{_units(dose, split)}, {advice}"


def _units(dose: Dose, split: Split) -> str:
    """Say which units go into which dose, where the dose is one kind of units."""
    if len(dose.portions) > 1 or not dose.portions[0].item.is_units:
        return ""
    return " (" + " + ".join(str(units[0]) for units in split.units) + " units)"


def absorbed(dose: Dose) -> str:
    """The estimate of what is absorbed."""
    if dose.absorbed is None:
        return "unknown for this form" if dose.split is not None else "not estimated"
    mg = dose.absorbed.mg
    return (
        f"about {figures(mg.typical, at_least=2)} mg ({stretch(mg, at_least=2)} mg), an estimate; "
        f"evidence {dose.absorbed.evidence}, {EVIDENCE[dose.absorbed.evidence]}"
    )


EVIDENCE = {
    "A": "human isotope studies",
    "B": "human urine or blood",
    "C": "animals",
    "D": "in vitro",
    "E": "by class of salt",
}


def references(dose: Dose) -> str:
    """The percentages of the label references."""
    names = {"eu-nrv": "EU NRV", "us-dv": "US DV"}
    return ", ".join(
        f"{percents(reference.percent)} of {names[reference.key]} {plain(reference.mg)} mg"
        for reference in dose.references
    )


def why(dose: Dose) -> list[str]:
    """Why the answer is a range, for each name that leaves it open."""
    reasons = [finding.message for finding in dose.findings if finding.code == "grade-not-settled"]
    # With one item there is no need to say whose reason it is.
    return [reason.partition(": ")[2] for reason in reasons] if len(dose.portions) == 1 else reasons


def grades(portion: Portion) -> list[tuple[str, str, str]]:
    """The grades behind a range: key, percentage, mg of magnesium; empty where there is no choice."""
    if portion.percent is None or portion.percent.is_exact or portion.meaning is None:
        return []
    weight = EXACT.multiply(portion.item.amount.mg, Decimal(portion.item.unit_count))
    rows = []
    for grade in sorted(portion.meaning.grades, key=lambda grade: grade.elemental_percent or 0):
        if grade.lowest_percent is None or grade.highest_percent is None or grade.elemental_percent is None:
            continue
        mg = [weight * end / 100 for end in (grade.lowest_percent, grade.highest_percent)]
        reach = figures(mg[0]) if mg[0] == mg[1] else f"{figures(mg[0])} to {figures(mg[1])}"
        rows.append((grade.key, f"{elemental_percent(grade.elemental_percent)} %", f"{reach} mg"))
    return rows


def settle_hint(dose: Dose) -> str | None:
    """What settles the range, when one item leaves it open."""
    if len(dose.portions) != 1 or dose.elemental.is_exact:
        return None
    meaning = dose.portions[0].meaning
    if meaning is None or len(meaning.grades) < 2:
        return "--assay N% or --elemental settles it"
    strongest = max(meaning.grades, key=lambda grade: grade.elemental_percent or 0)
    return f"--grade {strongest.key}, --assay N% or --elemental settles it"
