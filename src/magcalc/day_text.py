"""A day as people type it: ``2 x 400 mg citrate + 1.5 l Gerolsteiner + 30 g almonds + 2 Rennie``.

Each item is a dose as ``magcalc dose`` reads it, or something to eat or drink, or a medicine that holds magnesium, by
its name in the table of foods. A water that is not there is told by its label: ``1.5 l water 60 mg/l``. Kitchen
measures, tablets and a bare count belong to that table; milligrams, moles and all other units to the forms. Grams go
by the name, and a name that both tables know is refused in grams.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from magcalc.amount import is_unit, parse_number
from magcalc.dose_text import Item, check_exact, count_of_zero, lone_plus, parse_dose, split_counts_as
from magcalc.errors import AmountError, ChoiceError, UnknownNameError, quoted
from magcalc.facts.foods import Food, food_called, known_food
from magcalc.facts.form_table import FormTable
from magcalc.facts.names import tidy
from magcalc.facts.row import CountsAs
from magcalc.said import say

MOST_IN_A_DAY = 200
_LONGEST_ITEM = 300
_FOOD = r"(?:([0-9]{1,4})\s?[xX×*]\s?)?([0-9][0-9.,]*)\s?([A-Za-zæøåäö]+)?(?:\s+(.*))?"
# Measures of the table of foods, in the four languages, by its own word for them.
_MEASURES = {
    **{word: word for word in ("g", "kg", "ml", "cl", "dl", "l")},
    **dict.fromkeys(("litre", "liter", "litres", "liters", "litern"), "l"),
    **dict.fromkeys(("portion", "portions", "portioner", "porsjon", "porsjoner"), "portion"),
    **dict.fromkeys(("tablet", "tablets", "tabletter", "tablett"), "tablet"),
    **dict.fromkeys(("capsule", "capsules", "kapsel", "kapsler", "kapslar"), "capsule"),
    **dict.fromkeys(("sachet", "sachets", "brev", "pose", "poser", "portionspåse", "dosepose", "påse"), "sachet"),
}
# A water by its label: how much of it, perhaps its name, and mg of magnesium in a litre.
_WATER = (
    r"(?:([0-9]{1,4})\s?[xX×*]\s?)?([0-9][0-9.,]*)\s?(ml|cl|dl|l|L|litres?|liters?|litern)\s+(?:(.{0,80}?)\s+)?"
    r"([0-9][0-9.,]*)\s?mg\s?/\s?(?:l|L|litre|liter)"
)
# What else a water's label gives in mg/l, in the four languages.
_OTHER_MINERALS = frozenset({
    "calcium", "kalcium", "kalsium", "sodium", "natrium", "potassium", "kalium", "bicarbonate", "hydrogencarbonate",
    "bikarbonat", "sulphate", "sulfate", "sulfat", "chloride", "chlorid", "klorid", "fluoride", "fluorid", "nitrate",
    "nitrat", "ca", "na", "k",
})  # fmt: skip
_PER_LITRE = {"ml": Decimal("0.001"), "cl": Decimal("0.01"), "dl": Decimal("0.1"), "l": Decimal(1)}
_BY_NAME = ("g", "kg")
# Product units that nobody divides.
WHOLE_UNITS = frozenset({"tablet", "capsule", "sachet"})
_OF = ("of ", "af ", "av ")


class Serving(NamedTuple):
    """Something of the table of foods: so much of it in a unit of the table, so often, and what it was told to be."""

    text: str
    unit_count: int
    amount: Decimal
    unit: str
    food: Food
    counts_as: CountsAs | None = None


class Water(NamedTuple):
    """A water by its label: so many times so many litres, with mg of magnesium in each of them."""

    text: str
    unit_count: int
    litres: Decimal
    mg_per_litre: Decimal
    name: str
    counts_as: CountsAs | None = None


Part = Item | Serving | Water


def parse_taken(text: str, table: FormTable, *, bare_is_magnesium: bool = False) -> tuple[Part, ...]:
    """Read what is taken in a day.

    Args:
        text: one or more items joined by ``+``.
        table: the forms.
        bare_is_magnesium: whether an amount with nothing behind it is magnesium itself.

    Raises:
        AmountError: when any part cannot be read, or has two readings.
        UnknownNameError: when neither table has the name.

    >>> [type(item).__name__ for item in parse_taken("2 x 400 mg citrate + 30 g almonds", FormTable())]
    ['Item', 'Serving']
    """
    parts = [part.strip() for part in tidy(text).split("+")]
    if parts == [""]:
        raise AmountError(
            say("nothing is taken"),
            hint=say("type it as in: {example}", example="2 x 400 mg citrate + 1.5 l Gerolsteiner"),
        )
    if "" in parts:
        raise lone_plus(text)
    return tuple(_parsed(part, table, bare_is_magnesium) for part in parts)


def _parsed(text: str, table: FormTable, bare_is_magnesium: bool) -> Part:
    if len(text) > _LONGEST_ITEM:
        raise AmountError(
            say("{text} is too long for an item", text=quoted(text)),
            hint=say("type at most {count} characters", count=_LONGEST_ITEM),
        )
    bare, counts_as = split_counts_as(text)
    if (water := _water(bare)) is not None:
        return water._replace(text=text, counts_as=counts_as)
    serving = _serving(bare)
    if serving is not None and (serving.unit not in _BY_NAME or not _is_form(serving_name(bare), table)):
        return serving._replace(text=text, counts_as=counts_as)
    try:
        (item,) = parse_dose(text, bare_is_magnesium=bare_is_magnesium)
        if item.form is not None:
            table.meaning(item.form)
    except UnknownNameError:
        if (name := serving_name(bare)) is not None:
            # Its refusal offers the nearest foods; the nearest forms would be no help for so much of it.
            food_called(name)
        raise
    if serving is not None:
        raise AmountError(
            say(
                "{text} has two readings: the salt, or {food} of the table of foods",
                text=quoted(text),
                food=serving.food.key,
            ),
            hint=say("type the salt in mg, or the other with its own name"),
        )
    return item


def _water(text: str) -> Water | None:
    match = re.fullmatch(_WATER, text, re.DOTALL)
    if match is None:
        return None
    count, number, measure, name, strength = match.groups()
    if count is not None and int(count) == 0:
        raise count_of_zero(text)
    check_exact(name or "", text)
    if re.search("[0-9]", name or ""):
        raise AmountError(
            say("{text} has a number more than its litres and its mg/l", text=quoted(text)),
            hint=say("type thousands without a space, and the mg of magnesium only, as in 1.5 l water 60 mg/l"),
        )
    if other := _OTHER_MINERALS.intersection((name or "").casefold().split()):
        raise AmountError(
            say("{text} tells how much {mineral} it holds", text=quoted(text), mineral=min(other)),
            hint=say("type the mg of magnesium, as in 1.5 l water 60 mg/l"),
        )
    litres = parse_number(number) * _PER_LITRE.get(measure, Decimal(1))
    return Water(text, int(count or 1), litres, parse_number(strength), name or "water")


def _is_form(name: str | None, table: FormTable) -> bool:
    try:
        table.meaning(name or "")
    except UnknownNameError:
        return False
    return True


def serving_name(text: str) -> str | None:
    """Give the name behind an amount in a measure of the table of foods; None where the measure is another.

    >>> serving_name("30 g almonds"), serving_name("2 Rennie"), serving_name("400 mg oxide")
    ('almonds', 'Rennie', None)
    """
    read = _read(text)
    return None if read is None else read[3]


def _read(text: str) -> tuple[int, str, str | None, str] | None:
    """Take an item apart: count, number, measure and name."""
    match = re.fullmatch(_FOOD, text, re.DOTALL)
    if match is None:
        return None
    count, number, word, name = match[1], match[2], match[3], (match[4] or "").strip()
    if word and is_unit(word) and word not in _BY_NAME:
        return None
    measure = _MEASURES.get((word or "").casefold())
    if measure is None:
        # "2 Rennie": the word is the name, or its beginning, and the measure is the product's own unit.
        name = f"{word or ''} {name}".strip()
    for of in _OF:
        name = name.removeprefix(of)
    return (int(count or 1), number, measure, name) if name else None


def _serving(text: str) -> Serving | None:
    read = _read(text)
    if read is None:
        return None
    count, number, measure, name = read
    food = known_food(name)
    if food is None:
        return None
    if count == 0:
        raise count_of_zero(text)
    # A bare count is one of what cannot be divided; "2 Maalox" may be bottles or spoons.
    if measure is None and food.per_unit not in WHOLE_UNITS:
        raise ChoiceError(
            say("{text} does not say how much", text=quoted(text)),
            hint=say("type a measure, as in {example}", example=f"'{number} {food.per_unit} {name}'"),
        )
    return Serving(text, count, parse_number(number), measure or food.per_unit, food)
