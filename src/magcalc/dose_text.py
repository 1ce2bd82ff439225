"""A dose as people type it: ``2 x 1000 mg glycinate + 400 mg oxide @medicine``.

An item is a count, an amount, what the amount is of, and after ``@`` what it counts as. What an amount is of
decides its basis:

* a form (``glycinate``, ``magnesium citrate``, ``Magnesiumcitrat``): the weight of the compound;
* ``magnesium`` or ``Mg`` alone, or ``magnesium as citrate``, ``magnesium from citrate``: the magnesium itself;
* mmol and mEq: the magnesium itself, whatever stands behind them;
* ``magnesium (citrate)`` and ``magnesium, citrate`` have both readings, so they are refused.
"""

import re
from typing import Literal, NamedTuple, get_args

from magcalc.amount import Amount
from magcalc.errors import AmountError, quoted
from magcalc.facts.names import tidy, unframed
from magcalc.facts.row import CountsAs
from magcalc.said import say

LONGEST_DOSE = 2000
MOST_ITEMS = 50
# Patterns stay text: a plain dose meets few of them, and compiling all would cost more than reading it.
_COUNT = r"([0-9]{1,4})\s?[xX×*]\s?(?=[0-9])"
_BROKEN_COUNT = r"([0-9.,]+)\s?[xX×*]\s?[0-9]"
_AMOUNT_FIRST = r"([0-9][0-9., ]*?\s?[A-Za-zµμ]{1,5})(?:\s+(.*))?"
_AMOUNT_LAST = r"(.*[^\s0-9.,])\s+([0-9][0-9., ]*\s?[A-Za-zµμ]{1,5})"

# Small words of the languages that a dose is typed in.
_OF = frozenset({"of", "af", "av", "von", "de", "di", "van"})
_AS = frozenset({"as", "from", "som", "fra", "från", "als", "aus", "uit", "comme", "como", "come"})
_ELEMENTAL = frozenset(
    {"elemental", "elementary", "elementært", "elementær", "elementärt", "elementares", "elementare", "élémentaire"}
)
# The word magnesium by itself; the symbol only where nothing is glued to it, for MgO is a salt.
_ELEMENT = ("magnesium", "magnésium", "magnesio")
_SYMBOL = "Mg"
_HYPHENS = "-\u2010\u2011"
# An amount beside one of these is not the amount that is taken.
_COMPARING = frozenset("<>≤≥≪≫±≈~")

Basis = Literal["compound", "elemental"]
COUNTS_AS: tuple[CountsAs, ...] = get_args(CountsAs)


class Item(NamedTuple):
    """One part of a dose, as written.

    ``form`` is the name as typed, None for magnesium itself; ``is_units`` tells that a count was typed, so that
    the item comes in whole units that a split must not break.
    """

    text: str
    unit_count: int
    amount: Amount
    form: str | None
    basis: Basis
    counts_as: CountsAs | None
    is_units: bool


def parse_dose(text: str, *, bare_is_magnesium: bool = False) -> tuple[Item, ...]:
    """Read a whole dose.

    Args:
        text: what was typed.
        bare_is_magnesium: whether an amount with nothing behind it is magnesium itself; where a compound could be
            meant, it is refused.

    Raises:
        AmountError: when any part cannot be read, or has two readings.

    >>> [item.form for item in parse_dose("2 x 1000 mg glycinate + 400 mg oxide")]
    ['glycinate', 'oxide']
    """
    if len(text) > LONGEST_DOSE:
        raise AmountError(
            say("{text} is too long for a dose", text=quoted(text)),
            hint=say("type at most {count} characters", count=LONGEST_DOSE),
        )
    parts = [part.strip() for part in tidy(text).split("+")]
    if len(parts) > MOST_ITEMS:
        raise AmountError(
            say("the dose has {count} items", count=len(parts)), hint=say("type at most {count}", count=MOST_ITEMS)
        )
    if parts == [""]:
        raise AmountError(say("the dose is empty"), hint=say("type one such as 2000 mg glycinate"))
    if "" in parts:
        raise lone_plus(text)
    return tuple(_parse_item(part, bare_is_magnesium) for part in parts)


def lone_plus(text: str) -> AmountError:
    """Give the refusal for a ``+`` that joins nothing.

    >>> str(lone_plus("400 mg oxide +"))
    "'400 mg oxide +' has a + with nothing beside it"
    """
    return AmountError(
        say("{text} has a + with nothing beside it", text=quoted(text)),
        hint=say("type an item on each side of the +"),
    )


def _parse_item(text: str, bare_is_magnesium: bool) -> Item:
    rest, counts_as = split_counts_as(text)
    count, rest, is_units = _split_count(rest)
    amount, substance = _split_amount(rest)
    if bare_is_magnesium and not substance:
        substance = "magnesium"
    form, basis = _basis_of(substance, str(amount), text, is_magnesium=amount.is_of_magnesium)
    return Item(text, count, amount, form, basis, counts_as, is_units)


def split_counts_as(text: str) -> tuple[str, CountsAs | None]:
    """Take what an item counts as off its end.

    Raises:
        AmountError: when it is none of ``COUNTS_AS``.

    >>> split_counts_as("300 mg oxide @medicine")
    ('300 mg oxide', 'medicine')
    """
    before, mark, after = text.rpartition("@")
    if not mark:
        return text, None
    return before.strip(), parse_counts_as(after)


