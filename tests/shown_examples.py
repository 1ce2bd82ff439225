"""What a page shows in its fenced blocks, and what running that gives."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from magcalc.cli import _run
from magcalc.show.language import speak

_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^\$ (.*\bmagcalc\b.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_SHELL_WORDS = ("|", "|&", ">", ">>", "<", ";", "&&", "||")
_CUT = "..."


class Block(NamedTuple):
    """A fenced block: its language, the file that its title names, its text and its line on the page."""

    language: str
    title: str | None
    text: str
    line: int


class Example(NamedTuple):
    """A command as typed after the prompt, and the lines shown below it."""

    command: str
    shown: list[str]


def blocks_of(page: Path, language: str | None = None) -> list[Block]:
    """The fenced blocks of a page, of one language or of all."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(match[1], match[2], match[3], text.count("\n", 0, match.start()) + 1) for match in _FENCE.finditer(text)
    ]
    return [block for block in found if language in (None, block.language)]


def examples_of(block: Block) -> list[Example]:
    """The commands of a console block that run magcalc."""
    return [Example(command, shown.splitlines()) for command, shown in _EXAMPLE.findall(block.text)]


def write_files(page: Path, folder: Path) -> None:
    """Write the files that a page shows: blocks whose title is a file's name."""
    for block in blocks_of(page):
        if block.title:
            (folder / block.title).write_text(block.text, encoding="utf-8")


def lines_given(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str = "C.UTF-8"
) -> list[str]:
    """Run a command as a person would type it; a shell takes part only where the line asks for one."""
    for variable in ("COLUMNS", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", locale)
    # A comment behind a command is for the reader.
    words = shlex.split(command, comments=True)
    marks = shlex.shlex(command, posix=False, punctuation_chars=True)
    if words[0] != "magcalc" or any(mark in _SHELL_WORDS for mark in marks):
        return _lines_in_a_shell(command)
    monkeypatch.setattr("sys.argv", words)
    try:
        _run()
    finally:
        # A process ends here; in this one the language would stay for the next test.
        speak("en")
    captured = capsys.readouterr()
    return (captured.out + captured.err).splitlines()


def _lines_in_a_shell(command: str) -> list[str]:
    shell = shutil.which("bash")
    if shell is None or ("| jq" in command and shutil.which("jq") is None):
        pytest.skip("needs bash, and jq where it is shown")
    script = f'magcalc() {{ "$PYTHON" -m magcalc "$@"; }}\n{command}\n'
    ended = subprocess.run(
        [shell, "-c", script],
        env={**os.environ, "PYTHON": sys.executable},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return ended.stdout.splitlines()


def without_cuts(shown: list[str], given: list[str]) -> list[str]:
    """The lines shown, with what a line of three dots leaves out put in: all up to the line shown behind it.

    >>> without_cuts(["one", "...", "four"], ["one", "two", "three", "four"])
    ['one', 'two', 'three', 'four']
    """
    whole: list[str] = []
    for place, line in enumerate(shown):
        if line != _CUT:
            whole.append(line)
            continue
        rest, behind = given[len(whole) :], shown[place + 1 : place + 2]
        whole += rest[: rest.index(behind[0])] if behind and behind[0] in rest else rest
    return whole


def check_example(
    example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str = "C.UTF-8"
) -> None:
    """Run an example and hold what it gives against what is shown."""
    given = lines_given(example.command, monkeypatch, capsys, locale)
    # A blank line before the next prompt is for the reader; so is one that the output ends with.
    while given and not given[-1]:
        given.pop()
    shown = list(example.shown)
    while shown and not shown[-1]:
        shown.pop()
    assert given == without_cuts(shown, given), example.command


def run_python(page: Path) -> int:
    """Run the Python of a page from top to bottom, prompts with what they show; give the number of its statements.

    Spark is left to the tests that start it.
    """
    names: dict[str, object] = {}
    statements = 0
    for block in blocks_of(page):
        where = f"{page.name}:{block.line}"
        if block.language == "python" and "pyspark" not in block.text:
            exec(compile(block.text, where, "exec"), names)  # noqa: S102 (our own page)
            statements += len(block.text.splitlines())
        elif block.language == "pycon":
            shown = doctest.DocTestParser().get_doctest(block.text, names, where, str(page), block.line)
            told: list[str] = []
            ended = doctest.DocTestRunner(verbose=False).run(shown, out=told.append, clear_globs=False)
            assert ended.failed == 0, "".join(told)
            names = shown.globs
            statements += ended.attempted
    return statements
