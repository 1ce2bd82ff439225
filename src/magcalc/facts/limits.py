"""Upper limits by authority and age, each with what it covers."""

from functools import cache
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from magcalc.facts.bands import Age, Band, bands_for
from magcalc.facts.row import CountsAs, Number, Row, Status
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import say


class LimitBand(Band):
    """One age band of a limit, in mg of magnesium a day: ``max_mg``, or ``per_kg_mg`` for each kg of body weight."""

    max_mg: Number | None = None
    per_kg_mg: Number | None = None
    min_mg: Number | None = None
    source: str | None = None
    status: Status | None = None

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.max_mg is None) == (self.per_kg_mg is None):
            raise ValueError("a band has either max_mg or per_kg_mg")
        return self


class Limit(Row):
    """An upper limit of one authority. ``covers`` is what its words include, ``may_cover`` what they leave open."""

    nested: ClassVar = {"band": LimitBand.trusted}
    whole: ClassVar[frozenset[str]] = frozenset({"min_doses"})

    key: str
    authority: str
    short: str = Field(max_length=10)
    title: str
    nature: Literal["upper level", "law", "guidance", "advice", "product range"]
    covers: tuple[CountsAs, ...]
    may_cover: tuple[CountsAs, ...]
    may_cover_because: str | None = None
    min_doses: int | None = None
    note: str | None = None
    source: str
    status: Status
    band: tuple[LimitBand, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _doubt_has_a_reason(self) -> Self:
        if bool(self.may_cover) != (self.may_cover_because is not None):
            raise ValueError("may_cover and may_cover_because go together")
        return self

    def band_for(self, age: Age, states: frozenset[str]) -> LimitBand | None:
        """The row for a person, None where the authority set none. Of two rows that fit, the lower limit.

        A limit by weight comes after one that is a number, as nobody's weight is known.
        """
        fitting = bands_for(self.band, age, states)
        return min(fitting, key=lambda band: (band.per_kg_mg or 0, band.max_mg or 0), default=None)


def limit_keys() -> tuple[str, ...]:
    """The keys of all limits, in the order of the table."""
    return data_file("limits").keys


@cache
def limit(key: str) -> Limit:
    """Read one limit.

    Raises:
        UnknownNameError: when there is none of that key.

    >>> limit("efsa").covers
    ('supplement', 'water', 'fortified')
    """
    return Limit.trusted(wanted_record("limits", key, unknown=say("no limit is called {name}")))
