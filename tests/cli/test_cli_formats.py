"""Each command in each format: documents that parse, numbers that are plain, text that is safe, screens that fit."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cli_runner import ENVIRONMENT, MOON_SALT, refusal_of, run, type_in
from jsonschema import Draft202012Validator

# For each command a usual question and some that fill the rarer fields.
COMMANDS = {
    "dose": [
        "dose 2000 mg glycinate",
        "dose 2 x 1000 mg glycinate + 400 mg oxide @medicine --age 8 --limits all --kidney-disease",
        "dose 0.000001 mg oxide",
        "dose 9999 x 999999999 kg glycinate --per-day 24",
        "dose 50 mg stearate --pregnant",
    ],
    "day": [
        "day 2 x 400 mg citrate + 1.5 l Gerolsteiner + 30 g almonds + 2 Rennie --age 8 --med levothyroxine@07:00",
        "day 100 mg magnesium --med raltegravir@08:00",
        "day 300 mg magnesium + 3 l Gerolsteiner --limits all",
    ],
    "absorb": ["absorb 400 mg oxide", "absorb 3 x 100 mg magnesium as citrate", "absorb 300 mg magnesium"],
    "why": [
        "why 2 x 1000 mg glycinate + 4 mmol",
        "why day 300 mg magnesium + 1 l Gerolsteiner --med iron@08:00 --age 8",
    ],
    "need": ["need 300 mg oxide --unit 500mg", "need 300 mg glycinate", "need 10 mmol magnesium --unit 100mg"],
    "convert": ["convert 400 mg citrate mmol", "convert 4 mmol mg", "convert 999999999 kg mcg"],
    "compare": [
        "compare 2 x 400 mg citrate vs 500 mg bisglycinate",
        (
            "compare 2 x 400 mg citrate vs 1 g glycinate vs 4 mmol vs 2 x 50 mg oxide + 1 x 1 g malate "
            "--price 129.95DKK/180 --price €9/60 --price - --price - --name Citrat --name - --name - --name Oxid+malat "
            "--per-day 2 --per-day - --per-day - --per-day - --sort price --age 3 --limits all"
        ),
        (
            "compare 9999 x 999999999 kg oxide vs 0.000001 mg oxide --sort absorbed --price 999999999.99kr/999999 "
            "--price 0.01kr/1"
        ),
    ],
    "forms": ["forms", "forms --sort absorption --lang da"],
    "form": ["form glycinate", "form oxide", "form sucrosomial"],
    "limits": ["limits", "limits --age 8", "limits efsa --age 3"],
    "medicine": ["medicine levothyroxine", "medicine quinolones --lang da", "medicine raltegravir"],
    "source": ["source scf-2001"],
    "goal": ["goal sleep", "goal cramps --age 3 --limits all --lang da", "goal constipation", "goal cognition"],
}
LINES = [line for lines in COMMANDS.values() for line in lines]
# What holds for a command, whatever it is asked.
ONE_EACH = [lines[0] for lines in COMMANDS.values()]
BOXES = re.compile("[\u2500-\u259f]")
ESCAPE = "\x1b"


def command_of(line: str) -> str:
    return line.split(maxsplit=1)[0]


def answered(line: str, *options: str, tty: bool = False, env: dict[str, str] | None = None) -> str:
    result = run(*line.split(), *options, tty=tty, env=env)
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\n")
    return result.out


def schema_of(command: str) -> Any:
    schema = json.loads(answered(f"schema {command}"))
    Draft202012Validator.check_schema(schema)
    return schema


def assert_plain_numbers(text: str) -> None:
    """Every number outside a string, as it is written and not as a parser understands it."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    numbers = re.findall(r"[^\s\[\]{}:,]+", bare)
    for number in numbers:
        assert number in ("null", "true", "false") or re.fullmatch(r"-?(0|[1-9]\d*)(\.\d{1,6})?", number), number


