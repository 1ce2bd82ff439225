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
    rows = [data.record(key) for key in data.keys]
    return [Caution.trusted(row) for row in rows if row["when"] in occasions]
