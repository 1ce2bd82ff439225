"""A day in doses: nothing over the cap, whole units whole, sums exact, few doses, even doses."""

from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import ChoiceError, Interval, Plan, dose
from magcalc.calc.split import MOST_DOSES, Part, Split, split_day

CAP = Decimal(200)


def exactly(mg: int | str | Decimal) -> Interval:
    return Interval.exactly(Decimal(mg))


def highs(split: Split | None) -> list[Decimal]:
    assert split is not None
    return [single.high for single in split.doses]


def needed(split: Split | None) -> Split:
    assert split is not None
    return split


@pytest.mark.parametrize(
    ("text", "plan", "doses"),
    [
        # 3 tablets over 2 doses are 2 + 1, never 1.5 + 1.5.
        ("3 x 100 mg magnesium", Plan(), ["200", "100"]),
        ("300 mg magnesium", Plan(), ["150", "150"]),
        ("200 mg magnesium", Plan(), ["200"]),
        ("200.0001 mg magnesium", Plan(), ["100.00005", "100.00005"]),
        ("2 x 100 mg magnesium", Plan(), ["200"]),
        ("5 x 100 mg magnesium", Plan(), ["200", "200", "100"]),
        ("3 x 100 mg magnesium", Plan(times=3), ["100", "100", "100"]),
        ("3 x 100 mg magnesium", Plan(times=1), ["300"]),
        ("3 x 100 mg magnesium", Plan(max_single=Decimal(100)), ["100", "100", "100"]),
        ("3 x 100 mg magnesium", Plan(max_single=Decimal(300)), ["300"]),
        # One tablet over the cap cannot be broken; the doses are still one tablet each.
        ("1 x 300 mg magnesium", Plan(), ["300"]),
        ("2 x 300 mg magnesium", Plan(), ["300", "300"]),
        # Taken twice a day anyway.
        ("100 mg magnesium", Plan(per_day=2), ["100", "100"]),
        ("1 x 100 mg magnesium", Plan(per_day=2), ["100", "100"]),
        ("300 mg magnesium", Plan(per_day=2), ["200", "200", "200"]),
        # What can be divided fills up what the tablets leave: 2 x 100 and 120 mg are 160 + 160.
        ("2 x 100 mg magnesium + 120 mg magnesium", Plan(), ["160", "160"]),
        ("1 x 150 mg magnesium + 100 mg magnesium", Plan(), ["150", "100"]),
        # The strongest grade decides: 2000 mg of pure bisglycinate are 281.922 mg.
        ("2000 mg glycinate", Plan(), ["140.961", "140.961"]),
        ("4 x 500 mg glycinate", Plan(), ["140.961", "140.961"]),
        ("3 x 500 mg glycinate", Plan(), ["140.961", "70.4805"]),
        # One tablet that may be over the cap: it is one dose, and no dose is empty.
        ("1 x 2000 mg glycinate", Plan(), ["281.922"]),
    ],
)
def test_doses(text: str, plan: Plan, doses: list[str]) -> None:
    assert highs(dose(text, plan=plan).split) == [Decimal(mg) for mg in doses]


def test_tablets_in_each_dose() -> None:
    split = needed(dose("3 x 100 mg magnesium").split)
    assert (split.units, split.fits) == (((2,), (1,)), True)


@pytest.mark.parametrize(("text", "plan"), [("1 x 300 mg magnesium", Plan()), ("300 mg magnesium", Plan(times=1))])
def test_a_dose_over_the_cap_says_so(text: str, plan: Plan) -> None:
    assert not needed(dose(text, plan=plan).split).fits


@pytest.mark.parametrize("text", ["100 g magnesium", "5 kg oxide", "100 x 100 mg magnesium", "4800.0001 mg magnesium"])
def test_absurd_amounts_have_no_split(text: str) -> None:
    # 24 doses of 200 mg are 4800 mg; nobody takes more doses than one an hour.
    assert dose(text).split is None