@pytest.mark.parametrize("line", LINES)
def test_json_is_one_document_of_the_published_shape(line: str) -> None:
    text = answered(line, "--json")
    assert text.count("\n") == 1
    # ASCII, so that any stream carries it and nothing in it acts on a terminal.
    assert text.isascii()
    document = json.loads(text)
    assert document["schema"] == f"magcalc/{command_of(line)}/1"
    assert_plain_numbers(text)
    validator = Draft202012Validator(schema_of(command_of(line)))
    assert list(validator.iter_errors(document)) == []
    # A field that is promised and not there would be found.
    for field in document.keys() - {"forms_file"}:
        assert not validator.is_valid({key: value for key, value in document.items() if key != field}), field


def test_the_check_of_numbers_finds_what_it_looks_for() -> None:
    for wrong in ("1e3", "1E+3", "0.1234567", "NaN", "Infinity", "01", ".5", "5."):
        with pytest.raises(AssertionError):
            assert_plain_numbers(f'{{"mg": {wrong}, "text": "1"}}')


@pytest.mark.parametrize("line", LINES)
def test_ndjson_is_one_object_a_line(line: str) -> None:
    text = answered(line, "--ndjson")
    assert text.isascii()
    assert_plain_numbers(text)
    rows = [json.loads(row) for row in text.splitlines()]
    assert rows
    assert all(isinstance(row, dict) for row in rows)
    assert len({frozenset(row) for row in rows}) == 1
    whole = json.loads(answered(line, "--json"))
    if command_of(line) == "forms":
        assert rows == whole["forms"]
    elif command_of(line) == "absorb":
        assert rows == whole["sittings"]
    elif command_of(line) == "why":
        assert rows == whole["steps"]
    elif command_of(line) == "compare":
        assert rows == whole["products"]
    elif command_of(line) == "limits":
        # One row a band; a limit without one for the age still has its row.
        assert len(rows) == sum(max(1, len(limit["bands"])) for limit in whole["limits"])
        assert list(dict.fromkeys(row["id"] for row in rows)) == [limit["id"] for limit in whole["limits"]]
    else:
        assert rows == [whole]


@pytest.mark.parametrize("line", LINES)
def test_csv_has_rows_as_wide_as_the_header(line: str) -> None:
    text = answered(line, "--csv")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert len(set(header)) == len(header)
    assert all(header)
    for row in rows:
        for name, cell in zip(header, row, strict=True):
            if name.endswith(("_mg", "_mmol", "_percent", "low", "typical", "high")):
                assert re.fullmatch(r"(0|[1-9]\d*)(\.\d{1,6})?|", cell), (name, cell)


# The usual glycinate is its weakest grade, the usual citrate its strongest.
@pytest.mark.parametrize("line", ["dose 2 x 1000 mg glycinate + 400 mg oxide --limits all", "dose 900 mg citrate"])
def test_csv_and_json_say_the_same(line: str) -> None:
    row = next(csv.DictReader(io.StringIO(answered(line, "--csv"), newline="")))
    document = json.loads(answered(line, "--json"), parse_float=Decimal, parse_int=Decimal)
    for end in ("low", "typical", "high"):
        assert Decimal(row[f"elemental_{end}_mg"]) == document["elemental_mg_per_day"][end]
    assert Decimal(row["elemental_mmol"]) == document["elemental_mmol_per_day"]["typical"]
    # A column is for reckoning on, so it is not rounded to what people read.
    percent = Decimal(row["nrv_percent"])
    assert round(percent, 1) == document["reference_percent"]["eu_nrv"]["typical"]
    assert abs(percent * 375 / 100 - Decimal(row["elemental_typical_mg"])) < Decimal("0.00001")
    assert {key: value for key, value in row.items() if key.endswith("_status")} == {
        f"{check['id']}_status": check["status"] for check in document["limits"]
    }


@pytest.mark.parametrize("line", LINES)
def test_a_pipe_gets_plain_lines(line: str) -> None:
    text = answered(line)
    assert not BOXES.search(text)
    assert ESCAPE not in text
    assert all(row == row.rstrip() for row in text.splitlines())
    assert answered(line, "--plain") == text
    # Asked for on a terminal, it is the same to the letter.
    assert answered(line, "--plain", tty=True) == text


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("form", ["--json", "--ndjson", "--csv"])
def test_formats_for_machines_do_not_know_the_terminal(line: str, form: str) -> None:
    assert answered(line, form, tty=True) == answered(line, form)
    assert answered(line, form, "--no-color", tty=True, env={"COLUMNS": "40"}) == answered(line, form)


