"""``magcalc batch``: rows keep their place, whatever they hold and whatever format they come in."""

import contextlib
import csv
import gc
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from cli_runner import ENVIRONMENT, MODULE, MOON_SALT, Result, on_unix, refusal_of, run

import magcalc
from magcalc.batch import repeats, sources
from magcalc.batch.formats import format_of
from magcalc.errors import StreamError

Rows = list[dict[str, str]]
ADDED = [
    "elemental_low_mg", "elemental_typical_mg", "elemental_high_mg", "elemental_mmol", "nrv_percent", "efsa_status",
    "iom_status", "split_doses", "error",
]  # fmt: skip
SHELF = "id,amount,unit,form\n1,2000,mg,glycinate\n2,400,mg,oxide\n3,250,mg,magnesium\n"


@pytest.fixture(params=["repeats", "engine", "plain"])
def path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways through the program: looked up, reckoned by polars, and as it is where only magcalc is installed."""
    if request.param == "plain":
        monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    monkeypatch.setattr(repeats, "_ROWS_PER_DOSE", 0 if request.param == "repeats" else 1_000_000)
    return str(request.param)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows_of(text: str, separator: str = ",") -> Rows:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def batch(data: str | bytes, *options: str) -> Result:
    return run("batch", *options, stdin=data)


def column(rows: Rows, name: str) -> list[str]:
    return [row[name] for row in rows]


# What is answered.


@pytest.mark.usefixtures("path")
def test_every_row_is_answered_behind_its_own_columns() -> None:
    result = batch(SHELF)
    rows = rows_of(result.out)
    assert result.code == 0
    assert "hint" not in result.err
    assert list(rows[0]) == ["id", "amount", "unit", "form", *ADDED]
    # 2000 mg x 10 to 14.0961 %; 400 mg x 60.3042 %; 250 mg is EFSA's limit itself.
    assert [(row["elemental_low_mg"], row["elemental_high_mg"]) for row in rows] == [
        ("200.0", "281.922"),
        ("241.2168", "241.2168"),
        ("250.0", "250.0"),
    ]
    assert column(rows, "efsa_status") == ["depends", "below", "at"]
    assert column(rows, "iom_status") == ["below"] * 3
    # 281.922 mg, 241 mg and 250 mg are each over 200 mg at once.
    assert column(rows, "split_doses") == ["2", "2", "2"]
    assert column(rows, "error") == ["", "", ""]


@pytest.mark.usefixtures("path")
def test_the_summary_counts_rows_refusals_and_statuses() -> None:
    result = batch(SHELF + "4,some,mg,oxide\n")
    assert result.err.splitlines() == [
        "4 rows, 1 could not be read",
        "EFSA: 1 below, 1 at, 1 depends",
        "IOM: 3 below",
    ]
    assert result.code == 2
    assert batch(SHELF, "-q").err == ""


def test_the_columns_are_those_of_one_dose() -> None:
    row = rows_of(batch("dose\n2 x 1000 mg glycinate + 400 mg oxide\n").out)[0]
    dose = rows_of(run("dose", "2", "x", "1000", "mg", "glycinate", "+", "400", "mg", "oxide", "--csv").out)[0]
    assert [name for name in row if name != "error"] == list(dose)
    for name, value in dose.items():
        assert row[name] == value or float(row[name]) == pytest.approx(float(value), abs=1e-6), name


@pytest.mark.usefixtures("path")
def test_all_columns_of_a_dose() -> None:
    text = (
        "amount;unit;form;grade;basis;per_day;age;sex;counts_as\n"
        "1000;mg;glycinate;anhydrous;;;;;\n"
        "100;mg;;;elemental;3;8;female;\n"
        "300;mg;magnesium;;;;;;medicine\n"
        "4;mmol;;;;;;;\n"
    )
    rows = rows_of(batch(text).out, ";")
    # 14.0961 % of 1000 mg; 3 x 100 mg a day; a medicine; 4 x 24.305 mg.
    assert column(rows, "elemental_typical_mg") == ["140.961", "300.0", "300.0", "97.22"]
    # At 8 years the IOM sets 110 mg; EFSA's words leave medicines open.
    assert column(rows, "efsa_status") == ["below", "above", "depends", "below"]
    assert column(rows, "iom_status") == ["below", "above", "below", "below"]
    assert column(rows, "split_doses") == ["1", "3", "2", "1"]


@pytest.mark.usefixtures("path")
def test_a_basis_beside_a_whole_dose_is_held_against_it() -> None:
    text = "dose,basis\n400 mg citrate,elemntal\n400 mg magnesium as citrate,compound\n400 mg citrate,elemental\n"
    rows = rows_of(batch(text).out)
    # Taken for nothing, a misspelt basis would make 400 mg of magnesium 65 mg, and no limit would notice.
    assert column(rows, "elemental_high_mg") == ["", "", "400.0"]
    assert ["basis" in row["error"] for row in rows] == [True, True, False]


def test_limits_and_the_cap_are_chosen() -> None:
    rows = rows_of(batch(SHELF, "--limits", "norway,efsa", "--max-single", "100").out)
    assert [name for name in rows[0] if name.endswith("_status")] == ["norway_status", "efsa_status"]
    assert column(rows, "split_doses") == ["3", "3", "3"]


@pytest.mark.parametrize(
    ("when", "code"), [("never", 0), ("depends", 1), ("above", 0)], ids=["never", "depends", "above"]
)
@pytest.mark.usefixtures("path")
def test_findings_decide_the_exit_code_when_asked(when: str, code: int) -> None:
    assert batch(SHELF, "--fail-on", when).code == code


def test_users_forms_are_known(folder: Path) -> None:
    (folder / "mine.toml").write_text(MOON_SALT, encoding="utf-8")
    result = batch("amount,unit,form\n500,mg,moon salt\n", "--forms", "mine.toml")
    # 20 % of 500 mg.
    assert rows_of(result.out)[0]["elemental_typical_mg"] == "100.0", result.err


# Formats.


def test_every_format_gives_the_same_answers(folder: Path) -> None:
    (folder / "shelf.csv").write_text(SHELF + "4,some,mg,oxide\n", encoding="utf-8")
    expected = None
    names = ["a.csv", "b.tsv", "c.ndjson", "d.parquet", "e.arrow"]
    for name in names:
        assert run("batch", "shelf.csv", "-o", name).code == 2
    frames = {
        "a.csv": pl.read_csv("a.csv", infer_schema=False),
        "b.tsv": pl.read_csv("b.tsv", separator="\t", infer_schema=False),
        "c.ndjson": pl.read_ndjson("c.ndjson"),
        "d.parquet": pl.read_parquet("d.parquet"),
        "e.arrow": pl.read_ipc("e.arrow"),
    }
    for name, frame in frames.items():
        told = [(row["id"], row["efsa_status"], bool(row["error"])) for row in frame.to_dicts()]
        assert expected in (None, told), name
        expected = told
        assert float(frame["elemental_high_mg"][0]) == 281.922
    assert frames["d.parquet"].schema["elemental_low_mg"] == pl.Float64
    assert frames["d.parquet"].schema["split_doses"] == pl.Int64


@pytest.mark.parametrize("ending", ["tsv", "ndjson", "parquet", "arrow"])
def test_every_format_is_read(folder: Path, ending: str) -> None:
    frame = pl.DataFrame({"id": [1, 2], "amount": [2000.0, 400.0], "unit": ["mg"] * 2, "form": ["glycinate", "oxide"]})
    writers = {
        "tsv": lambda: frame.write_csv("in.tsv", separator="\t"),
        "ndjson": lambda: frame.write_ndjson("in.ndjson"),
        "parquet": lambda: frame.write_parquet("in.parquet"),
        "arrow": lambda: frame.write_ipc("in.arrow"),
    }
    writers[ending]()
    result = run("batch", f"in.{ending}", "--csv")
    rows = rows_of(result.out, "\t" if ending == "none" else ",")
    assert column(rows, "efsa_status") == ["depends", "below"]
    if ending in ("parquet", "arrow"):
        data = (folder / f"in.{ending}").read_bytes()
        assert batch(data, "--from", ending, "--csv").out == result.out


def test_an_arrow_stream_is_read() -> None:
    import pyarrow as pa

    table = pa.table({"dose": ["250 mg magnesium"]})
    buffer = io.BytesIO()
    with pa.ipc.new_stream(buffer, table.schema) as writer:
        writer.write_table(table)
    assert rows_of(batch(buffer.getvalue(), "--from", "arrow", "--csv").out)[0]["efsa_status"] == "at"


def test_json_lines_stay_as_they_were_written() -> None:
    lines = '{"amount": 400.50, "unit": "mg", "form": "oxide", "tags": ["a", {"b": 1e3}]}\n{"form":"oxide"}\n\n'
    out = batch(lines, "--from", "ndjson").out.splitlines()
    assert out[0].startswith('{"amount": 400.50, "unit": "mg", "form": "oxide", "tags": ["a", {"b": 1e3}], "elemental')
    first, second = map(json.loads, out)
    assert first["efsa_status"] == "below"
    assert second["error"] is not None
    assert len(out) == 2


def test_a_json_number_has_one_reading() -> None:
    lines = '{"amount": 1.500, "unit": "g", "form": "oxide"}\n{"amount": "1.500", "unit": "g", "form": "oxide"}\n'
    first, second = map(json.loads, batch(lines, "--from", "ndjson").out.splitlines())
    # 1500 mg x 60.3042 % = 904.563 mg.
    assert first["elemental_low_mg"] == 904.563
    assert "two readings" in second["error"]


def test_a_broken_line_of_json_keeps_its_place() -> None:
    lines = '{"dose": "4 mmol"}\n{"dose": \n[1]\n{"dose": "8 mEq"}\n'
    result = batch(lines, "--from", "ndjson")
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert [answer.get("line") for answer in answers] == [None, 2, 3, None]
    # 4 mmol is 8 mEq is 97.22 mg.
    assert [answer["elemental_low_mg"] for answer in answers] == [97.22, None, None, 97.22]
    assert result.code == 2


def test_a_line_too_long_for_a_row_keeps_its_place_and_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_LONGEST_CELL", 50)
    # Cut at the spaces, the second line would be an object.
    lines = '{"dose": "4 mmol"}\n{"dose": "4 mmol"}' + " " * 130 + 'x\n{"dose": "8 mEq"}' + " " * 60
    result = batch(lines, "--from", "ndjson")
    answers = [json.loads(line) for line in result.out.splitlines()]
    # 4 mmol are 4 x 24.305 mg; of the last line nobody knows how it ends either.
    assert [answer["elemental_low_mg"] for answer in answers] == [97.22, None, None]
    assert [answer.get("line") for answer in answers] == [None, 2, 3]
    assert result.code == 2


def test_what_is_nested_comes_out_as_json_in_a_csv() -> None:
    pl.DataFrame({"dose": ["4 mmol"], "tags": [["a", "b"]], "more": [{"x": 1}]}).write_parquet("in.parquet")
    row = rows_of(run("batch", "in.parquet", "--csv").out)[0]
    assert json.loads(row["tags"]) == ["a", "b"]
    assert json.loads(row["more"]) == {"x": 1}
    line = '{"dose": "4 mmol", "tags": ["a", "b"]}\n'
    assert json.loads(rows_of(batch(line, "--from", "ndjson", "--csv").out)[0]["tags"]) == ["a", "b"]
    # A number within is a number still.
    line = '{"dose": "4 mmol", "parts": [1.5, {"mg": 2.25}]}\n'
    assert rows_of(batch(line, "--from", "ndjson", "--csv").out)[0]["parts"] == '[1.5, {"mg": 2.25}]'


def test_a_group_is_called_by_its_number_as_it_was_written() -> None:
    line = '{"dose": "4 mmol", "bottle": 1.50}\n'
    answered = batch(line * 2, "--from", "ndjson", "--by", "bottle").out
    # 2 x 4 x 24.305 mg.
    assert answered.startswith('{"bottle": 1.50, "rows": 2, "elemental_low_mg": 194.44, ')


# Names of columns.


@pytest.mark.usefixtures("path")
def test_columns_by_other_names() -> None:
    text = "Menge,Einheit,Form\n400,mg,oxide\n"
    result = batch(text, "--map", "Menge=amount", "--map", "Einheit=unit")
    assert rows_of(result.out)[0]["efsa_status"] == "below"


def test_a_flag_tells_the_format_that_a_name_does_not() -> None:
    assert batch(SHELF, "--csv", "-o", "out.txt").code == 0
    assert column(rows_of(Path("out.txt").read_text(encoding="utf-8")), "efsa_status") == ["depends", "below", "at"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "there is no column amount; found: 'Menge, unit, form'"),
        (["--map", "Meng=amount"], "there is no column 'Meng' (for amount); found: 'Menge, unit, form'"),
        (["--map", "Menge=dosis"], "'dosis' is no column of a dose"),
        (["--map", "Menge"], "--map 'Menge' names no two columns"),
        (["--map", "Menge=amount", "--map", "unit=amount"], "--map names the column amount twice"),
        (["--map", "Menge=amount", "--map", "Menge=form"], "the column 'Menge' cannot be amount and form"),
        (["--map", "Menge=amount", "--by", "person"], "there is no column 'person' to group by"),
        (["--from", "xlsx"], "the format 'xlsx' is unknown"),
        (["--limits", "usda"], "no limit is called 'usda'"),
        (["--fail-on", "often"], "--fail-on 'often' is unknown"),
        (["--json"], "--json is one document, and rows are many"),
        (["-o", "out.txt"], "'out.txt' does not say its format"),
        (["--ndjson", "-o", "out.csv"], "--ndjson and 'out.csv' exclude each other"),
    ],
)
def test_choices_that_cannot_be_are_told(options: list[str], told: str) -> None:
    result = batch("Menge,unit,form\n400,mg,oxide\n", *options)
    assert told in refusal_of(result)[0]
    assert result.out == ""
    assert list(Path().iterdir()) == []


def test_a_column_of_ours_that_is_there_already_is_told() -> None:
    assert "there is a column error already" in refusal_of(batch("dose,error\n4 mmol,\n"))[0]


def test_two_columns_of_one_name_are_told() -> None:
    assert "there are two columns 'form'" in refusal_of(batch("amount,unit,form,form\n4,mg,oxide,oxide\n"))[0]


# Odd rows.


@pytest.mark.usefixtures("path")
def test_rows_that_cannot_be_read_keep_their_place_and_their_reason() -> None:
    text = (
        "id,amount,unit,form\n"
        "1,400,mg,oxide\n"
        "2,400\n"
        "3,400,mg,oxide,more\n"
        "4,,mg,oxide\n"
        "5,1.500,g,oxide\n"
        "6,400,Mg,oxide\n"
        "7,400,mg,unobtainium\n"
        "8,-4,mg,oxide\n"
        "9,NaN,mg,oxide\n"
        "10,400,mg,oxide\n"
    )
    rows = rows_of(batch(text).out)
    assert column(rows, "id") == [str(number) for number in range(1, 11)]
    reasons = column(rows, "error")
    told = [
        "",
        "the row has 2 cells, and there are 4 columns",
        "the row has 5 cells, and there are 4 columns",
        "there is no amount",
        "'1.500' has two readings",
        "has the unit Mg",
        "unobtainium",
        "is negative",
        "is no amount",
        "",
    ]
    assert [reason for reason, part in zip(reasons, told, strict=True) if part not in reason] == []
    assert [bool(reason) for reason in reasons] == [bool(part) for part in told]
    assert all(not row[name] for row in rows if row["error"] for name in ADDED[:-1])


@pytest.mark.usefixtures("path")
def test_how_often_a_day_is_a_whole_number_from_1_to_24() -> None:
    stated = ("2", "two", "1.5", "-1", "0", "25", "1" * 10)
    rows = rows_of(batch("dose,per_day\n" + "".join(f"100 mg magnesium,{times}\n" for times in stated)).out)
    assert column(rows, "elemental_typical_mg")[0] == "200.0"
    told = ["", *["is no whole number"] * 3, *["is no number of doses a day"] * 2, "is no whole number"]
    assert [part in reason for reason, part in zip(column(rows, "error"), told, strict=True)] == [True] * 7


@pytest.mark.usefixtures("path")
def test_commas_and_points_are_both_decimal_marks() -> None:
    rows = rows_of(batch('amount,unit,form\n"1,5",g,oxide\n1.5,g,oxide\n1 500,mg,oxide\n').out)
    # 1500 mg x 60.3042 % three times.
    assert column(rows, "elemental_low_mg") == ["904.563"] * 3


@pytest.mark.usefixtures("path")
def test_quoted_line_ends_quotes_and_separators_stay_as_they_are() -> None:
    cells = ['two\nlines, and "quotes"', "", "plain", 'a "word" in it', " \r\n"]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["note", "dose"])
    writer.writerows([cell, "4 mmol"] for cell in cells)
    rows = rows_of(batch(buffer.getvalue()).out)
    assert column(rows, "note") == cells
    assert column(rows, "elemental_low_mg") == ["97.22"] * 5


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("piece", [20, 6_000_000])
def test_a_quote_within_a_cell_opens_none(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(sources, "_PIECE", piece)
    rows = rows_of(batch('note,dose\n5" jar,4 mmol\n"two\nlines ""b""",5 mmol\n"",4 mmol\n6" or 7",6 mmol\n').out)
    assert column(rows, "note") == ['5" jar', 'two\nlines "b"', "", '6" or 7"']
    # 4, 5, 4 and 6 x 24.305 mg.
    assert column(rows, "elemental_low_mg") == ["97.22", "121.525", "97.22", "145.83"]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_on_any_computer(end: str) -> None:
    # The last of them in a file that has the others besides.
    rows = rows_of(batch(f"note,dose\na,4 mmol{end}b,5 mmol\n").out)
    assert column(rows, "note") == ["a", "b"]
    assert column(rows, "elemental_low_mg") == ["97.22", "121.525"]


