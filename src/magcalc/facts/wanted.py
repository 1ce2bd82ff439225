"""Looking a record up by a key that a person typed."""

import difflib
from typing import Any

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.store import data_file
from magcalc.said import either, say


def wanted_record(table: str, key: str, *, unknown: str) -> dict[str, Any]:
    """Give the record of a table by key, whatever its case.

    Args:
        table: the table's bare name.
        key: what was typed.
        unknown: the sentence for a key that the table lacks, with the field ``{name}``.

    Raises:
        UnknownNameError: when the table has none; the hint offers the nearest keys, or all of them.

    >>> wanted_record("limits", "EFSA", unknown=say("no limit is called {name}"))["short"]
    'EFSA'
    """
    data = data_file(table)
    folded = key.strip().casefold()
    if folded in data.keys:
        return data.record(folded)
    close = difflib.get_close_matches(folded[:100], data.keys, cutoff=0.5)
    raise UnknownNameError(
        say(unknown, name=quoted(key)),
        hint=say("did you mean {names}?", names=either(close))
        if close
        else say("known: {names}", names=", ".join(data.keys[:20])),
    )
