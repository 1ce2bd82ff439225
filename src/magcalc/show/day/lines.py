"""A day as plain lines: the sum first, then the limits, the change, and the times."""

from magcalc.calc.clock import clock
from magcalc.calc.day import Day
from magcalc.calc.timetable import Timetable
from magcalc.show.checks import limit_line, write_findings
from magcalc.show.day import words
from magcalc.show.terminal import Output


def write_day(day: Day, times: Timetable, out: Output) -> None:
    """Write a day as plain lines."""
    out.line(words.answer(day))
    for text, amount in words.items(day):
        out.line(f"item: {text} = {amount}")
    for kind, amount in words.parts(day):
        out.line(f"from {kind}: {amount}")
    for check in day.limits:
        out.line(limit_line(check))
    if change := words.change(day):
        out.line(f"change: {change}")
    for line in words.intakes(day):
        out.line(f"intake: {line}")
    _write_times(times, out)
    if day.origin is not None:
        out.line(f"forms from: {day.origin}")
    if not out.quiet:
        write_findings([*day.findings, *times.findings], out)


def _write_times(times: Timetable, out: Output) -> None:
    if times.because is not None:
        out.line(f"no times: {times.because}")
    for sitting in times.sittings:
        out.line(f"take {sitting.time}: {words.sitting(sitting)}")
    for one in times.medicines:
        out.line(f"medicine {' '.join(map(clock, one.times))}: {one.medicine.key}")
    for rule in words.rules(times):
        out.line(f"apart: {rule}")
    if times.sittings:
        out.line(f"day: {words.hours(times)}")
