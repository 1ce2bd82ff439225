"""How much magnesium is in a magnesium supplement, is it too much, and how to take it.

>>> import magcalc
>>> answer = magcalc.dose("2000 mg glycinate")
>>> answer.elemental.typical, [check.status for check in answer.limits]
(Decimal('200.000'), ['depends', 'below'])

Amounts are :class:`decimal.Decimal` in mg of magnesium unless a name says otherwise; results are exact and nothing
is rounded. What is refused raises a :class:`MagcalcError`, whose ``hint`` says what to give instead.

The names are loaded when they are first used, so that the command line pays only for what it needs.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from magcalc.amount import Amount, magnesium_context
    from magcalc.api import check_label, dose, elemental, form, form_table, need
    from magcalc.calc.dose import Dose, Plan
    from magcalc.calc.need import Need
    from magcalc.calc.person import Person
    from magcalc.errors import AmountError, ChoiceError, MagcalcError, StreamError, TableError, UnknownNameError
    from magcalc.facts.bands import Age
    from magcalc.facts.form_table import FormTable
    from magcalc.facts.forms import Form
    from magcalc.interval import Interval
    from magcalc.label.check import CheckedLabel, LabelChecker, LabelPlan

__all__ = [
    "Age",
    "Amount",
    "AmountError",
    "CheckedLabel",
    "ChoiceError",
    "Dose",
    "Form",
    "FormTable",
    "Interval",
    "LabelChecker",
    "LabelPlan",
    "MagcalcError",
    "Need",
    "Person",
    "Plan",
    "StreamError",
    "TableError",
    "UnknownNameError",
    "check_label",
    "dose",
    "elemental",
    "form",
    "form_table",
    "magnesium_context",
    "need",
]

_HOMES = {
    "magcalc.amount": ("Amount", "magnesium_context"),
    "magcalc.api": ("check_label", "dose", "elemental", "form", "form_table", "need"),
    "magcalc.calc.dose": ("Dose", "Plan"),
    "magcalc.calc.need": ("Need",),
    "magcalc.calc.person": ("Person",),
    "magcalc.errors": (
        "AmountError",
        "ChoiceError",
        "MagcalcError",
        "StreamError",
        "TableError",
        "UnknownNameError",
    ),
    "magcalc.facts.bands": ("Age",),
    "magcalc.facts.form_table": ("FormTable",),
    "magcalc.facts.forms": ("Form",),
    "magcalc.interval": ("Interval",),
    "magcalc.label.check": ("CheckedLabel", "LabelChecker", "LabelPlan"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module 'magcalc' has no attribute {name!r}")