@pytest.mark.usefixtures("path")
def test_windows_files_are_read() -> None:
    text = "\ufeffamount;unit;form\r\n0,4;g;oxide\r\n\r\n400;mg;oxide\r\n"
    rows = rows_of(batch(text.encode()).out, ";")
    assert list(rows[0])[:3] == ["amount", "unit", "form"]
    assert column(rows, "efsa_status") == ["below", "below"]


@pytest.mark.usefixtures("path")
def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    text = "note,dose\n" + '5" tube,4 mmol\n' + "plain,4 mmol\n"
    rows = rows_of(batch(text).out)
    assert column(rows, "elemental_low_mg") == ["97.22", "97.22"]
    assert column(rows, "note") == ['5" tube', "plain"]


@pytest.mark.usefixtures("path")
def test_cells_that_a_spreadsheet_would_run_are_defused() -> None:
    cells = ["=1+1", "+cmd", "-cmd", "@sum", "\tx", "-", "-5\n6", "-5", "+1.5", "a=b", ""]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["note", "dose"])
    writer.writerows([cell, "4 mmol"] for cell in cells)
    rows = rows_of(batch(buffer.getvalue()).out)
    defused = ["'=1+1", "'+cmd", "'-cmd", "'@sum", "'\tx", "'-", "'-5\n6"]
    assert column(rows, "note") == [*defused, "-5", "+1.5", "a=b", ""]
    # Behind a return alone as well.
    assert column(rows_of(batch("note,dose\na,4 mmol\r=1+1,5 mmol\n").out), "note") == ["a", "'=1+1"]
    # JSON is for programs, which run nothing.
    notes = [json.loads(line)["note"] for line in batch(buffer.getvalue(), "--ndjson").out.splitlines()]
    assert notes == [*cells[:-1], None]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("form,amount\nmåltid,4\n".encode("latin-1"), "is not UTF-8 text"),
        ("form,amount\n".encode("utf-16"), "is not UTF-8 text"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8 text"),
    ],
)
@pytest.mark.usefixtures("path")
def test_what_is_no_csv_is_told(data: bytes, told: str) -> None:
    result = batch(data)
    assert told in refusal_of(result)[0]
    assert result.out == ""


