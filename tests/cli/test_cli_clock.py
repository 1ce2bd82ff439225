"""Clocks that are far off: a calendar is the same day whatever they say, and none of them is a fault."""

import time
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from pathlib import Path

import pytest
from cli_runner import Result, refusal_of, run
from icalendar import Calendar

from magcalc.calc.schedule import Waking
from magcalc.calc.timetable import Content, Sitting, Timetable
from magcalc.calendar_file import write_calendar
from magcalc.interval import Interval


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "today",
    [
        # A battery that is flat, the end of 32 bits, a leap day, a year far away.
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2038, 1, 20, 3, 14, 8, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
        datetime(2999, 12, 31, tzinfo=UTC),
        # The first day there is, and the last.
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
    ids=lambda today: today.date().isoformat(),
)
def test_a_calendar_is_the_same_day_whatever_the_clock_says(folder: Path, today: datetime) -> None:
    amount, contents = Interval.exactly(Decimal(100)), (Content(0, "1 x 100 mg magnesium", 1),)
    # Up at seven: an hour later, and fifteen hours later.
    sittings = tuple(Sitting(minute, time, amount, contents) for minute, time in ((60, "08:00"), (900, "22:00")))
    times = Timetable(True, None, sittings, (), Waking(7 * 60, 23 * 60), (), ())
    write_calendar(times, folder / "far.ics", today)
    write_calendar(times, folder / "near.ics", datetime(2026, 11, 22, tzinfo=UTC))
    far, near = (Calendar.from_ical((folder / name).read_bytes()).walk("VEVENT") for name in ("far.ics", "near.ics"))
    assert len(far) == 2
    assert [event["uid"] for event in far] == [event["uid"] for event in near]
    assert [event.decoded("dtstart").date() for event in far] == [today.date()] * 2
    assert [event.decoded("dtstart").time() for event in far] == [event.decoded("dtstart").time() for event in near]
    assert all(event.decoded("dtstamp") == today for event in far)


# Seconds since 1970 of the first moment of the year 1 and of the first of the year 10000.
YEAR_1, YEAR_10000 = -62135596800, 253402300800


def with_clock(seconds: float, line: str, monkeypatch: pytest.MonkeyPatch, zone: str) -> Result:
    """Run a line at that time by the clock, in that time zone."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(seconds, tz)

    with monkeypatch.context() as patch:
        patch.setattr("magcalc.calendar_file.datetime", Clock)
        patch.setenv("TZ", zone)
        time.tzset()
        result = run(*line.split(), env={"TZ": zone})
    time.tzset()
    return result


@pytest.mark.parametrize(
    ("seconds", "zone", "year"),
    [
        *((YEAR_1 + 40 * 3600, zone, "0001") for zone in ("UTC", "UTC-14", "UTC+12")),
        # A Roman clock: 135 and a third million seconds are four years and some months.
        (YEAR_1 + 135_333_333, "UTC", "0005"),
        (YEAR_10000 - 3600, "UTC", "9999"),
        # Where it is noon in the west, and Greenwich has come to the end of its days.
        (YEAR_10000 + 3600, "UTC+12", "9999"),
    ],
)
def test_no_year_of_the_clock_is_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, zone: str, year: str
) -> None:
    result = with_clock(seconds, "day 300 mg oxide --ics a.ics", monkeypatch, zone)
    assert (result.code, result.err) == (0, "")
    events = Calendar.from_ical((folder / "a.ics").read_bytes()).walk("VEVENT")
    assert {f"{event.decoded('dtstart').year:04}" for event in events} == {year}


@pytest.mark.parametrize("seconds", [YEAR_1 - 86400 * 2, YEAR_10000 + 86400, 1e300, -1e300])
def test_a_clock_without_a_date_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    error, hint = refusal_of(with_clock(seconds, "day 300 mg oxide --ics a.ics", monkeypatch, "UTC"))
    assert error == "the clock of this computer is set to no date that a calendar has"
    assert hint == "set it, or leave --ics out"
    assert list(folder.iterdir()) == []
