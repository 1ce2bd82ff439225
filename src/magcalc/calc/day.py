"""A whole day: everything taken, what each limit counts of it, and what would bring it back within them.

Supplements, medicines that hold magnesium, water, what food is fortified with, and food as grown are summed apart,
because a limit counts some of them and not others. Food as grown stands beside the reference intakes, never under a
limit.
"""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, get_args

from magcalc.calc.elemental import Portion, Settled, portion_of
from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck, check_limit, counted_by, limits_for, status_of
from magcalc.calc.person import Person
from magcalc.calc.references import LabelReference, ReferenceIntake, label_references, reference_intakes
from magcalc.calc.remarks import remarks_for_person, remarks_on_limits, remarks_on_portions
from magcalc.calc.split import Part
from magcalc.day_text import WHOLE_UNITS, Serving, Water
from magcalc.dose_text import Item
from magcalc.errors import ChoiceError, quoted
from magcalc.facts.form_table import FormTable
from magcalc.facts.row import CountsAs
from magcalc.interval import EXACT, Interval, in_our_context, total
from magcalc.said import listed, say, say_count, together

_KINDS: tuple[CountsAs, ...] = get_args(CountsAs)
_SCHEDULED: frozenset[CountsAs] = frozenset({"supplement", "medicine"})
# The measures that are words.
_MEASURES = {
    "tablet": say("tablet"),
    "capsule": say("capsule"),
    "sachet": say("sachet"),
    "portion": say("portion"),
}


class Taken(NamedTuple):
    """Something taken in the day.

    ``unit`` is mg of magnesium in one of its ``count`` units, ``elemental`` in all of them; ``is_units`` tells that
    they are not to be broken; ``counts_as`` is None for what no limit counts. ``row`` names the table and the record
    it comes from; ``portion`` is there for a salt. With ``is_floor`` it holds more than stated, and nobody says how
    much more.
    """

    text: str
    amount: Decimal
    measure: str
    name: str
    unit_count: int
    is_units: bool
    unit: Interval
    elemental: Interval
    counts_as: CountsAs | None
    row: str | None
    source: str | None
    portion: Portion | None
    is_floor: bool = False

    @property
    def part(self) -> Part:
        """What a split makes of it."""
        return Part(self.unit, self.unit_count) if self.is_units else Part(self.elemental, None)

    @property
    def is_scheduled(self) -> bool:
        """Whether it is taken at chosen times: supplements and medicines are, food and drink are not."""
        return self.counts_as in _SCHEDULED and self.elemental.high > 0

    def written(self, count: int, share: Decimal) -> str:
        """Write so many of its units, or such a share of it, as people say it."""
        # Typed again, it must count as what it was told to count as.
        name = listed([self.name, f"@{self.counts_as}"], " ") if "@" in self.text else self.name
        if not self.is_units:
            amount = _three_figures(self.amount * self.unit_count * share)
            return say("{amount} {measure} {name}", amount=amount, measure=self.measure, name=name)
        if self.measure in WHOLE_UNITS:
            return _whole_units(count, self.measure, name)
        return say(
            "{count} x {amount} {measure} {name}", count=count, amount=self.amount, measure=self.measure, name=name
        )


def _whole_units(count: int, measure: str, name: str) -> str:
    match measure:
        case "tablet":
            return say_count("{count} tablet {name}", "{count} tablets {name}", count, name=name)
        case "capsule":
            return say_count("{count} capsule {name}", "{count} capsules {name}", count, name=name)
        case _:
            return say_count("{count} sachet {name}", "{count} sachets {name}", count, name=name)


class Change(NamedTuple):
    """The smallest change to one thing taken: what to take instead, and how much magnesium (mg, high end) less."""

    place: int
    instead: str | None
    less_mg: Decimal


class Day(NamedTuple):
    """Everything about a day's magnesium but its times, in mg a day.

    ``change`` is None where nothing is over a limit, or no single change is enough: ``is_within`` tells which.
    """

    person: Person
    taken: tuple[Taken, ...]
    totals: dict[CountsAs, Interval]
    elemental: Interval
    limits: tuple[LimitCheck, ...]
    references: tuple[LabelReference, ...]
    intakes: tuple[ReferenceIntake, ...]
    change: Change | None
    findings: tuple[Finding, ...]
    origin: str | None

    @property
    def is_within(self) -> bool:
        """Whether every limit is kept, on every reading."""
        return all(check.status not in ("above", "depends") for check in self.limits)


def taken_from(item: Item | Serving | Water, table: FormTable, settled: Settled) -> Taken:
    """Work out the magnesium of one thing taken.

    Raises:
        MagcalcError: when its name or its measure cannot be taken.
    """
    if not isinstance(item, Item):
        if settled.elemental or settled.grade or settled.assay:
            raise ChoiceError(
                say("{item} has its magnesium in a table or on its label", item=quoted(item.text)),
                hint=say("leave elemental, grade and assay to the salts"),
            )
        return _of_serving(item, settled) if isinstance(item, Serving) else _of_water(item, settled)
    portion = portion_of(item, table, settled)
    name = portion.item.form or say("magnesium")
    return Taken(
        text=item.text,
        amount=item.amount.value,
        measure=item.amount.unit,
        name=say("magnesium as {form}", form=name) if portion.basis == "elemental" and item.form else name,
        unit_count=item.unit_count,
        is_units=item.is_units,
        unit=portion.unit,
        elemental=portion.elemental,
        counts_as=portion.counts_as,
        row=None if portion.meaning is None else f"forms.toml: {portion.meaning.form.key}",
        source=None if portion.meaning is None else portion.meaning.typical.source,
        portion=portion,
    )