@pytest.mark.parametrize(
    "line",
    ["dose 2000 mg glycinate", "forms", "form oxide", "limits", "medicine iron", "goal sleep", "source scf-2001"],
)
def test_a_terminal_gets_a_screen(line: str) -> None:
    assert ESCAPE in answered(line, tty=True)


def test_the_screen_of_a_dose_draws_bars() -> None:
    assert BOXES.search(answered("dose 2000 mg glycinate", tty=True))


@pytest.mark.parametrize("line", ONE_EACH)
@pytest.mark.parametrize(
    ("options", "env"),
    [
        (["--no-color"], {}),
        ([], {"NO_COLOR": "1"}),
        ([], {"TERM": "dumb"}),
        (["--no-color"], {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "CLICOLOR_FORCE": "1"}),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}),
    ],
    ids=["--no-color", "NO_COLOR", "dumb", "--no-color forced", "NO_COLOR forced"],
)
def test_no_colour_is_no_escape_code_at_all(line: str, options: list[str], env: dict[str, str]) -> None:
    text = answered(line, *options, tty=True, env=env)
    assert ESCAPE not in text
    # The words are those of the coloured screen.
    assert re.sub(r"\x1b\[[0-9;]*m", "", answered(line, tty=True)).split() == text.split()


def test_an_empty_no_color_is_not_set() -> None:
    # As no-color.org has it: present and not an empty string.
    assert ESCAPE in answered("dose 2000 mg glycinate", tty=True, env={"NO_COLOR": ""})


REAL_DOSES = [*COMMANDS["dose"][:2], "dose 400 mg oxide --age 3 --lactating"]
OTHER_COMMANDS = ("need", "forms", "form", "limits", "medicine", "goal", "source")
OTHER_SCREENS = [line for command in OTHER_COMMANDS for line in COMMANDS[command]]
OTHER_SCREENS += COMMANDS["compare"][:2]


@pytest.mark.parametrize("line", REAL_DOSES)
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_the_screen_of_a_dose_fits(line: str, columns: int) -> None:
    rows = answered(line, "--no-color", tty=True, env={"COLUMNS": str(columns)}).splitlines()
    assert [row for row in rows if len(row) > columns] == []
    assert all(row == row.rstrip() for row in rows)


@pytest.mark.parametrize("line", OTHER_SCREENS)
@pytest.mark.parametrize("columns", [80, 120])
def test_the_other_screens_fit(line: str, columns: int) -> None:
    rows = answered(line, "--no-color", tty=True, env={"COLUMNS": str(columns)}).splitlines()
    assert [row for row in rows if len(row) > columns] == []


@pytest.mark.parametrize(
    ("line", "columns"),
    [(line, columns) for line in REAL_DOSES for columns in (40, 60, 80, 120)]
    + [(line, columns) for line in OTHER_SCREENS for columns in (60, 80, 120)],
)
def test_no_screen_cuts_anything_off(line: str, columns: int) -> None:
    # A number with its end cut off is another number; what does not fit must be wrapped.
    screen = answered(line, "--no-color", tty=True, env={"COLUMNS": str(columns)})
    assert "…" not in screen


@pytest.mark.parametrize("columns", [40, 80])
def test_the_screen_of_a_dose_says_the_status_of_each_limit(columns: int) -> None:
    screen = answered("dose 2000 mg glycinate", "--no-color", tty=True, env={"COLUMNS": str(columns)})
    # 200 to 282 mg: on both sides of EFSA's 250, under the IOM's 350.
    for word in ("EFSA", "250", "depends", "IOM", "350", "below", "200", "282"):
        assert re.search(rf"\b{word}\b", screen), word


@pytest.mark.parametrize("columns", ["0", "-5", "abc", "8" * 100, "８０", ""])
def test_columns_that_are_no_width_are_survived(columns: str) -> None:
    rows = answered("dose 2000 mg glycinate", "--no-color", tty=True, env={"COLUMNS": columns}).splitlines()
    assert 40 <= max(map(len, rows)) <= 200


