"""A dose as JSON and CSV."""

from decimal import ROUND_HALF_UP, Decimal

from magcalc.calc.dose import Dose
from magcalc.calc.elemental import Portion
from magcalc.calc.split import Split
from magcalc.interval import Interval
from magcalc.said import say
from magcalc.show.checks import intake_record, limit_record, person_record
from magcalc.show.encode import Record, range_record


def dose_record(dose: Dose) -> Record:
    """Give a dose in the shape ``magcalc/dose/1``."""
    record: Record = {
        "schema": "magcalc/dose/1",
        "text": dose.text,
        "items": [_item(portion) for portion in dose.portions],
        "per_day": dose.plan.per_day,
        "elemental_mg_per_day": range_record(dose.elemental),
        "elemental_mmol_per_day": range_record(dose.mmol),
        "absorbed_mg_per_day": dose.absorbed and {**range_record(dose.absorbed.mg), "evidence": dose.absorbed.evidence},
        "reference_percent": {
            reference.key.replace("-", "_"): _percent(reference.percent) for reference in dose.references
        },
        "split": dose.split and _split(dose.split),
        "limits": [limit_record(check) for check in dose.limits],
        "intakes": [intake_record(row) for row in dose.intakes],
        "person": person_record(dose.person),
        "findings": [finding._asdict() for finding in dose.findings],
    }
    if dose.origin is not None:
        record["forms_file"] = dose.origin
    return record


def dose_row(dose: Dose) -> Record:
    """Give a dose as one flat row, with the column names that a batch has too."""
    nrv = next(reference for reference in dose.references if reference.key == "eu-nrv")
    row: Record = {
        "dose": dose.text,
        "elemental_low_mg": dose.elemental.low,
        "elemental_typical_mg": dose.elemental.typical,
        "elemental_high_mg": dose.elemental.high,
        "elemental_mmol": dose.mmol.typical,
        "nrv_percent": nrv.percent.typical,
        **{f"{check.limit.key}_status": check.status for check in dose.limits},
        "split_doses": None if dose.split is None else len(dose.split.doses),
    }
    if dose.origin is not None:
        row["forms_file"] = dose.origin
    return row


def split_reason(split: Split) -> str:
    """Say why the day is split as it is."""
    if not split.fits:
        return say("no split into these doses keeps each to {cap} mg of magnesium", cap=split.cap)
    if len(split.doses) == 1:
        return say("one dose stays within {cap} mg of magnesium at a time", cap=split.cap)
    return say("no single dose over {cap} mg of magnesium, as even as can be", cap=split.cap)


def _item(portion: Portion) -> Record:
    return {
        "text": portion.item.text,
        "form": None if portion.meaning is None else portion.meaning.form.key,
        "grade": None if portion.grade is None else portion.grade.key,
        "basis": portion.basis,
        "covers": portion.counts_as,
        "count": portion.item.unit_count,
        "amount_mg": portion.item.amount.mg,
        "elemental_percent": None if portion.percent is None else range_record(portion.percent),
        "elemental_mg": range_record(portion.elemental),
    }


def _split(split: Split) -> Record:
    return {
        "doses": len(split.doses),
        "elemental_mg": [dose.high for dose in split.doses],
        "units": [list(units) for units in split.units],
        "because": split_reason(split),
    }


def _percent(percent: Interval) -> Record:
    tenth = Decimal("0.1")
    return {key: end.quantize(tenth, rounding=ROUND_HALF_UP) for key, end in percent._asdict().items()}
