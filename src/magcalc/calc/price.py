"""What a pack costs and how many units it holds: ``129.95 DKK/180``.

The number follows the grammar of amounts, so ``1.299`` has two readings and is refused. Prices are only ever held
against prices in the same currency: kr, $ and £ are the money of several countries, so they are kept as written and
are not taken for DKK, USD or GBP.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from magcalc.amount import parse_number
from magcalc.errors import AmountError, quoted
from magcalc.facts.names import tidy
from magcalc.interval import plain
from magcalc.said import say

LONGEST_PRICE = 60
_MOST_DIGITS_OF_UNITS = 6
_EXAMPLE = say("type it as in '129.95 DKK/180'")


class Price(NamedTuple):
    """The price of a pack, its currency and the units in it: tablets, capsules, or servings of the dose.

    >>> str(Price(Decimal("129.95"), "DKK", 180))
    '129.95 DKK/180'
    """

    amount: Decimal
    currency: str
    units: int

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}/{self.units}"


def parse_price(text: str) -> Price:
    """Read a price, its currency before or behind the number, and after a slash the units in the pack.

    Raises:
        AmountError: when any of the three is missing, is none, or has two readings.

    >>> parse_price("129,95 kr/180").amount, parse_price("€19.99/60").currency
    (Decimal('129.95'), 'EUR')
    """
    if len(text) > LONGEST_PRICE:
        raise AmountError(say("{text} is too long for a price", text=quoted(text)), hint=_EXAMPLE)
    tidied = tidy(text).strip()
    money, mark, pack = tidied.partition("/")
    found = re.fullmatch(r"(\D*)(\d(?:.*\d)?)(\D*)", money, re.ASCII)
    if found is None:
        raise AmountError(say("{text} is no price", text=quoted(text)), hint=_EXAMPLE)
    before, number, behind = (part.strip() for part in found.groups())
    if before.endswith(("-", "\u2212", "\u2013")):
        raise AmountError(say("the price {text} is negative", text=quoted(text)), hint=say("type a price above zero"))
    if not number.strip("0., "):
        raise AmountError(
            say("the price {text} is zero", text=quoted(text)), hint=say("type a price above zero, or - for none")
        )
    amount = parse_number(number)
    # A dash stands for no pence on the price tags of the north: 129,- kr.
    words = [word for word in (before, behind.removeprefix(",-").strip()) if word]
    if not words:
        raise AmountError(
            say("the price {text} has no currency", text=quoted(text)),
            hint=say("type a code or a sign with it, as in '129.95 DKK/180'"),
        )
    if not mark:
        raise AmountError(
            say("the price {text} does not say how many units the pack holds", text=quoted(text)),
            hint=say("type the units behind a slash, as in '{price}/180'", price=money),
        )
    return Price(amount, _currency(" ".join(words)), _units(pack.strip(), text))


def _currency(word: str) -> str:
    if re.fullmatch(r"[A-Za-z]{3}", word):
        return word.upper()
    if word.casefold().removesuffix(".") == "kr":
        return "kr"
    if len(word) == 1 and unicodedata.category(word) == "Sc":
        return "EUR" if word == "€" else word
    raise AmountError(
        say("{word} is no currency", word=quoted(word)),
        hint=say("type a code of three letters such as DKK, or a sign such as € or kr"),
    )


def _units(pack: str, text: str) -> int:
    if not (pack.isascii() and pack.isdigit() and len(pack) <= _MOST_DIGITS_OF_UNITS):
        raise AmountError(
            say("{pack} in the price {text} is no number of units", pack=quoted(pack), text=quoted(text)),
            hint=say("type how many tablets, capsules or servings the pack holds, in plain digits, as in /180"),
        )
    if not int(pack):
        raise AmountError(
            say("the pack of {text} holds nothing", text=quoted(text)),
            hint=say("type the units in the pack, as in /180"),
        )
    return int(pack)
