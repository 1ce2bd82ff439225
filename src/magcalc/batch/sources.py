"""The rows of a file, in pieces that fit in memory, each row in its place.

A piece is either a list of rows of text, or a polars frame where polars is there and the piece is regular. Both say
the same: a piece of a CSV with a row too long, a stray quote or an odd sign goes the plain way.
"""

import csv
import io
import json
import os
import re
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from magcalc.batch.formats import STDIO, Format
from magcalc.columns import FORMULA_STARTS
from magcalc.errors import MagcalcError, StreamError, missing_extra, quoted
from magcalc.said import say

# Bytes. Small enough that the memory of a piece serves the next one too.
_PIECE = 6_000_000
# A cell longer than this is a quote that was never closed, and a line of JSON longer than it no row.
_LONGEST_CELL = 10_000_000
_ROWS = 100_000
_PLAIN_ROWS = 10_000
_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Rows(NamedTuple):
    """Some rows: lists of texts from a CSV, objects from JSON, whose lines are ``texts``.

    ``problems`` says of a row, by its place, why it cannot be read; ``is_tame`` tells that no cell can begin as a
    formula does.
    """

    rows: list[Any]
    problems: dict[int, str]
    part: int
    texts: list[str] | None = None
    is_tame: bool = False


class Framed(NamedTuple):
    """Some rows as a polars frame; ``is_tame`` where no cell can begin as a formula does.

    ``bare_by`` is the separator of cells of which none has a quote, so that none holds that separator or a line end.
    """

    frame: Any
    part: int
    is_tame: bool = False
    bare_by: str | None = None


Piece = Rows | Framed


class Source(NamedTuple):
    """A file's columns and its pieces.

    ``separator`` is that of a CSV to be written, ``total`` what the parts of all pieces add up to: bytes of a text,
    rows of a Parquet or Arrow file; None where it is not known.
    """

    names: list[str]
    pieces: Iterator[Piece]
    separator: str = ","
    total: int | None = None


@contextmanager
def opened(name: str, form: Format, *, in_frames: bool = True) -> Iterator[Source]:
    """Open a file, or standard input, and read its columns; it is closed afterwards.

    Args:
        name: the file, or ``-``.
        form: its format.
        in_frames: whether pieces of a CSV may be frames; loading an engine is not worth it for a few rows.

    Raises:
        StreamError: when it cannot be read, is no text, holds nothing, or changes while its rows are read.
        MissingExtraError: when its format needs an extra.
    """
    called = say("'standard input'") if name == STDIO else quoted(name, longest=200)
    with ExitStack() as stack:
        try:
            if name != STDIO:
                stream: BinaryIO = stack.enter_context(Path(name).open("rb"))
                size: int | None = Path(name).stat().st_size
            elif sys.stdin is None:
                raise StreamError(say("standard input is closed"), hint=say("name a file, or pipe rows into it"))
            else:
                stream, size = sys.stdin.buffer, None
            state = _state(stream)
            source = _read_columns(stream, called, form, in_frames=in_frames)
        except OSError as error:
            if isinstance(error, MagcalcError):
                raise
            raise _cannot_read(called, error) from error
        source = source._replace(pieces=_unchanged(source.pieces, stream, state, called))
        yield source if form in ("parquet", "arrow") else source._replace(total=size)


def _unchanged(
    pieces: Iterator[Piece], stream: BinaryIO, state: tuple[int, int] | None, called: str
) -> Iterator[Piece]:
    """Give the pieces of a file, and refuse it where it changes: rows may be missing, and one may be half a row."""
    for piece in chain(pieces, [None]):
        if _state(stream) != state:
            raise StreamError(
                say("{file} changed while it was read", file=called),
                hint=say("run it again when nothing writes to it"),
            )
        if piece is not None:
            yield piece


def _state(stream: BinaryIO) -> tuple[int, int] | None:
    """How long a file is and when it was last written, None for what is no file on a disk."""
    try:
        about = os.fstat(stream.fileno())
    except OSError:
        # A stream in memory has no number.
        return None
    return (about.st_size, about.st_mtime_ns) if stat.S_ISREG(about.st_mode) else None


def _read_columns(stream: BinaryIO, called: str, form: Format, *, in_frames: bool) -> Source:
    if form == "ndjson":
        return _of_json(stream, called)
    if form in ("parquet", "arrow"):
        return _of_arrow(stream, called, form)
    return _of_csv(stream, called, form, in_frames=in_frames)


def _cannot_read(called: str, error: Exception) -> StreamError:
    why = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return StreamError(
        say("cannot read {what}: {reason}", what=called, reason=why),
        hint=say("name a file of rows, or - for a stream"),
    )


# CSV.


