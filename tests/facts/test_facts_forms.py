"""The form table: every percentage recomputed from its formula, every name found, every unknown name refused."""

import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import pytest
from molmass import Formula
from pydantic import ValidationError

from magcalc.errors import ChoiceError, UnknownNameError
from magcalc.facts.form_table import FormTable, Meaning
from magcalc.facts.forms import Form, FormName, Grade
from magcalc.facts.names import fold
from magcalc.facts.store import data_file

TABLE = FormTable()

# IUPAC 2021, abridged to five figures (Prohaska et al., Pure Appl Chem 94:573, table 3), typed by hand.
ATOMIC_WEIGHTS = {
    "H": Decimal("1.008"),
    "C": Decimal("12.011"),
    "N": Decimal("14.007"),
    "O": Decimal("15.999"),
    "Na": Decimal("22.990"),
    "Mg": Decimal("24.305"),
    "Si": Decimal("28.085"),
    "P": Decimal("30.974"),
    "S": Decimal("32.06"),
    "Cl": Decimal("35.45"),
    "K": Decimal("39.098"),
    "Ca": Decimal("40.078"),
}

PURE_GRADES = [
    pytest.param(grade, id=f"{form.key}-{grade.key}") for form in TABLE for grade in form.grade if grade.formula
]


def molmass_formula(formula: str) -> Formula:
    """Write ``4MgCO3·Mg(OH)2·5H2O`` as ``(MgCO3)4(Mg(OH)2)(H2O)5``, which molmass reads."""
    parts = [re.fullmatch(r"(\d*)(.+)", part) for part in formula.split("·")]
    return Formula("".join(f"({part[2]}){part[1]}" for part in parts if part))


def four_figures(value: Decimal) -> Decimal:
    return Context(prec=4, rounding=ROUND_HALF_UP).plus(value)


def half_of_the_fourth_figure(value: Decimal) -> Decimal:
    return Decimal((0, (5,), value.adjusted() - 4))


def percent_of(grade: Grade) -> Decimal:
    assert grade.elemental_percent is not None
    return grade.elemental_percent


# The converter itself, against atoms counted by hand: 5 Mg, 4 C, 4 x 3 + 2 + 5 = 19 O, 2 + 10 = 12 H.
def test_the_parts_of_a_formula_are_counted_as_printed() -> None:
    atoms = {symbol: item.count for symbol, item in molmass_formula("4MgCO3·Mg(OH)2·5H2O").composition().items()}
    assert atoms == {"Mg": 5, "C": 4, "O": 19, "H": 12}


@pytest.mark.parametrize("grade", PURE_GRADES)
def test_the_percentage_follows_from_the_formula(grade: Grade) -> None:
    stored = percent_of(grade)
    # molmass has its own, older atomic weights, which move the sixth figure.
    recomputed = Decimal(molmass_formula(grade.formula or "").composition()["Mg"].fraction) * 100
    assert abs(stored - recomputed) <= half_of_the_fourth_figure(stored)


@pytest.mark.parametrize("grade", PURE_GRADES)
def test_percentage_and_molar_mass_follow_from_the_weights_of_2021(grade: Grade) -> None:
    atoms = molmass_formula(grade.formula or "").composition()
    weights = {symbol: item.count * ATOMIC_WEIGHTS[symbol] for symbol, item in atoms.items()}
    molar_mass = sum(weights.values(), Decimal(0))
    assert grade.molar_mass is not None
    assert abs(grade.molar_mass - molar_mass) < Decimal("0.01")
    assert percent_of(grade) == Context(prec=6, rounding=ROUND_HALF_UP).divide(100 * weights["Mg"], molar_mass)


@pytest.mark.parametrize("grade", PURE_GRADES)
def test_the_percentage_is_written_with_four_figures_or_more(grade: Grade) -> None:
    assert len(percent_of(grade).as_tuple().digits) >= 4


def test_no_pure_grade_goes_untested() -> None:
    # A grade without a formula is a mixture; one with a molar mass is a pure salt, whose formula must be given.
    without = [
        f"{form.key} {grade.key}" for form in TABLE for grade in form.grade if grade.molar_mass and not grade.formula
    ]
    assert without == []
    assert len(PURE_GRADES) > 60


