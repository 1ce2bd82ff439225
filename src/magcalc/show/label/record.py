"""A checked label as a record, with the published field names."""

import json
from decimal import Decimal
from typing import Any

from magcalc.interval import Interval
from magcalc.label.check import CheckedLabel
from magcalc.label.claims import Claim
from magcalc.label.clean import Clean
from magcalc.label.judge import LabelFinding
from magcalc.label.reading import Reading
from magcalc.show.encode import json_text

Record = dict[str, Any]
# Smaller numbers would be printed with an exponent.
_PLAINLY = Decimal("0.0001")


def label_record(checked: CheckedLabel, identity: str | int | float | None) -> Record:
    """Give the record of a label. Amounts are mg for one serving, unless the name says a day."""
    reading = checked.reading
    servings, day = reading.servings, reading.day
    directed = servings.low is not None and servings.high is not None
    return {
        "schema": "magcalc/label/1",
        "id": identity,
        "language": reading.language,
        "forms": list(reading.forms),
        "serving": serving_text(reading),
        "servings_per_day": {"min": _plain(servings.low), "max": _plain(servings.high)} if directed else None,
        "elemental_mg_per_serving": None if reading.elemental is None else _range(reading.elemental),
        "compound_mg_per_serving": _plain(reading.compound_mg),
        "percent_declared": _plain(reading.percent),
        "percent_reference_mg": None if reading.percent is None else _plain(reading.reference_mg),
        "elemental_mg_per_day": None if day is None else {"low": _plain(day[0]), "high": _plain(day[1])},
        "assumed_one_serving": reading.assumed_one_serving,
        "basis": reading.basis,
        "claims": [_claim(claim, reading.clean) for claim in _claims(reading)],
        "unread": [_span(start, end, reading.clean) for start, end in reading.unread],
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _claims(reading: Reading) -> list[Claim]:
    return sorted(
        {id(claim): claim for claim in (*reading.claims, *reading.open_claims, *reading.day_totals)}.values(),
        key=lambda claim: claim.start,
    )


def label_json(record: Record) -> str:
    """Give a label's record as JSON on one line: plain numbers, in ASCII."""
    try:
        return _ENCODER.encode(record)
    except TypeError:
        # Only a number too small to print without an exponent is still a Decimal.
        return json_text(record)


# The standard encoder is several times faster than ours, and nothing in a record holds itself.
_ENCODER = json.JSONEncoder(check_circular=False)


def _plain(value: Decimal | None) -> int | float | Decimal | None:
    """Give a number that the standard encoder prints plainly, with at most six decimals."""
    if value is None:
        return None
    whole = int(value)
    if value == whole:
        return whole
    return value if -_PLAINLY < value < _PLAINLY else float(round(value, 6))


def _range(interval: Interval) -> Record:
    return {"low": _plain(interval.low), "typical": _plain(interval.typical), "high": _plain(interval.high)}


def serving_text(reading: Reading) -> str | None:
    """The serving in the label's own words, None where the label does not tell what its amounts are for."""
    count = reading.servings.serving
    if count is None or not reading.servings.clear:
        return None
    words = " ".join(reading.clean.text[count.start : count.end].split())
    one_unsaid = count.low == count.high == 1 and " " not in words
    return f"1 {words}" if one_unsaid else words


def _claim(claim: Claim, clean: Clean) -> Record:
    subject = claim.subject
    salts = subject.salts or subject.sources
    return {
        "of": "magnesium" if subject.what == "magnesium" else "salt",
        "forms": list(dict.fromkeys(salt.form for salt in salts)),
        "amount_mg": {"low": _plain(claim.low), "high": _plain(claim.high)},
        "basis": claim.basis,
        "because": claim.because,
        "percent": _plain(claim.percent),
        **_span(claim.start, claim.end, clean),
    }


def _span(start: int, end: int, clean: Clean) -> Record:
    return {"text": clean.text[start:end], "span": [clean.origin(start), clean.origin(end - 1) + 1]}


def _finding(finding: LabelFinding) -> Record:
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "message": finding.message,
        "span": None if finding.span is None else list(finding.span),
        "source": finding.source,
        "fix": finding.fix,
    }


def label_row(checked: CheckedLabel, identity: str | int | float | None) -> Record:
    """Give the same as one row of a table, the findings as their codes."""
    record = label_record(checked, identity)
    elemental = record["elemental_mg_per_serving"] or {}
    servings, day = record["servings_per_day"] or {}, record["elemental_mg_per_day"] or {}
    return {
        "id": identity,
        "language": record["language"],
        "forms": " ".join(record["forms"]),
        "serving": record["serving"],
        "servings_per_day_min": servings.get("min"),
        "servings_per_day_max": servings.get("max"),
        "elemental_mg_low": elemental.get("low"),
        "elemental_mg_typical": elemental.get("typical"),
        "elemental_mg_high": elemental.get("high"),
        "compound_mg": record["compound_mg_per_serving"],
        "percent_declared": record["percent_declared"],
        "elemental_mg_per_day_low": day.get("low"),
        "elemental_mg_per_day_high": day.get("high"),
        "basis": record["basis"],
        "findings": " ".join(finding.code for finding in checked.findings),
    }
