"""A day as plain lines: the sum first, then the limits, the change, and the times."""

from magcalc.calc.clock import clock
from magcalc.calc.day import Day
from magcalc.calc.timetable import Timetable
from magcalc.show.checks import limit_line, write_findings
from magcalc.show.day import words
from magcalc.show.language import tell, told
from magcalc.show.terminal import Output


def write_day(day: Day, times: Timetable, out: Output) -> None:
    """Write a day as plain lines."""
    out.line(words.answer(day))
    for text, amount in words.items(day):
        out.line(f"{tell('item')}: {text} = {amount}")
    for part, amount in words.parts(day):
        out.line(f"{part}: {amount}")
    for check in day.limits:
        out.line(limit_line(check))
    if change := words.change(day):
        out.line(f"{tell('change')}: {change}")
    for line in words.intakes(day):
        out.line(f"{tell('intake')}: {line}")
    _write_times(times, out)
    if day.origin is not None:
        out.line(f"{tell('forms from')}: {day.origin}")
    if not out.quiet:
        write_findings([*day.findings, *times.findings], out)


def _write_times(times: Timetable, out: Output) -> None:
    if times.because is not None:
        out.line(f"{tell('no times')}: {told(times.because)}")
    for sitting in times.sittings:
        out.line(f"{tell('take {time}', time=sitting.time)}: {words.sitting(sitting)}")
    for one in times.medicines:
        out.line(f"{tell('medicine')} {' '.join(map(clock, one.times))}: {told(one.named)}")
    for rule in words.rules(times):
        out.line(f"{tell('apart')}: {rule}")
    if times.sittings:
        out.line(f"{tell('day')}: {words.hours(times)}")
