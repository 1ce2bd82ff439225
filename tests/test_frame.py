"""Columns answer as one dose does: the same statuses, the same numbers, on every engine."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import magcalc
from magcalc.amount import Amount
from magcalc.calc.dose import Dose, Plan
from magcalc.calc.person import Person
from magcalc.calc.rate import RateBook
from magcalc.calc.words import Words
from magcalc.errors import ChoiceError, MagcalcError, UnknownNameError
from magcalc.facts.bands import Age
from magcalc.frame import FramePlan, assess

Row = dict[str, Any]
LIMITS = ("efsa", "iom", "norway")
FORMS = (
    "citrate", "Magnesiumcitrat", "magnesiumsitrat", "oxide", "glycinate", "bisglycinate", "chloride hexahydrate",
    "Magtein", "Magnesiumoksid", "taurat", "magnesium", "magnesium as citrate", "stearate", "hydroxide", "Unobtainium",
    "magnesium (citrate)", "citrate, malate", "",
)  # fmt: skip
UNITS = ("mg", "g", "mcg", "µg", "mmol", "mEq", "Mg", "ounces")


def engines() -> dict[str, Callable[[list[Row]], Any]]:
    """What turns rows into a frame of each engine; the lazy ones are lazy."""
    connection = duckdb.connect()

    def in_duckdb(rows: list[Row]) -> Any:
        table = pa.Table.from_pylist(rows)
        connection.register("rows_of_a_test", table)
        return connection.sql("select * from rows_of_a_test")

    return {
        "polars": lambda rows: pl.DataFrame(rows, infer_schema_length=None),
        "polars, lazy": lambda rows: pl.LazyFrame(rows, infer_schema_length=None),
        "pandas": pd.DataFrame,
        "pyarrow": pa.Table.from_pylist,
        "duckdb": in_duckdb,
    }


ENGINES = engines()


def rows_of(frame: Any) -> list[Row]:
    """The rows of any frame, by their number, with None for what is missing."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if hasattr(frame, "toArrow"):
        frame = frame.toArrow()
    if isinstance(frame, pl.DataFrame):
        rows = frame.to_dicts()
    elif isinstance(frame, pd.DataFrame):
        rows = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    else:
        rows = frame.to_pylist()
    nothing = [{name: None if pd.isna(value) else value for name, value in row.items()} for row in rows]
    return sorted(nothing, key=lambda row: row.get("number", 0))


def answered(row: Row) -> Dose | None:
    """What one dose is answered, None where it is refused."""
    basis = row.get("basis") or ""
    try:
        person = Person(age=None if row.get("age") is None else Age.parse(str(row["age"])))
        amount = row["amount"]
        number = magcalc.Amount.parse(f"{amount} mg").value if isinstance(amount, str) else Decimal(repr(amount))
        unit = Amount.parse(f"1 {row['unit']}").unit
        return magcalc.dose(
            Amount(number, unit),
            row["form"] or ("magnesium" if basis == "elemental" else ""),
            elemental=basis == "elemental",
            grade=row.get("grade") or None,
            counts_as=row.get("counts_as") or None,
            person=person,
            plan=Plan(per_day=row.get("per_day") or 1, limits=LIMITS),
        )
    except MagcalcError:
        return None


def differences(row: Row, mine: Row, dose: Dose | None) -> list[str]:
    """What a row of the columns answers otherwise than one dose."""
    if dose is None:
        left = [name for name in mine if name not in row and name != "error" and mine[name] is not None]
        return [f"{row} is refused, but not here"] if mine["error"] is None or left else []
    if mine["error"] is not None:
        return [f"{row} is refused here: {mine['error']}"]
    found = []
    numbers = {
        "elemental_low_mg": dose.elemental.low,
        "elemental_typical_mg": dose.elemental.typical,
        "elemental_high_mg": dose.elemental.high,
        "elemental_mmol": dose.mmol.typical,
        # The EU prints one reference for all: 375 mg.
        "nrv_percent": dose.elemental.typical * 100 / 375,
    }
    for name, expected in numbers.items():
        if not math.isclose(mine[name], expected, rel_tol=1e-9):
            found.append(f"{row} {name} {mine[name]} and not {expected}")
    found += [
        f"{row} {check.limit.key} {mine[f'{check.limit.key}_status']} and not {check.status}"
        for check in dose.limits
        if mine[f"{check.limit.key}_status"] != check.status
    ]
    doses = None if dose.split is None else len(dose.split.doses)
    if mine["split_doses"] != doses:
        found.append(f"{row} {mine['split_doses']} doses and not {doses}")
    return found


