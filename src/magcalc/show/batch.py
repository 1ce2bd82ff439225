"""What ``magcalc batch`` tells on standard error: how far it is, and what it found."""

import sys
import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

from magcalc.batch.run import Summary
from magcalc.calc.limits import STATUSES
from magcalc.show.terminal import Output

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds before a bar is worth drawing.
_PATIENCE = 1.0


def write_summary(summary: Summary, limits: dict[str, str], *, groups: bool, could_gain: bool) -> None:
    """Write how many rows there were, how many could not be read, the statuses by limit, and what an extra gains."""
    if sys.stderr is None:
        return
    out = Output("plain", stream=sys.stderr)
    refused = f", {summary.refused} could not be read" if summary.refused else ""
    out.line(f"{_counted(summary.rows, 'row')}{refused}")
    what = "groups: " if groups else ""
    for key, counts in summary.statuses.items():
        if told := _told(counts):
            out.line(f"{limits[key]}: {what}{told}")
    if could_gain:
        out.line("hint: pip install 'magcalc[batch]' answers large files in a quarter of the time, and reads Parquet")


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Bar:
    """A bar on standard error, where that is a terminal and the work takes a while.

    Args:
        total: how much there is to do; without it there is nothing to measure by.
    """

    def __init__(self, total: int | None) -> None:
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._total = total if is_terminal else None
        self._begun = time.monotonic()
        self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, done: int) -> None:
        """Tell that so much more is done."""
        self._done += done
        if not self._total or time.monotonic() - self._begun < _PATIENCE:
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("batch", total=self._total)
        if self._task is not None:
            self._bar.update(self._task, completed=self._done)

    def __enter__(self) -> "Bar":
        """Give the bar."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Take it off the screen."""
        if self._bar is not None:
            self._bar.stop()