# Percentages that anyone can check on paper, Mg / molar mass.
@pytest.mark.parametrize(
    ("form", "grade", "percent"),
    [
        ("oxide", "pure", "60.30"),  # 24.305 / (24.305 + 15.999) = 24.305 / 40.304
        ("hydroxide", "pure", "41.68"),  # 24.305 / (24.305 + 2 x 17.007) = 24.305 / 58.319
        ("chloride", "hexahydrate", "11.96"),  # 24.305 / (24.305 + 70.90 + 6 x 18.015) = 24.305 / 203.295
        ("sulfate", "heptahydrate", "9.861"),  # 24.305 / (24.305 + 32.06 + 63.996 + 126.105) = 24.305 / 246.466
        ("citrate", "anhydrous", "16.16"),  # 72.915 / (72.915 + 2 x 189.099) = 72.915 / 451.113
        ("glycinate", "anhydrous", "14.10"),  # 24.305 / (24.305 + 2 x 74.059) = 24.305 / 172.423
        ("threonate", "anhydrous", "8.253"),  # 24.305 / (24.305 + 2 x 135.095) = 24.305 / 294.495
    ],
)
def test_well_known_percentages(form: str, grade: str, percent: str) -> None:
    assert four_figures(percent_of(TABLE.form(form).grade_called(grade))) == Decimal(percent)


@pytest.mark.parametrize(
    ("name", "form", "low", "typical", "high"),
    [
        # A label that says glycinate is usually a 10 % chelate; the pure salt is the high end.
        ("glycinate", "glycinate", "10", "10", "14.10"),
        ("bisglycinate", "glycinate", "10", "14.10", "14.10"),
        # Product labels: 144 mg in 2000 mg is 7.2 %; 24.305 / 294.495 = 8.253 % is the dry salt.
        ("L-threonate", "threonate", "7.2", "7.2", "8.253"),
        ("Magtein", "threonate", "7.2", "7.2", "8.253"),
        # 24.305 / 203.295 and 24.305 / 95.205
        ("chloride", "chloride", "11.96", "11.96", "25.53"),
        # 24.305 / 246.466 and 24.305 / 120.361
        ("sulfate", "sulfate", "9.861", "9.861", "20.19"),
        ("Epsom salt", "sulfate", "9.861", "9.861", "9.861"),
        # Trimagnesium dicitrate, 72.915 / 451.113, down to its dodecahydrate, 72.915 / 667.293
        ("citrate", "citrate", "10.93", "16.16", "16.16"),
        # The basic salt, 121.525 / 485.646; magnesite, 24.305 / 84.313, is the high end.
        ("carbonate", "carbonate", "25.02", "25.02", "28.83"),
    ],
)
def test_what_a_bare_name_means(name: str, form: str, low: str, typical: str, high: str) -> None:
    meaning = TABLE.meaning(name)
    percents = [percent_of(grade) for grade in meaning.grades]
    assert meaning.form.key == form
    assert [four_figures(value) for value in (min(percents), percent_of(meaning.typical), max(percents))] == [
        Decimal(value) for value in (low, typical, high)
    ]


