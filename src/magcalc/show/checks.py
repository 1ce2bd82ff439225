"""A day against the limits and the reference intakes: the sentences and the JSON that dose and day share."""

from collections.abc import Iterable
from decimal import Decimal

from magcalc.calc.findings import Finding
from magcalc.calc.limits import LimitCheck
from magcalc.calc.person import Person
from magcalc.calc.references import LabelReference, ReferenceIntake
from magcalc.said import fact, say
from magcalc.show.encode import Record, range_record
from magcalc.show.language import tell, told
from magcalc.show.numbers import percents
from magcalc.show.terminal import Output

STATUSES = {
    "below": say("below"),
    "at": say("at"),
    "above": say("above"),
    "depends": say("depends"),
    "none": say("none"),
}
SEXES = {"female": say("female"), "male": say("male")}
_REFERENCES = {"eu-nrv": say("EU NRV"), "us-dv": say("US DV")}


def maxima_of(checks: Iterable[LimitCheck]) -> list[Decimal]:
    """The limits that rounding must not reach or leave."""
    return [check.max_mg for check in checks if check.max_mg is not None]


def limit_status(check: LimitCheck) -> str:
    """The status with its reason, and how much is counted where that is not plain."""
    status = told(STATUSES[check.status])
    return status if check.because is None else f"{status}: {told(check.because)}"


def limit_head(check: LimitCheck) -> str:
    """Whose limit and how much."""
    short = fact(check.limit.short)
    return told(short) if check.max_mg is None else tell("{limit} {mg} mg a day", limit=short, mg=check.max_mg)


def percent_of_limit(check: LimitCheck) -> str:
    """The counted amount in percent of the limit; never rounded onto 100 from either side."""
    if check.max_mg is None:
        return ""
    return percents(check.counted.times(100).over(check.max_mg))


def limit_line(check: LimitCheck) -> str:
    """A limit as a plain line."""
    counted = percent_of_limit(check)
    return f"{tell('limit')} {limit_head(check)}: {limit_status(check)}" + (f" [{counted}]" if counted else "")


def intake_lines(intakes: Iterable[ReferenceIntake], person: Person) -> list[str]:
    """The reference intakes of the person."""
    return [
        tell(
            "{authority}: {mg} mg a day, {kind}",
            authority=fact(row.intake.authority),
            mg=row.band.mg,
            kind=fact(row.band.kind or row.intake.kind),
        )
        + (f", {told(SEXES[row.band.sex])}" if row.band.sex and person.sex is None else "")
        for row in intakes
    ]


def reference_lines(references: Iterable[LabelReference]) -> list[str]:
    """The percentages of the label references."""
    return [
        tell(
            "{percent} of {reference} {mg} mg",
            percent=percents(row.percent),
            reference=_REFERENCES[row.key],
            mg=row.mg,
        )
        for row in references
    ]


def write_findings(findings: Iterable[Finding], out: Output) -> None:
    """Write remarks as plain lines."""
    for finding in findings:
        source = "" if finding.source is None else f" [{finding.source}]"
        # Severity and code are names that scripts look for.
        out.line(f"{finding.severity} {finding.code}: {told(finding.message)}{source}")


def limit_record(check: LimitCheck) -> Record:
    """A limit as a JSON object."""
    rule = check.limit
    return {
        "id": rule.key,
        "authority": rule.authority,
        "nature": rule.nature,
        "max_mg": check.max_mg,
        "min_mg": check.min_mg,
        "counted_mg": range_record(check.counted),
        "status": check.status,
        "because": check.because,
        "covers": list(rule.covers),
        "may_cover": list(rule.may_cover),
        "source": rule.source,
        "standing": rule.status,
    }


def intake_record(row: ReferenceIntake) -> Record:
    """A reference intake as a JSON object."""
    return {
        "id": row.intake.key,
        "authority": row.intake.authority,
        "kind": row.band.kind or row.intake.kind,
        "sex": row.band.sex,
        "mg": row.band.mg,
        "source": row.intake.source,
    }


def person_record(person: Person) -> Record:
    """A person as a JSON object."""
    return {
        "age": None if person.age is None else str(person.age),
        "sex": person.sex,
        "pregnant": person.pregnant,
        "lactating": person.lactating,
        "kidney_disease": person.kidney_disease,
    }
