"""What people take magnesium for: forms, time of day, strength of the evidence and the doses that were studied.

A studied dose is what somebody gave in a trial. It is never advice, and whoever shows one shows the limits beside it.
"""

import difflib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.names import fold
from magcalc.facts.row import Number, Row, Status, parts
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import either, say

GOAL_LANGUAGES = ("en", "da", "nb", "sv")
Slot = Literal["morning", "evening", "meal", "any"]
StrengthWord = Literal["established", "some trials", "mixed", "weak", "not convincing", "not tested"]

_NAMES_LINE = re.compile(rf"^({'|'.join(GOAL_LANGUAGES)}) = (\[.*\])$", re.MULTILINE)
# Unlike å and ö these have no accent that could be taken off; a keyboard without them types what stands here.
_WITHOUT_LIGATURES = str.maketrans({"æ": "ae", "ø": "o"})


class Strength(NamedTuple):
    """How strong the evidence for a goal is, in a word that the editors chose, and why."""

    word: StrengthWord
    why: Annotated[str, Field(min_length=1, max_length=250)]
    source: str
    status: Literal["judgement"]


class StudiedDose(Row):
    """One dose that was studied, in mg of elemental magnesium a day: ``mg``, or ``low_mg`` and ``high_mg``.

    None of these is there where the amount of magnesium was not read, nor for animals. ``form`` is the key of the salt.
    """

    whole: ClassVar[frozenset[str]] = frozenset({"people"})

    who: str
    people: int | None = Field(default=None, ge=1)
    mg: Number | None = None
    low_mg: Number | None = None
    high_mg: Number | None = None
    form: str | None = None
    duration: str | None = None
    result: str
    note: str | None = None
    source: str
    status: Status

    @model_validator(mode="after")
    def _one_dose_or_one_range(self) -> Self:
        if (self.low_mg is None) != (self.high_mg is None) or (self.mg is not None and self.low_mg is not None):
            raise ValueError("a dose is either mg, or low_mg and high_mg")
        if self.low_mg is not None and self.high_mg is not None and self.low_mg >= self.high_mg:
            raise ValueError("low_mg and high_mg are out of order")
        return self

    @property
    def ends_mg(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most a day, the same where one dose was given; None where no amount is known."""
        low, high = (self.mg, self.mg) if self.mg is not None else (self.low_mg, self.high_mg)
        return None if low is None or high is None else (low, high)


class Goal(Row):
    """Something that people take magnesium for.

    ``forms`` are keys of the form table. ``slot`` says when in the day, ``minutes_before_bed`` how long before bed,
    from and to, and ``timing`` the same in words.
    """

    nested: ClassVar = {"strength": parts(Strength), "study": StudiedDose.trusted}

    key: str
    en: tuple[str, ...] = Field(min_length=1)
    da: tuple[str, ...] = Field(min_length=1)
    nb: tuple[str, ...] = Field(min_length=1)
    sv: tuple[str, ...] = Field(min_length=1)
    forms: tuple[str, ...]
    slot: Slot
    minutes_before_bed: tuple[int, int] | None = None
    timing: str
    is_medicine_use: bool = False
    strength: Strength
    source: str
    status: Status
    study: tuple[StudiedDose, ...] = ()

    @model_validator(mode="after")
    def _minutes_belong_to_the_evening(self) -> Self:
        if self.minutes_before_bed is not None:
            start, end = self.minutes_before_bed
            if self.slot != "evening" or not 0 < start <= end:
                raise ValueError("minutes_before_bed is [from, to] of an evening")
        return self

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The names by language, the usual one first."""
        return {"en": self.en, "da": self.da, "nb": self.nb, "sv": self.sv}

    def names_in(self, language: str) -> tuple[str, ...]:
        """The names in a language, in English where the table has none."""
        return self.names.get(language, self.en)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all works behind the goal, each once."""
        named = [self.source, self.strength.source, *(study.source for study in self.study)]
        return tuple(dict.fromkeys(named))


def goal_keys() -> tuple[str, ...]:
    """The keys of all goals, in the order of the table."""
    return data_file("goals").keys


@cache
def goal(key: str) -> Goal:
    """Read one goal by its key.

    Raises:
        UnknownNameError: when there is none of that key.

    >>> goal("sleep").minutes_before_bed
    (30, 60)
    """
    return Goal.trusted(wanted_record("goals", key, unknown=say("no goal is called {name}")))


def goal_spellings() -> Iterator[tuple[str, str, str]]:
    """Every name of every goal, with the goal's key and the language; the records themselves are not parsed."""
    data = data_file("goals")
    for key in data.keys:
        for language, names in _NAMES_LINE.findall(data.text(key)):
            yield from ((key, language, spelling) for spelling in json.loads(names))


def goal_called(name: str) -> Goal:
    """Find a goal by any of its names in the four languages; case, accents, hyphens and spaces do not matter.

    Raises:
        UnknownNameError: when no goal has the name; the hint offers the nearest names.

    >>> goal_called("Sömn").key, goal_called("muskel-kramper").key
    ('sleep', 'cramps')
    """
    wanted = _folded(name)
    known = _known()
    if wanted in known:
        return goal(known[wanted][0])
    nearest: dict[str, str] = {}
    for close in difflib.get_close_matches(wanted[:100], known, n=12):
        key, spelling = known[close]
        nearest.setdefault(key, spelling)
    raise UnknownNameError(
        say("no goal is called {name}", name=quoted(name)),
        hint=say("did you mean {names}? 'magcalc goal' lists them all", names=either(list(nearest.values())[:3]))
        if nearest
        else say("'magcalc goal' lists them all"),
    )


@cache
def _known() -> dict[str, tuple[str, str]]:
    """The folded names, each with the goal's key and the name as it is written."""
    known = {_folded(key): (key, key) for key in goal_keys()}
    for key, _, spelling in goal_spellings():
        known.setdefault(_folded(spelling), (key, spelling))
    return known


def _folded(name: str) -> str:
    return fold(name).translate(_WITHOUT_LIGATURES)