@pytest.mark.usefixtures("path")
def test_a_header_alone_is_answered_with_a_header() -> None:
    result = batch("amount,unit,form\n")
    assert result.out == ",".join(["amount", "unit", "form", *ADDED]) + "\n"
    assert (result.code, result.err) == (0, "0 rows\n")


@pytest.mark.parametrize(
    ("name", "writer"),
    [("a.parquet", "write_parquet"), ("a.arrow", "write_ipc"), ("a.csv", "write_csv"), ("a.ndjson", "write_ndjson")],
)
def test_the_parts_of_a_source_add_up_to_its_total(folder: Path, name: str, writer: str) -> None:
    frame = pl.DataFrame({"amount": range(1, 250_001), "unit": "mg", "form": "oxide"})
    getattr(frame, writer)(folder / name)
    header = len("amount,unit,form\n") if name.endswith("csv") else 0
    with sources.opened(name, format_of(name, "--from")) as source:
        assert source.total == sum(piece.part for piece in source.pieces) + header


def test_an_empty_table_in_any_format() -> None:
    frame = pl.DataFrame(schema={"amount": pl.Float64, "unit": pl.String, "form": pl.String})
    frame.write_parquet("in.parquet")
    assert run("batch", "in.parquet", "-o", "out.parquet").code == 0
    assert pl.read_parquet("out.parquet").columns == ["amount", "unit", "form", *ADDED]


