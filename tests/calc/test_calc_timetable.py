"""What a timetable says of its sittings and of the medicines beside them."""

from decimal import Context, Decimal, localcontext

import pytest

from magcalc.calc.day import Taken, taken_from
from magcalc.calc.elemental import Settled
from magcalc.calc.schedule import Before, Waking, Wish
from magcalc.calc.timetable import MedicineTaken, Timetable, gap_in_words, timetable
from magcalc.day_text import parse_taken
from magcalc.facts.form_table import FormTable
from magcalc.facts.medicines import medicine_called

USUAL = Waking(7 * 60, 23 * 60)
ANY = Wish()
BEFORE_BED = Wish("evening", Before(60, 30))


def at(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def taken(text: str) -> list[Taken]:
    return [taken_from(item, FormTable(), Settled()) for item in parse_taken(text, FormTable())]


def beside(name: str, times: str) -> MedicineTaken:
    return MedicineTaken.at(medicine_called(name), tuple(map(at, times.split())))


def times(text: str, *medicines: MedicineTaken, waking: Waking = USUAL, wish: Wish = ANY) -> Timetable:
    return timetable(taken(text), medicines, waking, Decimal(200), wish)


def codes(found: Timetable) -> list[str]:
    return [finding.code for finding in found.findings]


# Sittings.


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # What can be divided fills up what the tablets leave: 150 and 100 mg, then 200 and 170 mg.
        ("1 x 150 mg magnesium + 100 mg magnesium", [[("1 x 150 mg magnesium", 1)], [("100 mg magnesium", None)]]),
        (
            "3 x 100 mg magnesium + 70 mg magnesium",
            [[("2 x 100 mg magnesium", 2)], [("1 x 100 mg magnesium", 1), ("70 mg magnesium", None)]],
        ),
        ("300 mg magnesium", [[("150 mg magnesium", None)], [("150 mg magnesium", None)]]),
    ],
)
def test_a_sitting_names_what_is_in_it_and_nothing_else(
    text: str, contents: list[list[tuple[str, int | None]]]
) -> None:
    found = [[(one.text, one.units) for one in sitting.contents] for sitting in times(text).sittings]
    assert found == contents


def test_a_unit_that_may_be_over_the_cap_is_in_the_way() -> None:
    # Glycinate is 10 % magnesium, pure 14.0961 %: 2000 mg are 200 mg at the least and 281.922 mg at the most.
    found = times("1 x 2000 mg glycinate")
    assert not found.possible
    assert found.because is not None
    assert "1 x 2000 mg glycinate can hold 281.922 mg of magnesium, over the 200 mg of one dose" in found.because


def test_what_needs_no_time_is_in_nobodys_way() -> None:
    found = times("100 mg magnesium + 1 x 250 mg magnesium @fortified")
    assert (found.possible, [sitting.elemental.high for sitting in found.sittings]) == (True, [Decimal(100)])


def test_the_callers_decimal_context_changes_nothing() -> None:
    usual = times("1 x 123.45 mg magnesium + 300.55 mg magnesium")
    with localcontext(Context(prec=3)):
        assert timetable(taken("1 x 123.45 mg magnesium + 300.55 mg magnesium"), (), USUAL, Decimal(200), ANY) == usual


# Remarks.


@pytest.mark.parametrize(
    ("wake", "bed", "meals", "told"),
    [
        ("07:00", "09:00", "07:00 09:00", None),
        ("07:00", "08:59", "07:00 08:59", "two doses are 119 minutes apart"),
        # The nearest two of three are told of.
        ("06:30", "11:00", "07:00 08:00 11:00", "two doses are 60 minutes apart"),
    ],
)
def test_doses_less_than_two_hours_apart_are_told(wake: str, bed: str, meals: str, told: str | None) -> None:
    eaten = meals.split()
    waking = Waking(at(wake), at(bed), tuple(map(at, eaten)))
    found = times(f"{len(eaten)} x 150 mg magnesium", waking=waking)
    assert [sitting.time for sitting in found.sittings] == eaten
    assert codes(found) == ([] if told is None else ["doses-close"])
    assert all(told in finding.message for finding in found.findings if told)


@pytest.mark.parametrize(
    ("medicine", "time", "told"),
    [
        # Levofloxacin keeps 2 h on both sides: from 20:30 on, 22:30 is the first moment, 30 minutes before bed.
        ("20:30", "22:30", None),
        ("18:00", "22:00", None),
        ("20:31", "22:31", "no dose can be placed 30 to 60 minutes before bed"),
    ],
)
def test_a_dose_is_before_bed_or_it_is_told(medicine: str, time: str, told: str | None) -> None:
    # Awake from 20:00, so that the evening is all there is.
    night = Waking(at("20:00"), at("23:00"))
    found = times("100 mg magnesium", beside("levofloxacin", medicine), waking=night, wish=BEFORE_BED)
    assert [sitting.time for sitting in found.sittings] == [time]
    assert [finding.message for finding in found.findings] == ([] if told is None else [told])


def test_a_wish_for_the_evening_asks_nothing_of_food() -> None:
    found = times("30 g almonds", wish=Wish("evening"))
    assert (found.possible, found.sittings, found.findings) == (True, (), ())


# Medicines.


def test_a_medicine_that_needs_no_distance_has_no_hours_and_is_told_once() -> None:
    pregabalin = beside("pregabalin", "08:00")
    assert (pregabalin.hours_after, pregabalin.hours_before, pregabalin.gap) == (None, None, None)
    assert gap_in_words(pregabalin) == "pregabalin at 08:00"
    found = times("100 mg magnesium", pregabalin)
    assert [finding.message for finding in found.findings] == ["pregabalin: no distance is known to be needed"]


def test_a_medicine_that_the_clinic_decides_on_is_not_said_to_need_no_distance() -> None:
    assert codes(times("100 mg magnesium", beside("raltegravir", "08:00"))) == ["ask-to-pause"]


def test_a_medicine_goes_by_its_key_in_english_and_by_its_usual_name_elsewhere() -> None:
    hormones = beside("thyroid hormones", "07:00").named
    assert [hormones.local(language) for language in ("en", "nb")] == ["thyroid-hormones", "stoffskiftehormoner"]
