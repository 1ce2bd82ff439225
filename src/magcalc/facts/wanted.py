"""Looking a record up by a key that a person typed."""

import difflib
from typing import Any

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.store import data_file


def wanted_record(table: str, key: str, *, what: str) -> dict[str, Any]:
    """Give the record of a table by key, whatever its case.

    Raises:
        UnknownNameError: when the table has none; the hint offers the nearest keys, or all of them.

    >>> wanted_record("limits", "EFSA", what="limit")["short"]
    'EFSA'
    """
    data = data_file(table)
    folded = key.strip().casefold()
    if folded in data.keys:
        return data.record(folded)
    close = difflib.get_close_matches(folded[:100], data.keys, n=3, cutoff=0.5)
    offer = "did you mean " + " or ".join(close) + "?" if close else "known: " + ", ".join(data.keys[:20])
    raise UnknownNameError(f"no {what} is called {quoted(key)}", hint=offer)
