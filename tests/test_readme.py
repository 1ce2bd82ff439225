"""Every command that the README shows is run, and gives what the README shows."""

import re
import shlex
from pathlib import Path

import pytest

from magcalc.cli import _run

README = Path(__file__).parent.parent / "README.md"
EXAMPLES = re.findall(r"^\$ magcalc (.+)\n((?:(?!\$ |```).*\n)*)", README.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_readme_shows_the_two_commands() -> None:
    commands = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
    assert [command.rpartition("&& ")[2] for command in commands] == [
        ".venv/bin/magcalc dose 2000 mg glycinate",
        ".venv/bin/pytest",
    ]


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that the examples read, as the README shows it."""
    (table,) = re.findall(r"^```csv\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "shelf.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_gives_what_it_shows(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A comment behind a command and an exit code shown with it are for the reader.
    words = shlex.split(command, comments=True)
    monkeypatch.setattr("sys.argv", ["magcalc", *words])
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    _run()
    captured = capsys.readouterr()
    given = (captured.out + captured.err).splitlines()
    expected = shown.rstrip("\n").splitlines()
    # Three dots on a line of their own stand for lines that are left out.
    if expected and expected[-1] == "...":
        expected.pop()
        given = given[: len(expected)]
    assert given == expected


def test_the_python_of_the_readme_runs() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102 (our own README)
    answer = names["answer"]
    # 2 x 1000 mg at 10 % and 400 mg at 60.304 % (24.305 / 40.304): 200 + 241.2 mg
    assert f"{answer.elemental.low:.1f}" == "441.2"  # type: ignore[attr-defined]
