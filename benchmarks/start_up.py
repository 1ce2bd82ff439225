"""Start-up of ``magcalc dose`` against the least that a typer command can cost, as ratios of processor time.

Run it from an environment in which magcalc is installed: ``python benchmarks/start_up.py [RUNS]``.

Each pair is measured in turns in one run and the medians are compared, so that a noisy machine disturbs both alike.
The floor of the screen is an empty typer command that draws a rich table of five rows, the floor of ``--json`` one
that prints one JSON line. The screen is measured on a pseudo-terminal, where rich draws, and in a pipe.
"""

import os
import pty
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

TABLE_FLOOR = """
import typer
app = typer.Typer()
@app.command()
def main():
    from rich.console import Console
    from rich.table import Table
    table = Table()
    table.add_column("number")
    table.add_column("square")
    for number in range(5):
        table.add_row(str(number), str(number * number))
    Console().print(table)
app()
"""
JSON_FLOOR = """
import json
import typer
app = typer.Typer()
@app.command()
def main():
    print(json.dumps({"number": 1}))
app()
"""
BAR = 1.25


def processor_ms(command: list[str], *, on_terminal: bool) -> float:
    """Give the user and system time of one whole process in milliseconds."""
    if on_terminal:
        main, side = pty.openpty()
    else:
        main, side = -1, os.open(os.devnull, os.O_WRONLY)
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=side, stderr=side, env=environment)
    os.close(side)
    if on_terminal:
        _drain(main)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def _drain(terminal: int) -> None:
    while True:
        try:
            if not os.read(terminal, 65536):
                break
        except OSError:  # Linux answers so when the other side is closed
            break
    os.close(terminal)


def main() -> None:
    """Measure and print the ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    magcalc = [str(Path(sysconfig.get_path("scripts")) / "magcalc"), "dose", "2000", "mg", "glycinate"]
    with tempfile.TemporaryDirectory() as folder:
        floors = {}
        for name, code in (("table", TABLE_FLOOR), ("json", JSON_FLOOR)):
            script = Path(folder) / f"{name}_floor.py"
            script.write_text(code)
            floors[name] = [sys.executable, str(script)]
        pairs = [
            ("dose on a terminal / empty typer command with a rich table", magcalc, floors["table"], True),
            ("dose in a pipe     / empty typer command with a rich table", magcalc, floors["table"], False),
            ("dose --json        / empty typer command with a JSON line ", [*magcalc, "--json"], floors["json"], False),
        ]
        for label, ours, floor, on_terminal in pairs:
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(runs):
                for command, taken in zip((ours, floor), times, strict=True):
                    taken.append(processor_ms(command, on_terminal=on_terminal))
            mine, least = (statistics.median(taken) for taken in times)
            print(f"{label}: {mine / least:.2f}  ({mine:.0f} / {least:.0f} ms, bar {BAR})")


if __name__ == "__main__":
    main()
