"""A user's own forms: what they may add and replace, and the hostile files that are refused in one line."""

import os
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from magcalc.errors import MagcalcError, StreamError, TableError, UnknownNameError
from magcalc.facts.form_table import FormTable
from magcalc.facts.limits import limit, limit_keys
from magcalc.facts.user_table import table_with

GOOD = """
[boronate]
title = "magnesium boronate"
role = "nutrient"
eu = { listed = "unclear", source = "my notes", status = "recalled" }

[[boronate.name]]
typical = "pure"
grades = ["pure", "wet"]
en = ["magnesium boronate"]
da = ["magnesiumboronat"]
any = ["Boromag"]
source = "my notes"

[[boronate.grade]]
key = "pure"
elemental_percent = 12.5
source = "my notes"
status = "recalled"

[[boronate.grade]]
key = "wet"
elemental_percent = 8
source = "my notes"
status = "recalled"
"""

# The same form under a key of ours: it stands in for our oxide.
OXIDE = (
    GOOD.replace("boronate]", "oxide]").replace("boronate.", "oxide.").replace("magnesium boronate", "magnesium oxide")
)


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def table_of(path: Path, text: str | bytes) -> FormTable:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return table_with(path)


def changed(old: str, new: str) -> str:
    """The good table with one thing changed; the change must find its place."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def refusal_of(path: Path, text: str | bytes) -> MagcalcError:
    with pytest.raises(TableError) as refusal:
        table_of(path, text)
    return refusal.value


def assert_one_line(error: MagcalcError) -> None:
    assert len(error.message.splitlines()) == 1
    assert len(error.message) < 500
    assert len(error.hint.splitlines()) == 1
    assert error.exit_code == 2


@pytest.mark.parametrize("name", ["boronate", "Magnesium Boronate", "magnesiumboronat", "boro-mag"])
def test_a_form_is_added_and_found_by_its_names(table_file: Path, name: str) -> None:
    meaning = table_of(table_file, GOOD).meaning(name)
    assert (meaning.form.key, meaning.typical.key, meaning.typical.elemental_percent) == (
        "boronate",
        "pure",
        Decimal("12.5"),
    )
    assert [grade.elemental_percent for grade in meaning.grades] == [Decimal("12.5"), Decimal(8)]


def test_our_forms_stay_beside_the_users(table_file: Path) -> None:
    ours, both = FormTable(), table_of(table_file, GOOD)
    assert both.keys == (*ours.keys, "boronate")
    assert both.meaning("citrate") == ours.meaning("citrate")


def test_every_name_of_a_users_form_is_a_spelling_and_stands_in_for_ours(table_file: Path) -> None:
    own = [spelling for spelling in table_of(table_file, GOOD).spellings() if spelling[0] == "boronate"]
    assert own == [
        ("boronate", "en", "magnesium boronate"),
        ("boronate", "da", "magnesiumboronat"),
        ("boronate", "any", "Boromag"),
    ]
    # A form of our key hides all of our own names, in Swedish too.
    assert ("oxide", "sv", "magnesiumoxid") in FormTable().spellings()
    oxide = [name for key, _, name in table_of(table_file, OXIDE).spellings() if key == "oxide"]
    assert oxide == ["magnesium oxide", "magnesiumboronat", "Boromag"]


@pytest.mark.parametrize(
    ("language", "names", "shown"),
    [
        ("da", 'da = ["magnesiumboronat"]', "magnesiumboronat"),
        # No Swedish name: the English one; no English one either: its title.
        ("sv", 'en = ["magnesium boronate, pure"]', "magnesium boronate, pure"),
        ("sv", 'da = ["magnesiumboronat"]', "magnesium boronate"),
    ],
)
def test_a_form_is_shown_by_the_nearest_name_that_it_has(
    table_file: Path, language: str, names: str, shown: str
) -> None:
    text = GOOD.replace('en = ["magnesium boronate"]\nda = ["magnesiumboronat"]\nany = ["Boromag"]', names)
    assert table_of(table_file, text).form("boronate").local_name(language) == shown


def test_the_table_says_which_file_it_came_from(table_file: Path) -> None:
    assert table_of(table_file, GOOD).origin == str(table_file)
    assert FormTable().origin is None


def test_a_form_of_the_same_key_stands_in_for_ours(table_file: Path) -> None:
    ours, replaced = FormTable(), table_of(table_file, OXIDE)
    assert replaced.keys == ours.keys
    assert replaced.meaning("oxide").typical.elemental_percent == Decimal("12.5")
    # Our names for the replaced form are gone with it, so they cannot give our percentage unnoticed.
    with pytest.raises(UnknownNameError):
        replaced.meaning("E530")


def test_our_own_table_is_not_changed_by_a_users(table_file: Path) -> None:
    table_of(table_file, OXIDE)
    # 24.305 / 40.304
    assert FormTable().meaning("oxide").typical.elemental_percent == Decimal("60.3042")


def test_a_grade_may_hold_all_or_an_unknown_amount(table_file: Path) -> None:
    pure = table_of(table_file, changed("elemental_percent = 12.5", "elemental_percent = 100"))
    assert pure.meaning("boronate").typical.elemental_percent == 100
    unknown = table_of(table_file, changed("elemental_percent = 12.5\n", ""))
    assert unknown.meaning("boronate").typical.elemental_percent is None


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "#" * 300 * 1024,
        "x = " + "[" * 5000 + "]" * 5000,
        "[boronate]\ntitle = " + "{a = " * 5000 + "1" + "}" * 5000,
        "[" + ".".join("a" * 20_000) + "]",
        "[boronate",
        GOOD + GOOD,
        GOOD.encode() + b"\x00",
        changed("magnesium boronate", "bor\u00e5t").encode("latin-1"),
        GOOD.encode("utf-16"),
        "",
        "# nothing but a remark\n",
        "boronate = 12.5\n",
        "[[boronate]]\ntitle = 'x'\n",
        "".join(f"[form-{number}]\n" for number in range(201)),
        changed("12.5", "1" * 5000),
        changed("12.5", "0x" + "f" * 5000),
        changed("12.5", "1e999999999999999999999"),
    ],
    ids=[
        "300 KiB",
        "5000 brackets",
        "5000 braces",
        "20000 dots",
        "no TOML",
        "the same form twice",
        "NUL byte",
        "Latin-1",
        "UTF-16",
        "empty",
        "remarks only",
        "a plain value",
        "a list of tables",
        "201 forms",
        "5000 digits",
        "5000 hexadecimal digits",
        "huge exponent",
    ],
)
def test_a_file_that_is_no_table_of_forms_is_refused(table_file: Path, text: str | bytes) -> None:
    assert_one_line(refusal_of(table_file, text))


def test_a_file_may_hold_200_forms_in_256_kib(table_file: Path) -> None:
    bare = "".join(f"[form-{number}]\n" for number in range(200))
    # Each of them lacks its fields, and the first is named for it.
    assert "'form-0.title'" in refusal_of(table_file, bare).message
    assert "holds 201 forms" in refusal_of(table_file, bare + "[another]\n").message
    largest = GOOD + "#" * (256 * 1024 - len(GOOD))
    assert table_of(table_file, largest).form("boronate").key == "boronate"
    assert "larger than 256 KiB" in refusal_of(table_file, largest + "#").message


def test_the_way_to_a_field_is_told(table_file: Path) -> None:
    error = refusal_of(table_file, changed("elemental_percent = 12.5", 'elemental_percent = "12.5"'))
    assert error.message == ("'mine.toml': 'boronate.grade.0.elemental_percent': Value error, must be a plain number")


def test_a_name_has_at_most_120_signs(table_file: Path) -> None:
    assert table_of(table_file, changed("Boromag", "b" * 120)).meaning("b" * 120).form.key == "boronate"
    assert "too long" in refusal_of(table_file, changed("Boromag", "b" * 121)).message


def test_a_text_in_another_encoding_is_named_as_such(table_file: Path) -> None:
    error = refusal_of(table_file, changed("Boromag", "bor\u00e5t").encode("latin-1"))
    assert "UTF-8" in error.message
    assert "UTF-8" in error.hint


# What is wrong, in place of what was right; the message must name the field.
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("elemental_percent = 12.5", 'elemental_percent = "12.5"', "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = true", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = [12.5]", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 2026-01-01", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = nan", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = inf", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = -inf", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 0", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 0.0", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = -12.5", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 101", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 100.0001", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 12.5\nelemental_percent_low = 13", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 12.5\nelemental_percent_high = 12", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent_low = 12.5", "elemental_percent"),
        ("elemental_percent = 12.5", "elemental_percent = 12.5\nmolar_mass = -1", "molar_mass"),
        ('title = "magnesium boronate"', "title = 3", "title"),
        ('title = "magnesium boronate"', 'title = ""', "title"),
        ('title = "magnesium boronate"', 'title = "x"\ncolour = "red"', "colour"),
        ('title = "magnesium boronate"', 'title = "x"\nkey = "oxide"', "key"),
        ('title = "magnesium boronate"\n', "", "title"),
        ('role = "nutrient"', 'role = "food"', "role"),
        ('role = "nutrient"', 'role = "nutrient"\ntolerance = { rank = 6, source = "x", status = "recalled" }', "rank"),
        (
            'role = "nutrient"',
            'role = "nutrient"\ntolerance = { rank = "2", source = "x", status = "recalled" }',
            "rank",
        ),
        (
            'role = "nutrient"',
            'role = "nutrient"\ntolerance = { rank = true, source = "x", status = "recalled" }',
            "rank",
        ),
        ('source = "my notes"\nstatus', 'source = "my notes"\nlimit_mg = 900\nstatus', "limit_mg"),
        ('source = "my notes"\nstatus', "status", "source"),
        ('en = ["magnesium boronate"]', 'en = "magnesium boronate"', "en"),
        ('en = ["magnesium boronate"]', "en = [3]", "en"),
        ('en = ["magnesium boronate"]', 'xx = ["magnesium boronate"]', "xx"),
        ('grades = ["pure", "wet"]', 'grades = "pure"', "grades"),
        ('grades = ["pure", "wet"]', "grades = []", "grades"),
        ('grades = ["pure", "wet"]', 'grades = ["pure", "dry"]', "dry"),
        ('grades = ["pure", "wet"]', 'grades = ["wet"]', "pure"),
        ('typical = "pure"', 'typical = "dry"', "dry"),
        ('key = "wet"', 'key = "pure"', "same key"),
        ('key = "wet"', 'key = "Wet grade"', "key"),
    ],
)
def test_a_row_that_is_wrong_is_refused_by_its_field(table_file: Path, old: str, new: str, field: str) -> None:
    error = refusal_of(table_file, changed(old, new))
    assert_one_line(error)
    assert field in error.message


# 1e-400 % is no assay; a dose turned into the salt would be a number of 400 digits and more.
@pytest.mark.parametrize("percent", ["1e-400", "1e-1000000"])
def test_a_percentage_too_small_to_be_one_is_refused(table_file: Path, percent: str) -> None:
    assert_one_line(refusal_of(table_file, changed("12.5", percent)))


ABSORBED = """role = "nutrient"
absorption = {{ low = {}, typical = {}, high = {}, evidence = "E", source = "x", status = "recalled" }}"""


@pytest.mark.parametrize(
    "shares",
    [("0.3", "0.2", "0.4"), ("0.1", "0.5", "0.4"), ("0.1", "0.2", "1.1"), ("-0.1", "0.2", "0.3"), ('"0"', "0", "0")],
)
def test_absorption_is_a_share_in_order(table_file: Path, shares: tuple[str, ...]) -> None:
    error = refusal_of(table_file, changed('role = "nutrient"', ABSORBED.format(*shares)))
    assert_one_line(error)
    assert "absorption" in error.message


def another(key: str, name: str) -> str:
    return GOOD.replace("boronate]", f"{key}]").replace("boronate.", f"{key}.").replace("magnesium boronate", name)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # a name of ours, in other letters; a key of ours; a formula of ours
        (changed("Boromag", "Citrat"), "citrate"),
        (changed("Boromag", "MAGNÉSIUM-CITRATE"), "citrate"),
        (changed("Boromag", "amino acid chelate"), "amino-acid-chelate"),
        (changed("Boromag", "MgO"), "oxide"),
        (changed("elemental_percent = 8", 'elemental_percent = 8\nformula = "MgCl2·6H2O"'), "chloride"),
        # two forms of the file
        (
            GOOD + another("boride", "Boro Nate").replace('"magnesiumboronat"', '"borid"').replace("Boromag", "B"),
            "boronate",
        ),
    ],
    ids=["ours", "ours in capitals", "key of ours", "formula of ours", "formula of a grade", "within the file"],
)
def test_a_name_that_is_taken_is_refused(table_file: Path, text: str, owner: str) -> None:
    error = refusal_of(table_file, text)
    assert_one_line(error)
    assert f"is a name of {owner} already" in error.message


@pytest.mark.parametrize(
    "name", ["magnesium", "-", "Magnesium ", "b" * 121, "bo\\u0000ro", "\\u202eboro", "bo\\u200bro", "bo\\nro"]
)
def test_a_name_that_is_none_is_refused(table_file: Path, name: str) -> None:
    assert_one_line(refusal_of(table_file, changed("Boromag", name)))


@pytest.mark.parametrize("sign", ["\\u001b[31m", "\\u202e", "\\nlimit EFSA: below"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "magnesium boronate"', 'title = "x{}"'),
        ('title = "magnesium boronate"', 'title = "x"\nnote = "x{}"'),
        ('title = "magnesium boronate"', 'title = "x"\n"note{}" = "x"'),
        ('key = "pure"', 'key = "pure"\n"note{}" = "x"'),
        ('key = "pure"', 'key = "pure"\ntitle = "x{}"'),
        ('key = "pure"', 'key = "pure"\nnote = "x{}"'),
        ('typical = "pure"', 'typical = "pure"\nnote = "x{}"'),
        ('source = "my notes"\nstatus', 'source = "my notes{}"\nstatus'),
    ],
    ids=[
        "title",
        "note",
        "field",
        "field of a grade",
        "title of a grade",
        "note of a grade",
        "note of a name",
        "source",
    ],
)
def test_control_and_direction_characters_are_refused(table_file: Path, old: str, new: str, sign: str) -> None:
    assert_one_line(refusal_of(table_file, changed(old, new.format(sign))))


# A limit in a user's file is refused, and nothing of ours has changed.
@pytest.mark.parametrize(
    "text",
    [
        '[efsa]\nauthority = "me"\n[[efsa.band]]\nfrom_age = "4 y"\nmax_mg = 2500\n',
        GOOD + '[[boronate.band]]\nfrom_age = "4 y"\nmax_mg = 2500\n',
        GOOD + '[efsa]\ntitle = "EFSA"\nband = [{ from_age = "4 y", max_mg = 2500 }]\n',
    ],
    ids=["a limit", "a band in a form", "a limit beside a form"],
)
def test_a_users_table_holds_no_limits(table_file: Path, text: str) -> None:
    assert_one_line(refusal_of(table_file, text))
    # SCF 2001
    assert [band.max_mg for band in limit("efsa").band] == [250]
    assert "boronate" not in limit_keys()


def test_a_missing_file_is_a_stream_error(tmp_path: Path) -> None:
    with pytest.raises(StreamError, match="No such file") as refusal:
        table_with(tmp_path / "none.toml")
    assert_one_line(refusal.value)


def test_a_folder_is_a_stream_error(tmp_path: Path) -> None:
    with pytest.raises(StreamError) as refusal:
        table_with(tmp_path)
    assert_one_line(refusal.value)


def test_a_file_that_may_not_be_read_is_a_stream_error(table_file: Path) -> None:
    table_file.write_text(GOOD)
    table_file.chmod(0)
    if os.access(table_file, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(StreamError, match="denied") as refusal:
        table_with(table_file)
    assert_one_line(refusal.value)


def test_the_name_of_the_file_stays_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StreamError) as refusal:
        table_with(Path("two\nlines.toml"))
    assert_one_line(refusal.value)


def test_the_table_of_these_tests_is_good() -> None:
    assert set(tomllib.loads(GOOD)) == {"boronate"}
