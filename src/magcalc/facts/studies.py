"""The studies behind the estimates of absorption."""

from typing import ClassVar

from pydantic import Field

from magcalc.facts.row import Evidence, Number, Row, Share
from magcalc.facts.store import data_file

_NO_STUDY = ("model", "single-dose")


class Study(Row):
    """What one study of absorption found."""

    whole: ClassVar[frozenset[str]] = frozenset({"n"})

    key: str
    forms: tuple[str, ...]
    design: str
    dose_mg: Number | None = None
    people: str | None = None
    n: int | None = Field(default=None, ge=1)
    evidence: Evidence
    low: Share | None = None
    high: Share | None = None
    result: str


def studies_of(form: str) -> list[Study]:
    """The studies that speak of a form, by its key.

    >>> [study.key for study in studies_of("glycinate")][0]
    'schuette-1994'
    """
    data = data_file("absorption")
    studies = [Study.trusted(data.record(key)) for key in data.keys if key not in _NO_STUDY]
    return [study for study in studies if form in study.forms]
