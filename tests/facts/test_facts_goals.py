"""What magnesium is taken for: names that are found however they are typed, doses as the works print them."""

from collections import Counter
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from magcalc.errors import UnknownNameError
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import (
    GOAL_LANGUAGES,
    Goal,
    StrengthWord,
    StudiedDose,
    goal,
    goal_called,
    goal_keys,
    goal_spellings,
)
from magcalc.facts.names import fold
from magcalc.facts.store import data_text

GOALS = [goal(key) for key in goal_keys()]

# The words of the four languages, as dictionaries have them.
CALLED = """
    sleep          | sleep, Insomnia, søvn, SØVN, sovn, sömn, somn, søvnløshet, sömnlöshet
    stress         | stress, calm, afslapning, ångest, angest
    cramps         | cramp, muscle cramps, muscle-cramps, muskelkrampe, muskelkramper, kramper, kramp, muskelkramp
    training       | training, træning, traening, trening, träning, idrott
    constipation   | constipation, forstoppelse, förstoppning, forstoppning
    migraine       | migraine, headache, hodepine, hovedpine, huvudvärk, huvudvark, migræne, migren e
    everyday       | everyday, every day, daily, dagligt, vardag
    energy         | energy, Energi, træthed, tretthet, trötthet
    blood-pressure | blood pressure, blood-pressure, bloodpressure, blodtryk, blodtrykk, blodtryck
    heart          | heart, hjerte, hjärta, kärlkramp
    blood-sugar    | blood sugar, blodsukker, blodsocker
    cognition      | memory, hukommelse, minne
    mood           | depression, depresjon
    pms            | PMS, pms, premenstruellt syndrom
    asthma         | asthma, astma
    bone           | bones, knogler, skjelett, benskörhet
"""


def called() -> list[tuple[str, str]]:
    rows = [line.split("|") for line in CALLED.strip().splitlines()]
    return [(key.strip(), name.strip()) for key, names in rows for name in names.split(",")]


@pytest.mark.parametrize(("key", "name"), called())
def test_a_goal_is_found_by_its_names(key: str, name: str) -> None:
    assert goal_called(name).key == key


def test_every_goal_is_tried_by_name() -> None:
    assert {key for key, _ in called()} == set(goal_keys())


@pytest.mark.parametrize("typed", ["sleep", "  Sleep ", "SLEEP", "sleep."])
def test_case_and_signs_around_a_name_do_not_matter(typed: str) -> None:
    assert goal_called(typed).key == "sleep"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("slep", "sleep"),
        ("muskelkramer", "muskelkramper"),
        ("hovedpin", "hovedpine"),
        # Several names of cramps come near, and one of them is enough.
        ("muskel", "muskelkramp or skelett"),
        # Angina comes nearest and the daily need fourth.
        ("angi", "angina, angst or energi"),
    ],
)
def test_an_unknown_goal_offers_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        goal_called(typed)
    assert typed in caught.value.message
    assert caught.value.hint == f"did you mean {near}? 'magcalc goal' lists them all"


