"""Every word about a label, and in the lists of facts, can be said in another language."""

import re
import shlex
import sys
from errno import ENOENT
from os import strerror
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parents[1] / "label"))
sys.path.insert(0, str(Path(__file__).parent))

from cli_runner import Result, run
from pseudo import left_unsaid, spoken_by_nobody
from test_label_rules import NEEDS, RULES
from test_translations_marked import CODES, GRADES, SAME

from magcalc.facts.form_table import FormTable
from magcalc.facts.limits import limit_keys
from magcalc.facts.sources import source, source_keys

ROOM = {"COLUMNS": "200", "NO_COLOR": "1"}
# What scripts look for: the names of rules and of the table they stand in, severities, what begins an error.
RULE_NAMES = re.compile(rf"\b({'|'.join(RULES)})\b|rules\.toml")
SAME_HERE = {"error", "warning", "info", "hint", "MG"} | {grade.key for form in FormTable() for grade in form.grade}
# The words that an option can have are in a row at the end of a hint.
CHOICES = re.compile(r"(?<=⟦type one of ⟧).*|(?<=⟦known: ⟧).*|(?<=⟦type ⟧).*")
OPTIONS = {"limits": "--limits", "market": "--market", "measured_mg": "--measured"}

# One label for each sentence that no rule's example calls up. A label shouts, so that its own words can be told from
# ours.
SHOUTED = [
    "--text 'MAGNESIUM CITRATE 400 MG'",
    "--text 'MAGNESIUM 400 MG CITRATE OXIDE' --market us",
    "--text 'MAGNESIUM 100 MG\nTAKE 1-3 TABLETS DAILY'",
    "--text 'MAGNESIUM 400 MG TABLETS\nPRODUCT FOR ADULTS'",
    "--text 'ZINC AND MAGNESIUM 10 MG 400 MG'",
    "--text 'MAGNESIUM COMPLEX 1.500 MG\nMAGNESIUM 1.500 MG'",
    "--text 'MAGNESIUM GLYCEROPHOSPHATE COMPLEX 400 MG, 5 %'",
    "--text 'MAGNESIUM CITRATE 1000 MG, PROVIDING 290 MG ELEMENTAL MAGNESIUM PER TABLET' --select MG201,MG202",
    "--text 'MAGNESIUM 200 MG (0 % NRV) PER TABLET'",
    "--text 'MAGNESIUM 0.375 G (0.1 % NRV) PER TABLET'",
    "--text 'MAGNESIUM CITRATE 400 MG (2 % NRV) PER TABLET'",
    "--text 'MAGNESIUM 300 MG PER TABLET\nMAGNESIUM 250 MG PER TABLET' --select MG301",
    "--text 'MAGNESIUM' --select MG302",
    "--text 'MAGNESIUM OXIDE 500 MG, NOT ELEMENTAL, PER TABLET'",
    "--text 'FACTS: MAGNESIUM (ALS L-THREONAT) 144 MG 38% NRV; FROM 2.000 MG MAGNESIUM-L-THREONAT PER SERVING'",
    "--text 'INGREDIENTS: MAGNESIUM OXIDE\nMAGNESIUM 200 MG PER TABLET' --select MG404",
    "--text 'MAGNESIUM (AS OXIDE) 100 MG PER TABLET\nTAKE 1 TABLET DAILY'",
    "--text 'MAGNESIUM (AS OXIDE) 100 MG PER TABLET\nTAKE 1 TABLET DAILY' --statistics",
    "--text 'MAGNESIUM CITRATE 400 MG PER TABLET\nTAKE 1 TABLET DAILY' --market no --age 8 --limits norway,efsa",
]
# Why an amount is one of magnesium or of a salt.
REASONS = [
    "--why --text 'MAGNESIUM 100 MG (27 % NRV) (AS OXIDE) PER TABLET\nTAKE 1-2 TABLETS DAILY'",
    "--why --text 'MAGNESIUM OXIDE 166 MG = 100 MG MAGNESIUM'",
    "--why --text 'MAGNESIUM OXIDE 100 MG (27 % NRV)'",
    "--why --text 'MAGNESIUM OXIDE 250 MG OF WHICH MAGNESIUM 150 MG'",
    "--why --text 'MAGNESIUM 460 MG, ELEMENTAL MAGNESIUM 157 MG'",
    "--why --text 'MAGNESIUM 350 MG (AS OXIDE 250 MG, CITRATE 100 MG)'",
    "--why --text 'MAGNESIUM 10 MMOL'",
    "--why --text 'MAG-OX 500 MG MAGNESIUM OXIDE (300 MG ELEMENTAL) TABLETS'",
    "--why --text 'MAGNESIUM OXIDE 500 MG, NOT ELEMENTAL, PER TABLET'",
    "--why --text 'MAGNESIUM 500 MG (OXIDE) TABLETS'",
    "--why --text 'TABLETS 500 MG\nINGREDIENTS: MAGNESIUM OXIDE'",
    "--why --text 'MAGNESIUM CITRATE 400 MG, MAGNESIUM OXIDE 30 MG, PROVIDING 100 MG MAGNESIUM'",
    "--why --text '100 MG MAGNESIUM 27 % NRV'",
    "--why --text 'MAGNESIUM OXIDE (AS HYDROXIDE) 300 MG'",
    "--why --text 'MAGNESIUM 100 MG FROM OXIDE'",
    "--why --text 'ZINC AND MAGNESIUM 10 MG 400 MG'",
    "--why --text 'MAGNESIUM CHLORIDE FLAKES 1 KG'",
    "--why --text 'TOTAL MAGNESIUM 300 MG\nMAGNESIUM OXIDE 300 MG, MAGNESIUM CITRATE 100 MG'",
    "--why --text 'CONTENTS\nMAGNESIUM: 100 MG'",
]
WORKS = ["scf-2001", "editors"]
# The lists of facts, whose rows are ids and names of forms, and a number's source.
LISTS = [
    "rules",
    "forms",
    "form citrate",
    "form stearate",
    "form yeast",
    "form sucrosomial",
    "limits",
    "limits --age 8",
    "limits --age 9mo",
    "limits --pregnant",
    *(f"source {work}" for work in WORKS),
]
REFUSED = [
    "label --text ''",
    f"label --text {'A' * 100_001}",
    "label --text ZINC",
    "label --text MAGNESIUM a.txt",
    "label --text MAGNESIUM --ndjson-in",
    "label --text MAGNESIUM --market zz",
    "label --text MAGNESIUM --lang zz",
    "label --text MAGNESIUM --format zz",
    "label --text MAGNESIUM --json --format csv",
    "label --text MAGNESIUM --statistics --json",
    "label --text MAGNESIUM --why --format text",
    "label --text MAGNESIUM --fail-on zz",
    "label --text MAGNESIUM --select ,",
    "label --text MAGNESIUM --select zz",
    "label --text MAGNESIUM --select mg99",
    "label --text MAGNESIUM --select over",
    "label --why a.txt b.txt",
    "label --json a.txt b.txt",
    "label a.txt",
    "label \0",
    "forms --sort zz",
    "schema zz",
]
# What an NDJSON line of a label can lack, and what it needs.
LINES = """
[]
nothing
{"text": 3}
{"text": "MAGNESIUM", "language": 3}
{"text": "MAGNESIUM", "language": "zz"}
{"text": " "}
{"text": "ZINC"}
"""
# The hints show what to type.
TYPED = frozenset({"Magnesium", "id", "text"}) | frozenset(strerror(ENOENT).split())


