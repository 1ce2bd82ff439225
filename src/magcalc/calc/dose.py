"""A whole dose: what it holds, what a day of it means, and what must be said about it."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.absorb import Absorbed, absorbed_from
from magcalc.calc.elemental import Portion, Settled, portion_of
from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck, check_limit, limits_for
from magcalc.calc.person import Person
from magcalc.calc.references import LabelReference, ReferenceIntake, label_references, reference_intakes
from magcalc.calc.remarks import remarks_on
from magcalc.calc.split import MOST_DOSES, Part, Split, split_day
from magcalc.dose_text import Item, parse_dose
from magcalc.errors import ChoiceError
from magcalc.facts.absorption import absorption_model, single_dose
from magcalc.facts.element import magnesium
from magcalc.facts.form_table import FormTable
from magcalc.interval import Interval, in_our_context, total
from magcalc.said import say


class Plan(NamedTuple):
    """How the dose is taken and what it is held against.

    ``per_day`` is how often the dose as written is taken, ``times`` a fixed number of single doses to split the
    day into, ``max_single`` the per-dose cap in mg of magnesium (None: the table's), ``limits`` keys of limits
    (None: the usual ones).
    """

    per_day: int = 1
    times: int | None = None
    max_single: Decimal | None = None
    limits: tuple[str, ...] | None = None

    def checked(self) -> "Plan":
        """Give the plan back when its numbers are possible.

        Raises:
            ChoiceError: when a count is not from 1 to 24 or the cap is not above zero.
        """
        for option, count in (("--per-day", self.per_day), ("--times", self.times)):
            if count is not None and not 1 <= count <= MOST_DOSES:
                raise ChoiceError(
                    say("{option} {count} is no number of doses a day", option=option, count=count),
                    hint=say("type 1 to {most}", most=MOST_DOSES),
                )
        if self.max_single is not None and not (self.max_single.is_finite() and self.max_single > 0):
            raise ChoiceError(
                say("--max-single {mg} is no amount for one dose", mg=str(self.max_single)),
                hint=say("type mg above zero"),
            )
        return self


class Dose(NamedTuple):
    """The whole answer, per day and in mg of magnesium unless a name says otherwise.

    ``split`` is None where no sensible number of doses keeps to the cap, ``absorbed`` None where the absorption of
    a part is unknown. ``origin`` is the user's own form table when one was in use.
    """

    text: str
    person: Person
    plan: Plan
    portions: tuple[Portion, ...]
    elemental: Interval
    mmol: Interval
    references: tuple[LabelReference, ...]
    intakes: tuple[ReferenceIntake, ...]
    split: Split | None
    absorbed: Absorbed | None
    limits: tuple[LimitCheck, ...]
    findings: tuple[Finding, ...]
    origin: str | None


@in_our_context
def assess_dose(
    dose: str | tuple[Item, ...],
    *,
    table: FormTable | None = None,
    settled: Settled | None = None,
    person: Person | None = None,
    plan: Plan | None = None,
) -> Dose:
    """Answer one dose, as typed or read already.

    Raises:
        MagcalcError: when the text, a name or a choice cannot be taken; nothing is guessed.

    >>> assess_dose("2000 mg glycinate").elemental.typical
    Decimal('200.000')
    """
    table = table or FormTable()
    settled = settled or Settled()
    # Who says that the amounts are magnesium need not name a form.
    items = parse_dose(dose, bare_is_magnesium=settled.elemental) if isinstance(dose, str) else dose
    person = (person or Person()).checked()
    plan = (plan or Plan()).checked()
    if len(items) > 1 and (settled.grade or settled.assay):
        raise ChoiceError(
            say("--grade and --assay cannot be told apart for several items"),
            hint=say("name the grade in the item, as in '400 mg chloride hexahydrate', or ask one item at a time"),
        )
    portions = [portion_of(item, table, settled) for item in items]
    day = [portion._replace(elemental=portion.elemental.times(plan.per_day)) for portion in portions]
    elemental = total([portion.elemental for portion in day])
    split = _split(portions, plan)
    checks = [
        check_limit(rule, [(portion.counts_as, portion.elemental) for portion in day], person)
        for rule in limits_for(plan.limits, person)
    ]
    return Dose(
        text=" + ".join(item.text for item in items),
        person=person,
        plan=plan,
        portions=tuple(portions),
        elemental=elemental,
        mmol=elemental.over(magnesium().molar_mass),
        references=tuple(label_references(elemental, person)),
        intakes=tuple(reference_intakes(person)),
        split=split,
        absorbed=None if split is None else absorbed_from(day, split.doses, absorption_model()),
        limits=tuple(checks),
        findings=tuple(remarks_on(day, person, split, checks)),
        origin=table.origin,
    )


def _split(portions: list[Portion], plan: Plan) -> Split | None:
    parts = []
    for portion in portions:
        if portion.item.is_units:
            parts.append(Part(portion.unit, portion.item.unit_count * plan.per_day))
        else:
            parts.append(Part(portion.elemental.times(plan.per_day), None))
    units = [part.units for part in parts if part.units is not None]
    if plan.times is not None and len(units) == len(parts) and plan.times > sum(units):
        raise ChoiceError(
            say("{units} units cannot be split into {doses} doses", units=sum(units), doses=plan.times),
            hint=say("ask for fewer doses with --times"),
        )
    cap = single_dose().max_mg if plan.max_single is None else plan.max_single
    return split_day(parts, cap, at_least=plan.per_day, exactly=plan.times)
