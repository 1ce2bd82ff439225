"""What other programs call: every name documented, every refusal ours, the same answer in any decimal context."""

import copy
import inspect
import pickle
from collections.abc import Callable
from decimal import ROUND_FLOOR, Context, Decimal, Inexact, localcontext
from pathlib import Path
from typing import Any

import pint
import pytest

import magcalc
from magcalc import (
    Age,
    Amount,
    AmountError,
    ChoiceError,
    MagcalcError,
    Person,
    Plan,
    StreamError,
    TableError,
    UnknownNameError,
    check_label,
    dose,
    elemental,
    form,
    form_table,
    need,
)


@pytest.mark.parametrize("name", magcalc.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    documented = getattr(magcalc, name)
    # Not inspect.getdoc: a docstring that a class inherits from tuple or Exception says nothing.
    assert (documented.__doc__ or "").strip()
    assert not (documented.__doc__ or "").startswith(f"{name}(")


@pytest.mark.parametrize("function", [dose, elemental, need, form, form_table, magcalc.magnesium_context])
def test_every_parameter_of_a_function_is_annotated(function: Callable[..., object]) -> None:
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(parameter.annotation is not inspect.Parameter.empty for parameter in signature.parameters.values())


@pytest.mark.parametrize("name", ["no_such_name", "Dose_", "__wrapped__", "api2"])
def test_an_unknown_name_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(magcalc, name)


@pytest.fixture(scope="module")
def decimals() -> Any:
    units: Any = pint.UnitRegistry(non_int_type=Decimal)
    units.add_context(magcalc.magnesium_context())
    return units


@pytest.fixture(scope="module")
def floats() -> Any:
    return pint.UnitRegistry()


@pytest.fixture(params=["text", "amount", "decimals", "floats"])
def half_a_gram(request: pytest.FixtureRequest) -> Any:
    """The same 0.5 g in every way that it can be given."""
    if request.param == "text":
        return "0,5 g"
    if request.param == "amount":
        return Amount(Decimal("0.5"), "g")
    units = request.getfixturevalue(request.param)
    return units.Quantity(units.non_int_type("0.5"), "gram")


@pytest.fixture(params=["text", "amount", "decimals", "floats"])
def ten_mmol(request: pytest.FixtureRequest) -> Any:
    if request.param == "text":
        return "10 mmol"
    if request.param == "amount":
        return Amount(Decimal(20), "mEq")
    units = request.getfixturevalue(request.param)
    return units.Quantity(units.non_int_type("0.01"), "mole")


# MgO: 24.305 / 40.304 = 60.304 %; 500 mg hold 301.52 mg, and 500 mg of magnesium are in 829.13 mg.


def test_dose_takes_text_amounts_and_quantities(half_a_gram: Any) -> None:
    assert round(dose(half_a_gram, "oxide").elemental.typical, 2) == Decimal("301.52")
    assert round(dose(half_a_gram, "oxide", elemental=True).elemental.typical, 2) == 500


def test_elemental_takes_text_amounts_and_quantities(half_a_gram: Any) -> None:
    assert round(elemental(half_a_gram, "oxide").typical, 2) == Decimal("301.52")
    assert round(elemental(half_a_gram, "glycinate", grade="anhydrous").low, 2) == Decimal("70.48")
    assert elemental(half_a_gram, "glycinate", assay="12 %").typical == 60


def test_need_takes_text_amounts_and_quantities(half_a_gram: Any) -> None:
    assert round(need(half_a_gram, "oxide").compound.typical, 2) == Decimal("829.13")
    # Each unit of 500 mg oxide holds 301.52 mg: one is too little for 500 mg, two are enough.
    assert [units.number for units in need(half_a_gram, "oxide", unit=half_a_gram).units] == [1, 2]


def test_moles_are_magnesium_in_every_form(ten_mmol: Any) -> None:
    # 10 x 24.305, whatever the salt
    assert round(dose(ten_mmol, "oxide").elemental.typical, 6) == Decimal("243.05")
    assert round(elemental(ten_mmol, "citrate").high, 6) == Decimal("243.05")
    assert round(need(ten_mmol, "oxide").compound.typical, 2) == Decimal("403.04")


def test_an_amount_without_a_form_is_magnesium(decimals: Any) -> None:
    for given in (Amount.parse("400 mg"), decimals.Quantity(Decimal(400), "mg")):
        answer = dose(given)
        assert answer.elemental.typical == 400
        assert answer.portions[0].basis == "elemental"


def test_an_active_magnesium_context_does_not_make_a_compound_of_moles(decimals: Any) -> None:
    quantity = decimals.Quantity(Decimal(4), "mmol")
    with decimals.context("magnesium"):
        assert elemental(quantity, "oxide").typical == Decimal("97.22")


def test_text_alone_says_it_all() -> None:
    answer = dose("2 x 1000 mg glycinate + 400 mg oxide @medicine")
    assert [portion.item.form for portion in answer.portions] == ["glycinate", "oxide"]
    assert answer.portions[1].counts_as == "medicine"


def test_text_that_names_magnesium_is_not_read_as_a_compound() -> None:
    # "2 g magnesium" and, apart from it, "citrate": 2000 mg of magnesium, or 323 mg in 2 g of citrate.
    try:
        answer = dose("2 g magnesium", "citrate")
    except MagcalcError:
        return
    assert answer.elemental.typical == 2000


def test_forms_are_found_by_any_name() -> None:
    assert form("Magnesiumsitrat").key == form("citrate").key == form("E345").key == "citrate"
    with pytest.raises(UnknownNameError) as refused:
        form("citrat3")
    assert "citrat" in refused.value.hint


OWN = """
[cloudine]
title = "magnesium cloudinate"
role = "nutrient"
eu = { listed = "unclear", source = "own", status = "secondary" }
[[cloudine.name]]
typical = "pure"
grades = ["pure"]
en = ["magnesium cloudinate"]
source = "own"
[[cloudine.grade]]
key = "pure"
elemental_percent = 12.5
source = "own"
status = "secondary"
"""


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    table = form_table(path)
    assert {"cloudine", "citrate"} <= set(table.keys)
    answer = dose("1000 mg cloudinate", forms=table)
    assert answer.elemental.typical == 125
    assert answer.origin == str(path)
    assert need("125 mg", "cloudinate", forms=table).compound.typical == 1000
    assert form("cloudinate", forms=table).key == "cloudine"
    with pytest.raises(UnknownNameError):
        dose("1000 mg cloudinate")


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StreamError) as refused:
        form_table(tmp_path / "none.toml")
    assert refused.value.hint


