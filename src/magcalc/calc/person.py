"""Who takes the dose."""

from decimal import Decimal
from typing import Literal, NamedTuple

from magcalc.errors import ChoiceError, quoted
from magcalc.facts.bands import Age
from magcalc.said import say

Sex = Literal["male", "female"]

# A person of no stated age is an adult. 31 years lies past every band that a table prints for young adults.
_SOME_ADULT = Age(Decimal(31 * 12))

_NOT_OF_A_MAN = {
    frozenset({"pregnant"}): say("a male person cannot be pregnant"),
    frozenset({"lactating"}): say("a male person cannot be lactating"),
    frozenset({"pregnant", "lactating"}): say("a male person cannot be lactating or pregnant"),
}


def parse_sex(stated: str, called: str = "sex") -> Sex:
    """Read a sex, ``male`` or ``female``, or its first letter.

    Raises:
        ChoiceError: when the tables have no such sex.

    >>> parse_sex("F")
    'female'
    """
    sexes: dict[str, Sex] = {"male": "male", "m": "male", "female": "female", "f": "female"}
    known = sexes.get(stated.strip().casefold())
    if known is None:
        raise ChoiceError(
            say("{option} {sex} is not in the tables", option=called, sex=quoted(stated)),
            hint=say("type male or female"),
        )
    return known


class Person(NamedTuple):
    """Who takes the dose; nothing stated means an adult who is neither pregnant nor lactating.

    >>> Person(age=Age.parse("3")).is_adult
    False
    """

    age: Age | None = None
    sex: Sex | None = None
    pregnant: bool = False
    lactating: bool = False
    kidney_disease: bool = False

    @property
    def age_in_tables(self) -> Age:
        """The age to look bands up by."""
        return _SOME_ADULT if self.age is None else self.age

    @property
    def is_adult(self) -> bool:
        """Whether the person is 18 or more, or of no stated age."""
        return self.age_in_tables.months >= 18 * 12

    @property
    def is_described(self) -> bool:
        """Whether anything that decides a reference intake was stated."""
        return self.age is not None or self.sex is not None or bool(self.states)

    @property
    def states(self) -> frozenset[str]:
        """``pregnant`` and ``lactating``, as far as they hold."""
        return frozenset(
            state for state, holds in (("pregnant", self.pregnant), ("lactating", self.lactating)) if holds
        )

    def checked(self) -> "Person":
        """Give the person back when the description can be one.

        Raises:
            ChoiceError: when a man is called pregnant or lactating.
        """
        if self.sex == "male" and self.states:
            raise ChoiceError(_NOT_OF_A_MAN[self.states], hint=say("leave --sex male or the state out"))
        return self
