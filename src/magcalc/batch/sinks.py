"""What rows are written to: CSV, JSON lines, Parquet and Arrow, each from rows in Python or from a polars frame."""

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from magcalc.batch.formats import Format
from magcalc.columns import FORMULA_STARTS
from magcalc.errors import StreamError, missing_extra
from magcalc.said import say

Write = Callable[[bytes], object]
# A number with a sign is no formula.
_FORMULA_STARTS = frozenset(sign.decode() for sign in FORMULA_STARTS)
_FORMULA = r"^(?:[=@\t\r\x00]|[+\-]$|[+\-].*[^0-9.,])"


class Sink(Protocol):
    """Where rows go, all with the same columns. ``close`` writes what a format has at its end."""

    def rows(self, rows: Sequence[Sequence[Any]], *, is_tame: bool = False) -> None:
        """Write rows of plain values; in tame ones no text begins as a formula does."""

    def frame(self, frame: Any, *, is_tame: bool = False, bare_by: str | None = None) -> None:
        """Write a polars frame, tame or not; with ``bare_by`` between them, its cells need no quotes."""

    def close(self) -> None:
        """End the file."""


def sink(form: Format, write: Write, names: list[str], kinds: Mapping[str, type], separator: str = ",") -> Sink:
    """Begin a file of some columns.

    Args:
        form: its format.
        write: takes the bytes.
        names: its columns.
        kinds: float, int or str for the columns of which that is known.
        separator: between the cells of a CSV.

    Raises:
        MissingExtraError: when the format needs an extra.
    """
    if form in ("csv", "tsv"):
        return CsvSink(write, names, "\t" if form == "tsv" else separator)
    if form == "ndjson":
        return JsonSink(write, names)
    return ArrowSink(form, write, names, kinds)


class CsvSink:
    """A CSV; what a spreadsheet would run gets an apostrophe in front."""

    def __init__(self, write: Write, names: list[str], separator: str) -> None:
        self._write, self.separator = write, separator
        self._header: list[str] | None = names

    def rows(self, rows: Sequence[Sequence[Any]], *, is_tame: bool = False) -> None:
        """Write rows of values; a float as the shortest text that is it."""
        self._begin()
        self._rows(rows, is_tame=is_tame)

    def _begin(self) -> None:
        """Write the names of the columns, once there is something to write under them."""
        if self._header is not None:
            header, self._header = self._header, None
            self._rows([header], is_tame=False)

    def _rows(self, rows: Sequence[Sequence[Any]], *, is_tame: bool) -> None:
        self._write(self._text(rows, is_tame=is_tame).encode(errors="surrogatepass"))

    def _text(self, rows: Sequence[Sequence[Any]], *, is_tame: bool) -> str:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=self.separator, lineterminator="\n")
        writer.writerows(rows if is_tame else [[_defused(cell) for cell in row] for row in rows])
        return buffer.getvalue()

    def rest_of_row(self, cells: Sequence[Any]) -> str:
        """Give the text of the last cells of a row."""
        return self._text([cells], is_tame=False).removesuffix("\n")

    def frame(self, frame: Any, *, is_tame: bool = False, bare_by: str | None = None) -> None:
        """Write a frame."""
        import polars

        self._begin()
        texts = [name for name, kind in frame.schema.items() if kind == polars.String and not is_tame]
        odd = frame.select(polars.col(texts).str.contains(_FORMULA).any()).row(0) if texts else ()
        for name, has_formula in zip(texts, odd, strict=True):
            if has_formula:
                cell = polars.col(name)
                defused = polars.when(cell.str.contains(_FORMULA)).then(polars.lit("'") + cell).otherwise(cell)
                frame = frame.with_columns(defused.alias(name))
        stream, cells = _Stream(self._write), _as_cells(frame)
        # Looking for what needs quotes takes longer than writing it.
        quotes: Any = "never" if bare_by == self.separator else "necessary"
        stream.taking(
            lambda: cells.write_csv(stream, include_header=False, separator=self.separator, quote_style=quotes)
        )

    def close(self) -> None:
        """Nothing ends a CSV; one without rows has its header."""
        self._begin()


def _defused(cell: Any) -> Any:
    if not isinstance(cell, str) or cell[:1] not in _FORMULA_STARTS or not cell:
        return cell
    is_number = cell[0] in "+-" and cell[1:] and all(sign in "0123456789.," for sign in cell[1:])
    return cell if is_number else f"'{cell}"


def _as_cells(frame: Any) -> Any:
    """A frame without what a CSV cannot hold: lists and records as their JSON."""
    import polars

    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    for name in nested:
        values = [None if value is None else json.dumps(value, default=_other) for value in frame[name].to_list()]
        frame = frame.with_columns(polars.Series(name, values, dtype=polars.String))
    return frame


