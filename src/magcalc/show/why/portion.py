"""From the weight of a salt to its magnesium, step by step."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.amount import MG_PER_MASS_UNIT
from magcalc.calc.elemental import Portion
from magcalc.facts.element import magnesium
from magcalc.facts.forms import Grade
from magcalc.show.why.steps import Step, ends, exact


def portion_steps(portion: Portion) -> Iterator[Step]:
    """Give the steps of one item of a dose."""
    yield from _to_mg(portion)
    item, weight = portion.item, exact(portion.item.amount.mg)
    if portion.percent is None:
        said = "an amount of magnesium itself, so nothing is taken off"
        yield Step(item.text, f"{weight} mg is {said}" if portion.basis == "elemental" else f"{weight} mg, {said}")
    elif portion.assay is not None:
        yield Step(item.text, f"{weight} mg × {exact(portion.assay)} % (the assay given) = {ends(portion.unit)}")
    elif portion.meaning is not None:
        for grade in portion.meaning.grades:
            yield from _of_grade(portion, grade, is_usual=grade == portion.meaning.typical)
        if not portion.unit.is_exact:
            why = portion.meaning.note or "the name is used for several grades"
            yield Step(f"{item.text}, range", f"{ends(portion.unit)}: {why}")
    if item.is_units:
        yield Step(f"{item.text}, all units", f"{item.unit_count} × {ends(portion.unit)} = {ends(portion.elemental)}")


def _to_mg(portion: Portion) -> Iterator[Step]:
    amount = portion.item.amount
    if amount.unit == "mg":
        return
    if amount.unit in MG_PER_MASS_UNIT:
        factor = MG_PER_MASS_UNIT[amount.unit]
        yield Step(str(amount), f"{exact(amount.value)} × {exact(factor)} = {exact(amount.mg)} mg")
        return
    mmol, molar = amount.to("mmol").value, magnesium().molar_mass
    yield Step(
        str(amount),
        f"{exact(mmol)} mmol × {exact(molar)} mg/mmol = {exact(amount.mg)} mg of magnesium",
        "element.toml: magnesium",
        magnesium().source,
    )


def _of_grade(portion: Portion, grade: Grade, *, is_usual: bool) -> Iterator[Step]:
    low, high = grade.lowest_percent, grade.highest_percent
    if low is None or high is None or portion.meaning is None:
        return
    weight = portion.item.amount.mg
    percents = [low] if low == high else [low, high]
    sums = " to ".join(f"{exact(weight * percent / Decimal(100))} mg" for percent in percents)
    rates = " to ".join(f"{exact(percent)} %" for percent in percents)
    usual = ", the usual grade of that name" if is_usual and len(portion.meaning.grades) > 1 else ""
    standing = "" if grade.status == "confirmed" else f", {grade.status}"
    formula = f", {grade.formula}" if grade.formula else ""
    yield Step(
        f"{portion.item.text}, {grade.key}{usual}",
        f"{exact(weight)} mg × {rates} = {sums} of magnesium",
        f"forms.toml: {portion.meaning.form.key}, {grade.key}{formula}{standing}",
        grade.source,
    )