REFUSED: dict[str, tuple[Callable[[], object], type[MagcalcError]]] = {
    "two readings": (lambda: dose("1,500 mg oxide"), AmountError),
    "no dose": (lambda: dose(""), AmountError),
    "no name": (lambda: dose("400 mg nonsense"), UnknownNameError),
    "empty name": (lambda: dose(Amount.parse("400 mg"), ""), AmountError),
    "no grade": (lambda: dose("400 mg oxide", grade="hexahydrate"), UnknownNameError),
    "no assay": (lambda: dose("400 mg oxide", assay="101"), ChoiceError),
    "nan assay": (lambda: dose("400 mg oxide", assay=Decimal("nan")), ChoiceError),
    "no limit": (lambda: dose("400 mg oxide", plan=Plan(limits=("nobody",))), UnknownNameError),
    "no times": (lambda: dose("400 mg oxide", plan=Plan(times=0)), ChoiceError),
    "pregnant man": (lambda: dose("400 mg oxide", person=Person(sex="male", pregnant=True)), ChoiceError),
    "no age": (lambda: Age.parse("old"), ChoiceError),
    "too old": (lambda: Age.parse("131"), ChoiceError),
    "elemental of a dose": (lambda: elemental("2 x 400 mg", "oxide"), AmountError),
    "elemental of nothing": (lambda: elemental("400 mg", "nonsense"), UnknownNameError),
    "need of a dose": (lambda: need("2 x 400 mg", "oxide"), AmountError),
    "need of unit": (lambda: need("400 mg", "oxide", unit="x"), AmountError),
    "name too long": (lambda: form("x" * 10**6), UnknownNameError),
    "control characters": (lambda: form("citrate\x1b[31m"), UnknownNameError),
    "label of something else": (lambda: check_label("Zinc 10 mg. Take 1 tablet daily."), ChoiceError),
    "label of nothing": (lambda: check_label(" "), ChoiceError),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refusals_are_ours_with_a_hint(why: str) -> None:
    call, kind = REFUSED[why]
    with pytest.raises(kind) as refused:
        call()
    assert isinstance(refused.value, MagcalcError)
    assert refused.value.message == str(refused.value)
    assert refused.value.hint.strip()
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("-5", "mg"),
        ("0", "mg"),
        ("NaN", "mg"),
        ("Infinity", "mg"),
        ("1e999999", "mg"),
        ("5", "furlong"),
        ("5", "Mg"),
        ("-1", "mmol"),
    ],
)
@pytest.mark.parametrize("call", [dose, elemental, need])
def test_an_amount_that_was_put_together_by_hand_is_checked_too(
    call: Callable[[Amount, str], object], value: str, unit: str
) -> None:
    # A dose of -5 mg would be "below" every limit.
    with pytest.raises(MagcalcError):
        call(Amount(Decimal(value), unit), "oxide")


