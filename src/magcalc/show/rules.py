"""The rules of the label linter: all in a list, or one explained."""

import textwrap

from magcalc.facts.rules import Rule
from magcalc.said import fact, say
from magcalc.show.encode import Record, json_text
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_rows, write_table
from magcalc.show.standing import standing
from magcalc.show.terminal import Output

_WIDEST = 100
_COLUMNS = (
    Column(say("code")),
    Column(say("severity")),
    Column(say("rule")),
    Column(say("what it says"), may_wrap=True),
)


def rule_record(rule: Rule) -> Record:
    """Give the record of a rule."""
    return {
        "code": rule.code,
        "slug": rule.key,
        "severity": rule.severity,
        "when": rule.when,
        "title": rule.title,
        "reason": rule.reason,
        "fix": rule.fix,
        "source": rule.source,
        "status": rule.status,
    }


def write_rules(rules: list[Rule], out: Output) -> None:
    """Write the list of rules."""
    if out.form == "json":
        out.line(json_text({"schema": "magcalc/rules/1", "rules": [rule_record(rule) for rule in rules]}))
    elif out.form in ("ndjson", "csv"):
        write_rows([rule_record(rule) for rule in rules], out)
    else:
        write_table(_COLUMNS, [(rule.code, rule.severity, rule.key, told(fact(rule.title))) for rule in rules], out)


def write_explanation(rule: Rule, out: Output) -> None:
    """Write a rule's page; for machines, its record with the page in it."""
    if out.form in ("json", "ndjson", "csv"):
        record = {**rule_record(rule), "explain": rule.explain.replace(" // ", "\n\n"), "example": rule.example}
        if out.form == "json":
            out.line(json_text({"schema": "magcalc/rules/1", "rules": [record]}))
        elif out.form == "ndjson":
            write_rows([record], out)
        else:
            # A row of CSV is one line.
            write_rows([{field: " ".join(str(text).split()) for field, text in record.items()}], out)
        return
    width = min(out.width, _WIDEST)
    out.line(f"{rule.code} {rule.key} ({rule.severity}): {told(fact(rule.title))}")
    for paragraph in (told(fact(rule.reason)), *told(fact(rule.explain)).split(" // ")):
        out.line()
        for line in textwrap.wrap(paragraph, width):
            out.line(line)
    out.line()
    out.line(f"{tell('an example')}:")
    for line in rule.example.split("\n"):
        out.line(f"    {line}")
    out.line()
    for line in textwrap.wrap(f"{tell('what to do')}: {told(fact(rule.fix))}", width):
        out.line(line)
    out.line(f"{tell('source')}: {rule.source} ({standing(rule.status)})")