NAMES = """
    oxide               | oxide              | pure
    Magnesium Oxide     | oxide              | pure
    magnesiumoksid      | oxide              | pure
    Magnesiumoxid       | oxide              | pure
    oxyde de magnésium  | oxide              | pure
    OXYDE DE MAGNESIUM  | oxide              | pure
    óxido de magnesio   | oxide              | pure
    ossido di magnesio  | oxide              | pure
    magnesiumoxide      | oxide              | pure
    magnesiumoksidi     | oxide              | pure
    MgO                 | oxide              | pure
    E530                | oxide              | pure
    E 530               | oxide              | pure
    milk of magnesia    | hydroxide          | pure
    Mg(OH)2             | hydroxide          | pure
    magnesiumhydroksid  | hydroxide          | pure
    e-528               | hydroxide          | pure
    magnesiumkarbonat   | carbonate          | basic-pentahydrate
    carbonato de magnesio | carbonate        | basic-pentahydrate
    E504(i)             | carbonate          | basic-pentahydrate
    E 504 (ii)          | carbonate          | basic-pentahydrate
    MgCO3               | carbonate          | anhydrous
    magnesite           | carbonate          | anhydrous
    magnesium carbonate trihydrate | carbonate | trihydrate
    magnesiumklorid     | chloride           | hexahydrate
    Magnesiumchlorid    | chloride           | hexahydrate
    cloruro de magnesio | chloride           | hexahydrate
    nigari              | chloride           | hexahydrate
    MgCl2               | chloride           | anhydrous
    MgCl2·6H2O          | chloride           | hexahydrate
    magnesiumklorid-heksahydrat | chloride   | hexahydrate
    Magnesiumchlorid-Hexahydrat | chloride   | hexahydrate
    chlorure de magnésium hexahydraté | chloride | hexahydrate
    vannfritt magnesiumklorid | chloride     | anhydrous
    magnesium sulphate  | sulfate            | heptahydrate
    Bittersalz          | sulfate            | heptahydrate
    epsom-salt          | sulfate            | heptahydrate
    EPSOM SALTS         | sulfate            | heptahydrate
    kieserite           | sulfate            | monohydrate
    Magnesiumsulfat-Monohydrat | sulfate     | monohydrate
    wasserfreies Magnesiumsulfat | sulfate   | anhydrous
    magnesiumsitrat     | citrate            | anhydrous
    Magnesiumcitrat     | citrate            | anhydrous
    Magnesium-Citrat    | citrate            | anhydrous
    magnesium citrat    | citrate            | anhydrous
    Mg-citrat           | citrate            | anhydrous
    citrate de magnésium | citrate           | anhydrous
    citrato di magnesio | citrate            | anhydrous
    magnesiumcitraat    | citrate            | anhydrous
    magnesiumsitraatti  | citrate            | anhydrous
    Tri-Magnesium-Dicitrat | citrate         | anhydrous
    magnesium citrate nonahydrate | citrate  | nonahydrate
    magnesium hydrogen citrate | citrate     | hydrogen-citrate
    magnesium citrate malate | citrate-malate | mixed-salt
    magnesiumglysinat   | glycinate          | commercial
    Magnesium Glycinate | glycinate          | commercial
    TRAACS              | glycinate          | commercial
    magnesiumbisglysinat | glycinate         | anhydrous
    bis-glycinate       | glycinate          | anhydrous
    bisglicinato de magnesio | glycinate     | anhydrous
    buffered magnesium glycinate | glycinate | buffered
    magnesium bisglycinate dihydrate | glycinate | dihydrate
    chelated magnesium  | amino-acid-chelate | unspecified
    magnesium malate    | malate             | anhydrous
    dimagnesium malate  | malate             | dimagnesium-commercial
    Magnesium L-Threonate | threonate        | product
    L threonate         | threonate          | product
    Magnésium, L-Thréonate | threonate       | product
    magnesium-L-treonat | threonate          | product
    magtein             | threonate          | product
    magnesiumtaurat     | taurate            | anhydrous
    magnesium acetyl taurate | acetyl-taurate | dihydrate
    magnesiumlaktat     | lactate            | dihydrate
    lattato di magnesio | lactate            | dihydrate
    magnesiumglukonat   | gluconate          | anhydrous
    aspartate           | aspartate          | dihydrate
    Magnesium-L-aspartat-hydrochlorid | aspartate | hydrochloride-trihydrate
    magnesium orotate dihydrate | orotate    | dihydrate
    pidolate de magnésium | pidolate         | anhydrous
    E343(iii)           | phosphate          | tribasic-pentahydrate
    magnesiumglyserofosfat | glycerophosphate | dihydrate
    magnesiumstearat    | stearate           | anhydrous
    E470b               | stearate           | anhydrous
"""


@pytest.mark.parametrize(
    ("name", "form", "grade"), [tuple(cell.strip() for cell in line.split("|")) for line in NAMES.strip().splitlines()]
)
def test_names_as_people_and_labels_write_them(name: str, form: str, grade: str) -> None:
    meaning = TABLE.meaning(name)
    assert (meaning.form.key, meaning.typical.key) == (form, grade)


