"""Percentages as people read them: four figures of magnesium in a compound, whole percents of absorption."""

from decimal import Decimal

from magcalc.interval import plain


def elemental_percent(percent: Decimal) -> str:
    """Round an elemental percentage to four figures.

    >>> elemental_percent(Decimal("14.0961")), elemental_percent(Decimal("10.0"))
    ('14.1', '10')
    """
    return plain(round(percent, 3 - percent.adjusted()))


def absorbed_percent(share: Decimal) -> str:
    """Give a share, 0 to 1, in whole percents: an estimate does not carry more.

    >>> absorbed_percent(Decimal("0.263"))
    '26'
    """
    return f"{share * 100:.0f}"
