"""What a name with a word for its grade means, which records a look-up costs, and a user's forms over ours."""

from typing import Any

import pytest

from magcalc.errors import ChoiceError, UnknownNameError
from magcalc.facts.form_table import FormTable, Meaning
from magcalc.facts.forms import Form
from magcalc.facts.store import DataFile, data_text

TABLE = FormTable()

# A hydrate word goes with the salt that was named, and with no other salt of its family: hydrogen citrate holds
# 11.34 % and trimagnesium dicitrate 16.16 %. Where the table has no such hydrate of that salt, it is refused.
GRADED = """
    hydrogen citrate            | anhydrous    | hydrogen-citrate
    Magnesiumhydrogencitrat     | wasserfrei   | hydrogen-citrate
    hydrogen citrate            | pentahydrate | hydrogen-citrate-pentahydrate
    hydrogen citrate            | nonahydrate  | -
    trimagnesium dicitrate      | anhydrous    | anhydrous
    trimagnesium dicitrate      | nonahydrate  | nonahydrate
    trimagnesium dicitrate      | pentahydrate | -
    dimagnesium malate          | trihydrate   | -
    hydrogen malate             | trihydrate   | -
    hydrogen malate             | anhydrous    | -
    dimagnesium phosphate       | anhydrous    | hydrogen
    dimagnesium phosphate       | trihydrate   | hydrogen-trihydrate
    dimagnesium phosphate       | pentahydrate | -
    trimagnesium phosphate      | anhydrous    | tribasic
    trimagnesium phosphate      | pentahydrate | tribasic-pentahydrate
    trimagnesium phosphate      | trihydrate   | -
    dihydrogen phosphate        | trihydrate   | -
    phosphate                   | anhydrous    | -
    phosphate                   | trihydrate   | -
    basic magnesium carbonate   | pentahydrate | basic-pentahydrate
    basic magnesium carbonate   | tetrahydrate | basic-tetrahydrate
    basic magnesium carbonate   | anhydrous    | -
    carbonate                   | anhydrous    | anhydrous
    carbonate                   | trihydrate   | trihydrate
    aspartate hydrochloride     | trihydrate   | hydrochloride-trihydrate
    aspartate hydrochloride     | dihydrate    | -
    aspartate                   | trihydrate   | -
    potassium aspartate         | tetrahydrate | -
    bisglycinate                | anhydrous    | anhydrous
    bisglycinate                | dihydrate    | dihydrate
    TRAACS                      | anhydrous    | -
    Epsom salt                  | anhydrous    | -
    E625                        | anhydrous    | -
    E625                        | tetrahydrate | tetrahydrate
    oxide                       | anhydrous    | -
"""


@pytest.mark.parametrize(
    ("name", "word", "grade"), [tuple(cell.strip() for cell in line.split("|")) for line in GRADED.strip().splitlines()]
)
def test_a_hydrate_word_goes_with_the_salt_that_was_named(name: str, word: str, grade: str) -> None:
    def grades(name: str) -> list[str]:
        try:
            return [found.key for found in TABLE.meaning(name).grades]
        except UnknownNameError:
            return ["-"]

    assert grades(f"{name} {word}") == grades(f"{word} {name}") == [grade]


# A mixture is no other salt, so every name of its family reaches it.
@pytest.mark.parametrize("name", ["buffered bisglycinate", "bisglycinate buffered", "TRAACS, buffered"])
def test_a_mixture_is_reached_by_any_name(name: str) -> None:
    assert [grade.key for grade in TABLE.meaning(name).grades] == ["buffered"]


# One word for a grade may be the beginning of another.
@pytest.mark.parametrize("word", ["vandfri", "vandfrit", "vannfri", "vannfritt", "vattenfri", "vattenfritt"])
def test_each_word_of_a_grade_is_known_by_itself(word: str) -> None:
    assert [grade.key for grade in TABLE.meaning(f"{word} citrate").grades] == ["anhydrous"]
    assert [grade.key for grade in TABLE.meaning(f"citrate, {word}").grades] == ["anhydrous"]


@pytest.mark.parametrize(
    ("name", "grade", "written"),
    [
        # Answers name a grade by its key behind a comma.
        ("glycinate, commercial", "commercial", "magnesium glycinate"),
        ("citrate, hydrogen-citrate", "hydrogen-citrate", "magnesium citrate"),
        ("Bittersalz", "heptahydrate", "Epsom salt"),
        ("magnesiumsulfaatti", "heptahydrate", "magnesium sulfate"),
    ],
)
def test_an_answer_names_what_was_typed_in_english(name: str, grade: str, written: str) -> None:
    meaning = TABLE.meaning(name)
    assert (meaning.typical.key, meaning.title) == (grade, written)


