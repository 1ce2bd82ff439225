"""Amounts: what the grammar takes, what it refuses, and whether our units are pint's units."""

import re
from collections.abc import Iterator
from decimal import Context, Decimal, localcontext
from typing import Any

import pint
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from magcalc import Amount, AmountError, MagcalcError, magnesium_context
from magcalc.amount import MG_PER_MASS_UNIT, UNITS, parse_number

EXACTLY = Context(prec=60)

# From the SI prefixes, and Mg = 24.305 g/mol with two charges: 1 mmol = 24.305 mg = 2 mEq.
MG_IN_ONE = {
    "kg": Decimal(1_000_000),
    "g": Decimal(1000),
    "mg": Decimal(1),
    "µg": Decimal("0.001"),
    "mol": Decimal(24305),
    "mmol": Decimal("24.305"),
    "mEq": Decimal("12.1525"),
}


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("1,5 g", "1500"),
        ("1.5 g", "1500"),
        ("1.5g", "1500"),
        ("  400   mg ", "400"),
        ("400\tmg", "400"),
        ("1 500 mg", "1500"),
        ("1\u00a0500\u00a0mg", "1500"),  # no-break space
        ("1\u2009500\u2009mg", "1500"),  # thin space
        ("1\u202f500\u202fmg", "1500"),  # narrow no-break space
        ("1\u2007500 mg", "1500"),  # figure space
        ("12 345 678 mg", "12345678"),
        # A leading zero or a space between thousands leaves one reading of three decimals.
        ("0.500 g", "500"),
        ("0,500 g", "500"),
        ("1 500,500 mg", "1500.5"),
        ("1500,500 mg", "1500.5"),
        ("249.9990 mg", "249.999"),
        ("0.001 kg", "1000"),
        ("250 mcg", "0.25"),
        ("250 \u00b5g", "0.25"),  # micro sign
        ("250 \u03bcg", "0.25"),  # Greek mu
        ("250 ug", "0.25"),
        ("4 mmol", "97.22"),  # 4 x 24.305
        ("0.01 mol", "243.05"),
        ("8 mEq", "97.22"),  # 8 / 2 x 24.305
        ("8 meq", "97.22"),
        ("123456789.123456 mg", "123456789.123456"),
        ("0.000001 mg", "0.000001"),
    ],
)
def test_reads(text: str, mg: str) -> None:
    assert Amount.parse(text).mg == Decimal(mg)


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [
        ("1,500 mg", "1500", "1.5"),
        ("1.500 mg", "1500", "1.5"),
        ("249.999 mg", "249999", "249.999"),
        ("12,000 g", "12000", "12"),
    ],
)
def test_two_readings_are_spelled_out_and_can_be_typed(text: str, large: str, small: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.parse(text)
    readings = {Decimal(large), Decimal(small)}
    offered = re.findall(r"\d[\d.]*", refused.value.hint)
    assert {parse_number(number) for number in offered} == readings
    assert {
        Decimal(number) for number in re.findall(r"\d[\d.]*", refused.value.message.split("has two")[1])
    } == readings


REFUSED = {
    "capital unit": ["400 Mg", "400 MG", "1 G", "1 Kg", "1 KG", "4 MMOL", "4 mMol", "4 MEQ", "4 Mmol"],
    "unknown unit": ["400", "400 x", "400 mg/l", "400 mg²", "400 milligram", "400 IU", "400 %", "400 mgg", "400 m g"],
    "sign": ["-400 mg", "- 400 mg", "\u2212400 mg", "\u2013400 mg", "+400 mg"],
    "no dose": ["0 mg", "0.0 mg", "0,000 mg", "000 mg"],
    "no number": ["nan mg", "inf mg", "infinity mg", "1e3 mg", "1e400 mg", "1E-3 mg", "9**9**9 mg", "0x10 mg", "2/3 g"],
    "underscore": ["1_000 mg"],
    "foreign digits": ["\uff14\uff10\uff10 mg", "\u0664\u0660\u0660 mg", "4\u00b200 mg", "½ g", "1½ g", "4\u0660 mg"],
    "marks": [".5 mg", ",5 g", "5. mg", "5, mg", "1,2,3 mg", "1.234,5 mg", "1,234.5 mg", "1..5 g", "1'500 mg", "1·5 g"],
    "spaces": ["1 5 g", "15 00 mg", "1500 000 mg", "1 500,5 00 mg", "1, 5 g", "1 .5 g", "1 50 mg"],
    "groups": ["1 500 50 mg", "0 500 mg"],
    "too long": ["1234567890 mg", "1 234 567 890 mg", "1.1234567 mg", "1" * 10**6 + " mg", "1 mg" + " " * 10**6],
    "nothing": ["", " ", "mg", "\n", "g 5", "mg 400"],
    "control characters": ["400\x00mg", "4\x0000 mg", "400 mg\x1b[31m", "4\x7f00 mg", "400 m\u200bg", "\u202e400 mg"],
    "two amounts": ["400 mg 2", "400 mg 400 mg", "400 mg citrate", "2 x 400 mg", "400-500 mg", "400 - 500 mg"],
}  # fmt: skip


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{why}-{text[:20]!r}") for why in REFUSED for text in REFUSED[why]]
)
def test_refuses_and_says_what_to_type(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.parse(text)
    assert refused.value.hint.strip()
    assert len(str(refused.value)) < 300, "an error line is one line, whatever was typed"


@pytest.mark.parametrize(("text", "typed"), [("400 Mg", "mg"), ("400 MG", "mg"), ("1 G", "g"), ("1 Kg", "kg")])
def test_capital_units_are_never_guessed_but_named(text: str, typed: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.parse(text)
    assert re.fullmatch(rf"type {typed}(, in small letters)?", refused.value.hint)
    # A megagram is a tonne, so what is wrong with Mg is more than its spelling.
    assert ("not milligram" in refused.value.message) == (typed == "mg")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        *((unit, "g") for unit in ("gram", "grams", "Gramm", "gramme", "grammes")),
        *((f"milli{unit}", "mg") for unit in ("gram", "grams", "gramm", "gramme", "grammes")),
        *((f"micro{unit}", "mcg") for unit in ("gram", "grams", "gramme", "grammes")),
        ("mikrogram", "mcg"),
        ("Mikrogramm", "mcg"),
    ],
)
def test_a_unit_that_is_written_out_is_refused_with_its_sign(written: str, typed: str) -> None:
    with pytest.raises(AmountError, match=r"has a unit that is written out$") as refused:
        Amount.parse(f"1,5 {written}")
    assert refused.value.hint == f"type {typed}"


