"""The words of labels: every file is plain TOML, complete and at one with itself, and a language is a file."""

import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from magcalc.errors import TableError
from magcalc.facts.lexicon import languages_with, lexicon, lexicon_codes
from magcalc.facts.store import data_folder
from magcalc.label.read import read_label

Table = dict[str, dict[str, Any]]

FOLDER = data_folder() / "lexicon"
# Parsed by tomllib and not by the code under test.
FILES: dict[str, Table] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
ENGLISH = FILES["en"]
# No roles: what tells the language, sentences that are looked for as they stand, acids that are nutrients as well.
WITHOUT_ROLE = {"language", "statements", "health", "acids"}

each_language = pytest.mark.parametrize("code", FILES)


def words_of_roles(table: Table, *, without: set[str] = WITHOUT_ROLE) -> Iterator[tuple[str, str]]:
    """Every word of a file with the role and the key that it stands under."""
    for role, lists in table.items():
        if role not in without:
            for key, words in lists.items():
                yield from ((word, f"{role}.{key}") for word in words)


def test_the_ten_languages_are_there_and_english_comes_first() -> None:
    # The list: four languages first-class and six that are read.
    wanted = {"en", "da", "nb", "sv", "de", "fr", "nl", "fi", "es", "it"}
    assert wanted <= set(FILES)
    assert set(lexicon_codes()) == set(FILES)
    assert lexicon_codes() == ("en", *sorted(set(FILES) - {"en"}))


# The files are read as JSON, line by line, because that is quicker; it must be what a TOML parser reads.
@each_language
def test_a_file_is_read_as_a_toml_parser_reads_it(code: str) -> None:
    whole = FILES[code]
    read = lexicon(code)
    about = {
        "title": read.title,
        "tell": list(read.tell),
        "decimal": read.decimal,
        "near": list(read.near),
        "endings": list(read.endings),
    }
    assert {"language": about, **read.roles} == whole


@each_language
def test_a_language_has_the_roles_of_english(code: str) -> None:
    assert set(FILES[code]) == set(ENGLISH)
    for role, lists in ENGLISH.items():
        # A language may have more number words than English: Romance eleven is one word as well.
        missing = set(lists) - set(FILES[code][role])
        more = set(FILES[code][role]) - set(lists) if role != "numbers" else set()
        assert (role, missing, more) == (role, set(), set())


@each_language
def test_no_role_is_empty_and_no_word_is_odd(code: str) -> None:
    for role, lists in FILES[code].items():
        for key, value in lists.items():
            if (role, key) in {("language", "near"), ("language", "endings")}:
                continue
            assert value, f"[{role}] {key} is empty"
            for word in [value] if isinstance(value, str) else value:
                assert word == " ".join(word.split()), f"[{role}] {key}: odd spaces in {word!r}"
                assert word
                # What is longer is a sentence and no word of a role.
                assert len(word) <= 60, f"[{role}] {key}: {word}"


@each_language
def test_words_are_written_small(code: str) -> None:
    big = [word for word, _ in words_of_roles(FILES[code], without={"language"}) if word != word.lower()]
    assert big == []


# Words are matched with their case folded away, and folded the German sharp s is two.
@each_language
def test_a_word_with_a_sharp_s_has_its_folded_twin(code: str) -> None:
    for role, lists in FILES[code].items():
        for key, words in lists.items():
            if isinstance(words, list):
                missing = [word for word in words if "ß" in word and word.replace("ß", "ss") not in words]
                assert (role, key, missing) == (role, key, [])


# README.md of the folder promises it: which of two roles a word has would hang on the order of the file.
@each_language
def test_a_word_stands_in_one_role(code: str) -> None:
    counted = Counter(word for word, _ in words_of_roles(FILES[code]))
    twice = {word for word, count in counted.items() if count > 1}
    assert {(word, role) for word, role in words_of_roles(FILES[code]) if word in twice} == set()


@each_language
def test_no_word_is_listed_twice_under_one_key(code: str) -> None:
    for role, lists in FILES[code].items():
        for key, words in lists.items():
            if isinstance(words, list):
                assert (role, key, [w for w, n in Counter(words).items() if n > 1]) == (role, key, [])


