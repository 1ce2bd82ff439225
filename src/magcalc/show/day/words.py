"""A day in words: the sentences that the plain lines and the screen share."""

from decimal import Decimal

from magcalc.calc.clock import clock
from magcalc.calc.day import Day
from magcalc.calc.timetable import Sitting, Timetable, gap_in_words
from magcalc.show.checks import maxima_of
from magcalc.show.numbers import percents, span

_KINDS = {
    "supplement": "supplements",
    "medicine": "medicines",
    "water": "water",
    "fortified": "fortified food",
    "food": "food as grown",
}


def answer(day: Day) -> str:
    """All magnesium of the day."""
    return f"{span(day.elemental, maxima_of(day.limits))} magnesium a day"


def items(day: Day) -> list[tuple[str, str]]:
    """Each thing taken, and its magnesium."""
    return [(one.text, span(one.elemental)) for one in day.taken]


def parts(day: Day) -> list[tuple[str, str]]:
    """How much comes from what, where it comes from more than one."""
    held = [(kind, amount) for kind, amount in day.totals.items() if amount.high]
    return [(_KINDS[kind], span(amount)) for kind, amount in held] if len(held) > 1 else []


def intakes(day: Day) -> list[str]:
    """The day beside what the person should get from everything; beside the label references when nobody is known."""
    if not day.intakes:
        names = {"eu-nrv": "EU NRV", "us-dv": "US DV"}
        return [f"{percents(row.percent)} of {names[row.key]} {row.mg:f} mg" for row in day.references]
    return [
        f"{percents(day.elemental.times(100).over(row.band.mg))} of {row.band.mg:f} mg, "
        f"{row.band.kind or row.intake.kind} of {row.intake.authority}"
        + (f", {row.band.sex}" if row.band.sex and day.person.sex is None else "")
        + _from_food(day, row.band.mg)
        for row in day.intakes
    ]


def _from_food(day: Day, mg: Decimal) -> str:
    food = day.totals["food"]
    return f"; {percents(food.times(100).over(mg))} from food as grown" if food.high else ""


def change(day: Day) -> str | None:
    """The smallest single change that brings every limit back; None where none is needed."""
    if day.is_within:
        return None
    if day.change is None:
        return "no single change brings every limit to below or at"
    given = day.taken[day.change.place].text
    if day.change.instead is None:
        return f"without {given} every limit is kept"
    return f"{day.change.instead} instead of {given} keeps every limit"


def sitting(one: Sitting) -> str:
    """One dose without its time."""
    return f"{span(one.elemental)}: " + " + ".join(content.text for content in one.contents)


def rules(times: Timetable) -> list[str]:
    """What each medicine asks for."""
    return [gap_in_words(one) for one in times.medicines if one.gap is not None]


def hours(times: Timetable) -> str:
    """When the person is up and eats."""
    up = f"up {clock(times.waking.wake)} to {clock(times.waking.bed)}"
    meals = ", ".join(clock(meal) for meal in times.waking.meals)
    return f"{up}, meals {meals}" if meals else up