def test_the_example_of_the_design() -> None:
    # 2000 mg of the 10 % chelate are 200 mg, of the pure salt (14.0961 %) 281.922; 24.305 mg are 1 mmol; EFSA's
    # upper level is 250 mg, the IOM's 350, the reference value of EU labels 375, the US daily value 420.
    answer = json.loads(answered("dose 2000 mg glycinate", "--json"))
    assert answer["schema"] == "magcalc/dose/1"
    item = answer["items"][0]
    assert {key: item[key] for key in ("text", "form", "grade", "basis", "covers", "count", "amount_mg")} == {
        "text": "2000 mg glycinate",
        "form": "glycinate",
        "grade": None,
        "basis": "compound",
        "covers": "supplement",
        "count": 1,
        "amount_mg": 2000,
    }
    amount = {"low": 200, "typical": 200, "high": 281.922}
    assert item["elemental_mg"] == amount
    assert answer["elemental_mg_per_day"] == amount
    mmol = answer["elemental_mmol_per_day"]
    assert mmol["low"] == mmol["typical"] == pytest.approx(200 / 24.305, abs=5e-7)
    assert mmol["high"] == 11.599342
    assert answer["reference_percent"] == {
        "eu_nrv": {"low": 53.3, "typical": 53.3, "high": 75.2},
        "us_dv": {"low": 47.6, "typical": 47.6, "high": 67.1},
    }
    absorbed = answer["absorbed_mg_per_day"]
    assert 0 < absorbed["low"] <= absorbed["typical"] <= absorbed["high"] < 281.922
    assert absorbed["evidence"] in "ABCDE"
    split = answer["split"]
    assert (split["doses"], len(split["elemental_mg"])) == (2, 2)
    assert sum(map(Decimal, map(str, split["elemental_mg"]))) == Decimal("281.922")
    assert split["because"]
    limits = {limit["id"]: limit for limit in answer["limits"]}
    assert {key: (limit["max_mg"], limit["status"], limit["counted_mg"]) for key, limit in limits.items()} == {
        "efsa": (250, "depends", amount),
        "iom": (350, "below", amount),
    }
    efsa = limits["efsa"]
    assert (efsa["covers"], efsa["may_cover"]) == (["supplement", "water", "fortified"], ["medicine"])
    assert efsa["source"] == "scf-2001"
    assert answer["findings"]
    for finding in answer["findings"]:
        assert set(finding) == {"code", "severity", "message", "source"}


def test_every_source_that_is_named_can_be_looked_up() -> None:
    answer = json.loads(answered("dose 2000 mg glycinate --age 8 --limits all", "--json"))
    named = {row["source"] for part in ("limits", "intakes", "findings") for row in answer[part]} - {None}
    assert len(named) > 5
    for source in named:
        assert json.loads(answered(f"source {source}", "--json"))["id"] == source


@pytest.fixture
def hostile_table(tmp_path: Path) -> str:
    """A form whose names and titles are formulas."""
    table = tmp_path / "own.toml"
    text = MOON_SALT.replace('["moon salt"]', '["=1+1"]').replace('title = "moon salt"', 'title = "=2+2"')
    table.write_text(text.replace("pure moon salt", "@sum(1)"), encoding="utf-8")
    return str(table)


