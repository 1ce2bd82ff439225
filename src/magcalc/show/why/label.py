"""Why a label is read and judged as it is."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.label.check import CheckedLabel
from magcalc.label.claims import Claim
from magcalc.label.read import our_table
from magcalc.label.reading import Reading
from magcalc.said import listed, say
from magcalc.show.label.record import serving_text
from magcalc.show.language import tell, told
from magcalc.show.why.steps import Step, ends, exact


def label_steps(checked: CheckedLabel) -> list[Step]:
    """Give the steps of one label: its amounts, what a serving and a day hold, and each finding."""
    reading = checked.reading
    return [
        Step(tell("language"), reading.language),
        *(_claim(claim, reading) for claim in reading.claims),
        *(_claim(claim, reading, is_open=True) for claim in reading.open_claims),
        *_serving(reading),
        *_percent(reading),
        *_day(reading),
        *(
            Step(
                f"{one.code} {one.slug}", f"{one.severity}: {told(one.message)}", f"rules.toml: {one.code}", one.source
            )
            for one in checked.findings
        ),
        *(Step(tell("not read"), reading.places.words(start, end)) for start, end in reading.unread),
    ]


_OF = {
    "compound": say("of the salt"),
    "elemental": say("of magnesium"),
    "unknown": say("of the salt or of magnesium"),
}


def _claim(claim: Claim, reading: Reading, *, is_open: bool = False) -> Step:
    salts = claim.subject.salts or claim.subject.sources
    amount = f"{_stretch((claim.low, claim.high))} {told(_OF[claim.basis])}"
    if salts:
        forms = dict.fromkeys(salt.form for salt in salts)
        amount += f" ({told(listed(our_table().short_name(form) for form in forms))})"
    parts = [amount]
    if is_open:
        parts.append(tell("which belongs to no one serving"))
    parts.append(tell("because of {words}", words=claim.because))
    printed = " ".join(reading.places.words(claim.start, claim.end).split())
    return Step(tell("printed '{text}'", text=printed), ", ".join(parts))


def _serving(reading: Reading) -> Iterator[Step]:
    if (serving := serving_text(reading)) is not None:
        yield Step(tell("one serving"), told(serving))
    if reading.elemental is not None:
        yield Step(tell("magnesium in one serving"), ends(reading.elemental))


def _percent(reading: Reading) -> Iterator[Step]:
    if reading.percent is None or reading.reference_mg is None:
        return
    mg = reading.percent * reading.reference_mg / Decimal(100)
    yield Step(
        tell("the label's {percent} %", percent=exact(reading.percent)),
        tell(
            "{percent} % of {reference} mg = {mg} mg",
            percent=exact(reading.percent),
            reference=exact(reading.reference_mg),
            mg=exact(mg),
        ),
    )


def _day(reading: Reading) -> Iterator[Step]:
    servings, day = reading.servings, reading.day
    if day is None:
        return
    if reading.assumed_one_serving:
        low, high = map(exact, day)
        one = tell("no dose is directed, so one serving is taken: {low} to {high} mg", low=low, high=high)
        yield Step(tell("magnesium a day"), one)
        return
    if reading.elemental is None or servings.low is None or servings.high is None:
        yield Step(tell("magnesium a day"), _stretch(day))
        return
    low, high = exact(servings.low), exact(servings.high)
    count = low if low == high else tell("{low} to {high}", low=low, high=high)
    yield Step(tell("magnesium a day"), f"{count} × {ends(reading.elemental)} = {_stretch(day)}")


def _stretch(day: tuple[Decimal, Decimal]) -> str:
    low, high = day
    return f"{exact(low)} mg" if low == high else tell("{low} to {high} mg", low=exact(low), high=exact(high))
