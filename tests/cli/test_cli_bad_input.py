"""What cannot be read is refused: exit code 2, one error line, one hint line, nothing on standard output."""

from pathlib import Path

import pytest
from cli_runner import MOON_SALT, refusal_of, run, run_process, type_in

HUGE = 1_000_000


@pytest.mark.parametrize(
    ("language", "typed", "near"),
    [
        ("en_US.UTF-8", "magnesium oxidde", "oxide"),
        ("da_DK.UTF-8", "magnesiumcitart", "magnesiumcitrat"),
        ("nb_NO.UTF-8", "magnesiumsitart", "magnesiumsitrat"),
    ],
)
def test_an_unknown_form_offers_the_nearest_names(language: str, typed: str, near: str) -> None:
    error, hint = refusal_of(run("dose", "400", "mg", *typed.split(), env={"LANG": language}))
    assert typed in error
    assert near in hint


def test_a_form_like_no_other_leads_to_the_list_of_forms() -> None:
    assert "magcalc forms" in refusal_of(type_in("dose 400 mg xyzzyq"))[1]


@pytest.mark.parametrize("number", ["1,500", "1.500"])
def test_one_mark_before_three_digits_has_two_readings(number: str) -> None:
    error, hint = refusal_of(type_in(f"dose {number} mg oxide"))
    assert "1500" in error
    assert "1.500" in error
    # Each reading is offered in a spelling that is itself read, and read as that.
    for reading, magnesium in (("1500", "904.563"), ("1.5000", "0.904563")):
        assert reading in hint
        assert f",{magnesium}," in type_in(f"dose {reading} mg oxide --csv").out


@pytest.mark.parametrize("unit", ["Mg", "MG"])
def test_a_megagram_is_no_milligram(unit: str) -> None:
    error, hint = refusal_of(type_in(f"dose 400 {unit} oxide"))
    assert unit in error
    assert "mg" in hint


@pytest.mark.parametrize(
    "dose",
    [
        "-5 mg oxide",
        "−5 mg oxide",
        "0 mg oxide",
        "0.0 mg oxide",
        "nan mg oxide",
        "inf mg oxide",
        "-inf mg oxide",
        "1e400 mg oxide",
        "4e2 mg oxide",
        "9**9**9 mg oxide",
        "0x10 mg oxide",
        "4_00 mg oxide",
        "1.2.3 mg oxide",
        "1,2.3 mg oxide",
        "12 34 mg oxide",
        ".5 mg oxide",
        "5. mg oxide",
        "1 000 000 000 000 mg oxide",
        "1.1234567 mg oxide",
        "４００ mg oxide",
        "٤٠٠ mg oxide",
        "4² mg oxide",
        "½ mg oxide",
        "400 mg",
        "400",
        "oxide",
        "400 mg oxide +",
        "+ 400 mg oxide",
        "400 mg oxide 400 mg",
        "400 mg oxide 400 mg citrate",
        "0 x 400 mg oxide",
        "1.5 x 400 mg oxide",
        "2 x 3 x 400 mg oxide",
        "400 mg oxide @nope",
        "400 mg oxide @",
        "400 mg magnesium (citrate)",
        "400 mg magnesium, citrate",
        "400 IU oxide",
        "400 ml oxide",
        "400 mg oxide -5",
    ],
)
def test_a_dose_that_cannot_be_read(dose: str) -> None:
    refusal_of(type_in(f"dose {dose}"))
    # Quoted, as from a script, it is the same text.
    refusal_of(run("dose", "--json", dose))


@pytest.mark.parametrize("dose", ["", " ", "\n", "\u00a0"])
def test_an_empty_dose(dose: str) -> None:
    refusal_of(run("dose", dose))