@each_language
def test_near_names_other_languages_that_exist(code: str) -> None:
    near = FILES[code]["language"]["near"]
    assert set(near) <= set(FILES)
    assert code not in near


@each_language
def test_the_decimal_mark_is_that_of_the_language(code: str) -> None:
    # Of the ten, only English writes a point.
    assert FILES[code]["language"]["decimal"] == ("." if code == "en" else ",")


# A dictionary's number words, one to ten and twelve, by hand.
NUMBERS = {
    "en": "one two three four five six seven eight nine ten twelve",
    "da": "en to tre fire fem seks syv otte ni ti tolv",
    "nb": "en to tre fire fem seks sju åtte ni ti tolv",
    "sv": "en två tre fyra fem sex sju åtta nio tio tolv",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn zwölf",
    "nl": "een twee drie vier vijf zes zeven acht negen tien twaalf",
    "fr": "un deux trois quatre cinq six sept huit neuf dix douze",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen kaksitoista",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez doce",
    "it": "un due tre quattro cinque sei sette otto nove dieci dodici",
}
HALVES = {
    "en": "half",
    "da": "halv",
    "nb": "halv",
    "sv": "halv",
    "de": "halbe",
    "nl": "halve",
    "fr": "demi",
    "fi": "puoli",
    "es": "medio",
    "it": "mezza",
}


@pytest.mark.parametrize("code", NUMBERS)
def test_number_words_stand_under_their_numbers(code: str) -> None:
    numbers = FILES[code]["numbers"]
    for digits, word in zip([*map(str, range(1, 11)), "12"], NUMBERS[code].split(), strict=True):
        assert word in numbers[digits], digits
    assert HALVES[code] in numbers["0.5"]


@pytest.mark.parametrize(
    ("code", "word"),
    [("es", "once"), ("fr", "onze"), ("it", "undici")],
)
def test_a_romance_eleven_is_no_english_once(code: str, word: str) -> None:
    assert word in FILES[code]["numbers"]["11"]


MAGNESIUM = {
    "en": "magnesium",
    "da": "magnesium",
    "nb": "magnesium",
    "sv": "magnesium",
    "de": "magnesium",
    "nl": "magnesium",
    "fr": "magnésium",
    "fi": "magnesiumia",
    "es": "magnesio",
    "it": "magnesio",
}
CITRATE = {
    "en": "magnesium citrate",
    "da": "magnesiumcitrat",
    "nb": "magnesiumsitrat",
    "sv": "magnesiumcitrat",
    "de": "Magnesiumcitrat",
    "nl": "magnesiumcitraat",
    "fr": "citrate de magnésium",
    "fi": "magnesiumsitraatti",
    "es": "citrato de magnesio",
    "it": "citrato di magnesio",
}


@pytest.mark.parametrize("code", MAGNESIUM)
def test_every_language_finds_its_own_word_for_magnesium(code: str) -> None:
    assert MAGNESIUM[code] in FILES[code]["magnesium"]["words"]
    reading = read_label(f"{MAGNESIUM[code].capitalize()}: 100 mg", code)
    assert [claim.subject.what for claim in reading.claims] == ["magnesium"]
    assert [claim.high for claim in reading.claims] == [100]


@pytest.mark.parametrize("code", CITRATE)
def test_every_language_finds_its_own_name_of_the_citrate(code: str) -> None:
    assert read_label(CITRATE[code], code).forms == ("citrate",)


