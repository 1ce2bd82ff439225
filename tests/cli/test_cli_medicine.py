"""``magcalc medicine``: the rule in both orders, in every format and in four languages, and what is not known."""

import csv
import io
import json
from typing import Any

import pytest
from cli_runner import refusal_of, run, run_process
from jsonschema import Draft202012Validator

LANGUAGES = ("en", "da", "nb", "sv")


def answered(*words: str, **kinds: Any) -> str:
    result = run("medicine", *words, **kinds)
    assert (result.code, result.err) == (0, "")
    return result.out


def record_of(*words: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(answered(*words, "--json"))
    return record


# The American texts: levothyroxine 4 either way, ciprofloxacin 2 before or 6 after antacids, moxifloxacin 4 and 8,
# atazanavir 2 and 1; Odefsey's, antacids 2 before or 4 after it. The order must never be turned round.
@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (
            "levothyroxine",
            "levothyroxine first: wait 4 hours, then magnesium",
            "magnesium first: wait 4 hours, then levothyroxine",
        ),
        (
            "ciprofloxacin",
            "ciprofloxacin first: wait 2 hours, then magnesium",
            "magnesium first: wait 6 hours, then ciprofloxacin",
        ),
        (
            "moxifloxacin",
            "moxifloxacin first: wait 4 hours, then magnesium",
            "magnesium first: wait 8 hours, then moxifloxacin",
        ),
        (
            "atazanavir",
            "atazanavir first: wait 2 hours, then magnesium",
            "magnesium first: wait 1 hour, then atazanavir",
        ),
        (
            "rilpivirine",
            "rilpivirine first: wait 4 hours, then magnesium",
            "magnesium first: wait 2 hours, then rilpivirine",
        ),
    ],
)
@pytest.mark.parametrize("tty", [False, True])
def test_the_answer_begins_with_both_orders(name: str, first: str, second: str, tty: bool) -> None:
    assert answered(name, "--no-color", tty=tty).splitlines()[:2] == [first, second]
    assert record_of(name)["words"] == [first, second]


def test_hours_that_are_not_confirmed_say_so_in_their_line() -> None:
    # The European leaflet has the 2 hours; the 6 were read second-hand.
    lines = answered("Biktarvy").splitlines()
    assert lines[:2] == [
        "bictegravir first: wait 2 hours, then magnesium",
        "magnesium first: wait 6 hours, then bictegravir (secondary)",
    ]
    record = record_of("Biktarvy")
    assert (record["after_status"], record["before_status"]) == ("confirmed", "secondary")
    assert record["words"][1] == "magnesium first: wait 6 hours, then bictegravir"


@pytest.mark.parametrize(
    "name", ["raltegravir", "Isentress", "baloxavir", "tacrolimus", "digoxin", "polystyrene sulphonate"]
)
def test_where_the_clinic_decides_no_hours_are_given(name: str) -> None:
    lines = answered(*name.split()).splitlines()
    assert "the clinic decides" in lines[0]
    assert not any("wait" in line for line in lines)
    record = record_of(*name.split())
    assert record["refer"] is True
    assert len(record["words"]) == 1
    assert {record[field] for field in ("hours_after_medicine", "hours_before_medicine", "after_status")} == {None}
    assert (record["after_span"], record["before_span"]) == (None, None)


def test_the_hours_of_a_list_are_told_and_not_reckoned_with() -> None:
    # The UK list has digoxin at 2 to 3 hours; no text of digoxin itself does.
    record = record_of("digoxin")
    assert "2 to 3" in record["note"]
    assert record["hours_after_medicine"] is None


@pytest.mark.parametrize(
    ("name", "effect"),
    [("omeprazole", "lower"), ("spironolactone", "keeps"), ("furosemide", "lower"), ("pregabalin", None)],
)
def test_no_spacing_rule_is_not_a_rule_of_no_hours(name: str, effect: str | None) -> None:
    assert "no spacing rule is known" in answered(name).splitlines()[0]
    record = record_of(name)
    assert (record["hours_after_medicine"], record["hours_before_medicine"], record["refer"]) == (None, None, False)
    assert effect is None or effect in record["effect"]


