"""The formats of files of rows, told by a file's name or by a word."""

from pathlib import Path
from typing import Literal, get_args

from magcalc.errors import ChoiceError, quoted
from magcalc.said import say

Format = Literal["csv", "tsv", "ndjson", "parquet", "arrow"]
FORMATS: tuple[Format, ...] = get_args(Format)
STDIO = "-"
_ENDINGS: dict[str, Format] = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".parquet": "parquet",
    ".pq": "parquet", ".arrow": "arrow", ".ipc": "arrow", ".feather": "arrow",
}  # fmt: skip


def format_called(word: str) -> Format:
    """Give the format that a word names.

    Raises:
        ChoiceError: when it names none.

    >>> format_called("NDJSON")
    'ndjson'
    """
    for known in FORMATS:
        if word.strip().casefold() == known:
            return known
    raise ChoiceError(
        say("the format {format} is unknown", format=quoted(word)),
        hint=say("type one of {choices}", choices=", ".join(FORMATS)),
    )


def format_of(name: str, option: str) -> Format:
    """Give the format that a file's name ends with; CSV for a stream.

    Raises:
        ChoiceError: when it ends with none that is known.

    >>> format_of("shelf.parquet", "--from"), format_of("-", "--from")
    ('parquet', 'csv')
    """
    if name == STDIO:
        return "csv"
    known = format_ending(name)
    if known is None:
        raise ChoiceError(
            say("{file} does not say its format", file=quoted(name, longest=200)),
            hint=say("use {option}, or one of {endings}", option=option, endings=", ".join(_ENDINGS)),
        )
    return known


def format_ending(name: str) -> Format | None:
    """Give the format that a file's name ends with, None where it ends with none.

    >>> format_ending("shelf.TSV"), format_ending("shelf.txt")
    ('tsv', None)
    """
    return _ENDINGS.get(Path(name).suffix.casefold())