# A no-break space, a thin space, a tab and a soft hyphen come along when a name is copied from a page.
@pytest.mark.parametrize(
    "name", ["magnesium\u00a0citrate", "magnesium\u2009citrate", "magnesium\tcitrate", "magnesium\u00adcitrate"]
)
def test_the_spaces_of_pages_do_not_matter(name: str) -> None:
    assert TABLE.meaning(name).form.key == "citrate"


# Two names are one when they fold alike; the answer must then not depend on the order of the table.
def test_a_name_has_one_meaning() -> None:
    meanings: dict[str, set[tuple[str, str, tuple[str, ...]]]] = {}
    for form in TABLE:
        for name in form.name:
            for spelling in name.everywhere():
                meanings.setdefault(fold(spelling), set()).add((form.key, name.typical, name.grades))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}
    assert "" not in meanings


# A key or a formula is typed like a name, so it may not be the name of another form.
def test_keys_and_formulas_are_not_names_of_another_form() -> None:
    owners: dict[str, set[str]] = {}
    for form in TABLE:
        spellings = [spelling for name in form.name for spelling in name.everywhere()]
        formulas = [grade.formula for grade in form.grade if grade.formula]
        for text in (form.key, *spellings, *formulas):
            owners.setdefault(fold(text), set()).add(form.key)
    assert {name: forms for name, forms in owners.items() if len(forms) > 1} == {}
    formulas_of_all = Counter(fold(grade.formula) for form in TABLE for grade in form.grade if grade.formula)
    assert [formula for formula, times in formulas_of_all.items() if times > 1] == []


@pytest.mark.parametrize("form", list(TABLE), ids=lambda form: form.key)
def test_every_name_of_the_table_is_found(form: Form) -> None:
    for name in form.name:
        for spelling in name.everywhere():
            for typed in (spelling, spelling.upper(), spelling.replace("-", " ")):
                meaning = TABLE.meaning(typed)
                assert (meaning.form, meaning.typical.key) == (form, name.typical), typed


@pytest.mark.parametrize("grade", PURE_GRADES)
def test_every_formula_settles_its_grade(grade: Grade) -> None:
    assert TABLE.meaning(grade.formula or "").grades == (grade,)


