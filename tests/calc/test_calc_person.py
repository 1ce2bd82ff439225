"""Who takes the dose: words for a sex, the age of an adult, and what was stated at all."""

import pytest

from magcalc import Age, ChoiceError, Person
from magcalc.calc.person import parse_sex


@pytest.mark.parametrize(
    ("stated", "sex"),
    [("male", "male"), ("M", "male"), (" m ", "male"), ("Female", "female"), ("f", "female"), ("F\t", "female")],
)
def test_a_sex_by_its_word_or_its_letter(stated: str, sex: str) -> None:
    assert parse_sex(stated) == sex


@pytest.mark.parametrize("stated", ["", "x", "mal", "man", "m f"])
def test_what_is_no_sex_of_the_tables(stated: str) -> None:
    with pytest.raises(ChoiceError, match="not in the tables"):
        parse_sex(stated)


@pytest.mark.parametrize(
    ("age", "is_adult"), [("17", False), ("215 mo", False), ("216 mo", True), ("18", True), ("19", True), (None, True)]
)
def test_an_adult_is_eighteen(age: str | None, is_adult: bool) -> None:
    assert Person(age=None if age is None else Age.parse(age)).is_adult is is_adult


@pytest.mark.parametrize(
    ("person", "is_described"),
    [
        (Person(), False),
        (Person(kidney_disease=True), False),  # no table asks for it
        (Person(age=Age.parse("40")), True),
        (Person(sex="male"), True),
        (Person(pregnant=True), True),
        (Person(lactating=True), True),
    ],
)
def test_what_decides_a_reference_intake(person: Person, is_described: bool) -> None:
    assert person.is_described is is_described
