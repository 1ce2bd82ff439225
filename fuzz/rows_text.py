"""Fuzz files of rows: any text as a CSV.

What must hold for any text:

* it is answered or refused with a hint, in time;
* row by row, by an engine, and looked up, it is answered to the same letter;
* every row comes back in its place, its own cells as they were;
* a row is answered as ``dose`` answers it, and is refused where ``dose`` refuses it.
"""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from dose_text import WORDS as DOSE_WORDS
from dose_text import answered as dose_of
from harness import in_time, run
from magcalc.batch import repeats
from magcalc.batch.run import Choices, answer_all
from magcalc.batch.sources import opened
from magcalc.calc.dose import Dose
from magcalc.errors import MagcalcError

WORDS = [
    *DOSE_WORDS,
    *("dose\n", "amount,unit,form\n", "dose;note\n", "amount", "unit", "form", "dose", "per_day", "age", "basis"),
    *(
        '"',
        '""',
        ",",
        ";",
        "\n",
        "\r\n",
        "\n\n",
        "=",
        "@",
        "\t",
        "'",
        "compound",
        "elemental",
        "\ufeff",
        "\x00",
        "\udcff",
    ),
]
_FILE = Path(tempfile.mkdtemp(prefix="magcalc-fuzz-")) / "rows.csv"
_ADDED = 9
# Seconds in which an engine is given its plan, however few the rows.
_PLANNING = 0.5
# What a spreadsheet would run, and gets an apostrophe in front.
_FORMULA_STARTS = "=+-@\t\r\x00"

Rows = list[list[str]]


def check(text: str) -> None:
    """Assert all that must hold for a text."""
    plainly = in_time(lambda given: answer(given, in_frames=False), text)
    assert in_time(answer, text, _PLANNING) == plainly, "an engine answers otherwise"
    with every_row_looked_up():
        assert answer(text) == plainly, "looked up, a row is answered otherwise"
    if plainly.startswith("refused: "):
        return
    given, answers = rows_of(text.encode("utf-8", "surrogateescape").decode("utf-8-sig")), rows_of(plainly)
    assert len(given) == len(answers), "a row is lost or made up"
    names = given[0]
    for row, found in zip(given[1:], answers[1:], strict=True):
        own, added = found[: len(names)], found[-_ADDED:]
        assert [defused(cell) for cell in fitted(row, names)] == own, "a cell of its own is changed"
        if len(row) == len(names):
            check_row(dict(zip(names, row, strict=True)), added)


def answer(text: str, *, in_frames: bool = True) -> str:
    """Answer a CSV, or give the refusal; ``in_frames`` lets an engine do it."""
    _FILE.write_bytes(text.encode("utf-8", "surrogateescape"))
    pieces: list[bytes] = []
    try:
        with opened(str(_FILE), "csv", in_frames=in_frames) as source:
            answer_all(source, "csv", pieces.append, Choices({}))
    except MagcalcError as error:
        assert error.hint, "a refusal does not say what to type"
        return f"refused: {error.message}"
    return b"".join(pieces).decode("utf-8")


@contextmanager
def every_row_looked_up() -> Iterator[None]:
    """Let rows be looked up however few of them repeat."""
    usual = repeats._ROWS_PER_DOSE
    repeats._ROWS_PER_DOSE = 0
    try:
        yield
    finally:
        repeats._ROWS_PER_DOSE = usual


def rows_of(text: str) -> Rows:
    """The rows of a CSV that have any cell."""
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]


def fitted(row: list[str], names: list[str]) -> list[str]:
    """A row with as many cells as there are columns."""
    return (row + [""] * len(names))[: len(names)]


def defused(cell: str) -> str:
    """A cell as a spreadsheet is to get it: a sign in front makes a number no formula."""
    if cell[:1] not in _FORMULA_STARTS or not cell:
        return cell
    is_number = cell[0] in "+-" and cell[1:] != "" and set(cell[1:]) <= set("0123456789.,")
    return cell if is_number else f"'{cell}"


def check_row(row: dict[str, str], added: list[str]) -> None:
    """Assert that a row of a dose, and nothing beside it, is answered as the dose is."""
    beside = {"per_day", "age", "sex", "basis", "grade", "counts_as"} & {name for name, cell in row.items() if cell}
    if beside or ("dose" in row and "amount" in row):
        return
    if "dose" in row:
        dose, error = dose_of(row["dose"]), added[-1]
        assert (dose is None) == bool(error), f"{row['dose']!r} is refused by one alone: {error}"
    else:
        dose = dose_of(" ".join(row.get(name, "") for name in ("amount", "unit", "form")))
    if dose is not None and not added[-1]:
        check_answer(dose, added)


def check_answer(dose: Dose, added: list[str]) -> None:
    """Assert that the added cells are the dose's."""
    for mg, cell in zip((dose.elemental.low, dose.elemental.typical, dose.elemental.high), added, strict=False):
        # Six decimals, of a float with sixteen figures.
        assert abs(Decimal(cell) - mg) <= max(Decimal("0.0000006"), mg * Decimal("1e-15")), f"{cell}, not {mg} mg"
    assert added[5:7] == [limit.status for limit in dose.limits], "a status is another"
    assert added[7] == ("" if dose.split is None else str(len(dose.split.doses))), "the split is another"


if __name__ == "__main__":
    run(check, "rows", WORDS)