def test_a_grade_does_not_change_the_salt_that_was_named() -> None:
    # Taken for trimagnesium dicitrate, 1000 mg would be 162 mg of magnesium in place of 113.
    named = TABLE.meaning("magnesium hydrogen citrate")
    try:
        found = {grade.key for grade in TABLE.with_grade(named, "anhydrous").grades}
    except UnknownNameError:
        found = set()
    assert found <= {"hydrogen-citrate"}


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("citate", "citrate"),
        ("magnesium citrate x", "citrate"),
        ("magnesiun glycinate", "glycinate"),
        ("glycniate", "glycinate"),
        ("glycinaat e", "glycina"),
        ("magnesiumsitratt", "magnesiumsitrat"),
        ("oksid x", "oksid"),
        ("threonat3", "threonat"),
        ("bisglycinatt", "bisglycinat"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, offered: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        TABLE.meaning(name)
    assert refusal.value.hint.startswith("did you mean ")
    assert offered in refusal.value.hint.casefold()


@pytest.mark.parametrize(
    "name", ["magnesium", "Mg", "", " ", "-", "kalium", "zinc picolinate", "citrate oxide", "kalium anhydrous"]
)
def test_what_names_no_form_is_refused(name: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        TABLE.meaning(name)
    assert refusal.value.hint


@pytest.mark.parametrize(
    "name",
    [
        "citrate\u202e",  # right-to-left override
        "\u2066citrate",  # isolate
        "cit\u200brate",  # zero-width space
        "citrate\x1b[31m",
        "cit\x00rate",
        "citrate\n",
        "citrate\nerror: forged",
        "c" * 1_000_000,
        "citrate " * 125_000,
        "é" * 500_000,
        "\u0301" * 1_000_000,
    ],
    ids=lambda name: f"{name[:12]!a}-{len(name)}",
)
def test_hostile_names_are_refused_in_one_short_line(name: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        TABLE.meaning(name)
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize("length", [121, 1_000_000])
def test_a_name_too_long_to_be_one_is_not_even_looked_up(length: int) -> None:
    with pytest.raises(UnknownNameError, match="too long"):
        TABLE.meaning("c" * length)


# A Cyrillic letter looks the same and is another letter: refused, never guessed.
def test_letters_that_only_look_alike_are_refused() -> None:
    with pytest.raises(UnknownNameError):
        TABLE.meaning("citr\u0430te")


# "heptahydrate" may not be a word for two grades, in whatever languages.
def test_a_grade_word_means_one_grade() -> None:
    data = data_file("grades")
    owners: dict[str, set[str]] = {}
    for key in data.keys:
        for word in data.record(key)["words"]:
            owners.setdefault(fold(word), set()).add(key)
    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize(
    ("name", "word", "percent"),
    [
        ("glycinate", "anhydrous", "14.10"),
        ("glycinate", "dihydrate", "11.66"),  # 24.305 / (172.423 + 36.030)
        ("glycinate", "commercial", "10"),
        ("Magnesiumcitrat", "Nonahydrat", "11.89"),  # 72.915 / (451.113 + 162.135)
        ("chloride", "vannfri", "25.53"),  # 24.305 / 95.205
        ("carbonate", "basic-pentahydrate", "25.02"),  # 121.525 / 485.646
    ],
)
def test_a_grade_settles_the_percentage(name: str, word: str, percent: str) -> None:
    meaning = TABLE.with_grade(TABLE.meaning(name), word)
    assert [four_figures(percent_of(grade)) for grade in meaning.grades] == [Decimal(percent)]


def test_an_unknown_grade_is_refused_with_the_grades_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no grade 'heptahydrate'") as refusal:
        TABLE.with_grade(TABLE.meaning("glycinate"), "heptahydrate")
    assert "anhydrous" in refusal.value.hint
    assert "commercial" in refusal.value.hint


# The facts that the table was written from lie beside the checkout, where they are there at all.
FACTS = Path(__file__).parents[3] / "shared" / "facts" / "forms.json"


@pytest.fixture(scope="module")
def collected() -> list[dict[str, Any]]:
    if not FACTS.is_file():
        pytest.skip("the collected facts do not lie beside this checkout")
    grades: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"), parse_float=Decimal)["forms"]
    return grades


def test_every_family_of_the_collected_facts_is_a_form(collected: list[dict[str, Any]]) -> None:
    families = {grade["family"] for grade in collected} | {"amino-acid-chelate"}
    assert families - set(TABLE.keys) == set()


def test_every_percentage_of_the_collected_facts_is_a_grade(collected: list[dict[str, Any]]) -> None:
    missing = []
    for theirs in collected:
        value = (theirs.get("elemental_percent") or {}).get("value")
        if value is None:
            continue
        wanted = Decimal(value)
        ours = [grade.elemental_percent for grade in TABLE.form(theirs["family"]).grade if grade.elemental_percent]
        if not any(abs(percent - wanted) <= half_of_the_fourth_figure(wanted) for percent in ours):
            missing.append((theirs["key"], wanted))
    assert missing == []


@pytest.mark.parametrize(
    ("name", "grade"), [("glycinate dihydrate", "anhydrous"), ("magnesium chloride hexahydrate", "anhydrous")]
)
def test_a_name_and_a_grade_that_contradict_each_other_are_refused(name: str, grade: str) -> None:
    with pytest.raises(ChoiceError, match="already"):
        TABLE.with_grade(TABLE.meaning(name), grade)


SET_APART = """
    citrate, malate
    citrate/malate
    citrate (malate)
    citrate [malate]
    citrate & malate
    citrate; malate
    citrate - malate
    citrate – malate
    citrate | malate
    citrate · malate
    citrate • malate
    citrate = malate
    citrate. malate
    glycinate, lysinate
    potassium, magnesium citrate
"""


@pytest.mark.parametrize("name", [line.strip() for line in SET_APART.strip().splitlines()])
def test_two_salts_set_apart_are_not_the_mixed_salt(name: str) -> None:
    # Citrate malate holds about 13.5 %; citrate and malate apart hold 16.2 and 15.5 %, or more.
    with pytest.raises(UnknownNameError):
        TABLE.meaning(name)


@pytest.mark.parametrize("name", ["citrate malate", "citrate-malate", "citrate\u2011malate", "(citrate malate)"])
def test_a_mixed_salt_is_one_name(name: str) -> None:
    assert TABLE.meaning(name).form.key == "citrate-malate"


@pytest.mark.parametrize(
    "name", ["citrate, anhydrous", "citrate (anhydrous)", "citrate anhydrous", "anhydrous citrate"]
)
def test_a_grade_may_be_set_apart(name: str) -> None:
    assert [grade.key for grade in TABLE.meaning(name).grades] == ["anhydrous"]


def test_a_grade_can_be_typed_as_answers_write_it() -> None:
    # An answer says "2000 mg magnesium glycinate, commercial"; typed again it must mean the same.
    table = FormTable()
    for form in table:
        for name in form.name:
            for key in name.grades:
                written = f"{Meaning.of(form, name).title}, {key}"
                assert [grade.key for grade in table.meaning(written).grades] == [key], written


def test_the_name_of_another_salt_behind_a_comma_is_no_grade() -> None:
    with pytest.raises(UnknownNameError):
        FormTable().meaning("citrate, oxide")


# What a row of anybody's table may be: a grade of one number or of a range, and names by language.
GRADE = {"key": "pure", "source": "x", "status": "recalled"}
NAME = {"typical": "pure", "grades": ["pure"], "en": ["boronate"], "source": "x"}


@pytest.mark.parametrize(
    "percents",
    [
        {},
        {"elemental_percent": 12},
        {"elemental_percent": 12, "elemental_percent_low": 12, "elemental_percent_high": 12},
        {"elemental_percent": 12, "elemental_percent_low": 8},
        {"elemental_percent": 12, "elemental_percent_high": 14},
    ],
    ids=str,
)
def test_a_grade_that_can_be_is_taken(percents: dict[str, int]) -> None:
    grade = Grade.model_validate({**GRADE, **percents})
    known = set(percents.values())
    assert (grade.lowest_percent, grade.highest_percent) == (min(known, default=None), max(known, default=None))


@pytest.mark.parametrize(
    "wrong",
    [
        {"elemental_percent_low": 8},
        {"elemental_percent": 12, "elemental_percent_low": 13},
        {"elemental_percent": 12, "elemental_percent_high": 11},
        {"elemental_percent_low": 8, "elemental_percent_high": 12},
        {"key": "Pure"},
        {"key": "-pure"},
        {"key": "p" * 41},
    ],
    ids=str,
)
def test_a_grade_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    assert Grade.model_validate({**GRADE, "key": "p" * 40}).key == "p" * 40
    with pytest.raises(ValidationError):
        Grade.model_validate({**GRADE, **wrong})


@pytest.mark.parametrize("spellings", [{"en": ["x"] * 100}, {"en": ["x"] * 99, "da": ["x"]}, {"any": ["x"]}], ids=str)
def test_a_name_has_up_to_100_spellings(spellings: dict[str, list[str]]) -> None:
    name = FormName.model_validate({**NAME, "en": [], **spellings})
    assert list(name.everywhere()) == ["x"] * sum(map(len, spellings.values()))


@pytest.mark.parametrize(
    "wrong", [{"en": ["x"] * 101}, {"en": ["x"] * 100, "da": ["x"]}, {"en": []}, {"da": "boronat"}], ids=str
)
def test_a_name_has_spellings_in_lists_and_not_too_many(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FormName.model_validate({**NAME, **wrong})


SHARES = {"evidence": "E", "source": "x", "status": "recalled"}


@pytest.mark.parametrize("shares", [("0.2", "0.2", "0.2"), ("0", "0.1", "1"), ("0.1", "0.1", "0.3")])
def test_absorption_may_be_one_number(shares: tuple[str, ...]) -> None:
    absorption = dict(zip(("low", "typical", "high"), map(Decimal, shares), strict=True))
    grade = Grade.model_validate({**GRADE, "absorption": {**absorption, **SHARES}})
    assert grade.absorption is not None
    assert grade.absorption[:3] == tuple(absorption.values())


# Regulation (EU) 2024/2694: L-threonate in supplements for adults; no other salt of the list is kept from children.
def test_one_form_is_for_adults_only() -> None:
    assert [form.key for form in TABLE if form.eu.adults_only] == ["threonate"]
