"""Magnesium itself: what turns millimoles into milligrams."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from magcalc.facts.store import data_file


class Element(NamedTuple):
    """The element: ``molar_mass`` in g/mol (so also mg/mmol) and the charge of its ion."""

    molar_mass: Decimal
    charge: int
    source: str


@cache
def magnesium() -> Element:
    """Read the element from its table.

    >>> magnesium().molar_mass
    Decimal('24.305')
    """
    record = data_file("element").record("magnesium")
    return Element(molar_mass=record["molar_mass"], charge=record["charge"], source=record["source"])
