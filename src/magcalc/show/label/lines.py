"""A checked label for people: what it says in one line, then every finding with its place underlined."""

import textwrap
from collections.abc import Mapping

from magcalc.facts.rules import RuleSeverity
from magcalc.interval import plain
from magcalc.label.check import CheckedLabel
from magcalc.label.judge import LabelFinding
from magcalc.label.reading import Reading
from magcalc.show.label.places import place_of, underlined
from magcalc.show.label.record import serving_text
from magcalc.show.numbers import span
from magcalc.show.terminal import Output

_BAR = " | "
_PIPE_WIDTH = 120
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def write_label(checked: CheckedLabel, text: str, name: str, out: Output) -> None:
    """Write a label's reading and its findings."""
    if not out.quiet:
        _tell(f"{name}: {_reading_line(checked.reading)}", out, indent="  ", first="")
    for finding in checked.findings:
        if not (out.quiet and finding.severity == "info"):
            _write_finding(finding, text, name, out)
    if not out.quiet and not checked.findings:
        out.line("nothing found that does not add up")


def _reading_line(reading: Reading) -> str:
    marks = reading.references
    told = []
    if reading.elemental is None:
        told.append("magnesium not stated")
    else:
        hedge = " if read right" if reading.basis == "unknown" else ""
        serving = serving_text(reading)
        per = "a serving" if serving is None else f"in {serving}"
        told.append(f"{span(reading.elemental, marks)} magnesium {per}{hedge}")
    servings = reading.servings
    if reading.day is not None and servings.low is not None and servings.high is not None:
        times = (
            plain(round(servings.low, 2))
            if servings.low == servings.high
            else f"{plain(round(servings.low, 2))} to {plain(round(servings.high, 2))}"
        )
        low, high = reading.day
        day = plain(round(low, 1)) if low == high else f"{plain(round(low, 1))} to {plain(round(high, 1))}"
        told.append(f"{times} a day = {day} mg")
    elif reading.elemental is not None:
        told.append("no dose a day told")
    told.append(", ".join(reading.forms) if reading.forms else "no salt named")
    if reading.percent is not None:
        of = "" if reading.reference_mg is None else f" of {plain(reading.reference_mg)} mg"
        told.append(f"{plain(reading.percent)} %{of}")
    return "; ".join(told)


def _write_finding(finding: LabelFinding, text: str, name: str, out: Output) -> None:
    at = None if finding.span is None else place_of(text, finding.span)
    where = name if at is None else f"{name}:{at.line}:{at.column}"
    if out.form == "screen":
        _draw(finding, where, out)
    else:
        out.line(f"{where}: {finding.severity} {finding.code} {finding.slug}")
    _tell(finding.message, out)
    if out.quiet:
        return
    if at is not None:
        number = f"{at.line:>4}"
        width = (out.width if out.form == "screen" else _PIPE_WIDTH) - len(number) - len(_BAR)
        line, underline = underlined(at, width, out.shown)
        out.line(f"{number}{_BAR}{line}")
        out.line(f"{' ' * len(number)}{_BAR}{underline}")
    _tell(f"fix: {finding.fix} [{finding.source}]", out)


def _tell(text: str, out: Output, indent: str = "      ", first: str | None = None) -> None:
    """Write a sentence: broken between words on a screen, one line in a pipe."""
    first = indent if first is None else first
    if out.form != "screen":
        out.line(first + text)
        return
    for line in textwrap.wrap(out.shown(text), out.width, initial_indent=first, subsequent_indent=indent):
        out.line(line)


def _draw(finding: LabelFinding, where: str, out: Output) -> None:
    from rich.text import Text

    out.draw(
        Text.assemble(
            f"{where}: ",
            (finding.severity, _STYLES[finding.severity]),
            (f" {finding.code}", "bold"),
            f" {finding.slug}",
        )
    )


def write_sum(checked: int, counts: Mapping[RuleSeverity, int], out: Output) -> None:
    """Write how many findings there were, by severity."""
    told = ", ".join(f"{number} {severity}" for severity, number in counts.items() if number)
    labels = "1 label" if checked == 1 else f"{checked} labels"
    total = sum(counts.values())
    findings = "1 finding" if total == 1 else f"{total} findings"
    out.line(f"{labels}, {findings}" + (f": {told}" if told else ""))
