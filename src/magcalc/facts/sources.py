"""The works that the numbers come from."""

from typing import ClassVar, Literal

from pydantic import Field

from magcalc.facts.row import Row
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import say


class Source(Row):
    """A work: what it is, what of it was read, when, and how far that confirms its numbers."""

    whole: ClassVar[frozenset[str]] = frozenset({"year"})

    key: str
    title: str
    year: int | None = Field(default=None, ge=1900, le=2100)
    identifier: str
    read: str
    checked: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    status: Literal["confirmed", "secondary"]


def source_keys() -> tuple[str, ...]:
    """The ids of all works."""
    return data_file("sources").keys


def source(key: str) -> Source:
    """Read one work.

    Raises:
        UnknownNameError: when there is none of that id.

    >>> source("scf-2001").year
    2001
    """
    return Source.trusted(wanted_record("sources", key, unknown=say("no source is called {name}")))
