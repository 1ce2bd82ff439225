"""Reference intakes of people and the reference values of labels. They are targets, never limits."""

from functools import cache
from typing import ClassVar, Literal

from pydantic import Field

from magcalc.facts.bands import Age, Band, bands_for
from magcalc.facts.row import Number, Percent, Row, Status
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import say

Kind = Literal["AI", "RDA", "EAR", "RNI", "label reference"]


class IntakeBand(Band):
    """One row of an intake table, in mg of magnesium a day from everything eaten and taken."""

    sex: Literal["male", "female"] | None = None
    kind: Kind | None = None
    mg: Number


class Intake(Row):
    """A table of reference intakes, or the value that a label's percentage is taken of."""

    nested: ClassVar = {"band": IntakeBand.trusted}

    key: str
    authority: str
    short: str = Field(max_length=10)
    title: str
    kind: Kind
    source: str
    status: Status
    note: str | None = None
    significant_percent: Percent | None = None
    former_mg: Number | None = None
    band: tuple[IntakeBand, ...] = Field(min_length=1)

    def bands_of(self, age: Age, sex: str | None, states: frozenset[str]) -> list[IntakeBand]:
        """The rows for a person; two where the sexes differ and the sex is not known."""
        for_sex = [band for band in self.band if band.sex is None or sex is None or band.sex == sex]
        return bands_for(for_sex, age, states)


def intake_keys() -> tuple[str, ...]:
    """The keys of all intake tables."""
    return data_file("intakes").keys


@cache
def intake(key: str) -> Intake:
    """Read one intake table.

    Raises:
        UnknownNameError: when there is none of that key.

    >>> intake("eu-nrv").band[0].mg
    Decimal('375')
    """
    return Intake.trusted(wanted_record("intakes", key, unknown=say("no intake table is called {name}")))
