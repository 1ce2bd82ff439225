"""The words of a row: what they settle, and which of them contradict each other."""

from decimal import Decimal

import pytest

from magcalc import ChoiceError, MagcalcError
from magcalc.calc.elemental import Settled
from magcalc.calc.words import Words, items_in, settled_in, times_in
from magcalc.dose_text import Item


def item_of(words: Words) -> Item:
    (item,) = items_in(words, settled_in(words))
    return item


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (Words(dose="400 mg", basis="elemental"), None),
        (Words(amount="400", unit="mg", basis="elemental"), None),
        (Words(amount="400", unit="mg", form=" ", basis="elemental"), None),
        (Words(amount="400", unit="mg", form="citrate", basis="elemental"), "citrate"),
        (Words(amount="400 mg", form="citrate"), "citrate"),
    ],
)
def test_magnesium_itself_need_name_no_form(words: Words, form: str | None) -> None:
    item = item_of(words)
    assert (item.amount.mg, item.form) == (Decimal(400), form)


@pytest.mark.parametrize("words", [Words(dose="400 mg"), Words(amount="400", unit="mg", form=" ")])
def test_an_amount_of_nothing_is_refused(words: Words) -> None:
    with pytest.raises(MagcalcError, match="does not say what it is an amount of"):
        item_of(words)


@pytest.mark.parametrize(
    ("words", "settled"),
    [
        (Words(), Settled()),
        (Words(basis="compound"), Settled()),
        (Words(basis=" Elemental "), Settled(elemental=True)),
        (Words(grade="anhydrous"), Settled(grade="anhydrous")),
        (Words(counts_as="Medicine"), Settled(counts_as="medicine")),
    ],
)
def test_what_a_row_settles(words: Words, settled: Settled) -> None:
    assert settled_in(words) == settled


@pytest.mark.parametrize(("stated", "times"), [("", 1), (" ", 1), ("3", 3), ("2.0 ", 2), ("24", 24)])
def test_how_often_a_day(stated: str, times: int) -> None:
    assert times_in(Words(per_day=stated)) == times


# A superscript is a digit to Python, and no number.
@pytest.mark.parametrize("stated", ["0", "25", "2.5", "-1", "twice", "\u00b2", "1" * 5000])
def test_what_is_no_number_of_times(stated: str) -> None:
    with pytest.raises(ChoiceError, match="per_day"):
        times_in(Words(per_day=stated))


@pytest.mark.parametrize(
    ("dose", "basis"),
    [
        ("400 mg citrate", ""),
        ("400 mg citrate", " Compound "),
        ("400 mg citrate", "ELEMENTAL"),
        ("400 mg magnesium as citrate", ""),
        ("400 mg magnesium as citrate", "elemental"),
        # Moles are of magnesium whatever they come as, and an amount of no form is of no compound.
        ("4 mmol citrate", "compound"),
        ("400 mg magnesium", "compound"),
    ],
)
def test_a_basis_that_goes_with_the_dose(dose: str, basis: str) -> None:
    assert item_of(Words(dose=dose, basis=basis)).text == dose


@pytest.mark.parametrize("basis", ["compound", " Compound "])
def test_a_compound_that_the_form_calls_magnesium_is_refused(basis: str) -> None:
    with pytest.raises(ChoiceError, match="the form says the magnesium of citrate"):
        item_of(Words(dose="400 mg magnesium as citrate", basis=basis))
