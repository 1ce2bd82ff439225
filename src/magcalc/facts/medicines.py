"""Medicines to keep apart from magnesium, by how many hours in each order, or to leave to the clinic."""

import difflib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.names import fold, typed_name
from magcalc.facts.row import Number, Row, Status
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import Named, either, listed, say

MEDICINE_LANGUAGES = ("en", "da", "nb", "sv")

_NAMES_LINE = re.compile(rf"^({'|'.join((*MEDICINE_LANGUAGES, 'brands'))}) = (\[.*\])$", re.MULTILINE)
_ONE = say("type one medicine, such as levothyroxine")
_LIST = say("'magcalc medicine' lists all that are known; ask a pharmacist about any other")

_Flag = Annotated[bool, Field(strict=True)]
_Names = Annotated[tuple[str, ...], Field(min_length=1, max_length=20)]


class Gap(Row):
    """The hours to wait in one order. ``low`` and ``high`` are the span over the sources, where they differ.

    ``source`` and ``status`` are given where they are not those of the medicine.
    """

    hours: Annotated[Number, Field(gt=0, le=24)]
    low: Annotated[Number, Field(le=24)] | None = None
    high: Annotated[Number, Field(le=24)] | None = None
    source: str | None = None
    status: Status | None = None

    @model_validator(mode="after")
    def _within_the_span(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        if (
            self.low is not None
            and self.high is not None
            and not (self.low <= self.hours <= self.high and self.low < self.high)
        ):
            raise ValueError("hours lie outside low and high, or these are one number")
        return self


class Medicine(Row):
    """A medicine, or a class of them, and what is known of it together with magnesium.

    There are hours in both orders, or ``refer`` is true and the clinic decides, or nobody has read of a spacing rule.
    ``whole_class`` marks the record of a class, whose rule is for members that are not listed by name.
    """

    nested: ClassVar = {"medicine_first": Gap.trusted, "magnesium_first": Gap.trusted}

    key: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    group: str = Field(alias="class", max_length=40)
    whole_class: _Flag = False
    endings: tuple[str, ...] = ()
    en: _Names
    da: _Names
    nb: _Names
    sv: _Names
    brands: tuple[str, ...] = ()
    medicine_first: Gap | None = None
    magnesium_first: Gap | None = None
    refer: _Flag = False
    effect: str | None = None
    evidence: str = Field(max_length=160)
    note: str | None = Field(default=None, max_length=240)
    source: str
    status: Status
    also: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _both_orders_or_neither(self) -> Self:
        if (self.medicine_first is None) != (self.magnesium_first is None):
            raise ValueError("medicine_first and magnesium_first go together: the two orders may differ")
        if self.refer and self.medicine_first is not None:
            raise ValueError("where the clinic decides there are no hours")
        if self.endings and not self.whole_class:
            raise ValueError("endings are of a class")
        return self

    @property
    def hours_after_medicine(self) -> Decimal | None:
        """The medicine first: hours until magnesium. None where the clinic decides or there is no rule."""
        return None if self.medicine_first is None else self.medicine_first.hours

    @property
    def hours_before_medicine(self) -> Decimal | None:
        """Magnesium first: hours until the medicine. None where the clinic decides or there is no rule."""
        return None if self.magnesium_first is None else self.magnesium_first.hours

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Its names by language, the usual one first, and its ``brands``."""
        return {"en": self.en, "da": self.da, "nb": self.nb, "sv": self.sv, "brands": self.brands}

    def source_of(self, gap: Gap) -> str:
        """The work that one order's hours rest on."""
        return gap.source or self.source

    def status_of(self, gap: Gap) -> Status:
        """How sure one order's hours are."""
        return gap.status or self.status

    @property
    def named(self) -> Named:
        """Its usual name."""
        return Named(self.en[0], self.local_name)

    def local_name(self, language: str) -> str:
        """Its usual name in a language, in English where the table has none."""
        return self.names[language if language in MEDICINE_LANGUAGES else "en"][0]


def medicine_keys() -> tuple[str, ...]:
    """The keys of all medicines and classes, in the order of the table."""
    return data_file("medicines").keys


@cache
def medicine(key: str) -> Medicine:
    """Read one medicine by its key.

    Raises:
        UnknownNameError: when there is none of that key.

    >>> medicine("ciprofloxacin").hours_after_medicine, medicine("ciprofloxacin").hours_before_medicine
    (Decimal('2'), Decimal('6'))
    """
    return Medicine.trusted(wanted_record("medicines", key, unknown=say("no medicine is called {name}")))


def medicine_called(name: str) -> Medicine:
    """Find a medicine by its key, substance, class or brand, in English, Danish, Norwegian or Swedish.

    Case, accents, hyphens and spaces do not matter. A name that is nearly right is never taken for another
    medicine's, nor a name for a class by its ending: the refusal offers them.

    Raises:
        UnknownNameError: when the table has no such name.

    >>> medicine_called("Levotyroksin").key, medicine_called("bisfosfonat").key, medicine_called("Biktarvy").key
    ('levothyroxine', 'bisphosphonates', 'bictegravir')
    """
    folded = fold(typed_name(name, hint=_ONE))
    if not folded:
        raise UnknownNameError(say("{name} names no medicine", name=quoted(name)), hint=_ONE)
    found = _named().get(folded)
    if found is None:
        raise UnknownNameError(say("no medicine of the table is called {name}", name=quoted(name)), hint=_offer(folded))
    return medicine(found[0])


def medicine_names() -> Iterator[tuple[str, str, str]]:
    """Every name with its medicine's key and its language, or ``brands``.

    The file is read by its lines, each of which holds one value, which is far quicker than parsing all records.

    >>> ("iron", "sv", "järn") in medicine_names()
    True
    """
    data = data_file("medicines")
    for key in data.keys:
        for language, names in _NAMES_LINE.findall(data.text(key)):
            yield from ((key, language, name) for name in json.loads(names))


def members_of(found: Medicine) -> list[Medicine]:
    """The medicines of a class that are listed by name, none for what is no whole class.

    >>> [member.key for member in members_of(medicine("thyroid-hormones"))]
    ['levothyroxine', 'liothyronine']
    """
    if not found.whole_class:
        return []
    data, line = data_file("medicines"), f'\nclass = "{found.group}"\n'
    return [medicine(key) for key in data.keys if key != found.key and line in data.text(key)]


@cache
def _named() -> dict[str, tuple[str, str]]:
    """The key and the spelling of every name, by the name folded."""
    keys = {fold(key): (key, key) for key in medicine_keys()}
    return keys | {fold(name): (key, name) for key, _, name in medicine_names()}


def _offer(folded: str) -> str:
    """The nearest names, one for each medicine that comes near, and the class that the ending speaks for."""
    named = _named()
    near = [known for known in named if len(folded) > 3 and folded in known]
    near += difflib.get_close_matches(folded, named, n=12, cutoff=0.75)
    names: dict[str, str] = {}
    for known in near:
        names.setdefault(*named[known])
    offers = [say("did you mean {names}?", names=either(list(names.values())[:3]))] if names else []
    offers += [
        say(
            "by its ending it may be one of the {group}: {command}.",
            group=one.named,
            command=f"'magcalc medicine {one.en[0]}'",
        )
        for one in _classes_with_endings()
        if folded.endswith(tuple(map(fold, one.endings)))
    ]
    return listed([*offers, _LIST], " ")


def _classes_with_endings() -> list[Medicine]:
    data = data_file("medicines")
    return [medicine(key) for key in data.keys if "\nendings = " in data.text(key)]
