"""``magcalc dose``: every option changes what it must, and nothing else. Numbers are worked out by hand beside them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MOON_SALT, Result, complaint_of, refusal_of, run, type_in

# From the standard atomic weights: Mg 24.305, O 15.999, C 12.011, H 1.008, N 14.007.
OXIDE = 24.305 / (24.305 + 15.999)
PURE_GLYCINATE = 24.305 / (24.305 + 4 * 12.011 + 8 * 1.008 + 2 * 14.007 + 4 * 15.999)
CHELATE = 0.10  # the usual commercial chelate


def near(value: float) -> Any:
    """Equal within the rounding of the percentages, which carry six figures."""
    return pytest.approx(value, rel=1e-5)


def asked(line: str, *more: str) -> Any:
    result = type_in(f"dose {line} --json", *more)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def elemental(answer: Any) -> tuple[float, float, float]:
    day = answer["elemental_mg_per_day"]
    return day["low"], day["typical"], day["high"]


def statuses(answer: Any) -> dict[str, str]:
    return {check["id"]: check["status"] for check in answer["limits"]}


def codes(answer: Any) -> set[str]:
    return {finding["code"] for finding in answer["findings"]}


def test_an_unquoted_dose_of_two_items() -> None:
    answer = asked("2 x 1000 mg glycinate + 400 mg oxide")
    assert [(item["form"], item["count"], item["amount_mg"]) for item in answer["items"]] == [
        ("glycinate", 2, 1000),
        ("oxide", 1, 400),
    ]
    oxide = 400 * OXIDE
    assert elemental(answer) == (
        near(2000 * CHELATE + oxide),
        near(2000 * CHELATE + oxide),
        near(2000 * PURE_GLYCINATE + oxide),
    )
    # 441 to 523 mg: over both 250 and 350 however pure the glycinate is.
    assert statuses(answer) == {"efsa": "above", "iom": "above"}


def test_quotes_change_nothing() -> None:
    quoted = run("dose", "2 x 1000 mg glycinate + 400 mg oxide", "--json")
    assert quoted == type_in("dose 2 x 1000 mg glycinate + 400 mg oxide --json")


@pytest.mark.parametrize(
    ("dose", "mg"),
    [
        ("1,5 g oxide", 1500 * OXIDE),
        ("1.5 g oxide", 1500 * OXIDE),
        ("1500,5 mg oxide", 1500.5 * OXIDE),
        ("1 500 mg oxide", 1500 * OXIDE),
        ("0,0015 kg oxide", 1500 * OXIDE),
        ("500 mcg oxide", 0.5 * OXIDE),
        ("500 µg oxide", 0.5 * OXIDE),
        ("2x400mg oxide", 800 * OXIDE),
        ("2 × 400 mg oxide", 800 * OXIDE),
        ("2*400mg oxide", 800 * OXIDE),
        ("oxide 400 mg", 400 * OXIDE),
        ("400 mg Magnesiumoxid", 400 * OXIDE),
        ("300 mg magnesium", 300),
        ("300 mg magnesium as oxide", 300),
        ("300 mg elemental magnesium", 300),
        # 1 mmol is 24.305 mg, 1 mEq half of that.
        ("10 mmol", 243.05),
        ("0.01 mol", 243.05),
        ("20 mEq", 243.05),
        ("10 mmol citrate", 243.05),
    ],
)
def test_how_amounts_are_read(dose: str, mg: float) -> None:
    assert elemental(asked(dose)) == (near(mg), near(mg), near(mg))


@pytest.mark.parametrize(
    ("amount", "efsa", "iom"),
    [
        # 249.999 has two readings as text, so the thousandths are typed as grams or with a fourth decimal.
        ("0.249999 g", "below", "below"),
        ("250 mg", "at", "below"),
        ("250.0010 mg", "above", "below"),
        ("349.9990 mg", "above", "below"),
        ("0.35 g", "above", "at"),
        ("0.350001 g", "above", "above"),
    ],
)
def test_the_limits_of_an_adult_to_the_microgram(amount: str, efsa: str, iom: str) -> None:
    answer = asked(f"{amount} --elemental")
    assert {limit["id"]: limit["status"] for limit in answer["limits"]} == {"efsa": efsa, "iom": iom}


def test_elemental() -> None:
    answer = asked("300 mg oxide --elemental")
    assert elemental(answer) == (300, 300, 300)
    assert answer["items"][0]["basis"] == "elemental"
    # Who says so need not name a form.
    bare = asked("300 mg --elemental")
    assert elemental(bare) == (300, 300, 300)
    assert (bare["items"][0]["basis"], bare["items"][0]["form"]) == ("elemental", None)
    assert asked("300 mg oxide")["items"][0]["basis"] == "compound"


def test_a_bare_name_is_a_range_and_its_grade_settles_it() -> None:
    bare, settled = asked("2000 mg glycinate"), asked("2000 mg glycinate --grade anhydrous")
    assert elemental(bare) == (near(200), near(200), near(2000 * PURE_GLYCINATE))
    assert elemental(settled) == (near(2000 * PURE_GLYCINATE),) * 3
    assert (bare["items"][0]["grade"], settled["items"][0]["grade"]) == (None, "anhydrous")
    # 200 to 282 is on both sides of 250; 282 is not.
    assert (statuses(bare)["efsa"], statuses(settled)["efsa"]) == ("depends", "above")


@pytest.mark.parametrize("tty", [False, True])
@pytest.mark.parametrize(
    # The usual glycinate is its weakest grade; the usual citrate, 72.915 of 451.11 g/mol, its richest.
    ("dose", "mg"),
    [("2000 mg glycinate", "200"), ("900 mg citrate", "145"), ("400 mg oxide", "241")],
)
def test_the_first_line_is_the_answer(dose: str, mg: str, tty: bool) -> None:
    first = type_in(f"dose {dose} --no-color", tty=tty).out.splitlines()[0]
    assert re.search(rf"=\s+{mg} mg\b", first), first


@pytest.mark.parametrize("assay", ["12.5%", "12,5%", "12.5", "12,5"])
def test_assay(assay: str) -> None:
    answer = asked(f"2000 mg glycinate --assay {assay}")
    assert elemental(answer) == (250, 250, 250)
    # Exactly the limit is at it, not above.
    assert statuses(answer) == {"efsa": "at", "iom": "below"}


def test_per_day() -> None:
    once, thrice = asked("100 mg magnesium"), asked("100 mg magnesium --per-day 3")
    assert elemental(thrice) == (300, 300, 300)
    assert (once["per_day"], thrice["per_day"]) == (1, 3)
    assert (statuses(once)["efsa"], statuses(thrice)["efsa"]) == ("below", "above")
    # What is taken three times is not gathered into two doses that would hold it as well.
    assert thrice["split"]["elemental_mg"] == [100, 100, 100]


def test_times() -> None:
    assert asked("300 mg magnesium")["split"]["elemental_mg"] == [150, 150]
    assert asked("300 mg magnesium --times 3")["split"]["elemental_mg"] == [100, 100, 100]
    whole = asked("300 mg magnesium --times 1")
    assert whole["split"]["elemental_mg"] == [300]
    assert "single-dose-over-cap" in codes(whole)


@pytest.mark.parametrize(("cap", "doses"), [("100", 3), ("0,1 g", 3), ("99", 4), ("300", 1), ("299.9", 2)])
def test_max_single(cap: str, doses: int) -> None:
    answer = asked("300 mg magnesium", "--max-single", cap)
    assert answer["split"]["doses"] == doses
    assert sum(answer["split"]["elemental_mg"]) == pytest.approx(300, abs=1e-9)


def test_what_is_said_of_the_units_in_each_dose() -> None:
    # 3 x 100 mg with at most 200 mg at once are two tablets and one; what is poured has no units.
    assert "split: 2 doses: 200 + 100 mg (2 + 1 units), with food" in type_in("dose 3 x 100 mg magnesium").out
    assert "split: 2 doses of 150 mg, with food" in type_in("dose 300 mg magnesium").out


def test_what_settles_a_range_of_one_grade_is_no_grade() -> None:
    # A buffered glycinate is one grade of 18 to 22.4 %: naming it settles nothing.
    told = type_in("dose 500 mg buffered glycinate").out
    assert "settle: --assay N% or --elemental settles it" in told
    assert "settle: --grade anhydrous, --assay N% or --elemental settles it" in type_in("dose 500 mg glycinate").out


def test_tablets_stay_whole() -> None:
    answer = asked("3 x 100 mg magnesium")
    assert answer["split"]["elemental_mg"] == [200, 100]
    assert answer["split"]["units"] == [[2], [1]]


@pytest.mark.parametrize(
    ("age", "iom"),
    # The upper levels of the IOM (1997): 65 mg from 1 to 3 years, 110 from 4 to 8, 350 from 9; none below 1.
    [("9mo", None), ("1", 65), ("3", 65), ("4", 110), ("8", 110), ("9", 350), ("17", 350), ("40", 350)],
)
def test_age_decides_the_limit_of_the_iom(age: str, iom: int | None) -> None:
    answer = asked(f"100 mg magnesium --age {age}")
    check = next(check for check in answer["limits"] if check["id"] == "iom")
    assert check["max_mg"] == iom
    expected = "none" if iom is None else "above" if iom < 100 else "below"
    assert check["status"] == expected


@pytest.mark.parametrize(
    ("age", "status"), [("3", "none"), ("3.9", "none"), ("4", "above"), ("8", "above"), ("17", "above")]
)
def test_efsa_sets_none_below_four_years(age: str, status: str) -> None:
    assert statuses(asked(f"300 mg magnesium --age {age}"))["efsa"] == status


def test_a_small_child_gets_the_nordic_rules_beside() -> None:
    # Norway's regulation has 120 mg from 3 to 10 years, the Danish guidance 239.
    answer = asked("121 mg magnesium --age 3")
    assert statuses(answer) == {"efsa": "none", "iom": "above", "norway": "above", "denmark": "below"}
    assert set(statuses(asked("121 mg magnesium --age 4"))) == {"efsa", "iom"}


def intakes(line: str) -> dict[tuple[str, str | None], float]:
    return {(row["id"], row["sex"]): row["mg"] for row in asked(f"300 mg magnesium {line}")["intakes"]}


def test_nobody_described_has_no_intakes() -> None:
    assert intakes("") == {}


def test_sex_chooses_the_intakes() -> None:
    # EFSA (2015): 350 mg for men, 300 for women.
    assert intakes("--sex male")["efsa-ai", "male"] == 350
    assert intakes("--sex f")["efsa-ai", "female"] == 300
    assert {sex for _, sex in intakes("--sex female")} <= {"female", None}
    both = intakes("--age 40")
    assert (both["efsa-ai", "male"], both["efsa-ai", "female"]) == (350, 300)


def test_pregnancy_and_lactation_choose_the_intakes() -> None:
    # The recommended intakes of the IOM (1997) from 19 to 30 years: 310 mg for women, 350 in pregnancy, 310 in
    # lactation; from 31 to 50 years 320, 360 and 320.
    rda = {
        line: {mg for (key, _), mg in intakes(line).items() if key == "iom-rda"}
        for line in ("--sex female --age 25", "--pregnant --age 25", "--lactating --age 25", "--pregnant --age 35")
    }
    assert list(rda.values()) == [{310}, {350}, {310}, {360}]


@pytest.mark.parametrize("option", ["--pregnant", "--lactating", "--kidney-disease"])
def test_a_condition_adds_its_remark_and_is_written_down(option: str) -> None:
    plain, described = asked("100 mg magnesium"), asked(f"100 mg magnesium {option}")
    assert codes(plain) < codes(described)
    condition = option.removeprefix("--").replace("-", "_")
    assert (plain["person"][condition], described["person"][condition]) == (False, True)
    # A remark is no limit: the numbers stay.
    assert statuses(plain) == statuses(described)


def test_limits_by_name_and_all_of_them() -> None:
    assert list(statuses(asked("300 mg magnesium --limits norway,efsa"))) == ["norway", "efsa"]
    assert list(statuses(asked("300 mg magnesium --limits EFSA"))) == ["efsa"]
    known = {limit["id"] for limit in json.loads(run("limits", "--json").out)["limits"]}
    assert {"efsa", "iom", "norway", "denmark", "bfr"} <= known
    assert set(statuses(asked("300 mg magnesium --limits all"))) == known


@pytest.mark.parametrize(
    ("kind", "efsa", "iom"),
    [
        # EFSA's 250 covers supplements, water and added magnesium and leaves medicines open; the IOM's 350 covers
        # supplements and medicines and leaves added magnesium open. Food as grown is counted by neither.
        ("supplement", ("above", 400, 400), ("above", 400, 400)),
        ("medicine", ("depends", 0, 400), ("above", 400, 400)),
        ("water", ("above", 400, 400), ("below", 0, 0)),
        ("fortified", ("above", 400, 400), ("depends", 0, 400)),
        ("food", ("below", 0, 0), ("below", 0, 0)),
    ],
)
@pytest.mark.parametrize("way", ["--counts-as ", "@"])
def test_what_it_counts_as(kind: str, efsa: object, iom: object, way: str) -> None:
    answer = asked(f"400 mg magnesium {way}{kind}")
    checks = {check["id"]: check for check in answer["limits"]}
    seen = {
        key: (check["status"], check["counted_mg"]["low"], check["counted_mg"]["high"]) for key, check in checks.items()
    }
    assert seen == {"efsa": efsa, "iom": iom}
    assert answer["items"][0]["covers"] == kind
    # It is magnesium all the same.
    assert elemental(answer) == (400, 400, 400)


def test_an_item_knows_best_what_it_counts_as() -> None:
    answer = asked("200 mg magnesium @food + 100 mg magnesium --counts-as medicine")
    assert [item["covers"] for item in answer["items"]] == ["food", "medicine"]
    assert {check["id"]: check["counted_mg"]["high"] for check in answer["limits"]} == {"efsa": 100, "iom": 100}


@pytest.mark.parametrize(
    ("dose", "codes_by_choice"),
    [
        # 900 mg oxide are 543 mg: above. 2000 mg glycinate are 200 to 282: depends on EFSA's 250.
        ("900 mg oxide", {"above": 1, "depends": 1, "never": 0}),
        ("2000 mg glycinate", {"above": 0, "depends": 1, "never": 0}),
        ("250 mg magnesium", {"above": 0, "depends": 0, "never": 0}),
        ("100 mg magnesium", {"above": 0, "depends": 0, "never": 0}),
    ],
)
@pytest.mark.parametrize("form", ["--plain", "--json", "--ndjson", "--csv"])
def test_fail_on(dose: str, codes_by_choice: dict[str, int], form: str) -> None:
    results = {choice: type_in(f"dose {dose} {form} --fail-on {choice}") for choice in codes_by_choice}
    assert {choice: result.code for choice, result in results.items()} == codes_by_choice
    # The answer is the same, and the default is to fail on nothing.
    assert len({(result.out, result.err) for result in results.values()}) == 1
    assert type_in(f"dose {dose} {form}") == results["never"]


def test_fail_on_looks_at_the_limits_that_were_asked_for() -> None:
    # 300 mg are above EFSA's 250 and below the IOM's 350.
    assert type_in("dose 300 mg magnesium --fail-on above").code == 1
    assert type_in("dose 300 mg magnesium --fail-on above --limits iom").code == 0


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "own.toml"
    path.write_text(MOON_SALT, encoding="utf-8")
    return str(path)


def test_a_table_of_the_users_own(table: str) -> None:
    assert elemental(asked("500 mg moon salt", "--forms", table)) == (100, 100, 100)
    refusal_of(type_in("dose 500 mg moon salt"))


@pytest.mark.parametrize("form", ["--plain", "--json", "--ndjson", "--csv"])
def test_a_table_of_the_users_own_is_named_in_every_answer(table: str, form: str) -> None:
    for dose in ("500 mg moon salt", "400 mg oxide"):
        assert table in type_in(f"dose {dose} {form}", "--forms", table).out
        assert table not in type_in(f"dose 400 mg oxide {form}").out


def test_a_table_of_the_users_own_is_named_on_the_screen(table: str) -> None:
    screen = type_in("dose 500 mg moon salt --no-color", "--forms", table, tty=True).out
    # A long path may be wrapped.
    assert table in screen.replace("\n", "")


@pytest.mark.parametrize("quiet", ["-q", "--quiet"])
def test_quiet_leaves_only_remarks_out(quiet: str) -> None:
    line = "dose 2000 mg glycinate --kidney-disease"
    told, hushed = type_in(line).out.splitlines(), type_in(f"{line} {quiet}").out.splitlines()
    remarks = [row for row in told if row not in hushed]
    assert hushed == [row for row in told if row not in remarks]
    for code in codes(asked("2000 mg glycinate --kidney-disease")):
        assert any(code in row for row in remarks)
        assert not any(code in row for row in hushed)
    # The answer and the status of each limit are no remarks.
    assert "200 mg magnesium" in hushed[0]
    assert sum(row.startswith("limit ") for row in hushed) == 2


def lines_of(text: str | bytes, form: str = "--ndjson", *more: str) -> Result:
    return type_in(f"dose - {form}", *more, stdin=text)


def test_standard_input_answers_line_by_line() -> None:
    result = lines_of("2000 mg glycinate\n400 mg oxide\n2 x 5 mmol\n")
    assert (result.code, result.err) == (0, "")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [row["text"] for row in rows] == ["2000 mg glycinate", "400 mg oxide", "2 x 5 mmol"]
    assert [elemental(row)[1] for row in rows] == [near(200), near(400 * OXIDE), near(243.05)]
    # Each line is answered as if it had been asked alone.
    assert rows[1] == asked("400 mg oxide")


def test_a_line_that_cannot_be_read_keeps_its_place() -> None:
    result = lines_of("400 mg oxide\n1,500 mg oxide\n\n900 mg oxide\n")
    assert result.code == 2
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [row.get("text") for row in rows] == ["400 mg oxide", None, "900 mg oxide"]
    assert set(rows[1]) == {"line", "error", "hint"}
    assert rows[1]["line"] == 2
    assert "two readings" in rows[1]["error"]
    error, hint = complaint_of(result)
    assert rows[1]["error"] in error
    assert "2" in error
    assert rows[1]["hint"] == hint


def test_the_number_of_a_line_counts_empty_lines_too() -> None:
    rows = [json.loads(line) for line in lines_of("\n\nnope\n").out.splitlines()]
    assert [row["line"] for row in rows] == [3]


@pytest.mark.parametrize(("form", "sign"), [("--csv", " oxide,"), ("--plain", " oxide = ")])
def test_a_line_that_cannot_be_read_stops_no_other_format(form: str, sign: str) -> None:
    result = lines_of("400 mg oxide\nnope\n900 mg oxide\n", form)
    assert result.code == 2
    complaint_of(result)
    answers = [row for row in result.out.splitlines() if sign in row]
    # 400 and 900 mg of oxide hold 241.2 and 542.7 mg.
    assert [re.search(r"(241|54[23])", answer) is not None for answer in answers] == [True, True]


def test_a_wrong_line_outweighs_a_finding() -> None:
    assert lines_of("900 mg oxide\n", "--ndjson", "--fail-on", "above").code == 1
    assert lines_of("100 mg oxide\n900 mg oxide\n100 mg oxide\n", "--ndjson", "--fail-on", "above").code == 1
    assert lines_of("900 mg oxide\nnope\n", "--ndjson", "--fail-on", "above").code == 2


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
@pytest.mark.parametrize("form", ["--ndjson", "--plain", "--csv"])
def test_empty_standard_input_is_no_answer(text: str, form: str) -> None:
    refusal_of(lines_of(text, form))


def test_standard_input_that_is_not_utf_8() -> None:
    assert "UTF-8" in refusal_of(lines_of(b"\xff\xfe4\x000\x000\x00"))[0]
    refusal_of(lines_of("400 mg magnésie\n".encode("latin-1")))


@pytest.mark.parametrize("text", ["400 mg oxide", "400 mg oxide\r\n", "\ufeff400 mg oxide\n", "  400 mg oxide  \n"])
def test_how_other_programs_end_and_start_a_line(text: str) -> None:
    result = lines_of(text)
    assert result.code == 0, result.err
    assert elemental(json.loads(result.out))[1] == near(400 * OXIDE)


def test_every_dose_of_a_long_input_is_answered() -> None:
    result = lines_of("400 mg oxide\n" + "\n" * 2_500_000 + "900 mg oxide\n", "--csv")
    assert result.code == 0
    assert [row.split(",")[0] for row in result.out.splitlines()[1:]] == ["400 mg oxide", "900 mg oxide"]


@pytest.mark.parametrize(
    "line", ["400 mg oxide" + " " * 3000, " " * 3000 + "400 mg oxide", "1 mg oxide + " * 1000 + "1 mg oxide"]
)
def test_a_line_too_long_is_refused_and_never_cut(line: str) -> None:
    result = lines_of(f"2 mmol\n{line}\n3 mmol\n")
    assert result.code == 2
    rows = [json.loads(row) for row in result.out.splitlines()]
    assert [row.get("text") for row in rows] == ["2 mmol", None, "3 mmol"]
    complaint_of(result)


def test_json_holds_one_dose() -> None:
    one = lines_of("400 mg oxide\n", "--json")
    assert (one.code, one.out) == (0, type_in("dose 400 mg oxide --json").out)
    more = lines_of("400 mg oxide\n900 mg oxide\n", "--json")
    assert more.code == 2
    complaint_of(more)