def _of_csv(stream: BinaryIO, called: str, form: Format, *, in_frames: bool) -> Source:
    blocks = _blocks(stream, called, form)
    first = next(blocks, b"").removeprefix(_MARK)
    if first.startswith(_OTHER_MARKS):
        raise _no_text(called)
    if not first.strip():
        raise StreamError(say("{file} is empty", file=called), hint=say("give a CSV whose first row names its columns"))
    text = _decoded(first, called)
    separator = _separator(first, form)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        names = next(row for row in reader if row)
        rest = b"".join(first.splitlines(keepends=True)[reader.line_num :])
    except csv.Error as error:
        raise _cannot_read(called, error) from error

    def pieces() -> Iterator[Piece]:
        for block in chain([rest] if rest else [], blocks):
            yield from _pieces(block, names, separator, called, in_frames=in_frames)

    return Source(names, pieces(), ";" if separator == ";" else ",")


def _separator(block: bytes, form: Format) -> str:
    """A tab or a comma, or the semicolon that spreadsheets write where the comma is the decimal mark."""
    header = block.split(b"\n", 1)[0]
    return "\t" if form == "tsv" else ";" if header.count(b";") > header.count(b",") else ","


def _blocks(stream: BinaryIO, called: str, form: Format) -> Iterator[bytes]:
    """Cut a stream where a row ends: at a line end with no quote open."""
    rest, separator = b"", ""
    while True:
        try:
            block = stream.read(_PIECE)
        except OSError as error:
            raise _cannot_read(called, error) from error
        if not block:
            break
        block = rest + block if rest else block
        separator = separator or _separator(block, form)
        cut = _last_row_end(block, separator)
        if not cut and len(block) > _LONGEST_CELL + _PIECE:
            cut = block.rfind(b"\n") + 1 or len(block)
        rest = block[cut:]
        if cut:
            yield block[:cut]
    if rest:
        yield rest


def _last_row_end(block: bytes, separator: str) -> int:
    """The place behind the last line end outside quotes, 0 where there is none."""
    if b'"' not in block:
        return block.rfind(b"\n") + 1
    found = _whole_rows(separator).match(block)
    if found is None:
        raise AssertionError("no rows at all are found in any block")
    return found.end()


@cache
def _whole_rows(separator: str) -> re.Pattern[bytes]:
    """As many whole rows as there are. Only a quote that begins a cell opens one; that of a 5" jar is part of it."""
    parts = rb"\r" + re.escape(separator).encode()
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"[^\n%s]*+|[^"\n%s][^\n%s]*+|)' % (parts, parts, parts)
    return re.compile(rb"(?:%s(?:[%s]%s)*+\n)*+" % (cell, parts, cell))


def _decoded(block: bytes, called: str) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError as error:
        raise _no_text(called) from error


def _no_text(called: str) -> StreamError:
    return StreamError(
        say("{file} is not UTF-8 text", file=called), hint=say("convert it, as in: iconv -f LATIN1 -t UTF-8")
    )


def _pieces(block: bytes, names: list[str], separator: str, called: str, *, in_frames: bool) -> Iterator[Piece]:
    frame = _frame_of(block, names, separator) if in_frames else None
    is_tame = not _may_hold_formulas(block, separator.encode())
    if frame is not None:
        yield Framed(frame, len(block), is_tame, None if b'"' in block else separator)
        return
    csv.field_size_limit(2 * _LONGEST_CELL)
    rows, problems = list[list[str]](), dict[int, str]()
    try:
        for row in csv.reader(io.StringIO(_decoded(block, called), newline=""), delimiter=separator):
            if not row:
                continue
            if len(row) != len(names):
                problems[len(rows)] = say(
                    "the row has {cells} cells, and there are {columns} columns", cells=len(row), columns=len(names)
                )
            rows.append((row + [""] * (len(names) - len(row)))[: len(names)] if len(row) != len(names) else row)
            if len(rows) == _PLAIN_ROWS:
                yield Rows(rows, problems, 0, is_tame=is_tame)
                rows, problems = [], {}
    except csv.Error as error:
        raise _cannot_read(called, error) from error
    yield Rows(rows, problems, len(block), is_tame=is_tame)


def _may_hold_formulas(block: bytes, separator: bytes) -> bool:
    """Whether any cell may begin as a formula does; a look at bytes, which is quick."""
    starts = (b"\n", b"\r", b'"', separator)
    return block[:1] in FORMULA_STARTS or any(
        sign in block and any(before + sign in block for before in starts) for sign in FORMULA_STARTS
    )


def engine_is_there() -> bool:
    """Whether the extra for large files is installed; a CSV is answered without it too, only slower."""
    try:
        import polars  # noqa: F401 (loaded for what comes next)
    except ImportError:
        return False
    _let_ctrl_c_through()
    return True


def _let_ctrl_c_through() -> None:
    """Let Ctrl-C end a wait for input again: polars has it go on waiting, since it handles the signal itself."""
    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)