def compare(rows: list[Row], engine: str) -> None:
    numbered = [{"number": number, **row} for number, row in enumerate(rows)]
    found = rows_of(assess(ENGINES[engine](numbered), limits=LIMITS))
    assert len(found) == len(rows)
    wrong = [line for row, mine in zip(numbered, found, strict=True) for line in differences(row, mine, answered(row))]
    assert wrong == []


ROW = st.fixed_dictionaries(
    {
        "amount": st.one_of(
            st.decimals(Decimal("0.01"), Decimal(5000), places=2).map(float),
            st.sampled_from([250.0, 350.0, 65.0, 110.0, 249.999, 250.001, 200.0, 600.0, 0.0, -1.0, 1e13]),
        ),
        "unit": st.sampled_from(UNITS),
        "form": st.sampled_from(FORMS),
        "basis": st.sampled_from(["", "compound", "elemental", "elementary", None]),
        "per_day": st.sampled_from([1, 1, 1, 2, 3, 24, 25]),
        "age": st.sampled_from([None, "8", "3", "17", "9mo", "40", "old"]),
        "counts_as": st.sampled_from([None, "", "supplement", "medicine", "food", "water", "sweets"]),
    }
)


def refused_beside(row: Row) -> bool:
    """What a dose in Python takes another way: an unknown basis, and one that the words belie."""
    contradicts = row["basis"] == "compound" and " as " in row["form"] and row["unit"] not in ("mmol", "mEq")
    unknown = row["basis"] == "elementary" or row["counts_as"] == "sweets"
    return contradicts or unknown


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW.filter(lambda row: not refused_beside(row)), min_size=1, max_size=40))
def test_columns_answer_as_one_dose_does(rows: list[Row]) -> None:
    compare(rows, "polars")


@settings(max_examples=5, deadline=None)
@given(rows=st.lists(ROW.filter(lambda row: not refused_beside(row)), min_size=1, max_size=40))
@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_every_engine_answers_alike(engine: str, rows: list[Row]) -> None:
    compare(rows, engine)


@pytest.mark.parametrize("form", ["oxide", "citrate", "glycinate", "magnesium", "chloride", "threonate"])
@pytest.mark.parametrize("per_day", [1, 3])
def test_the_last_digit_of_a_float_decides_nothing(form: str, per_day: int) -> None:
    """At each amount where a status or a split changes, and one step beside it, decimals and floats agree."""
    edges = [
        float(round(mg * 100 / Decimal(percent) / per_day, 6))
        for percent in ("60.3042", "16.1634", "10", "14.0961", "100")
        for mg in (200, 250, 350, 400, 600)
    ]
    amounts = [step for edge in edges for step in (edge - 1e-6, edge, edge + 1e-6, math.nextafter(edge, 0))]
    amounts = [float(f"{amount:.9f}") for amount in amounts]
    compare([{"amount": amount, "unit": "mg", "form": form, "per_day": per_day} for amount in amounts], "polars")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_amounts_as_text_are_read_by_the_grammar(engine: str) -> None:
    texts = ["2000", "1,5", "1 500", "1.500", "0.125", "1500.125", " 400 ", "4e2", "-4", "", "9" * 10, "NaN"]
    compare([{"amount": text, "unit": "mg", "form": "oxide"} for text in texts], engine)


