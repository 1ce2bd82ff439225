"""A whole day: sums by what limits count, the smallest change, and times that break no rule."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import Age, AmountError, ChoiceError, Interval, Person, UnknownNameError
from magcalc.calc.day import Day, Taken, assess_day, taken_from
from magcalc.calc.elemental import Settled
from magcalc.calc.schedule import Before, Waking, Wish
from magcalc.calc.timetable import MedicineTaken, Timetable, timetable
from magcalc.day_text import parse_taken
from magcalc.facts.form_table import FormTable
from magcalc.facts.medicines import medicine_called

CAP = Decimal(200)
USUAL = Waking(7 * 60, 23 * 60)


def taken(text: str, counts_as: str | None = None) -> list[Taken]:
    settled = Settled(counts_as=counts_as)  # type: ignore[arg-type]
    return [taken_from(item, FormTable(), settled) for item in parse_taken(text, FormTable())]


def day(text: str, age: str | None = None, limits: tuple[str, ...] | None = None) -> Day:
    return assess_day(taken(text), person=Person(age=None if age is None else Age.parse(age)), limits=limits)


def statuses(answer: Day) -> list[str]:
    return [check.status for check in answer.limits]


# Reading.


@pytest.mark.parametrize(
    ("text", "kind", "mg"),
    [
        # 162 = 1.5 x 108 mg/l; 81 = 0.3 x 270; 40 = 2 x 20; 250 declared; 346 = 2 x 173 in 5 ml.
        ("1.5 l Gerolsteiner", "water", "162"),
        ("1,5 liter Gerolsteiner", "water", "162"),
        ("15 dl gerolsteiner", "water", "162"),
        ("30 g almonds", "food", "81"),
        ("30 g mandler", "food", "81"),
        ("0.03 kg of almonds", "food", "81"),
        ("1 portion almonds", "food", "81"),
        ("2 Rennie", "medicine", "40"),
        ("2 tablets Rennie", "medicine", "40"),
        ("2 x 1 tablett Rennie", "medicine", "40"),
        ("1.5 tablets Rennie", "medicine", "30"),
        ("1 Emgesan", "medicine", "250"),
        ("200 mg magnesium", "supplement", "200"),
        # 90 = 1.5 x 60; 55 = 2 x 0.5 x 55; a fortified drink of 100 mg/l is no water.
        ("1.5 l 60 mg/l", "water", "90"),
        ("1.5 L 60 mg/L", "water", "90"),
        ("2 x 5 dl mineral water 55 mg/L", "water", "55"),
        ("1,5 l Imsdal 4,8 mg / l", "water", "7.2"),
        ("33 cl sports drink 100 mg/l @fortified", "fortified", "33"),
        ("30 g almonds @fortified", "fortified", "81"),
        ("100 mg magnesium @fortified", "fortified", "100"),
        ("4 mmol", "supplement", "97.22"),
    ],
)
def test_what_is_taken_is_told_by_its_name_and_its_measure(text: str, kind: str, mg: str) -> None:
    (one,) = taken(text)
    assert one.counts_as == kind
    assert one.elemental.typical == Decimal(mg)


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("", AmountError, "nothing is taken"),
        ("400 mg oxide +", AmountError, "has a + with nothing beside it"),
        ("3 almonds", ChoiceError, "'3 almonds' does not say how much"),
        ("2 Maalox", ChoiceError, "'2 Maalox' does not say how much"),
        ("1.500 l Gerolsteiner", AmountError, "'1.500' has two readings"),
        ("0 x 30 g almonds", AmountError, "has a count of zero"),
        ("0 x 1 l water 60 mg/l", AmountError, "has a count of zero"),
        ("1 l water 1 200 mg/l", AmountError, "has a number more than its litres and its mg/l"),
        ("1 l water 60 - 80 mg/l", AmountError, "has a number more"),
        ("1 l water magnesium 60 mg/l calcium 100 mg/l", AmountError, "has a number more"),
        ("1 l water > 60 mg/l", AmountError, "has a > beside its amount"),
        ("1 l water calcium 100 mg/l", AmountError, "tells how much calcium it holds"),
        ("1 l water 1,500 mg/l", AmountError, "'1,500' has two readings"),
        ("30 g almonds @dinner", AmountError, "'dinner' is nothing that a limit counts"),
        ("30 g almods", UnknownNameError, "no food, water or medicine is called 'almods'"),
        ("30 mg almods", UnknownNameError, "no form of magnesium is called 'almods'"),
        ("2 tablets almonds", ChoiceError, "cannot be counted in 'tablet'"),
        ("30 g spinach", ChoiceError, "spinach"),
        ("1 l oat drink", ChoiceError, "cannot be counted in 'l'"),
        ("almonds", AmountError, "almonds"),
        ("x" * 301, AmountError, "is too long for an item"),
    ],
)
def test_what_cannot_be_told_is_refused(text: str, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told.replace("+", r"\+").replace(".", r"\.")):
        taken(text)


@pytest.mark.parametrize("text", ["30 g almonds", "1 l water 60 mg/l"])
@pytest.mark.parametrize("settled", [Settled(elemental=True), Settled(grade="anhydrous"), Settled(assay=Decimal(10))])
def test_what_is_settled_about_salts_is_refused_for_food_and_water(text: str, settled: Settled) -> None:
    (item,) = parse_taken(text, FormTable())
    with pytest.raises(ChoiceError, match="has its magnesium in a table or on its label"):
        taken_from(item, FormTable(), settled)


@pytest.mark.parametrize("text", ["100 mg magnesium", "2 Rennie", "30 g almonds", "1 l Gerolsteiner", "1 l 60 mg/l"])
def test_what_all_is_told_to_count_as_gives_way_to_the_item_itself(text: str) -> None:
    assert [one.counts_as for one in taken(f"{text} + {text} @medicine", "fortified")] == ["fortified", "medicine"]


@pytest.mark.parametrize(
    ("text", "is_scheduled"),
    [
        ("0.5 mg magnesium", True),
        ("1 Emgesan", True),
        ("1 Samarin", False),  # a medicine that holds none
        ("1 l Gerolsteiner", False),
        ("30 g almonds @fortified", False),
        ("30 g almonds @supplement", True),
    ],
)
def test_only_supplements_and_medicines_with_magnesium_need_a_time(text: str, is_scheduled: bool) -> None:
    (one,) = taken(text)
    assert one.is_scheduled is is_scheduled


def test_what_may_hold_none_needs_a_time() -> None:
    one = taken("1 Emgesan")[0]._replace(elemental=Interval(Decimal(0), Decimal(0), Decimal(5)))
    assert one.is_scheduled


@pytest.mark.parametrize(
    "text",
    [
        *("5 x 100 mg magnesium", "5 tablets Rennie", "5 capsules Biolektra Magnesium 300", "5 sachets Magnaspartate"),
        "5 Emgesan @supplement",
    ],
)
def test_so_many_units_as_written_are_read_as_so_many(text: str) -> None:
    (one,) = taken(text)
    (again,) = taken(one.written(2, Decimal(1)))
    assert (again.elemental, again.counts_as) == (one.unit.times(2), one.counts_as)


def test_a_share_is_written_with_three_figures() -> None:
    # A third of 1000 mg, and of 2 x 1 l.
    assert taken("1000 mg citrate")[0].written(1, Decimal(1) / 3) == "333 mg citrate"
    assert taken("2 x 1 l Gerolsteiner")[0].written(1, Decimal(1) / 3) == "0.667 l Gerolsteiner"


def test_grams_of_what_both_tables_know_are_refused() -> None:
    with pytest.raises(AmountError, match="has two readings: the salt, or"):
        taken("5 g Rennie")


# Sums and limits.


def test_a_limit_counts_what_its_words_name() -> None:
    # 200 supplement + 108 water + 40 to 46.2 medicine + 81 food. EFSA: 308, perhaps 354; IOM: 240 to 246.
    answer = day("200 mg magnesium + 1 l Gerolsteiner + 2 Rennie + 30 g almonds")
    assert statuses(answer) == ["above", "below"]
    efsa, iom = (check.counted for check in answer.limits)
    assert (efsa.low, iom.low) == (Decimal(308), Decimal(240))
    assert answer.totals["food"].typical == Decimal(81)
    assert answer.elemental.typical == Decimal(429)


def test_food_as_grown_is_under_no_limit() -> None:
    assert statuses(day("500 g almonds")) == ["below", "below"]


def test_sums_are_exact() -> None:
    answer = day(" + ".join(["0.1 mg magnesium"] * 30))
    assert answer.elemental == Interval.exactly(Decimal(3))


def test_a_floor_leaves_every_limit_open() -> None:
    # Novaluzid holds 81.3 mg and an amount that its text does not state.
    answer = day("1 Novaluzid")
    assert statuses(answer) == ["depends", "depends"]
    assert answer.limits[1].because is not None
    assert "more magnesium than its text states" in answer.limits[1].because


@pytest.mark.parametrize(
    ("text", "age", "expected"),
    [
        # The IOM counts no water, and neither of the two counts food.
        ("1 Novaluzid @water", None, ["depends", "below"]),
        ("1 Novaluzid @food", None, ["below", "below"]),
        # Above is above, however much more there is.
        ("500 mg magnesium + 1 Novaluzid", None, ["above", "above"]),
        # EFSA has no limit at 3 years; the IOM has 65 mg.
        ("1 Novaluzid", "3", ["none", "above"]),
    ],
)
def test_a_floor_opens_only_what_it_may_turn(text: str, age: str | None, expected: list[str]) -> None:
    assert statuses(day(text, age))[:2] == expected


# The smallest change.


def changed(answer: Day) -> tuple[str, str | None, str] | None:
    change = answer.change
    return (
        None if change is None else (answer.taken[change.place].text, change.instead, f"{change.less_mg.normalize():f}")
    )


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("200 mg magnesium", None),
        # 250 is at the limit, which keeps it.
        ("250 mg magnesium", None),
        # 60 mg over: one tablet of 100 mg, or 60 mg of what can be divided.
        ("3 x 100 mg magnesium + 10 mg magnesium", ("3 x 100 mg magnesium", "2 x 100 mg magnesium", "100")),
        ("310 mg magnesium", ("310 mg magnesium", "250 mg magnesium", "60")),
        (
            "310 mg magnesium @fortified",
            ("310 mg magnesium @fortified", "250 mg magnesium @fortified", "60"),
        ),
        # 142 mg over: of the water at most 108 mg can go, so the tablets must.
        ("3 x 100 mg magnesium + 1 l Gerolsteiner", ("3 x 100 mg magnesium", "1 x 100 mg magnesium", "200")),
        # 58 mg over: 0.46 l less water are 49.7 mg less, 0.47 l are 50.8 mg; three figures of a litre are kept.
        ("2 x 100 mg magnesium + 1 l Gerolsteiner", ("1 l Gerolsteiner", "0.46 l Gerolsteiner", "58.32")),
        # A range must be kept to its high end: 2000 mg are up to 281.922; 1770 mg up to 249.5, 1780 mg up to 250.9.
        ("2000 mg glycinate", ("2000 mg glycinate", "1770 mg glycinate", "32.42103")),
        # EFSA may count all of a medicine or nothing: 0 to 250 would still depend, so 249, and one tablet of two.
        ("310 mg magnesium @medicine", ("310 mg magnesium @medicine", "249 mg magnesium @medicine", "61")),
        ("3 x 125 mg magnesium @medicine", ("3 x 125 mg magnesium @medicine", "1 x 125 mg magnesium @medicine", "250")),
        # All that is over is the smaller item: 250.1 - 0.1 is at the limit.
        ("250 mg magnesium + 0.1 mg magnesium", ("0.1 mg magnesium", None, "0.1")),
        # Three figures of 250.4 and of 1433 mg hold 250 mg, which is at the limit.
        ("250.4 mg magnesium", ("250.4 mg magnesium", "250 mg magnesium", "0.4")),
        ("1433 mg magnesium", ("1433 mg magnesium", "250 mg magnesium", "1183")),
        # 66 mg over: bottles can be poured, and 1.38 of 2 l are 149.04 mg.
        (
            "2 x 1 l Gerolsteiner + 1 x 100 mg magnesium",
            ("2 x 1 l Gerolsteiner", "1.38 l Gerolsteiner", "66.96"),
        ),
        # What holds none changes nothing.
        ("310 mg magnesium + 1 Samarin", ("310 mg magnesium", "250 mg magnesium", "60")),
        # Novaluzid holds up to 157.7 mg and nobody knows: it goes as a whole, and nothing else makes up for it.
        ("1 Novaluzid", ("1 Novaluzid", None, "157.7")),
        ("2 Novaluzid + 100 mg magnesium", ("2 Novaluzid", None, "315.4")),
        ("300 mg magnesium + 1 Novaluzid", None),
        # The IOM counts no water, but EFSA does, and nobody knows what of it would be left.
        ("400 mg magnesium + 1 Novaluzid @water", None),
        # Unless no limit counts it.
        ("310 mg magnesium + 1 Novaluzid @food", ("310 mg magnesium", "250 mg magnesium", "60")),
        # Neither alone is enough.
        ("300 mg magnesium + 3 l Gerolsteiner", None),
    ],
)
def test_the_smallest_single_change(text: str, change: tuple[str, str | None, str] | None) -> None:
    answer = day(text)
    assert changed(answer) == change
    if change is not None and change[1] is not None:
        rest = [one.text for one in answer.taken if one.text != change[0]]
        assert set(statuses(day(" + ".join([change[1], *rest])))) <= {"below", "at"}


def test_a_water_by_its_label_can_be_poured() -> None:
    # 66 mg over, as above: 2 x 1 l of 108 mg/l and a tablet of 100 mg.
    change = day("2 x 1 l water 108 mg/l + 1 x 100 mg magnesium").change
    assert change is not None
    assert (change.place, change.less_mg) == (0, Decimal("66.96"))


def test_no_single_change_is_not_the_same_as_none_needed() -> None:
    assert day("200 mg magnesium").is_within
    assert not day("2000 mg glycinate").is_within  # 282 mg if it is the pure salt
    assert not day("300 mg magnesium + 3 l Gerolsteiner").is_within


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([25, 60, 100, 150])), min_size=1, max_size=4))
def test_no_other_change_of_units_is_smaller(kinds: list[tuple[int, int]]) -> None:
    answer = day(" + ".join(f"{count} x {mg} mg magnesium" for count, mg in kinds))
    total = sum(count * mg for count, mg in kinds)
    possible = [
        fewer * mg for count, mg in kinds for fewer in range(1, count + 1) if total > 250 and total - fewer * mg <= 250
    ]
    assert (answer.change and answer.change.less_mg) == min(possible, default=None)


# Times.


def times(text: str, medicines: dict[str, str], waking: Waking = USUAL, cap: Decimal = CAP) -> Timetable:
    beside = [
        MedicineTaken.at(medicine_called(name), tuple(int(at[:2]) * 60 + int(at[3:]) for at in stated.split()))
        for name, stated in medicines.items()
    ]
    return timetable(taken(text), beside, waking, cap, Wish())


def test_food_needs_no_time() -> None:
    found = times("30 g almonds + 1 l Gerolsteiner", {"levothyroxine": "07:00"})
    assert (found.possible, found.sittings) == (True, ())


def test_whole_units_are_named_in_their_doses() -> None:
    found = times("3 x 100 mg magnesium", {})
    assert [[content.text for content in sitting.contents] for sitting in found.sittings] == [
        ["2 x 100 mg magnesium"],
        ["1 x 100 mg magnesium"],
    ]


@pytest.mark.parametrize(
    ("text", "medicines", "because"),
    [
        # 4 h before and after three times in 16 h.
        ("100 mg magnesium", {"doxycycline": "08:00 14:00 20:00"}, "no moment is far enough from doxycycline at 08:00"),
        ("100 mg magnesium", {"raltegravir": "08:00"}, "the clinic decides whether magnesium goes with raltegravir"),
        ("1 x 250 mg magnesium", {}, "1 x 250 mg magnesium can hold 250 mg of magnesium, over the 200 mg of one dose"),
        ("6000 mg magnesium", {}, "no number of doses a day keeps each to 200 mg"),
    ],
)
def test_what_stands_in_the_way_is_named(text: str, medicines: dict[str, str], because: str) -> None:
    found = times(text, medicines)
    assert not found.possible
    assert found.sittings == ()
    assert found.because is not None
    assert because in found.because


def test_a_class_keeps_the_strictest_hours_of_its_members() -> None:
    # Moxifloxacin asks for 4 h after it and 8 h before it; the class by itself for 2 and 6.
    found = times("100 mg magnesium", {"quinolones": "12:00"})
    assert [(found.waking.time(start), found.waking.time(end)) for start, end in found.windows] == [("16:00", "23:00")]
    assert [one.code for one in found.findings] == ["class-of-medicines"]


def test_a_class_with_a_member_that_the_clinic_decides_on_is_not_computed() -> None:
    found = times("100 mg magnesium", {"integrase inhibitors": "08:00"})
    assert not found.possible
    assert found.because is not None
    assert "the clinic decides" in found.because


def test_only_the_medicine_in_the_way_is_named() -> None:
    found = times("100 mg magnesium", {"gabapentin": "12:00", "doxycycline": "08:00 14:00 20:00"})
    assert found.because is not None
    assert "gabapentin" not in found.because


def test_waking_hours_too_short_for_the_doses() -> None:
    # No medicine is in the way: 3 x 150 mg need three doses, and 07:00 and 07:15 are two.
    found = times("3 x 150 mg magnesium", {}, Waking(7 * 60, 7 * 60 + 20))
    assert found.because == "3 doses of at most 200 mg do not fit between 07:00 and 07:20"


@pytest.mark.parametrize(("at", "told", "time"), [("22:00", True, "18:00"), ("18:00", False, "22:00")])
def test_a_dose_that_cannot_be_before_bed_is_told(at: str, told: bool, time: str) -> None:
    # Doxycycline keeps 4 h on both sides: at 22:00 it closes the evening from 18:00, at 18:00 it leaves 22:00 open.
    beside = [MedicineTaken.at(medicine_called("doxycycline"), (int(at[:2]) * 60,))]
    found = timetable(taken("100 mg magnesium"), beside, USUAL, CAP, Wish("evening", Before(60, 30)))
    assert [sitting.time for sitting in found.sittings] == [time]
    assert ("not-before-bed" in {finding.code for finding in found.findings}) is told


def test_fewer_places_than_doses() -> None:
    # 3 x 150 mg need three doses; between 12:00 and 12:15 there is room for two, a quarter of an hour apart.
    found = times("3 x 150 mg magnesium", {"doxycycline": "08:00 16:15 00:15"}, Waking(7 * 60, 20 * 60))
    assert found.because is not None
    assert "3 doses of at most 200 mg are needed and 2 can be placed" in found.because


# The hours between, typed from the medicines' own texts: after the medicine, and before it.
HOURS = {
    "levothyroxine": (4, 4),
    "ciprofloxacin": (2, 6),
    "doxycycline": (4, 4),
    "dolutegravir": (2, 6),
    "moxifloxacin": (4, 8),
}
clock_quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)


def far_enough(minute: int, name: str, at: int) -> bool:
    after, before = HOURS[name]
    return (minute - at) % 1440 >= after * 60 and (at - minute) % 1440 >= before * 60


def fits_by_search(units: list[int], cap: int, places: int) -> bool:
    """Whether whole units go into so many doses, by trying every way."""
    return any(
        all(sum(mg for mg, dose in zip(units, way, strict=True) if dose == place) <= cap for place in range(places))
        for way in product(range(places), repeat=len(units))
    )


@settings(deadline=None, max_examples=200)
@given(
    units=st.lists(st.sampled_from([40, 75, 100, 150, 200]), min_size=1, max_size=5),
    beside=st.dictionaries(
        st.sampled_from(sorted(HOURS)), st.lists(clock_quarters, min_size=1, max_size=2), max_size=3
    ),
    wake=clock_quarters,
    hours=st.integers(4, 20),
    cap=st.sampled_from([200, 250]),
)
def test_a_timetable_breaks_no_rule_and_impossible_is_true(
    units: list[int], beside: dict[str, list[int]], wake: int, hours: int, cap: int
) -> None:
    waking = Waking(wake, (wake + hours * 60) % 1440)
    medicines = [MedicineTaken.at(medicine_called(name), tuple(at)) for name, at in beside.items()]
    items = taken(" + ".join(f"1 x {mg} mg magnesium" for mg in units))
    found = timetable(items, medicines, waking, Decimal(cap), Wish())
    legal = [
        minute
        for minute in range(wake, wake + hours * 60 + 1, 15)
        if all(far_enough(minute % 1440, name, at) for name, times_of in beside.items() for at in times_of)
    ]
    # All is on the quarter of an hour here, so the search over that grid misses nothing.
    assert found.possible == any(fits_by_search(units, cap, places) for places in range(1, min(len(legal), 5) + 1))
    moments = [sitting.minute + wake for sitting in found.sittings]
    assert all(minute in range(wake, wake + hours * 60 + 1) for minute in moments)
    assert all(far_enough(minute % 1440, name, at) for minute in moments for name, ats in beside.items() for at in ats)
    assert all(sitting.elemental.high <= cap for sitting in found.sittings)
    if found.possible:
        assert sum(sitting.elemental.high for sitting in found.sittings) == sum(units)
        placed = [content.place for sitting in found.sittings for content in sitting.contents]
        assert sorted(placed) == list(range(len(units)))
