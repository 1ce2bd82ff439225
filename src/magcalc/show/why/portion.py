"""From the weight of a salt to its magnesium, step by step."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.amount import MG_PER_MASS_UNIT, Amount
from magcalc.calc.elemental import Portion
from magcalc.calc.remarks import why_open
from magcalc.facts.element import magnesium
from magcalc.facts.forms import Grade
from magcalc.show.language import tell, told, told_number
from magcalc.show.standing import standing
from magcalc.show.why.steps import Step, ends, exact


def portion_steps(portion: Portion) -> Iterator[Step]:
    """Give the steps of one item of a dose."""
    yield from _to_mg(portion)
    item, weight = portion.item, exact(portion.item.amount.mg)
    if portion.percent is None or portion.meaning is None:
        itself = tell("{mg} mg is an amount of magnesium itself, so nothing is taken off", mg=weight)
        yield Step(item.text, itself)
    elif portion.assay is not None:
        assay = tell("{mg} mg × {percent} % (the assay given)", mg=weight, percent=exact(portion.assay))
        yield Step(item.text, f"{assay} = {ends(portion.unit)}")
    else:
        for grade in portion.meaning.grades:
            yield from _of_grade(portion, grade, is_usual=grade == portion.meaning.typical)
        if not portion.unit.is_exact:
            yield Step(
                tell("{item}, range", item=item.text), f"{ends(portion.unit)}: {told(why_open(portion.meaning))}"
            )
    if item.is_units:
        yield Step(
            tell("{item}, all units", item=item.text),
            f"{item.unit_count} × {ends(portion.unit)} = {ends(portion.elemental)}",
        )


def _to_mg(portion: Portion) -> Iterator[Step]:
    amount = portion.item.amount
    if amount.unit == "mg":
        return
    if amount.unit in MG_PER_MASS_UNIT:
        factor = MG_PER_MASS_UNIT[amount.unit]
        yield Step(_written(amount), f"{exact(amount.value)} × {exact(factor)} = {exact(amount.mg)} mg")
        return
    mmol, molar = amount.to("mmol").value, magnesium().molar_mass
    yield Step(
        _written(amount),
        tell("{sum} of magnesium", sum=f"{exact(mmol)} mmol × {exact(molar)} mg/mmol = {exact(amount.mg)} mg"),
        "element.toml: magnesium",
        magnesium().source,
    )


def _written(amount: Amount) -> str:
    return told_number(str(amount))


def _of_grade(portion: Portion, grade: Grade, *, is_usual: bool) -> Iterator[Step]:
    low, high = grade.lowest_percent, grade.highest_percent
    if low is None or high is None or portion.meaning is None:
        raise AssertionError("a percentage comes of grades whose ends are known")
    weight = portion.item.amount.mg
    percents = [low] if low == high else [low, high]
    sums = _reach([f"{exact(weight * percent / Decimal(100))} mg" for percent in percents])
    rates = _reach([f"{exact(percent)} %" for percent in percents])
    name = f"{portion.item.text}, {grade.key}"
    if is_usual and len(portion.meaning.grades) > 1:
        name = tell("{grade}, the usual grade of that name", grade=name)
    doubt = "" if grade.status == "confirmed" else f", {standing(grade.status)}"
    formula = f", {grade.formula}" if grade.formula else ""
    yield Step(
        name,
        tell("{sum} of magnesium", sum=f"{exact(weight)} mg × {rates} = {sums}"),
        f"forms.toml: {portion.meaning.form.key}, {grade.key}{formula}{doubt}",
        grade.source,
    )


def _reach(ends_of_range: list[str]) -> str:
    """One end, or both where they differ."""
    if len(ends_of_range) == 1:
        return ends_of_range[0]
    low, high = ends_of_range
    return tell("{low} to {high}", low=low, high=high)
