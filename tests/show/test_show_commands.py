"""The help pages: one for each command, with examples that work."""

import importlib
import json
import pkgutil
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

import magcalc.cli
from magcalc.cli import _run
from magcalc.day_file import EXAMPLE

# One file a command; the others hold what commands share.
SHARED = {"app", "complete", "help_page", "language", "options", "usage"}
COMMANDS = sorted({module.name for module in pkgutil.iter_modules(magcalc.cli.__path__)} - SHARED)


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("COLUMNS", "NO_COLOR", "_MAGCALC_COMPLETE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    # typer puts its own hook in place and leaves it there.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


class Shell:
    """Runs a line as it stands after the prompt."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def run(self, line: str) -> Ended:
        self._monkeypatch.setattr(sys, "argv", shlex.split(line))
        try:
            code = _run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Ended(code, *self._capsys.readouterr())


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def app_of(command: str) -> typer.Typer:
    app = importlib.import_module(f"magcalc.cli.{command}").app
    assert isinstance(app, typer.Typer)
    return app


def examples_of(command: str) -> list[str]:
    (registered,) = app_of(command).registered_commands
    head, _, examples = (registered.epilog or "").partition("Examples: ")
    assert head == ""
    return [example.strip() for example in examples.split(" | ") if example]


def test_the_commands_of_the_readme_are_there() -> None:
    assert {"dose", "need", "convert", "forms", "form", "limits", "source", "schema"} <= set(COMMANDS)


def test_the_help_lists_every_command_and_where_to_start(shell: Shell) -> None:
    ended = shell.run("magcalc --help")
    assert (ended.code, ended.err) == (0, "")
    listed = [row.split()[0] for row in ended.out.splitlines() if row.startswith("  ") and row.split()]
    assert set(COMMANDS) <= set(listed)
    assert [command for command in COMMANDS if listed.count(command) != 1] == []
    assert "magcalc dose 2000 mg glycinate" in ended.out


def test_no_command_at_all_shows_the_help_as_a_page(shell: Shell) -> None:
    ended = shell.run("magcalc")
    page = shell.run("magcalc --help").out
    assert ended.code == 2
    assert page.strip() in ended.out + ended.err
    assert "error:" not in ended.out + ended.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(shell: Shell, command: str, option: str) -> None:
    ended = shell.run(f"magcalc {command} {option}")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == shell.run(f"magcalc {command} --help").out
    usage, _, sentence, *rest = ended.out.splitlines()
    assert usage.startswith(f"Usage: magcalc {command} ")
    # The sentence that says what it is for.
    assert len(sentence.split()) > 3
    assert "--help" in "\n".join(rest)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "schema"])
def test_every_command_that_answers_has_the_shared_options(shell: Shell, command: str) -> None:
    text = shell.run(f"magcalc {command} --help").out
    for option in ("--json", "--ndjson", "--csv", "--plain", "--quiet", "-q", "--no-color"):
        assert f"{option} " in text.replace(",", " "), option


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    described = typer.main.get_command(app_of(command))
    assert described.help
    for parameter in described.params:
        assert getattr(parameter, "help", ""), parameter.name


@pytest.mark.parametrize("command", ["dose", "need", "convert", "compare", "medicine", "goal"])
def test_the_commands_that_take_a_text_have_examples(shell: Shell, command: str) -> None:
    examples = examples_of(command)
    assert len(examples) >= 2
    words = shell.run(f"magcalc {command} --help").out.split()
    for example in examples:
        # However the page is wrapped.
        assert f" {' '.join(example.split())} " in f" {' '.join(words)} "


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that the examples name, with an invented label of 100 mg or one dose in each."""
    text = "Magnesium 100 mg (as citrate) per tablet\nTake 1 tablet daily\n"
    (tmp_path / "jar.txt").write_text(text, encoding="utf-8")
    (tmp_path / "labels.ndjson").write_text(json.dumps({"id": "jar", "text": text}) + "\n", encoding="utf-8")
    (tmp_path / "shelf.csv").write_text("amount,mg,unit,form\n400,400,mg,oxide\n", encoding="utf-8")
    products = "name,dose,price\nOxid,400 mg oxide,49 DKK/100\nCitrat,1 g citrate,\n"
    (tmp_path / "products.csv").write_text(products, encoding="utf-8")
    (tmp_path / "my-day.toml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "days.csv").write_text("person,day,dose\nAda,Monday,400 mg oxide\n", encoding="utf-8")
    (tmp_path / "doses.log").write_text('{"dose": "400 mg oxide"}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("example", [example for command in COMMANDS for example in examples_of(command)])
def test_every_example_works(shell: Shell, example: str) -> None:
    assert example.startswith("magcalc ")
    ended = shell.run(example)
    assert ended.code == 0
    # Only a table is counted on standard error: 400 mg of oxide hold 241 mg, under EFSA's 250.
    assert (ended.err.splitlines()[:2] or "") == (["1 row", counted(example)] if "batch" in example else "")
    assert ended.out or Path("answered.csv").read_text(encoding="utf-8")


def counted(example: str) -> str:
    return "EFSA: groups: 1 below" if "--by" in example else "EFSA: 1 below"


@pytest.mark.parametrize(
    "name", ["dose", "need", "convert", "compare", "forms", "form", "limits", "medicine", "goal", "source"]
)
def test_every_command_that_answers_has_a_schema(shell: Shell, name: str) -> None:
    assert shell.run(f"magcalc schema {name}").code == 0
