"""What is collected from a label: names, amounts and claims, each with its place in the plain text."""

from decimal import Decimal
from typing import Literal, NamedTuple

from magcalc.label.salts import Salt
from magcalc.label.words import Hole, Number, plain_value

What = Literal["magnesium", "salt", "compounds", "other", "unknown"]
Basis = Literal["compound", "elemental", "unknown"]


class AmountRead(NamedTuple):
    """An amount as read: its number, its place, its own piece and the piece after it.

    ``factor`` are the milligrams in one of its unit.
    """

    printed: "Printed"
    unit: Literal["mass", "substance"]
    start: int
    end: int
    at: int
    after: int
    repaired: bool
    factor: Decimal


class Spread(NamedTuple):
    """The numbers of an amount: a range, the most of it printed, or a number with a second reading."""

    low: Decimal
    high: Decimal
    other: Decimal | None


# What an amount is told by: numbers that had to be looked at, or one that is left blank.
Printed = Spread | Hole


class Subject:
    """A name that an amount may belong to.

    Most names are another mineral's and need none of the rest, so what is seldom told has its value on the class.
    """

    fresh = True  # still waits for its amount
    salts: tuple[Salt, ...] = ()  # the salts it names
    sources: tuple[Salt, ...] = ()  # the salts told to supply it
    bracketed: str | None = None  # how they are told: "as", "salt" (with the word magnesium) or "bare"
    elemental: str | None = None  # the word that makes its amount magnesium itself
    share: str | None = None  # the word that makes it a share of what stands before
    parent: "Claim | None" = None  # what it is a share of
    inside: "Subject | None" = None  # what it stands in brackets after
    joined: "Subject | None" = None  # what "and" ties it to
    told_as: Salt | None = None  # what a salt is present as: oxide (as hydroxide)
    total = False
    denied = False  # told not to be in the product

    def __init__(self, what: What, start: int, end: int, line: int) -> None:
        self.what: What = what
        self.start, self.end, self.line = start, end, line


class Claim:
    """One amount of magnesium or of a salt of it, as printed.

    ``low`` and ``high`` are milligrams, of magnesium ions where the unit was mmol or mEq; a claim has none before its
    numbers are put in. ``other`` is the second reading of the printed number, where it has two. ``start`` and ``end``
    are places in the outlined text.
    """

    low: Decimal
    high: Decimal
    other: Decimal | None
    _value: Decimal
    percent: Decimal | None = None
    percent_printed: Number | None = None
    percent_span: tuple[int, int] | None = None
    percent_of: str | None = None  # the reference by the words beside it: "eu", "us", "" or "any"
    restates: "Claim | None" = None  # the claim before it of the same name: another unit, another column
    partner: "Claim | None" = None  # the salt of an amount of magnesium, the magnesium of a salt
    not_elemental: str | None = None  # the word that was denied
    held = False  # a salt whose magnesium is told together with that of others
    doubtful = False  # whose amount it is cannot be told
    in_row = False  # told by its place in a row of amounts only
    strength = False  # stands as a product's strength does
    basis: Basis = "unknown"
    because = ""

    def __init__(self, subject: Subject, amount: AmountRead, line: int) -> None:
        self.subject, self.line = subject, line
        self._printed, self.unit, self.start, self.end, _, _, self.repaired, self.factor = amount
        self.elemental = subject.elemental
        self.share = subject.share
        self.parent = subject.parent

    def filled(self, numbers: list[str]) -> "Claim":
        """Give a copy with the numbers of one label put in; its links are those of this one."""
        made = Claim.__new__(Claim)
        told = made.__dict__
        told.update(self.__dict__)
        printed, factor = self._printed, self.factor
        if isinstance(printed, Hole):
            made._value = plain_value(numbers[printed.index])
            made.low = made.high = made._value * factor
            made.other = None
        else:
            low, made._value, other = printed
            made.high = made._value * factor
            made.low = low * factor
            made.other = None if other is None else other * factor
        if self.percent_printed is not None:
            made.percent = value_of(self.percent_printed, numbers)
        return made

    @property
    def half_step(self) -> Decimal:
        """Half of the last printed place, in mg: what rounding may have taken."""
        exponent = self._value.as_tuple().exponent
        return self.factor * Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def value_of(printed: Number, numbers: list[str]) -> Decimal:
    """Give a number that may be left blank."""
    return plain_value(numbers[printed.index]) if isinstance(printed, Hole) else printed.value


class Mention(NamedTuple):
    """A salt named in the text; an ``aid`` is no source of magnesium but an aid of the tablet."""

    salt: Salt
    start: int
    end: int
    aid: bool
