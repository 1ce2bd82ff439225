"""``magcalc label`` and ``magcalc rules``: options, formats and exit codes."""

import csv
import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Result, refusal_of, run
from jsonschema import Draft202012Validator

from magcalc.facts.store import data_folder

# One serving is 200 mg and the day 2 x 200 = 400 mg: over EFSA's 250 mg and the IOM's 350 mg.
OVER_BOTH = "Magnesium 200 mg (as citrate) per tablet\nTake 2 tablets daily"
# 300 mg at once is over EFSA's 250 mg only, and over the 200 mg that are best taken at once.
OVER_EFSA = "Magnesium 300 mg (as oxide) per tablet\nTake 1 tablet daily"
SOUND = "Magnesium 100 mg (as citrate) per tablet\nTake 1 tablet daily"
# The salt or the magnesium in it: at most 100 mg, so no limit is reached.
OPEN = "Magnesium citrate 100 mg"
TWO_SALTS = "Magnesium 100 mg (as magnesium oxide and magnesium citrate) per tablet\nTake 1 tablet daily"
# 200 of 375 mg are 53 %.
WRONG_PERCENT = "Magnesium 200 mg (70 % NRV) per tablet\nTake 1 tablet daily"
# 24.305 of Mg(C2H4NO2)2's 172.423 are 14.1 %, so 1000 mg hold 141 mg at most.
IMPOSSIBLE = "Magnesium bisglycinate 1000 mg, providing 200 mg elemental magnesium per tablet\nTake 1 tablet daily"
NOTHING_STATED = "Ingredients: magnesium citrate, capsule shell (cellulose)"
# No product has so little; a float would print it with an exponent.
TRACE = "Magnesium 0.000001 mg per tablet\nTake 1 tablet daily"
LABELS = [OVER_BOTH, OVER_EFSA, SOUND, OPEN, TWO_SALTS, WRONG_PERCENT, IMPOSSIBLE, NOTHING_STATED, TRACE]

FIELDS = [
    "schema",
    "id",
    "language",
    "forms",
    "serving",
    "servings_per_day",
    "elemental_mg_per_serving",
    "compound_mg_per_serving",
    "percent_declared",
    "percent_reference_mg",
    "elemental_mg_per_day",
    "assumed_one_serving",
    "basis",
    "claims",
    "unread",
    "findings",
]
FINDING_FIELDS = ["code", "slug", "severity", "message", "span", "source", "fix"]
FIXED_SLUGS = {
    "over-efsa-250",
    "over-350",
    "impossible-elemental-for-compound",
    "nrv-mismatch",
    "ambiguous-compound-or-elemental",
    "multiple-forms",
    "contains-oxide-undeclared",
}
# Read by tomllib and not by the code under test.
RULES = tomllib.loads((data_folder() / "rules.toml").read_text(encoding="utf-8"))


def label(text: str, *options: str, tty: bool = False, env: dict[str, str] | None = None) -> Result:
    return run("label", "--text", text, *options, tty=tty, env=env)


def record_of(text: str, *options: str) -> dict[str, Any]:
    result = label(text, "--json", *options)
    assert result.code in (0, 1), result
    assert result.err == ""
    assert result.out.count("\n") == 1
    record = json.loads(result.out)
    assert isinstance(record, dict)
    return record


def codes_of(text: str, *options: str) -> list[str]:
    return [finding["code"] for finding in record_of(text, *options)["findings"]]


def schema_of(command: str) -> Any:
    schema = json.loads(run("schema", command).out)
    Draft202012Validator.check_schema(schema)
    return schema