def test_the_strongest_grade_is_what_keeps_to_the_cap() -> None:
    # Two tablets together may hold 240 mg, though the weakest two hold 200.
    assert highs(split_day([Part(Interval(Decimal(100), Decimal(100), Decimal(120)), 3)], CAP)) == [120] * 3


def test_a_thousand_units_are_split_and_one_more_are_not() -> None:
    assert highs(split_day([Part(exactly(1), 1000), Part(exactly(100), None)], CAP)) == [Decimal("183.333334")] * 5 + [
        Decimal("183.33333")
    ]
    assert split_day([Part(exactly(1), 1001)], CAP) is None


def test_a_thousand_units_are_not_searched_through() -> None:
    # 110 | 110 | 110, and crumbs: no two of the large ones fit, and a search a unit deep each would never end.
    split = needed(split_day([Part(exactly(110), 3), Part(exactly("0.05"), 990)], CAP))
    assert (len(split.doses), split.fits) == (3, True)


def test_a_search_for_what_is_impossible_ends() -> None:
    # Forty tablets of 67.1 to 71 mg: no three of them keep to 200 mg, which the sum of them, 2762 mg, does not tell.
    parts = [Part(exactly(Decimal(mg) / 10), 1) for mg in range(671, 711)]
    assert len(needed(split_day(parts, CAP)).doses) == 20


def test_powder_is_poured_by_the_strongest_a_dose_may_be() -> None:
    # 150 | 100, though the tablet may hold as little as 10.
    parts = [Part(Interval(Decimal(10), Decimal(10), Decimal(150)), 1), Part(exactly(100), None)]
    assert highs(split_day(parts, CAP)) == [150, 100]


def test_what_may_hold_nothing_is_split_as_what_it_may_hold() -> None:
    split = needed(split_day([Part(Interval(Decimal(0), Decimal(0), Decimal(300)), None)], CAP))
    assert highs(split) == [150, 150]
    assert split.shares == (Decimal("0.5"), Decimal("0.5"))


@pytest.mark.parametrize(
    ("text", "is_excused"),
    [
        ("1 x 300 mg magnesium", True),
        ("2 x 150 mg magnesium", False),
        # The powder need not be in the same dose.
        ("1 x 300 mg magnesium + 10 mg magnesium", False),
        ("150 mg magnesium", True),
    ],
)
def test_only_a_unit_that_nobody_can_break_is_excused(text: str, is_excused: bool) -> None:
    assert needed(dose(text, plan=Plan(times=1)).split).only_single_units_exceed == is_excused


def test_the_most_that_can_be_split() -> None:
    assert highs(dose("4800 mg magnesium").split) == [CAP] * MOST_DOSES == [CAP] * 24


@pytest.mark.parametrize(
    ("text", "times", "units"),
    [("3 x 100 mg magnesium", 4, 3), ("1 x 100 mg magnesium", 2, 1), ("2 x 9 mg oxide + 1 x 9 mg citrate", 4, 3)],
)
def test_more_doses_than_units_are_refused(text: str, times: int, units: int) -> None:
    with pytest.raises(ChoiceError, match=f"^{units} units cannot") as refused:
        dose(text, plan=Plan(times=times))
    assert refused.value.hint


@pytest.mark.parametrize("times", [0, -1, 25])
def test_impossible_numbers_of_doses_are_refused(times: int) -> None:
    with pytest.raises(ChoiceError):
        dose("300 mg magnesium", plan=Plan(times=times))


@pytest.mark.parametrize("cap", ["0", "-1", "nan"])
def test_impossible_caps_are_refused(cap: str) -> None:
    with pytest.raises(ChoiceError):
        dose("300 mg magnesium", plan=Plan(max_single=Decimal(cap)))


@pytest.mark.parametrize("plan", [Plan(times=24), Plan(per_day=24), Plan(max_single=Decimal("0.5"))])
def test_the_most_doses_and_a_small_cap_are_possible(plan: Plan) -> None:
    assert plan.checked() is plan