def _of_serving(item: Serving, settled: Settled) -> Taken:
    food = item.food
    is_whole = item.unit in WHOLE_UNITS and item.amount == item.amount.to_integral_value()
    # "2 tablets" are two units of one; "2 x 1.5 l" are two bottles, which can be poured.
    count = item.unit_count * int(item.amount) if is_whole else item.unit_count
    amount = Decimal(1) if is_whole else item.amount
    unit = food.mg_in(amount, item.unit)
    return Taken(
        text=item.text,
        amount=amount,
        measure=_MEASURES.get(item.unit, item.unit),
        name=food.named,
        unit_count=count,
        is_units=is_whole,
        unit=unit,
        elemental=unit.times(count),
        counts_as=item.counts_as or settled.counts_as or food.counts_as,
        row=f"foods.toml: {food.key}, {food.entry}",
        source=food.source,
        portion=None,
        is_floor=food.at_least,
    )


def _of_water(item: Water, settled: Settled) -> Taken:
    unit = Interval.exactly(EXACT.multiply(item.litres, item.mg_per_litre))
    return Taken(
        text=item.text,
        amount=item.litres,
        measure="l",
        name=item.name,
        unit_count=item.unit_count,
        is_units=False,
        unit=unit,
        elemental=unit.times(item.unit_count),
        counts_as=item.counts_as or settled.counts_as or "water",
        row=None,
        source=None,
        portion=None,
    )


@in_our_context
def assess_day(
    taken: Sequence[Taken], *, person: Person, limits: tuple[str, ...] | None = None, origin: str | None = None
) -> Day:
    """Sum a day and hold it against the limits.

    Raises:
        UnknownNameError: when a chosen limit has no such key.

    >>> from magcalc.day_text import parse_taken
    >>> items = [taken_from(item, FormTable(), Settled()) for item in parse_taken("400 mg oxide", FormTable())]
    >>> [check.status for check in assess_day(items, person=Person()).limits]
    ['below', 'below']
    """
    rules = limits_for(limits, person)
    counted = [(one.counts_as, one.elemental) for one in taken]
    checks = [_with_floors(check_limit(rule, counted, person), taken) for rule in rules]
    elemental = total([one.elemental for one in taken])
    portions = [one.portion for one in taken if one.portion is not None]
    return Day(
        person=person,
        taken=tuple(taken),
        totals={kind: total([one.elemental for one in taken if one.counts_as == kind]) for kind in _KINDS},
        elemental=elemental,
        limits=tuple(checks),
        references=tuple(label_references(elemental, person)),
        intakes=tuple(reference_intakes(person)),
        change=smallest_change(taken, checks),
        findings=(
            *remarks_on_portions(portions, person),
            *remarks_on_limits(checks),
            *remarks_for_person({one.counts_as for one in taken}, person, checks),
        ),
        origin=origin,
    )


def _with_floors(check: LimitCheck, taken: Sequence[Taken]) -> LimitCheck:
    """Leave open what a product that holds more than it states may turn."""
    floors = [one.name for one in taken if one.is_floor and _is_counted(one, check)]
    if not floors or check.status not in ("below", "at"):
        return check
    because = say(
        "{products} holds more magnesium than its text states, and nobody says how much", products=together(floors)
    )
    return check._replace(status="depends", because=because)


def _is_counted(one: Taken, check: LimitCheck) -> bool:
    return one.counts_as in (*check.limit.covers, *check.limit.may_cover)


def smallest_change(taken: Sequence[Taken], checks: Sequence[LimitCheck]) -> Change | None:
    """Find the change of one thing that takes away least and brings every limit to ``below`` or ``at``.

    Whole units stay whole; what can be divided keeps three figures.
    """
    over = [check for check in checks if check.status in ("above", "depends")]
    if not over:
        return None
    floors = [one for one in taken if one.is_floor and any(_is_counted(one, check) for check in over)]
    changes = [
        change
        for place, one in enumerate(taken)
        # What nobody states cannot be made up for by less of something else.
        if floors in ([], [one]) and (change := _change_of(place, one, over)) is not None
    ]
    return min(changes, key=lambda change: change.less_mg, default=None)


def _change_of(place: int, one: Taken, over: Sequence[LimitCheck]) -> Change | None:
    """The least that this one thing must give up, None where even all of it is not enough."""
    whole = Decimal(one.unit_count) if one.is_units else one.amount * one.unit_count
    step = Decimal(1) if one.is_units else Decimal(1).scaleb(whole.adjusted() - 2)

    def left(count: int) -> Interval:
        return one.elemental.times(count * step).over(whole)

    def is_kept(count: int) -> bool:
        return all(_is_kept(one, left(count), check) for check in over)

    if not is_kept(0):
        return None
    # Less of it never breaks a limit that more of it keeps, so the most that may be left is found by halving.
    steps = range(1, int(whole / step) + 1)
    most = 0 if one.is_floor else bisect_left(steps, True, key=lambda count: not is_kept(count))
    instead = one.written(most, most * step / whole) if most else None
    return Change(place, instead, EXACT.subtract(one.elemental.high, left(most).high))


def _is_kept(one: Taken, left: Interval, check: LimitCheck) -> bool:
    """Whether a limit is kept when no more than ``left`` is left of one thing."""
    given, kept = (counted_by(check.limit, [(one.counts_as, amount)]) for amount in (one.elemental, left))
    ends = zip(check.counted, given, kept, strict=True)
    counted = Interval(*[EXACT.add(EXACT.subtract(day, was), now) for day, was, now in ends])
    return status_of(counted, check.max_mg) in ("below", "at")


def _three_figures(value: Decimal) -> Decimal:
    return round(value, 2 - value.adjusted())