def test_missing_numbers_and_nulls_in_parquet() -> None:
    amounts = [400.0, None, float("nan"), float("inf"), 0.0]
    frame = pl.DataFrame({"amount": amounts, "unit": ["mg"] * 5, "form": ["oxide", "oxide", "oxide", "oxide", None]})
    frame.write_parquet("in.parquet")
    rows = rows_of(run("batch", "in.parquet", "--csv").out)
    assert [bool(row["error"]) for row in rows] == [False, True, True, True, True]


@pytest.mark.parametrize("keep", [0.2, 0.9])
def test_a_parquet_file_that_was_cut_short_is_told(folder: Path, keep: float) -> None:
    pl.DataFrame({"dose": ["4 mmol"] * 1000}).write_parquet("in.parquet")
    data = (folder / "in.parquet").read_bytes()
    (folder / "cut.parquet").write_bytes(data[: int(len(data) * keep)])
    (folder / "out.csv").write_text("old", encoding="utf-8")
    assert "cannot read 'cut.parquet'" in refusal_of(run("batch", "cut.parquet", "-o", "out.csv"))[0]
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"


def test_files_that_are_not_there(folder: Path) -> None:
    for name in ("none.csv", "none.parquet", "none.ndjson"):
        assert f"cannot read '{name}'" in refusal_of(run("batch", name))[0]
    (folder / "folder.csv").mkdir()
    assert "cannot read 'folder.csv'" in refusal_of(run("batch", "folder.csv"))[0]


