"""The columns of a table of doses: what they may be called, which must be there, and which are added."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from magcalc.calc.rate import RateBook
from magcalc.errors import ChoiceError, quoted
from magcalc.said import say, together

# What a table may say, by our own names for its columns.
COLUMNS = ("dose", "amount", "unit", "form", "grade", "basis", "per_day", "age", "sex", "counts_as")
# A whole dose as text leaves these to be told beside it.
BESIDE_A_DOSE = ("dose", "grade", "basis", "per_day", "age", "sex", "counts_as")
# A spreadsheet takes a cell that starts like this for a formula (CWE-1236).
FORMULA_STARTS = (b"=", b"+", b"-", b"@", b"\t", b"\r", b"\0")
NO_AMOUNT = say("there is no amount")
NO_DOSE = say("the amount is no dose: it is not above zero, or larger than any")
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
            raise _missing(say("{column} to group by", column=quoted(name)), name, found)
    return known


def _check_names(found: Sequence[str], called: Mapping[str, str]) -> None:
    """Refuse columns that are called what no column is, or two things at once."""
    for ours, theirs in called.items():
        if ours not in COLUMNS:
            raise ChoiceError(
                say("{column} is no column of a dose", column=quoted(ours)),
                hint=say("columns are {names}", names=", ".join(COLUMNS)),
            )
        if theirs not in found:
            raise _missing(say("{column} (for {ours})", column=quoted(theirs), ours=ours), theirs, found)
    for theirs in called.values():
        if len(both := [ours for ours, their in called.items() if their == theirs]) > 1:
            raise ChoiceError(
                say("the column {column} cannot be {names}", column=quoted(theirs), names=together(both)),
                hint=say("give each of them a column"),
            )
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise two_columns(twice[0])


def two_columns(name: str) -> ChoiceError:
    """Give the refusal for two columns of one name.

    >>> str(two_columns("dose"))
    "there are two columns 'dose'"
    """
    return ChoiceError(
        say("there are two columns {column}", column=quoted(name)), hint=say("give each column a name of its own")
    )


def check_results(found: Iterable[str], results: Iterable[str]) -> None:
    """Refuse a table that has one of the added columns already.

    Raises:
        ChoiceError: when it has one.
    """
    taken = [name for name in results if name in set(found)]
    if taken:
        raise ChoiceError(
            say("there is a column {column} already", column=", ".join(taken)), hint=say("rename it, or leave it out")
        )


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
    names = quoted(", ".join(found), longest=300) if found else say("none")
    if name not in COLUMNS:
        hint = say("name the columns that are")
    elif near:
        hint = say("say which it is, as in --map {pair}", pair=f"{near[0]}={name}")
    else:
        hint = say("say which it is, as in --map NAME={name}, or give whole doses in a column dose", name=name)
    return ChoiceError(say("there is no column {column}; found: {names}", column=what, names=names), hint=hint)
