"""The reverse question agrees with the forward one, and no label is believed that chemistry forbids."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import Amount, ChoiceError, UnknownNameError, dose, form_table, need
from magcalc.calc.need import need_for

TABLE = form_table()
FORMS = ["oxide", "citrate", "glycinate", "bisglycinate", "chloride", "malate", "threonate", "buffered glycinate"]


@pytest.mark.parametrize(
    ("target", "form", "low", "typical", "high"),
    [
        # 300 x 40.304 / 24.305
        ("300 mg", "oxide", "497.48", "497.48", "497.48"),
        # 200 mg: / 14.0961 %, / 10 %, / 10 %
        ("200 mg", "glycinate", "1418.8", "2000", "2000"),
        # 300 mg: x 451.113 / 72.915, twice, and x 667.293 / 72.915
        ("300 mg", "citrate", "1856.0", "1856.0", "2745.5"),
        # 10 mmol of magnesium are in 10 mmol of MgO: 403.04 mg
        ("10 mmol", "oxide", "403.04", "403.04", "403.04"),
        ("20 mEq", "oxide", "403.04", "403.04", "403.04"),
        ("0,3 g", "Magnesiumoksid", "497.48", "497.48", "497.48"),
    ],
)
def test_compound_by_hand(target: str, form: str, low: str, typical: str, high: str) -> None:
    for got, wanted in zip(need(target, form).compound, (low, typical, high), strict=True):
        expected = Decimal(wanted)
        assert abs(got - expected) <= Decimal(1).scaleb(expected.adjusted() - 4)


@settings(deadline=None, max_examples=60)
@given(mg=st.decimals("0.01", 5000, places=2), form=st.sampled_from(FORMS))
def test_the_compound_that_is_needed_holds_what_was_wanted(mg: Decimal, form: str) -> None:
    meaning = TABLE.meaning(form)
    compound = need_for(Amount(mg, "mg"), meaning).compound
    # The least compound is of the strongest grade, and the most of the weakest.
    for weight, end in ((compound.low, "high"), (compound.typical, "typical"), (compound.high, "low")):
        held = dose(Amount(weight, "mg"), form, forms=TABLE).elemental
        assert abs(getattr(held, end) - mg) <= mg * Decimal("1e-20")


@pytest.mark.parametrize(
    ("target", "form", "unit", "numbers"),
    [
        ("300 mg", "oxide", "166 mg", [2, 3]),  # 100.1 mg each
        ("300 mg", "oxide", "500 mg", [1]),  # 301.5 mg: none is no number of tablets
        ("200 mg", "glycinate", "1000 mg", [2]),  # 100 mg each, exactly
        ("250 mg", "glycinate", "1000 mg", [2, 3]),
        ("50 mg", "glycinate", "1000 mg", [1]),
        # A unit in mmol is magnesium already, whatever the form: 10 mmol in two of 5 mmol.
        ("10 mmol", "oxide", "5 mmol", [2]),
        ("10 mmol", "oxide", "4 mmol", [2, 3]),
    ],
)
def test_whole_units_around_the_target(target: str, form: str, unit: str, numbers: list[int]) -> None:
    assert [units.number for units in need(target, form, unit=unit).units] == numbers


def test_units_of_magnesium_itself() -> None:
    # The same of 120 mg of oxide that are told to be magnesium already, and of 120 mg of no compound at all.
    for meaning, is_told in ((None, True), (None, False), (TABLE.meaning("oxide"), True)):
        found = need_for(Amount.parse("300 mg"), meaning, unit=Amount.parse("120 mg"), unit_is_elemental=is_told)
        assert [(units.number, units.elemental.typical) for units in found.units] == [
            (2, Decimal(240)),
            (3, Decimal(360)),
        ]


def test_magnesium_itself_needs_as_much_as_is_wanted() -> None:
    found = need_for(Amount.parse("300 mg"), None, unit=Amount.parse("120 mg"))
    assert (found.percent.typical, found.compound.typical) == (Decimal(100), Decimal(300))


@settings(deadline=None, max_examples=60)
@given(mg=st.integers(1, 2000), unit=st.integers(50, 2000), form=st.sampled_from(FORMS))
def test_units_stand_just_under_and_just_over(mg: int, unit: int, form: str) -> None:
    found = need_for(Amount(Decimal(mg), "mg"), TABLE.meaning(form), unit=Amount(Decimal(unit), "mg")).units
    assert 1 <= len(found) <= 2
    assert found[-1].elemental.typical >= mg
    if len(found) == 2:
        assert found[0].elemental.typical < mg
        assert found[1].number == found[0].number + 1
    # The magnesium of the units is that of the forward question.
    for units in found:
        forward = dose(f"{units.number} x {unit} mg {form}", forms=TABLE).elemental
        assert [Fraction(end) for end in units.elemental] == [Fraction(end) for end in forward]


def test_more_than_ten_thousand_tablets_are_no_answer() -> None:
    # 20 mol in tablets of 2 mmol.
    assert [units.number for units in need("20000 mmol", "oxide", unit="2 mmol").units] == [10_000]
    with pytest.raises(ChoiceError, match="more than 10000 units"):
        need("20000.2 mmol", "oxide", unit="2 mmol")
    with pytest.raises(ChoiceError) as refused:
        need("1 kg", "oxide", unit="1 mg")
    assert refused.value.hint


# What a salt can hold is set by its formula: bisglycinate 24.305 / 172.423 = 14.096 %, oxide 60.304 %,
# citrate 16.163 %, taurate 8.917 %. A label may round its last figure, so 14.1 % is believed; 14.2 % and 15 % are no
# roundings of it.
POSSIBLE = {
    "glycinate": ["14.1", "14.10", "14", "10", "14.096", "0.1"],
    "bisglycinate": ["14,1 %"],
    "buffered glycinate": ["22", "18"],
    "oxide": ["60.3", "60", "60.304"],
    "citrate": ["16.2", "16"],
    "marine": ["33"],
}
IMPOSSIBLE = {
    "glycinate": ["14.2", "14.11", "15", "20"],
    "bisglycinate": ["14.2", "15"],
    "buffered glycinate": ["61"],
    "oxide": ["61", "60.5"],
    "citrate": ["16.3", "17"],
    "taurate": ["9.1", "10"],
}
NO_PERCENTAGE = [
    "100.1",
    "101",
    "0",
    "0.0",
    "-5",
    "nan",
    "inf",
    "1e1",
    "",
    "%",
    "12%%",
    "1,2,3",
    "１２",
    "12 mg",
    "1" * 1000,
]


@pytest.mark.parametrize(("form", "assay"), [(form, assay) for form in POSSIBLE for assay in POSSIBLE[form]])
def test_a_possible_assay_is_taken(form: str, assay: str) -> None:
    percent = Decimal(assay.removesuffix(" %").replace(",", "."))
    assert dose("1000 mg " + form, assay=assay).elemental.typical == percent * 10
    # 10 mg of magnesium from p percent: 1000 / p
    assert abs(need("10 mg", form, assay=assay).compound.typical - 1000 / percent) < Decimal("1e-15")


@pytest.mark.parametrize(("form", "assay"), [(form, assay) for form in IMPOSSIBLE for assay in IMPOSSIBLE[form]])
def test_an_impossible_assay_is_refused(form: str, assay: str) -> None:
    with pytest.raises(ChoiceError) as forward:
        dose("1000 mg " + form, assay=assay)
    with pytest.raises(ChoiceError) as reverse:
        need("100 mg", form, assay=assay)
    assert forward.value.hint
    assert reverse.value.hint


@pytest.mark.parametrize("assay", NO_PERCENTAGE)
def test_what_is_no_percentage_is_refused(assay: str) -> None:
    with pytest.raises(ChoiceError):
        dose("1000 mg oxide", assay=assay)
    with pytest.raises(ChoiceError):
        need("100 mg", "oxide", assay=assay)


UNKNOWN_CONTENT = ["co-magaldrox", "Maalox", "sucrosomial magnesium", "potassium magnesium aspartate", "Rennie"]


@pytest.mark.parametrize("form", UNKNOWN_CONTENT)
def test_a_content_that_nobody_knows_is_refused(form: str) -> None:
    with pytest.raises(ChoiceError) as forward:
        dose("400 mg " + form)
    with pytest.raises(ChoiceError) as reverse:
        need("300 mg", form)
    for refused in (forward, reverse):
        assert "--elemental" in refused.value.hint
        assert "--assay" in refused.value.hint


@pytest.mark.parametrize("form", UNKNOWN_CONTENT)
def test_unless_the_person_knows_it(form: str) -> None:
    assert dose("400 mg " + form, elemental=True).elemental.typical == 400
    assert dose("10 mmol " + form).elemental.typical == Decimal("243.05")
    assert dose("400 mg " + form, assay="20").elemental.typical == 80
    assert need("80 mg", form, assay="20").compound.typical == 400


def test_a_grade_settles_the_reverse_too() -> None:
    # 100 mg / 25.529 %
    assert round(need("100 mg", "chloride", grade="anhydrous").compound.high, 2) == Decimal("391.71")
    with pytest.raises(UnknownNameError):
        need("100 mg", "oxide", grade="hexahydrate")


@pytest.mark.parametrize(
    ("elemental", "grade", "assay"), [(True, "anhydrous", None), (True, None, "10"), (True, "anhydrous", "10")]
)
def test_magnesium_itself_has_no_grade_and_no_assay(elemental: bool, grade: str | None, assay: str | None) -> None:
    with pytest.raises(ChoiceError):
        dose("100 mg glycinate", elemental=elemental, grade=grade, assay=assay)


@pytest.mark.parametrize(("grade", "assay"), [("anhydrous", None), (None, "10")])
def test_one_grade_cannot_be_meant_for_two_items(grade: str | None, assay: str | None) -> None:
    with pytest.raises(ChoiceError):
        dose("100 mg glycinate + 100 mg chloride", grade=grade, assay=assay)
