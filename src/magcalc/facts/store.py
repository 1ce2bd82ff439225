"""Where the tables lie, and how a command reads only the records that it needs.

A whole table takes longer to parse than the rest of a command. Every table is therefore written so that each
record starts with its own ``[key]`` line at the left edge and each value stays on one line; cut at those lines, a
record is TOML by itself. A test holds every table to that and compares the cut with a plain parse.
"""

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from magcalc.errors import TableError
from magcalc.said import say

# What to do where our own tables are missing or damaged.
REINSTALL = say("install magcalc again")

_RECORD = re.compile(r"^\[([a-z][a-z0-9-]*)\]$", re.MULTILINE)


class DataFile:
    """One table, cut into its records.

    Args:
        name: the file's name, for messages.
        text: the whole file.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        starts = list(_RECORD.finditer(text))
        ends = [start.start() for start in starts[1:]] + [len(text)]
        self._texts = {start[1]: text[start.start() : end] for start, end in zip(starts, ends, strict=True)}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all records, in the order of the file."""
        return tuple(self._texts)

    def text(self, key: str) -> str:
        """The record as it stands in the file."""
        return self._texts[key]

    def record(self, key: str) -> dict[str, Any]:
        """One record, parsed, its numbers as Decimal and its own key under ``key``."""
        parsed: dict[str, Any] = tomllib.loads(self._texts[key], parse_float=Decimal)[key]
        return {"key": key, **parsed}


def data_folder() -> Path:
    """Give the folder of the tables: the packaged copy, else the one of the checkout.

    The checkout's folder counts only where ``pyproject.toml`` lies beside it, so that a stray folder called
    data is never taken for ours.

    Raises:
        TableError: when neither is there.
    """
    package = Path(__file__).parent.parent
    packaged = package / "data"
    if packaged.is_dir():
        return packaged
    checkout = package.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data").is_dir():
        return checkout / "data"
    raise TableError(say("the tables of magcalc are missing"), hint=REINSTALL)


@cache
def data_file(name: str) -> DataFile:
    """Read one of our tables by its bare name, once a process.

    >>> "efsa" in data_file("limits").keys
    True
    """
    return DataFile(f"{name}.toml", data_text(name))


@cache
def data_text(name: str) -> str:
    """Read the text of one of our tables by its bare name.

    Raises:
        TableError: when it cannot be read.
    """
    path = data_folder() / f"{name}.toml"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise TableError(
            say("cannot read {what}: {reason}", what=path.name, reason=error.strerror or ""), hint=REINSTALL
        ) from error
