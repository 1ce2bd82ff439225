"""A day's amount in single doses.

No dose holds more than the cap, whole units stay whole, the doses are as even as they can be, and they sum exactly
to the day. What is capped is the high end of the interval: the guard must hold for the strongest grade too.
"""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from magcalc.interval import EXACT, NOTHING, Interval, total

# Nobody takes more doses than this in a day; past it an amount is no dose to be split.
MOST_DOSES = 24
_STEP = Decimal("0.000001")


class Part(NamedTuple):
    """Something to split: ``elemental`` mg in one unit, and how many units; None units means it can be divided."""

    elemental: Interval
    units: int | None


class Split(NamedTuple):
    """A day in doses.

    ``doses`` is mg of magnesium, the largest first; ``units`` the whole units of each part in each dose, ``shares``
    the share of what can be divided; ``fits`` whether no dose is over the cap.
    """

    doses: tuple[Interval, ...]
    units: tuple[tuple[int, ...], ...]
    shares: tuple[Decimal, ...]
    cap: Decimal
    fits: bool


def split_day(parts: list[Part], cap: Decimal, at_least: int = 1, exactly: int | None = None) -> Split | None:
    """Split a day into the fewest doses that keep to the cap.

    Args:
        parts: what is taken in the day.
        cap: the most magnesium in one dose, mg.
        at_least: the doses that are taken anyway.
        exactly: the number of doses, when the person fixes it; then the cap may not be kept.

    Returns:
        None when more than ``MOST_DOSES`` would be needed.

    >>> three_tablets = [Part(Interval.exactly(Decimal(100)), 3)]
    >>> [dose.high for dose in split_day(three_tablets, Decimal(200)).doses]
    [Decimal('200'), Decimal('100')]
    """
    if exactly is not None:
        return _into(parts, cap, exactly)
    day = total([part.elemental.times(part.units or 1) for part in parts])
    largest_unit = max((part.elemental.high for part in parts if part.units), default=Decimal(0))
    reachable = max(cap, largest_unit)
    fewest = int((day.high / reachable).to_integral_value(ROUND_CEILING))
    for count in range(max(at_least, fewest, 1), MOST_DOSES + 1):
        split = _into(parts, cap, count)
        if max(dose.high for dose in split.doses) <= reachable:
            return split
    return None


def _into(parts: list[Part], cap: Decimal, count: int) -> Split:
    loads = [Decimal(0)] * count
    units: list[list[int]] = [[0] * count for _ in parts]
    # The heaviest units first, each to the lightest dose, so that the light ones even things out.
    for index in sorted(range(len(parts)), key=lambda index: -parts[index].elemental.high):
        part = parts[index]
        if part.units is None:
            continue
        each, left = divmod(part.units, count)
        lightest = sorted(range(count), key=lambda dose: loads[dose])[:left]
        for dose in range(count):
            units[index][dose] = each + (dose in lightest)
            loads[dose] = EXACT.fma(part.elemental.high, Decimal(units[index][dose]), loads[dose])
    divisible = total([part.elemental for part in parts if part.units is None])
    fills = _pour(divisible.high, loads)
    doses = []
    for dose in range(count):
        whole = total([part.elemental.times(units[index][dose]) for index, part in enumerate(parts) if part.units])
        doses.append(whole.plus(_share_of(divisible, fills[dose])))
    order = sorted(range(count), key=lambda dose: -doses[dose].high)
    return Split(
        doses=tuple(doses[dose] for dose in order),
        units=tuple(tuple(units[index][dose] for index in range(len(parts))) for dose in order),
        shares=tuple(fills[dose] / divisible.high if divisible.high else Decimal(0) for dose in order),
        cap=cap,
        fits=all(dose.high <= cap for dose in doses),
    )


def _pour(amount: Decimal, loads: list[Decimal]) -> list[Decimal]:
    """Pour a divisible amount over the loads like water, so that the lowest rise to one level."""
    order = sorted(range(len(loads)), key=lambda dose: loads[dose])
    fills = [Decimal(0)] * len(loads)
    if not amount:
        return fills
    below = Decimal(0)
    for reached, dose in enumerate(order, start=1):
        below += loads[dose]
        level = ((amount + below) / reached).quantize(_STEP, rounding=ROUND_CEILING)
        if reached == len(order) or level <= loads[order[reached]]:
            break
    left = amount
    for dose in order[:reached]:
        # The level is rounded up, so the last one takes the smaller rest and the sum is exact.
        fills[dose] = min(level - loads[dose], left)
        left = EXACT.subtract(left, fills[dose])
    return fills


def _share_of(divisible: Interval, high: Decimal) -> Interval:
    if not divisible.high:
        return NOTHING
    share = high / divisible.high
    low, typical = divisible.low * share, divisible.typical * share
    return Interval(min(low, high), min(max(typical, low), high), high)