# Magnesium texts: Spain and Denmark 2, UK 2 to 3, Germany 3 to 4 hours; a calcium leaflet up to 6 after the mineral.
def test_where_sources_differ_the_span_is_shown() -> None:
    text = answered("doxycycline")
    assert "sources say: medicine first 2 to 4 hours, magnesium first 2 to 6 hours" in text.splitlines()
    record = record_of("doxycycline")
    assert (record["after_span"], record["before_span"]) == ([2, 4], [2, 6])
    # An iron text 2, magnesium texts 3 to 4, in either order.
    assert "sources say: 2 to 4 hours, in either order" in answered("iron").splitlines()
    assert "sources say" not in answered("erlotinib")


def test_evidence_source_and_a_pharmacist_each_once() -> None:
    lines = answered("ciprofloxacin").splitlines()
    heads = [line.partition(":")[0] for line in lines]
    for head in ("class", "evidence", "note", "source", "names", "ask"):
        assert heads.count(head) == 1, head
    assert sum("pharmacist" in line for line in lines) == 1
    assert "15 %" in next(line for line in lines if line.startswith("evidence"))
    assert any(line.startswith("source: us-ciprofloxacin, confirmed") for line in lines)


def test_quiet_leaves_the_remark_out() -> None:
    assert answered("ciprofloxacin").startswith(answered("ciprofloxacin", "-q"))
    assert "pharmacist" not in answered("ciprofloxacin", "-q")
    assert "pharmacist" in answered()
    assert "pharmacist" not in answered("-q")


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "levothyroxine", "levothyroxine first: wait 4 hours, then magnesium"),
        ("da", "levothyroxin", "levothyroxin first: wait 4 hours, then magnesium"),
        ("nb", "levotyroksin", "levotyroksin first: wait 4 hours, then magnesium"),
        ("no", "levotyroksin", "levotyroksin first: wait 4 hours, then magnesium"),
        ("sv", "levotyroxin", "levotyroxin first: wait 4 hours, then magnesium"),
        # No names in German: English.
        ("de", "levothyroxine", "levothyroxine first: wait 4 hours, then magnesium"),
    ],
)
def test_the_name_is_of_the_language_that_was_asked_for(language: str, name: str, words: str) -> None:
    record = record_of("Synthroid", "--lang", language)
    assert (record["key"], record["name"], record["words"][0]) == ("levothyroxine", name, words)
    assert set(record["names"]) == {*LANGUAGES, "brands"}


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("nb_NO.UTF-8", "jern først: vent 4 timer, så magnesium"),
        ("sv_SE.UTF-8", "järn först: vänta 4 timmar, sedan magnesium"),
        ("da_DK.UTF-8", "jern først: vent 4 timer, derefter magnesium"),
        ("C", "iron first: wait 4 hours, then magnesium"),
    ],
)
def test_without_lang_the_users_language_counts(locale: str, first: str) -> None:
    assert answered("iron", env={"LANG": locale}).splitlines()[0] == first


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("levotyroksin", "levothyroxine"),
        ("LEVOTYROXIN", "levothyroxine"),
        ("mycophenolate mofetil", "mycophenolate"),
        ("oral iron", "iron"),
        ("jarn", "iron"),
        ("järn", "iron"),
        ("ACE-hæmmere", "ace-inhibitors"),
        ("ace hemmere", "ace-inhibitors"),
        ("tetracyclines", "tetracyclines"),
        ("tetracykliner", "tetracyclines"),
        ("quinolone", "quinolones"),
        ("fluorokinoloner", "quinolones"),
        ("bisfosfonat", "bisphosphonates"),
        ("integrase inhibitor", "integrase-inhibitors"),
        ("Juluca", "dolutegravir-rilpivirine"),
        ("dolutegravir", "dolutegravir"),
        ("fosamax", "alendronate"),
        ("hydroxiklorokin", "hydroxychloroquine"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, key: str) -> None:
    # As words and as one quoted name.
    assert record_of(*typed.split())["key"] == key
    assert record_of(typed)["key"] == key


