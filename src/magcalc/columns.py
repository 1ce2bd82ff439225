"""The columns of a table of doses: what they may be called, which must be there, and which are added."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from magcalc.calc.rate import RateBook
from magcalc.errors import ChoiceError, quoted

# What a table may say, by our own names for its columns.
COLUMNS = ("dose", "amount", "unit", "form", "grade", "basis", "per_day", "age", "sex", "counts_as")
# A whole dose as text leaves these to be told beside it.
BESIDE_A_DOSE = ("dose", "grade", "basis", "per_day", "age", "sex", "counts_as")
# A spreadsheet takes a cell that starts like this for a formula (CWE-1236).
FORMULA_STARTS = (b"=", b"+", b"-", b"@", b"\t", b"\r", b"\0")
NO_AMOUNT = "there is no amount"
NO_DOSE = "the amount is no dose: it is not above zero, or larger than any"
# A plain number as text: what our grammar reads as one thing only. The rest is read by the grammar itself.
PLAIN_NUMBER = r"^(?:0|[1-9][0-9]{0,8})(?:\.(?:[0-9]{1,2}|[0-9]{4,6}))?$|^0\.[0-9]{3}$|^[1-9][0-9]{3,8}\.[0-9]{3}$"


def known_columns(found: Sequence[str], called: Mapping[str, str], by: Iterable[str] = ()) -> dict[str, str]:
    """Give our names for the columns of a table, each with the table's own name for it.

    Args:
        found: the table's own names.
        called: our name to the table's, where they differ.
        by: the table's columns to group by, which must be there too.

    Raises:
        ChoiceError: when a column is missing, named twice, or none of a dose's.

    >>> known_columns(["Menge", "unit", "form"], {"amount": "Menge"})
    {'amount': 'Menge', 'unit': 'unit', 'form': 'form'}
    """
    _check_names(found, called)
    by_case = {name.strip().casefold(): name for name in reversed(found)}
    named = {ours: called.get(ours) or (ours if ours in found else by_case.get(ours)) for ours in COLUMNS}
    known = {ours: theirs for ours, theirs in named.items() if theirs is not None}
    if "dose" in known:
        known = {ours: theirs for ours, theirs in known.items() if ours in BESIDE_A_DOSE}
    for needed in () if "dose" in known else ("amount", "form"):
        if needed not in known:
            raise _missing(needed, needed, found)
    for name in by:
        if name not in found:
            raise _missing(f"{quoted(name)} to group by", name, found)
    return known


def _check_names(found: Sequence[str], called: Mapping[str, str]) -> None:
    """Refuse columns that are called what no column is, or two things at once."""
    for ours, theirs in called.items():
        if ours not in COLUMNS:
            raise ChoiceError(f"{quoted(ours)} is no column of a dose", hint="columns are " + ", ".join(COLUMNS))
        if theirs not in found:
            raise _missing(f"{quoted(theirs)} (for {ours})", theirs, found)
    for theirs in called.values():
        if len(both := [ours for ours, their in called.items() if their == theirs]) > 1:
            raise ChoiceError(
                f"the column {quoted(theirs)} cannot be {' and '.join(both)}", hint="give each of them a column"
            )
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise ChoiceError(f"there are two columns {quoted(twice[0])}", hint="give each column a name of its own")


def check_results(found: Iterable[str], results: Iterable[str]) -> None:
    """Refuse a table that has one of the added columns already.

    Raises:
        ChoiceError: when it has one.
    """
    taken = [name for name in results if name in set(found)]
    if taken:
        raise ChoiceError(f"there is a column {', '.join(taken)} already", hint="rename it, or leave it out")


def result_columns(book: RateBook) -> tuple[str, ...]:
    """Give the names of the columns that are added to each row, in their order.

    >>> result_columns(RateBook())[-4:]
    ('efsa_status', 'iom_status', 'split_doses', 'error')
    """
    return (
        "elemental_low_mg",
        "elemental_typical_mg",
        "elemental_high_mg",
        "elemental_mmol",
        "nrv_percent",
        *(f"{limit.key}_status" for limit in book.limits),
        "split_doses",
        "error",
    )


def total_columns(book: RateBook) -> tuple[str, ...]:
    """Give the names of the columns of a group, beside those it is grouped by."""
    return ("rows", *(name for name in result_columns(book) if name != "split_doses"))


def _missing(what: str, name: str, found: Sequence[str]) -> ChoiceError:
    near = difflib.get_close_matches(name, found, n=1, cutoff=0.4)
    names = quoted(", ".join(found), longest=300) if found else "none"
    hint = f"say which it is, as in --map {near[0]}={name}" if near and name in COLUMNS else "name the columns that are"
    if not near and name in COLUMNS:
        hint = f"say which it is, as in --map NAME={name}, or give whole doses in a column dose"
    return ChoiceError(f"there is no column {what}; found: {names}", hint=hint)