def _frame_of(block: bytes, names: list[str], separator: str) -> Any:
    """The block as a frame of texts, None where it is not regular or polars is missing."""
    if not engine_is_there() or not _is_regular(block, separator):
        return None
    import polars

    try:
        frame = polars.read_csv(
            block,
            has_header=False,
            schema=dict.fromkeys(names, polars.String),
            separator=separator,
        )
    except (polars.exceptions.PolarsError, ValueError):
        return None
    # Polars fills a short row and an empty line with empty cells, so those must be there in the text as well.
    if frame[names[-1]].is_null().any() or len(names) == 1:
        separators = frame.height * (len(names) - 1)
        if len(names) == 1 or b'"' in block or block.count(separator.encode()) != separators:
            return None
    # An empty cell is one, in quotes or not.
    return frame.with_columns(polars.all().replace("", None)) if b'""' in block else frame


def _is_regular(block: bytes, separator: str) -> bool:
    """Whether every reader of CSV finds the same cells: quotes around whole cells alone, and no return alone."""
    if b'"' not in block:
        return block.count(b"\r") == block.count(b"\r\n")
    return _regular_rows(separator).fullmatch(block) is not None


@cache
def _regular_rows(separator: str) -> re.Pattern[bytes]:
    parts = re.escape(separator).encode()
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n%s]*+)' % parts
    row = rb"%s(?:%s%s)*+" % (cell, parts, cell)
    return re.compile(rb"(?:%s\r?\n)*+(?:%s)?+" % (row, row))


# One JSON object a line.


def _of_json(stream: BinaryIO, called: str) -> Source:
    lines = _json_lines(stream, called)
    first = next(lines, None)
    if first is None:
        raise StreamError(say("{file} is empty", file=called), hint=say("give one JSON object a line"))
    record = _record(first)
    names = list(record) if isinstance(record, dict) else []
    return Source(names, _json_pieces(first, lines, names))


def _json_lines(stream: BinaryIO, called: str) -> Iterator[bytes]:
    try:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_CELL), b"")):
            if len(line) == _LONGEST_CELL and not line.endswith(b"\n"):
                while (rest := stream.readline(_LONGEST_CELL)) and not rest.endswith(b"\n"):
                    pass
                # Its beginning alone could be an object that says something else.
                yield b"too long"
            elif stripped := (line.removeprefix(_MARK) if number == 0 else line).strip():
                yield stripped
    except OSError as error:
        raise _cannot_read(called, error) from error


def _json_pieces(first: bytes, lines: Iterator[bytes], names: list[str]) -> Iterator[Rows]:
    rows, problems, texts, size = list[Any](), dict[int, str](), list[str](), 0
    line: bytes | None = first
    while line is not None:
        record = _record(line)
        if isinstance(record, str):
            problems[len(rows)] = record
            record = dict.fromkeys(names)
        rows.append(record)
        texts.append(line.decode(errors="replace"))
        size += len(line) + 1
        if len(rows) == _PLAIN_ROWS:
            yield Rows(rows, problems, size, texts)
            rows, problems, texts, size = [], {}, [], 0
        line = next(lines, None)
    if rows:
        yield Rows(rows, problems, size, texts)


def _record(line: bytes) -> dict[str, Any] | str:
    """The object of a line, or why it is none; its numbers stay as written."""
    try:
        record = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        return say("the line is no JSON")
    return record if isinstance(record, dict) else say("the line is no JSON object")


# Parquet and Arrow.


def _of_arrow(stream: BinaryIO, called: str, form: Format) -> Source:
    try:
        import polars
        import pyarrow
        from pyarrow import ipc, parquet
    except ImportError as error:
        raise missing_extra(say("{format} files need more packages", format=form), "batch") from error
    _let_ctrl_c_through()
    try:
        # Both formats are read from their ends, so a stream is taken in whole.
        file = stream if stream.seekable() else io.BytesIO(stream.read())
        if form == "parquet":
            table = parquet.ParquetFile(file)
            schema, batches = table.schema_arrow, table.iter_batches(batch_size=_ROWS)
            total = table.metadata.num_rows
        else:
            schema, batches, total = _arrow_batches(file, ipc)
    except (pyarrow.ArrowException, OSError) as error:
        raise _cannot_read(called, error) from error

    def pieces() -> Iterator[Piece]:
        rows = 0
        try:
            for batch in batches:
                rows += batch.num_rows
                for start in range(0, batch.num_rows, _ROWS):
                    part = batch.slice(start, _ROWS)
                    yield Framed(polars.from_arrow(part), part.num_rows)
        except (pyarrow.ArrowException, OSError) as error:
            raise _cannot_read(called, error) from error
        if not rows:
            yield Framed(polars.from_arrow(schema.empty_table()), 0)

    return Source(list(schema.names), pieces(), total=total)


def _arrow_batches(file: Any, ipc: Any) -> tuple[Any, Iterator[Any], int | None]:
    """The columns and the batches of an Arrow file, or of an Arrow stream in a file, and how many rows they have."""
    is_file = file.read(6) == b"ARROW1"
    file.seek(0)
    if is_file:
        reader = ipc.open_file(file)
        batches = (reader.get_batch(place) for place in range(reader.num_record_batches))
        return reader.schema, batches, reader.count_rows()
    stream = ipc.open_stream(file)
    return stream.schema, iter(stream), None
