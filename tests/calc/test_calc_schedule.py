"""Times of the day: no gap is ever broken, and "impossible" is what a search over a quarter-hour grid says too."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import ChoiceError
from magcalc.calc.clock import DAY, clock, minutes_of, parse_time, written_hours
from magcalc.calc.schedule import (
    APART,
    Before,
    Gap,
    Waking,
    Wish,
    chosen_moments,
    most_doses,
    open_windows,
    standing_in_the_way,
)

USUAL = Waking(7 * 60, 23 * 60, (8 * 60, 12 * 60 + 30, 18 * 60))


def at(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def shown(waking: Waking, gaps: list[Gap]) -> list[str]:
    return [f"{waking.time(start)}-{waking.time(end)}" for start, end in open_windows(waking, gaps)]


# Clock.


@pytest.mark.parametrize(("text", "minutes"), [("7:05", 425), ("07.30", 450), ("00:00", 0), (" 23:59 ", 1439)])
def test_times_are_read(text: str, minutes: int) -> None:
    assert parse_time(text, "--wake") == minutes


@pytest.mark.parametrize(
    "text", ["25:00", "24:00", "7", "7:60", "7:5", "0730", "7:30 pm", "", "٧:٣٠", "-1:00", "007:30"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError, match="no time of the day"):
        parse_time(text, "--wake")


def test_hours_in_minutes_are_never_fewer() -> None:
    assert [minutes_of(Decimal(hours)) for hours in ("0.5", "4", "0.51")] == [30, 240, 31]
    assert [written_hours(Decimal(hours)) for hours in ("0.5", "1", "4", "10")] == [
        "30 minutes",
        "1 hour",
        "4 hours",
        "10 hours",
    ]


# Windows.


def test_levothyroxine_in_the_morning_leaves_the_day_from_eleven() -> None:
    assert shown(USUAL, [Gap("levothyroxine", (at("07:00"),), 240, 240)]) == ["11:00-23:00"]


def test_a_quinolone_twice_a_day_leaves_two_windows() -> None:
    # 6 h before and 2 h after each: 02-10 and 14-22 are closed.
    assert shown(USUAL, [Gap("ciprofloxacin", (at("08:00"), at("20:00")), 360, 120)]) == ["10:00-14:00", "22:00-23:00"]


def test_a_medicine_late_in_the_evening_reaches_into_the_next_morning() -> None:
    assert shown(USUAL, [Gap("late", (at("23:30"),), 120, 540)]) == ["08:30-21:30"]


def test_a_medicine_in_the_night_reaches_back_into_the_evening() -> None:
    assert shown(USUAL, [Gap("night", (at("02:00"),), 360, 60)]) == ["07:00-20:00"]


def test_the_ends_of_a_gap_are_open() -> None:
    # 4 h after 08:00 and 4 h before 16:00 are the same moment, and it is far enough from both.
    gap = Gap("doxycycline", (at("08:00"), at("16:00")), 240, 240)
    assert shown(USUAL, [gap]) == ["12:00-12:00", "20:00-23:00"]


def test_the_moment_of_going_to_bed_may_be_all_that_is_left() -> None:
    # 4 h before and after 19:00.
    assert shown(USUAL, [Gap("doxycycline", (at("19:00"),), 240, 240)]) == ["07:00-15:00", "23:00-23:00"]


def test_gaps_that_reach_around_the_clock_leave_nothing() -> None:
    assert shown(USUAL, [Gap("often", tuple(range(0, DAY, 120)), 240, 240)]) == []


def test_a_medicine_without_a_distance_leaves_the_day_open() -> None:
    assert shown(USUAL, [Gap("free", (at("08:00"),), 0, 0)]) == ["07:00-23:00"]


def test_a_night_worker_sleeps_by_day() -> None:
    night = Waking(at("16:00"), at("08:00"))
    assert night.checked().length == 16 * 60
    assert shown(night, [Gap("levothyroxine", (at("16:00"),), 240, 240)]) == ["20:00-08:00"]


def test_a_day_without_length_and_a_meal_in_the_night_are_refused() -> None:
    with pytest.raises(ChoiceError, match="both at 07:00"):
        Waking(420, 420).checked()
    with pytest.raises(ChoiceError, match="the meal at 03:00 lies between bed at 23:00 and waking at 07:00"):
        Waking(420, 1380, (180,)).checked()


def test_a_meal_may_be_the_first_or_the_last_thing_of_the_day() -> None:
    assert Waking(420, 1380, (420, 1380)).checked().meals == (420, 1380)


# Choice.


@pytest.mark.parametrize(
    ("doses", "slot", "times"),
    [
        (1, "any", ["08:00"]),
        (2, "any", ["08:00", "18:00"]),
        (3, "any", ["08:00", "12:30", "18:00"]),
        (1, "evening", ["22:00"]),
        (2, "evening", ["08:00", "22:00"]),
        (1, "morning", ["08:00"]),
        (2, "meal", ["08:00", "18:00"]),
        (2, "morning", ["08:00", "18:00"]),
        (3, "evening", ["08:00", "12:30", "22:00"]),
    ],
)
def test_times_suit_meals_and_the_wish(doses: int, slot: str, times: list[str]) -> None:
    wish = Wish(slot, Before(60, 30))  # type: ignore[arg-type]
    assert [USUAL.time(moment) for moment in chosen_moments(USUAL, open_windows(USUAL, []), doses, wish)] == times


@pytest.mark.parametrize(
    ("meals", "slot", "time"),
    [
        # The morning is the two hours after waking, whether there is a meal in them or not.
        ("13:00 18:00", "morning", "07:00"),
        ("13:00 18:00", "meal", "13:00"),
        ("13:00 18:00", "any", "13:00"),
        ("09:30", "morning", "09:00"),
        # A meal is when it is, not at the nearest quarter of an hour.
        ("12:31", "meal", "12:31"),
        # Before bed is no time for a meal.
        ("22:30", "evening", "22:00"),
        ("22:30", "any", "22:30"),
    ],
)
def test_the_time_of_one_dose(meals: str, slot: str, time: str) -> None:
    waking = USUAL._replace(meals=tuple(map(at, meals.split())))
    (moment,) = chosen_moments(waking, open_windows(waking, []), 1, Wish(slot, Before(60, 30)))  # type: ignore[arg-type]
    assert waking.time(moment) == time


@pytest.mark.parametrize(
    ("wake", "bed", "gaps", "times"),
    [
        # Awake for 16 h, two doses are a third of it apart, 5 h 20 min, on the next quarter of an hour by the clock.
        ("07:10", "23:10", [], ["07:10", "12:30"]),
        # The first quinolone leaves 09:00 as the soonest: 14:20, so 14:30.
        ("07:10", "23:10", [Gap("levofloxacin", (at("07:00"),), 120, 120)], ["09:00", "14:30"]),
        # Awake for 15 h 48 min: 5 h 16 min apart, and 12:15 would be a minute too close.
        ("07:00", "22:48", [], ["07:00", "12:30"]),
        # Six hours are enough, however long the day.
        ("00:00", "23:00", [], ["00:00", "06:00"]),
    ],
)
def test_two_doses_without_meals_are_apart(wake: str, bed: str, gaps: list[Gap], times: list[str]) -> None:
    waking = Waking(at(wake), at(bed))
    assert [waking.time(moment) for moment in chosen_moments(waking, open_windows(waking, gaps), 2)] == times


def test_one_dose_is_with_the_only_meal_and_the_other_well_apart() -> None:
    # A third of 16 h after 08:00 is 13:20.
    waking = USUAL._replace(meals=(at("08:00"),))
    assert [waking.time(moment) for moment in chosen_moments(waking, open_windows(waking, []), 2)] == ["08:00", "13:30"]


@pytest.mark.parametrize(
    ("medicine", "before", "after", "time"),
    [
        # The wish is 22:00 to 22:30. Closed from 21:55 to 22:55: 5 minutes early is nearer than 25 late.
        ("22:25", 30, 30, "21:55"),
        # Closed from 21:50 to 22:25: that is within the wish.
        ("22:00", 10, 25, "22:25"),
        # Closed from 17:50: the last moment open, though by no quarter of an hour.
        ("21:50", 240, 240, "17:50"),
    ],
)
def test_the_nearest_open_moment_to_the_wish_is_taken(medicine: str, before: int, after: int, time: str) -> None:
    windows = open_windows(USUAL, [Gap("medicine", (at(medicine),), before, after)])
    (moment,) = chosen_moments(USUAL, windows, 1, Wish("evening", Before(60, 30)))
    assert USUAL.time(moment) == time


def test_the_evening_is_the_two_hours_before_bed_where_nobody_says() -> None:
    assert chosen_moments(USUAL, open_windows(USUAL, []), 1, Wish("evening")) == [USUAL.since_waking(at("21:00"))]
    # Closed from 20:59 to 23:00: the very moment of going to bed is within the evening.
    windows = open_windows(USUAL, [Gap("medicine", (at("22:00"),), 61, 60)])
    assert chosen_moments(USUAL, windows, 1, Wish("evening")) == [USUAL.length]


@pytest.mark.parametrize("length", [1, 20, 60])
def test_a_wish_longer_than_the_day_begins_with_it(length: int) -> None:
    short = Waking(420, 420 + length)
    for wish in (Wish("evening", Before(60, 30)), Wish("morning")):
        assert chosen_moments(short, open_windows(short, []), 1, wish) == [0]


def test_a_wish_gives_way_to_a_gap() -> None:
    # The evening tablet closes 20:00 to 23:00 and more, so the dose is taken at the last open moment, 4 h before it.
    windows = open_windows(USUAL, [Gap("evening tablet", (at("22:00"),), 240, 240)])
    assert [USUAL.time(moment) for moment in chosen_moments(USUAL, windows, 1, Wish("evening"))] == ["18:00"]


def test_more_doses_than_moments_are_no_choice() -> None:
    windows = open_windows(USUAL, [Gap("doxycycline", (at("08:00"), at("16:00"), at("00:00")), 240, 240)])
    assert most_doses(windows) == 2
    with pytest.raises(ValueError, match="3 doses do not fit, at most 2"):
        chosen_moments(USUAL, windows, 3)


def test_only_what_stands_in_the_way_is_named() -> None:
    often = Gap("doxycycline", (at("08:00"), at("14:00"), at("20:00")), 240, 240)
    once = Gap("gabapentin", (at("12:00"),), 120, 120)
    assert standing_in_the_way(USUAL, [once, often], 1) == [often]
    # Neither alone, but both together.
    first, second = Gap("a", (at("08:00"),), 480, 480), Gap("b", (at("20:00"),), 480, 480)
    assert standing_in_the_way(USUAL, [first, once, second], 1) == [first, second]
    assert standing_in_the_way(Waking(0, 10), [once], 2) == []


# Any day at all.

minutes = st.integers(0, DAY - 1)
gaps = st.builds(
    Gap,
    st.text("abc", min_size=1, max_size=3),
    st.lists(minutes, min_size=1, max_size=3).map(tuple),
    st.integers(0, 16).map(lambda half: half * 30),
    st.integers(0, 16).map(lambda half: half * 30),
)


def keeps(gap: Gap, clock_minute: int) -> bool:
    """Whether a time of the day is far enough from a medicine that is taken every day at its times."""
    for time in gap.times:
        since, until = (clock_minute - time) % DAY, (time - clock_minute) % DAY
        if gap.before + gap.after and (since < gap.after or until < gap.before or not since):
            return False
    return True


@settings(deadline=None, max_examples=400)
@given(wake=minutes, length=st.integers(1, DAY - 1), found=st.lists(gaps, max_size=6), doses=st.integers(1, 5))
def test_no_gap_is_broken_and_impossible_is_true(wake: int, length: int, found: list[Gap], doses: int) -> None:
    waking = Waking(wake, (wake + length) % DAY)
    windows = open_windows(waking, found)
    legal = [minute for minute in range(length + 1) if all(keeps(gap, (wake + minute) % DAY) for gap in found)]
    assert legal == [minute for start, end in windows for minute in range(start, end + 1)]
    grid = 0
    last = -APART
    for minute in legal:
        if minute - last >= APART:
            grid, last = grid + 1, minute
    assert most_doses(windows) == grid
    if grid < doses:
        way = standing_in_the_way(waking, found, doses)
        assert most_doses(open_windows(waking, way)) < doses
        for one in way:
            assert most_doses(open_windows(waking, [gap for gap in way if gap is not one])) >= doses
        return
    for slot in ("any", "evening", "morning", "meal"):
        moments = chosen_moments(waking, windows, doses, Wish(slot))
        assert len(moments) == doses
        assert all(moment in legal for moment in moments)
        assert all(after - before >= APART for before, after in pairwise(moments))
        assert clock(wake + moments[0]) == waking.time(moments[0])