def test_a_class_answers_for_members_that_are_not_listed() -> None:
    record = record_of("quinolones")
    assert (record["hours_after_medicine"], record["hours_before_medicine"]) == (2, 6)
    assert record["whole_class"] is True
    assert {"ciprofloxacin", "levofloxacin", "moxifloxacin"} <= set(record["members"])
    assert (record["status"], record["source"]) == ("judgement", "editors")
    # Whoever takes the one with the longer hours is told.
    assert "moxifloxacin" in answered("quinolones")
    assert "4 and 8 hours" in " ".join(answered("quinolones").split())


def test_the_json_of_one_medicine() -> None:
    record = record_of("gabapentin", "--lang", "en")
    assert {key: value for key, value in record.items() if key not in ("note", "names")} == {
        "schema": "magcalc/medicine/1",
        "key": "gabapentin",
        "name": "gabapentin",
        "class": "epilepsy and nerve pain medicine",
        "whole_class": False,
        "members": [],
        # Its text: 2 hours after the antacid; the other order only on a secondary page. MgO: AUC -43 %, Cmax -33 %.
        "hours_after_medicine": 2,
        "hours_before_medicine": 2,
        "after_span": [2, 3],
        "before_span": [2, 3],
        "refer": False,
        "words": [
            "gabapentin first: wait 2 hours, then magnesium",
            "magnesium first: wait 2 hours, then gabapentin",
        ],
        "effect": None,
        "evidence": "with magnesium oxide 43 % less in all and a peak 33 % lower",
        "status": "confirmed",
        "after_status": "secondary",
        "before_status": "confirmed",
        "source": "th-gabapentin",
        "after_source": "gabapentin-pages",
        "before_source": "th-gabapentin",
        "also": ["uk-emc-25343"],
    }
    assert json.loads(answered("gabapentin", "--ndjson")) == record


def test_csv_of_one_medicine_has_a_column_for_each_number() -> None:
    (row,) = csv.DictReader(io.StringIO(answered("doxycycline", "--csv"), newline=""))
    spans = [row[f"{order}_span_{end}"] for order in ("after", "before") for end in ("low", "high")]
    assert (row["hours_after_medicine"], row["hours_before_medicine"], spans) == ("4", "4", ["2", "4", "2", "6"])
    assert row["words"] == (
        "doxycycline first: wait 4 hours, then magnesium; magnesium first: wait 4 hours, then doxycycline"
    )
    assert {"doxycyclin", "doksysyklin", "doxycyklin"} <= set(row["names"].split("; "))


def test_the_list_is_the_same_in_every_format() -> None:
    whole = json.loads(answered("--json"))
    assert whole["schema"] == "magcalc/medicines/1"
    rows = whole["medicines"]
    assert [json.loads(line) for line in answered("--ndjson").splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(answered("--csv"), newline="")))
    assert [row["key"] for row in table] == [row["key"] for row in rows]
    for row, cells in zip(rows, table, strict=True):
        hours = row["hours_before_medicine"]
        assert cells["hours_before_medicine"] == ("" if hours is None else str(hours))
    # Each row is what the medicine itself answers.
    by_key = {row["key"]: row for row in rows}
    for key in ("ciprofloxacin", "raltegravir", "quinolones"):
        assert {"schema": "magcalc/medicine/1", **by_key[key]} == record_of(key)
    plain = answered("-q").splitlines()
    assert len(plain) == len(rows) + 1
    assert [line.split("  ")[0] for line in plain[1:]] == [row["name"] for row in rows]