def test_amounts_may_carry_their_unit() -> None:
    frame = pl.DataFrame({"amount": ["400 mg", "0,4 g", "400", None], "form": ["oxide"] * 4})
    found = assess(frame)
    # 400 mg x 60.3042 % = 241.2168 mg.
    assert found["elemental_low_mg"].to_list() == [pytest.approx(241.2168)] * 2 + [None] * 2
    assert found["error"].to_list()[2].startswith("the amount has no unit")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_whole_doses_as_text(engine: str) -> None:
    doses = [
        "2 x 1000 mg glycinate + 400 mg oxide",
        "300 mg oxide @medicine",
        "4 mmol",
        "200 mg magnesium",
        "magic",
        None,
        "3 x 100 mg magnesium",
    ]
    found = rows_of(assess(ENGINES[engine]([{"number": place, "dose": dose} for place, dose in enumerate(doses)])))
    for row in found:
        if row["dose"] in (None, "magic"):
            assert row["error"] is not None
            assert row["efsa_status"] is None
        else:
            dose = magcalc.dose(row["dose"])
            assert math.isclose(row["elemental_high_mg"], dose.elemental.high)
            assert [row["efsa_status"], row["iom_status"]] == [check.status for check in dose.limits]
            assert dose.split is not None
            assert row["split_doses"] == len(dose.split.doses)


def test_what_went_in_comes_out() -> None:
    rows = [{"amount": 400.0, "unit": "mg", "form": "oxide", "number": 0}]
    kinds = {name: type(make(rows)) for name, make in ENGINES.items()}
    assert {name: type(assess(make(rows))) for name, make in ENGINES.items()} == kinds
    lazy = assess(pl.LazyFrame(rows))
    assert lazy.collect_schema().names()[:4] == ["amount", "unit", "form", "number"]


def test_the_rows_of_a_polars_frame_keep_their_order() -> None:
    forms = ["oxide", "citrate", "glycinate"] * 2000
    rows = {"number": range(6000), "amount": [float(1 + place) for place in range(6000)], "form": forms}
    frame = pl.DataFrame(rows).with_columns(unit=pl.lit("mg"))
    assert assess(frame)["number"].to_list() == list(range(6000))
    assert assess(frame.lazy()).collect()["number"].to_list() == list(range(6000))


def test_missing_numbers_are_told_and_not_compared() -> None:
    frame = pl.DataFrame({"amount": [None, math.nan, math.inf, 0.0, -5.0], "unit": ["mg"] * 5, "form": ["oxide"] * 5})
    found = assess(frame)
    assert all(found["error"].to_list())
    assert found["efsa_status"].to_list() == found["split_doses"].to_list() == [None] * 5


def test_columns_may_have_other_names_and_cases() -> None:
    frame = pl.DataFrame({"Menge": [400.0], "Unit": ["mg"], "FORM": ["oxide"]})
    assert assess(frame, columns={"amount": "Menge"})["efsa_status"].to_list() == ["below"]


@pytest.mark.parametrize(
    ("columns", "choices", "told"),
    [
        (["unit", "form"], {}, "there is no column amount; found: 'unit, form'"),
        (["amount", "unit"], {}, "there is no column form"),
        (["amount", "unit", "form", "error"], {}, "there is a column error already"),
        (["amount", "unit", "form"], {"columns": {"amount": "Menge"}}, "there is no column 'Menge' (for amount)"),
        (["amount", "unit", "form"], {"columns": {"dosis": "amount"}}, "'dosis' is no column of a dose"),
        (["amount", "unit", "form"], {"by": ["person"]}, "there is no column 'person' to group by"),
    ],
)
def test_columns_that_are_missing_are_told(columns: list[str], choices: dict[str, Any], told: str) -> None:
    with pytest.raises(MagcalcError) as caught:
        assess(pl.DataFrame({name: ["1"] for name in columns}), **choices)
    assert told in caught.value.message
    assert caught.value.hint


