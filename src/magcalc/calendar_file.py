"""The day's doses as a calendar that a phone accepts: one event a dose, every day, with a reminder at its time.

The times float: 08:00 is 08:00 wherever the phone is. The calendar library is an extra.
"""

import hashlib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from magcalc.calc.clock import DAY
from magcalc.calc.timetable import Sitting, Timetable
from magcalc.errors import ChoiceError, missing_extra, quoted
from magcalc.newfile import NewFile, no_room
from magcalc.said import listed, say
from magcalc.show.language import tell
from magcalc.show.numbers import span

if TYPE_CHECKING:
    from icalendar import Event

_MINUTES = 15


def write_calendar(times: Timetable, path: Path, today: datetime | None = None, reads: str | None = None) -> None:
    """Write a calendar; the file appears whole or not at all.

    Args:
        times: the day, which must be possible.
        path: the file, which calendars expect to end in .ics.
        today: the first day, from the clock when left out.
        reads: the file that the day was read from, which must be another.

    Raises:
        ChoiceError: when there are no times to write, the file is the one that was read, or the clock shows no date.
        MissingExtraError: when the calendar library is not installed.
        StreamError: when the file cannot be written.
    """
    if not times.sittings:
        raise ChoiceError(
            say(
                "there are no times for {file}: {why}",
                file=quoted(str(path), longest=200),
                why=times.because or say("nothing is taken at a chosen time"),
            ),
            hint=say("leave --ics out"),
        )
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise missing_extra(say("calendars need one more package"), "calendar") from error
    start = today or _now()
    calendar = Calendar()
    calendar.add("prodid", "-//magcalc//magcalc day//EN")
    calendar.add("version", "2.0")
    for sitting in times.sittings:
        calendar.add_component(_event(sitting, times, start))
    with NewFile(str(path), reads) as file:
        try:
            file.stream.write(calendar.to_ical())
        except OSError as error:
            raise no_room(str(path), error) from error


def _now() -> datetime:
    try:
        return datetime.now()
    except (ValueError, OverflowError, OSError) as error:
        raise ChoiceError(
            say("the clock of this computer is set to no date that a calendar has"),
            hint=say("set it, or leave --ics out"),
        ) from error


def _in_utc(start: datetime) -> datetime:
    """The moment of a stamp; on the first day and the last that there are, its hour may be that of another zone."""
    try:
        return start.astimezone(UTC)
    except (ValueError, OverflowError):
        return start.replace(tzinfo=UTC)


def _event(sitting: Sitting, times: Timetable, start: datetime) -> "Event":
    from icalendar import Alarm, Event

    minute = (times.waking.wake + sitting.minute) % DAY
    begins = datetime.combine(start.date(), time(minute // 60, minute % 60))
    contents = listed([content.text for content in sitting.contents], " + ")
    summary = tell("Magnesium: {contents}", contents=contents)
    event = Event()
    # The same dose at the same time is the same event, so that a second import does not double it.
    event.add("uid", f"{hashlib.sha256(f'{sitting.time} {contents}'.encode()).hexdigest()[:32]}@magcalc")
    event.add("dtstamp", _in_utc(start))
    event.add("dtstart", begins)
    event.add("duration", timedelta(minutes=_MINUTES))
    event.add("rrule", {"freq": "daily"})
    event.add("summary", summary)
    event.add("description", tell("{amount} of magnesium", amount=span(sitting.elemental)))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
