"""What a command imports: each costs time, so each must be worth it. Seen in a process of its own."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import ENVIRONMENT, on_unix

# No command ever needs a unit library or an engine for columns.
NEVER = {"pint", "polars", "pandas", "pyarrow", "narwhals", "duckdb", "numpy", "jsonschema", "hypothesis"}

# Runs the command, then writes on standard error what was loaded, and what magcalc itself asked for: a module such
# as csv may come in with one of the libraries.
PROBE = """
import builtins, sys
asked = set()
real = builtins.__import__
def watched(name, namespace=None, *rest, **named):
    if str((namespace or {}).get("__name__")).startswith("magcalc"):
        asked.add(name)
    return real(name, namespace, *rest, **named)
builtins.__import__ = watched
from magcalc.cli import main
try:
    main()
finally:
    print("loaded", *sys.modules, file=sys.stderr)
    print("asked", *asked, file=sys.stderr)
"""


class Imports(dict[str, set[str]]):
    """The modules that were ``loaded`` and those that magcalc ``asked`` for."""

    def __init__(self, report: str) -> None:
        rows = (row.split() for row in report.splitlines() if row.startswith(("loaded ", "asked ")))
        super().__init__({head: set(names) for head, *names in rows})


def imports_of(line: str, *, stdout: int = subprocess.PIPE) -> Imports:
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, *line.split()],
        input=b"400 mg oxide\n",
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    imports = Imports(ended.stderr.decode())
    # The probe saw a command at work.
    assert "magcalc.cli.app" in imports["loaded"], ended.stderr
    return imports


@pytest.mark.parametrize(
    "line",
    [
        "dose 2 x 1000 mg glycinate + 400 mg oxide",
        "dose 2000 mg glycinate --json --age 8 --limits all",
        "dose - --ndjson",
        "day 400 mg oxide + 30 g almonds --med iron@08:00 --goal sleep",
        "absorb 400 mg oxide",
        "why 400 mg oxide",
        "compare 400 mg oxide vs 1 g citrate",
        "medicine iron",
        "goal sleep",
        "need 300 mg oxide --unit 500mg",
        "convert 400 mg citrate mmol",
        "compare 400 mg citrate vs 400 mg oxide --price 49DKK/100 --price -",
        "forms",
        "form oxide",
        "limits --age 8",
        "medicine levothyroxine",
        "medicine",
        "source scf-2001",
        "goal",
        "goal sleep --json",
        "schema dose",
        "--help",
        "dose --help",
        "--version",
        "dose 400 mg nope",
    ],
)
def test_nothing_heavy_is_loaded_in_a_pipe(line: str) -> None:
    imports = imports_of(line)
    assert NEVER & imports["loaded"] == set()
    assert not any(name.partition(".")[0] == "rich" for name in imports["loaded"])
    assert "csv" not in imports["asked"]


def test_a_shelf_of_products_needs_no_engine(tmp_path: Path) -> None:
    (tmp_path / "shelf.csv").write_text("dose\n400 mg oxide\n1 g citrate\n", encoding="utf-8")
    loaded = imports_of(f"compare {tmp_path / 'shelf.csv'} --json")["loaded"]
    assert "magcalc.batch.shelf" in loaded
    assert NEVER & loaded == set()
    # And who types products needs no reader of files.
    assert "magcalc.batch.sources" not in imports_of("compare 400 mg oxide vs 1 g citrate")["loaded"]


def test_csv_is_asked_for_where_it_is_written() -> None:
    imports = imports_of("dose 2000 mg glycinate --csv")
    assert "csv" in imports["asked"]
    assert "rich" not in imports["loaded"]


@on_unix
@pytest.mark.parametrize(
    ("line", "draws"),
    [("dose 2000 mg glycinate", True), ("forms", True), ("dose 2000 mg glycinate --json", False), ("--help", False)],
)
def test_a_terminal_costs_rich_only_where_something_is_drawn(line: str, draws: bool) -> None:
    ours, theirs = os.openpty()
    try:
        imports = imports_of(line, stdout=theirs)
    finally:
        os.close(theirs)
        with contextlib.suppress(OSError):
            os.read(ours, 65536)
        os.close(ours)
    assert ("rich" in imports["loaded"]) == draws
    assert NEVER & imports["loaded"] == set()


def test_a_command_loads_no_other_command() -> None:
    commands = {name for name in imports_of("dose 2 mmol")["loaded"] if name.startswith("magcalc.cli.")}
    assert commands == {f"magcalc.cli.{name}" for name in ("app", "complete", "language", "options", "dose")}


def test_the_package_alone_loads_none_of_its_libraries() -> None:
    code = "import magcalc, sys; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(ended.stdout.split())
    assert "magcalc" in loaded
    assert {"pydantic", "typer", "click", "rich", "decimal", *NEVER} & loaded == set()
