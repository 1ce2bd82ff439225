"""What people eat, drink and take besides supplements, and the magnesium in it."""

import difflib
import json
import re
from decimal import Decimal
from functools import cache
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from magcalc.errors import AmountError, ChoiceError, UnknownNameError, quoted
from magcalc.facts.names import LONGEST_NAME, fold_words, tidy, typed_name
from magcalc.facts.row import CountsAs, Number, Row, Status
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.interval import EXACT, Interval
from magcalc.said import Named, either, say

Kind = Literal["food", "water", "medicine"]
_PER_UNITS = {"food": ("g",), "water": ("l",), "medicine": ("ml", "tablet", "capsule", "sachet")}

# Each unit of weight in g, and each of volume in ml.
_WEIGHTS = {"g": Decimal(1), "kg": Decimal(1000)}
_VOLUMES = {"ml": Decimal(1), "cl": Decimal(10), "dl": Decimal(100), "l": Decimal(1000)}
_PORTION = "portion"
# More of anything is no amount that a person takes; bounded, so that no product runs out of digits.
_MOST = 10**9
_NAMES_LINE = re.compile(r"^(?:en|da|nb|sv|brand) = (\[.*\])$", re.MULTILINE)


class Figure(Row):
    """Another published figure for the same amount: mg of magnesium, and the entry of the work that gives it."""

    mg: Number
    source: str
    entry: str
    status: Status


