"""The forms side by side: what a bare name gives, for the list of forms."""

from typing import Literal, NamedTuple

from magcalc.calc.elemental import percent_of
from magcalc.errors import ChoiceError
from magcalc.facts.form_table import FormTable, Meaning
from magcalc.facts.forms import Form
from magcalc.interval import Interval

SortKey = Literal["name", "elemental", "absorption", "tolerance", "eu"]
_EU_ORDER = ("yes", "conditional", "as-parts", "unclear", "no")


class FormOverview(NamedTuple):
    """A form with the elemental percentage of its usual name; None where the content is unknown."""

    form: Form
    name: str
    percent: Interval | None


def overview_of(table: FormTable, language: str, sort_by: SortKey) -> list[FormOverview]:
    """List every form, named in a language and sorted: the richest, best absorbed, gentlest or permitted first.

    >>> overview_of(FormTable(), "en", "elemental")[0].form.key
    'oxide'
    """
    return sorted((overview_row(form, language) for form in table), key=lambda row: _rank(row, sort_by))


def overview_row(form: Form, language: str) -> FormOverview:
    """Name one form in a language and give the elemental percentage of its usual name.

    >>> overview_row(FormTable().form("oxide"), "nb").name
    'magnesiumoksid'
    """
    return FormOverview(form, form.local_name(language), _usual_percent(form))


def _usual_percent(form: Form) -> Interval | None:
    try:
        return percent_of(Meaning.of(form, form.name[0]))
    except ChoiceError:
        return None


def _rank(row: FormOverview, sort_by: SortKey) -> tuple[float, str]:
    form = row.form
    rank = 0.0
    if sort_by == "elemental":
        rank = -float(row.percent.typical) if row.percent else 0.0
    elif sort_by == "absorption":
        rank = -float(form.absorption.typical) if form.absorption else 0.0
    elif sort_by == "tolerance":
        rank = form.tolerance.rank if form.tolerance else 9.0
    elif sort_by == "eu":
        rank = _EU_ORDER.index(form.eu.listed)
    return rank, row.name.casefold()
