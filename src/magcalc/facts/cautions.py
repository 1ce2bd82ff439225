"""Short, sourced cautions. They inform; they do not prescribe."""

from typing import Literal

from pydantic import Field

from magcalc.facts.row import Row, Status
from magcalc.facts.store import data_file

Occasion = Literal["kidney-disease", "pregnant", "lactating", "under-4", "under-18", "over-limit", "medicine"]


class Caution(Row):
    """One caution and the occasion that calls for it."""

    key: str
    when: Occasion
    severity: Literal["warning", "info"]
    message: str = Field(max_length=200)
    source: str
    status: Status


def cautions(occasions: set[Occasion]) -> list[Caution]:
    """The cautions for these occasions, in the order of the table.

    >>> [caution.key for caution in cautions({"kidney-disease"})]
    ['kidney']
    """
    if not occasions:
        return []
    data = data_file("cautions")
    calls = tuple(f'when = "{occasion}"' for occasion in occasions)
    called = [key for key in data.keys if any(call in data.text(key) for call in calls)]
    return [Caution.trusted(data.record(key)) for key in called]
