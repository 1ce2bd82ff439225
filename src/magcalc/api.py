"""What other programs call: a dose, the reverse, a label, and pint quantities in and out.

The command line is built on the same parts. Everything here raises :class:`magcalc.MagcalcError` for what it
refuses, with a ``message`` and a ``hint``.
"""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from magcalc.amount import Amount
from magcalc.calc.dose import Dose, Plan, assess_dose
from magcalc.calc.elemental import Settled, check_assay, parse_assay
from magcalc.calc.need import Need, need_for
from magcalc.calc.person import Person
from magcalc.dose_text import Item, item_of, parse_dose
from magcalc.facts.form_table import FormTable
from magcalc.facts.forms import Form
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval, in_our_context

if TYPE_CHECKING:
    from pint import Quantity

    from magcalc.label.check import CheckedLabel, LabelPlan


def dose(
    text: "str | Quantity[Any] | Amount",
    form: str | None = None,
    *,
    elemental: bool = False,
    grade: str | None = None,
    assay: Decimal | str | None = None,
    counts_as: CountsAs | None = None,
    person: Person | None = None,
    plan: Plan | None = None,
    forms: "FormTable | None" = None,
) -> Dose:
    """Answer a dose: what it holds, whether it is too much, how to take it.

    Args:
        text: a whole dose as typed (``"2 x 1000 mg glycinate + 400 mg oxide"``), or one amount: text, an
            :class:`Amount` or a pint quantity of mass or of amount of substance.
        form: what one amount is of; when it is left out, text says so itself and a quantity is of magnesium.
        elemental: the amounts are magnesium already.
        grade: the grade of the form, such as ``"anhydrous"``.
        assay: the elemental percentage, above 0 and up to what the form can hold.
        counts_as: what the limits shall take the items for; supplements when left out.
        person: who takes it; an adult when left out.
        plan: how often, in how many doses, under which cap and against which limits.
        forms: another form table, see :func:`form_table`.

    Returns:
        The answer, per day and in mg of magnesium.

    Raises:
        MagcalcError: when anything cannot be read, is unknown, or has two readings.

    >>> answer = dose("2000 mg glycinate")
    >>> answer.elemental.low, answer.elemental.high
    (Decimal('200.000'), Decimal('281.922000'))
    >>> [check.status for check in answer.limits]
    ['depends', 'below']
    """
    settled = Settled(elemental=elemental, grade=grade, assay=_as_assay(assay), counts_as=counts_as)
    return assess_dose(_as_items(text, form), table=forms, settled=settled, person=person, plan=plan)


def elemental(
    amount: "str | Quantity[Any] | Amount", form: str, *, grade: str | None = None, assay: Decimal | str | None = None
) -> Interval:
    """Give the mg of magnesium in an amount of a compound.

    Args:
        amount: a mass, as text, as an :class:`Amount` or as a pint quantity. An amount of substance is of magnesium
            itself, whatever the form.
        form: a form's name in any language.
        grade: the grade, which collapses the interval.
        assay: the elemental percentage, which collapses it too.

    Returns:
        mg of magnesium over the grades sold under the name; compound x elemental percentage.

    >>> elemental("400 mg", "oxide").typical
    Decimal('241.216800')
    """
    part = dose(amount if not isinstance(amount, str) else Amount.parse(amount), form, grade=grade, assay=assay)
    return part.portions[0].elemental


@in_our_context
def need(
    target: "str | Quantity[Any] | Amount",
    form: str,
    *,
    grade: str | None = None,
    assay: Decimal | str | None = None,
    unit: "str | Quantity[Any] | Amount | None" = None,
    forms: "FormTable | None" = None,
) -> Need:
    """Give the compound that holds a wanted amount of magnesium, and whole units of it.

    Args:
        target: the magnesium that is wanted.
        form: a form's name in any language.
        grade: the grade.
        assay: the elemental percentage.
        unit: what one tablet weighs in compound.
        forms: another form table.

    >>> need("300 mg", "oxide").compound.typical.quantize(Decimal("0.1"))
    Decimal('497.5')
    """
    table = forms or FormTable()
    meaning = table.meaning(form)
    if grade is not None:
        meaning = table.with_grade(meaning, grade)
    percent = _as_assay(assay)
    if percent is not None:
        check_assay(percent, meaning, table)
    each = None if unit is None else _as_amount(unit)
    return need_for(_as_amount(target), meaning, assay=percent, unit=each)


def form(name: str, *, forms: "FormTable | None" = None) -> Form:
    """Find a form by a name in any language.

    Raises:
        UnknownNameError: when no form has the name; its hint offers the nearest.

    >>> form("Magnesiumsitrat").key
    'citrate'
    """
    return (forms or FormTable()).meaning(name).form


def form_table(path: "str | Path | None" = None) -> FormTable:
    """Give the form table, with a user's own forms from a TOML file over it.

    Raises:
        MagcalcError: when the file cannot be read or is no table of forms.

    >>> "citrate" in form_table().keys
    True
    """
    if path is None:
        return FormTable()
    from magcalc.facts.user_table import table_with

    return table_with(Path(path))


def _as_amount(value: "str | Quantity[Any] | Amount") -> Amount:
    if isinstance(value, Amount):
        return value.checked()
    return Amount.parse(value) if isinstance(value, str) else Amount.from_pint(value)


def _as_assay(value: Decimal | str | None) -> Decimal | None:
    return None if value is None else parse_assay(str(value))


def _as_items(value: "str | Quantity[Any] | Amount", form: str | None) -> tuple[Item, ...]:
    if isinstance(value, str) and form is None:
        return parse_dose(value)
    return (item_of(_as_amount(value), "magnesium" if form is None else form),)


def check_label(text: str, *, plan: "LabelPlan | None" = None) -> "CheckedLabel":
    """Read a supplement's label and report what does not add up.

    Args:
        text: the label as printed, in any of the languages of ``magcalc label``.
        plan: its language and market, the limits, the person and the rules; found out, or the usual, when left out.

    Returns:
        The reading, in mg of magnesium for one serving, and the findings. For many labels settle the plan once with
        :class:`LabelChecker`.

    Raises:
        MagcalcError: when the text names no magnesium, or the plan names what does not exist.

    >>> checked = check_label("Magnesium (as citrate) 150 mg per capsule. Take 2 capsules daily.")
    >>> checked.reading.day, [finding.slug for finding in checked.findings]
    ((Decimal('300'), Decimal('300')), ['over-efsa-250'])
    """
    from magcalc.label.check import LabelChecker, LabelPlan, no_magnesium

    checked = LabelChecker(plan or LabelPlan()).check(text)
    if not checked.reading.has_magnesium:
        raise no_magnesium(text)
    return checked