class JsonSink:
    """One JSON object a line, in ASCII."""

    def __init__(self, write: Write, names: list[str]) -> None:
        self._write, self._keys = write, [json.dumps(name) for name in names]

    def rows(self, rows: Sequence[Sequence[Any]], *, is_tame: bool = False) -> None:  # noqa: ARG002 (no formulas)
        """Write rows of values."""
        self._write("".join(f"{{{self._members(row)}}}\n" for row in rows).encode())

    def _members(self, row: Sequence[Any]) -> str:
        return ", ".join(f"{key}: {json_value(value)}" for key, value in zip(self._keys, row, strict=True))

    def frame(self, frame: Any, *, is_tame: bool = False, bare_by: str | None = None) -> None:  # noqa: ARG002
        """Write a frame."""
        self.rows(frame.rows())

    def extended(self, texts: Sequence[str], answers: Sequence[str]) -> None:
        """Write objects as they were, with the members of an answer behind their own."""
        lines = []
        for text, answer in zip(texts, answers, strict=True):
            inner = text[:-1].rstrip()
            lines.append(f"{inner}{'' if inner.endswith('{') else ', '}{answer}}}\n")
        self._write("".join(lines).encode(errors="replace"))

    def close(self) -> None:
        """Nothing ends lines of JSON."""


def json_value(value: Any) -> str:
    """Give a value as JSON: whole floats as whole numbers, and what JSON has no word for as null.

    >>> json_value(200.0), json_value(0.5), json_value(float("nan"))
    ('200', '0.5', 'null')
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            return "null"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, default=_other)


def _other(value: Any) -> Any:
    """A number within a list stays one; a date is its text."""
    return float(value) if isinstance(value, Decimal) else str(value)


class ArrowSink:
    """A Parquet file or an Arrow file; the first rows settle the kinds of its columns."""

    def __init__(self, form: Format, write: Write, names: list[str], kinds: Mapping[str, type]) -> None:
        try:
            import polars
            import pyarrow
        except ImportError as error:
            raise missing_extra(say("{format} files need more packages", format=form), "batch") from error
        self._polars, self._arrow = polars, pyarrow
        self._form, self._names, self._stream = form, names, _Stream(write)
        own = {float: polars.Float64, int: polars.Int64, str: polars.String}
        self._kinds = {name: own[kind] for name, kind in kinds.items()}
        self._writer: Any = None
        self._schema: Any = None

    def rows(self, rows: Sequence[Sequence[Any]], *, is_tame: bool = False) -> None:  # noqa: ARG002 (no formulas)
        """Write rows of values."""
        frame = self._polars.DataFrame(
            [dict(zip(self._names, map(_plain, row), strict=True)) for row in rows],
            schema=self._names,
            schema_overrides=self._kinds,
            infer_schema_length=None,
            strict=False,
        )
        self.frame(frame)

    def frame(self, frame: Any, *, is_tame: bool = False, bare_by: str | None = None) -> None:  # noqa: ARG002
        """Write a frame; a column that was all null so far gets its kind when there is one."""
        if self._writer is None:
            nulls = [name for name, kind in frame.schema.items() if kind == self._polars.Null]
            frame = frame.with_columns(self._polars.col(nulls).cast(self._polars.String))
            self._schema = frame.schema
        elif frame.schema != self._schema:
            frame = self._fitted(frame)
        table = frame.to_arrow()
        if self._writer is None:
            self._stream.taking(lambda: self._begin(table.schema))
        self._stream.taking(lambda: self._writer.write_table(table.cast(self._writer_schema)))

    def _fitted(self, frame: Any) -> Any:
        """Give later rows the kinds of the first; what would not be the same then, such as 3.5 as 3, is refused."""
        try:
            fitted = frame.cast(self._schema)
            if fitted.cast(frame.schema).equals(frame):
                return fitted
        except self._polars.exceptions.PolarsError:
            # A text that is no number.
            pass
        raise StreamError(
            say("the rows do not fit the columns that the first rows had"), hint=say("write CSV or NDJSON instead")
        )

    def _begin(self, schema: Any) -> None:
        self._writer_schema = schema
        if self._form == "parquet":
            from pyarrow import parquet

            self._writer = parquet.ParquetWriter(self._stream, schema)
        else:
            from pyarrow import ipc

            self._writer = ipc.new_file(self._stream, schema)

    def close(self) -> None:
        """Write the end, without which nobody can read the file."""
        if self._writer is None:
            self.rows([])
        self._stream.taking(self._writer.close)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


class _Stream(io.RawIOBase):
    """What engines write to: it only ever goes forward, and keeps why it could not."""

    def __init__(self, write: Write) -> None:
        self._send, self._place = write, 0
        self._failure: BaseException | None = None
        self._is_taking = False

    def taking(self, action: Callable[[], object]) -> None:
        """Let an engine write; its own words for a failure say less than what failed here."""
        self._is_taking = True
        try:
            action()
        finally:
            self._is_taking = False
            if self._failure is not None:
                raise self._failure

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        # An engine that was left half way, after a refusal, ends its file when Python throws it away: for nobody.
        if not self._is_taking:
            return len(data)
        try:
            self._send(bytes(data))
        except BaseException as failure:
            self._failure = failure
            raise
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place
