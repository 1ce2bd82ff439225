"""Studied doses against the limits: never said to be below what they may be above."""

from decimal import Decimal

import pytest

from magcalc import Age, Person, UnknownNameError
from magcalc.calc.goal import goal_overview
from magcalc.facts.goals import Goal, goal, goal_keys
from magcalc.interval import Interval


def statuses(key: str, source: str, age: str | None = None, limits: list[str] | None = None) -> dict[str, str]:
    person = Person() if age is None else Person(age=Age.parse(age))
    (study,) = [row for row in goal_overview(goal(key), person, limits).studies if row.study.source == source]
    return {check.limit.key: check.status for check in study.limits}


# EFSA: 250 mg from 4 years, none before. IOM: 350 mg from 9 years, 110 from 4 to 8, 65 from 1 to 3.
@pytest.mark.parametrize(
    ("key", "source", "efsa", "iom"),
    [
        # 500 mg.
        ("sleep", "abbasi-2012", "above", "above"),
        # 100 mg, 200 mg and, read either way, 94.2 or 226 mg.
        ("stress", "macian-2022", "below", "below"),
        ("pms", "walker-1998", "below", "below"),
        ("cramps", "barna-2021", "below", "below"),
        # 90 to 600 mg lie on both sides of both.
        ("cramps", "garrison-2020", "depends", "depends"),
        # 300 to 360 mg are over the one and on both sides of the other.
        ("cramps", "guide-articles", "above", "depends"),
        # Exactly the limit is no more than it.
        ("blood-sugar", "elderawi-2018", "at", "below"),
        ("heart", "joris-2016", "above", "at"),
        ("training", "setaro-2014", "above", "at"),
        # 340 mg and 360 mg.
        ("asthma", "kazaks-2010", "above", "below"),
        ("pms", "facchinetti-1991", "above", "above"),
        # 120 to 973 mg.
        ("blood-pressure", "kass-2012", "depends", "depends"),
    ],
)
def test_an_adult(key: str, source: str, efsa: str, iom: str) -> None:
    assert statuses(key, source) == {"efsa": efsa, "iom": iom}


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("8", {"efsa": "above", "iom": "above"}),
        # 300 mg: over the 110 mg of the IOM up to 8 years, under its 350 from 9.
        ("9", {"efsa": "above", "iom": "below"}),
        # Below 4 years EFSA has none; Norway's 120 mg from 3 years and Denmark's 239 come beside.
        ("3", {"efsa": "none", "iom": "above", "norway": "above", "denmark": "above"}),
    ],
)
def test_a_child(age: str, expected: dict[str, str]) -> None:
    assert statuses("bone", "carpenter-2006", age) == expected


def test_a_child_of_eight_beside_a_dose_below_the_adults_limits() -> None:
    # 200 mg, and 94.2 to 226 mg: the IOM's 110 mg from 4 to 8 years.
    assert statuses("pms", "walker-1998", "8") == {"efsa": "below", "iom": "above"}
    assert statuses("cramps", "barna-2021", "8") == {"efsa": "below", "iom": "depends"}


def test_the_limits_that_were_chosen() -> None:
    # BfR 250 mg, UK 400 mg.
    assert statuses("asthma", "kazaks-2010", limits=["bfr", "uk"]) == {"bfr": "above", "uk": "below"}
    overview = goal_overview(goal("sleep"), Person(), ["all"])
    assert len(overview.limits) == len(overview.studies[0].limits) > 10


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        goal_overview(goal("sleep"), Person(), ["efsaa"])


def test_what_was_studied_counts_as_a_supplement() -> None:
    (check, _) = goal_overview(goal("sleep"), Person()).studies[0].limits
    assert check.counted == Interval.exactly(Decimal(500))


def test_a_range_keeps_both_ends() -> None:
    dose = goal_overview(goal("cramps"), Person()).studies[0].dose
    assert dose is not None
    assert (dose.low, dose.high) == (Decimal(90), Decimal(600))


def test_without_an_amount_nothing_is_compared() -> None:
    rats = goal_overview(goal("cognition"), Person()).studies[1]
    assert (rats.study.who, rats.dose, rats.limits) == ("rats", None, ())


def test_every_dose_is_held_against_every_limit() -> None:
    for key in goal_keys():
        overview = goal_overview(goal(key), Person())
        assert [row.study for row in overview.studies] == list(goal(key).study)
        for row in overview.studies:
            assert [check.limit.key for check in row.limits] == ([] if row.dose is None else ["efsa", "iom"])


def test_a_goal_without_studies_still_has_its_limits() -> None:
    bare = Goal.model_validate({**goal("energy").model_dump(exclude={"strength"}), "strength": goal("energy").strength})
    overview = goal_overview(bare, Person())
    assert (overview.studies, [rule.key for rule in overview.limits]) == ((), ["efsa", "iom"])