@pytest.mark.parametrize("text", ["1234567890 mg", "1 234 567 890 mg", "1.1234567 mg", "1" * 30 + " mg", "1,1234567 g"])
def test_a_number_with_too_many_digits_is_told_how_many_it_may_have(text: str) -> None:
    with pytest.raises(AmountError, match="too long for a dose") as refused:
        Amount.parse(text)
    assert refused.value.hint == "type at most nine digits and six decimals"


# What is wrong is told as it is: a hint to write thousands out helps nobody whose number is too long.
WHY = [
    ("400", "has no unit"),
    ("4", "has no unit"),
    ("  -400 mg", "is negative"),
    ("\u2212 400 mg", "is negative"),
    ("\u0664\u0660\u0660 mg", "digits that are not plain"),
    ("400 µg x", "is no amount"),  # a letter that is not plain beside digits that are
    ("400 mg²", "digits that are not plain"),
    ("1e3 mg", "has an exponent"),
    ("1E-3 mg", "has an exponent"),
    ("e3 mg", "is no amount"),
    (".5 mg", "starts with a decimal mark"),
    (",5 mg", "starts with a decimal mark"),
    ("5., mg", "is no amount"),
    ("1.2.3 mg", "has more than one mark"),
    ("12 3456789 mg", "is no number"),  # nine digits, and none of the marks too many: the spaces are wrong
    ("12 34,123456 mg", "is no number"),
    ("1234567890 mg", "too long for a dose"),
]


