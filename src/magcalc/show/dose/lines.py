"""A dose as plain lines: stable, one fact a line, the first line is the answer."""

from magcalc.calc.dose import Dose
from magcalc.show.checks import intake_lines, limit_line, write_findings
from magcalc.show.dose import words
from magcalc.show.language import tell
from magcalc.show.numbers import span
from magcalc.show.terminal import Output


def write_dose(dose: Dose, out: Output) -> None:
    """Write a dose as plain lines."""
    marks = words.marks_of(dose)
    out.line(words.first_line(dose))
    if len(dose.portions) > 1:
        for portion in dose.portions:
            out.line(f"{tell('item')}: {portion.item.text} = {span(portion.elemental, marks)}")
    for check in dose.limits:
        out.line(limit_line(check))
    out.line(f"{tell('split')}: {words.split_of(dose)}")
    out.line(f"{tell('absorbed')}: {words.absorbed(dose)}")
    out.line(f"{tell('reference')}: {words.references(dose)}")
    out.line(f"{tell('amount')}: {span(dose.mmol, unit='mmol')}")
    for line in intake_lines(dose.intakes, dose.person):
        out.line(f"{tell('intake')}: {line}")
    _write_why(dose, out)
    if dose.origin is not None:
        out.line(f"{tell('forms from')}: {dose.origin}")
    if not out.quiet:
        write_findings(dose.findings, out)


def _write_why(dose: Dose, out: Output) -> None:
    for portion in dose.portions:
        for key, percent, mg in words.grades(portion):
            out.line(f"{tell('grade')} {key}: {percent}, {mg}")
    if hint := words.settle_hint(dose):
        out.line(f"{tell('settle')}: {hint}")