# Strictness and groups.


@pytest.mark.usefixtures("path")
def test_strict_stops_at_the_first_row_that_cannot_be_read(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    text = SHELF + "4,some,mg,oxide\n5,any,mg,oxide\n"
    assert "row 4 cannot be read: 'some mg' is no amount" in refusal_of(batch(text, "--strict", "-o", "out.csv"))[0]
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert "row 4 cannot be read" in refusal_of(batch(text, "--strict", "--by", "unit"))[0]
    assert batch(SHELF, "--strict").code == 0


@pytest.mark.usefixtures("path")
def test_groups_sum_what_a_limit_covers_before_comparing() -> None:
    text = (
        "person,day,dose\n"
        "Ada,1,100 mg magnesium\n"
        "Ada,1,150 mg magnesium\n"
        "Ada,2,100 mg magnesium\n"
        "Bo,1,0.1 mg magnesium\n"
        "Bo,1,0.2 mg magnesium\n"
        "Bo,1,249.7 mg magnesium\n"
        "Cy,1,300 mg magnesium @medicine\n"
        "Cy,1,some\n"
    )
    result = batch(text, "--by", "person,day")
    rows = rows_of(result.out)
    assert list(rows[0]) == ["person", "day", "rows", *[name for name in ADDED if name != "split_doses"]]
    found = [(row["person"], row["day"], row["rows"], row["efsa_status"], row["iom_status"]) for row in rows]
    assert found == [
        ("Ada", "1", "2", "at", "below"),
        ("Ada", "2", "1", "below", "below"),
        ("Bo", "1", "3", "at", "below"),
        ("Cy", "1", "2", "depends", "depends"),
    ]
    assert [float(row["elemental_high_mg"]) for row in rows] == [250, 100, 250, 300]
    assert rows[3]["error"] == "rows of the group could not be read"
    assert result.code == 2


@pytest.mark.usefixtures("path")
def test_a_row_that_could_not_be_read_lends_its_group_no_limit() -> None:
    # At two years the IOM's limit is 65 mg, and 70 mg are over it whatever else there was.
    text = "who,amount,unit,form,age\nAda,70,mg,magnesium,2\nAda,0,mg,magnesium,30\n"
    (row,) = rows_of(batch(text, "--by", "who").out)
    assert (row["rows"], row["efsa_status"], row["iom_status"]) == ("2", "depends", "above")


@pytest.mark.usefixtures("path")
def test_a_group_may_be_spread_over_a_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_PIECE", 200)
    text = "who,dose\n" + "".join(f"{'ab'[number % 2]},1 mg magnesium\n" for number in range(500))
    rows = rows_of(batch(text, "--by", "who").out)
    assert [(row["who"], row["rows"], row["elemental_low_mg"], row["efsa_status"]) for row in rows] == [
        ("a", "250", "250.0", "at"),
        ("b", "250", "250.0", "at"),
    ]


# Both ways through the program.


def odd_file(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 (a seed for the same file every time)
    forms = ["citrate", "Magnesiumcitrat", "oxide", "glycinate", "magnesium", "none such", "=oxide", ""]
    amounts = ["400", "1,5", "1.500", "2 000", "0.25", "-1", "", "x", "250", "100.25"]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerow(["id", "amount", "unit", "form", "basis", "per_day", "age", "note"])
    for number in range(chance.randrange(1, 400)):
        row = [
            str(number), chance.choice(amounts), chance.choice(["mg", "g", "mmol", "Mg"]), chance.choice(forms),
            chance.choice(["", "compound", "elemental"]), chance.choice(["", "1", "2", "99"]),
            chance.choice(["", "8", "3", "abc"]), chance.choice(["", "a", "b\nc", 'd"e', "=f", "g,h"]),
        ]  # fmt: skip
        writer.writerow(row[: chance.choice([8, 8, 8, 8, 8, 8, 5, 3])])
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_the_plain_way_and_the_engine_write_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = odd_file(seed)
    monkeypatch.setattr(sources, "_PIECE", 3000)
    by_engine = batch(text, "--limits", "all"), batch(text, "--by", "form,age", "-q")
    # However few of them repeat.
    monkeypatch.setattr(repeats, "_ROWS_PER_DOSE", 0)
    assert batch(text, "--limits", "all") == by_engine[0]
    monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    plainly = batch(text, "--limits", "all"), batch(text, "--by", "form,age", "-q")
    assert by_engine[0] == plainly[0]
    for mine, theirs in zip(rows_of(by_engine[1].out), rows_of(plainly[1].out), strict=True):
        for name, value in mine.items():
            assert value == theirs[name] or float(value) == pytest.approx(float(theirs[name]), abs=1e-6)


@pytest.mark.parametrize("seed", range(12, 14))
@pytest.mark.usefixtures("path")
def test_rows_answer_as_one_dose_does(seed: int) -> None:
    for row in rows_of(batch(odd_file(seed)).out):
        if row["error"]:
            continue
        bare = "magnesium" if row["basis"] == "elemental" and not row["form"] else row["form"]
        per_day, age = row["per_day"] or "1", row["age"]
        dose = magcalc.dose(
            f"{row['amount']} {row['unit']} {bare}",
            elemental=row["basis"] == "elemental",
            person=magcalc.Person(age=magcalc.Age.parse(age) if age else None),
            plan=magcalc.Plan(per_day=int(per_day)),
        )
        assert Decimal(row["elemental_high_mg"]) == round(dose.elemental.high, 6)
        statuses = {check.limit.key: check.status for check in dose.limits}
        assert (row["efsa_status"], row["iom_status"]) == (statuses["efsa"], statuses["iom"])
        assert row["split_doses"] == ("" if dose.split is None else str(len(dose.split.doses)))


# Files are whole or as they were.


def test_the_output_is_never_the_input(folder: Path) -> None:
    (folder / "shelf.csv").write_text(SHELF, encoding="utf-8")
    (folder / "link.csv").symlink_to("shelf.csv")
    for name in ("shelf.csv", "./shelf.csv", "link.csv"):
        assert "is the input" in refusal_of(run("batch", "shelf.csv", "-o", name))[0]
    assert (folder / "shelf.csv").read_text(encoding="utf-8") == SHELF


@on_unix
def test_a_new_file_has_the_rights_of_the_old_one(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    (folder / "out.csv").chmod(0o640)
    batch(SHELF, "-o", "out.csv")
    assert (folder / "out.csv").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["out.csv"]


@on_unix
def test_a_killed_process_leaves_the_old_file(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    command = [*MODULE, "batch", "-o", str(folder / "out.csv")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdin is not None
        process.stdin.write(SHELF.encode() * 200_000)
        process.stdin.flush()
        process.send_signal(signal.SIGKILL)
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"


def _no_room() -> None:
    """Let no file grow over 10 kB, as if there were no more room."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))


@on_unix
def test_a_full_disk_is_one_error_line_and_the_old_file_stays(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    ended = subprocess.run(
        [*MODULE, "batch", "-o", "out.csv"],
        input=(SHELF + "4,400,mg,oxide\n" * 5000).encode(),
        capture_output=True,
        # Bytecode that did not fit would stay behind.
        env=ENVIRONMENT | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=_no_room,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"error: cannot write 'out.csv'")
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in folder.iterdir()] == ["out.csv"]


@on_unix
def test_a_long_run_draws_a_bar_on_a_terminal_and_takes_it_away(folder: Path) -> None:
    rows = "".join(f"{number}.5,mg,citrate\n" for number in range(1, 60_001))
    (folder / "in.csv").write_text("amount,unit,form\n" + rows * 3, encoding="utf-8")
    main, side = os.openpty()
    # Without the patience, so that the test needs no large file; and with the plain way, which takes many pieces.
    code = "import sys; sys.modules['polars'] = None; import magcalc.show.batch as b; b._PATIENCE = 0.0; "
    code += "from magcalc.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", "in.csv", "-o", "out.csv"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=side, env=ENVIRONMENT | {"TERM": "xterm"}) as ran:
        os.close(side)
        seen = b""
        with contextlib.suppress(OSError):
            while piece := os.read(main, 65_536):
                seen += piece
    os.close(main)
    assert ran.returncode == 0
    assert b"100%" in seen
    # Its line is taken back (erase line) before the summary.
    assert b"\x1b[2K" in seen.split(b"180000 rows")[0][-40:]
    assert b"100%" not in seen.split(b"180000 rows")[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_stream_is_one_error_line() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*MODULE, "batch"], input=SHELF.encode(), stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"error: cannot write")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet", "arrow"])
def test_a_device_that_takes_nothing_is_told_whoever_writes(folder: Path, form: str) -> None:
    # An engine has words of its own for it, which say less.
    (folder / f"out.{form}").symlink_to("/dev/full")
    rows = "".join(f"{number}.5,mg,citrate\n" for number in range(1, 3000))
    error, _ = refusal_of(batch("amount,unit,form\n" + rows, "-o", f"out.{form}"))
    assert error == f"cannot write 'out.{form}': No space left on device"


def test_a_reader_that_went_away_ends_it() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*MODULE, "batch"], input=SHELF.encode(), stdout=writing, stderr=subprocess.PIPE, env=ENVIRONMENT,
            check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@on_unix
def test_a_terminal_gets_nothing_that_acts_on_it() -> None:
    main, side = os.openpty()
    text = "note,dose\n\x1b[31mred\u202e,4 mmol\n"
    process = subprocess.Popen(
        [*MODULE, "batch", "-q"], stdin=subprocess.PIPE, stdout=side, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    process.communicate(text.encode())
    os.close(side)
    time.sleep(0.1)
    shown = os.read(main, 10_000).decode()
    os.close(main)
    assert "red" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_without_its_extra_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    pl.DataFrame({"dose": ["4 mmol"]}).write_parquet("in.parquet")
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    result = run("batch", "in.parquet")
    assert "parquet files need more packages" in refusal_of(result)[0]
    assert "pip install 'magcalc[batch]'" in result.err
    plainly = batch("dose\n4 mmol\n")
    # 4 x 24.305 mg.
    assert rows_of(plainly.out)[0]["elemental_low_mg"] == "97.22"
    assert plainly.err.splitlines()[-1].startswith("hint: pip install 'magcalc[batch]'")
    assert batch("dose\n4 mmol\n", "-q").err == ""
    assert "more packages" in refusal_of(batch("dose\n4 mmol\n", "-o", "out.parquet"))[0]
    assert not Path("out.parquet").exists()


def test_a_catalogue_that_repeats_itself_is_answered_as_its_rows_are_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    doses = ["2000,mg,glycinate", "400,mg,oxide", "1.500,mg,oxide", ",mg,oxide", "250,mg,magnesium", "3,g,moon dust"]
    alone = [line.split(",", 3)[3] for line in batch("\n".join(["amount,unit,form", *doses])).out.splitlines()[1:]]
    monkeypatch.setattr(sources, "_PIECE", 5000)
    rows = [(number, number * number % 6) for number in range(2000)]
    result = batch("id,amount,unit,form\n" + "".join(f"{number},{doses[which]}\n" for number, which in rows))
    assert result.out.splitlines()[1:] == [f"{number},{doses[which]},{alone[which]}" for number, which in rows]
    # The squares of 0 to 5 leave 0, 1, 4, 3, 4, 1 when divided by six: 2 and 5 never come, 0 and 3 half as often.
    assert result.err.splitlines() == [
        "2000 rows, 333 could not be read",
        "EFSA: 667 below, 666 at, 334 depends",
        "IOM: 1667 below",
    ]


def test_many_distinct_rows_are_all_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    from magcalc.batch import answers

    monkeypatch.setattr(answers, "_MOST_KEPT", 10)
    monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    text = "amount,unit,form\n" + "".join(f"{number},mg,magnesium\n" for number in range(1, 501))
    result = batch(text)
    assert [float(row["elemental_low_mg"]) for row in rows_of(result.out)] == [float(mg) for mg in range(1, 501)]
    # 1 to 249 mg, 250 mg, 251 to 500 mg.
    assert "EFSA: 249 below, 1 at, 250 above" in result.err


def test_many_distinct_names_are_all_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    from magcalc.batch import answers

    monkeypatch.setattr(answers, "_MOST_KEPT", 2)
    monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    # 24.305 of 40.304, 58.320 and 95.211 g/mol; the last two come again when there is no more room.
    salts = {"oxide": "60.3", "hydroxide": "41.7", "anhydrous chloride": "25.5"}
    rows = rows_of(batch("amount,unit,form\n" + "".join(f"100,mg,{salt}\n" for salt in [*salts] * 3)).out)
    assert [f"{float(mg):.1f}" for mg in column(rows, "elemental_typical_mg")] == [*salts.values()] * 3


# Rows of JSON as Parquet or Arrow, whose columns have one kind from the first row to the last.


def in_two_pieces(monkeypatch: pytest.MonkeyPatch, first: list[str], then: list[str], *options: str) -> Result:
    """Answer rows with these JSON values beside a dose, read in two pieces, into a file for engines."""
    monkeypatch.setattr(sources, "_PLAIN_ROWS", len(first))
    lines = [f'{{"value": {value}, "dose": "4 mmol"}}\n' for value in [*first, *then]]
    return batch("".join(lines), "--from", "ndjson", "-q", *options)


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize(
    ("first", "then", "values"),
    [
        (["1", "2"], ["3", "null"], [1, 2, 3, None]),
        (["1", "2.5"], ["3", "-4"], [1.0, 2.5, 3.0, -4.0]),
        # Where the first rows say nothing, the column is of texts, and a text can hold a number.
        (["null", "null"], ["3.5", '"a"'], [None, None, "3.5", "a"]),
        (['"a"', '"b"'], ["7"], ["a", "b", "7"]),
        # 7.0 is a whole number.
        (["1", "2"], ["7.0"], [1, 2, 7]),
    ],
)
def test_later_rows_keep_their_values_in_the_kind_of_the_first(
    monkeypatch: pytest.MonkeyPatch, first: list[str], then: list[str], values: list[object], form: str
) -> None:
    assert in_two_pieces(monkeypatch, first, then, "-o", f"out.{form}") == (0, "", "")
    found = pl.read_parquet("out.parquet") if form == "parquet" else pl.read_ipc("out.arrow")
    assert found["value"].to_list() == values
    # 4 x 24.305 mg.
    assert found["elemental_low_mg"].to_list() == [97.22] * len(values)


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize(
    ("first", "then"), [(["1", "2"], ["3.5"]), (["1", "2"], ['"a"']), (["1.5"], ["9007199254740993"])]
)
def test_later_rows_that_would_be_changed_are_refused_and_the_old_file_stays(
    monkeypatch: pytest.MonkeyPatch, first: list[str], then: list[str], form: str
) -> None:
    # 3.5 among whole numbers would be 3, and 2^53 + 1 among floats would be 2^53.
    Path(f"out.{form}").write_text("old", encoding="utf-8")
    error, hint = refusal_of(in_two_pieces(monkeypatch, first, then, "-o", f"out.{form}"))
    assert error == "the rows do not fit the columns that the first rows had"
    assert hint == "write CSV or NDJSON instead"
    assert Path(f"out.{form}").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_a_refusal_half_way_through_a_file_for_engines_is_two_lines(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(sources, "_PLAIN_ROWS", 1)
    lines = '{"dose": "4 mmol"}\n{"dose": "some"}\n'
    result = batch(lines, "--from", "ndjson", "--strict", "-o", f"out.{form}")
    # The engine's own half-written file is thrown away by now, without a word.
    gc.collect()
    assert "row 2 cannot be read" in refusal_of(result)[0]
    assert not Path(f"out.{form}").exists()


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert batch("value,dose\n", "-o", "out.parquet").code == 0
    assert pl.read_parquet("out.parquet").shape == (0, 2 + len(ADDED))


# Long inputs, and inputs that fail half way.


def test_plain_rows_come_in_pieces_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    monkeypatch.setattr(sources, "_PLAIN_ROWS", 3)
    rows = rows_of(batch("id,dose\n" + "".join(f"{number},4 mmol\n" for number in range(10)) + "10\n").out)
    assert column(rows, "id") == [str(number) for number in range(11)]
    assert [bool(reason) for reason in column(rows, "error")] == [False] * 10 + [True]


def test_a_quote_left_open_in_a_long_file_costs_no_more_than_the_longest_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_PIECE", 60)
    monkeypatch.setattr(sources, "_LONGEST_CELL", 100)
    rows = rows_of(batch('note,dose\n"open,4 mmol\n' + "x,4 mmol\n" * 60).out)
    assert "the row has 1 cells" in rows[0]["error"]
    # Its cell ends with the first piece that is longer than a cell may be, here 3 x 60 signs; the rest is read.
    lost = rows[0]["note"].count("x,4 mmol")
    assert 160 <= len(rows[0]["note"]) <= 180
    assert len(rows) == 1 + 60 - lost
    assert {row["elemental_low_mg"] for row in rows[1:]} == {"97.22"}


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that opens and does not read")
@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet", "arrow"])
def test_a_file_that_fails_while_it_is_read(form: str) -> None:
    error, _ = refusal_of(run("batch", "/proc/self/mem", "--from", form, "--csv"))
    assert error.startswith("cannot read '/proc/self/mem': ")


@pytest.mark.parametrize("name", ["in.csv", "in.ndjson"])
def test_a_file_that_changes_between_its_pieces_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # What whole processes make of it is in test_cli_faults.py.
    monkeypatch.setattr(sources, "_PIECE", 10)
    monkeypatch.setattr(sources, "_PLAIN_ROWS", 1)
    row = '{"dose": "4 mmol"}\n' if name == "in.ndjson" else "4 mmol\n"
    (folder / name).write_text("dose\n" * (name == "in.csv") + row * 10, encoding="utf-8")
    with sources.opened(name, format_of(name, "")) as source:
        next(source.pieces)
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(row)
        with pytest.raises(StreamError, match=f"^'{name}' changed while it was read$"):
            next(source.pieces)


def test_where_no_wait_can_be_interrupted_rows_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    # As on Windows.
    monkeypatch.delattr("signal.siginterrupt")
    assert rows_of(batch("dose\n4 mmol\n").out)[0]["elemental_low_mg"] == "97.22"


def test_no_line_of_json_at_all_is_told() -> None:
    assert refusal_of(batch("\n \n", "--from", "ndjson"))[0].endswith("is empty")


@pytest.mark.parametrize("where", ["header", "row"])
def test_a_cell_longer_than_any_is_told(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(sources, "_frame_of", lambda *_: None)
    monkeypatch.setattr(sources, "_LONGEST_CELL", 50)
    limit = csv.field_size_limit(100)
    try:
        long = "x" * 200
        data = f"{long},dose\n1,4 mmol\n" if where == "header" else f"note,dose\n{long},4 mmol\n"
        result = batch(data)
    finally:
        csv.field_size_limit(limit)
    assert result.code == 2
    assert "cannot read 'standard input': field larger than field limit (100)" in result.err


def test_a_parquet_file_that_is_torn_in_its_middle_is_told(folder: Path) -> None:
    # The footer with the columns is whole, so it fails only when the rows are read.
    pl.DataFrame({"dose": [f"{number}.0 mmol" for number in range(1, 5000)]}).write_parquet("in.parquet")
    data = bytearray((folder / "in.parquet").read_bytes())
    data[8:2000] = bytes(1992)
    (folder / "torn.parquet").write_bytes(data)
    assert "cannot read 'torn.parquet'" in refusal_of(run("batch", "torn.parquet", "-o", "out.csv"))[0]
    assert not (folder / "out.csv").exists()
