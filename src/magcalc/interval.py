"""An amount that is not known exactly: low, typical and high, and the little arithmetic it needs."""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import NamedTuple, ParamSpec, Self, TypeVar

# Amounts have at most 15 digits, percentages 6, counts 4: products and sums of them fit in 80 digits exactly,
# whatever decimal context the calling program has set.
EXACT = Context(prec=80)
_OURS = Context(prec=28)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_our_context(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let a function divide and round with 28 figures, whatever the calling program has set for itself."""

    @wraps(function)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with localcontext(_OURS):
            return function(*args, **kwargs)

    return wrapper


class _Ends(NamedTuple):
    low: Decimal
    typical: Decimal
    high: Decimal


class Interval(_Ends):
    """A quantity from ``low`` to ``high`` with the value it most often has, all in the same unit.

    Raises:
        ValueError: when the three are out of order.

    >>> Interval(Decimal(200), Decimal(200), Decimal(282)).is_exact
    False
    """

    __slots__ = ()

    def __new__(cls, low: Decimal, typical: Decimal, high: Decimal) -> Self:
        """Check the order of the three."""
        if not low <= typical <= high:
            raise ValueError(f"not in order: {low} <= {typical} <= {high}")
        return tuple.__new__(cls, (low, typical, high))

    @classmethod
    def exactly(cls, value: Decimal) -> Self:
        """Give the interval that holds one value only.

        >>> Interval.exactly(Decimal("121.5")).high
        Decimal('121.5')
        """
        return cls(value, value, value)

    @property
    def is_exact(self) -> bool:
        """Whether low and high are the same."""
        return self.low == self.high

    def plus(self, other: "Interval") -> "Interval":
        """Add two quantities end by end, exactly.

        >>> Interval.exactly(Decimal(1)).plus(Interval(Decimal(0), Decimal(1), Decimal(2))).high
        Decimal('3')
        """
        return Interval(
            EXACT.add(self.low, other.low),
            EXACT.add(self.typical, other.typical),
            EXACT.add(self.high, other.high),
        )

    def times(self, factor: Decimal | int) -> "Interval":
        """Multiply by a factor that is not negative, exactly.

        >>> Interval.exactly(Decimal("0.1")).times(3).low
        Decimal('0.3')
        """
        by = Decimal(factor)
        return Interval(
            EXACT.multiply(self.low, by),
            EXACT.multiply(self.typical, by),
            EXACT.multiply(self.high, by),
        )

    def over(self, divisor: Decimal) -> "Interval":
        """Divide by a positive number, to 28 figures.

        >>> Interval.exactly(Decimal("48.61")).over(Decimal("24.305")).typical
        Decimal('2')
        """
        return Interval(
            _OURS.divide(self.low, divisor),
            _OURS.divide(self.typical, divisor),
            _OURS.divide(self.high, divisor),
        )


NOTHING = Interval.exactly(Decimal(0))


def plain(value: Decimal) -> str:
    """Give a number in full, without an exponent and without trailing zeros.

    >>> plain(Decimal("10.0")), plain(Decimal("1E+3"))
    ('10', '1000')
    """
    text = str(value)
    if "E" in text or "e" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(parts: list[Interval]) -> Interval:
    """Add up any number of quantities; none at all are zero.

    >>> total([]).high
    Decimal('0')
    """
    if len(parts) == 1:
        return parts[0]
    low = typical = high = Decimal(0)
    for part in parts:
        low = EXACT.add(low, part.low)
        typical = EXACT.add(typical, part.typical)
        high = EXACT.add(high, part.high)
    return Interval(low, typical, high)
