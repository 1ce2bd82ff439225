"""The largest directed day against upper limits, and one serving against what is taken at once."""

from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from magcalc.calc.person import Person
from magcalc.facts.bands import Age
from magcalc.facts.limits import Limit, limit
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Case, Remark, figure, place, reach
from magcalc.label.servings import Child
from magcalc.said import fact, say

_ONE = Decimal(1)
# The slugs that others measure by keep their number; the same limit at another age is told by the general rule.
_OWN_SLUG = {("efsa", Decimal(250)): "over-efsa-250", ("iom", Decimal(350)): "over-350"}


def judge_limits(case: Case) -> Iterator[Remark]:
    """Compare the largest directed day, or one serving where none is directed, with every chosen limit."""
    reading = case.reading
    if reading.day is None:
        return
    times, more = reading.servings.largest
    (least, most), span = reading.day, _span(reading)
    if reading.elemental is not None and reading.servings.are_told:
        # Of one to three servings the day of three.
        least, most = reading.elemental.low * times, reading.elemental.high * more
    elif reading.day_totals:
        span = place(reading.day_totals[0])
    over = [(rule, max_mg) for rule, max_mg in case.choices.limits if most > max_mg]
    if over:
        yield from _over(over, _day(reading, least, times), (least, most), span)
    if case.market is not None and case.market.norwegian_law:
        yield from _norway(case, least, most)


def _over(
    over: list[tuple[Limit, Decimal]], day: str, ends: tuple[Decimal, Decimal], span: tuple[int, int] | None
) -> Iterator[Remark]:
    """What is said of each limit that the largest day may be over."""
    least, most = ends
    for rule, max_mg in over:
        if least > max_mg:
            slug = _OWN_SLUG.get((rule.key, max_mg), "over-limit")
            message = say(
                "{day}, over {limit}'s {max_mg} mg",
                day=day,
                limit=fact(rule.short),
                max_mg=figure(max_mg),
            )
            yield Remark(slug, message, span)
        else:
            yield _depends(least, most, rule, max_mg, span)


def _depends(least: Decimal, most: Decimal, rule: Limit, max_mg: Decimal, span: tuple[int, int] | None) -> Remark:
    message = say(
        "the largest day is {reach}, by how it is read: {limit}'s {max_mg} mg lies between",
        reach=reach(least, most),
        limit=fact(rule.short),
        max_mg=figure(max_mg),
    )
    return Remark("limit-depends", message, span)


def _day(reading: Reading, day: Decimal, times: Decimal) -> str:
    if reading.assumed_one_serving:
        return say("one serving is {mg} mg of magnesium", mg=figure(day))
    if times == _ONE:
        return say("the directed day is {mg} mg of magnesium", mg=figure(day))
    return say(
        "the largest directed day is {mg} mg of magnesium ({times} × {serving} mg)",
        mg=figure(day),
        times=round(times, 2),
        serving=figure(day / times),
    )


def _span(reading: Reading) -> tuple[int, int] | None:
    claim = reading.declared or next(iter(reading.compound_claims + reading.open_claims), None)
    return None if claim is None else place(claim)


def _norway(case: Case, least: Decimal, most: Decimal) -> Iterator[Remark]:
    law = limit("norway")
    person, child = case.choices.person, case.reading.children
    if person.age is None and child is not None:
        person = _aged(child)
    band = law.band_for(person.age_in_tables, person.states)
    if band is None:
        return
    if band.min_mg is not None and most < band.min_mg:
        message = say(
            "the day's portion is {mg} mg, below Norway's {min_mg} mg", mg=figure(most), min_mg=figure(band.min_mg)
        )
        yield Remark("below-norwegian-minimum", message, _span(case.reading))
    if band.max_mg is not None and least > band.max_mg:
        message = say(
            "the day's portion is {mg} mg, over Norway's {max_mg} mg", mg=figure(least), max_mg=figure(band.max_mg)
        )
        yield Remark("over-norwegian-maximum", message, _span(case.reading))
    elif band.max_mg is not None and most > band.max_mg:
        yield _depends(least, most, law, band.max_mg, _span(case.reading))


def judge_single_dose(case: Case) -> Iterator[Remark]:
    """One serving against the most that is sensibly taken at once."""
    at_once, cap = _over_at_once(case), case.choices.cap_mg
    if at_once is not None:
        message = say(
            "one serving is {mg} mg, more than the {cap} mg taken at once", mg=figure(at_once), cap=figure(cap)
        )
        yield Remark("single-dose-over-cap", message, _span(case.reading))


def judge_split(case: Case) -> Iterator[Remark]:
    """The advice to split a serving that is more than is taken at once."""
    at_once = _over_at_once(case)
    if at_once is not None and not case.reading.tells("split"):
        message = say("one serving is {mg} mg, and nothing on the label says to split it", mg=figure(at_once))
        yield Remark("split-advice-missing", message, _span(case.reading))


def _over_at_once(case: Case) -> Decimal | None:
    """What is taken at once by any reading, where that is too much."""
    reading = case.reading
    if reading.elemental is None:
        return None
    # Of an amount for three capsules, one a day may be the most that is directed.
    at_once = reading.elemental.low * min(_ONE, *reading.servings.largest)
    return at_once if at_once > case.choices.cap_mg else None


def judge_children(case: Case) -> Iterator[Remark]:
    """A product for children against the lowest limit at the youngest age it names, where no other age is asked for."""
    reading = case.reading
    child = reading.children
    if child is None or reading.elemental is None or case.choices.person.age is not None:
        return
    times, more = (child.servings or reading.servings).largest
    least, most = reading.elemental.low * times, reading.elemental.high * more
    bands = [(rule, _band(rule, _aged(child))) for rule, _ in case.choices.limits]
    levels = [(max_mg, rule) for rule, max_mg in bands if max_mg is not None]
    if not levels:
        return
    max_mg, rule = min(levels, key=itemgetter(0))
    if least > max_mg:
        message = say(
            "{mg} mg a day from {years} years, over {limit}'s {max_mg} mg at that age",
            mg=figure(least),
            years=child.years,
            limit=fact(rule.short),
            max_mg=figure(max_mg),
        )
        yield Remark("children-over", message, (child.start, child.end))
    elif most > max_mg:
        yield _depends(least, most, rule, max_mg, (child.start, child.end))


def _aged(child: Child) -> Person:
    return Person(age=Age(child.years * 12))


def _band(rule: Limit, person: Person) -> Decimal | None:
    band = rule.band_for(person.age_in_tables, person.states)
    return None if band is None else band.max_mg
