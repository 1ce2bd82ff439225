"""A converted amount."""

from typing import NamedTuple

from magcalc.interval import Interval
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell
from magcalc.show.listing import write_rows
from magcalc.show.numbers import span
from magcalc.show.terminal import Output


class Conversion(NamedTuple):
    """A converted amount: what was asked, the form it went through, and the value in the wanted unit."""

    text: str
    form: str | None
    unit: str
    value: Interval


def write_conversion(conversion: Conversion, out: Output, origin: str | None) -> None:
    """Write a conversion: the value alone would hide a range, so the range stands beside it."""
    value = conversion.value
    record: Record = {
        "schema": "magcalc/convert/1",
        "text": conversion.text,
        "form": conversion.form,
        "unit": conversion.unit,
        "value": range_record(value),
    }
    if origin is not None:
        record["forms_file"] = origin
    if out.form in ("json", "ndjson"):
        out.line(json_text(record))
    elif out.form == "csv":
        row: Record = {"text": conversion.text, "form": conversion.form, "unit": conversion.unit}
        write_rows([{**row, **range_record(value)}], out, origin)
    else:
        # Between units nothing is estimated; through a form the percentage carries four figures.
        figures = 6 if conversion.form is None else 4
        out.line(f"{conversion.text} = {span(value, unit=conversion.unit, at_least=figures)}")
        if origin is not None:
            out.line(f"{tell('forms from')}: {origin}")