@pytest.mark.parametrize(("text", "why"), WHY)
def test_what_is_wrong_with_an_amount_is_told(text: str, why: str) -> None:
    with pytest.raises(AmountError, match=why):
        Amount.parse(text)


@pytest.mark.parametrize(("text", "typed"), [(".5 mg", "0.5"), (",25 g", "0,25")])
def test_a_zero_before_the_mark_is_offered_and_can_be_typed(text: str, typed: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.parse(text)
    assert refused.value.hint.startswith(f"type {typed} ")


@pytest.mark.parametrize(
    "text", ["", ".5", ",5", "5.", "5,", "\uff14\uff10\uff10", "\u0664", "4\u00b2", "1'234'567'89"]
)
def test_a_number_alone_is_as_strict(text: str) -> None:
    # Decimal itself reads .5 and 5., and the digits of any script.
    with pytest.raises(AmountError, match="is no number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["400", " 400", "400 "])
def test_spaces_around_a_number_are_nothing(text: str) -> None:
    assert parse_number(text) == 400


def test_forty_signs_are_read_and_one_more_is_refused() -> None:
    # 1, 37 spaces and mg are 40.
    assert Amount.parse("1" + " " * 37 + "mg").mg == 1
    with pytest.raises(AmountError, match="too long for an amount"):
        Amount.parse("1" + " " * 38 + "mg")


@pytest.mark.parametrize(("value", "is_taken"), [("1e-12", True), ("9e-13", False), ("1e12", True), ("1.1e12", False)])
def test_what_was_put_together_by_hand_has_a_size_that_exists(value: str, is_taken: bool) -> None:
    amount = Amount(Decimal(value), "mg")
    if is_taken:
        assert amount.checked() is amount
    else:
        with pytest.raises(AmountError, match="is no dose"):
            amount.checked()


def _grouped(whole: str) -> str:
    first = len(whole) % 3 or 3
    return " ".join([whole[:first], *(whole[start : start + 3] for start in range(first, len(whole), 3))])


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number as the grammar allows it, with what it is: built from digits, never by formatting a Decimal."""
    whole = str(draw(st.integers(0, 999_999_999)))
    decimals = draw(st.text("0123456789", max_size=6))
    assume(int(whole + decimals))
    spaced = len(whole) > 3 and draw(st.booleans())
    if len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        decimals += "0"
    mark = draw(st.sampled_from(".,")) if decimals else ""
    return f"{_grouped(whole) if spaced else whole}{mark}{decimals}", Decimal(f"{whole}.{decimals or 0}")


@settings(deadline=None)
@given(number=written_numbers(), unit=st.sampled_from(UNITS), gap=st.sampled_from(["", " ", "\u00a0"]))
def test_reads_back_what_was_written(number: tuple[str, Decimal], unit: str, gap: str) -> None:
    text, value = number
    amount = Amount.parse(f"{text}{gap}{unit}")
    assert amount.value == value
    assert amount.unit == unit
    assert amount.mg == EXACTLY.multiply(value, MG_IN_ONE[unit])


@settings(deadline=None)
@given(value=st.integers(1, 999), thousandths=st.integers(0, 999), mark=st.sampled_from(".,"))
def test_three_digits_behind_one_mark_are_always_refused(value: int, thousandths: int, mark: str) -> None:
    with pytest.raises(AmountError, match="two readings"):
        Amount.parse(f"{value}{mark}{thousandths:03} mg")


@settings(deadline=None)
@given(
    number=written_numbers(), to=st.sampled_from(list(MG_PER_MASS_UNIT)), unit=st.sampled_from(list(MG_PER_MASS_UNIT))
)
def test_mass_units_convert_exactly_and_back(number: tuple[str, Decimal], unit: str, to: str) -> None:
    amount = Amount(number[1], unit)
    converted = amount.to(to)
    assert converted.mg == amount.mg
    assert converted.to(unit).value == amount.value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1 mmol", "mEq", "2"),
        ("2 mEq", "mmol", "1"),
        ("2 mEq", "mg", "24.305"),
        ("1 mol", "g", "24.305"),
        ("24.305 mg", "mmol", "1"),
        ("48.61 mg", "mEq", "4"),
        ("24.305 g", "mol", "1"),
        ("1 mol", "mEq", "2000"),
        ("0.5 mEq", "µg", "6076.25"),  # 0.25 mmol x 24.305 mg
    ],
)
def test_moles_and_equivalents_of_magnesium(text: str, unit: str, value: str) -> None:
    # "24.305 mg" as text has two readings, so the amount is built from its parts.
    number, from_unit = text.split()
    assert Amount(Decimal(number), from_unit).to(unit).value == Decimal(value)


def test_mg_to_mmol_by_hand() -> None:
    # 15 x 24.305 = 364.575; the remaining 10.425 / 24.305 = 0.428924
    assert round(Amount.parse("375 mg").to("mmol").value, 6) == Decimal("15.428924")


def test_a_callers_decimal_context_rounds_no_conversion() -> None:
    with localcontext() as context:
        context.prec = 3
        converted = Amount(Decimal(375), "mg").to("mmol").value
    # 375 / 24.305 = 15.4289240896934787...
    assert str(converted).startswith("15.42892408969")


@pytest.mark.parametrize("unit", ["Mg", "MG", "lb", "", "milligram"])
def test_converts_to_known_units_only(unit: str) -> None:
    with pytest.raises(AmountError):
        Amount.parse("400 mg").to(unit)


@settings(deadline=None)
@given(
    st.text(max_size=50)
    | st.lists(st.sampled_from([*"0123456789.,  -e", "mg", "g", "µg", "mmol", "x"]), max_size=9).map("".join)
)
@example("1\u0660 mg")
@example("²mg")
@example("1 \u0600")
def test_any_text_is_an_amount_or_our_own_error(text: str) -> None:
    try:
        amount = Amount.parse(text)
    except MagcalcError as error:
        assert error.hint  # noqa: PT017 (refusing is one of the two right answers)
    else:
        assert amount.mg > 0
        assert amount.unit in UNITS


# pint: another library's units, asked in its own words.

PINT_NAMES = {"kg": "kilogram", "g": "gram", "mg": "milligram", "µg": "microgram", "mol": "mole", "mmol": "millimole"}


@pytest.fixture(scope="module")
def decimals() -> Any:
    units: Any = pint.UnitRegistry(non_int_type=Decimal)
    units.add_context(magnesium_context())
    return units


@pytest.fixture(scope="module")
def floats() -> Any:
    return pint.UnitRegistry()


@pytest.fixture(params=["decimals", "floats"])
def registry(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture
def application(decimals: Any) -> Iterator[Any]:
    shared: Any = pint.application_registry
    before = shared.get()
    shared.set(decimals)
    yield shared
    shared.set(before)


@pytest.mark.parametrize(("unit", "base"), [(unit, "milligram") for unit in MG_PER_MASS_UNIT] + [("mol", "millimole")])
def test_our_factors_are_pints(decimals: Any, unit: str, base: str) -> None:
    theirs = decimals.Quantity(Decimal(1), PINT_NAMES[unit]).to(base).magnitude
    assert Amount(Decimal(1), unit).to("mg" if base == "milligram" else "mmol").value == theirs


@pytest.mark.parametrize(
    ("unit", "other"), [("mg", "mmol"), ("g", "mol"), ("µg", "mmol"), ("mmol", "mg"), ("mol", "kg")]
)
@pytest.mark.parametrize("value", ["1", "375", "24.305", "0.007"])
def test_magnesium_context_agrees_with_our_conversion(decimals: Any, unit: str, other: str, value: str) -> None:
    theirs = decimals.Quantity(Decimal(value), PINT_NAMES[unit]).to(PINT_NAMES[other], "magnesium").magnitude
    ours = Amount(Decimal(value), unit).to(other).value
    assert abs(ours - theirs) <= abs(theirs) * Decimal("1e-24")


def test_without_the_context_pint_converts_no_mass_to_moles(decimals: Any) -> None:
    with pytest.raises(pint.DimensionalityError):
        decimals.Quantity(Decimal(1), "mmol").to("mg")


@pytest.mark.parametrize("unit", sorted(PINT_NAMES))
@pytest.mark.parametrize("value", ["1500", "0.25", "123456.789"])
def test_pint_round_trip(registry: Any, unit: str, value: str) -> None:
    amount = Amount(Decimal(value), unit)
    quantity = amount.to_pint(registry)
    assert isinstance(quantity.magnitude, registry.non_int_type)
    back = Amount.from_pint(quantity)
    assert back.is_of_magnesium == amount.is_of_magnesium
    slack = Decimal(0) if registry.non_int_type is Decimal else amount.mg * Decimal("1e-14")
    assert abs(back.mg - amount.mg) <= slack


def test_milliequivalents_become_millimoles(registry: Any) -> None:
    assert Amount.parse("8 mEq").to_pint(registry) == registry.Quantity(4, "millimole")


def test_application_registry_is_the_default(application: Any) -> None:
    quantity = Amount.parse("1,5 g").to_pint()
    assert quantity.to("mg").magnitude == Decimal(1500)
    assert quantity.check("[mass]")
    assert Amount.from_pint(application.Quantity(Decimal(3), "mmol")) == (Decimal(3), "mmol")


@pytest.mark.parametrize("mg", [65, 110, 200, 250, 350])
@pytest.mark.parametrize(("unit", "digits"), [("kilogram", -6), ("gram", -3), ("microgram", 3)])
def test_a_limit_typed_as_a_float_in_another_unit_stays_the_limit(floats: Any, mg: int, unit: str, digits: int) -> None:
    # 0.00011 kg is 110 mg; a float conversion that loses a last bit would call a dose at the limit below it.
    typed = float(f"{mg}e{digits}")
    assert Amount.from_pint(floats.Quantity(typed, unit)).mg == mg


@pytest.mark.parametrize("unit", ["second", "", "meter", "mg/l", "g/mol", "degC", "mmol/l", "newton"])
def test_other_dimensions_are_refused(registry: Any, unit: str) -> None:
    with pytest.raises(AmountError) as refused:
        Amount.from_pint(registry.Quantity(5, unit))
    assert refused.value.hint


@pytest.mark.parametrize("unit", ["gram", "millimole"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "0", "-0"])
def test_quantities_that_are_no_dose_are_refused(registry: Any, value: str, unit: str) -> None:
    with pytest.raises(AmountError):
        Amount.from_pint(registry.Quantity(registry.non_int_type(value), unit))


def test_an_active_magnesium_context_leaves_moles_of_magnesium_moles(decimals: Any) -> None:
    # Were 4 mmol taken for a mass, "4 mmol as oxide" would become the magnesium in 97 mg of oxide.
    with decimals.context("magnesium"):
        amount = Amount.from_pint(decimals.Quantity(Decimal(4), "mmol"))
    assert amount.is_of_magnesium
    assert amount.mg == Decimal("97.22")


def test_an_active_foreign_context_does_not_change_the_molar_mass(decimals: Any) -> None:
    # pint's own chemistry context turns 1 mmol into 95.205 mg of magnesium chloride; the magnesium is 24.305 mg.
    with decimals.context("chemistry", mw=decimals.Quantity(Decimal("95.205"), "g/mol")):
        amount = Amount.from_pint(decimals.Quantity(Decimal(1), "mmol"))
    assert amount.mg == Decimal("24.305")