def test_cells_that_would_be_formulas_are_defused(hostile_table: str) -> None:
    text = answered("forms --lang en --csv", "--forms", hostile_table)
    names = {row["form"]: row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert names["moonsalt"] == "'=1+1"
    grade = next(csv.DictReader(io.StringIO(answered("form moonsalt --csv", "--forms", hostile_table), newline="")))
    assert grade["title"] == "'@sum(1)"
    # JSON stays exact.
    assert json.loads(answered("form moonsalt --json", "--forms", hostile_table))["title"] == "=2+2"


def test_a_dose_that_looks_like_a_formula_is_defused() -> None:
    # A name is known without its signs, so this is oxide; the text of a dose is a cell.
    for command in ("dose", "convert"):
        arguments = ["mg"] if command == "convert" else []
        result = run(command, "=oxide 400 mg", *arguments, "--csv")
        assert result.code == 0
        cells = [cell for row in csv.reader(io.StringIO(result.out, newline="")) for cell in row]
        assert "'=oxide 400 mg" in cells
        assert "=oxide 400 mg" not in cells


USES_OF_A_TABLE = [
    "dose 400 mg moonsalt",
    "need 300 mg moonsalt",
    "convert 400 mg moonsalt mmol",
    "compare 400 mg moonsalt vs 400 mg oxide",
    "form moonsalt",
    "forms",
]


@pytest.mark.parametrize("words", [["dose", "400 mg\noxide"], ["convert", "400 mg\noxide", "mg"]])
def test_a_line_end_in_a_dose_breaks_no_row(words: list[str]) -> None:
    # From a shell's variable, say. It may be refused as well.
    result = run(*words, "--csv")
    if result.code == 0:
        header, *rows = csv.reader(io.StringIO(result.out, newline=""), strict=True)
        assert [len(row) for row in rows] == [len(header)]
    else:
        refusal_of(result)


@pytest.mark.parametrize("form", ["--plain", "--csv", "--json", "--ndjson", "--no-color"])
def test_the_largest_dose_that_can_be_typed_is_no_bug(form: str) -> None:
    # Fifty items, the most there can be, of the largest number, the largest unit and the largest count, and one so
    # small that the sum has more digits than the usual precision of a Decimal.
    dose = " + ".join(["9999 x 999999999 kg magnesium"] * 49 + ["0.123456 mg oxide"])
    result = run("dose", dose, "--per-day", "24", form, tty=True)
    if result.code == 0:
        assert result.err == ""
    else:
        refusal_of(result)


@pytest.mark.parametrize("line", USES_OF_A_TABLE)
@pytest.mark.parametrize("form", ["--plain", "--csv", "--json", "--ndjson"])
def test_the_users_table_is_named_wherever_it_was_used(hostile_table: str, line: str, form: str) -> None:
    assert hostile_table in answered(line, form, "--forms", hostile_table)


@pytest.mark.parametrize("line", USES_OF_A_TABLE)
@pytest.mark.parametrize("form", ["--plain", "--csv", "--json", "--ndjson", "--no-color"])
def test_the_name_of_a_users_table_cannot_act_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "own\x1b[31m\u202e\udcff.toml"
    Path(name).write_text(MOON_SALT, encoding="utf-8")
    text = answered(line, form, "--forms", name, tty=True)
    assert "[31m" in text
    assert all(row.isprintable() for row in text.split("\n"))


@pytest.mark.parametrize("form", ["--plain", "--no-color"])
def test_the_name_of_a_users_table_cannot_add_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "own\nlimit EFSA: below"
    Path(name).write_text(MOON_SALT, encoding="utf-8")
    rows = answered("dose 400 mg moonsalt", form, "--forms", name, tty=True).split("\n")
    assert "limit EFSA: below" not in [row.strip() for row in rows]


@pytest.mark.parametrize("line", USES_OF_A_TABLE)
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_screen_names_the_whole_path_of_a_users_table(tmp_path: Path, line: str, columns: int) -> None:
    table = tmp_path / ("long" * 40) / "own.toml"
    table.parent.mkdir()
    table.write_text(MOON_SALT, encoding="utf-8")
    screen = answered(line, "--no-color", "--forms", str(table), tty=True, env={"COLUMNS": str(columns)})
    assert str(table) in re.sub(r"\s", "", screen)


def test_the_languages_of_the_list() -> None:
    names = {
        language: {row["name"] for row in json.loads(answered(f"forms --lang {language} --json"))["forms"]}
        for language in ("en", "da", "nb", "no", "sv")
    }
    assert "magnesium oxide" in names["en"]
    assert "magnesiumoxid" in names["da"]
    assert "magnesiumoksid" in names["nb"]
    assert "magnesiumoxid" in names["sv"]
    assert names["no"] == names["nb"]
    # Without --lang the user's own language counts.
    own = json.loads(answered("forms --json", env={"LANG": "da_DK.UTF-8"}))
    assert {row["name"] for row in own["forms"]} == names["da"]


def test_the_list_and_the_page_of_a_form_agree() -> None:
    # Percentages in the list, shares on the page.
    row = next(row for row in json.loads(answered("forms --json"))["forms"] if row["form"] == "oxide")
    page = json.loads(answered("form oxide --json"))
    for end in ("low", "typical", "high"):
        assert row["absorbed_percent_of_100_mg"][end] == pytest.approx(page["absorption"][end] * 100)
    assert row["elemental_percent"]["typical"] == page["grades"][0]["elemental_percent"]


@pytest.mark.parametrize("key", ["name", "elemental", "absorption", "tolerance", "eu"])
def test_sorting_loses_no_form(key: str) -> None:
    usual = json.loads(answered("forms --json"))["forms"]
    rows = json.loads(answered(f"forms --sort {key} --json"))["forms"]
    assert sorted(row["form"] for row in rows) == sorted(row["form"] for row in usual)


def test_sorting_by_elemental_percentage() -> None:
    rows = json.loads(answered("forms --sort elemental --json"))["forms"]
    percents = [row["elemental_percent"]["typical"] for row in rows if row["elemental_percent"]]
    # Oxide is the richest of all, 24.305 of 40.304.
    assert percents[0] == 60.3042
    assert percents == sorted(percents, reverse=True)


def test_need_takes_the_assay_of_a_label() -> None:
    # 300 mg / 12.5 % = 2400 mg; pure bisglycinate is 14.1 %, so 30 % is none.
    assert (
        type_in("need 300 mg glycinate --assay 12.5%").out == "need: 2400 mg magnesium glycinate for 300 mg magnesium\n"
    )
    refused = type_in("need 300 mg glycinate --assay 30%")
    assert (refused.code, refused.out) == (2, "")
    assert "an assay of 30 % is more than magnesium glycinate can hold" in refused.err


def test_need_works_back() -> None:
    # 300 mg of magnesium from an oxide of 60.3042 % are 497.48 mg; one tablet of 500 mg holds 301.52 mg.
    answer = json.loads(answered("need 300 mg oxide --unit 500mg --json"))
    assert answer["compound_mg"]["typical"] == pytest.approx(300 / 0.603042, abs=1e-6)
    assert [(row["units"], row["elemental_mg"]["typical"]) for row in answer["options"]] == [(1, 301.521)]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("4 mmol mg", 97.22),
        ("4 mmol to mEq", 8),
        ("243.05 mg mmol", 10),
        ("1,5 g mg", 1500),
        ("1 500 mg g", 1.5),
        ("2 mEq mg", 24.305),
        ("0.5 kg mcg", 500_000_000),
        ("400 mg oxide mg", 241.2168),
    ],
)
def test_convert(asked: str, value: float) -> None:
    answer = json.loads(answered(f"convert {asked} --json"))
    assert set(answer["value"].values()) == {value}


