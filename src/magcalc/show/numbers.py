"""Numbers for people: three significant figures, no trailing zeros, never rounded onto or over a limit."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from magcalc.interval import Interval, plain
from magcalc.show.language import tell, told_number

_MOST_FIGURES = 28
_HUNDRED = Decimal(100)


def figures(value: Decimal, marks: Iterable[Decimal] = (), at_least: int = 3) -> str:
    """Round for people, with more figures where so few would seem to reach or leave one of the marks.

    >>> figures(Decimal("281.922")), figures(Decimal("249.999")), figures(Decimal("249.999"), [Decimal(250)])
    ('282', '250', '249.999')
    """
    marks = list(marks)
    for count in range(at_least, _MOST_FIGURES):
        rounded = _rounded(value, count)
        if all(_side(rounded, mark) == _side(value, mark) for mark in marks):
            return told_number(plain(rounded))
    return told_number(plain(value))


def span(interval: Interval, marks: Iterable[Decimal] = (), unit: str = "mg", at_least: int = 3) -> str:
    """Give the typical value with its unit, and the range behind it where there is one.

    >>> span(Interval(Decimal(200), Decimal(200), Decimal("281.922")))
    '200 mg (up to 282 mg)'
    """
    marks = list(marks)
    low, typical, high = (figures(end, marks, at_least) for end in (interval.low, interval.typical, interval.high))
    if low == high:
        return f"{typical} {unit}"
    if low == typical:
        return tell("{typical} {unit} (up to {high} {unit})", typical=typical, high=high, unit=unit)
    if high == typical:
        return tell("{typical} {unit} (down to {low} {unit})", typical=typical, low=low, unit=unit)
    return tell("{typical} {unit} ({low} to {high} {unit})", typical=typical, low=low, high=high, unit=unit)


def stretch(interval: Interval, marks: Iterable[Decimal] = (), at_least: int = 3) -> str:
    """Give the ends only: ``200 to 282``, or one number where they are the same.

    >>> stretch(Interval(Decimal(200), Decimal(200), Decimal("281.922")))
    '200 to 282'
    """
    marks = list(marks)
    low, high = figures(interval.low, marks, at_least), figures(interval.high, marks, at_least)
    return low if low == high else tell("{low} to {high}", low=low, high=high)


def percents(interval: Interval) -> str:
    """Give percentages with two figures, three from 100 on; none is rounded onto 100 from either side.

    >>> percents(Interval(Decimal("53.3"), Decimal("53.3"), Decimal("112.77")))
    '53 to 113 %'
    """
    low, high = (figures(end, [_HUNDRED], 2 if end < _HUNDRED else 3) for end in (interval.low, interval.high))
    return f"{low} %" if low == high else tell("{low} to {high} %", low=low, high=high)


def elemental_percent(percent: Decimal) -> str:
    """Round an elemental percentage to four figures.

    >>> elemental_percent(Decimal("14.0961")), elemental_percent(Decimal("10.0"))
    ('14.1', '10')
    """
    return told_number(plain(round(percent, 3 - percent.adjusted())))


def absorbed_percent(share: Decimal) -> str:
    """Give a share, 0 to 1, in whole percents: an estimate does not carry more.

    >>> absorbed_percent(Decimal("0.263"))
    '26'
    """
    return f"{share * 100:.0f}"


def _rounded(value: Decimal, count: int) -> Decimal:
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - count + 1), rounding=ROUND_HALF_UP)


def _side(value: Decimal, mark: Decimal) -> int:
    return (value > mark) - (value < mark)