def asked(line: str, *more: str, tty: bool = True, stdin: str | bytes = "") -> Result:
    with spoken_by_nobody():
        return run(*shlex.split(line), *more, tty=tty, stdin=stdin, env=ROOM)


def left_of(page: str, typed: str = "", known: frozenset[str] = frozenset()) -> list[str]:
    """The words of a page that are neither said nor typed; a label's own words are those that shout."""
    rest = CODES.sub(" ", RULE_NAMES.sub(" ", CHOICES.sub(" ", page)))
    given = SAME | SAME_HERE | GRADES | set(re.findall(r"[A-Za-z]{2,}[A-Za-z'-]*", typed)) | known
    words = (word.strip("'") for word in left_unsaid(rest))
    return [word for word in words if word not in given and not word.isupper()]


def options_of(slug: str) -> list[str]:
    needs: dict[str, Any] = NEEDS.get(slug, {})
    words = [
        (OPTIONS[name], ",".join(value) if isinstance(value, tuple) else str(value)) for name, value in needs.items()
    ]
    return [word for pair in words for word in pair]


@pytest.mark.parametrize("tty", [False, True], ids=["pipe", "screen"])
@pytest.mark.parametrize("slug", RULES)
def test_every_word_of_a_finding_is_part_of_a_sentence(slug: str, tty: bool) -> None:
    page = asked("label --select", slug, "--text", RULES[slug]["example"].upper(), *options_of(slug), tty=tty).out
    assert f" {slug}\n" in page
    assert left_of(page) == []


