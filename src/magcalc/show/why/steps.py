"""A step of arithmetic: what it finds, the sum with its numbers, and the row and the work they come from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from magcalc.interval import Interval
from magcalc.show.encode import json_text, number_text
from magcalc.show.language import tell, told_number
from magcalc.show.listing import write_rows
from magcalc.show.terminal import Output


class Step(NamedTuple):
    """One step; ``row`` is the table and the record in it, ``source`` an id of the sources table."""

    what: str
    arithmetic: str
    row: str | None = None
    source: str | None = None


def exact(number: Decimal) -> str:
    """Write a number with at most six decimals; a hand calculation needs no more."""
    return told_number(number_text(number))


def ends(interval: Interval, unit: str = "mg") -> str:
    """Write low, typical and high, as far as they differ.

    >>> ends(Interval(Decimal(200), Decimal(200), Decimal(282)))
    '200 to 282 mg, usually 200 mg'
    """
    if interval.is_exact:
        return f"{exact(interval.low)} {unit}"
    return tell(
        "{low} to {high} {unit}, usually {typical} {unit}",
        low=exact(interval.low),
        high=exact(interval.high),
        typical=exact(interval.typical),
        unit=unit,
    )


def added(parts: Sequence[Interval], total: Interval) -> str:
    """Write a sum of ranges, end by end where they differ.

    >>> added([Interval.exactly(Decimal(1)), Interval.exactly(Decimal(2))], Interval.exactly(Decimal(3)))
    '1 + 2 = 3 mg'
    """
    sums = {
        end: " + ".join(exact(getattr(part, end)) for part in parts) + f" = {exact(getattr(total, end))} mg"
        for end in ("low", "typical", "high")
    }
    if len(set(sums.values())) == 1:
        return sums["typical"]
    return tell("low {low}; usual {typical}; high {high}", **sums)


def write_steps(of: str, steps: Sequence[Step], out: Output, origin: str | None = None) -> None:
    """Write the steps of an answer, numbered, in the format that was asked for."""
    rows = [{"step": number, **step._asdict()} for number, step in enumerate(steps, start=1)]
    if out.form == "json":
        record = {"schema": "magcalc/why/1", "of": of, "steps": rows}
        out.line(json_text(record if origin is None else {**record, "forms_file": origin}))
    elif out.form in ("ndjson", "csv"):
        write_rows(rows, out, origin)
    elif out.form == "screen":
        _draw(steps, out)
    else:
        for number, step in enumerate(steps, start=1):
            out.line(f"{number}. {step.what}: {step.arithmetic}{_where(step)}")
    if origin is not None and out.form in ("plain", "screen"):
        out.line(f"{tell('forms from')}: {origin}")


def _where(step: Step) -> str:
    row = "" if step.row is None else f" ({step.row})"
    return row if step.source is None else f"{row} [{step.source}]"


def _draw(steps: Sequence[Step], out: Output) -> None:
    from rich.table import Table
    from rich.text import Text

    from magcalc.errors import escaped

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim")
    table.add_column(overflow="fold")
    for number, step in enumerate(steps, start=1):
        table.add_row(f"{number}.", Text.assemble((f"{escaped(step.what)}: ", "bold"), escaped(step.arithmetic)))
        if where := _where(step):
            table.add_row("", Text(escaped(where.strip()), style="dim"))
    out.draw(table)