def parse_counts_as(text: str) -> CountsAs:
    """Read what an item counts as.

    Raises:
        AmountError: when it is none of ``COUNTS_AS``.

    >>> parse_counts_as("medicine")
    'medicine'
    """
    wanted = text.strip().casefold()
    for known in COUNTS_AS:
        if wanted == known:
            return known
    raise AmountError(
        say("{text} is nothing that a limit counts", text=quoted(text.strip())),
        hint=say("type {choices}", choices=", ".join(COUNTS_AS)),
    )


def _split_count(text: str) -> tuple[int, str, bool]:
    match = re.match(_COUNT, text, re.ASCII)
    if match is None:
        if broken := re.match(_BROKEN_COUNT, text):
            raise AmountError(
                say("{text} is no count of units", text=quoted(broken[1])),
                hint=say("type a whole number, such as 2 x"),
            )
        return 1, text, False
    count = int(match[1])
    if count == 0:
        raise count_of_zero(text)
    return count, text[match.end() :], True


def count_of_zero(text: str) -> AmountError:
    """Give the refusal for a count that takes nothing.

    >>> str(count_of_zero("0 x 400 mg oxide"))
    "'0 x 400 mg oxide' has a count of zero"
    """
    return AmountError(say("{text} has a count of zero", text=quoted(text)), hint=say("type a count of at least 1"))


def _split_amount(text: str) -> tuple[Amount, str]:
    if first := re.fullmatch(_AMOUNT_FIRST, text, re.DOTALL):
        return Amount.parse(first[1]), first[2] or ""
    if last := re.fullmatch(_AMOUNT_LAST, text, re.DOTALL):
        return Amount.parse(last[2]), last[1]
    # Nothing of that shape: the amount's own errors say best what is wrong with the first words.
    words = text.split()
    return Amount.parse(" ".join(words[:2]) if words and words[0][-1:].isdigit() else text), ""


def check_exact(name: str, text: str) -> None:
    """Refuse a name with a sign that makes its amount more, less or about as much as it says.

    Raises:
        AmountError: when the name holds such a sign; it quotes the whole text.

    >>> check_exact("oxide", "oxide 400 mg")
    """
    if not _COMPARING.isdisjoint(name):
        sign = next(sign for sign in name if sign in _COMPARING)
        raise AmountError(
            say("{text} has a {sign} beside its amount", text=quoted(text), sign=sign),
            hint=say("type one amount, the most that is taken, without it"),
        )


def item_of(amount: Amount, substance: str, shown: str | None = None) -> Item:
    """Make an item of an amount that is no text any more, and the words for what it is an amount of.

    ``shown`` stands for the amount in what is said to people, where the item speaks for many amounts.

    Raises:
        AmountError: when the words have two readings.

    >>> item_of(Amount.parse("200 mg"), "magnesium as citrate").basis
    'elemental'
    """
    shown = shown or str(amount)
    text = f"{shown} {substance}".rstrip()
    form, basis = _basis_of(tidy(substance), shown, text, is_magnesium=amount.is_of_magnesium)
    return Item(text, 1, amount, form, basis, counts_as=None, is_units=False)


def _basis_of(substance: str, amount: str, text: str, *, is_magnesium: bool) -> tuple[str | None, Basis]:
    check_exact(substance, text)
    words = substance.split()
    if words and words[0].casefold() in _OF:
        words = words[1:]
    if not words and not is_magnesium:
        raise AmountError(
            say("{text} does not say what it is an amount of", text=quoted(text)),
            hint=say(
                "type the form, as in '{amount} citrate', or '{amount} magnesium' for magnesium itself", amount=amount
            ),
        )
    rest = [word for word in words if word.casefold().strip("(),") not in _ELEMENTAL]
    basis: Basis = "elemental" if len(rest) < len(words) or is_magnesium else "compound"
    name = " ".join(rest)
    behind = _behind_element(name)
    if behind is None:
        return name or None, basis
    return _beside_element(name, behind, amount, basis)


def _beside_element(name: str, behind: str, amount: str, basis: Basis) -> tuple[str | None, Basis]:
    """Decide what stands behind the word magnesium: nothing, the form it comes as, or the rest of a salt's name."""
    form = unframed(behind)
    if not form:
        return None, "elemental"
    first, _, rest = form.partition(" ")
    if first.casefold() in _AS:
        return unframed(rest), "elemental"
    is_one_name = behind.lstrip(" ")[0].isalnum() or (behind[0] in _HYPHENS and behind[1:2].isalnum())
    if is_one_name:
        return name, basis
    if basis == "elemental":
        return form, basis
    raise AmountError(
        say(
            "{text} has two readings: {amount} of magnesium, or {amount} of the {form}",
            text=quoted(f"{amount} {name}"),
            amount=amount,
            form=form,
        ),
        hint=say(
            "type '{amount} magnesium as {form}' for the one or '{amount} {form}' for the other",
            amount=amount,
            form=form,
        ),
    )


def _behind_element(name: str) -> str | None:
    """Give what follows the word magnesium at the start of a name, None where the name does not start with it."""
    for word in _ELEMENT:
        behind = name[len(word) :]
        if name[: len(word)].casefold() == word and not behind[:1].isalnum():
            return behind
    behind = name.removeprefix(_SYMBOL)
    return behind if behind != name and behind[:1] in ("", " ") else None
