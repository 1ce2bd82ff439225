"""The report on any number of labels, in each of its formats."""

from typing import Literal

from magcalc.errors import MagcalcError
from magcalc.facts.rules import rule, rule_keys
from magcalc.label.check import SEVERITIES, CheckedLabel
from magcalc.label.inputs import Identity, LabelText
from magcalc.label.judge import LabelFinding
from magcalc.show.encode import csv_line, json_text
from magcalc.show.label.places import place_of
from magcalc.show.label.record import Record, label_json, label_row
from magcalc.show.terminal import Output

ReportFormat = Literal["text", "json", "ndjson", "csv", "github", "sarif"]
REPORT_FORMATS: tuple[ReportFormat, ...] = ("text", "json", "ndjson", "csv", "github", "sarif")
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class Report:
    """Writes what was found, label by label; ``close`` ends it."""

    def __init__(self, out: Output, form: ReportFormat, *, statistics: bool) -> None:
        self._out, self._form, self._statistics = out, form, statistics
        self._checked = 0
        self._severities = dict.fromkeys(reversed(SEVERITIES), 0)
        self._rules: dict[str, int] = {}
        self._results: list[Record] = []

    def add(self, label: LabelText, checked: CheckedLabel) -> None:
        """Write one label."""
        form, out = self._form, self._out
        if form in ("json", "ndjson"):
            out.encoded(label_json(checked, label.identity))
        elif form == "csv":
            row = label_row(checked, label.identity)
            if not self._checked:
                out.line(csv_line(row))
            out.line(csv_line(row.values()))
        elif form == "github":
            for finding in checked.findings:
                out.line(_github(finding, label))
        elif form == "sarif":
            self._results += [_sarif(finding, label) for finding in checked.findings]
        else:
            from magcalc.show.label.lines import write_label

            if self._checked:
                out.line()
            write_label(checked, label.text, label.called, out)
            for finding in checked.findings:
                self._severities[finding.severity] += 1
                self._rules[finding.slug] = self._rules.get(finding.slug, 0) + 1
        self._checked += 1

    def refuse(self, error: MagcalcError, line: int, identity: Identity) -> None:
        """Keep the place of a label that could not be read, in the one format that has places."""
        if self._form == "ndjson":
            self._out.line(json_text({"id": identity, "line": line, "error": error.message, "hint": error.hint}))

    def hand_over(self) -> None:
        """Let go of what is written, before more labels are waited for."""
        self._out.flush()

    def close(self) -> None:
        """End the report."""
        if self._form == "sarif":
            self._out.line(json_text(_sarif_log(self._results)))
        elif self._form == "text":
            if self._statistics:
                self._write_statistics()
            elif self._checked > 1 and not self._out.quiet:
                from magcalc.show.label.lines import write_sum

                self._out.line()
                write_sum(self._checked, self._severities, self._out)

    def _write_statistics(self) -> None:
        from magcalc.show.label.lines import write_sum

        self._out.line()
        for slug in rule_keys():
            if slug in self._rules:
                self._out.line(f"{self._rules[slug]:>6}  {rule(slug).code}  {slug}")
        write_sum(self._checked, self._severities, self._out)


def _github(finding: LabelFinding, label: LabelText) -> str:
    """Give a finding as a workflow command, which the service shows beside the very line."""
    where = f"file={_property(label.file or label.called)}"
    if label.line is not None:
        where += f",line={label.line}"
    elif finding.span is not None:
        at = place_of(label.text, finding.span)
        where += f",line={at.line},col={at.column},endColumn={at.end_column}"
    title = _property(f"{finding.code} {finding.slug}")
    return f"::{_GITHUB_LEVELS[finding.severity]} {where},title={title}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(finding: LabelFinding, label: LabelText) -> Record:
    location: Record = {"artifactLocation": {"uri": _uri(label.file or label.called)}}
    if label.line is not None:
        location["region"] = {"startLine": label.line}
    elif finding.span is not None:
        at = place_of(label.text, finding.span)
        location["region"] = {
            "startLine": at.line,
            "startColumn": at.column,
            "endColumn": max(at.end_column, at.column + 1),
        }
    return {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _uri(name: str) -> str:
    from urllib.parse import quote

    # A name that is no UTF-8 is kept byte by byte.
    return quote(name.encode("utf-8", "surrogateescape"))


def _sarif_log(results: list[Record]) -> Record:
    used = sorted({str(result["ruleId"]) for result in results})
    rules = [one for one in map(rule, rule_keys()) if one.code in used]
    driver = {
        "name": "magcalc",
        "rules": [
            {
                "id": one.code,
                "name": one.key,
                "shortDescription": {"text": one.title},
                "fullDescription": {"text": one.reason},
                "help": {"text": one.fix},
                "defaultConfiguration": {"level": _SARIF_LEVELS[one.severity]},
            }
            for one in rules
        ],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