@pytest.mark.parametrize("name", ["citrate, nonsense", "citrate, oxide", "citrate, food-state", "anhydrous", ","])
def test_what_stands_behind_a_comma_is_a_grade_or_the_name_is_none(name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"no form of magnesium is called|names no form"):
        FormTable().meaning(name)


@pytest.mark.parametrize("name", ["magnesium", "Mg-", "-", "", " , "])
def test_magnesium_alone_is_led_to_its_own_option(name: str) -> None:
    with pytest.raises(UnknownNameError, match="names no form") as refusal:
        TABLE.meaning(name)
    assert "--elemental" in refusal.value.hint


def test_what_is_said_of_a_name_goes_when_its_grade_is_settled() -> None:
    # The bare name of glycinate is a doubt between 10 and 14.1 %; the dry salt is none, and a mixture has its own.
    glycinate = TABLE.meaning("glycinate")
    assert "10 %" in (glycinate.note or "")
    assert TABLE.with_grade(glycinate, "anhydrous").note is None
    assert "supplier" in (TABLE.with_grade(glycinate, "buffered").note or "")


def test_a_grade_that_the_name_has_already_may_be_named_again() -> None:
    dihydrate = TABLE.meaning("glycinate dihydrate")
    assert TABLE.with_grade(dihydrate, "dihydrate").typical.key == "dihydrate"
    with pytest.raises(ChoiceError):
        TABLE.with_grade(dihydrate, "anhydrous")


class Watched(DataFile):
    """Our table, with the keys of the records that were parsed."""

    def __init__(self) -> None:
        super().__init__("forms.toml", data_text("forms"))
        self.parsed: list[str] = []

    def record(self, key: str) -> dict[str, Any]:
        self.parsed.append(key)
        return super().record(key)


# The table takes longer to parse than the rest of a command.
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        # Potassium citrate and others hold the word as well.
        ("citrate", ["citrate"]),
        # Citrate malate stands before it.
        ("malate", ["malate"]),
        ("Magtein", ["threonate"]),
        # Hidden by spaces and accents.
        ("magnesium amino acid chelate", ["amino-acid-chelate"]),
        ("glycerophosphate de magnesium", ["glycerophosphate"]),
    ],
)
def test_a_name_costs_the_records_that_may_have_it(name: str, keys: list[str]) -> None:
    data = Watched()
    FormTable(data).meaning(name)
    assert data.parsed == keys


OWN = Form.model_validate(
    {
        "key": "boronate",
        "title": "boronate of magnesium",
        "role": "nutrient",
        "eu": {"listed": "unclear", "source": "x", "status": "recalled"},
        "name": [
            {"typical": "pure", "grades": ["pure"], "en": ["magnesium boronate"], "any": ["Boromag"], "source": "x"}
        ],
        "grade": [{"key": "pure", "elemental_percent": 12, "source": "x", "status": "recalled"}],
    }
)


def test_a_users_forms_come_after_ours_and_one_of_our_key_in_its_place() -> None:
    ours = TABLE.keys
    assert ours[0] == "oxide"
    assert FormTable(own=(OWN,)).keys == (*ours, "boronate")
    instead = OWN.model_copy(update={"key": "oxide"})
    both = FormTable(own=(instead, OWN))
    assert both.keys == (*ours, "boronate")
    assert both.form("oxide") is instead
    assert both.meaning("Boromag").form is instead


def test_every_spelling_of_ours_is_one_brands_and_formulas_too() -> None:
    spellings = set(TABLE.spellings())
    assert {("oxide", "any", "MgO"), ("oxide", "sv", "magnesiumoxid"), ("threonate", "any", "Magtein")} <= spellings
    assert spellings == {
        (form.key, language, spelling)
        for form in TABLE
        for name in form.name
        for language, names in name.spellings.items()
        for spelling in names
    }


def test_a_form_is_titled_in_english_and_called_by_its_usual_name_elsewhere() -> None:
    # Its title may be another text than its usual name.
    assert OWN.named == OWN.named.local("en") == "boronate of magnesium"
    assert OWN.named.local("da") == "magnesium boronate"
    assert Meaning.of(OWN, OWN.name[0]).title == "magnesium boronate"
    assert TABLE.form("oxide").named.local("nb") == "magnesiumoksid"
