"""``magcalc goal``: one goal in full, all of them as a list, and no dose without its limits."""

import csv
import io
import json
import re
from typing import Any

import pytest
from cli_runner import refusal_of, run, type_in
from jsonschema import Draft202012Validator

from magcalc.calc.goal import goal_overview
from magcalc.calc.overview import overview_row
from magcalc.calc.person import Person
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import goal, goal_keys
from magcalc.show.goal import GoalView, write_goal
from magcalc.show.terminal import Output


def answered(line: str, **more: Any) -> str:
    ended = run(*line.split(), **more)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def document(line: str) -> Any:
    return json.loads(answered(f"{line} --json"))


def rows(line: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answered(f"{line} --csv"), newline="")))


def test_a_goal_in_full() -> None:
    text = answered("goal sleep --lang en")
    assert text.startswith("sleep, insomnia")
    assert "magnesium glycinate, 10 % magnesium (10 to 14.1 %, by grade)" in text
    assert "30 to 60 minutes before bed" in text
    assert "evidence: mixed: " in text
    # Abbasi 2012: 500 mg for 8 weeks; EFSA 250 mg, IOM 350 mg.
    assert "studied: 500 mg a day, 8 weeks: above EFSA 250 mg, above IOM 350 mg\n" in text
    assert "46 older people with insomnia" in text
    assert "[abbasi-2012]" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("goal cramps", "90 to 600 mg a day, 2 to 8 weeks: depends for EFSA 250 mg, depends for IOM 350 mg"),
        ("goal cramps", "300 to 360 mg a day: above EFSA 250 mg, depends for IOM 350 mg"),
        ("goal heart", "350 mg a day, 24 weeks: above EFSA 250 mg, at IOM 350 mg"),
        ("goal asthma", "340 mg a day, 6.5 months: above EFSA 250 mg, below IOM 350 mg"),
        ("goal pms --age 8", "200 mg a day, 2 cycles: below EFSA 250 mg, above IOM 110 mg"),
        ("goal pms --limits uk,bfr", "360 mg a day, 2 cycles: below UK EVM 400 mg, above BfR 250 mg"),
        # 30 mmol, 729.15 mg, are rounded for people.
        ("goal heart", "729 mg a day"),
        (
            "goal stress --age 3",
            "100 mg a day, 4 weeks: above IOM 65 mg, below Norway 120 mg, below Denmark 239 mg, no number for",
        ),
    ],
)
def test_a_dose_is_said_beside_its_limits(line: str, said: str) -> None:
    assert f"studied: {said}" in answered(line)


@pytest.mark.parametrize("key", goal_keys())
@pytest.mark.parametrize("tty", [False, True])
def test_no_dose_stands_without_a_limit(key: str, tty: bool) -> None:
    text = " ".join(answered(f"goal {key} --no-color", tty=tty, env={"COLUMNS": "200"}).split())
    status = "(above|at|below|depends for)"
    beside = re.findall(rf"mg a day[^:]*: {status} EFSA 250 mg, {status} IOM 350 mg", text)
    doses = [study for study in document(f"goal {key}")["studies"] if study["dose_mg"]]
    assert len(doses) == len(beside) == text.count("mg a day")


@pytest.mark.parametrize("key", goal_keys())
def test_advice_is_left_to_those_who_give_it_and_said_once(key: str) -> None:
    text = answered(f"goal {key}")
    has_doses = " mg a day" in text
    assert text.count("is not advice") == has_doses
    # A medicine's use has no studied dose here, but who to ask stands with it.
    assert text.count("ask a pharmacist or doctor") == (has_doses or key == "constipation")
    for word in ("recommend", "should take", "you can exceed", "safe"):
        assert word not in text


def test_quiet_leaves_the_remarks_out_but_no_limit() -> None:
    text = answered("goal sleep -q")
    assert "advice" not in text
    assert "above EFSA 250 mg, above IOM 350 mg" in text