@pytest.mark.parametrize(
    "dose", ["9" * HUGE + " mg oxide", "400 mg " + "x" * HUGE, "1 mg oxide+" * (HUGE // 11), "(" * HUGE, " " * HUGE]
)
def test_a_huge_argument(dose: str) -> None:
    refusal_of(run("dose", dose))


@pytest.mark.parametrize(
    ("args", "seen"),
    [
        (["dose", "400 mg ox\x1b[31mide"], "\\x1b"),
        (["dose", "400 mg ox\u202eide"], "\\u202e"),
        (["dose", "400 mg ox\u2066ide"], "\\u2066"),
        (["dose", "400 mg ox\u200bide"], "\\u200b"),
        (["dose", "400 mg \x07oxide"], "\\x07"),
        (["dose", "400 mg \x9boxide"], "\\x9b"),
        (["dose", "400 mg ox\udcffide"], "\\udcff"),  # a byte that is not UTF-8, as Python hands it on
        (["dose", "400 mg oxide", "--\x1b[31m"], "\\x1b"),
        (["dose", "400 mg oxide", "--sex", "\x1b[31m"], "\\x1b"),
        (["dose", "400 mg oxide", "--limits", "\x1b[31m"], "\\x1b"),
        (["dose", "400 mg oxide", "--forms", "/nowhere/\x1b[31m"], "\\x1b"),
        (["need", "400 mg ox\u202eide"], "\\u202e"),
        (["convert", "4 mmol", "\x1b[31m"], "\\x1b"),
        (["form", "ox\x1bide"], "\\x1b"),
        (["forms", "--sort", "\x1b[31m"], "\\x1b"),
        (["limits", "\x1b[31m"], "\\x1b"),
        (["source", "\u202e"], "\\u202e"),
        (["schema", "\u202e"], "\\u202e"),
        (["\x1b[31m"], "\\x1b"),
        (["--\x1b[31m"], "\\x1b"),
    ],
)
def test_control_and_direction_characters_are_shown_and_never_sent(args: list[str], seen: str) -> None:
    # That both lines are printable is checked for every refusal.
    assert seen in refusal_of(run(*args))[0]


@pytest.mark.parametrize(
    "options",
    [
        "--assay 101%",
        "--assay 0",
        "--assay 0%",
        "--assay -5%",
        "--assay abc",
        "--assay nan",
        "--assay 1e1",
        "--assay 100.0000001%",
        "--assay ６０%",
        "--age -1",
        "--age 200",
        "--age 131",
        "--age abc",
        "--age nan",
        "--age ８",
        "--age 1e1",
        "--sex x",
        "--sex male --pregnant",
        "--sex male --lactating",
        "--per-day 0",
        "--per-day -1",
        "--per-day 25",
        "--per-day x",
        "--per-day 1_0",
        "--per-day 1.5",
        "--per-day 1e1",
        "--times 0",
        "--times 25",
        "--times x",
        "--max-single 0",
        "--max-single -5",
        "--max-single x",
        "--max-single 1,500",
        "--max-single 100Mg",
        "--limits nope",
        "--limits efsa,nope",
        "--limits efsa,,iom",
        "--limits=",
        "--counts-as nope",
        "--fail-on nope",
        "--fail-on at",
        "--json --csv",
        "--ndjson --plain",
        "--grade nope",
        "--grade=",
        "--elemental --grade pure",
        "--elemental --assay 60%",
        "--nope",
        "--nope=3",
        "-z",
        "-qz",
        "--age",
        "--json=1",
    ],
)
def test_an_option_that_cannot_be(options: str) -> None:
    refusal_of(type_in(f"dose 400 mg oxide {options}"))


def test_an_assay_over_what_the_pure_salt_holds() -> None:
    # Mg(C2H4NO2)2 is 24.305 of 172.423 g/mol: 14.1 %. More is a blend, and must be called one.
    error, _ = refusal_of(type_in("dose 2000 mg glycinate --assay 20%"))
    assert "14.1" in error
    assert type_in("dose 2000 mg glycinate --assay 14%").code == 0


@pytest.mark.parametrize("option", ["--grade anhydrous", "--assay 12%"])
def test_what_settles_one_item_is_refused_for_two(option: str) -> None:
    refusal_of(type_in(f"dose 2000 mg glycinate + 400 mg citrate {option}"))


def test_more_doses_than_there_are_tablets() -> None:
    refusal_of(type_in("dose 2 x 100 mg magnesium --times 3"))


@pytest.mark.parametrize(
    "line",
    [
        "dose",
        "dose --json",
        "need",
        "need 300 mg",
        "need 300 mg magnesium",
        "need 300 mg --unit 100mg --grade anhydrous",
        "need 300 mg oxide + 100 mg citrate",
        "need 2 x 300 mg oxide",
        "need 300 mg nope",
        "need 300 mg oxide --unit 0",
        "need 300 mg oxide --unit x",
        "need 300 mg oxide --unit 500Mg",
        "need 300 mg oxide --grade nope",
        "need 300 mg oxide --assay 101%",
        "need 300 mg magnesium --assay 60%",
        "need 1,500 mg oxide",
        "need 900 kg oxide --unit 1mg",
        "convert",
        "convert mg",
        "convert to mg",
        "convert 4 mmol parsec",
        "convert 4 mmol Mg",
        "convert 400 Mg g",
        "convert 1,500 mg g",
        "convert 400 mg nope mmol",
        "convert 400 mg oxide + 400 mg citrate mmol",
        "convert -4 mmol mg",
        "form",
        "form nope",
        "form magnesium",
        "forms extra",
        "forms --sort nope",
        "forms --lang xx",
        "forms --json --ndjson",
        "forms --nope",
        "limits nope",
        "limits efsa nope",
        "limits --age -1",
        "limits --age abc",
        "source",
        "source nope",
        "source --nope",
        "schema",
        "schema nope",
        "--nope",
        "-x",
    ],
)
def test_the_other_commands(line: str) -> None:
    refusal_of(type_in(line))


@pytest.mark.parametrize(
    "line", ["need 300 mg oxide --nope", "convert 4 mmol mg --nope", "limits --nope", "form --nope x"]
)
def test_an_unknown_option_is_called_an_option(line: str) -> None:
    # Some commands take words that start with a dash, so that -5 mg reaches its own error; an option is none of them.
    error, hint = refusal_of(type_in(line))
    assert "option" in error
    assert "--help" in hint


@pytest.mark.parametrize(
    ("typed", "near"), [("dos", "dose"), ("ned", "need"), ("limit", "limits"), ("converts", "convert")]
)
def test_an_unknown_command_offers_the_nearest(typed: str, near: str) -> None:
    error, hint = refusal_of(run(typed))
    assert typed in error
    assert f"magcalc {near}'" in hint


def test_a_command_like_no_other_lists_them() -> None:
    _, hint = refusal_of(run("xyzzy"))
    assert {"dose", "need", "convert", "forms", "limits"} <= set(hint.replace(",", " ").split())


@pytest.mark.parametrize("line", ["limits efs", "source scf-200", "schema dos"])
def test_a_key_that_is_nearly_right_is_offered(line: str) -> None:
    assert {"efsa", "scf-2001", "dose"} & set(refusal_of(type_in(line))[1].replace(",", " ").replace("?", " ").split())


def _changed(old: str, new: str) -> str:
    assert old in MOON_SALT
    return MOON_SALT.replace(old, new)


PERCENT = "elemental_percent = 20"
TABLES = {
    "nested arrays": "a = " + "[" * 5000 + "]" * 5000,
    "nested tables": "a = " + "{a=" * 5000 + "1" + "}" * 5000,
    "nested keys": "[" + ".".join("a" * 5000) + "]",
    "nested value in a form": _changed("title", "note = " + "[" * 400 + "]" * 400 + "\ntitle"),
    "300 KiB": MOON_SALT + "#" + "x" * 300 * 1024,
    "empty": "",
    "only a remark": "# nothing\n",
    "no TOML": "[moonsalt",
    "nul": "\0",
    "a plain value": "moonsalt = 1",
    "a list": "[[moonsalt]]\na = 1",
    "fields missing": '[moonsalt]\ntitle = "x"',
    "an unknown field": _changed("role =", "upper_limit = 9000\nrole ="),
    "a number as text": _changed(PERCENT, 'elemental_percent = "20"'),
    "a truth value": _changed(PERCENT, "elemental_percent = true"),
    "a list of numbers": _changed(PERCENT, "elemental_percent = [20]"),
    "a date": _changed(PERCENT, "elemental_percent = 2020-01-01"),
    "nan": _changed(PERCENT, "elemental_percent = nan"),
    "inf": _changed(PERCENT, "elemental_percent = inf"),
    # Smaller still, and the arithmetic underflows to no magnesium at all.
    "next to nothing": _changed(PERCENT, "elemental_percent = 1e-300"),
    "zero": _changed(PERCENT, "elemental_percent = 0"),
    "negative": _changed(PERCENT, "elemental_percent = -1"),
    "over a hundred": _changed(PERCENT, "elemental_percent = 100.1"),
    "a huge exponent": _changed(PERCENT, "elemental_percent = 1e999999999"),
    "a huge integer": _changed(PERCENT, "elemental_percent = " + "9" * 5000),
    "a range upside down": _changed(PERCENT, PERCENT + "\nelemental_percent_low = 30"),
    "the key twice": MOON_SALT * 2,
    "a name twice": MOON_SALT + MOON_SALT.replace("moonsalt", "sunsalt"),
    "a name of ours": _changed('["moon salt"]', '["magnesium oxide"]'),
    "a name that is magnesium": _changed('["moon salt"]', '["magnesium"]'),
    "an empty name": _changed('["moon salt"]', '[""]'),
    "no names": _changed('["moon salt"]', "[]"),
    "an escape in a name": _changed('["moon salt"]', r'["moon\u001b[31m"]'),
    "an escape in the title": _changed('title = "moon salt"', r'title = "moon\u001b[31m"'),
    "a direction mark in the title": _changed('title = "moon salt"', r'title = "moon\u202e"'),
    "an escape in the title of a grade": _changed("pure moon salt", r"moon\u001b[31m"),
    "an escape in a source": _changed('source = "mine"', r'source = "\u001b[31m"'),
    "a line end in a note": _changed('role = "nutrient"', 'role = "nutrient"\nnote = "moon\\nlimit EFSA: below"'),
    "a long title": _changed('title = "moon salt"', f'title = "{"x" * 501}"'),
    "a grade that is not there": _changed('grades = ["pure"]', 'grades = ["nope"]'),
    "a key like a formula": MOON_SALT.replace("moonsalt", '"=moonsalt"'),
    "too many forms": "".join(f"[f{number}]\n" for number in range(1000)),
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES.keys())
@pytest.mark.parametrize("line", ["dose 400 mg oxide", "forms"])
def test_a_broken_or_hostile_table_of_forms(
    text: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "own.toml" in refusal_of(type_in(f"{line} --forms own.toml"))[0]


def test_the_name_of_the_broken_table_is_shown_however_long_its_path(tmp_path: Path) -> None:
    table = tmp_path / ("x" * 80) / "own.toml"
    table.parent.mkdir()
    table.write_text("a = 1", encoding="utf-8")
    assert "own.toml" in refusal_of(type_in("dose 400 mg oxide", "--forms", str(table)))[0]


def test_the_table_that_the_broken_ones_are_made_of_is_taken(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    table.write_text(MOON_SALT, encoding="utf-8")
    assert type_in("dose 500 mg moon salt", "--forms", str(table)).code == 0


def test_a_table_that_is_not_utf_8(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    table.write_bytes(MOON_SALT.replace("moon salt", "m\xe5nesalt").encode("latin-1"))
    assert "UTF-8" in refusal_of(type_in("dose 400 mg oxide", "--forms", str(table)))[0]


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    refusal_of(type_in("dose 400 mg oxide", "--forms", str(tmp_path / "nope.toml")))


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    refusal_of(type_in("dose 400 mg oxide", "--forms", str(tmp_path)))


def test_a_whole_process_refuses_in_the_same_way() -> None:
    error, _ = refusal_of(run_process("dose", "1,500", "mg", "oxide"))
    assert "two readings" in error


def test_every_command_is_offered_once() -> None:
    _, hint = refusal_of(run("xyzzy"))
    offered = hint.removeprefix("commands are ").split(", ")
    assert {"dose", "day", "label", "schema"} <= set(offered)
    assert len(offered) == len(set(offered))
    helped = [line.split()[0] for line in run("--help").out.splitlines() if line.startswith("  ") and line.split()]
    assert {name: helped.count(name) for name in offered} == dict.fromkeys(offered, 1)