def test_an_unknown_limit_is_told() -> None:
    with pytest.raises(UnknownNameError):
        assess(pl.DataFrame({"dose": ["4 mmol"]}), limits=["usda"])


def test_amounts_must_be_numbers_or_text() -> None:
    with pytest.raises(ChoiceError, match="holds no amounts"):
        assess(pl.DataFrame({"amount": [True], "unit": ["mg"], "form": ["oxide"]}))


# Groups: what a limit covers is summed before it is compared.


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_groups_are_summed_before_they_are_compared(engine: str) -> None:
    rows: list[Row] = [
        # 100 + 150 = 250 mg: exactly EFSA's limit.
        {"who": "Ada", "dose": "100 mg magnesium", "age": None},
        {"who": "Ada", "dose": "150 mg magnesium", "age": None},
        # 0.1 and 0.2 sum to 0.3 in decimals only; with 249.7 that is 250 again.
        {"who": "Bo", "dose": "0.1 mg magnesium", "age": None},
        {"who": "Bo", "dose": "0.2 mg magnesium", "age": None},
        {"who": "Bo", "dose": "249.7 mg magnesium", "age": None},
        # A medicine may count for EFSA, and does for the IOM.
        {"who": "Cy", "dose": "300 mg magnesium @medicine", "age": None},
        {"who": "Cy", "dose": "100 mg magnesium", "age": None},
        # What cannot be read may be anything.
        {"who": "Di", "dose": "100 mg magnesium", "age": None},
        {"who": "Di", "dose": "some", "age": None},
        {"who": "Eva", "dose": "some", "age": None},
        {"who": "Eva", "dose": "400 mg magnesium", "age": None},
        # EFSA sets none below 4 years; the IOM 65 mg.
        {"who": "Finn", "dose": "40 mg magnesium", "age": "2"},
        {"who": "Finn", "dose": "25 mg magnesium", "age": "2"},
    ]
    found = rows_of(assess(ENGINES[engine](rows), by=["who"]))
    by_name = {row["who"]: row for row in found}
    statuses = {who: (row["efsa_status"], row["iom_status"]) for who, row in by_name.items()}
    assert statuses == {
        "Ada": ("at", "below"),
        "Bo": ("at", "below"),
        "Cy": ("depends", "above"),
        "Di": ("depends", "depends"),
        "Eva": ("above", "above"),
        "Finn": ("none", "at"),
    }
    assert {who: row["rows"] for who, row in by_name.items()} == {
        "Ada": 2, "Bo": 3, "Cy": 2, "Di": 2, "Eva": 2, "Finn": 2,
    }  # fmt: skip
    assert by_name["Ada"]["elemental_high_mg"] == pytest.approx(250, rel=1e-15)
    assert by_name["Bo"]["elemental_low_mg"] == pytest.approx(250, rel=1e-15)
    assert [row["error"] is None for row in by_name.values()] == [row["who"] not in ("Di", "Eva") for row in found]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(FORMS[:11]), st.integers(1, 400)), min_size=1))
def test_a_group_answers_as_one_dose_of_all_its_rows(taken: list[tuple[str, str, int]]) -> None:
    rows = [{"who": who, "amount": float(mg), "unit": "mg", "form": form} for who, form, mg in taken]
    for total in rows_of(assess(pl.DataFrame(rows), by=["who"])):
        items = [f"{mg} mg {form}" for who, form, mg in taken if who == total["who"]]
        if len(items) > 50:
            continue
        dose = magcalc.dose(" + ".join(items))
        assert math.isclose(total["elemental_low_mg"], dose.elemental.low, rel_tol=1e-9)
        assert [total["efsa_status"], total["iom_status"]] == [check.status for check in dose.limits]


def test_a_plan_serves_many_frames() -> None:
    plan = FramePlan(limits=["iom"])
    for form in ("oxide", "citrate"):
        frame = pl.DataFrame({"amount": [400.0], "unit": ["mg"], "form": [form]})
        assert plan.answer(frame).equals(assess(frame, limits=["iom"]))


