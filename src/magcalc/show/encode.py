"""JSON and CSV as text: numbers plain and at most six decimals, text cells safe for a spreadsheet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from magcalc.interval import EXACT, Interval, plain

Record = dict[str, object]

_SIX_DECIMALS = Decimal("0.000001")
# A spreadsheet takes a text cell that starts like this for a formula, quoted or not (CWE-1236).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def number_text(value: Decimal) -> str:
    """Give a number for a machine.

    >>> number_text(Decimal("11.5993416991")), number_text(Decimal("0.00"))
    ('11.599342', '0')
    """
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        value = value.quantize(_SIX_DECIMALS, rounding=ROUND_HALF_UP, context=EXACT)
    return plain(value)


def json_text(value: object) -> str:
    r"""Give a value as JSON on one line, in ASCII, so that any stream carries it and no terminal acts on it.

    The standard encoder would write a Decimal as a float and small floats with an exponent.

    >>> json_text({"mg": Decimal("200.0"), "text": "µ"})
    '{"mg": 200, "text": "\\u00b5"}'
    """
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {json_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(json_text(inner) for inner in value) + "]"
    return json.dumps(value)


def range_record(interval: Interval) -> Record:
    """Give an interval as a JSON object.

    >>> json_text(range_record(Interval.exactly(Decimal(250))))
    '{"low": 250, "typical": 250, "high": 250}'
    """
    return {**interval._asdict()}


def csv_line(cells: Iterable[object]) -> str:
    """Give one CSV line. Text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> csv_line(["=1+1", Decimal("-0.5"), None])
    "'=1+1,-0.5,"
    """
    import csv
    import io

    buffer = io.StringIO()
    # The line's own end is left to the writer of lines; naming it here is what gets cells with one quoted.
    csv.writer(buffer, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return buffer.getvalue().removesuffix("\r\n")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value)
    text = value if isinstance(value, str) else json_text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text