def test_converting_a_name_of_several_grades() -> None:
    # The usual citrate is Mg3(C6H5O7)2, 72.915 of 451.11 g/mol and the richest of its grades.
    value = json.loads(answered("convert 400 mg citrate mmol --json"))["value"]
    assert value["low"] < value["typical"] == value["high"]
    assert value["typical"] == pytest.approx(400 * 72.915 / 451.11 / 24.305, rel=1e-4)


@pytest.mark.parametrize("asked", ["1.5 mg kg", "2.4 mcg g", "0.04 mmol mol"])
def test_a_small_conversion_is_not_rounded_to_another_number(asked: str) -> None:
    # 0.0000015 kg in six decimals would be 0.000002, a third more.
    result = run("convert", *asked.split(), "--json")
    if result.code == 0:
        exact = {"1.5 mg kg": 1.5e-6, "2.4 mcg g": 2.4e-6, "0.04 mmol mol": 4e-5}[asked]
        assert json.loads(result.out)["value"]["typical"] == pytest.approx(exact, rel=0.005)
    else:
        refusal_of(result)


@pytest.mark.parametrize("line", ["convert 400 mcg kg", "convert 0.0001 mg mol"])
def test_something_is_never_converted_to_nothing(line: str) -> None:
    # Six decimals do not hold it; saying 0 is the one wrong answer.
    result = run(*line.split(), "--json")
    assert result.code == 2 or json.loads(result.out)["value"]["typical"] > 0


def test_the_environment_of_these_tests_has_colours() -> None:
    # Else the tests without colours could not fail.
    assert not {"NO_COLOR", "COLUMNS"} & ENVIRONMENT.keys()
    assert type_in("dose 400 mg oxide", tty=True).out.count(ESCAPE) > 3
