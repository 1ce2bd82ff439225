"""Why a day is answered as it is."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.calc.clock import clock
from magcalc.calc.day import Day, Taken
from magcalc.calc.timetable import Timetable, gap_in_words
from magcalc.interval import total
from magcalc.said import fact
from magcalc.show.day import words
from magcalc.show.language import tell, told
from magcalc.show.why.dose import KINDS, limit_steps, reference_steps
from magcalc.show.why.portion import portion_steps
from magcalc.show.why.steps import Step, added, ends, exact


def day_steps(day: Day, times: Timetable) -> list[Step]:
    """Give all steps of a day: each thing taken, the sums, the limits, and the times."""
    return [
        *(step for one in day.taken for step in _taken(one)),
        *_sums(day),
        *limit_steps(day.limits),
        *_change(day),
        *reference_steps(day.references, day.elemental),
        *_intakes(day),
        *_times(times),
    ]


def _taken(one: Taken) -> Iterator[Step]:
    if one.portion is not None:
        yield from portion_steps(one.portion)
        return
    yield Step(f"{exact(one.amount)} {told(one.measure)} {told(one.name)}", _of_table(one), one.row, one.source)
    if one.unit_count > 1:
        yield Step(one.text, f"{one.unit_count} × {ends(one.unit)} = {ends(one.elemental)}")


def _of_table(one: Taken) -> str:
    """A row's figure, and what so much of it holds."""
    per = one.unit.over(one.amount)
    if one.amount == 1:
        return ends(one.unit)
    in_one = tell("mg in 1 {measure}", measure=one.measure)
    return f"{exact(one.amount)} × {ends(per, in_one)} = {ends(one.unit)}"


def _sums(day: Day) -> Iterator[Step]:
    for kind, amount in day.totals.items():
        parts = [one.elemental for one in day.taken if one.counts_as == kind]
        if len(parts) > 1:
            yield Step(tell("all that counts as {kind}", kind=KINDS[kind]), added(parts, amount))
    held = [amount for amount in day.totals.values() if amount.high]
    if len(held) > 1:
        yield Step(tell("the day"), added(held, day.elemental))


def _change(day: Day) -> Iterator[Step]:
    if day.change is None:
        return
    over = [check for check in day.limits if check.status in ("above", "depends") and check.max_mg is not None]
    less = exact(day.change.less_mg)
    most = "; ".join(
        f"{told(fact(check.limit.short))}: {exact(check.counted.high)} - {less} <= {exact(check.max_mg or Decimal(0))}"
        for check in over
    )
    fewer = tell("{mg} mg less", mg=less)
    yield Step(tell("the smallest single change"), f"{words.change(day)}: {fewer} ({most})")


def _intakes(day: Day) -> Iterator[Step]:
    for row in day.intakes:
        yield Step(
            f"{told(fact(row.intake.title))}, {told(fact(row.band.kind or row.intake.kind))}",
            tell(
                "100 × magnesium / {mg} mg = {percent}",
                mg=exact(row.band.mg),
                percent=ends(day.elemental.times(100).over(row.band.mg), "%"),
            ),
            f"intakes.toml: {row.intake.key}",
            row.intake.source,
        )


def _times(times: Timetable) -> Iterator[Step]:
    for one in times.medicines:
        apart = tell("the clinic decides") if one.refer else told(gap_in_words(one))
        yield Step(
            tell("apart from {medicine}", medicine=one.named),
            apart,
            f"medicines.toml: {one.medicine.key}",
            one.medicine.source,
        )
    waking = times.waking
    up = tell("up from {wake} to {bed}", wake=clock(waking.wake), bed=clock(waking.bed))
    free = ", ".join(
        tell("{low} to {high}", low=waking.time(start), high=waking.time(end)) for start, end in times.windows
    )
    yield Step(tell("open for magnesium"), f"{up}: {free or tell('no moment')}")
    if times.because is not None:
        yield Step(tell("no times"), told(times.because))
    if times.sittings:
        doses = [sitting.elemental for sitting in times.sittings]
        yield Step(tell("the doses"), added(doses, total(doses)))
    for sitting in times.sittings:
        yield Step(tell("at {time}", time=sitting.time), words.sitting(sitting))
