"""TOML files that people write: read with suspicion, refused in one line."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from magcalc.errors import StreamError, TableError, quoted
from magcalc.said import say


def read_toml(path: Path, largest: int, hint: str) -> dict[str, Any]:
    """Read a TOML file that a person wrote, its numbers as Decimal.

    Args:
        path: the file.
        largest: the most bytes that it may have.
        hint: what to say where it is not as it should be.

    Raises:
        StreamError: when it cannot be read.
        TableError: when it is too large, or no TOML.
    """
    name = quoted(path.name)
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except OSError as error:
        raise StreamError(
            say("cannot read {what}: {reason}", what=name, reason=error.strerror or ""), hint=say("check the path")
        ) from error
    if len(raw) > largest:
        raise TableError(say("{file} is larger than {kib} KiB", file=name, kib=largest // 1024), hint=hint)
    try:
        # Windows editors put a mark in front of UTF-8.
        return tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise TableError(say("{file} is not UTF-8 text", file=name), hint=say("save it as UTF-8")) from error
    except RecursionError as error:
        raise TableError(say("{file} is nested too deeply", file=name), hint=hint) from error
    except ArithmeticError as error:
        raise TableError(say("{file} holds a number out of all range", file=name), hint=hint) from error
    except ValueError as error:
        raise TableError(say("{file} is no TOML: {reason}", file=name, reason=_one_line(error)), hint=hint) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