@pytest.mark.parametrize(("plan", "option"), [(Plan(times=25), "--times 25"), (Plan(per_day=25), "--per-day 25")])
def test_the_option_that_is_impossible_is_named(plan: Plan, option: str) -> None:
    with pytest.raises(ChoiceError, match=option):
        plan.checked()


def test_powder_may_be_split_into_more_doses_than_there_are_tablets() -> None:
    # 100 / 3, rounded up to 0.000001 mg twice; the last dose gets what is left.
    expected = ["100", "33.333334", "33.333334", "33.333332"]
    split = dose("1 x 100 mg magnesium + 100 mg magnesium", plan=Plan(times=4)).split
    assert highs(split) == [Decimal(mg) for mg in expected]


# A unit over the cap excuses the dose that it is in, and no other dose.


@pytest.mark.parametrize(
    "parts",
    [
        [Part(exactly(300), 1), Part(exactly(100), 3)],
        [Part(exactly(300), 1), Part(exactly(150), 1), Part(exactly(140), 1)],
        [Part(exactly(300), 1), Part(exactly(600), None)],
        [Part(exactly(500), 2), Part(exactly(50), 8)],
    ],
    ids=["two kinds", "three kinds", "powder", "many"],
)
def test_a_unit_over_the_cap_does_not_lift_the_cap_of_other_doses(parts: list[Part]) -> None:
    too_large = [part for part in parts if part.units and part.elemental.high > CAP]
    over = [single for single in highs(split_day(parts, CAP)) if single > CAP]
    assert over == [part.elemental.high for part in too_large for _ in range(part.units or 0)]


# Small units beside large ones: what an even spread of each kind cannot do, another spread can.


@pytest.mark.parametrize(
    ("parts", "doses"),
    [
        # 150 | 60 + 60 | 60 + 60
        ([Part(exactly(150), 1), Part(exactly(60), 4)], 3),
        # 190 | 10 x 20 | 10 x 20 | 4 x 20
        ([Part(exactly(190), 1), Part(exactly(20), 24)], 4),
    ],
    ids=["few", "many"],
)
def test_uneven_kinds_take_no_more_doses_than_needed(parts: list[Part], doses: int) -> None:
    split = needed(split_day(parts, CAP))
    assert split.fits
    assert len(split.doses) == doses


@pytest.mark.parametrize("low", [Decimal(1), None], ids=["a range", "exact"])
def test_more_units_than_can_be_searched_through_are_packed(low: Decimal | None) -> None:
    # 6 x 70 + 62 x 15 + 81 x 20 = 2970 mg, which no fewer than 15 doses of 200 hold; spread evenly they need 16.
    kinds = {15: 62, 20: 81, 70: 6}
    parts = [Part(Interval(low or Decimal(mg), Decimal(mg), Decimal(mg)), count) for mg, count in kinds.items()]
    split = needed(split_day(parts, CAP))
    assert (len(split.doses), split.fits) == (15, True)
    # The same beside a tablet that is over the cap by itself.
    assert len(needed(split_day([*parts, Part(exactly(201), 1)], CAP)).doses) == 16


@pytest.mark.parametrize("lows", [(50, 150), (10, 5)], ids=["exact", "a range"])
def test_large_units_are_placed_before_small_ones(lows: tuple[int, int]) -> None:
    # 150 | 3 x 50; one after the other as they were typed they would be 50 + 150 | 50 + 50.
    small, large = (
        Interval(Decimal(low), Decimal(low), Decimal(high)) for low, high in zip(lows, (50, 150), strict=True)
    )
    assert highs(split_day([Part(small, 3), Part(large, 1)], CAP)) == [150, 150]


AMOUNTS = st.decimals("0.001", 400, places=4)


@st.composite
def parts_of_a_day(draw: st.DrawFn) -> list[Part]:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        typical, width = draw(AMOUNTS), draw(st.sampled_from(["1", "1.41", "2.2"]))
        low = typical / 2 if draw(st.booleans()) else typical
        parts.append(Part(Interval(low, typical, typical * Decimal(width)), draw(st.none() | st.integers(1, 12))))
    return parts