class Food(Row):
    """A food, a water or a medicine. ``mg`` of magnesium is in ``per`` of its ``per_unit``; ``other`` figures differ.

    With ``at_least`` the product holds more than ``mg`` and nobody states how much more: ``mg`` is then the low end and
    no typical value, and the high end is the most that it can hold. ``portion_g`` and ``portion_ml`` are illustrative.
    """

    nested: ClassVar = {"other": Figure.trusted}

    key: str
    kind: Kind
    counts_as: CountsAs
    en: tuple[str, ...] = ()
    da: tuple[str, ...] = ()
    nb: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    per: Number = Field(gt=0)
    per_unit: Literal["g", "l", "ml", "tablet", "capsule", "sachet"]
    mg: Number
    at_least: bool = Field(default=False, strict=True)
    portion_g: Number | None = Field(default=None, gt=0)
    portion_ml: Number | None = Field(default=None, gt=0)
    source: str
    entry: str
    status: Status
    note: str | None = None
    other: tuple[Figure, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        languages = [bool(names) for names in (self.en, self.da, self.nb, self.sv)]
        if not (all(languages) or (self.brand and not any(languages))):
            raise ValueError("it needs names in en, da, nb and sv, or a brand")
        if self.per_unit not in _PER_UNITS[self.kind]:
            raise ValueError(f"a {self.kind} is not counted in {self.per_unit!r}")
        if (self.kind != "food" and self.portion_g) or (self.kind != "water" and self.portion_ml):
            raise ValueError("portion_g is for a food and portion_ml for a water")
        if (self.at_least or not self.mg) and self.note is None:
            raise ValueError("a floor and a zero need a note")
        if self.at_least and self.content.high == self.mg:
            raise ValueError("a floor needs another figure: the most that it can hold")
        return self

    @property
    def title(self) -> str:
        """Its English name, or its brand."""
        return (self.en or self.brand)[0]

    def names_in(self, language: str) -> tuple[str, ...]:
        """What it is called in a language, in English where the table has none in it, and by brand.

        >>> food("almonds").names_in("sv")[0], food("rennie").names_in("da")[0]
        ('mandel', 'Rennie')
        """
        spoken = {"da": self.da, "nb": self.nb, "sv": self.sv}
        return (*spoken.get(language, self.en), *self.brand)

    @property
    def named(self) -> Named:
        """Its usual name, or its brand."""
        return Named(self.title, lambda language: self.names_in(language)[0])

    @property
    def content(self) -> Interval:
        """The mg of magnesium in ``per`` of its ``per_unit``, over the range of all its figures."""
        figures = (self.mg, *(figure.mg for figure in self.other))
        return Interval(min(figures), self.mg, max(figures))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that an amount of it can have.

        >>> food("rennie").units, food("almonds").units
        (('tablet',), ('g', 'kg', 'portion'))
        """
        return tuple(self._sizes)

    def mg_in(self, amount: Decimal, unit: str) -> Interval:
        """Give the mg of magnesium in an amount, exactly.

        Args:
            amount: how much of it, not negative.
            unit: one of ``units``. A litre of water weighs 1000 g, as the table has it; nothing else has a density.

        Raises:
            ChoiceError: when the unit does not fit; the hint names those that do.
            AmountError: when the amount is negative, beyond all measure or no number.

        >>> food("almonds").mg_in(Decimal(30), "g").typical
        Decimal('81')
        """
        sizes = self._sizes
        if unit not in sizes:
            raise ChoiceError(
                say("{food} cannot be counted in {unit}", food=self.named, unit=quoted(unit)),
                hint=say("count it in {units}", units=", ".join(sizes)),
            )
        if not (amount.is_finite() and 0 <= amount <= _MOST):
            raise AmountError(
                say("{amount} is no amount of {food}", amount=quoted(str(amount)), food=self.named),
                hint=say("type one up to {most}", most=_MOST),
            )
        whole = EXACT.multiply(self.per, sizes[self.per_unit])
        return self.content.times(EXACT.multiply(amount, sizes[unit])).over(whole)

    @property
    def _sizes(self) -> dict[str, Decimal]:
        """How much each of its units is: in g, in ml, or in pieces."""
        # Grams of a water and its millilitres are one.
        measures = (_WEIGHTS | _VOLUMES,) if self.kind == "water" else (_WEIGHTS, _VOLUMES)
        pieces = {str(self.per_unit): Decimal(1)}
        sizes = next((units for units in measures if self.per_unit in units), pieces)
        portion = self.portion_g or self.portion_ml
        return sizes if portion is None else sizes | {_PORTION: portion}


def food_keys() -> tuple[str, ...]:
    """The keys of all foods, waters and medicines, in the order of the table."""
    return data_file("foods").keys


@cache
def food(key: str) -> Food:
    """Read one food, water or medicine by its key.

    Raises:
        UnknownNameError: when there is none of that key.

    >>> food("gerolsteiner").mg
    Decimal('108')
    """
    return Food.trusted(wanted_record("foods", key, unknown=say("no food, water or medicine is called {name}")))


def food_called(name: str) -> Food:
    """Find a food, water or medicine by its key or by one of its names, in any of the four languages.

    Raises:
        ChoiceError: when several have the name; the hint says what to type for each.
        UnknownNameError: when none has it; the hint offers the nearest three.

    >>> food_called("Jordnødder, ristede").key, food_called("SAINT YORRE").key
    ('peanuts-roasted', 'saint-yorre')
    """
    wanted = fold_words(typed_name(name, hint=say("type one name, such as {example}", example="almonds")))
    found = _the_one(name, wanted)
    if found is None:
        raise UnknownNameError(
            say("no food, water or medicine is called {name}", name=quoted(name)), hint=_nearest(wanted)
        )
    return found


def known_food(name: str) -> Food | None:
    """Find a food, water or medicine where the name may just as well be that of something else, such as a salt.

    Returns:
        None when none has the name.

    Raises:
        ChoiceError: when several have the name; the hint says what to type for each.

    >>> known_food("bisglycinate") is None
    True
    """
    return None if len(name) > LONGEST_NAME else _the_one(name, fold_words(tidy(name)))


def _the_one(name: str, wanted: str) -> Food | None:
    """The record that has a folded name, None where none has it."""
    found = [food(key) for key in _keys_called(wanted)]
    if len(found) > 1:
        each = [
            say("{food} ({mg} mg in {per} {unit})", food=one.named, mg=one.mg, per=one.per, unit=one.per_unit)
            for one in found
        ]
        raise ChoiceError(
            say("{name} can be {choices}", name=quoted(name), choices=either(each)),
            hint=say("type {choices}", choices=either(one.key for one in found)),
        )
    return found[0] if found else None


@cache
def _spellings() -> dict[str, list[tuple[str, str]]]:
    """Every key and every name with the key of its record, by its first letter; read from the lines that hold names."""
    data = data_file("foods")
    found: dict[str, list[tuple[str, str]]] = {}
    for key in data.keys:
        for spelling in (key, *(name for line in _NAMES_LINE.findall(data.text(key)) for name in json.loads(line))):
            found.setdefault(spelling[0], []).append((spelling, key))
    return found


def _keys_called(wanted: str) -> list[str]:
    """The records that have a folded name, in the order of the table."""
    # Folding every name costs as much as all the rest of a look-up; those that begin otherwise need none.
    alike = [names for letter, names in _spellings().items() if wanted and fold_words(letter)[:1] == wanted[0]]
    keys = {key for names in alike for spelling, key in names if fold_words(spelling) == wanted}
    return [key for key in food_keys() if key in keys]


def _nearest(wanted: str) -> str:
    """The nearest names, one for each record: those that hold what was typed, else those that are spelled like it."""
    spelled = {fold_words(name): (name, key) for alike in _spellings().values() for name, key in alike}
    by_word = [key for key, (name, _) in spelled.items() if wanted and wanted in map(fold_words, name.split())]
    within = [key for key in spelled if len(wanted) > 3 and wanted in key]
    offered: dict[str, str] = {}
    for folded in by_word + within or difflib.get_close_matches(wanted, spelled, n=12, cutoff=0.7):
        name, key = spelled[folded]
        offered.setdefault(key, name)
    if offered:
        return say("did you mean {names}?", names=either(list(offered.values())[:3]))
    return say("type one such as almonds, Gerolsteiner or Rennie, or its magnesium in mg")