def test_a_medicines_use_says_so() -> None:
    text = answered("goal constipation")
    assert "medicine: this is what medicines are sold for" in text
    assert "established" in text
    assert document("goal constipation")["is_medicine_use"] is True


def test_the_age_whose_limits_are_meant_is_named() -> None:
    assert "limits: those for 8 y\n" in answered("goal sleep --age 8")
    assert "those for" not in answered("goal sleep")


def test_a_salt_that_the_eu_does_not_list_is_marked() -> None:
    # Annex II of Directive 2002/46/EC lists no picolinate of magnesium; L-threonate for adults only; citrate plainly.
    assert "magnesium picolinate" in answered("goal bone --lang en")
    assert "not on the EU list" in answered("goal bone")
    assert "with conditions" in answered("goal cognition")
    assert "EU list" not in answered("goal migraine")


@pytest.mark.parametrize(
    ("line", "name", "form"),
    [
        ("goal søvn --lang da", "søvn", "magnesiumglycinat"),
        ("goal sleep --lang nb", "søvn", "magnesiumglysinat"),
        ("goal somn --lang sv", "sömn", "magnesiumglycinat"),
        # No names in German: English, and the forms in German.
        ("goal sömn --lang de", "sleep", "Magnesiumglycinat"),
    ],
)
def test_names_in_a_language(line: str, name: str, form: str) -> None:
    answer = document(line)
    assert (answer["key"], answer["name"], answer["forms"][0]["name"]) == ("sleep", name, form)
    assert answered(line).startswith(name)


def test_the_users_own_language_is_the_default() -> None:
    assert answered("goal", env={"LANG": "nb_NO.UTF-8"}).splitlines()[1].startswith("søvn ")


def test_the_record_of_a_goal() -> None:
    answer = document("goal muskelkramper --age 8 --lang en")
    assert (answer["schema"], answer["key"], answer["age"]) == ("magcalc/goal/1", "cramps", "8 y")
    assert answer["when"] == "any"
    assert answer["minutes_before_bed"] is None
    assert answer["strength"] == "not convincing"
    assert {name for names in answer["names"].values() for name in names} >= {"cramps", "kramper", "muskelkramp"}
    # Trimagnesium dicitrate holds 16.16 %, its dodecahydrate 10.93 %.
    citrate = answer["forms"][0]
    assert (citrate["form"], citrate["eu"]) == ("citrate", "yes")
    assert round(citrate["elemental_percent"]["low"], 2) == 10.93
    assert round(citrate["elemental_percent"]["high"], 2) == 16.16
    review = answer["studies"][0]
    assert review["dose_mg"] == {"low": 90, "high": 600}
    assert (review["people"], review["source"], review["standing"]) == (735, "garrison-2020", "secondary")
    assert [(check["id"], check["max_mg"], check["status"]) for check in review["limits"]] == [
        ("efsa", 250, "depends"),
        ("iom", 110, "depends"),
    ]
    assert all(check["because"] for check in review["limits"])
    assert answer["sources"] == ["guide-articles", "garrison-2020", "barna-2021"]


def test_the_schedule_of_a_day_finds_what_it_needs() -> None:
    answer = document("goal sleep")
    assert (answer["when"], answer["minutes_before_bed"]) == ("evening", [30, 60])


def test_a_study_without_an_amount_has_no_limits() -> None:
    study = document("goal cognition")["studies"][0]
    assert (study["dose_mg"], study["limits"]) == (None, [])
    assert "amount of magnesium not given, 30 days\n" in answered("goal cognition")


def test_every_source_that_is_named_can_be_looked_up() -> None:
    for row in document("goal")["goals"]:
        for source in row["sources"]:
            assert document(f"source {source}")["id"] == source