def day_of(parts: list[Part], end: int) -> Fraction:
    return sum((Fraction(part.elemental[end]) * (part.units or 1) for part in parts), Fraction(0))


@settings(deadline=None, max_examples=150)
@given(
    parts=parts_of_a_day(),
    cap=st.sampled_from([Decimal(50), Decimal("99.9"), CAP, Decimal(350)]),
    at_least=st.integers(1, 4),
    times=st.none() | st.integers(1, 6),
)
def test_every_split_holds_the_day(parts: list[Part], cap: Decimal, at_least: int, times: int | None) -> None:
    split = split_day(parts, cap, at_least=at_least, exactly=times)
    largest = max((part.elemental.high for part in parts if part.units), default=Decimal(0))
    if split is None:
        assert times is None
        return
    # The high ends, which a limit is held against, sum exactly; the others to more figures than anybody shows.
    assert sum(Fraction(single.high) for single in split.doses) == day_of(parts, 2)
    for end in (0, 1):
        summed = sum(Fraction(single[end]) for single in split.doses)
        assert abs(summed - day_of(parts, end)) <= day_of(parts, end) / 10**12
    # Whole units stay whole and none is lost.
    for index, part in enumerate(parts):
        assert sum(units[index] for units in split.units) == (part.units or 0)
        assert all(units[index] >= 0 for units in split.units)
    # What is said of each dose is what is in it.
    pour = sum(Fraction(part.elemental.high) for part in parts if part.units is None)
    for single, units, share in zip(split.doses, split.units, split.shares, strict=True):
        held = sum(Fraction(part.elemental.high) * count for part, count in zip(parts, units, strict=True))
        assert abs(held + pour * Fraction(share) - Fraction(single.high)) <= Fraction(single.high) / 10**12
    assert split.fits == all(single.high <= cap for single in split.doses)
    assert highs(split) == sorted(highs(split), reverse=True)
    if times is not None:
        assert len(split.doses) == times
    else:
        assert at_least <= len(split.doses) <= MOST_DOSES
        assert highs(split)[0] <= max(cap, largest)


@settings(deadline=None)
@given(mg=AMOUNTS, count=st.integers(1, 24), times=st.integers(1, 12))
def test_one_kind_of_unit_is_spread_evenly(mg: Decimal, count: int, times: int) -> None:
    split = needed(split_day([Part(exactly(mg), count)], CAP, exactly=times))
    assert max(split.units)[0] - min(split.units)[0] <= 1
    assert highs(split)[0] - highs(split)[-1] <= mg


@settings(deadline=None)
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=3), times=st.none() | st.integers(1, 12))
def test_what_can_be_divided_is_divided_evenly(amounts: list[Decimal], times: int | None) -> None:
    split = needed(split_day([Part(exactly(mg), None) for mg in amounts], CAP, exactly=times))
    # The step of 0.000001 mg is rounded up in each dose, and the last one gets what is left.
    assert highs(split)[0] - highs(split)[-1] <= Decimal("0.000001") * len(split.doses)
    if times is None:
        assert len(split.doses) == ceil(sum(map(Fraction, amounts)) / 200)


def fewest_by_search(units: tuple[Decimal, ...], counts: tuple[int, ...], cap: Decimal) -> int:
    """The fewest doses that hold every unit and no more than the cap, by trying them all."""

    @cache
    def fewest(left: tuple[int, ...]) -> int:
        if not any(left):
            return 0
        best = sum(left)
        for taken in product(*(range(count + 1) for count in left)):
            if any(taken) and sum(mg * count for mg, count in zip(units, taken, strict=True)) <= cap:
                best = min(best, 1 + fewest(tuple(have - take for have, take in zip(left, taken, strict=True))))
        return best

    return fewest(counts)


