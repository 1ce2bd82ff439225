"""A checked label for people: what it says in one line, then every finding with its place underlined."""

from collections.abc import Mapping
from decimal import Decimal

from magcalc.errors import escaped
from magcalc.facts.rules import RuleSeverity
from magcalc.label.check import CheckedLabel
from magcalc.label.judge import LabelFinding
from magcalc.label.read import our_table
from magcalc.label.reading import Reading
from magcalc.said import fact, listed
from magcalc.show.cells import wrapped
from magcalc.show.label.places import place_of, underlined
from magcalc.show.label.record import serving_text
from magcalc.show.language import tell, tell_count, told
from magcalc.show.numbers import span
from magcalc.show.terminal import Output

_BAR = " | "
_PIPE_WIDTH = 120
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def write_label(checked: CheckedLabel, text: str, name: str, out: Output) -> None:
    """Write a label's reading and its findings."""
    if not out.quiet:
        _write(f"{told(name)}: {_reading_line(checked.reading)}", out, indent="  ", first="")
    for finding in checked.findings:
        if not (out.quiet and finding.severity == "info"):
            _write_finding(finding, text, name, out)
    if not out.quiet and not checked.findings:
        out.line(tell("nothing found that does not add up"))


def _reading_line(reading: Reading) -> str:
    parts = [_serving(reading), _day(reading), _forms(reading), _percent(reading)]
    return "; ".join(part for part in parts if part)


def _serving(reading: Reading) -> str:
    if reading.elemental is None:
        return tell("magnesium not stated")
    mg, serving = span(reading.elemental, reading.references), serving_text(reading)
    holds = (
        tell("{mg} magnesium a serving", mg=mg)
        if serving is None
        else tell("{mg} magnesium in {serving}", mg=mg, serving=serving)
    )
    return tell("{holds} if read right", holds=holds) if reading.basis == "unknown" else holds


def _day(reading: Reading) -> str:
    if reading.day is not None and reading.servings.low is not None and reading.servings.high is not None:
        times = _reach(reading.servings.low, reading.servings.high, 2)
        return tell("{times} a day = {mg} mg", times=times, mg=_reach(*reading.day, 1))
    if reading.day is not None and not reading.assumed_one_serving:
        return tell("{mg} mg magnesium a day", mg=_reach(*reading.day, 1))
    return "" if reading.elemental is None else tell("no dose a day told")


def _reach(low: Decimal, high: Decimal, places: int) -> str:
    if low == high:
        return told(round(low, places))
    return tell("{low} to {high}", low=round(low, places), high=round(high, places))


def _forms(reading: Reading) -> str:
    if not reading.forms:
        return tell("no salt named")
    return told(listed(our_table().short_name(form) for form in reading.forms))


def _percent(reading: Reading) -> str:
    if reading.percent is None:
        return ""
    if reading.reference_mg is None:
        return f"{told(reading.percent)} %"
    return tell("{percent} % of {mg} mg", percent=reading.percent, mg=reading.reference_mg)


def _write_finding(finding: LabelFinding, text: str, name: str, out: Output) -> None:
    name, at = told(name), None if finding.span is None else place_of(text, finding.span)
    where = name if at is None else f"{name}:{at.line}:{at.column}"
    if out.form == "screen":
        _draw(finding, where, out)
    else:
        out.line(f"{where}: {finding.severity} {finding.code} {finding.slug}")
    _write(told(finding.message), out)
    if out.quiet:
        return
    if at is not None:
        number = f"{at.line:>4}"
        width = (out.width if out.form == "screen" else _PIPE_WIDTH) - len(number) - len(_BAR)
        line, underline = underlined(at, width, out.shown)
        out.line(f"{number}{_BAR}{line}")
        out.line(f"{' ' * len(number)}{_BAR}{underline}")
    _write(f"{tell('fix')}: {told(fact(finding.fix))} [{finding.source}]", out)


def _write(text: str, out: Output, indent: str = "      ", first: str | None = None) -> None:
    """Write a sentence: broken between words on a screen, one line in a pipe."""
    first = indent if first is None else first
    if out.form != "screen":
        out.line(first + text)
        return
    for line in wrapped(out.shown(text), out.width, first, indent):
        out.line(line)


def _draw(finding: LabelFinding, where: str, out: Output) -> None:
    from rich.text import Text

    out.draw(
        Text.assemble(
            f"{escaped(where)}: ",
            (finding.severity, _STYLES[finding.severity]),
            (f" {finding.code}", "bold"),
            f" {finding.slug}",
        )
    )


def write_sum(checked: int, counts: Mapping[RuleSeverity, int], out: Output) -> None:
    """Write how many findings there were, by severity."""
    by_severity = ", ".join(f"{number} {severity}" for severity, number in counts.items() if number)
    labels = tell_count("{count} label", "{count} labels", checked)
    findings = tell_count("{count} finding", "{count} findings", sum(counts.values()))
    out.line(f"{labels}, {findings}" + (f": {by_severity}" if by_severity else ""))
