"""What a row of a table says of a dose, as text, and what that asks for."""

from typing import NamedTuple

from magcalc.amount import Amount
from magcalc.calc.elemental import Settled
from magcalc.calc.split import MOST_DOSES
from magcalc.dose_text import Item, item_of, parse_counts_as, parse_dose
from magcalc.errors import ChoiceError, quoted
from magcalc.said import say


class Words(NamedTuple):
    """What a row says beside its number, as text; empty where it says nothing.

    ``dose`` is a whole dose as typed and ``amount`` an amount that is no plain number; with either there is no
    number left.
    """

    dose: str = ""
    amount: str = ""
    unit: str = ""
    form: str = ""
    grade: str = ""
    basis: str = ""
    per_day: str = ""
    age: str = ""
    sex: str = ""
    counts_as: str = ""


def items_in(words: Words, settled: Settled) -> tuple[Item, ...]:
    """Read the dose of a row, whether it stands in one cell or in several.

    Raises:
        MagcalcError: when it cannot be read, or has two readings.

    >>> items_in(Words(amount="400", unit="mg", form="citrate"), Settled())[0].text
    '400 mg citrate'
    """
    if words.dose:
        items = parse_dose(words.dose, bare_is_magnesium=settled.elemental)
    else:
        amount = Amount.parse(f"{words.amount} {words.unit}") if words.unit else whole_amount(words.amount)
        items = (item_of(amount, form_in(words, settled)),)
    for item in items:
        check_basis(words.basis, item)
    return items


def form_in(words: Words, settled: Settled) -> str:
    """Give the words for what an amount is of; who says that it is magnesium already need name no form."""
    return "magnesium" if settled.elemental and not words.form.strip() else words.form


def settled_in(words: Words) -> Settled:
    """Read what a row settles beside its dose.

    Raises:
        AmountError: when it counts as nothing that a limit counts.

    >>> settled_in(Words(basis="elemental")).elemental
    True
    """
    return Settled(
        elemental=words.basis.strip().casefold() == "elemental",
        grade=words.grade or None,
        counts_as=None if not words.counts_as else parse_counts_as(words.counts_as),
    )


def times_in(words: Words) -> int:
    """Read how often a day the dose is taken, once where nothing is said.

    Raises:
        ChoiceError: when it is no number of doses a day.

    >>> times_in(Words(per_day="2.0")), times_in(Words())
    (2, 1)
    """
    stated = whole(words.per_day)
    if not stated:
        return 1
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        raise ChoiceError(
            say("per_day {text} is no whole number", text=quoted(stated)),
            hint=say("write 1 to {most}", most=MOST_DOSES),
        )
    if not 1 <= int(stated) <= MOST_DOSES:
        raise ChoiceError(
            say("per_day {count} is no number of doses a day", count=stated),
            hint=say("write 1 to {most}", most=MOST_DOSES),
        )
    return int(stated)


def whole_amount(stated: str) -> Amount:
    """Read an amount that has its unit beside it.

    Raises:
        MagcalcError: when it is none.
    """
    if not stated:
        raise ChoiceError(say("the amount has no unit"), hint=say("give a column unit, or amounts such as 400 mg"))
    return Amount.parse(stated)


def whole(stated: str) -> str:
    """A number that a column of floats holds, without the decimal that says nothing: 2.0 is 2."""
    return stated.strip().removesuffix(".0")


def check_basis(stated: str, item: Item) -> None:
    """Refuse a basis that is none, and one that the form's own words contradict.

    Raises:
        ChoiceError: when it is so.
    """
    wanted = stated.strip().casefold()
    if wanted not in ("", "compound", "elemental"):
        raise ChoiceError(
            say("the basis {basis} is unknown", basis=quoted(stated)), hint=say("write compound or elemental")
        )
    says_otherwise = item.basis == "elemental" and not item.amount.is_of_magnesium
    if wanted == "compound" and says_otherwise and item.form is not None:
        raise ChoiceError(
            say("the basis is compound, and the form says the magnesium of {form}", form=item.form),
            hint=say("write elemental, or the name of the compound"),
        )
