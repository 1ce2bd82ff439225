"""Which language is spoken: asked for, else the locale's; and that machines read the same whatever it is."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from cli_runner import refusal_of, run

from magcalc.show.language import language_code, locale_language, speak, told_number

DANISH = {"LC_ALL": "da_DK.UTF-8"}


@pytest.fixture(autouse=True)
def no_language_stays_behind() -> Iterator[None]:
    yield
    speak("en")


def first_word_of_split(*args: str, env: dict[str, str] | None = None) -> str:
    """The heading of the line that divides the day: every language has its own."""
    lines = run(*args, "dose", "1.5", "g", "oxide", env=env).out.splitlines()
    return next(line.partition(":")[0] for line in lines if " doses" in line or "doser" in line)


# split: da opdeling, nb fordeling, sv uppdelning
@pytest.mark.parametrize(
    ("args", "env", "heading"),
    [
        ([], {}, "split"),
        ([], {"LC_ALL": "C"}, "split"),
        ([], DANISH, "fordeling"),
        ([], {"LC_ALL": "nn_NO.UTF-8"}, "fordeling"),
        ([], {"LANG": "sv_SE"}, "fördelning"),
        ([], {"LC_ALL": "C.UTF-8", "LANGUAGE": "da"}, "split"),
        ([], {"LANG": "en_GB.UTF-8", "LANGUAGE": "sv:da"}, "fördelning"),
        # No screens in Polish or German: English.
        ([], {"LC_ALL": "pl_PL.UTF-8"}, "split"),
        ([], {"LC_ALL": "de_DE.UTF-8"}, "split"),
        (["--lang", "en"], DANISH, "split"),
        (["--lang", "da"], {}, "fordeling"),
        (["--lang", "NO"], {}, "fordeling"),
    ],
)
def test_the_option_goes_before_the_locale(args: list[str], env: dict[str, str], heading: str) -> None:
    assert first_word_of_split(*args, env=env) == heading


def test_the_option_may_stand_behind_the_command() -> None:
    assert (
        run("dose", "400", "mg", "oxide", "--lang", "da").out == run("--lang", "da", "dose", "400", "mg", "oxide").out
    )


def test_a_language_without_screens_is_refused() -> None:
    error, hint = refusal_of(run("--lang", "fi", "dose", "400", "mg", "oxide"))
    assert "'fi'" in error
    assert hint == "type en, da, nb, sv"


def test_errors_and_hints_are_in_the_language_and_keep_their_prefixes() -> None:
    english = refusal_of(run("dose", "400", "Mg", "oxide"))
    assert english[1].startswith("type mg")
    for code in ("da", "nb", "sv"):
        said = refusal_of(run("--lang", code, "dose", "400", "Mg", "oxide"))
        assert "'400 Mg" in said[0]
        assert said[0] != english[0]
        assert said[1] != english[1]


# Each writes numbers and sentences; what a program reads must not hang on who runs it.
MACHINE = [
    "dose 2000 mg glycinate --age 8 --kidney-disease --json",
    "dose 2.5 g citrate + 400 mg oxide --csv",
    "dose 2000 mg glycinate --ndjson",
    "need 300 mg citrate --json",
    "convert 4 mmol mg --json",
    "limits --age 8 --json",
    "limits --csv",
    "forms --csv --lang en",
    "form citrate --json",
    "absorb 400 mg oxide --json",
    "compare 400_mg_oxide 2_g_citrate --json",
    "day 2 x 400 mg citrate + 1.5 l Gerolsteiner --json",
    "goal sleep --json --lang en",
    "medicine ciprofloxacin --json --lang en",
    "rules --json",
    "label --explain MG101 --json",
    "label --text Magnesium_1000_mg --json --exit-zero",
    "label --text Magnesium_1000_mg --format sarif --exit-zero",
    "label --text Magnesium_1000_mg --format github --exit-zero",
    "why 2000 mg glycinate --json",
    "schema dose",
]


@pytest.mark.parametrize("line", MACHINE)
def test_machines_read_the_same_in_every_locale(line: str) -> None:
    args = [word.replace("_", " ") for word in line.split()]
    english = run(*args)
    assert english.code == 0, english
    assert run(*args, env=DANISH).out == english.out


@pytest.mark.parametrize("line", [line.replace(" --json", "") for line in MACHINE if line.endswith(" --json")])
def test_people_read_another_language(line: str) -> None:
    args = [word.replace("_", " ") for word in line.split() if word not in ("--lang", "en")]
    english, danish = run(*args).out, run(*args, env=DANISH).out
    assert len(english.splitlines()) == len(danish.splitlines())
    assert english != danish


def test_numbers_have_the_decimal_mark_of_the_language() -> None:
    # 100 mg of oxide hold 60.3 mg of magnesium, by its formula.
    assert "= 60.3 mg" in run("dose", "100", "mg", "oxide").out
    for code in ("da", "nb", "sv"):
        assert "= 60,3 mg" in run("--lang", code, "dose", "100", "mg", "oxide").out
    speak("da")
    assert told_number("1234.5") == "1234,5"


def test_a_label_read_in_a_language_is_answered_in_it_unless_another_was_asked_for() -> None:
    label = ["label", "--lang", "da", "--explain", "MG101"]
    assert run(*label).out != run("label", "--explain", "MG101").out
    assert run("--lang", "en", *label).out == run("label", "--explain", "MG101").out


@pytest.mark.parametrize(
    ("stated", "code"), [("da_DK.UTF-8", "da"), ("no", "nb"), ("nn-NO", "nb"), ("sv", "sv"), ("C.UTF-8", "c")]
)
def test_the_code_in_the_name_of_a_locale(stated: str, code: str) -> None:
    assert language_code(stated) == code


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "")
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert locale_language() == "nb"
