"""A dose in words: the sentences that the plain lines and the screen share."""

from decimal import Decimal

from magcalc.calc.dose import Dose
from magcalc.calc.elemental import Portion
from magcalc.calc.remarks import why_open
from magcalc.calc.split import Split
from magcalc.facts.absorption import single_dose
from magcalc.interval import EXACT
from magcalc.said import fact, say
from magcalc.show.checks import reference_lines
from magcalc.show.language import tell, tell_count, told
from magcalc.show.numbers import elemental_percent, figures, span, stretch


def marks_of(dose: Dose) -> list[Decimal]:
    """The limits that rounding must not reach or leave."""
    return [check.max_mg for check in dose.limits if check.max_mg is not None]


def written(dose: Dose) -> str:
    """The dose with the forms' full names: ``2000 mg magnesium glycinate``."""
    text = " + ".join(_written_item(portion) for portion in dose.portions)
    if dose.plan.per_day == 1:
        return text
    return tell_count("{dose}, {count} time a day", "{dose}, {count} times a day", dose.plan.per_day, dose=text)


def _written_item(portion: Portion) -> str:
    item = portion.item
    count = f"{item.unit_count} x " if item.is_units else ""
    amount = f"{count}{told(item.amount.value)} {item.amount.unit}"
    if portion.meaning is None:
        return tell("{amount} magnesium", amount=amount)
    if portion.basis == "elemental":
        return tell("{amount} magnesium as {form}", amount=amount, form=item.form or "")
    title = portion.meaning.title
    # A settled grade is worth naming where the name by itself would leave it open.
    is_open = any(len(name.grades) > 1 for name in portion.meaning.form.name if title in name.in_language("en"))
    return f"{amount} {told(title)}{f', {portion.grade.key}' if is_open and portion.grade else ''}"


def first_line(dose: Dose) -> str:
    """The answer in one line."""
    interval = dose.elemental
    if interval.is_exact:
        return f"{written(dose)} = {about(dose)}"
    return f"{written(dose)} = {about(dose)} ({stretch(interval, marks_of(dose))} mg, {range_over(dose)})"


def about(dose: Dose) -> str:
    """The magnesium in a day, or in the one dose that it is."""
    mg = figures(dose.elemental.typical, marks_of(dose))
    if dose.plan.per_day > 1:
        return tell("{mg} mg magnesium a day", mg=mg)
    return tell("{mg} mg magnesium", mg=mg)


def range_over(dose: Dose) -> str:
    """What a range runs over: the grades of a name, or the products of one grade that has no formula."""
    is_by_grade = any(portion.meaning and len(portion.meaning.grades) > 1 for portion in dose.portions)
    return tell("by grade") if is_by_grade else tell("by product")


def split_of(dose: Dose) -> str:
    """The day in single doses."""
    split = dose.split
    if split is None:
        return tell("no number of doses a day keeps to the per-dose cap")
    number = len(split.doses)
    sizes = {(part.typical, part.high) for part in split.doses}
    if len(sizes) == 1:
        head = tell_count("{count} dose of {mg}", "{count} doses of {mg}", number, mg=span(split.doses[0]))
    else:
        each = " + ".join(figures(part.typical) for part in split.doses)
        head = tell_count("{count} dose: {mg} mg", "{count} doses: {mg} mg", number, mg=each)
    units = _units(dose, split) if number > 1 else ""
    return f"{head}{units}, {told(fact(single_dose().advice))}"


def _units(dose: Dose, split: Split) -> str:
    """Say which units go into which dose, where the dose is one kind of units."""
    if len(dose.portions) > 1 or not dose.portions[0].item.is_units:
        return ""
    return f" ({tell('{units} units', units=' + '.join(str(units[0]) for units in split.units))})"


def absorbed(dose: Dose) -> str:
    """The estimate of what is absorbed."""
    if dose.absorbed is None:
        return tell("unknown for this form") if dose.split is not None else tell("not estimated")
    mg, evidence = dose.absorbed.mg, dose.absorbed.evidence
    return tell(
        "about {mg} mg ({range} mg), an estimate; evidence {grade}, {kind}",
        mg=figures(mg.typical, at_least=2),
        range=stretch(mg, at_least=2),
        grade=evidence,
        kind=EVIDENCE[evidence],
    )


EVIDENCE = {
    "A": say("human isotope studies"),
    "B": say("human urine or blood"),
    "C": say("animals"),
    "D": say("in vitro"),
    "E": say("by class of salt"),
}


def references(dose: Dose) -> str:
    """The percentages of the label references."""
    return ", ".join(reference_lines(dose.references))


def why(dose: Dose) -> list[str]:
    """Why the answer is a range, for each name that leaves it open."""
    if len(dose.portions) > 1:
        return [told(finding.message) for finding in dose.findings if finding.code == "grade-not-settled"]
    # With one item there is no need to say whose reason it is.
    meaning = dose.portions[0].meaning
    return [] if meaning is None or dose.elemental.is_exact else [told(why_open(meaning))]


def grades(portion: Portion) -> list[tuple[str, str, str]]:
    """The grades behind a range: key, percentage, mg of magnesium; empty where there is no choice."""
    if portion.percent is None or portion.percent.is_exact or portion.meaning is None:
        return []
    weight = EXACT.multiply(portion.item.amount.mg, Decimal(portion.item.unit_count))
    rows = []
    for grade in sorted(portion.meaning.grades, key=lambda grade: grade.elemental_percent or 0):
        if grade.lowest_percent is None or grade.highest_percent is None or grade.elemental_percent is None:
            raise AssertionError("a range of grades has known ends")
        mg = [weight * end / 100 for end in (grade.lowest_percent, grade.highest_percent)]
        reach = figures(mg[0]) if mg[0] == mg[1] else tell("{low} to {high}", low=figures(mg[0]), high=figures(mg[1]))
        rows.append((grade.key, f"{elemental_percent(grade.elemental_percent)} %", f"{reach} mg"))
    return rows


def settle_hint(dose: Dose) -> str | None:
    """What settles the range, when one item leaves it open."""
    if len(dose.portions) != 1 or dose.elemental.is_exact:
        return None
    meaning = dose.portions[0].meaning
    if meaning is None or len(meaning.grades) < 2:
        return tell("--assay N% or --elemental settles it")
    strongest = max(meaning.grades, key=lambda grade: grade.elemental_percent or 0)
    return tell("--grade {grade}, --assay N% or --elemental settles it", grade=strongest.key)