def test_the_list_has_every_goal() -> None:
    head, *listed = answered("goal -q --lang en").splitlines()
    assert head.split() == ["goal", "forms", "when", "evidence"]
    assert len(listed) == len(goal_keys())
    assert "evening, 30 to 60 min before bed" in listed[0]
    # Doses belong beside their limits, for which a row has no room.
    assert not re.search(r"\d mg", "\n".join(listed))


def test_the_list_for_machines() -> None:
    whole = document("goal")
    assert whole["schema"] == "magcalc/goals/1"
    assert [row["key"] for row in whole["goals"]] == list(goal_keys())
    schema = json.loads(answered("schema goals"))
    assert list(Draft202012Validator(schema).iter_errors(whole)) == []
    assert [json.loads(line) for line in answered("goal --ndjson").splitlines()] == whole["goals"]
    one = document("goal sleep")
    assert {key: value for key, value in one.items() if key != "schema"} == whole["goals"][0]


def test_csv_has_one_row_a_study_and_one_for_a_goal_without() -> None:
    table = rows("goal --limits efsa,iom,norway")
    assert list(dict.fromkeys(row["key"] for row in table)) == list(goal_keys())
    counts = {row["key"]: len(row["studies"]) for row in document("goal")["goals"]}
    assert {key: sum(row["key"] == key for row in table) for key in counts} == {
        key: max(1, count) for key, count in counts.items()
    }
    (sleep, pooled) = (row for row in table if row["key"] == "sleep")
    assert (sleep["dose_low_mg"], sleep["dose_high_mg"]) == ("500", "500")
    # Norway's law: 350 mg for adults.
    assert [(sleep[f"{key}_max_mg"], sleep[f"{key}_status"]) for key in ("efsa", "iom", "norway")] == [
        ("250", "above"),
        ("350", "above"),
        ("350", "above"),
    ]
    assert (sleep["minutes_before_bed_from"], sleep["minutes_before_bed_to"]) == ("30", "60")
    assert [pooled[name] for name in ("dose_low_mg", "efsa_max_mg", "efsa_status")] == ["", "", ""]
    (laxative,) = (row for row in table if row["key"] == "constipation")
    assert (laxative["is_medicine_use"], laxative["who"], laxative["iom_status"]) == ("true", "", "")


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
def test_the_screens_fit_and_cut_nothing_off(columns: str) -> None:
    for line in ("goal", *(f"goal {key}" for key in goal_keys())):
        text = answered(f"{line} --no-color", tty=True, env={"COLUMNS": columns})
        assert "…" not in text
        if int(columns) >= 80:
            assert [row for row in text.splitlines() if len(row) > int(columns)] == []


@pytest.mark.parametrize(
    ("line", "error", "hint"),
    [
        ("goal slep", "'slep'", "sleep"),
        ("goal muskelkramer", "'muskelkramer'", "muskelkramper"),
        ("goal xyzzy", "'xyzzy'", "'magcalc goal' lists them all"),
        ("goal sleep cramps", "'sleep cramps'", "'magcalc goal' lists them all"),
        ("goal sleep --limits efssa", "'efssa'", "efsa"),
        ("goal sleep --age old", "'old'", "years"),
        ("goal sleep --lang xx", "'xx'", "nb"),
        # What the name alone would not need is refused with it all the same.
        ("goal --limits efssa", "'efssa'", "efsa"),
        ("goals", "'goals'", "magcalc goal"),
    ],
)
def test_what_cannot_be_read(line: str, error: str, hint: str) -> None:
    complaint, advice = refusal_of(type_in(line))
    assert error in complaint
    assert hint in advice


def test_a_form_of_which_nobody_knows_the_content_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    # No goal names such a form today; what is in sucrosomial magnesium is no public number.
    form = overview_row(FormTable().form("sucrosomial"), "en")
    write_goal(GoalView(goal_overview(goal("sleep"), Person()), (form,), "en"), Output())
    assert "sucrosomial magnesium, an unknown share of magnesium" in capsys.readouterr().out
