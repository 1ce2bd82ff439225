"""How sure a row of a table is, in words."""

from magcalc.facts.row import Status
from magcalc.said import say
from magcalc.show.language import told

_WORDS: dict[Status, str] = {
    "confirmed": say("confirmed"),
    "secondary": say("secondary"),
    "computed": say("computed"),
    "judgement": say("judgement"),
    "recalled": say("recalled"),
}


def standing(status: Status) -> str:
    """Say how sure a row is.

    >>> standing("secondary")
    'secondary'
    """
    return told(_WORDS[status])
