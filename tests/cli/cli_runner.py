"""Run the command line: inside the test process, which is quick, or as a process of its own where it must be one."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

import pytest

from magcalc.cli import _run
from magcalc.show.language import speak

# A plain terminal of nobody in particular: a developer's own COLUMNS or NO_COLOR must change no test.
ENVIRONMENT = {"TERM": "xterm-256color", "LANG": "en_US.UTF-8", "PATH": os.environ.get("PATH", "")}
MODULE = [sys.executable, "-m", "magcalc"]

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="terminals, signals and limits as Unix has them")

# A form of our own making: 20 % magnesium, so that 500 mg hold 100 mg.
MOON_SALT = """\
[moonsalt]
title = "moon salt"
role = "nutrient"
eu = { listed = "no", source = "mine", status = "recalled" }

[[moonsalt.name]]
typical = "pure"
grades = ["pure"]
en = ["moon salt"]
source = "mine"

[[moonsalt.grade]]
key = "pure"
title = "pure moon salt"
elemental_percent = 20
source = "mine"
status = "recalled"
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    def __init__(self, *, tty: bool) -> None:
        # No translation of line ends: a test must see what was written.
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def run(*args: str, stdin: str | bytes = "", tty: bool = False, env: dict[str, str] | None = None) -> Result:
    """Run ``magcalc`` with these arguments in this process; ``tty`` makes standard output a terminal."""
    out, err = _Stream(tty=tty), _Stream(tty=tty)
    source = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin), encoding="utf-8")
    with (
        patch.dict(os.environ, {**ENVIRONMENT, **(env or {})}, clear=True),
        patch.object(sys, "argv", ["magcalc", *args]),
        patch.object(sys, "stdin", source),
        # typer puts its own hook in place and leaves it there.
        patch.object(sys, "excepthook", sys.excepthook),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            code = _run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            # A process ends here; in this one the language would stay for the next test.
            speak("en")
    return Result(code, out.text(), err.text())


def type_in(line: str, *more: str, stdin: str | bytes = "", tty: bool = False) -> Result:
    """Run a line as it is typed after ``magcalc``, cut at its spaces."""
    return run(*line.split(), *more, stdin=stdin, tty=tty)


def run_process(
    *args: str, stdin: bytes = b"", env: dict[str, str] | None = None, command: list[str] | None = None
) -> Result:
    """Run ``magcalc`` as a process of its own."""
    ended = subprocess.run(
        [*(command or MODULE), *args],
        input=stdin,
        capture_output=True,
        env=ENVIRONMENT if env is None else env,
        check=False,
        timeout=60,
    )
    return Result(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def refusal_of(result: Result) -> tuple[str, str]:
    """The error and the hint of a refusal, after checking that there is nothing but these two lines."""
    assert result.code == 2, result
    assert result.out == ""
    return complaint_of(result)


def complaint_of(result: Result) -> tuple[str, str]:
    """The two lines on standard error, whatever was answered before them."""
    lines = result.err.split("\n")
    assert [line.partition(": ")[0] for line in lines] == ["error", "hint", ""], result.err[:2000]
    error, hint = (line.partition(": ")[2] for line in lines[:2])
    assert error.strip()
    assert hint.strip()
    # Nothing that acts on a terminal, and nothing that floods it.
    assert error.isprintable()
    assert hint.isprintable()
    assert len(error) < 400
    assert "Traceback" not in error
    assert "has a bug" not in error
    return error, hint