def assert_plain_numbers(text: str) -> None:
    """Every number outside a string, as it is written and not as a parser understands it."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    for number in re.findall(r"[^\s\[\]{}:,]+", bare):
        assert number in ("null", "true", "false") or re.fullmatch(r"-?(0|[1-9]\d*)(\.\d{1,6})?", number), number


# The record.


@pytest.mark.parametrize("text", LABELS)
def test_the_record_is_of_the_published_shape(text: str) -> None:
    out = label(text, "--json").out
    assert out.isascii()
    assert_plain_numbers(out)
    record = json.loads(out)
    validator = Draft202012Validator(schema_of("label"))
    assert list(validator.iter_errors(record)) == []
    for field in FIELDS:
        assert not validator.is_valid({key: value for key, value in record.items() if key != field}), field


@pytest.mark.parametrize("text", LABELS)
def test_the_fields_have_their_names_in_their_order(text: str) -> None:
    record = record_of(text)
    assert list(record) == FIELDS
    assert record["schema"] == "magcalc/label/1"
    for finding in record["findings"]:
        assert list(finding) == FINDING_FIELDS


def test_the_slugs_that_others_measure_by_are_those_of_the_table() -> None:
    assert set(RULES) >= FIXED_SLUGS
    assert RULES["multiple-forms"]["severity"] == "info"


def test_a_record_tells_what_the_label_says() -> None:
    text = "Magnesium bisglycinate 1000 mg, providing 100 mg of elemental magnesium per capsule\nTake 2 capsules daily"
    record = record_of(text)
    assert (record["language"], record["forms"], record["basis"]) == ("en", ["glycinate"], "elemental")
    assert record["compound_mg_per_serving"] == 1000
    assert record["elemental_mg_per_serving"] == {"low": 100, "typical": 100, "high": 100}
    assert record["servings_per_day"] == {"min": 2, "max": 2}
    assert record["elemental_mg_per_day"] == {"low": 200, "high": 200}
    assert record["assumed_one_serving"] is False
    assert record["findings"] == []


def test_a_percentage_and_the_reference_it_is_taken_of() -> None:
    # Annex XIII of Regulation 1169/2011: 375 mg.
    record = record_of("Magnesium 375 mg (100 % NRV) per tablet")
    assert (record["percent_declared"], record["percent_reference_mg"]) == (100, 375)
    assert "MG203" not in codes_of("Magnesium 375 mg (100 % NRV) per tablet")


def test_without_a_directed_dose_one_serving_is_assumed_and_said() -> None:
    record = record_of("Magnesium 100 mg (as citrate) per tablet")
    assert record["servings_per_day"] is None
    assert record["elemental_mg_per_day"] == {"low": 100, "high": 100}
    assert record["assumed_one_serving"] is True


def test_a_day_that_is_told_counts_where_its_servings_cannot_be_counted() -> None:
    # Nobody knows how many sachets two scoops are.
    text = "Magnesium 100 mg per sachet\nTake 2 scoops daily, which provides 300 mg magnesium"
    record = record_of(text)
    assert record["servings_per_day"] is None
    assert record["elemental_mg_per_serving"]["high"] == 100
    assert record["elemental_mg_per_day"] == {"low": 300, "high": 300}
    assert record["assumed_one_serving"] is False
    assert "100 mg magnesium in 1 sachet; 300 mg magnesium a day; " in label(text).out


@pytest.mark.parametrize("text", LABELS)
def test_places_are_those_of_the_label_as_given(text: str) -> None:
    record = record_of(text)
    for quote in record["claims"] + record["unread"]:
        start, end = quote["span"]
        assert text[start:end] == quote["text"]
    for finding in record["findings"]:
        if finding["span"] is not None:
            start, end = finding["span"]
            assert 0 <= start < end <= len(text)


def test_places_count_entities_and_hidden_signs_as_given() -> None:
    text = "🍋 Magne\u00adsium (as citrate) 100&nbsp;mg per tablet"
    (claim,) = record_of(text)["claims"]
    start, end = claim["span"]
    assert text[start:end] == "100&nbsp;mg"


@pytest.mark.parametrize(
    "form", ["--json", "--ndjson", "--csv", "--format=json", "--format=csv", "--format=github", "--format=sarif"]
)
def test_formats_for_machines_do_not_know_the_terminal(form: str) -> None:
    assert label(OVER_BOTH, form, tty=True, env={"COLUMNS": "40"}) == label(OVER_BOTH, form)


@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_a_format_is_the_flag_of_its_name(form: str) -> None:
    assert label(OVER_BOTH, f"--format={form}") == label(OVER_BOTH, f"--{form}")
    assert label(OVER_BOTH, f"--format={form.upper()}", f"--{form}") == label(OVER_BOTH, f"--{form}")


def test_the_format_text_is_the_usual_one() -> None:
    assert label(OVER_BOTH, "--format", "text") == label(OVER_BOTH)


def test_csv_has_a_header_and_a_row_a_label(tmp_path: Path) -> None:
    names = []
    for number, text in enumerate((OVER_BOTH, SOUND)):
        names.append(str(tmp_path / f"{number}.txt"))
        Path(names[-1]).write_text(text, encoding="utf-8")
    result = run("label", "--csv", *names)
    rows = list(csv.DictReader(io.StringIO(result.out, newline=""), strict=True))
    assert [row["id"] for row in rows] == names
    assert [row["elemental_mg_typical"] for row in rows] == ["200", "100"]
    assert [row["elemental_mg_per_day_high"] for row in rows] == ["400", "100"]
    assert [row["findings"].split() for row in rows] == [["MG101", "MG102"], []]
    assert None not in {key for row in rows for key in row}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_holds_no_formula(start: str) -> None:
    given = json.dumps({"id": f"{start}1+1", "text": SOUND})
    out = run("label", "--ndjson-in", "--csv", stdin=given + "\n").out
    _, row = csv.reader(io.StringIO(out, newline=""), strict=True)
    assert row[0].startswith("'")
    assert "\n" not in row[0]


# Exit codes.


@pytest.mark.parametrize(
    ("text", "worst"),
    [(OVER_BOTH, "error"), (OPEN, "warning"), (NOTHING_STATED, "warning"), (TWO_SALTS, "info"), (SOUND, None)],
)
@pytest.mark.parametrize("fail_on", ["error", "warning", "info", "never"])
def test_the_exit_code_tells_whether_a_finding_is_severe_enough(text: str, worst: str | None, fail_on: str) -> None:
    found = [finding["severity"] for finding in record_of(text)["findings"]]
    order = ["info", "warning", "error", "never"]
    assert max(found, key=order.index, default=None) == worst
    wanted = 0 if worst is None else int(order.index(worst) >= order.index(fail_on))
    assert label(text, "--fail-on", fail_on).code == wanted
    assert label(text, "--fail-on", fail_on, "--json").code == wanted
    assert label(text, "--fail-on", fail_on, "--exit-zero").code == 0


def test_only_errors_fail_where_nothing_is_said() -> None:
    assert label(OVER_BOTH).code == 1
    assert label(OPEN).code == 0


def test_a_finding_that_is_not_chosen_does_not_fail() -> None:
    assert label(OVER_BOTH, "--ignore", "MG101,MG102").code == 0
    assert label(OVER_BOTH, "--select", "MG203").code == 0


def test_one_failing_label_of_several_is_enough(tmp_path: Path) -> None:
    for name, text in (("over", OVER_BOTH), ("sound", SOUND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("label", str(tmp_path / "over"), str(tmp_path / "sound")).code == 1


# Choosing rules.


def test_select_keeps_only_what_is_named_by_code_or_slug() -> None:
    assert codes_of(OVER_BOTH) == ["MG101", "MG102"]
    assert codes_of(OVER_BOTH, "--select", "MG102") == ["MG102"]
    assert codes_of(OVER_BOTH, "--select", "over-350") == ["MG102"]
    assert codes_of(OVER_BOTH, "--select", " mg102 , over-efsa-250") == ["MG101", "MG102"]


def test_ignore_leaves_out_what_is_named_and_comes_last() -> None:
    assert codes_of(OVER_BOTH, "--ignore", "MG102") == ["MG101"]
    assert codes_of(OVER_BOTH, "--ignore", "over-efsa-250,over-350") == []
    assert codes_of(OVER_BOTH, "--select", "MG101,MG102", "--ignore", "MG101") == ["MG102"]


def test_statements_are_looked_for_when_asked_for() -> None:
    # Nothing of article 6(3) of Directive 2002/46/EC stands there, but it is plainly no whole label.
    assert "MG404" not in codes_of(SOUND)
    assert codes_of(SOUND, "--select", "MG404") == ["MG404"]


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
@pytest.mark.parametrize("name", ["MG999", "nope", "MG101,MG999"])
def test_an_unknown_rule(option: str, name: str) -> None:
    error, hint = refusal_of(label(OVER_BOTH, option, name))
    assert "MG999" in error or "nope" in error
    assert "magcalc rules" in hint


def test_a_slug_that_is_nearly_right_is_offered() -> None:
    assert "nrv-mismatch" in refusal_of(label(OVER_BOTH, "--select", "nrv-mismtach"))[1]


# Limits, age, market, analysis, language.


def test_a_limit_that_is_chosen() -> None:
    # BfR 2017: 250 mg a day. Its excess is told by the general rule; the fixed slugs are for EFSA and the IOM.
    (finding,) = record_of(OVER_BOTH, "--limits", "bfr")["findings"]
    assert finding["code"] == "MG103"
    assert "BfR" in finding["message"]
    assert "250 mg" in finding["message"]
    assert codes_of(OVER_BOTH, "--limits", "efsa") == ["MG101"]
    assert codes_of(OVER_EFSA, "--limits", "iom", "--ignore", "MG105") == []


def test_all_limits() -> None:
    found = record_of(OVER_BOTH, "--limits", "all")["findings"]
    assert {"MG101", "MG102"} <= {finding["code"] for finding in found}
    others = " ".join(finding["message"] for finding in found if finding["code"] == "MG103")
    # 400 mg: over Norway's 350, BfR's 250 and Sweden's 250; not over the 400 of the British guidance.
    for name in ("Norway", "BfR", "Sweden"):
        assert name in others
    assert "EVM" not in others
    assert "Belg" not in others


@pytest.mark.parametrize(
    ("age", "limit"),
    # IOM 1997: 65 mg from 1 to 3 years, 110 mg from 4 to 8, 350 mg from 9. EFSA's 250 mg begin at 4 years.
    [("3", "over IOM's 65 mg"), ("5", "over IOM's 110 mg"), ("9", None), ("18mo", "over IOM's 65 mg")],
)
def test_the_limits_are_those_of_the_age(age: str, limit: str | None) -> None:
    text = "Magnesium 111 mg (as citrate) per tablet\nTake 1 tablet daily"
    found = record_of(text, "--age", age)["findings"]
    assert {finding["code"] for finding in found} == (set() if limit is None else {"MG103"})
    assert limit is None or any(limit in finding["message"] for finding in found)
    assert not any("EFSA" in finding["message"] for finding in found)


@pytest.mark.parametrize("market", ["eu", "uk", "no", "dk", "se"])
def test_a_percentage_is_of_375_mg_in_europe(market: str) -> None:
    # Annex XIII of Regulation 1169/2011, which the United Kingdom kept; 420 of 375 mg are 112 %.
    percent = ("--market", market, "--select", "MG203")
    assert codes_of("Magnesium 375 mg (100 %) per tablet", *percent) == []
    assert codes_of("Magnesium 420 mg (112 %) per tablet", *percent) == []
    assert codes_of("Magnesium 420 mg (100 %) per tablet", *percent) == ["MG203"]


@pytest.mark.parametrize("market", ["us", "US", "usa"])
def test_a_percentage_is_of_420_mg_in_america(market: str) -> None:
    # 21 CFR 101.9: 420 mg, formerly 400 mg; 375 of 420 mg are 89 %.
    percent = ("--market", market, "--select", "MG203,MG204")
    assert codes_of("Magnesium 420 mg (100 %) per tablet", *percent) == []
    assert codes_of("Magnesium 400 mg (100 %) per tablet", *percent) == ["MG204"]
    assert codes_of("Magnesium 375 mg (100 %) per tablet", *percent) == ["MG203"]


@pytest.mark.parametrize("market", ["eu", "us", "uk", "no", "dk", "se"])
@pytest.mark.parametrize(("mg", "code"), [(55, "MG108"), (56, None), (350, None), (351, "MG109")])
def test_the_norwegian_band_is_law_in_norway_only(market: str, mg: int, code: str | None) -> None:
    # FOR-2004-05-20-755: 56 to 350 mg a day for adults.
    text = f"Magnesium {mg} mg (as citrate) per tablet\nTake 1 tablet daily"
    found = codes_of(text, "--market", market, "--select", "MG108,MG109")
    assert found == ([code] if code is not None and market == "no" else [])


@pytest.mark.parametrize("market", ["eu", "no", "dk", "se"])
def test_a_salt_that_is_not_on_the_european_list(market: str) -> None:
    # Annex II of Directive 2002/46/EC has no orotate; the United States have no such list, the United Kingdom no rule.
    text = "Magnesium 100 mg (as magnesium orotate) per tablet\nTake 1 tablet daily"
    assert codes_of(text, "--market", market, "--select", "MG401") == ["MG401"]
    assert codes_of(text, "--market", "us", "--select", "MG401") == []
    assert codes_of(text, "--market", "uk", "--select", "MG401") == []
    assert codes_of(SOUND, "--market", market, "--select", "MG401") == []


@pytest.mark.parametrize(
    ("measured", "outside"),
    # The EU's guidance on tolerances (2012): minerals in supplements -20 to +45 %, of 200 mg 160 to 290 mg.
    [
        ("150", True),
        ("150 mg", True),
        ("0.15 g", True),
        ("159.9", True),
        ("160", False),
        ("200 mg", False),
        ("290", False),
        ("290,1 mg", True),
    ],
)
def test_an_analysis_against_what_is_declared(measured: str, outside: bool) -> None:
    text = "Magnesium 200 mg (as citrate) per tablet\nTake 1 tablet daily"
    assert codes_of(text, "--measured", measured) == (["MG208"] if outside else [])


@pytest.mark.parametrize(("stated", "language"), [("da", "da"), ("nb", "nb"), ("nn", "nb"), ("NO", "nb"), ("sv", "sv")])
def test_a_language_that_is_stated(stated: str, language: str) -> None:
    assert record_of(OVER_BOTH, "--lang", stated)["language"] == language


def test_the_language_decides_what_a_mark_in_a_number_is() -> None:
    # A Dane writes fifteen hundred as 1.500.
    record = record_of("Magnesium citrate 1.500 mg", "--lang", "da")
    assert record["compound_mg_per_serving"] == 1500


# The page of MG303 promises it: if nothing settles the mark, both readings are kept, judged and reported.
def test_both_readings_of_a_number_are_judged() -> None:
    record = record_of("Magnesium 1.500 mg (as citrate) per tablet\nTake 1 tablet daily")
    assert record["elemental_mg_per_day"] == {"low": 1.5, "high": 1500}
    assert {"MG303", "MG104"} <= {finding["code"] for finding in record["findings"]}


def test_both_readings_of_a_salts_number_are_judged() -> None:
    # 1500 mg may be magnesium, as nothing tells it from the salt.
    record = record_of("Magnesium citrate 1.500 mg per tablet\nTake 1 tablet daily")
    codes = {finding["code"] for finding in record["findings"]}
    assert "MG303" in codes
    assert record["elemental_mg_per_day"]["high"] == 1500
    assert "MG104" in codes


@pytest.mark.parametrize(
    "options",
    [
        "--limits nope",
        "--limits=",
        "--limits efsa,,iom",
        "--age abc",
        "--age -1",
        "--age 131",
        "--market mars",
        "--market=",
        "--measured nonsense",
        "--measured=",
        "--measured 0",
        "--measured -5",
        "--measured 1,500",
        "--measured 150Mg",
        "--measured nan",
        "--lang xx",
        "--lang=",
        "--fail-on nope",
        "--fail-on=",
        "--format xml",
        "--format=",
        "--format csv --json",
        "--format sarif --ndjson",
        "--json --csv",
        "--nope",
        "jar.txt",
        "-",
    ],
)
def test_an_option_that_cannot_be(options: str) -> None:
    refusal_of(label(OVER_BOTH, *options.split()))


@pytest.mark.parametrize(
    ("options", "named"),
    [("--market mars", "eu"), ("--lang xx", "da"), ("--format xml", "sarif"), ("--fail-on nope", "warning")],
)
def test_the_hint_names_what_can_be_typed(options: str, named: str) -> None:
    stated = options.split()[1]
    error, hint = refusal_of(label(OVER_BOTH, *options.split()))
    assert stated in error
    assert named in hint.replace(",", " ").split()


def test_a_severity_that_cannot_be_is_refused_whatever_else_is_asked() -> None:
    refusal_of(label(OVER_BOTH, "--exit-zero", "--fail-on", "nope"))


@pytest.mark.parametrize("option", ["--select=", "--ignore=", "--select=,"])
def test_a_list_of_rules_without_a_rule(option: str) -> None:
    # A script whose variable is empty would be told about every rule; --limits= is refused for the same reason.
    refusal_of(label(OVER_BOTH, option))


@pytest.mark.parametrize(
    "args",
    [
        ["--select", "\x1b[31m"],
        ["--market", "\u202e"],
        ["--lang", "\x1b[31m"],
        ["--format", "\x9b"],
        ["--fail-on", "\u2066"],
        ["--limits", "\x1b[31m"],
        ["--measured", "\x1b[31m"],
        ["--explain", "\x1b[31m"],
    ],
)
def test_an_option_never_reaches_the_terminal_raw(args: list[str]) -> None:
    assert "\\" in refusal_of(label(OVER_BOTH, *args))[0]


# Statistics, pages and the list of rules.


def test_statistics_count_by_rule(tmp_path: Path) -> None:
    for name, text in (("a", OVER_BOTH), ("b", OVER_EFSA), ("c", SOUND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("label", "--statistics", *(str(tmp_path / name) for name in "abc"))
    assert result.code == 1
    rows = [row.split() for row in result.out.splitlines()[-4:]]
    # Over EFSA's limit twice, over the IOM's once, too much at once once.
    assert rows[:3] == [
        ["2", "MG101", "over-efsa-250"],
        ["1", "MG102", "over-350"],
        ["1", "MG105", "single-dose-over-cap"],
    ]
    assert " ".join(rows[3]) == "3 labels, 4 findings: 3 error, 1 info"


@pytest.mark.parametrize("slug", RULES)
def test_every_rule_has_a_page(slug: str) -> None:
    rule = RULES[slug]
    by_code, by_slug = run("label", "--explain", rule["code"]), run("label", "--explain", slug)
    assert by_code == by_slug
    assert (by_code.code, by_code.err) == (0, "")
    words = " ".join(by_code.out.split())
    for part in (rule["code"], slug, rule["severity"], rule["title"], rule["reason"], rule["fix"], rule["source"]):
        assert part in words
    for paragraph in rule["explain"].split(" // "):
        # A word may be cut at a hyphen where a line ends.
        assert paragraph.replace(" ", "") in words.replace(" ", "")


def test_a_page_for_machines_is_the_rule_with_its_page() -> None:
    # MG101 is the rule over EFSA's 250 mg; its page is text of several paragraphs, none of them marked as in the table.
    (page,) = json.loads(run("label", "--explain", "MG101", "--json").out)["rules"]
    (listed,) = json.loads(run("rules", "MG101", "--json").out)["rules"]
    assert (page["slug"], {**page, **listed}) == ("over-efsa-250", page)
    assert "\n\n" in page["explain"]
    assert " // " not in page["explain"]
    assert json.loads(run("label", "--explain", "MG101", "--ndjson").out) == page
    (row,) = csv.DictReader(io.StringIO(run("label", "--explain", "MG101", "--csv").out))
    assert (row["slug"], row["fix"]) == ("over-efsa-250", listed["fix"])
    assert {"explain", "example"} <= set(row)


def test_a_page_fits_the_screen() -> None:
    for columns in (40, 80):
        out = run("label", "--explain", "MG301", tty=True, env={"COLUMNS": str(columns)}).out
        head, *rows = out.splitlines()
        assert head
        examples = {"    " + row for row in RULES["ambiguous-compound-or-elemental"]["example"].split("\n")}
        assert max(len(row) for row in rows if row not in examples) <= columns


# These two need more than the text itself: an analysis, a market.
NEEDS = {
    "measured-outside-tolerance": ["--measured", "100"],
    "over-limit": ["--limits", "bfr"],
    **{slug: ["--market", "eu"] for slug in ("form-not-permitted", "form-conditional", "below-significant-amount")},
}


@pytest.mark.parametrize("slug", RULES)
def test_the_example_of_a_page_is_found_by_its_rule(slug: str) -> None:
    found = record_of(RULES[slug]["example"], *NEEDS.get(slug, []))["findings"]
    hit = [finding for finding in found if finding["slug"] == slug]
    assert hit
    assert (hit[0]["code"], hit[0]["severity"]) == (RULES[slug]["code"], RULES[slug]["severity"])
    assert (hit[0]["source"], hit[0]["fix"]) == (RULES[slug]["source"], RULES[slug]["fix"])


def test_the_rules_as_json() -> None:
    result = run("rules", "--json")
    assert (result.code, result.err) == (0, "")
    document = json.loads(result.out)
    validator = Draft202012Validator(schema_of("rules"))
    assert list(validator.iter_errors(document)) == []
    assert [(rule["slug"], rule["code"], rule["severity"]) for rule in document["rules"]] == [
        (slug, rule["code"], rule["severity"]) for slug, rule in RULES.items()
    ]


def test_the_rules_as_rows() -> None:
    whole = json.loads(run("rules", "--json").out)["rules"]
    assert [json.loads(row) for row in run("rules", "--ndjson").out.splitlines()] == whole
    rows = csv.DictReader(io.StringIO(run("rules", "--csv").out, newline=""), strict=True)
    assert list(rows) == whole


@pytest.mark.parametrize("tty", [False, True])
def test_the_rules_as_text(tty: bool) -> None:
    out = run("rules", tty=tty, env={"COLUMNS": "120"}).out
    for slug, rule in RULES.items():
        assert any(rule["code"] in row and slug in row and rule["severity"] in row for row in out.splitlines())


def test_some_of_the_rules() -> None:
    rows = run("rules", "MG201", "nrv-mismatch", "--ndjson").out.splitlines()
    assert [json.loads(row)["code"] for row in rows] == ["MG201", "MG203"]
    refusal_of(run("rules", "MG999"))


def test_a_finding_that_is_of_no_place_shows_no_line_of_the_label() -> None:
    # That nothing is stated stands nowhere; where 70 % stands, its line is shown and marked.
    missing = run("label", "--text", "Magnesium").out
    assert "label: warning MG302 elemental-not-stated\n" in missing
    assert "^" not in missing
    wrong = run("label", "--text", WRONG_PERCENT).out
    assert "label:1:1: error MG203" in wrong
    assert "   1 | Magnesium 200 mg (70 % NRV) per tablet" in wrong
