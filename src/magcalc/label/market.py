"""Where a label is sold: what its percentages are taken of, and whose law it answers to."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from magcalc.calc.person import Person
from magcalc.errors import ChoiceError, quoted
from magcalc.facts.intakes import intake
from magcalc.said import say

_EU = ("eu", "at", "be", "de", "dk", "es", "fi", "fr", "ie", "it", "nl", "se")
_EEA = ("is", "no")
# A food supplement that speaks one of these languages is sold under the EU's food law, or Norway's.
_BY_LANGUAGE = {
    "da": "dk",
    "nb": "no",
    "sv": "se",
    "de": "eu",
    "nl": "eu",
    "fr": "eu",
    "fi": "fi",
    "es": "eu",
    "it": "it",
}


class Market(NamedTuple):
    """A market: ``references`` are the mg that a percentage may be taken of, the likeliest first."""

    code: str
    references: tuple[Decimal, ...]
    eu_law: bool
    norwegian_law: bool


def market_codes() -> tuple[str, ...]:
    """The codes of all markets."""
    return tuple(sorted((*_EU, *_EEA, "uk", "us")))


@cache
def market(code: str) -> Market:
    """Give a market by its code.

    Raises:
        ChoiceError: when it is none that we know.

    >>> market("no").norwegian_law, market("us").references[0]
    (True, Decimal('420'))
    """
    wanted = {"gb": "uk", "usa": "us"}.get(code.strip().casefold(), code.strip().casefold())
    if wanted not in market_codes():
        raise ChoiceError(
            say("--market {market} is none that is known", market=quoted(code)),
            hint=say("type one of {choices}", choices=", ".join(market_codes())),
        )
    references = american_references() if wanted == "us" else european_references()
    return Market(wanted, references, eu_law=wanted in (*_EU, *_EEA), norwegian_law=wanted == "no")


@cache
def european_references() -> tuple[Decimal, ...]:
    """The EU's reference for labels, in mg; the United Kingdom kept it."""
    return (intake("eu-nrv").band[0].mg,)


@cache
def american_references() -> tuple[Decimal, ...]:
    """The US Daily Value for adults, in mg, and the former one that older labels carry."""
    daily_value = intake("us-dv")
    adult = daily_value.bands_of(Person().age_in_tables, None, frozenset())[0]
    return (adult.mg, *(() if daily_value.former_mg is None else (daily_value.former_mg,)))


@cache
def references_by_words() -> dict[str, tuple[Decimal, ...]]:
    """What a percentage is taken of by the words beside it: % DV, % NRV."""
    return {"us": american_references(), "eu": european_references()}


@cache
def references_in(language: str) -> tuple[Decimal, ...]:
    """What percentages may be taken of on a label of no stated market.

    >>> references_in("da")
    (Decimal('375'),)
    """
    return european_references() if language != "en" else (*european_references(), *american_references())


def market_by_language(language: str) -> Market | None:
    """The market that a food supplement's language tells, None for English."""
    code = _BY_LANGUAGE.get(language)
    return None if code is None else market(code)
