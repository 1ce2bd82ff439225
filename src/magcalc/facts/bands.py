"""Ages, and the age bands that limits and intakes are printed in."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import PlainValidator

from magcalc.errors import ChoiceError, quoted
from magcalc.facts.row import Row
from magcalc.said import say

_YEARS = ("", "y", "yr", "yrs", "year", "years")
_MONTHS = ("m", "mo", "mos", "month", "months")
_OLDEST_YEARS = 130


class Age(NamedTuple):
    """An age in months, because infants' bands are printed in months."""

    months: Decimal

    @classmethod
    def parse(cls, text: str) -> "Age":
        """Read ``8``, ``8 y``, ``9 mo`` or ``1.5``; a number alone is years.

        Raises:
            ChoiceError: when it is no age from 0 to 130 years.

        >>> Age.parse("4 y").months, Age.parse("7 mo").months
        (Decimal('48'), Decimal('7'))
        """
        digits = text.strip().rstrip("adehmnorsty ")
        unit = text.strip()[len(digits) :].strip()
        whole, _, part = digits.replace(",", ".").partition(".")
        plain = len(text) < 20 and digits.isascii() and whole.isdigit() and (part.isdigit() or digits == whole)
        if not plain or unit not in (*_YEARS, *_MONTHS):
            raise ChoiceError(
                say("{text} is no age", text=quoted(text)), hint=say("type years or months, such as 8 or 9mo")
            )
        number = Decimal(digits.replace(",", "."))
        months = number if unit in _MONTHS else number * 12
        if months > _OLDEST_YEARS * 12:
            raise ChoiceError(
                say("{text} is no age of a person", text=quoted(text)),
                hint=say("type years from 0 to {oldest}, or months as 9mo", oldest=_OLDEST_YEARS),
            )
        return cls(months)

    def __str__(self) -> str:
        years = self.months / 12
        return say("{years} y", years=years) if years == int(years) else say("{months} mo", months=self.months)


def _age(value: object) -> Age:
    if not isinstance(value, str):
        raise ValueError('must be an age such as "4 y"')
    return Age.parse(value)


BandAge = Annotated[Age, PlainValidator(_age)]
State = Literal["pregnant", "lactating"]


class Band(Row):
    """A row for the ages from ``from_age`` up to but not including ``below_age``."""

    from_age: BandAge
    below_age: BandAge | None = None
    state: State | None = None

    @classmethod
    def trusted(cls, record: dict[str, Any]) -> Self:
        """Build a row of our own tables, its ages read."""
        ages: dict[str, Any] = {name: Age.parse(record[name]) for name in ("from_age", "below_age") if name in record}
        return super().trusted({**record, **ages})

    def holds(self, age: Age) -> bool:
        """Whether the age lies in the band."""
        return self.from_age <= age and (self.below_age is None or age < self.below_age)


AnyBand = TypeVar("AnyBand", bound=Band)


def bands_for(bands: Iterable[AnyBand], age: Age, states: frozenset[str]) -> list[AnyBand]:
    """Pick the rows for a person: rows for pregnancy or lactation stand before the plain ones.

    Nothing is picked for an age that the authority printed no row for.
    """
    held = [band for band in bands if band.holds(age)]
    special = [band for band in held if band.state in states]
    return special or [band for band in held if band.state is None]
