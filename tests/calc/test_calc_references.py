"""Targets beside a day: the percentages of labels, and the intakes that a person is advised."""

from decimal import Decimal

import pytest

from magcalc import Age, Person, dose
from magcalc.calc.person import Sex
from magcalc.calc.references import reference_intakes


def person(
    age: str | None = None, sex: Sex | None = None, *, pregnant: bool = False, lactating: bool = False
) -> Person:
    return Person(None if age is None else Age.parse(age), sex, pregnant, lactating)


# EU Regulation 1169/2011: 375 mg on every label. US 21 CFR 101.9: 420 mg from 4 years, 80 mg at 1-3 years, 75 mg for
# infants, 400 mg in pregnancy and lactation.
@pytest.mark.parametrize(
    ("who", "daily_value"),
    [
        (person(), 420),
        (person("4"), 420),
        (person("48 mo"), 420),
        (person("47 mo"), 80),
        (person("3"), 80),
        (person("1"), 80),
        (person("11 mo"), 75),
        (person("0"), 75),
        (person("30", pregnant=True), 400),
        (person(lactating=True), 400),
    ],
)
def test_label_references(who: Person, daily_value: int) -> None:
    found = {reference.key: reference for reference in dose("75 mg magnesium", person=who).references}
    assert found["eu-nrv"].mg == 375
    assert found["eu-nrv"].percent.typical == 20
    assert found["us-dv"].mg == daily_value
    assert abs(found["us-dv"].percent.typical - Decimal(7500) / daily_value) < Decimal("1e-20")


def test_percentages_keep_the_range() -> None:
    # 2000 mg glycinate: 200 / 375 and 281.922 / 375
    percent = dose("2000 mg glycinate").references[0].percent
    assert [round(end, 2) for end in percent] == [Decimal("53.33"), Decimal("53.33"), Decimal("75.18")]


# EFSA 2015 (adequate intakes) and IOM 1997 (RDA), as printed.
@pytest.mark.parametrize(
    ("who", "efsa", "rda"),
    [
        (person("8 mo"), [80], [75]),
        (person("2"), [170], [80]),
        (person("3"), [230], [80]),
        (person("9", "male"), [230], [240]),
        (person("13", "male"), [300], [240]),
        (person("13", "female"), [250], [240]),
        (person("16", "male"), [300], [410]),
        (person("16", "female"), [250], [360]),
        (person("30", "male"), [350], [400]),
        (person("30", "female"), [300], [310]),
        (person("31", "male"), [350], [420]),
        (person("31", "female"), [300], [320]),
        (person("40", "female", pregnant=True), [300], [360]),
        (person("25", "female", lactating=True), [300], [310]),
        (person("17", "female", pregnant=True), [250], [400]),
        # Both rows where the sex decides and is not known.
        (person("40"), [350, 300], [420, 320]),
    ],
)
def test_reference_intakes(who: Person, efsa: list[int], rda: list[int]) -> None:
    found: dict[str, list[Decimal]] = {}
    for reference in reference_intakes(who):
        found.setdefault(reference.intake.key, []).append(reference.band.mg)
    assert found["efsa-ai"] == [Decimal(mg) for mg in efsa]
    assert found["iom-rda"] == [Decimal(mg) for mg in rda]


def test_a_label_reference_is_no_intake_of_a_person() -> None:
    keys = {reference.intake.key for reference in reference_intakes(person("40"))}
    assert keys
    assert not keys & {"eu-nrv", "us-dv"}


def test_nothing_is_advised_to_nobody_in_particular() -> None:
    assert dose("75 mg magnesium").intakes == ()
    assert dose("75 mg magnesium", person=person(sex="female")).intakes


def test_no_intake_where_none_was_printed() -> None:
    # EFSA's table starts at 7 months, and the IOM's at birth with 30 mg.
    keys = {reference.intake.key: reference.band.mg for reference in reference_intakes(person("3 mo"))}
    assert "efsa-ai" not in keys
    assert keys["iom-rda"] == 30


def test_who_is_pregnant_or_breastfeeds_is_no_man() -> None:
    # The United Kingdom prints 300 mg for men and 270 mg for women, and no row for pregnancy.
    for who in (person("30", pregnant=True), person("30", lactating=True)):
        british = [row.band.mg for row in reference_intakes(who) if row.intake.key.startswith("uk")]
        assert british == [270]
    assert [row.band.mg for row in reference_intakes(person("30")) if row.intake.key.startswith("uk")] == [300, 270]
