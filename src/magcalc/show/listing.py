"""A list of rows as a table on a screen, as aligned lines, as CSV and as NDJSON."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from magcalc.errors import escaped
from magcalc.show.encode import csv_line, json_text
from magcalc.show.language import told
from magcalc.show.terminal import Output

# A terminal of fewer columns shows only what matters most.
_WIDE = 100
# And one of fewer than these breaks lines wherever it must, rather than cut anything off.
_NARROW = 80
# So does one that leaves a column of text fewer than these beside the numbers.
_LEAST_FOR_TEXT = 8
_GAP = 2


class Column(NamedTuple):
    """A column for people: its heading, whether its cells are numbers, and how it behaves on a narrow screen."""

    heading: str
    is_number: bool = False
    may_wrap: bool = False
    only_if_wide: bool = False


def write_rows(records: Sequence[dict[str, object]], out: Output, origin: str | None = None) -> None:
    """Write records for machines: one JSON object a line, or CSV with a header.

    There is at least one, and all have the same fields. The user's own form table, where one was in use, is named
    in each.
    """
    if origin is not None:
        records = [{**record, "forms_file": origin} for record in records]
    if out.form == "ndjson":
        for record in records:
            out.line(json_text(record))
        return
    out.line(csv_line(records[0]))
    for record in records:
        out.line(csv_line(record.values()))


def write_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], out: Output) -> None:
    """Write rows for people: drawn on a screen, aligned by spaces in a pipe."""
    if out.form == "screen":
        _draw_table(columns, rows, out)
        return
    widths = [max(len(cell) for cell in cells) for cells in zip([told(c.heading) for c in columns], *rows, strict=True)]
    for row in ([told(column.heading) for column in columns], *rows):
        cells = [
            cell.rjust(width) if column.is_number else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns, strict=True)
        ]
        out.line("  ".join(cells).rstrip())


def _draw_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], out: Output) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    shown = [index for index, column in enumerate(columns) if out.width >= _WIDE or not column.only_if_wide]
    columns = [columns[index] for index in shown]
    rows = [[row[index] for index in shown] for row in rows]
    breaks = out.width < max(_NARROW, _least_width(columns, rows))
    for column in columns:
        justify: Literal["right", "left"] = "right" if column.is_number else "left"
        table.add_column(
            told(column.heading), justify=justify, no_wrap=not (column.may_wrap or breaks), overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(escaped(cell)) for cell in row))
    out.draw(table)


def _least_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """The columns that a terminal needs to break no line but of text."""
    widths = (max(map(len, cells)) for cells in zip([told(column.heading) for column in columns], *rows, strict=True))
    least = (
        min(width, _LEAST_FOR_TEXT) if column.may_wrap else width for column, width in zip(columns, widths, strict=True)
    )
    return sum(least) + _GAP * len(columns)


def write_facts(facts: Sequence[tuple[str, str]], out: Output) -> None:
    """Write labelled lines, drawn in two columns on a screen; an empty label goes on with the one before."""
    if out.form != "screen":
        for label, text in facts:
            out.line(f"{label}: {text}" if label else f"  {text}")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, text in facts:
        table.add_row(label, Text(escaped(text)))
    out.draw(table)
