"""What whole processes cost, measured in turns so that a noisy machine disturbs all of them alike."""

import os
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

MAGCALC = str(Path(sysconfig.get_path("scripts")) / "magcalc")


class Cost(NamedTuple):
    """What a process cost: seconds of the processor, megabytes of memory at most."""

    seconds: float
    megabytes: float


def cost(command: list[str], source: Path | None = None, *, may_refuse: bool = False) -> Cost:
    """Give what a whole process costs that reads a file, or nothing, as its standard input."""
    with (source or Path(os.devnull)).open("rb") as stdin:
        process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not (may_refuse and process.returncode == 2):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    # Linux counts the memory in kilobytes, macOS in bytes.
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def medians(commands: list[tuple[list[str], Path | None]], runs: int) -> list[float]:
    """Give the median seconds of several processes, measured in turns."""
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(runs):
        for (command, source), times in zip(commands, taken, strict=True):
            times.append(cost(command, source).seconds)
    return [statistics.median(times) for times in taken]