@pytest.mark.parametrize("kind", [MagcalcError, AmountError, ChoiceError, UnknownNameError, TableError, StreamError])
@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])  # noqa: S301
def test_errors_cross_processes_whole(kind: type[MagcalcError], again: Callable[[MagcalcError], MagcalcError]) -> None:
    found = again(kind("what is wrong", hint="what to type"))
    assert type(found) is kind
    assert (found.message, found.hint, str(found)) == ("what is wrong", "what to type", "what is wrong")


def test_errors_can_be_caught_as_what_they_are() -> None:
    assert issubclass(AmountError, ValueError)
    assert issubclass(UnknownNameError, LookupError)
    assert issubclass(StreamError, OSError)


def test_answers_can_be_pickled() -> None:
    answer = dose("2 x 1000 mg glycinate + 400 mg oxide")
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 (our own)


# A program that calls us may compute with 5 figures, or 50, or forbid rounding altogether; our answers stay the same.

CONTEXTS = {
    "5 figures": Context(prec=5),
    "50 figures": Context(prec=50),
    "rounding down": Context(prec=28, rounding=ROUND_FLOOR),
    "no rounding": Context(prec=28, traps=[Inexact]),
}
ANSWERS: dict[str, Callable[[], object]] = {
    "a dose": lambda: dose("2000 mg glycinate"),
    "units": lambda: dose("3 x 333.3333 mg citrate + 123.456789 mg oxide", plan=Plan(per_day=2, times=5)),
    "many figures": lambda: dose("123456789.123456 mg glycinate"),
    "a person": lambda: dose("400 mg oxide", person=Person(age=Age.parse("3.3"), sex="female")),
    "elemental": lambda: elemental("1234.5678 mg", "glycinate"),
    "need": lambda: need("300 mg", "oxide", unit="166.1234 mg"),
    "need of a nearly whole number": lambda: need("300.000001 mg", "glycinate", unit="1000 mg"),
    "assay": lambda: dose("1234.5678 mg glycinate", assay="12.3456789"),
    "moles": lambda: Amount.parse("1234.5678 mg").to("mmol"),
    "equivalents": lambda: Amount.parse("1234.56789 mg").to("mEq"),
    "grams": lambda: Amount.parse("123456.789 µg").to("g"),
}


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_callers_decimal_context_changes_nothing(context: str, answer: str) -> None:
    expected = ANSWERS[answer]()
    with localcontext(CONTEXTS[context]):
        found = ANSWERS[answer]()
    assert found == expected


def test_our_arithmetic_leaves_the_callers_context_alone() -> None:
    with localcontext(Context(prec=28)) as context:
        before = (context.prec, context.rounding, dict(context.traps))
        dose("2 x 1000 mg glycinate + 400 mg oxide")
        assert (context.prec, context.rounding, dict(context.traps)) == before