# Spark, on a real local session.


def alike(mine: list[Row], theirs: list[Row]) -> list[Row]:
    """The rows that differ by more than the last bits of a float."""

    def same(first: Any, second: Any) -> bool:
        floats = isinstance(first, float) and isinstance(second, float)
        return math.isclose(first, second, rel_tol=1e-12) if floats else bool(first == second)

    assert [list(row) for row in mine] == [list(row) for row in theirs]
    return [
        row
        for row, other in zip(mine, theirs, strict=True)
        if not all(same(value, other[name]) for name, value in row.items())
    ]


@pytest.mark.slow
def test_spark_answers_as_polars_does() -> None:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    try:
        session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    except Exception as error:  # Spark says in many ways that there is no Java.
        pytest.skip(f"no Spark session: {type(error).__name__}")
    amounts = [250.0, 414.5648, 1773.5402, 2500.0, 0.5, None, -1.0, math.nan]
    rows = [
        {"number": place, "amount": amount, "unit": unit, "form": form, "age": age, "who": form}
        for place, (amount, unit, form, age) in enumerate(
            (amount, unit, form, age)
            for amount in amounts
            for unit in ("mg", "g", "mmol", "Mg")
            for form in ("oxide", "glycinate", "Magnesiumcitrat", "magic")
            for age in (None, "8", "3")
        )
    ]
    kinds = "number long, amount double, unit string, form string, age string, who string"
    frame = session.createDataFrame([tuple(row.values()) for row in rows], kinds)
    try:
        mine = assess(frame, limits=LIMITS)
        assert type(mine) is type(frame)
        theirs = assess(pl.DataFrame(rows, schema_overrides={"amount": pl.Float64}), limits=LIMITS)
        assert alike(rows_of(mine), rows_of(theirs)) == []
        by_name = [
            sorted(rows_of(assess(one, limits=LIMITS, by=["who"])), key=lambda row: str(row["who"]))
            for one in (frame, pl.DataFrame(rows, schema_overrides={"amount": pl.Float64}))
        ]
        assert alike(*by_name) == []
    finally:
        session.stop()


@pytest.mark.parametrize(
    "categories",
    [
        pd.Series(["400 mg", "1,5 g", "250"], dtype="category"),
        pl.Series(["400 mg", "1,5 g", "250"], dtype=pl.Categorical),
        pl.Series(["400 mg", "1,5 g", "250"], dtype=pl.Enum(["250", "1,5 g", "400 mg"])),
        pd.Series(["400 mg", "1,5 g", "250"], dtype=object),
    ],
    ids=["pandas categories", "polars categories", "polars enum", "pandas objects"],
)
def test_amounts_that_repeat_may_be_kept_as_categories(categories: Any) -> None:
    frame = pd.DataFrame if isinstance(categories, pd.Series) else pl.DataFrame
    found = rows_of(assess(frame({"number": [0, 1, 2], "amount": categories, "form": ["magnesium"] * 3})))
    assert [row["elemental_typical_mg"] for row in found[:2]] == [400, 1500]
    assert found[2]["error"].startswith("the amount has no unit")


def test_a_column_of_dates_holds_no_amounts() -> None:
    with pytest.raises(ChoiceError, match="the column amount holds no amounts"):
        assess(pl.DataFrame({"amount": [datetime(2026, 1, 1, tzinfo=UTC)], "form": ["oxide"]}))


def test_a_full_book_of_rates_is_emptied_and_answers_on(monkeypatch: pytest.MonkeyPatch) -> None:
    # Every row of a long file may have words of its own; what is kept of them must not grow with the file.
    monkeypatch.setattr("magcalc.calc.rate._MOST_KEPT", 3)
    book = RateBook()
    for _ in range(2):
        for age in range(20, 40):
            assert book.rate(Words(unit="g", form="magnesium", age=str(age))).typical == 1000
            assert len(book._kept) <= 4
