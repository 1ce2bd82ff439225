"""A day as JSON, and what is taken in it as rows."""

from magcalc.calc.clock import clock
from magcalc.calc.day import Day
from magcalc.calc.timetable import Sitting, Timetable
from magcalc.show.checks import intake_record, limit_record, person_record
from magcalc.show.encode import Record, range_record


def day_record(day: Day, times: Timetable) -> Record:
    """Give a day in the shape ``magcalc/day/1``."""
    record: Record = {
        "schema": "magcalc/day/1",
        "possible": times.possible,
        "because": times.because,
        "doses": [_sitting(sitting) for sitting in times.sittings],
        "medicines": [
            {
                "name": one.medicine.key,
                "times": [clock(time) for time in one.times],
                "hours_after_medicine": one.hours_after,
                "hours_before_medicine": one.hours_before,
                "refer": one.refer,
                "source": one.medicine.source,
            }
            for one in times.medicines
        ],
        "open": [
            {"from": times.waking.time(window.start), "to": times.waking.time(window.end)} for window in times.windows
        ],
        "wake": clock(times.waking.wake),
        "bed": clock(times.waking.bed),
        "meals": [clock(meal) for meal in times.waking.meals],
        "items": day_rows(day, ranges=True),
        "totals": {
            "elemental_mg": range_record(day.elemental),
            **{f"{kind}_mg": range_record(amount) for kind, amount in day.totals.items()},
        },
        "reference_percent": {
            reference.key.replace("-", "_"): range_record(reference.percent) for reference in day.references
        },
        "limits": [limit_record(check) for check in day.limits],
        "change": None
        if day.change is None
        else {
            "item": day.taken[day.change.place].text,
            "instead": day.change.instead,
            "less_mg": day.change.less_mg,
        },
        "intakes": [intake_record(row) for row in day.intakes],
        "person": person_record(day.person),
        "findings": [finding._asdict() for finding in (*day.findings, *times.findings)],
    }
    if day.origin is not None:
        record["forms_file"] = day.origin
    return record


def day_rows(day: Day, *, ranges: bool = False) -> list[Record]:
    """Give what is taken as records; its magnesium as three columns, or as one range."""
    return [
        {
            "text": one.text,
            "form": None if one.portion is None or one.portion.meaning is None else one.portion.meaning.form.key,
            "covers": one.counts_as,
            **(
                {"elemental_mg": range_record(one.elemental)}
                if ranges
                else {f"elemental_{end}_mg": mg for end, mg in one.elemental._asdict().items()}
            ),
            "source": one.source,
        }
        for one in day.taken
    ]


def _sitting(sitting: Sitting) -> Record:
    return {
        "time": sitting.time,
        # The high end is what the cap and the split keep to.
        "elemental_mg": sitting.elemental.high,
        "elemental_range_mg": range_record(sitting.elemental),
        "items": [content.text for content in sitting.contents],
    }
