"""TOML files that people write: read with suspicion, refused in one line."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from magcalc.errors import StreamError, TableError, quoted


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
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except OSError as error:
        raise StreamError(f"cannot read {quoted(path.name)}: {error.strerror}", hint="check the path") from error
    if len(raw) > largest:
        raise TableError(f"{quoted(path.name)} is larger than {largest // 1024} KiB", hint=hint)
    try:
        # Windows editors put a mark in front of UTF-8.
        return tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise TableError(f"{quoted(path.name)} is not UTF-8 text", hint="save it as UTF-8") from error
    except RecursionError as error:
        raise TableError(f"{quoted(path.name)} is nested too deeply", hint=hint) from error
    except ArithmeticError as error:
        raise TableError(f"{quoted(path.name)} holds a number out of all range", hint=hint) from error
    except ValueError as error:
        raise TableError(f"{quoted(path.name)} is no TOML: {_one_line(error)}", hint=hint) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
