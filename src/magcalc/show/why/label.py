"""Why a label is read and judged as it is."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.interval import Interval
from magcalc.label.check import CheckedLabel
from magcalc.label.claims import Claim
from magcalc.label.reading import Reading
from magcalc.show.label.record import serving_text
from magcalc.show.why.steps import Step, ends, exact


def label_steps(checked: CheckedLabel) -> list[Step]:
    """Give the steps of one label: its amounts, what a serving and a day hold, and each finding."""
    reading = checked.reading
    return [
        Step("language", reading.language),
        *(_claim(claim, reading) for claim in reading.claims),
        *(_claim(claim, reading, note=", which belongs to no one serving") for claim in reading.open_claims),
        *_serving(reading),
        *_percent(reading),
        *_day(reading),
        *(
            Step(f"{one.code} {one.slug}", f"{one.severity}: {one.message}", f"rules.toml: {one.code}", one.source)
            for one in checked.findings
        ),
        *(Step("not read", reading.clean.text[start:end]) for start, end in reading.unread),
    ]


def _claim(claim: Claim, reading: Reading, note: str = "") -> Step:
    amount = f"{exact(claim.low)} mg" if claim.low == claim.high else f"{exact(claim.low)} to {exact(claim.high)} mg"
    basis = {"compound": "of the salt", "elemental": "of magnesium", "unknown": "of the salt or of magnesium"}
    salts = claim.subject.salts or claim.subject.sources
    forms = f" ({', '.join(dict.fromkeys(salt.form for salt in salts))})" if salts else ""
    printed = " ".join(reading.clean.text[claim.start : claim.end].split())
    because = f", because of {claim.because}" if claim.because else ""
    return Step(f"printed '{printed}'", f"{amount} {basis[claim.basis]}{forms}{note}{because}")


def _serving(reading: Reading) -> Iterator[Step]:
    if (serving := serving_text(reading)) is not None:
        yield Step("one serving", serving)
    if reading.elemental is not None:
        yield Step("magnesium in one serving", ends(reading.elemental))


def _percent(reading: Reading) -> Iterator[Step]:
    if reading.percent is None or reading.reference_mg is None:
        return
    mg = reading.percent * reading.reference_mg / Decimal(100)
    yield Step(
        f"the label's {exact(reading.percent)} %",
        f"{exact(reading.percent)} % of {exact(reading.reference_mg)} mg = {exact(mg)} mg",
    )


def _day(reading: Reading) -> Iterator[Step]:
    servings, day = reading.servings, reading.day
    if day is None or reading.elemental is None:
        return
    if reading.assumed_one_serving or servings.low is None or servings.high is None:
        yield Step(
            "magnesium a day", f"no dose is directed, so one serving is taken: {exact(day[0])} to {exact(day[1])} mg"
        )
        return
    times = Interval(servings.low, servings.low, servings.high)
    count = exact(times.low) if times.is_exact else f"{exact(times.low)} to {exact(times.high)}"
    yield Step("magnesium a day", f"{count} × {ends(reading.elemental)} = {_stretch(day)}")


def _stretch(day: tuple[Decimal, Decimal]) -> str:
    low, high = day
    return f"{exact(low)} mg" if low == high else f"{exact(low)} to {exact(high)} mg"
