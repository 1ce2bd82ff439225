"""``magcalc compare``: products as people type them and as a shelf holds them, and none that slips away."""

import csv
import io
import json
import re
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MOON_SALT, Result, refusal_of, run, type_in
from jsonschema import Draft202012Validator

Rows = list[dict[str, str]]
# 100 mg a unit, so that what a unit costs is what 100 mg cost: 0.50, 1 and 0.25 DKK.
SHELF = """\
name,dose,price
Half,2 x 100 mg magnesium as citrate,90 DKK/180
Whole,100 mg magnesium as oxide,60 DKK/60
Quarter,3 x 100 mg magnesium as glycinate,30 DKK/120
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shelf(text: str | bytes, *options: str) -> Result:
    return run("compare", "-", *options, stdin=text)


def rows_of(result: Result) -> Rows:
    assert (result.code, result.err) == (0, "")
    return list(csv.DictReader(io.StringIO(result.out, newline="")))


def document(result: Result) -> Any:
    assert (result.code, result.err) == (0, "")
    found = json.loads(result.out)
    schema = json.loads(run("schema", "compare").out)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    return found


def column(rows: Rows, name: str) -> list[str]:
    return [row[name] for row in rows]


# What is typed.


@pytest.mark.parametrize(
    "words",
    [
        ["2 x 400 mg citrate", "500 mg bisglycinate"],
        ["2 x 400 mg citrate", "vs", "500 mg bisglycinate"],
        ["2", "x", "400", "mg", "citrate", "vs", "500", "mg", "bisglycinate"],
        ["2 x 400 mg citrate", "VS", "500", "mg", "bisglycinate"],
    ],
)
def test_products_in_quotes_or_with_vs_between(words: list[str]) -> None:
    rows = rows_of(run("compare", *words, "--csv"))
    assert column(rows, "dose") == ["2 x 400 mg citrate", "500 mg bisglycinate"]
    # 800 mg x 72.915 / 451.11 = 129.3 mg; 500 mg x 14.0961 %.
    assert [round(float(each)) for each in column(rows, "elemental_typical_mg")] == [129, 70]
    assert column(rows, "units_per_day") == ["2", "1"]


def test_one_product_as_json() -> None:
    given = ["100 mg magnesium as chloride", "300 mg magnesium", "--price", "60 DKK/60", "--price", "-"]
    found = document(run("compare", *given, "--json", "--age", "8"))
    assert (found["schema"], found["sorted_by"], found["age"]) == ("magcalc/compare/1", None, "8 y")
    first, second = found["products"]
    # A unit of 100 mg costs 1 DKK; of it 19.2, 29.2 or 38 mg are absorbed: 100 / 38, 100 / 29.2 and 100 / 19.2.
    assert first == {
        "name": None,
        "text": "100 mg magnesium as chloride",
        "per_day": 1,
        "ranks": None,
        "elemental_mg": {"low": 100, "typical": 100, "high": 100},
        "absorbed_mg": {"low": 19.2, "typical": 29.2, "high": 38, "evidence": "B"},
        "tolerance": 4,
        "units_per_day": 1,
        "pack_units": 60,
        "pack_days": 60,
        "price": 60,
        "currency": "DKK",
        "price_per_100_mg": {"low": 1, "typical": 1, "high": 1},
        "price_per_absorbed_100_mg": {"low": 2.631579, "typical": 3.424658, "high": 5.208333},
        # At 8 years the IOM sets 110 mg.
        "limits": [{"id": "efsa", "max_mg": 250, "status": "below"}, {"id": "iom", "max_mg": 110, "status": "below"}],
    }
    unknown = ["absorbed_mg", "tolerance", "pack_units", "pack_days", "price", "currency"]
    unknown += ["price_per_100_mg", "price_per_absorbed_100_mg"]
    assert [second[field] for field in unknown] == [None] * len(unknown)
    assert [check["status"] for check in second["limits"]] == ["above", "above"]


def test_names_prices_and_times_a_day_go_by_their_order() -> None:
    options = ["--name", "A", "--name", "-", "--price", "90DKK/180", "--price", "-", "--per-day", "2", "--per-day", "-"]
    rows = rows_of(run("compare", "100 mg oxide", "400 mg citrate", *options, "--csv"))
    assert column(rows, "name") == ["A", ""]
    assert column(rows, "price") == ["90", ""]
    assert column(rows, "pack_days") == ["90", ""]
    assert column(rows, "per_day") == ["2", "1"]


def test_limits_and_forms_are_chosen(folder: Path) -> None:
    (folder / "mine.toml").write_text(MOON_SALT, encoding="utf-8")
    result = type_in("compare 500 mg moon salt vs 400 mg oxide --forms mine.toml --limits norway,efsa --csv")
    row = rows_of(result)[0]
    # 20 % of 500 mg.
    assert Decimal(row["elemental_typical_mg"]) == 100
    assert [name for name in row if name.endswith("_status")] == ["norway_status", "efsa_status"]
    assert row["forms_file"] == "mine.toml"


@pytest.mark.parametrize(
    ("typed", "told", "hint"),
    [
        (["400 mg oxide"], "one product", "vs between"),
        (["400 mg oxide vs 1 g citrate"], "one product", "vs between"),
        (["400", "mg", "oxide"], "product 1: '400' has no unit", "in quotes"),
        (["400mg", "oxide"], "product 1: '400mg'", "in quotes"),
        (["400 mg oxide", "vs"], "product 2: there is no dose", "citrate"),
        (["400 mg oxide", ""], "product 2: there is no dose", "citrate"),
        (["400 mg oxide", "400 mg citate"], "product 2: no form of magnesium is called 'citate'", "citrate"),
        (["400 mg oxide", "400 mg citate", "--name", "A", "--name", "B"], "product 2 ('B'): no form", "citrate"),
        (["400 mg oxide", "-5 mg oxide"], "product 2: '-5 mg' is negative", "above zero"),
        (["400 mg oxide, 400 mg citrate", "400 mg oxide"], "product 1", "citrate"),
        (["400 mg oxide 400 mg citrate", "vs", "400 mg oxide"], "product 1: no form", "citrate"),
        # A mistake in the list of limits is no product's.
        (["400 mg oxide", "1 g citrate", "--limits", "nope"], "no limit is called 'nope'", "efsa"),
        (["400 mg oxide", "1 g citrate", "--age", "old"], "'old' is no age", "months"),
        (["400 mg oxide", "1 g citrate", "--sort", "weight"], "--sort 'weight'", "absorbed-price"),
        (["400 mg oxide", "1 g citrate", "--sort", "price"], "no product has a price", "--price"),
        (["400 mg oxide", "1 g citrate", "--grade", "anhydrous"], "no option '--grade'", "--help"),
        (["400 mg oxide", "1 g citrate", "--per-day", "2"], "--per-day is given 1 time", "once for each"),
        (["400 mg oxide", "1 g citrate", "--per-day", "25", "--per-day", "1"], "product 1: per_day 25", "1 to 24"),
        (["400 mg oxide", "1 g citrate", "--name", "x" * 201, "--name", "-"], "too long", "200"),
    ],
)
def test_what_cannot_be_compared(typed: list[str], told: str, hint: str) -> None:
    error, what_to_type = refusal_of(run("compare", *typed))
    assert told in error
    assert hint in what_to_type


@pytest.mark.parametrize(
    ("price", "told"),
    [
        ("129.95/180", "no currency"),
        ("129.95 DKK", "how many units"),
        ("0 DKK/180", "zero"),
        ("-5 DKK/180", "negative"),
        ("5 DKK/0", "holds nothing"),
        ("1.299 DKK/180", "two readings"),
        ("5 \x1b[31m/180", "\\x1b"),
        ("9" * 100_000, "too long"),
    ],
)
def test_a_price_that_is_none_names_its_product(price: str, told: str) -> None:
    error, _ = refusal_of(run("compare", "400 mg oxide", "1 g citrate", "--price", "-", "--price", price))
    assert error.startswith("product 2: ")
    assert told in error


@pytest.mark.parametrize("number", [1, 3])
def test_a_price_for_each_product_or_for_none(number: int) -> None:
    # One too few would leave open whose it is.
    error, hint = refusal_of(run("compare", "400 mg oxide", "1 g citrate", *["--price", "5 DKK/10"] * number))
    assert f"given {number} time" in error
    assert "--price -" in hint


def test_all_products_that_cannot_be_read_are_named() -> None:
    doses = ["400 mg oxide", "400 mg citate", "1 g citrate", *["4 furlongs"] * 8]
    error, _ = refusal_of(run("compare", *doses))
    assert error.startswith("product 2: no form of magnesium is called 'citate'")
    assert error.endswith("; also unread: product 4, product 5, product 6, product 7, product 8 and 3 more")


def test_a_thousand_and_one_products_are_too_many() -> None:
    assert "more than 1000" in refusal_of(run("compare", *["400 mg oxide"] * 1001))[0]
    assert "more than 1000" in refusal_of(shelf("dose\n" + "400 mg oxide\n" * 1001))[0]
    # Refused by their number: the last of so many is never read.
    assert "more than 1000" in refusal_of(shelf("dose\n" + "400 mg oxide\n" * 100_000))[0]


def test_a_thousand_products_are_answered_quickly() -> None:
    lines = (f"{1 + number % 3} x {200 + number} mg citrate,{50 + number} DKK/90" for number in range(1000))
    begun = time.monotonic()
    rows = rows_of(shelf("dose,price\n" + "\n".join(lines), "--sort", "price", "--csv"))
    # A quarter of a second on a small machine; a busy one may take its time.
    assert time.monotonic() - begun < 5
    assert len(rows) == 1000
    prices = [Decimal(row["price_per_100_mg_typical"]) for row in rows]
    assert prices == sorted(prices)


# A shelf.


@pytest.mark.parametrize(
    "text",
    [
        SHELF,
        "\ufeff" + SHELF,
        SHELF.replace("\n", "\r\n"),
        "\ufeff" + SHELF.replace("\n", "\r\n").replace(",", ";"),
        SHELF.replace(",", ";").replace("90 DKK", "90,00 DKK"),
        SHELF.replace("90 DKK/180", '"90,00 DKK/180"'),
        SHELF.rstrip("\n"),
        # What spreadsheets add: columns of their own, other letters, empty lines and empty rows.
        SHELF.replace("name,dose,price", " Name,DOSE,Price "),
        SHELF.replace("\n", "\n\n") + ",,\n, ,\n",
        "ean,name,dose,price,note\n" + "".join(f"57,{row},=1+1\n" for row in SHELF.splitlines()[1:]),
    ],
    ids=["plain", "mark", "crlf", "excel", "semicolons", "quotes", "no end", "letters", "empty", "columns"],
)
def test_a_shelf_is_read_however_it_was_saved(folder: Path, text: str) -> None:
    rows = rows_of(shelf(text, "--csv"))
    assert column(rows, "name") == ["Half", "Whole", "Quarter"]
    assert [Decimal(each) for each in column(rows, "price_per_100_mg_typical")] == [
        Decimal("0.5"),
        Decimal(1),
        Decimal("0.25"),
    ]
    # 180 / 2, 60 / 1 and 120 / 3 days.
    assert column(rows, "pack_days") == ["90", "60", "40"]
    (folder / "shelf.csv").write_bytes(text.encode())
    assert rows_of(run("compare", "shelf.csv", "--csv")) == rows


def test_tabs_are_read_from_a_tsv(folder: Path) -> None:
    (folder / "shelf.tsv").write_text(SHELF.replace(",", "\t"), encoding="utf-8")
    assert rows_of(run("compare", "shelf.tsv", "--csv")) == rows_of(shelf(SHELF, "--csv"))


def test_a_shelf_may_have_its_doses_in_columns() -> None:
    rows = rows_of(
        shelf(
            "name,amount,unit,form,grade,basis,per_day,counts_as,price\n"
            "A,1000,mg,glycinate,anhydrous,,,,\n"
            'B,"1,5",g,,,elemental,2,,30 DKK/30\n'
            "C,4,mmol,,,,,,\n"
            "D,300 mg,,magnesium,,,,medicine,\n",
            "--csv",
        )
    )
    # 14.0961 % of 1000 mg; 2 x 1500 mg; 4 x 24.305 mg; EFSA's words leave medicines open.
    assert [Decimal(each) for each in column(rows, "elemental_typical_mg")] == [
        Decimal("140.961"),
        Decimal(3000),
        Decimal("97.22"),
        Decimal(300),
    ]
    assert column(rows, "units_per_day") == ["1", "2", "1", "1"]
    assert column(rows, "pack_days") == ["", "15", "", ""]
    assert column(rows, "efsa_status") == ["below", "above", "below", "depends"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,dose\nA,400 mg oxide\nB,1.500 mg oxide\nC,nope\nD\n", "row 2 ('B'): '1.500' has two readings"),
        ("name,dose\nA\nB,400 mg oxide\n", "row 1: the row has 1 cells"),
        ("name,dose\nA,\nB,400 mg oxide\n", "row 1 ('A'): there is no dose"),
        ("dose,price\n400 mg oxide,5 DKK/10\n1 g citrate,5/10\n", "row 2: the price '5/10' has no currency"),
        # Empty rows are passed over and still counted.
        ("dose,price\n400 mg oxide,\n,\n1 g citrate,x\n", "row 3: 'x' is no price"),
        ("dose,basis\n400 mg oxide,\n1 g citrate,elemntal\n", "row 2: the basis 'elemntal' is unknown"),
        ("amount,unit,form\n400,mg,oxide\n400,,oxide\n", "row 2: '400' has no unit"),
        ("amount,unit,form\n400,mg,oxide\n,mg,oxide\n", "row 2: there is no dose"),
    ],
)
def test_one_bad_row_refuses_the_shelf(text: str, told: str) -> None:
    # A comparison that one product is missing from would name the wrong winner.
    assert refusal_of(shelf(text))[0].startswith(told)


def test_the_other_bad_rows_are_named_too() -> None:
    error, hint = refusal_of(shelf("name,dose\nA,400 mg oxide\nB,1.500 mg oxide\nC,nope\nD\n"))
    assert error.endswith("; also unread: row 3 ('C'), row 4")
    assert "1500" in hint


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "empty"),
        ("name,dose\n", "no product"),
        ("name,dose\nA,400 mg oxide\n", "one product"),
        ("name,dosis\nA,400 mg oxide\nB,400 mg oxide\n", "no column dose"),
        ("name,amount,unit\nA,400,mg\nB,400,mg\n", "no column dose"),
        ("dose,Dose\n400 mg oxide,1 g citrate\n", "two columns 'dose'"),
        ("dose,age\n400 mg oxide,8\n1 g citrate,8\n", "column age"),
        (b"\xff\xfed\x00o\x00", "not UTF-8"),
        (b"dose\n400 mg oxide\nmagn\xe9sium 400 mg\n", "not UTF-8"),
    ],
)
def test_a_shelf_that_is_none(data: str | bytes, told: str) -> None:
    assert told in refusal_of(shelf(data))[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.csv"], "No such file"),
        (["shelf.parquet"], "neither CSV nor TSV"),
        (["shelf.csv", "400 mg oxide"], "alone"),
        (["-", "-"], "alone"),
        (["shelf.csv", "--price", "5 DKK/10"], "--price"),
        (["shelf.csv", "--per-day", "2"], "--per-day"),
        (["shelf.csv", "--name", "A"], "--name"),
    ],
)
def test_a_file_and_what_it_excludes(folder: Path, words: list[str], told: str) -> None:
    (folder / "shelf.csv").write_text(SHELF, encoding="utf-8")
    assert told in refusal_of(run("compare", *words))[0]


def test_the_hint_names_a_column_that_is_read(folder: Path) -> None:
    (folder / "shelf.csv").write_text("dose,per_day\n400 mg oxide,2\n1 g citrate,1\n", encoding="utf-8")
    hint = refusal_of(run("compare", "shelf.csv", "--per-day", "2"))[1]
    assert "column per_day" in hint
    assert column(rows_of(run("compare", "shelf.csv", "--csv")), "per_day") == ["2", "1"]


# Orders.


@pytest.mark.parametrize(
    ("key", "names"),
    [
        # 200, 100 and 300 mg; 0.50, 1 and 0.25 DKK; ranks 3, 4 and 1.
        ("elemental", ["Quarter", "Half", "Whole"]),
        ("price", ["Quarter", "Half", "Whole"]),
        ("PRICE", ["Quarter", "Half", "Whole"]),
        ("tolerance", ["Quarter", "Half", "Whole"]),
        ("name", ["Half", "Quarter", "Whole"]),
    ],
)
def test_sorting(key: str, names: list[str]) -> None:
    assert column(rows_of(shelf(SHELF, "--sort", key, "--csv")), "name") == names
    found = document(shelf(SHELF, "--sort", key, "--json"))
    assert found["sorted_by"] == key.casefold()
    assert [product["name"] for product in found["products"]] == names
    expected = None if key == "name" else {"first": 1, "last": 1}
    assert found["products"][0]["ranks"] == expected


@pytest.mark.parametrize("options", [[], ["--sort", "price"]])
def test_two_currencies_are_never_one_order(options: list[str]) -> None:
    text = SHELF.replace("60 DKK/60", "6 EUR/60")
    found = document(shelf(text, *options, "--json"))
    assert found["findings"][0]["code"] == "several-currencies"
    plain = shelf(text, *options).out
    assert "DKK and EUR are not compared" in plain
    if options:
        assert [product["name"] for product in found["products"]] == ["Quarter", "Half", "Whole"]
        # The only one in euro is the first of one, not the third of three.
        assert found["products"][2]["ranks"] == {"first": 1, "last": 1}
        row = next(row for row in plain.splitlines() if "6 EUR/60" in row)
        assert row.startswith("1 ")


def test_overlapping_ranges_are_no_ranking() -> None:
    result = type_in("compare 1000 mg glycinate vs 120 mg magnesium vs 90 mg magnesium --sort elemental")
    # 100 to 140.961 mg, 120 mg and 90 mg.
    rows = result.out.splitlines()[1:4]
    assert [re.split(r"  +", row)[:2] for row in rows] == [
        ["1-2", "120 mg magnesium"],
        ["1-2", "1000 mg glycinate"],
        ["3", "90 mg magnesium"],
    ]
    assert "ranks such as 1-2" in result.out
    assert "overlap" in result.out
    # Told apart by no range, they are ranked and nothing is said.
    sure = type_in("compare 100 mg magnesium vs 90 mg magnesium --sort elemental").out
    assert "ranks such as" not in sure


# Screens.


def test_the_lines_of_a_pipe() -> None:
    plain = shelf(SHELF, "-q").out.splitlines()
    head, first, *_ = plain
    assert re.split(r"  +", head) == [
        "product", "dose", "mg a day", "range", "absorbed", "gut", "units", "limits",
    ]  # fmt: skip
    # Nothing stands in the range of what is known; 200 mg are under both limits.
    assert re.fullmatch(r"Half +2 x 100 mg magnesium as citrate +200 +\d+ \(\d+-\d+\) B +3 +2 +below", first), first
    prices = plain[plain.index("") + 1 :]
    assert re.split(r"  +", prices[0]) == ["product", "pack", "days", "per 100 mg", "absorbed 100 mg"]
    assert re.split(r"  +", prices[1])[:4] == ["Half", "90 DKK/180", "90", "0.5"]
    # 300 mg: over EFSA's 250, under the IOM's 350.
    assert plain[3].endswith("above: EFSA")


def test_without_prices_there_is_no_table_of_them() -> None:
    assert "per 100 mg" not in type_in("compare 400 mg oxide vs 1 g citrate").out


def test_the_status_of_every_limit_can_be_read() -> None:
    # 100 to 140.961 mg at 8 years, where the IOM sets 110 mg and EFSA 250.
    plain = type_in("compare 1000 mg glycinate vs 50 mg magnesium --age 8").out
    assert "depends: IOM" in plain
    assert "limits: EFSA 250 mg, IOM 110 mg a day" in plain
    # Below 4 years EFSA set none.
    child = type_in("compare 50 mg magnesium vs 40 mg magnesium --age 2 --limits efsa").out
    assert child.splitlines()[1].endswith("none")
    assert "EFSA none" in child


def test_no_rounding_reaches_a_limit() -> None:
    plain = type_in("compare 249.9996 mg magnesium vs 250.0004 mg magnesium -q").out.splitlines()
    assert "249.9996" in plain[1]
    assert plain[1].endswith("below")
    assert "250.0004" in plain[2]
    assert plain[2].endswith("above: EFSA")


def test_hostile_names_and_formulas() -> None:
    text = 'name,dose,price\n"=HYPERLINK(1)",400 mg oxide,5 DKK/10\n"a\x1b[31m\u202eb\nc",1 g citrate,\n'
    rows = rows_of(shelf(text, "--csv"))
    assert rows[0]["name"] == "'=HYPERLINK(1)"
    assert document(shelf(text, "--json"))["products"][0]["name"] == "=HYPERLINK(1)"
    for tty in (True, False):
        out = run("compare", "-", "--no-color", stdin=text, tty=tty).out
        assert all(line.isprintable() for line in out.split("\n"))
        assert "\\x1b[31m" in out


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120])
def test_no_screen_loses_anything(columns: int) -> None:
    # No names, so that no column is left to the wide screens alone.
    text = (
        "dose,price\n2 x 400 mg Magnesiumcitrat,1 299.95 DKK/180\n400 mg oxide,\n"
        "9999 x 999999999 kg oxide,999999999.99 kr/999999\n0.000001 mg oxide,0.01 kr/1\n"
    )

    def signs(width: int) -> Counter[str]:
        options = ("--no-color", "-q", "--sort", "price")
        out = run("compare", "-", *options, stdin=text, tty=True, env={"COLUMNS": str(width)}).out
        assert max(map(len, out.splitlines())) <= width
        return Counter(re.sub(r"\s", "", out))

    # However it is broken into lines, every sign of the widest screen is on the others.
    assert signs(columns) == signs(200)


def test_a_remark_on_many_products_names_the_first_few() -> None:
    products = [f"{mg} mg glycinate" for mg in (400, 500, 600, 700)]
    result = run("compare", *products, "400 mg oxide")
    assert "(400 mg glycinate; 500 mg glycinate; 600 mg glycinate; 1 more)" in result.out
