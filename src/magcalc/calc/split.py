"""A day's amount in single doses.

No dose holds more than the cap, whole units stay whole, the doses are as even as they can be, and they sum exactly
to the day. What is capped is the high end of the interval: the guard must hold for the strongest grade too. A unit
that is over the cap by itself cannot be broken; it is taken alone, and the answer says so.
"""

import heapq
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from magcalc.interval import EXACT, NOTHING, Interval, in_our_context, total

# Nobody takes more doses or more units than this in a day; past it an amount is no dose to be split.
MOST_DOSES = 24
MOST_UNITS = 1000
_STEP = Decimal("0.000001")
# Steps of the search for a packing; what is not found in so many is taken for impossible, and one dose more is used.
_MOST_TRIED = 5000
_MOST_SEARCHED = 100


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

    @property
    def only_single_units_exceed(self) -> bool:
        """Whether each dose keeps to the cap, or is one unit that nobody can break."""
        return all(
            dose.high <= self.cap or (sum(units) == 1 and not share)
            for dose, units, share in zip(self.doses, self.units, self.shares, strict=True)
        )


@in_our_context
def split_day(parts: list[Part], cap: Decimal, at_least: int = 1, exactly: int | None = None) -> Split | None:
    """Split a day into as few doses as keep to the cap.

    Args:
        parts: what is taken in the day.
        cap: the most magnesium in one dose, mg.
        at_least: the doses that are taken anyway.
        exactly: the number of doses, when the person fixes it; then the cap may not be kept.

    Returns:
        None when more than ``MOST_DOSES`` doses or ``MOST_UNITS`` units would be needed.

    >>> three_tablets = [Part(Interval.exactly(Decimal(100)), 3)]
    >>> [dose.high for dose in split_day(three_tablets, Decimal(200)).doses]
    [Decimal('200'), Decimal('100')]
    """
    if sum(part.units or 0 for part in parts) > MOST_UNITS:
        return None
    if exactly is not None:
        return _filled(parts, cap, _even_units(parts, exactly))
    for count in range(max(at_least, _fewest(parts, cap)), MOST_DOSES + 1):
        for way in (_even_units(parts, count), _packed_units(parts, count, cap), _searched_units(parts, count, cap)):
            split = way and _filled(parts, cap, way)
            if split and split.only_single_units_exceed:
                return split
    return None


Units = list[list[int]]


def _fewest(parts: list[Part], cap: Decimal) -> int:
    """A number of doses below which no split can keep to the cap: units over it stand alone, the rest has its sum."""
    alone = sum(part.units or 0 for part in parts if part.elemental.high > cap)
    rest = [part.elemental.times(part.units or 1) for part in parts if not part.units or part.elemental.high <= cap]
    return max(1, alone + int((total(rest).high / cap).to_integral_value(ROUND_CEILING)))


def _heaviest_first(parts: list[Part]) -> list[int]:
    """The part of each single unit, the heaviest units first."""
    order = sorted(range(len(parts)), key=lambda index: -parts[index].elemental.high)
    return [index for index in order for _ in range(parts[index].units or 0)]


def _even_units(parts: list[Part], count: int) -> Units:
    """Give each unit to the dose that is lightest so far: even, but not always the tightest packing."""
    loads = [(Decimal(0), dose) for dose in range(count)]
    units = [[0] * len(parts) for _ in range(count)]
    for index in _heaviest_first(parts):
        load, dose = loads[0]
        units[dose][index] += 1
        heapq.heapreplace(loads, (EXACT.add(load, parts[index].elemental.high), dose))
    return units


def _packed_units(parts: list[Part], count: int, cap: Decimal) -> Units | None:
    """Give each unit to the first dose that has room for it; None where one finds none."""
    loads = [Decimal(0)] * count
    units = [[0] * len(parts) for _ in range(count)]
    for index in _heaviest_first(parts):
        weight = parts[index].elemental.high
        for dose in range(count):
            if not loads[dose] or loads[dose] + weight <= cap:
                units[dose][index] += 1
                loads[dose] = EXACT.add(loads[dose], weight)
                break
        else:
            return None
    return units


def _searched_units(parts: list[Part], count: int, cap: Decimal) -> Units | None:
    """Look for any packing, where the quick ways found none; None where there is none, or the search is too long."""
    weights = [part.elemental.high for part in parts]
    order = _heaviest_first(parts)
    left = sum((weights[index] for index in order if weights[index] <= cap), Decimal(0))
    loads, tried = [Decimal(0)] * count, 0
    placed: list[int] = []

    def place(at: int) -> bool:
        nonlocal tried
        tried += 1
        if at == len(order) or tried > _MOST_TRIED:
            return at == len(order)
        weight = weights[order[at]]
        met = set[Decimal]()
        # Units of one kind are placed in the order of the doses: which of them goes where makes no difference.
        first = placed[at - 1] if at and order[at - 1] == order[at] else 0
        for dose in range(first, count):
            load = loads[dose]
            if load in met or (load and load + weight > cap):
                continue
            met.add(load)
            loads[dose] += weight
            placed.append(dose)
            if place(at + 1):
                return True
            placed.pop()
            loads[dose] -= weight
        return False

    if len(order) > _MOST_SEARCHED or left > cap * count or not place(0):
        return None
    units = [[0] * len(parts) for _ in range(count)]
    for index, dose in zip(order, placed, strict=True):
        units[dose][index] += 1
    return units


def _filled(parts: list[Part], cap: Decimal, units: Units) -> Split:
    """Pour what can be divided over the doses of whole units, and put the largest dose first."""
    whole = [
        total([part.elemental.times(number) for part, number in zip(parts, numbers, strict=True) if number])
        for numbers in units
    ]
    divisible = total([part.elemental for part in parts if part.units is None])
    fills = _pour(divisible.high, [dose.high for dose in whole])
    doses = [dose.plus(_share_of(divisible, fill)) for dose, fill in zip(whole, fills, strict=True)]
    order = sorted(range(len(doses)), key=lambda dose: -doses[dose].high)
    return Split(
        doses=tuple(doses[dose] for dose in order),
        units=tuple(tuple(units[dose]) for dose in order),
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
    for reached, dose in enumerate(order, start=1):  # pragma: no branch (the last load always ends it)
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
