"""Low, typical, high: in order, exact, and whatever decimal context the caller has set."""

from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc.interval import NOTHING, Interval, in_our_context, plain, total

NUMBERS = st.decimals(0, 10**15, places=6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    return Interval(*sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS))))


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 3, 2), (3, 2, 1), (1, 1, 0)])
def test_out_of_order_is_refused(ends: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="order"):
        Interval(*map(Decimal, ends))


def test_a_number_that_is_none_has_no_place_in_the_order() -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        Interval(Decimal(0), Decimal("nan"), Decimal(1))


def test_exact_only_when_the_ends_meet() -> None:
    assert Interval.exactly(Decimal("2.5")).is_exact
    assert not Interval(Decimal(1), Decimal(2), Decimal(2)).is_exact


@settings(deadline=None)
@given(first=intervals(), second=intervals(), factor=st.integers(0, 9999))
def test_sums_and_multiples_are_exact(first: Interval, second: Interval, factor: int) -> None:
    # Fractions never round, so they judge; a caller's context that forbids rounding must not matter.
    with localcontext() as context:
        context.prec = 4
        context.traps[Inexact] = True
        added, multiplied = first.plus(second), first.times(factor)
    for end in range(3):
        assert Fraction(added[end]) == Fraction(first[end]) + Fraction(second[end])
        assert Fraction(multiplied[end]) == Fraction(first[end]) * factor


@settings(deadline=None)
@given(interval=intervals(), divisor=st.decimals("0.001", 1000, places=3))
def test_quotients_are_right_to_28_figures(interval: Interval, divisor: Decimal) -> None:
    with localcontext() as context:
        context.prec = 4
        divided = interval.over(divisor)
    for end in range(3):
        exact = Fraction(interval[end]) / Fraction(divisor)
        assert abs(Fraction(divided[end]) - exact) <= exact / 10**27


def test_sums_and_multiples_of_long_numbers_lose_no_figure() -> None:
    # An amount of 15 digits times a percentage of 6, a count of 4 and 24 doses: more than the usual 28 figures.
    long = Interval.exactly(Decimal("1234567890123456789.0123456789012345"))
    assert long.times(3).high == Decimal("3703703670370370367.0370370367037035")
    assert long.plus(long).low == Decimal("2469135780246913578.0246913578024690")


def test_a_quotient_has_28_figures() -> None:
    assert str(Interval.exactly(Decimal(2)).over(Decimal(3)).high) == "0." + 27 * "6" + "7"
    assert str(_thirds()) == "0." + 28 * "3"


@in_our_context
def _thirds() -> Decimal:
    return Decimal(1) / 3


@settings(deadline=None)
@given(st.lists(intervals(), max_size=6))
def test_total_is_the_sum_in_any_order(parts: list[Interval]) -> None:
    assert total(parts) == total(parts[::-1])
    assert Fraction(total(parts).high) == sum((Fraction(part.high) for part in parts), Fraction(0))


def test_nothing_is_zero() -> None:
    assert total([]) == NOTHING == Interval.exactly(Decimal(0))


@pytest.mark.parametrize(
    ("value", "text"),
    [("10.0", "10"), ("1E+3", "1000"), ("0", "0"), ("0.000001", "0.000001"), ("1E-9", "0.000000001"), ("100", "100")],
)
def test_plain_has_no_exponent_and_no_trailing_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_an_exponent_is_written_out_however_the_caller_writes_it() -> None:
    with localcontext() as context:
        context.capitals = 0
        assert plain(Decimal("1E+3")) == "1000"
