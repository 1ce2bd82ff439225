"""A day's magnesium beside the targets: percentages of label references, and the person's reference intakes."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.person import Person
from magcalc.facts.intakes import Intake, IntakeBand, intake, intake_keys
from magcalc.interval import Interval

LABEL_REFERENCES = ("eu-nrv", "us-dv")


class LabelReference(NamedTuple):
    """The value that a label's percentage is taken of, and the day's percentage of it."""

    key: str
    reference: Intake
    mg: Decimal
    percent: Interval


class ReferenceIntake(NamedTuple):
    """What a person is advised to get from everything eaten and taken. Never a limit."""

    intake: Intake
    band: IntakeBand


def label_references(elemental: Interval, person: Person) -> list[LabelReference]:
    """The day in percent of the EU's and the US's label references.

    The EU prints one value for all, that of adults; the US has others for small children and in pregnancy.

    >>> label_references(Interval.exactly(Decimal(375)), Person())[0].percent.typical
    Decimal('100')
    """
    found = []
    for key in LABEL_REFERENCES:
        reference = intake(key)
        bands = reference.bands_of(person.age_in_tables, None, person.states) or list(reference.band)
        mg = bands[0].mg
        found.append(LabelReference(key, reference, mg, elemental.times(100).over(mg)))
    return found


def reference_intakes(person: Person) -> list[ReferenceIntake]:
    """The reference intakes of a person; empty when nothing about the person was stated."""
    if not person.is_described:
        return []
    # Who is pregnant or breastfeeds is no man, whatever else was left unsaid.
    sex = "female" if person.states else person.sex
    tables = [intake(key) for key in intake_keys() if key not in LABEL_REFERENCES]
    return [
        ReferenceIntake(table, band)
        for table in tables
        for band in table.bands_of(person.age_in_tables, sex, person.states)
    ]
