"""The remarks on a dose: why a range, what is unconfirmed, what the law says of a form, and who should ask first."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from magcalc.calc.elemental import Portion
from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck, is_small_child
from magcalc.calc.person import Person
from magcalc.calc.split import Split
from magcalc.facts.cautions import Occasion, cautions
from magcalc.facts.form_table import Meaning
from magcalc.facts.forms import Form
from magcalc.facts.row import CountsAs
from magcalc.interval import Interval, total
from magcalc.said import Said, fact, listed, say

_UNCONFIRMED = {
    "secondary": say("is read on other people's pages only"),
    "judgement": say("is a judgement, no work gives it"),
    "recalled": say("is a trade figure that nobody could confirm"),
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
        yield Finding(caution.key, caution.severity, fact(caution.message), caution.source)


def _on_portion(portion: Portion) -> Iterator[Finding]:
    meaning = portion.meaning
    if meaning is None:
        return
    if portion.counts_as is None:
        yield Finding(
            "excipient-not-counted",
            "info",
            say("{form} is a tablet aid; its magnesium is counted by no limit", form=meaning.form.named),
            meaning.form.eu.source,
        )
    if portion.percent is None:
        return
    if not portion.percent.is_exact:
        message = say("{form}: {why}", form=portion.item.form or "", why=why_open(meaning))
        yield Finding("grade-not-settled", "info", message, None)
    for grade in () if portion.assay else meaning.grades:
        if grade.status in _UNCONFIRMED and grade.elemental_percent is not None:
            yield Finding(
                "unconfirmed-number",
                "info",
                say(
                    "{form}, {grade}: {percent} % {standing}",
                    form=meaning.form.key,
                    grade=grade.key,
                    percent=grade.elemental_percent,
                    standing=_UNCONFIRMED[grade.status],
                ),
                grade.source,
            )


def why_open(meaning: Meaning) -> Said:
    """Say why a name stands for more than one grade."""
    return fact(meaning.note) if meaning.note else say("the name is used for several grades")


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
        message = say("{form} is not permitted in EU food supplements", form=form.named)
        if eu.note:
            message = listed([message, fact(eu.note)], ": ")
        yield Finding("not-listed-in-eu", "info", message, eu.source)
    if eu.adults_only and (not person.is_adult or person.states):
        message = say("in the EU {form} is for adults who are not pregnant or lactating", form=form.named)
        yield Finding("adults-only", "warning", message, eu.source)
    if eu.max_mg is not None and amount.high > eu.max_mg:
        of_form: dict[str, str | Decimal] = {"form": form.named, "mg": eu.max_mg}
        message = (
            say("{form} is over its own EU maximum of {mg} mg of magnesium a day", **of_form)
            if amount.low > eu.max_mg
            else say("{form} may be over its own EU maximum of {mg} mg of magnesium a day", **of_form)
        )
        yield Finding("over-eu-maximum", "warning", message, eu.source)


def _on_split(split: Split | None) -> Iterator[Finding]:
    if split is None:
        yield Finding(
            "too-much-to-split", "warning", say("no sensible number of doses keeps to the per-dose cap"), None
        )
    elif not split.fits:
        yield Finding(
            "single-dose-over-cap",
            "warning",
            say("a single dose can hold more than {cap} mg of magnesium", cap=split.cap),
            None,
        )


def _on_limit(check: LimitCheck, split: Split | None) -> Iterator[Finding]:
    rule = check.limit
    if rule.status == "secondary" and check.max_mg is not None:
        yield Finding(
            "unconfirmed-limit",
            "info",
            say("{limit}: the limit is read on other people's pages only", limit=fact(rule.short)),
            rule.source,
        )
    if check.min_mg is not None and Decimal(0) < check.counted.low < check.min_mg:
        named: dict[str, str | Decimal] = {"limit": fact(rule.short), "mg": check.min_mg}
        message = (
            say("{limit}: the daily dose of a product is under the least amount, {mg} mg", **named)
            if check.counted.high < check.min_mg
            else say("{limit}: the daily dose of a product may be under the least amount, {mg} mg", **named)
        )
        yield Finding("under-product-minimum", "info", message, rule.source)
    if rule.min_doses is not None and split is not None and len(split.doses) < rule.min_doses:
        yield Finding(
            "fewer-intakes-than-advised",
            "info",
            say("{limit} asks for at least {count} intakes over the day", limit=fact(rule.short), count=rule.min_doses),
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
