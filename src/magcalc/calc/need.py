"""The reverse question: how much of a compound, or how many tablets, for a wanted amount of magnesium."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from magcalc.amount import Amount
from magcalc.calc.elemental import percent_of
from magcalc.errors import ChoiceError
from magcalc.facts.form_table import Meaning
from magcalc.interval import EXACT, Interval, in_our_context
from magcalc.said import say

MOST_UNITS = 10_000


class Units(NamedTuple):
    """Whole units of a product around the wanted amount: a number of them and the mg of magnesium it gives."""

    number: int
    elemental: Interval


class Need(NamedTuple):
    """What is needed for ``target_mg`` of magnesium.

    ``compound`` is mg of the compound: low for the strongest grade, typical for the usual one, high for the
    weakest. ``units`` holds the whole counts just under and just over the target, judged by the usual grade.
    """

    target_mg: Decimal
    meaning: Meaning | None
    percent: Interval
    compound: Interval
    unit: Amount | None
    units: tuple[Units, ...]


@in_our_context
def need_for(
    target: Amount,
    meaning: Meaning | None,
    *,
    assay: Decimal | None = None,
    unit: Amount | None = None,
    unit_is_elemental: bool = False,
) -> Need:
    """Work back from magnesium to compound.

    Args:
        target: the magnesium that is wanted.
        meaning: the form it shall come from; None for magnesium itself, which then needs a unit.
        assay: the elemental percentage, where the label gives one.
        unit: what one tablet holds.
        unit_is_elemental: whether that is magnesium already.

    Raises:
        ChoiceError: when a unit holds nothing to count in, or far too many units would be needed.

    >>> from magcalc.facts.form_table import FormTable
    >>> round(need_for(Amount.parse("300 mg"), FormTable().meaning("oxide")).compound.typical)
    497
    """
    if meaning is None:
        percent = Interval.exactly(Decimal(100))
    else:
        percent = percent_of(meaning) if assay is None else Interval.exactly(assay)
    units: tuple[Units, ...] = ()
    if unit is not None:
        each = Interval.exactly(unit.mg)
        if not (unit_is_elemental or unit.is_of_magnesium):
            each = percent.times(unit.mg).times(Decimal("0.01"))
        units = _whole_units(target.mg, each)
    return Need(target.mg, meaning, percent, _compound(target.mg, percent), unit, units)


def _compound(target: Decimal, percent: Interval) -> Interval:
    hundredfold = EXACT.multiply(target, Decimal(100))
    ends = [hundredfold / share for share in (percent.high, percent.typical, percent.low)]
    return Interval(*ends)


def _whole_units(target: Decimal, each: Interval) -> tuple[Units, ...]:
    exact = target / each.typical
    if exact > MOST_UNITS:
        raise ChoiceError(
            say("that would take more than {count} units", count=MOST_UNITS),
            hint=say("give the weight of one unit, such as --unit '500 mg'"),
        )
    counts = {int(exact.to_integral_value(rounding)) for rounding in (ROUND_FLOOR, ROUND_CEILING)}
    return tuple(Units(count, each.times(count)) for count in sorted(counts) if count)