@pytest.mark.parametrize("slug", RULES)
def test_every_word_of_a_rule_s_page_is_part_of_a_sentence(slug: str) -> None:
    page = asked(f"label --explain {slug}").out
    ours = page.replace("\n    " + RULES[slug]["example"].replace("\n", "\n    ") + "\n", "\n")
    assert ours != page
    assert left_of(ours, typed=RULES[slug]["source"]) == []


@pytest.mark.parametrize("line", SHOUTED + REASONS)
def test_every_word_about_a_label_is_part_of_a_sentence(line: str) -> None:
    page = asked(f"label {line}").out
    assert "⟦" in page
    assert left_of(page, known=frozenset({"en"})) == []


@pytest.mark.parametrize("tty", [False, True], ids=["pipe", "screen"])
@pytest.mark.parametrize("line", LISTS)
def test_every_word_of_a_list_is_part_of_a_sentence(line: str, tty: bool) -> None:
    page = asked(line, tty=tty).out
    assert "⟦" in page
    names = " ".join(f"{key} {language} {name}" for key, language, name in FormTable().spellings())
    works = " ".join([*source_keys(), *limit_keys(), *(f"{one.title} {one.identifier}" for one in map(source, WORKS))])
    formulas = "any mol " + " ".join(grade.formula or "" for form in FormTable() for grade in form.grade)
    assert left_of(page, f"{names} {works} {formulas}") == []


@pytest.mark.parametrize("line", REFUSED)
def test_every_word_of_a_refusal_is_part_of_a_sentence(line: str) -> None:
    result = asked(line)
    assert result.code == 2
    assert result.err.startswith("error: ")
    assert left_of(result.err, line, TYPED) == []


@pytest.mark.parametrize("data", [LINES.encode(), b'{"text": "' + b"A" * 1_300_000 + b'"}'], ids=["bad", "long"])
def test_every_word_about_a_line_is_part_of_a_sentence(data: bytes) -> None:
    result = asked("label --ndjson-in", stdin=data)
    assert "⟦line ⟧" in result.err
    assert left_of(result.err, "zz", TYPED) == []


@pytest.mark.parametrize("data", [b"", b"ZINC", b"\x81\0"], ids=["empty", "no magnesium", "no text"])
def test_every_word_about_standard_input_is_part_of_a_sentence(data: bytes) -> None:
    result = asked("label", stdin=data)
    assert "⟦standard input⟧" in result.err
    assert left_of(result.err) == []


def test_what_is_written_for_machines_is_english() -> None:
    for form in ("json", "ndjson", "csv", "github", "sarif"):
        page = asked("label --text 'MAGNESIUM CITRATE 400 MG' --exit-zero --format", form).out
        assert "MG301" in page
        assert "⟦" not in page
