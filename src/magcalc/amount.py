"""Amounts: ``1,5 g`` or ``4 mmol``, from text, from pint and back. The one place that knows units.

The grammar is our own, strict and anchored: what it does not know it refuses, and a text with two readings is
refused with both spelled out. Free text never reaches pint, whose parser reads ``1,5 g`` as 15 g.

``mmol``, ``mol`` and ``mEq`` always count magnesium ions, never molecules of a salt: 1 mmol is 2 mEq is 24.305 mg.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from magcalc.errors import AmountError, quoted
from magcalc.facts.element import magnesium
from magcalc.facts.names import tidy
from magcalc.interval import EXACT, in_our_context
from magcalc.said import say

if TYPE_CHECKING:
    from pint import Quantity, UnitRegistry

MG_PER_MASS_UNIT = {"kg": Decimal(10**6), "g": Decimal(10**3), "mg": Decimal(1), "µg": Decimal("0.001")}
MMOL_PER_SUBSTANCE_UNIT = {"mol": Decimal(10**3), "mmol": Decimal(1)}

# As written, to the one spelling that we use. Case is kept: Mg is a megagram, and MG nobody knows.
_SPELLINGS = {
    **{unit: unit for unit in (*MG_PER_MASS_UNIT, *MMOL_PER_SUBSTANCE_UNIT)},
    "mcg": "µg",
    "μg": "µg",
    "ug": "µg",
    "mEq": "mEq",
    "meq": "mEq",
}
# What people write out, or count: refused, with what to type instead.
_WRITTEN_OUT = {
    **dict.fromkeys(("gram", "grams", "gramm", "gramme", "grammes"), "g"),
    **dict.fromkeys(("milligram", "milligrams", "milligramm", "milligramme", "milligrammes"), "mg"),
    **dict.fromkeys(("microgram", "micrograms", "mikrogram", "mikrogramm", "microgramme", "microgrammes"), "mcg"),
}
UNITS = tuple(dict.fromkeys(_SPELLINGS.values()))

_PINT_NAMES = {
    "kg": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "µg": "microgram",
    "mol": "mole",
    "mmol": "millimole",
}

LONGEST_AMOUNT = 40
_DIGITS = "0123456789"
_MOST_WHOLE_DIGITS, _MOST_DECIMALS = 9, 6
# What was put together by hand may carry the noise of a float, but no size that nobody takes or can print.
_LEAST, _MOST = Decimal("1e-12"), Decimal("1e12")


class Amount(NamedTuple):
    """A number with a unit of mass or of amount of substance (of magnesium).

    >>> Amount.parse("1,5 g").mg, Amount.parse("4 mmol").mg
    (Decimal('1500.0'), Decimal('97.220'))
    """

    value: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Amount":
        """Read an amount above zero.

        Raises:
            AmountError: when it is none, or when it has two readings.
        """
        if len(text) > LONGEST_AMOUNT:
            raise AmountError(say("{text} is too long for an amount", text=quoted(text)), hint=_EXAMPLE)
        tidied = tidy(text).strip()
        unit = tidied.lstrip(_DIGITS + "., ")
        number = tidied[: len(tidied) - len(unit)].rstrip()
        if not (number[:1].isdigit() and number[-1:].isdigit() and unit.isalpha()):
            raise _no_amount(text)
        value = parse_number(number)
        if unit not in _SPELLINGS:
            raise _unknown_unit(text, unit)
        return cls(value, _SPELLINGS[unit])

    @property
    def is_of_magnesium(self) -> bool:
        """Whether the unit itself says that magnesium is meant: moles and equivalents do."""
        return self.unit not in MG_PER_MASS_UNIT

    @property
    def mg(self) -> Decimal:
        """The mass in milligrams, exactly; of an amount of substance, the mass of that much magnesium."""
        if self.unit in MG_PER_MASS_UNIT:
            return EXACT.multiply(self.value, MG_PER_MASS_UNIT[self.unit])
        return EXACT.multiply(self._mmol_of_ions(), magnesium().molar_mass)

    def checked(self) -> "Amount":
        """Give the amount back when it can be one, for amounts that were put together by hand.

        Raises:
            AmountError: when it is not above zero and of a size that exists, or its unit is unknown.
        """
        if self.unit not in UNITS:
            raise _unknown_unit(f"{self.value} {self.unit}", self.unit)
        if not (self.value.is_finite() and _LEAST <= self.value <= _MOST):
            shown = quoted(f"{self.value} {self.unit}")
            raise AmountError(say("{text} is no dose", text=shown), hint=say("give an amount above zero"))
        return self

    @in_our_context
    def to(self, unit: str) -> "Amount":
        """Convert to another unit, mass being mass of magnesium.

        Raises:
            AmountError: when the unit is not one of ``UNITS`` or a spelling of one.

        >>> Amount.parse("4 mmol").to("mEq").value
        Decimal('8')
        """
        wanted = _SPELLINGS.get(unit)
        if wanted is None:
            raise _unknown_unit(unit, unit)
        if wanted in MG_PER_MASS_UNIT:
            return Amount(EXACT.divide(self.mg, MG_PER_MASS_UNIT[wanted]), wanted)
        mmol = self._mmol_of_ions() if self.is_of_magnesium else self.mg / magnesium().molar_mass
        if wanted == "mEq":
            return Amount(mmol * magnesium().charge, wanted)
        return Amount(mmol / MMOL_PER_SUBSTANCE_UNIT[wanted], wanted)

    def to_pint(self, registry: "UnitRegistry[Any] | None" = None) -> "Quantity[Any]":
        """Give the amount as a pint quantity; milliequivalents become millimoles.

        Args:
            registry: the registry of the calling program; pint's application registry when left out. Numbers
                come in the registry's own type, a float unless it was made with Decimal.

        >>> import pint
        >>> Amount.parse("1500 mg").to_pint(pint.UnitRegistry(non_int_type=Decimal)).to("g").magnitude
        Decimal('1.500')
        """
        import pint

        units: Any = pint.application_registry if registry is None else registry
        amount = self.to("mmol") if self.unit == "mEq" else self
        quantity: Quantity[Any] = units.Quantity(units.non_int_type(amount.value), _PINT_NAMES[amount.unit])
        return quantity

    @classmethod
    def from_pint(cls, quantity: "Quantity[Any]") -> "Amount":
        """Take a pint quantity of mass or of amount of substance (of magnesium), of any registry.

        Raises:
            AmountError: when it is neither, or not above zero and finite.
        """
        for unit, name, dimension in (("mg", "milligram", "[mass]"), ("mmol", "millimole", "[substance]")):
            # The dimension itself is asked: an active context would call moles compatible with milligrams.
            if getattr(quantity, "dimensionality", None) == {dimension: 1}:
                # A float's own text times the unit's factor: to() would bring the noise of binary fractions.
                factor = quantity._REGISTRY.Quantity(1, quantity.units).to(name).magnitude
                return cls(EXACT.multiply(_decimal(quantity.magnitude), _decimal(factor)), unit).checked()
        raise AmountError(
            say("{text} is neither a mass nor an amount of substance", text=quoted(str(quantity))),
            hint=say("give text such as '400 mg', or a pint quantity in milligrams or millimoles"),
        )

    def _mmol_of_ions(self) -> Decimal:
        if self.unit == "mEq":
            return EXACT.divide(self.value, Decimal(magnesium().charge))
        return EXACT.multiply(self.value, MMOL_PER_SUBSTANCE_UNIT[self.unit])

    def __str__(self) -> str:
        return f"{self.value:f} {self.unit}"


def is_unit(text: str) -> bool:
    """Whether a text is a unit of an amount, spelled as people may.

    >>> is_unit("mcg"), is_unit("ml")
    (True, False)
    """
    return text in _SPELLINGS


def parse_number(text: str) -> Decimal:
    """Read a number above zero with one decimal mark, comma or point, and spaces between thousands.

    Raises:
        AmountError: when it is none; when one mark stands before exactly three digits, which may mean thousands
            or thousandths, both readings are spelled out.

    >>> parse_number("1 500,5")
    Decimal('1500.5')
    """
    text = tidy(text).strip()
    whole, mark, decimals = text.replace(",", ".").partition(".")
    first, *groups = whole.split(" ")
    is_grouped = len(first) <= 3 and all(len(group) == 3 for group in groups)
    digits = "".join((first, *groups, decimals))
    if not (digits.isascii() and digits.isdigit() and first and bool(mark) == bool(decimals)):
        raise _no_number(text)
    if groups and (not is_grouped or first.startswith("0")):
        raise _no_number(text)
    if len(digits) - len(decimals) > _MOST_WHOLE_DIGITS or len(decimals) > _MOST_DECIMALS:
        raise _no_number(text)
    if not groups and len(decimals) == 3 and len(first) <= 3 and not first.startswith("0"):
        thousands, thousandths = f"{first}{decimals}", f"{first}.{decimals}"
        raise AmountError(
            say("{text} has two readings: {one} or {other}", text=quoted(text), one=thousands, other=thousandths),
            hint=say("type {one} for the one or {other} for the other", one=thousands, other=f"{thousandths}0"),
        )
    number = Decimal(f"{first}{''.join(groups)}{mark}{decimals}")
    if not number:
        raise AmountError(say("{text} is no dose", text=quoted(text)), hint=say("type an amount above zero"))
    return number


_EXAMPLE = say("type a number and a unit, such as 400 mg or 1,5 g")


def _no_number(text: str) -> AmountError:
    shown = quoted(text)
    if re.fullmatch(r"[0-9.,' ]+", text):
        plain = text.replace(" ", "").replace("'", "")
        if len(re.findall(r"[.,]", plain)) > 1:
            return AmountError(
                say("{text} has more than one mark", text=shown), hint=say("type thousands without marks, as 1500.5")
            )
        whole, _, decimals = plain.replace(",", ".").partition(".")
        if len(whole) > _MOST_WHOLE_DIGITS or len(decimals) > _MOST_DECIMALS:
            return AmountError(
                say("{text} is too long for a dose", text=shown),
                hint=say("type at most nine digits and six decimals"),
            )
    return AmountError(
        say("{text} is no number", text=shown), hint=say("type digits with one decimal mark, such as 1500 or 1.5")
    )


def _no_amount(text: str) -> AmountError:
    stripped, shown = text.strip(), quoted(text)
    if re.match(r"[-\u2212\u2013] ?[0-9]", stripped):
        return AmountError(say("{text} is negative", text=shown), hint=say("type an amount above zero"))
    if any(letter.isdigit() and not letter.isascii() for letter in stripped):
        return AmountError(say("{text} has digits that are not plain", text=shown), hint=say("type the digits 0 to 9"))
    if re.match(r"[0-9.,]+[eE][-+]?[0-9]", stripped):
        return AmountError(say("{text} has an exponent", text=shown), hint=say("write the number out, such as 400 mg"))
    if re.fullmatch(r"[0-9][0-9.,' ]*", stripped):
        return AmountError(say("{text} has no unit", text=shown), hint=_EXAMPLE)
    if stripped[:1] in (".", ","):
        return AmountError(
            say("{text} starts with a decimal mark", text=shown),
            hint=say("type {amount}, with the zero", amount=f"0{stripped}"),
        )
    return AmountError(say("{text} is no amount", text=shown), hint=_EXAMPLE)


def _unknown_unit(text: str, unit: str) -> AmountError:
    shown = quoted(text)
    if unit in ("Mg", "MG"):
        return AmountError(
            say("{text} has the unit {unit}, which is not milligram", text=shown, unit=unit),
            hint=say("type mg, in small letters"),
        )
    meant = unit.casefold()
    if meant in _WRITTEN_OUT:
        return AmountError(
            say("{text} has a unit that is written out", text=shown), hint=say("type {unit}", unit=_WRITTEN_OUT[meant])
        )
    if meant in _SPELLINGS:
        return AmountError(
            say("{text} has the unit {unit}, which nobody uses", text=shown, unit=unit),
            hint=say("type {unit}", unit=meant),
        )
    return AmountError(
        say("{text} has no unit that is known", text=shown),
        hint=say("units are kg, g, mg, mcg, mmol, mol and mEq; two tablets are typed as 2 x 400 mg"),
    )


def _decimal(magnitude: object) -> Decimal:
    # A float's shortest text is what its writer meant; a number that is no Decimal comes in through that text.
    return magnitude if isinstance(magnitude, Decimal) else Decimal(str(magnitude))


def magnesium_context() -> Any:
    """Give a pint context ``magnesium`` between mass and amount of substance, by the molar mass.

    >>> import pint
    >>> registry = pint.UnitRegistry(non_int_type=Decimal)
    >>> registry.add_context(magnesium_context())
    >>> registry.Quantity(Decimal(4), "mmol").to("mg", "magnesium").magnitude
    Decimal('97.220')
    """
    import pint

    context = pint.Context("magnesium")

    def to_mass(ureg: Any, value: Any, **_: Any) -> Any:
        return value * ureg.Quantity(magnesium().molar_mass, "g/mol")

    def to_substance(ureg: Any, value: Any, **_: Any) -> Any:
        return value / ureg.Quantity(magnesium().molar_mass, "g/mol")

    context.add_transformation("[substance]", "[mass]", to_mass)
    context.add_transformation("[mass]", "[substance]", to_substance)
    return context