def test_tablets_that_fill_three_doses_to_the_brim_take_three() -> None:
    # 44 + 8 + 8, 24 + 24 + 6 + 6 and 22 + 21 + 17 are 60 each; taking the heaviest first needs a fourth dose.
    sizes = {44: 1, 24: 2, 22: 1, 21: 1, 17: 1, 8: 2, 6: 2}
    assert highs(split_day([Part(exactly(mg), count) for mg, count in sizes.items()], Decimal(60))) == [60, 60, 60]


@pytest.mark.parametrize("low", [Decimal(1), None], ids=["a range", "exact"])
@pytest.mark.parametrize(
    ("sizes", "doses"),
    [
        # 110 + 50 + 40 | 75 + 70 + 30 + 25. The heaviest first, where there is room: 110 + 75 | 70 + 50 + 40 + 30 | 25.
        ({110: 1, 75: 1, 70: 1, 50: 1, 40: 1, 30: 1, 25: 1}, 2),
        # 120 + 40 + 20 + 20 | 90 + 85 + 25
        ({20: 2, 25: 1, 40: 1, 85: 1, 90: 1, 120: 1}, 2),
        # 5 x 70, 60, 3 x 25, 2 x 75, 2 x 30, 20, 40 and 45 are 800, and 110, 2 x 60, 4 x 75, 2 x 50 and so on too.
        ({70: 5, 60: 1, 25: 3, 75: 2, 30: 2, 20: 1, 40: 1, 45: 1}, 4),
        ({60: 2, 75: 4, 25: 2, 40: 1, 50: 2, 30: 2, 20: 1, 110: 1}, 4),
        # The same beside a tablet over the cap, which stands alone, and one that fills a dose by itself.
        ({110: 1, 75: 1, 70: 1, 50: 1, 40: 1, 30: 1, 25: 1, 300: 1, 200: 1}, 4),
    ],
)
def test_doses_that_can_all_be_full_are(sizes: dict[int, int], doses: int, low: Decimal | None) -> None:
    # No quick way finds these: only the search does.
    parts = [Part(Interval(low or Decimal(mg), Decimal(mg), Decimal(mg)), count) for mg, count in sizes.items()]
    assert [single for single in highs(split_day(parts, CAP)) if single <= CAP] == [200] * (doses - (300 in sizes))


@settings(deadline=None, max_examples=200)
@given(
    kinds=st.lists(st.tuples(st.integers(10, 200), st.integers(1, 5)), min_size=1, max_size=4),
    cap=st.sampled_from([CAP, Decimal(250)]),
)
def test_no_other_spread_of_few_units_takes_fewer_doses(kinds: list[tuple[int, int]], cap: Decimal) -> None:
    while sum(count for _, count in kinds) > 7:
        kinds = [(mg, max(1, count - 1)) for mg, count in kinds]
    split = needed(split_day([Part(exactly(mg), count) for mg, count in kinds], cap))
    assert split.fits
    assert len(split.doses) == fewest_by_search(
        tuple(Decimal(mg) for mg, _ in kinds), tuple(count for _, count in kinds), cap
    )


def test_a_callers_decimal_context_changes_nothing() -> None:
    parts = [Part(Interval(Decimal(100), Decimal("120.5"), Decimal("140.961")), 3), Part(exactly("77.777777"), None)]
    expected = split_day(parts, CAP)
    with localcontext() as context:
        context.prec = 5
        found = split_day(parts, CAP)
    assert found == expected


def test_the_search_itself() -> None:
    # By hand: 150 + 50 | 50 + 50; 150 | 60 x 2 | 60 x 2; 120 | 120 | 120.
    assert fewest_by_search((Decimal(150), Decimal(50)), (1, 3), CAP) == 2
    assert fewest_by_search((Decimal(150), Decimal(60)), (1, 4), CAP) == 3
    assert fewest_by_search((Decimal(120),), (3,), CAP) == 3
    assert Counter([fewest_by_search((Decimal(50),), (count,), CAP) for count in range(1, 9)]) == {1: 4, 2: 4}
