"""From the weight of a compound to the magnesium in it.

    elemental = compound x elemental percentage of the grade

A bare name may be any grade sold under it, so the answer is an interval over those grades. Naming the grade, its
assay, or saying that the amount is magnesium already, collapses it.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from magcalc.dose_text import Basis, Item
from magcalc.errors import ChoiceError, quoted
from magcalc.facts.form_table import FormTable, Meaning
from magcalc.facts.forms import Grade
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval
from magcalc.said import fact, listed, say

_HUNDREDTH = Decimal("0.01")


class Settled(NamedTuple):
    """What the person settled beside the text: basis, grade, assay in percent, what all items count as."""

    elemental: bool = False
    grade: str | None = None
    assay: Decimal | None = None
    counts_as: CountsAs | None = None


class Portion(NamedTuple):
    """An item with its magnesium worked out.

    ``unit`` is mg of magnesium in one of its units, ``elemental`` in all of them together; ``percent`` is the
    interval of elemental percentages that was used (None for magnesium itself), ``assay`` the person's own figure
    for it; ``counts_as`` is None for an excipient, which no limit counts.
    """

    item: Item
    meaning: Meaning | None
    basis: Basis
    percent: Interval | None
    assay: Decimal | None
    unit: Interval
    elemental: Interval
    counts_as: CountsAs | None

    @property
    def grade(self) -> Grade | None:
        """The grade, where only one is possible."""
        if self.meaning is None or self.basis == "elemental" or len(self.meaning.grades) > 1:
            return None
        return self.meaning.typical


def percent_of(meaning: Meaning) -> Interval:
    """The elemental percentage of a name: from its weakest to its strongest grade.

    Raises:
        ChoiceError: when the content of a grade is not known.

    >>> percent_of(FormTable().meaning("glycinate")).high
    Decimal('14.0961')
    """
    lows, highs = [], []
    for grade in meaning.grades:
        low, high = grade.lowest_percent, grade.highest_percent
        if low is None or high is None:
            title = fact(grade.title) if grade.title else grade.key
            message = say("nobody knows how much magnesium is in {grade}", grade=title)
            raise ChoiceError(
                listed([message, fact(grade.note)], ": ") if grade.note else message,
                hint=say("give the declared magnesium with --elemental, or the assay with --assay"),
            )
        lows.append(low)
        highs.append(high)
    typical = meaning.typical.elemental_percent
    if typical is None:
        raise AssertionError("a grade with a range has a typical value")
    return Interval(min(lows), typical, max(highs))


def strongest_percent(meaning: Meaning, table: FormTable) -> Decimal:
    """The most magnesium that a product of this name can hold.

    A pure salt holds what its formula holds. A mixture may hold oxide, so only the oxide's own percentage bounds it.

    >>> strongest_percent(FormTable().meaning("glycinate"), FormTable())
    Decimal('14.0961')
    """
    pure = [grade.highest_percent for grade in meaning.grades if grade.formula and grade.highest_percent]
    if pure:
        return max(pure)
    oxide = table.meaning("oxide").typical.elemental_percent
    return Decimal(100) if oxide is None else oxide


def parse_assay(text: str) -> Decimal:
    """Read an elemental percentage above 0 and up to 100, with or without its sign.

    Raises:
        ChoiceError: when it is none.

    >>> parse_assay("12,5 %")
    Decimal('12.5')
    """
    number = text.strip().removesuffix("%").strip()
    whole, _, decimals = number.replace(",", ".").partition(".")
    is_number = len(number) < 20 and number.isascii() and whole.isdigit() and (decimals.isdigit() or number == whole)
    percent = Decimal(number.replace(",", ".")) if is_number else Decimal(0)
    if not 0 < percent <= 100:
        raise ChoiceError(
            say("an assay of {assay} is no percentage above 0 and up to 100", assay=quoted(text)),
            hint=say("type it as in --assay 12.5%"),
        )
    return percent


def check_assay(assay: Decimal, meaning: Meaning, table: FormTable) -> None:
    """Refuse an assay that the compound cannot have; the formula's own figure, rounded like the assay, is taken.

    Raises:
        ChoiceError: when it is over what the strongest grade of the name holds.
    """
    strongest = strongest_percent(meaning, table)
    last_figure = Decimal(1).scaleb(min(int(assay.as_tuple().exponent), 0))
    if assay > strongest.quantize(last_figure, rounding=ROUND_HALF_UP):
        raise ChoiceError(
            say(
                "an assay of {assay} % is more than {form} can hold, {percent} %",
                assay=assay,
                form=meaning.form.named,
                percent=Decimal(f"{strongest:.4g}"),
            ),
            hint=say("check the assay; a product with oxide added is called buffered, as in 'buffered glycinate'"),
        )


def portion_of(item: Item, table: FormTable, settled: Settled = Settled()) -> Portion:  # noqa: B008 (immutable)
    """Work out the magnesium of one item.

    Raises:
        UnknownNameError: when its form or grade has no such name.
        ChoiceError: when an assay is impossible, when two choices exclude each other, or when the content of the
            form is not known.

    >>> from magcalc.dose_text import parse_dose
    >>> portion_of(parse_dose("400 mg oxide")[0], FormTable()).elemental.typical
    Decimal('241.216800')
    """
    meaning = None if item.form is None else table.meaning(item.form)
    basis: Basis = "elemental" if settled.elemental else item.basis
    if basis == "elemental" and (settled.grade or settled.assay):
        raise ChoiceError(
            say("a grade or an assay says nothing about an amount of magnesium itself"),
            hint=say("give the weight of the compound, or leave --grade and --assay out"),
        )
    if meaning is not None and settled.grade is not None:
        meaning = table.with_grade(meaning, settled.grade)
    percent = None
    if basis == "compound" and meaning is not None:
        if settled.assay is None:
            percent = percent_of(meaning)
        else:
            check_assay(settled.assay, meaning, table)
            percent = Interval.exactly(settled.assay)
    unit = Interval.exactly(item.amount.mg)
    if percent is not None:
        unit = percent.times(item.amount.mg).times(_HUNDREDTH)
    counts_as = _counts_as(item, meaning, settled)
    assay = None if percent is None else settled.assay
    return Portion(item, meaning, basis, percent, assay, unit, unit.times(item.unit_count), counts_as)


def _counts_as(item: Item, meaning: Meaning | None, settled: Settled) -> CountsAs | None:
    stated = item.counts_as or settled.counts_as
    if stated is not None:
        return stated
    if meaning is None or meaning.form.role == "nutrient":
        return "supplement"
    return "medicine" if meaning.form.role == "medicine" else None
