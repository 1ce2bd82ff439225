"""Sittings and the curve of single doses: all of the day is in them, and the curve reaches as far as it says."""

from decimal import Context, Decimal, localcontext

import pytest

from magcalc import Plan, dose
from magcalc.calc.sittings import curve_of, in_sittings


def test_a_dose_taken_twice_a_day_is_in_the_sittings_twice() -> None:
    found = in_sittings(dose("100 mg magnesium as citrate", plan=Plan(per_day=2)))
    once, twice, thrice = ([single.high for single in one.doses] for one in found)
    assert (once, twice, sum(thrice)) == ([Decimal(200)], [Decimal(100), Decimal(100)], Decimal(200))


@pytest.mark.parametrize(("text", "sittings"), [("2 x 100 mg magnesium", 2), ("1 x 5 mg oxide + 9 mg citrate", 3)])
def test_whole_units_have_no_more_sittings_than_there_are_units(text: str, sittings: int) -> None:
    assert len(in_sittings(dose(text))) == sittings


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("200 mg magnesium as citrate", "400"),
        ("800 mg magnesium as citrate", "800"),
        # Pure glycinate holds 14.0961 %: 5000 mg are up to 704.805 mg.
        ("5000 mg glycinate", "704.805"),
    ],
)
def test_the_curve_goes_in_sixteen_steps_to_the_day_and_at_least_to_400_mg(text: str, end: str) -> None:
    points = [point.dose_mg for point in curve_of(dose(text))]
    assert points == [Decimal(end) * step / 16 for step in range(1, 17)]


def test_the_callers_decimal_context_changes_nothing() -> None:
    taken = dose("5000 mg glycinate")
    usual = in_sittings(taken), curve_of(taken)
    with localcontext(Context(prec=3)):
        assert (in_sittings(taken), curve_of(taken)) == usual
