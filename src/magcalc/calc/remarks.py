"""The remarks on a dose: why a range, what is unconfirmed, what the law says of a form, and who should ask first."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from magcalc.calc.elemental import Portion
from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck, is_small_child
from magcalc.calc.person import Person
from magcalc.calc.split import Split
from magcalc.facts.cautions import Occasion, cautions
from magcalc.facts.forms import Form
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval, plain, total

_UNCONFIRMED = {
    "secondary": "is read on other people's pages only",
    "judgement": "is a judgement, no work gives it",
    "recalled": "is a trade figure that nobody could confirm",
}


def remarks_on(day: list[Portion], person: Person, split: Split | None, checks: list[LimitCheck]) -> Iterator[Finding]:
    """Give everything that must be said about a dose and its split, the most important first."""
    yield from remarks_on_portions(day, person)
    yield from _on_split(split)
    yield from remarks_on_limits(checks, split)
    yield from remarks_for_person({portion.counts_as for portion in day}, person, checks)


def remarks_on_portions(day: list[Portion], person: Person) -> Iterator[Finding]:
    """Give what must be said about the salts: why a range, what is unconfirmed, what the law says of them."""
    for portion in day:
        yield from _on_portion(portion)
    yield from _on_forms_in_law(day, person)


def remarks_on_limits(checks: Iterable[LimitCheck], split: Split | None = None) -> Iterator[Finding]:
    """Give what must be said about limits beside their statuses."""
    for check in checks:
        yield from _on_limit(check, split)


def remarks_for_person(
    kinds: Collection[CountsAs | None], person: Person, checks: Iterable[LimitCheck]
) -> Iterator[Finding]:
    """Give the cautions that a person, a day over a limit, or the kinds of what is taken call for."""
    for caution in cautions(set(_occasions(kinds, person, checks))):
        yield Finding(caution.key, caution.severity, caution.message, caution.source)


def _on_portion(portion: Portion) -> Iterator[Finding]:
    meaning = portion.meaning
    if meaning is None:
        return
    if portion.counts_as is None:
        yield Finding(
            "excipient-not-counted",
            "info",
            f"{meaning.form.title} is a tablet aid; its magnesium is counted by no limit",
            meaning.form.eu.source,
        )
    if portion.basis == "elemental" or portion.percent is None:
        return
    if not portion.percent.is_exact:
        why = meaning.note or "the name is used for several grades"
        yield Finding("grade-not-settled", "info", f"{portion.item.form}: {why}", None)
    for grade in () if portion.assay else meaning.grades:
        if grade.status in _UNCONFIRMED and grade.elemental_percent is not None:
            yield Finding(
                "unconfirmed-number",
                "info",
                f"{meaning.form.key}, {grade.key}: {plain(grade.elemental_percent)} % {_UNCONFIRMED[grade.status]}",
                grade.source,
            )


def _on_forms_in_law(day: list[Portion], person: Person) -> Iterator[Finding]:
    amounts: dict[str, tuple[Form, list[Interval]]] = {}
    for portion in day:
        if portion.meaning is not None and portion.counts_as == "supplement":
            form = portion.meaning.form
            amounts.setdefault(form.key, (form, []))[1].append(portion.elemental)
    for form, parts in amounts.values():
        yield from _on_eu_standing(form, total(parts), person)


def _on_eu_standing(form: Form, amount: Interval, person: Person) -> Iterator[Finding]:
    eu = form.eu
    if eu.listed == "no":
        message = f"{form.title} is not permitted in EU food supplements{f': {eu.note}' if eu.note else ''}"
        yield Finding("not-listed-in-eu", "info", message, eu.source)
    if eu.adults_only and (not person.is_adult or person.states):
        message = f"in the EU {form.title} is for adults who are not pregnant or lactating"
        yield Finding("adults-only", "warning", message, eu.source)
    if eu.max_mg is not None and amount.high > eu.max_mg:
        is_over = "is" if amount.low > eu.max_mg else "may be"
        message = f"{form.title} {is_over} over its own EU maximum of {plain(eu.max_mg)} mg of magnesium a day"
        yield Finding("over-eu-maximum", "warning", message, eu.source)


def _on_split(split: Split | None) -> Iterator[Finding]:
    if split is None:
        yield Finding("too-much-to-split", "warning", "no sensible number of doses keeps to the per-dose cap", None)
    elif not split.fits:
        yield Finding(
            "single-dose-over-cap",
            "warning",
            f"a single dose can hold more than {plain(split.cap)} mg of magnesium",
            None,
        )


def _on_limit(check: LimitCheck, split: Split | None) -> Iterator[Finding]:
    rule = check.limit
    if rule.status == "secondary" and check.max_mg is not None:
        yield Finding(
            "unconfirmed-limit", "info", f"{rule.short}: the limit is read on other people's pages only", rule.source
        )
    if check.min_mg is not None and Decimal(0) < check.counted.low < check.min_mg:
        may = "is" if check.counted.high < check.min_mg else "may be"
        yield Finding(
            "under-product-minimum",
            "info",
            f"{rule.short}: the daily dose of a product {may} under the least amount, {plain(check.min_mg)} mg",
            rule.source,
        )
    if rule.min_doses is not None and split is not None and len(split.doses) < rule.min_doses:
        yield Finding(
            "fewer-intakes-than-advised",
            "info",
            f"{rule.short} asks for at least {rule.min_doses} intakes over the day",
            rule.source,
        )


def _occasions(kinds: Collection[CountsAs | None], person: Person, checks: Iterable[LimitCheck]) -> Iterator[Occasion]:
    if person.kidney_disease:
        yield "kidney-disease"
    if person.pregnant:
        yield "pregnant"
    if person.lactating:
        yield "lactating"
    if not person.is_adult:
        yield "under-4" if is_small_child(person) else "under-18"
    if any(check.status in ("above", "depends") for check in checks):
        yield "over-limit"
    if "medicine" in kinds:
        yield "medicine"
