"""Every word that a person reads can be said in another language: tried in a language that nobody speaks."""

import ast
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parent))

from cli_runner import run
from pseudo import left_unsaid, spoken_by_nobody

import magcalc
from magcalc.facts.form_table import FormTable

# Words that are the same in every language: units, and the names of bodies and of references.
SAME = {"mg", "mmol", "mcg", "kg", "ml", "EFSA", "IOM", "NRV", "EU", "US", "DV"}
# What a person types, or a script looks for: options, severities with their codes, the ids of sources.
CODES = re.compile(r"--[a-z-]+( N%)?|^(info|warning|error) [a-z-]+(?=:)|\[[a-z0-9, -]+\]", re.MULTILINE)
GRADES = {word for form in FormTable() for grade in form.grade for word in grade.key.split("-")}

PAGES = [
    "dose 2000 mg glycinate",
    "dose 2 x 1000 mg glycinate + 400 mg oxide --age 8 --kidney-disease --limits all",
    "dose 300 mg oxide @medicine --sex female",
]


@pytest.mark.parametrize("line", PAGES)
@pytest.mark.parametrize("tty", [False, True], ids=["pipe", "screen"])
def test_every_word_is_part_of_a_sentence(line: str, tty: bool) -> None:
    with spoken_by_nobody():
        result = run(*line.split(), tty=tty, env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert "⟦" in result.out
    typed = set(re.findall(r"[A-Za-z-]+", line))
    words = left_unsaid(CODES.sub(" ", result.out + result.err))
    assert [word for word in words if word not in SAME | GRADES | typed] == []


# Where people are spoken to from below the screens.
REFUSALS = {
    *("AmountError", "ChoiceError", "UnknownNameError", "TableError", "StreamError", "MissingExtraError"),
    *("missing_extra", "Finding", "Remark"),
}


def test_nothing_is_refused_or_found_in_english_alone() -> None:
    unmarked = []
    for path in sorted(Path(magcalc.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in REFUSALS:
                for text in (*node.args, *(word.value for word in node.keywords)):
                    # Codes and keys have no spaces.
                    words = ast.unparse(text)
                    if isinstance(text, ast.Constant | ast.JoinedStr | ast.BinOp) and " " in words:
                        unmarked.append(f"{path.name}: {words}")
    assert unmarked == []
