"""Every command that the README shows is run, and gives what the README shows."""

import re
from pathlib import Path

import pytest

from shown_examples import Example, blocks_of, check_example, examples_of

README = Path(__file__).parent.parent / "README.md"
EXAMPLES = [example for block in blocks_of(README, "console") for example in examples_of(block)]


def test_the_readme_shows_the_two_commands() -> None:
    commands = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
    assert [command.rpartition("&& ")[2] for command in commands] == [
        ".venv/bin/magcalc dose 2000 mg glycinate",
        ".venv/bin/pytest",
    ]


def test_every_command_of_the_readme_is_found() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^\$ magcalc ", README.read_text(encoding="utf-8"), re.MULTILINE)) > 20


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that the examples read, as the README shows it."""
    (table,) = blocks_of(README, "csv")
    (tmp_path / "shelf.csv").write_text(table.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.command for example in EXAMPLES])
def test_an_example_gives_what_it_shows(
    example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check_example(example, monkeypatch, capsys)


def test_the_python_of_the_readme_runs() -> None:
    blocks = blocks_of(README, "python")
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block.text, "README.md", "exec"), names)  # noqa: S102 (our own README)
    answer = names["answer"]
    # 2 x 1000 mg at 10 % and 400 mg at 60.304 % (24.305 / 40.304): 200 + 241.2 mg
    assert f"{answer.elemental.low:.1f}" == "441.2"  # type: ignore[attr-defined]