# A sentence a language, told by its small words alone: no name of a salt, no unit that two languages share.
SENTENCES = {
    "en": "Take two tablets with food for the day",
    "da": "Kosttilskud. Tag to kapsler og ikke mere. Opbevares utilgængeligt for børn",
    "nb": "Kosttilskudd. Ta to kapsler daglig, og ikke mer. Oppbevares utilgjengelig for barn",
    "sv": "Kosttillskott. Ta två kapslar och inte mer. Förvaras utom räckhåll för barn",
    "de": "Nahrungsergänzungsmittel. Nehmen Sie täglich zwei Kapseln ein, nicht mehr",
    "nl": "Voedingssupplement. Neem dagelijks twee capsules in, niet meer",
    "fr": "Complément alimentaire. Prendre deux gélules par jour avec un verre d'eau",
    "fi": "Ravintolisä. Kaksi kapselia päivässä. Säilytä lasten ulottumattomissa",
    "es": "Complemento alimenticio. Tomar dos cápsulas al día con agua",
    "it": "Integratore alimentare. Assumere due capsule al giorno con acqua",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_language_is_told_by_its_sentence(code: str) -> None:
    assert read_label(SENTENCES[code]).language == code


@each_language
def test_a_language_tells_itself(code: str) -> None:
    assert len(FILES[code]["language"]["tell"]) >= 10
    # One word alone may stand in two languages; together they do not.
    assert not any(
        set(FILES[code]["language"]["tell"]) <= set(FILES[other]["language"]["tell"])
        for other in FILES
        if other != code
    )


def test_every_acid_that_is_no_fat_leads_to_a_form() -> None:
    forms = set(tomllib.loads((data_folder() / "forms.toml").read_text(encoding="utf-8")))
    for code, table in FILES.items():
        assert (code, set(table["acids"]) - forms) == (code, {"excipient"})


# Zaragonian: nobody speaks it. All that it needs is a file.
INVENTED = {
    "take": "glipu",
    "daily": "dagzu",
    "magnesium": "magneziko",
    "tablet": "tabluko",
}


# A process of its own, in which the tables lie elsewhere from the first import on: nothing is kept from before.
READ_ELSEWHERE = """
import sys
from pathlib import Path
from magcalc.facts import store
store.data_folder = lambda: Path(sys.argv[1])
from magcalc.facts.lexicon import lexicon_codes
from magcalc.label.read import read_label
reading = read_label(sys.argv[2])
print(*lexicon_codes())
print(reading.language, *reading.day)
"""


def test_adding_a_language_is_adding_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    text = (FOLDER / "fr.toml").read_text(encoding="utf-8").replace('title = "French"', 'title = "Zaragonian"')
    for role, word in INVENTED.items():
        head = 'tablet = ["' if role == "tablet" else f'[{role}]\nwords = ["'
        assert head in text
        text = text.replace(head, f'{head}{word}", "', 1)
    text = text.replace('tell = ["', f'tell = ["{INVENTED["take"]}", "{INVENTED["daily"]}", "', 1)
    (folder / "lexicon" / "zz.toml").write_text(text, encoding="utf-8")
    label = "magneziko 100 mg par tabluko\nglipu 2 tabluko dagzu"
    ended = subprocess.run(
        [sys.executable, "-c", READ_ELSEWHERE, str(folder), label],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    codes, reading = ended.stdout.splitlines()
    assert set(codes.split()) == {*FILES, "zz"}
    # 100 mg twice a day.
    assert reading.split() == ["zz", "200", "200"]


def test_a_language_without_a_file_is_refused() -> None:
    assert "zz" not in lexicon_codes()
    with pytest.raises(TableError, match=r"lexicon/zz\.toml|zz\.toml"):
        lexicon("zz")


def test_a_file_that_was_cut_short_is_named_with_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[language]\ntitle = "Zzz"\ntell = ["zz"]\nnear = []\nendings = []\n'
    monkeypatch.setattr("magcalc.facts.lexicon.data_text", lambda name: text if name == "lexicon/zz" else "")
    with pytest.raises(TableError, match=r"lexicon/zz\.toml lacks 'decimal'"):
        lexicon.__wrapped__("zz")


@each_language
def test_every_word_tells_its_language(code: str) -> None:
    """Words are cut out of the text of the file, which is quicker than to parse ten of them."""
    words = [word for word, _ in words_of_roles(FILES[code])]
    assert words
    assert [word for word in words if code not in languages_with(word)] == []


def test_a_word_tells_the_languages_that_have_it_and_no_other() -> None:
    having = {code for code, table in FILES.items() if "dosis" in {word for word, _ in words_of_roles(table)}}
    assert 1 < len(having) < len(FILES)
    assert set(languages_with("dosis")) >= having
    assert languages_with("dos") != languages_with("dosis")
    assert languages_with("qwertz") == ()
