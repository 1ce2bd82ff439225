"""What every table promises: it can be cut into records, its rows are valid, and each number has a source."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from magcalc.facts.absorption import AbsorptionModel, SingleDose
from magcalc.facts.bands import Age, Band
from magcalc.facts.cautions import Caution
from magcalc.facts.foods import Food
from magcalc.facts.forms import Form
from magcalc.facts.goals import Goal
from magcalc.facts.intakes import Intake, IntakeBand, intake, intake_keys
from magcalc.facts.limits import Limit, limit, limit_keys
from magcalc.facts.medicines import Medicine
from magcalc.facts.row import Row
from magcalc.facts.rules import Rule
from magcalc.facts.sources import Source
from magcalc.facts.store import DataFile, data_folder
from magcalc.facts.studies import Study, studies_of

Record = dict[str, Any]


class Entry(NamedTuple):
    """One record of one table, parsed by tomllib and not by the code under test."""

    table: str
    key: str
    row: Record

    @property
    def is_study(self) -> bool:
        return self.table == "absorption" and self.key not in ("model", "single-dose")

    @property
    def model(self) -> type[Row]:
        return Study if self.is_study else MODELS[self.key if self.table == "absorption" else self.table]


MODELS: dict[str, type[Row]] = {
    "cautions": Caution,
    "foods": Food,
    "forms": Form,
    "goals": Goal,
    "intakes": Intake,
    "limits": Limit,
    "medicines": Medicine,
    "model": AbsorptionModel,
    "rules": Rule,
    "single-dose": SingleDose,
    "sources": Source,
}
# The element and the grade words are read without a model of their own.
WITHOUT_MODEL = {"element", "grades"}


def plain(path: Path) -> Record:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


FOLDER = data_folder()
# The words of labels hold neither numbers nor sources; test_facts_lexicon.py checks them.
TABLES = sorted(path for path in FOLDER.rglob("*.toml") if path.parent.name != "lexicon")
SOURCES = plain(FOLDER / "sources.toml")
ENTRIES = [Entry(path.stem, key, row) for path in TABLES for key, row in plain(path).items()]

each_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
each_row = pytest.mark.parametrize(
    "entry",
    [pytest.param(entry, id=f"{entry.table}-{entry.key}") for entry in ENTRIES if entry.table not in WITHOUT_MODEL],
)
# Every record that may hold a number, but for the works themselves.
each_sourced = pytest.mark.parametrize(
    "entry",
    [pytest.param(entry, id=f"{entry.table}-{entry.key}") for entry in ENTRIES if entry.table != "sources"],
)


def inner_tables(row: Record) -> Iterator[Record]:
    for value in row.values():
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, dict))


def all_tables(row: Record) -> Iterator[Record]:
    yield row
    for inner in inner_tables(row):
        yield from all_tables(inner)


def is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def unsourced_numbers(row: Record, *, sourced: bool) -> list[str]:
    """The numbers that have no source in their own table nor in one around it."""
    sourced = sourced or "source" in row
    own = [
        name
        for name, value in row.items()
        if any(is_number(item) for item in (value if isinstance(value, list) else [value]))
    ]
    inner = [number for table in inner_tables(row) for number in unsourced_numbers(table, sourced=sourced)]
    return inner if sourced else own + inner


def cuts_well(text: str) -> bool:
    """Whether the records that DataFile cuts out are those of a plain parse of the whole."""
    whole, records = tomllib.loads(text, parse_float=Decimal), DataFile("table.toml", text)
    try:
        cut = {key: records.record(key) for key in records.keys}
    except (tomllib.TOMLDecodeError, KeyError):
        return False
    return list(cut.items()) == [(key, {"key": key, **row}) for key, row in whole.items()]


# A command reads single records, so a line that is cut in the wrong place would change an answer.
@each_table
def test_the_records_cut_out_are_those_of_the_whole_file(path: Path) -> None:
    assert cuts_well(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    ['[a]\nx = """\n[b]\n"""\n', "[a]\nx = 1\n [b]\ny = 2\n", "[a]\nx = 1\n[b.c]\ny = 2\n", "[a]\nx = 1\n[B]\ny = 2\n"],
    ids=["header inside a string", "indented header", "dotted header", "capital header"],
)
def test_a_table_that_cannot_be_cut_is_noticed(text: str) -> None:
    assert not cuts_well(text)


@each_row
def test_every_row_is_valid_and_reads_the_same_unchecked(entry: Entry) -> None:
    record = {"key": entry.key, **entry.row}
    checked, trusted = entry.model.model_validate(record), entry.model.trusted(record)
    assert trusted == checked
    # Equal numbers may still differ in kind: an int where a Decimal is meant divides into a float.
    assert repr(trusted) == repr(checked)


def test_every_table_is_checked() -> None:
    assert {path.stem for path in TABLES} == {
        "absorption",
        "cautions",
        "foods",
        "forms",
        "goals",
        "intakes",
        "limits",
        "medicines",
        "rules",
        "sources",
    } | WITHOUT_MODEL


def test_magnesium_is_the_element_that_iupac_weighs() -> None:
    # IUPAC 2021, abridged: Mg 24.305. Its ion is Mg2+, so one mmol is two mEq.
    magnesium = plain(FOLDER / "element.toml")["magnesium"]
    assert (magnesium["molar_mass"], magnesium["charge"]) == (Decimal("24.305"), 2)


@each_sourced
def test_every_number_has_a_source(entry: Entry) -> None:
    # A study is its own source: its key is an id in sources.toml.
    assert unsourced_numbers(entry.row, sourced=entry.is_study and entry.key in SOURCES) == []


def test_a_number_without_a_source_would_be_noticed() -> None:
    row = {
        "band": [{"max_mg": 1}, {"max_mg": 2, "source": "x"}],
        "curve": {"half": Decimal("3.5")},
        "ends": [1, 2],
        "yes": True,
    }
    assert unsourced_numbers(row, sourced=False) == ["ends", "max_mg", "half"]
    assert unsourced_numbers({"source": "x", **row}, sourced=False) == []


def sources_of(entry: Entry) -> set[str]:
    named = {inner["source"] for inner in all_tables(entry.row) if "source" in inner}
    # A medicine's hours may rest on several works.
    named |= {source for inner in all_tables(entry.row) for source in inner.get("also", ())}
    return named | {entry.key} if entry.is_study else named


@each_sourced
def test_every_source_named_is_there(entry: Entry) -> None:
    assert sources_of(entry) - set(SOURCES) == set()


def test_every_source_is_used() -> None:
    used = {source for entry in ENTRIES if entry.table != "sources" for source in sources_of(entry)}
    assert set(SOURCES) - used == set()


# A work that only somebody else quoted confirms no number.
@each_sourced
def test_no_row_is_surer_than_its_source(entry: Entry) -> None:
    confirmed = [inner for inner in all_tables(entry.row) if inner.get("status") == "confirmed"]
    sources = {inner.get("source") or entry.row["source"] for inner in confirmed}
    assert {source for source in sources if SOURCES[source]["status"] != "confirmed"} == set()


# In a form's names the languages marked "recalled" say it; everywhere else the row does.
@each_sourced
def test_every_sourced_number_says_how_sure_it_is(entry: Entry) -> None:
    unsure = [
        inner
        for inner in all_tables(entry.row)
        if "source" in inner and "status" not in inner and any(is_number(value) for value in inner.values())
    ]
    assert unsure == []


LADDERS: list[Any] = [
    *(pytest.param(limit(key).band, id=key) for key in limit_keys()),
    *(pytest.param(intake(key).band, id=key) for key in intake_keys()),
]


@pytest.mark.parametrize("bands", LADDERS)
def test_bands_start_before_they_stop(bands: tuple[Band, ...]) -> None:
    assert [band for band in bands if band.below_age is not None and band.below_age <= band.from_age] == []


def sexes(band: Band) -> set[str]:
    sex = band.sex if isinstance(band, IntakeBand) else None
    return {sex} if sex else {"male", "female"}


@pytest.mark.parametrize("bands", LADDERS)
def test_no_person_stands_in_two_bands(bands: tuple[Band, ...]) -> None:
    def overlap(one: Band, other: Band) -> bool:
        same_people = one.state == other.state and bool(sexes(one) & sexes(other))
        return same_people and (one.holds(other.from_age) or other.holds(one.from_age))

    assert [(one, other) for one, other in combinations(bands, 2) if overlap(one, other)] == []


@pytest.mark.parametrize("key", limit_keys())
def test_a_limit_band_has_one_number_above_its_least(key: str) -> None:
    for band in limit(key).band:
        numbers = [number for number in (band.max_mg, band.per_kg_mg) if number is not None]
        assert len(numbers) == 1
        assert numbers[0] > (band.min_mg or 0)


@pytest.mark.parametrize("key", intake_keys())
def test_intakes_are_never_zero(key: str) -> None:
    assert all(band.mg > 0 for band in intake(key).band)


# Every band of every table at its very edge: the first month counts, the last does not.
@pytest.mark.parametrize("bands", LADDERS)
def test_a_band_holds_its_first_age_and_not_its_end(bands: tuple[Band, ...]) -> None:
    for band in bands:
        assert band.holds(band.from_age)
        assert not band.holds(Age(band.from_age.months - Decimal("0.01")))
        if band.below_age is not None:
            assert not band.holds(band.below_age)
            assert band.holds(Age(band.below_age.months - Decimal("0.01")))


# What a row may hold at the most and at the least, and the next that it may not: texts fit where they are shown, a key
# can be typed, and a table of a person's own cannot grow without end.
ROWS = {(entry.table, entry.key): {"key": entry.key, **entry.row} for entry in ENTRIES}
NAME, GRADE = ROWS["forms", "fumarate"]["name"][0], ROWS["forms", "fumarate"]["grade"][0]
GRADES = [GRADE, *({**GRADE, "key": f"g{at}"} for at in range(20))]


def with_grades(count: int) -> Record:
    return {**NAME, "grades": ["anhydrous"] * count}


EDGES: list[tuple[str, str, str, object, object]] = [
    ("cautions", "kidney", "message", "x" * 200, "x" * 201),
    ("forms", "fumarate", "key", "a" * 40, "a" * 41),
    ("forms", "fumarate", "key", "a-1", "1-a"),
    ("forms", "fumarate", "name", [NAME] * 20, [NAME] * 21),
    ("forms", "fumarate", "name", [NAME], []),
    ("forms", "fumarate", "name", [with_grades(20)], [with_grades(21)]),
    ("forms", "fumarate", "name", [with_grades(1)], [with_grades(0)]),
    ("forms", "fumarate", "grade", GRADES[:20], GRADES[:21]),
    *(("goals", "sleep", language, ["x"], []) for language in ("en", "da", "nb", "sv")),
    ("intakes", "efsa-ai", "short", "x" * 10, "x" * 11),
    ("intakes", "efsa-ai", "band", [{"from_age": "1 y", "mg": 1}], []),
    ("limits", "efsa", "short", "x" * 10, "x" * 11),
    ("limits", "efsa", "band", [{"from_age": "1 y", "max_mg": 1}], []),
    ("medicines", "iron", "key", "a" * 40, "a" * 41),
    ("medicines", "iron", "key", "a-1", "Iron"),
    ("medicines", "iron", "class", "x" * 40, "x" * 41),
    ("medicines", "iron", "evidence", "x" * 160, "x" * 161),
    ("medicines", "iron", "note", "x" * 240, "x" * 241),
    ("medicines", "iron", "en", ["x"] * 20, ["x"] * 21),
    ("medicines", "iron", "en", ["x"], []),
    ("rules", "over-efsa-250", "code", "MG100", "MG010"),
    ("rules", "over-efsa-250", "code", "MG999", "MG1000"),
    ("rules", "over-efsa-250", "title", "x" * 60, "x" * 61),
    ("rules", "over-efsa-250", "reason", "x" * 200, "x" * 201),
    ("rules", "over-efsa-250", "fix", "x" * 200, "x" * 201),
    ("sources", "scf-2001", "year", 1900, 1899),
    ("sources", "scf-2001", "year", 2100, 2101),
    ("sources", "scf-2001", "checked", "2026-11-22", "22-11-2026"),
    ("absorption", "schuette-1994", "n", 1, 0),
]


@pytest.mark.parametrize(("table", "key", "field", "last", "too_far"), EDGES)
def test_a_row_holds_so_much_and_no_more(table: str, key: str, field: str, last: object, too_far: object) -> None:
    row, model = ROWS[table, key], Entry(table, key, {}).model
    model.model_validate({**row, field: last})
    with pytest.raises(ValueError, match="validation error"):
        model.model_validate({**row, field: too_far})


# What most rows lack, and what is then taken for it.
@pytest.mark.parametrize(
    ("table", "key", "field", "default"),
    [("rules", "over-efsa-250", "numbers", {}), ("absorption", "schuette-1994", "n", None)],
)
def test_a_field_may_be_left_out(table: str, key: str, field: str, default: object) -> None:
    row = {name: value for name, value in ROWS[table, key].items() if name != field}
    model = Entry(table, key, row).model
    assert getattr(model.model_validate(row), field) == getattr(model.trusted(row), field) == default


def test_people_are_counted_in_whole_numbers() -> None:
    # 12 patients (Schuette 1994).
    study = next(study for study in studies_of("glycinate") if study.key == "schuette-1994")
    assert (study.n, type(study.n)) == (12, int)
