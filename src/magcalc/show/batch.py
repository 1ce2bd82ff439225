"""What ``magcalc batch`` tells on standard error: how far it is, and what it found."""

import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from magcalc.batch.run import Summary
from magcalc.calc.limits import STATUSES
from magcalc.said import Said, fact, listed, say, say_count
from magcalc.show.checks import STATUSES as STATUS_WORDS
from magcalc.show.language import told_to_person
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
    # Whatever is written to standard output, this is for the person.
    for line in _lines(summary, limits, groups=groups):
        out.line(told_to_person(line))
    if could_gain:
        gain = say("pip install 'magcalc[batch]' answers large files in a quarter of the time, and reads Parquet")
        out.line(f"hint: {told_to_person(gain)}")


def _lines(summary: Summary, limits: dict[str, str], *, groups: bool) -> Iterator[Said]:
    rows = say_count("{count} row", "{count} rows", summary.rows)
    if summary.refused:
        rows = say("{rows}, {count} could not be read", rows=rows, count=summary.refused)
    yield rows
    for key, counts in summary.statuses.items():
        if not any(counts.values()):
            continue
        short = fact(limits[key])
        found = listed(
            say("{count} {status}", count=counts[status], status=STATUS_WORDS[status])
            for status in STATUSES
            if counts[status]
        )
        if groups:
            yield say("{limit}: groups: {statuses}", limit=short, statuses=found)
        else:
            yield say("{limit}: {statuses}", limit=short, statuses=found)


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