@pytest.mark.parametrize("typed", ["", " ", "xyzzy", "magnesium", "sleep, cramps", "é" * 100_000])
def test_what_is_no_goal_leads_to_the_list(typed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        goal_called(typed)
    assert "magcalc goal" in caught.value.hint
    assert len(caught.value.message) < 200


def test_no_name_stands_for_two_goals() -> None:
    owners: dict[str, set[str]] = {}
    for key, _, spelling in goal_spellings():
        owners.setdefault(fold(spelling), set()).add(key)
    for key in goal_keys():
        owners.setdefault(fold(key), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_the_names_read_by_line_are_those_of_the_records() -> None:
    read = {(row.key, language, name) for row in GOALS for language, names in row.names.items() for name in names}
    assert set(goal_spellings()) == read
    assert {language for _, language, _ in goal_spellings()} == set(GOAL_LANGUAGES)


def test_a_language_without_names_gets_the_english_ones() -> None:
    assert goal("sleep").names_in("fi") == goal("sleep").names_in("en")
    assert goal("sleep").names_in("sv")[0] == "sömn"


@pytest.mark.parametrize("row", GOALS, ids=lambda row: row.key)
def test_every_form_is_in_the_form_table(row: Goal) -> None:
    named = {*row.forms, *(study.form for study in row.study if study.form is not None)}
    assert named - set(FormTable().keys) == set()
    assert len(set(row.forms)) == len(row.forms)


# As the articles name them: when, and how long before bed.
@pytest.mark.parametrize(
    ("key", "slot", "minutes"),
    [
        ("sleep", "evening", (30, 60)),
        ("training", "morning", None),
        ("energy", "morning", None),
        ("everyday", "meal", None),
        ("migraine", "any", None),
        # The text of the medicine has it at bedtime, whatever the guides say.
        ("constipation", "meal", None),
    ],
)
def test_the_time_of_day(key: str, slot: str, minutes: tuple[int, int] | None) -> None:
    assert (goal(key).slot, goal(key).minutes_before_bed) == (slot, minutes)


def test_only_constipation_is_a_medicines_use() -> None:
    assert [row.key for row in GOALS if row.is_medicine_use] == ["constipation"]


def test_the_head_of_the_table_explains_every_word_for_strength() -> None:
    head = data_text("goals").partition("\n[")[0]
    assert {word for word in get_args(StrengthWord) if f'"{word}" ' not in head} == set()
    # A word that no goal needs would say nothing.
    assert {row.strength.word for row in GOALS} == set(get_args(StrengthWord))


# From the abstracts: 500 mg; 100 mg; 600 mg; 20 mmol x 24.305 = 486.1; a median of 368; 120 to 973; 3 x 117, called
# 350; 450; 30 mmol x 24.305 = 729.15; 400; 250; 450; 360; 200; 2 x 170; 300; 350 mg. From popular articles: 365,
# 90 to 600, 300 to 360. 226 mg of MgO.H2O, 24.305 / 58.320 of it magnesium, are 94.2.
DOSES = {
    ("sleep", "abbasi-2012"): (500, 500),
    ("stress", "macian-2022"): (100, 100),
    ("cramps", "garrison-2020"): (90, 600),
    ("cramps", "guide-articles"): (300, 360),
    ("cramps", "barna-2021"): (Decimal("94.2"), 226),
    ("training", "setaro-2014"): (350, 350),
    ("migraine", "peikert-1996"): (600, 600),
    ("migraine", "pfaffenrath-1996"): (Decimal("486.1"), Decimal("486.1")),
    ("blood-pressure", "zhang-2016"): (368, 368),
    ("blood-pressure", "kass-2012"): (120, 973),
    ("heart", "shechter-2003"): (Decimal("729.15"), Decimal("729.15")),
    ("heart", "joris-2016"): (350, 350),
    ("heart", "schutten-2022"): (450, 450),
    ("blood-sugar", "mooren-2011"): (365, 365),
    ("blood-sugar", "lima-2014"): (400, 400),
    ("blood-sugar", "elderawi-2018"): (250, 250),
    ("mood", "barragan-2008"): (450, 450),
    ("pms", "facchinetti-1991"): (360, 360),
    ("pms", "walker-1998"): (200, 200),
    ("asthma", "kazaks-2010"): (340, 340),
    ("bone", "carpenter-2006"): (300, 300),
}


def test_the_studied_doses_are_those_printed() -> None:
    read = {(row.key, study.source): study.ends_mg for row in GOALS for study in row.study if study.ends_mg is not None}
    assert read == DOSES


# People: as the abstracts count them.
@pytest.mark.parametrize(
    ("key", "people"),
    [
        ("sleep", [46, 151]),
        ("migraine", [81, 69]),
        ("blood-pressure", [2028, 1173, None]),
        ("heart", [187, 52, 164]),
        ("blood-sugar", [27 + 25, 72, 42]),
        ("mood", [23]),
        ("asthma", [55]),
    ],
)
def test_how_many_took_part(key: str, people: list[int | None]) -> None:
    assert [study.people for study in goal(key).study] == people


def test_animals_and_unread_amounts_have_no_dose() -> None:
    without = {study.source for row in GOALS for study in row.study if study.ends_mg is None}
    assert without == {"mah-2021", "shrivastava-2019", "zhang-2022", "slutsky-2010", "sahin-2021"}


def test_what_popular_articles_alone_give_is_not_called_confirmed() -> None:
    for key, source in (("cramps", "garrison-2020"), ("cramps", "guide-articles"), ("blood-sugar", "mooren-2011")):
        assert [study.status for study in goal(key).study if study.source == source] == ["secondary"]


def test_the_works_behind_a_goal_are_named_once_each() -> None:
    assert Counter(goal("sleep").sources) == Counter(["guide-articles", "arab-2022", "abbasi-2012", "mah-2021"])


DOSE = {"who": "adults", "result": "nothing", "source": "x", "status": "confirmed"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"mg": 300, "low_mg": 200, "high_mg": 400},
        {"low_mg": 200},
        {"high_mg": 200},
        {"low_mg": 400, "high_mg": 200},
        {"low_mg": 200, "high_mg": 200},
        {"mg": -1},
        {"mg": "300"},
        {"people": 0},
        {"advice": "take it"},
    ],
)
def test_a_dose_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    StudiedDose.model_validate(DOSE)
    with pytest.raises(ValidationError):
        StudiedDose.model_validate({**DOSE, **wrong})


GOAL = {
    "key": "x",
    **{language: ["x"] for language in GOAL_LANGUAGES},
    "forms": [],
    "slot": "evening",
    "timing": "in the evening",
    "strength": {"word": "weak", "why": "no reason", "source": "x", "status": "judgement"},
    "source": "x",
    "status": "secondary",
}


# One minute before bed is before bed, and so is one time that is no span.
@pytest.mark.parametrize("minutes", [[1, 60], [45, 45]])
def test_the_minutes_before_bed_may_be_one_number(minutes: list[int]) -> None:
    assert Goal.model_validate({**GOAL, "minutes_before_bed": minutes}).minutes_before_bed == tuple(minutes)


@pytest.mark.parametrize("people", [1, None])
def test_a_study_of_one_is_one(people: int | None) -> None:
    assert StudiedDose.model_validate({**DOSE, "people": people}).people == people


@pytest.mark.parametrize(
    "wrong",
    [
        {"slot": "noon"},
        {"slot": "morning", "minutes_before_bed": [30, 60]},
        {"minutes_before_bed": [60, 30]},
        {"minutes_before_bed": [0, 60]},
        {"minutes_before_bed": [30]},
        {"en": []},
        {"strength": {"word": "proven", "why": "no reason", "source": "x", "status": "judgement"}},
        {"strength": {"word": "weak", "why": "", "source": "x", "status": "judgement"}},
        {"strength": {"word": "weak", "why": "no reason", "source": "x", "status": "confirmed"}},
    ],
)
def test_a_goal_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    Goal.model_validate({**GOAL, "minutes_before_bed": [30, 60]})
    with pytest.raises(ValidationError):
        Goal.model_validate({**GOAL, **wrong})
