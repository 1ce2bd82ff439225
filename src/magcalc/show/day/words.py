"""A day in words: the sentences that the plain lines and the screen share."""

from decimal import Decimal

from magcalc.calc.clock import clock
from magcalc.calc.day import Day
from magcalc.calc.timetable import Sitting, Timetable, gap_in_words
from magcalc.said import fact, say
from magcalc.show.checks import SEXES, maxima_of, reference_lines
from magcalc.show.language import tell, told
from magcalc.show.numbers import percents, span

_FROM = {
    "supplement": say("from supplements"),
    "medicine": say("from medicines"),
    "water": say("from water"),
    "fortified": say("from fortified food"),
    "food": say("from food as grown"),
}


def answer(day: Day) -> str:
    """All magnesium of the day."""
    return tell("{amount} magnesium a day", amount=span(day.elemental, maxima_of(day.limits)))


def items(day: Day) -> list[tuple[str, str]]:
    """Each thing taken, and its magnesium."""
    return [(one.text, span(one.elemental)) for one in day.taken]


def parts(day: Day) -> list[tuple[str, str]]:
    """How much comes from what, where it comes from more than one."""
    held = [(kind, amount) for kind, amount in day.totals.items() if amount.high]
    return [(told(_FROM[kind]), span(amount)) for kind, amount in held] if len(held) > 1 else []


def intakes(day: Day) -> list[str]:
    """The day beside what the person should get from everything; beside the label references when nobody is known."""
    if not day.intakes:
        return reference_lines(day.references)
    return [
        tell(
            "{percent} of {mg} mg, {kind} of {authority}",
            percent=percents(day.elemental.times(100).over(row.band.mg)),
            mg=row.band.mg,
            kind=fact(row.band.kind or row.intake.kind),
            authority=fact(row.intake.authority),
        )
        + (f", {told(SEXES[row.band.sex])}" if row.band.sex and day.person.sex is None else "")
        + _from_food(day, row.band.mg)
        for row in day.intakes
    ]


def _from_food(day: Day, mg: Decimal) -> str:
    food = day.totals["food"]
    if not food.high:
        return ""
    return f"; {tell('{percent} from food as grown', percent=percents(food.times(100).over(mg)))}"


def change(day: Day) -> str | None:
    """The smallest single change that brings every limit back; None where none is needed."""
    if day.is_within:
        return None
    if day.change is None:
        return tell("no single change brings every limit to below or at")
    given = day.taken[day.change.place].text
    if day.change.instead is None:
        return tell("without {item} every limit is kept", item=given)
    return tell("{change} instead of {item} keeps every limit", change=day.change.instead, item=given)


def sitting(one: Sitting) -> str:
    """One dose without its time."""
    return f"{span(one.elemental)}: " + " + ".join(told(content.text) for content in one.contents)


def rules(times: Timetable) -> list[str]:
    """What each medicine asks for."""
    return [told(gap_in_words(one)) for one in times.medicines if one.gap is not None]


def hours(times: Timetable) -> str:
    """When the person is up and eats."""
    wake, bed = clock(times.waking.wake), clock(times.waking.bed)
    meals = ", ".join(clock(meal) for meal in times.waking.meals)
    if not meals:
        return tell("up {wake} to {bed}", wake=wake, bed=bed)
    return tell("up {wake} to {bed}, meals {meals}", wake=wake, bed=bed, meals=meals)