@pytest.mark.parametrize("name", ["medicine", "medicines"])
def test_the_json_has_the_published_shape(name: str) -> None:
    schema = json.loads(run("schema", name).out)
    Draft202012Validator.check_schema(schema)
    document = json.loads(answered(*(["omeprazole"] if name == "medicine" else []), "--json"))
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(document)) == []
    for field in document:
        assert not validator.is_valid({key: value for key, value in document.items() if key != field}), field


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"levothyroxine", "iron", "doxycycline"}),
        ("da", {"levothyroxin", "jern", "doxycyclin"}),
        ("nb", {"levotyroksin", "jern", "doksysyklin"}),
        ("sv", {"levotyroxin", "järn", "doxycyklin"}),
    ],
)
def test_the_list_in_each_language(language: str, names: set[str]) -> None:
    listed = [row["name"] for row in json.loads(answered("--lang", language, "--json"))["medicines"]]
    assert names <= set(listed)
    assert listed == sorted(listed, key=str.casefold)
    first = {line.split("  ")[0] for line in answered("--lang", language, "-q").splitlines()}
    assert names <= first


def test_the_table_says_hours_clinic_or_no_rule() -> None:
    rows = {line.split("  ")[0]: line.split() for line in answered("-q", "--lang", "en").splitlines()}
    assert rows["moxifloxacin"][3:7] == ["4", "hours", "8", "hours"]
    assert rows["atazanavir"][4:8] == ["2", "hours", "1", "hour"]
    # Second-hand hours carry a star.
    assert rows["bictegravir"][4:9] == ["2", "hours", "6", "hours", "*"]
    assert rows["raltegravir"][4:6] == ["clinic", "clinic"]
    assert rows["pregabalin"][-5:-1] == ["no", "rule", "no", "rule"]


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_the_table_fits_the_screen(columns: int) -> None:
    lines = answered("--no-color", tty=True, env={"COLUMNS": str(columns)}).splitlines()
    assert "…" not in "".join(lines)
    if columns >= 80:
        assert [line for line in lines if len(line) > columns] == []


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("levothyroxinne", "levothyroxin"),
        ("levotyroksinn", "levotyroksin"),
        ("ciprofloxasin", "ciprofloxacin"),
        ("alendronatt", "alendronat"),
        ("doxycyklinn", "doxycyklin"),
        ("Biktarvi", "Biktarvy"),
        ("gatifloxacin", "magcalc medicine quinolones"),
        ("levothyroxine 100 mcg", "levothyroxine"),
    ],
)
def test_an_unknown_name_offers_the_nearest(typed: str, near: str) -> None:
    error, hint = refusal_of(run("medicine", *typed.split()))
    assert typed in error
    assert near in hint


@pytest.mark.parametrize(
    "words",
    [
        ["xyzzy"],
        ["paracetamol"],
        [""],
        [" "],
        ["magnesium"],
        ["-"],
        ["x" * 1_000_000],
        ["iron", "--lang", "xx"],
        ["--lang", "xx"],
        ["--lang"],
        ["--json", "--csv"],
        ["--nope"],
        ["iron", "--nope"],
        ["levothyroxine", "+", "iron"],
    ],
)
def test_what_cannot_be_answered_is_refused(words: list[str]) -> None:
    refusal_of(run("medicine", *words))


def test_a_medicine_that_is_not_listed_is_not_called_safe() -> None:
    _, hint = refusal_of(run("medicine", "paracetamol"))
    assert "ask a pharmacist" in hint
    assert "'magcalc medicine'" in hint


@pytest.mark.parametrize(("typed", "seen"), [("iron\x1b[31m", "\\x1b"), ("iron\u202e", "\\u202e")])
def test_control_characters_in_a_name_are_shown_and_never_sent(typed: str, seen: str) -> None:
    assert seen in refusal_of(run("medicine", typed))[0]


def test_a_stream_of_ascii_gets_every_word() -> None:
    ended = run_process("medicine", "iron", env={"PYTHONIOENCODING": "ascii", "LANG": "C"})
    assert (ended.code, ended.err) == (0, "")
    assert "wait 4 hours" in ended.out
    assert ended.out.isascii()
