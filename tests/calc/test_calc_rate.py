"""Rates: a row's words worked out once, and the amounts at which an answer changes, to the last bit of a float."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import inf, nextafter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc.calc.limits import Status
from magcalc.calc.rate import Rate, RateBook, doses_of, first_at_or_over, status_at
from magcalc.calc.words import Words
from magcalc.facts.user_table import table_with

# Half of it is magnesium, which no salt of ours holds.
HALF = """
[halfsalt]
title = "half salt"
role = "nutrient"
eu = { listed = "unclear", source = "my notes", status = "recalled" }

[[halfsalt.name]]
typical = "pure"
grades = ["pure"]
en = ["half salt"]
source = "my notes"

[[halfsalt.grade]]
key = "pure"
elemental_percent = 50
source = "my notes"
status = "recalled"
"""


def rate_of(**words: str) -> Rate:
    return RateBook().rate(Words(**words))


@pytest.mark.parametrize(
    ("words", "number", "statuses", "doses"),
    [
        # EFSA 250 mg, IOM 350 mg; a dose holds up to 200 mg.
        ({"unit": "mg", "form": "magnesium"}, 250.0, ("at", "below"), 2),
        ({"unit": "mg", "form": "magnesium"}, 350.0, ("above", "at"), 2),
        ({"unit": "mg", "form": "magnesium"}, 200.0, ("below", "below"), 1),
        ({"unit": "mg", "form": "magnesium"}, 4800.0, ("above", "above"), 24),
        ({"unit": "mg", "form": "magnesium"}, 4801.0, ("above", "above"), None),
        # 10 to 14.0961 %: 2500 mg are 250 to 352.4 mg.
        ({"unit": "mg", "form": "glycinate"}, 2500.0, ("depends", "depends"), 2),
        # Twice a day 125 mg; three times a day at least three doses.
        ({"unit": "mg", "form": "magnesium", "per_day": "2"}, 125.0, ("at", "below"), 2),
        ({"unit": "mg", "form": "magnesium", "per_day": "3"}, 10.0, ("below", "below"), 3),
        # A medicine: EFSA's words leave it open, the IOM's do not. Of food as grown neither speaks.
        ({"unit": "mg", "form": "magnesium", "counts_as": "medicine"}, 300.0, ("depends", "below"), 2),
        ({"unit": "mg", "form": "magnesium", "counts_as": "food"}, 4000.0, ("below", "below"), 20),
        # At two years EFSA set none, the IOM 65 mg.
        ({"unit": "mg", "form": "magnesium", "age": "2"}, 65.0, ("none", "at"), 1),
        # A whole dose, whose number is one.
        ({"dose": "250 mg magnesium"}, 1.0, ("at", "below"), 2),
        ({"dose": "300 mg magnesium @medicine"}, 1.0, ("depends", "below"), 2),
        ({"dose": "100 mg magnesium", "age": "2"}, 1.0, ("none", "above"), 1),
        ({"amount": "351 mg", "form": "magnesium"}, 1.0, ("above", "above"), 2),
    ],
)
def test_a_number_at_its_rate(
    words: dict[str, str], number: float, statuses: tuple[Status, Status], doses: int | None
) -> None:
    rate = rate_of(**words)
    assert rate.why is None
    assert tuple(status_at(number, crossing) for crossing in rate.crossings) == statuses
    assert doses_of(number, rate) == doses


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"unit": "mg"}, "'… mg' does not say"),
        ({"unit": "mg", "form": "oxide", "sex": "robot"}, "robot"),
        ({"unit": "mg", "form": "oxide", "basis": "salty"}, "the basis 'salty' is unknown"),
        ({"unit": "mg", "form": "magnesium as citrate", "basis": "compound"}, "the basis is compound"),
        ({"unit": "mg", "form": "oxide", "age": "old"}, "old"),
        ({"form": "oxide"}, "the amount has no unit"),
    ],
)
def test_words_that_cannot_be_taken_say_why(words: dict[str, str], why: str) -> None:
    assert why in (rate_of(**words).why or "")


def test_a_cap_of_ones_own_splits_numbers_and_whole_doses() -> None:
    book = RateBook(cap_mg=Decimal(100))
    assert doses_of(300.0, book.rate(Words(unit="mg", form="magnesium"))) == 3
    assert doses_of(1.0, book.rate(Words(dose="300 mg magnesium"))) == 3


def test_a_table_of_ones_own_is_used_for_numbers_and_whole_doses(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(HALF, encoding="utf-8")
    book = RateBook(table=table_with(mine))
    assert book.rate(Words(unit="mg", form="half salt")).typical == 0.5
    assert book.rate(Words(dose="300 mg half salt")).typical == 150


def test_a_callers_decimal_context_changes_no_rate() -> None:
    usual = rate_of(unit="mg", form="glycinate")
    with localcontext() as context:
        context.prec = 3
        assert rate_of(unit="mg", form="glycinate") == usual


@settings(deadline=None)
@given(st.fractions(Fraction(1, 10**9), 10**9))
def test_the_first_float_that_reaches_a_bound_is_the_first(bound: Fraction) -> None:
    # As people write it: 0.1 reaches a tenth, though its bits do not.
    first = first_at_or_over(bound)
    assert Fraction(repr(first)) >= bound > Fraction(repr(nextafter(first, -inf)))
