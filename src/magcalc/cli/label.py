"""``magcalc label``: read supplement labels and report what does not add up."""

import gc
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import Annotated, Literal

import typer

from magcalc.amount import Amount, parse_number
from magcalc.cli.complete import complete_limits, complete_rule, complete_rules
from magcalc.cli.language import LabelLanguageOption
from magcalc.cli.options import AgeOption, WhyOption, new_app, parse_person, with_output
from magcalc.errors import ChoiceError, MagcalcError, quoted
from magcalc.label.check import SEVERITIES, CheckedLabel, LabelChecker, LabelPlan, no_magnesium
from magcalc.label.inputs import BadLabel, Batch, LabelText, checked_text, label_files, label_lines
from magcalc.label.language import known_language
from magcalc.said import listed, say, together
from magcalc.show.label.report import REPORT_FORMATS, Report, ReportFormat
from magcalc.show.language import write_for
from magcalc.show.terminal import Output, complain

app = new_app()
_NEVER = "never"
# What a label on the command line is called.
_TYPED = say("label")
# Labels between two sweeps of the memory.
_SWEPT = 200


@app.command(
    epilog="Examples: magcalc label jar.txt | magcalc label --text 'Magnesium citrate 400 mg' | "
    "magcalc label --ndjson-in --ndjson labels.ndjson | magcalc label --explain MG201"
)
@with_output
def label(
    out: Output,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Labels, one a file; - is standard input.")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="A label's text.")] = None,
    ndjson_in: Annotated[
        bool, typer.Option("--ndjson-in", help='One label a line: {"id", "text", "language"}.')
    ] = False,
    lang: LabelLanguageOption = None,
    market: Annotated[
        str | None, typer.Option("--market", metavar="CODE", help="Where it is sold: eu, us, uk, no, dk, se ...")
    ] = None,
    limits: Annotated[
        str | None,
        typer.Option("--limits", metavar="IDS", autocompletion=complete_limits, help="Limits to judge by, or all."),
    ] = None,
    age: AgeOption = None,
    measured: Annotated[
        str | None, typer.Option("--measured", metavar="MG", help="Analysed magnesium of one serving.")
    ] = None,
    select: Annotated[
        str | None,
        typer.Option(
            "--select", metavar="CODES", autocompletion=complete_rules, help="Only these rules, by code or name."
        ),
    ] = None,
    ignore: Annotated[
        str | None, typer.Option("--ignore", metavar="CODES", autocompletion=complete_rules, help="Not these rules.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="text, json, ndjson, csv, github or sarif.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help="Exit 1 from here: error, warning, info, never.")
    ] = "error",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings by rule.")] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", autocompletion=complete_rule, help="Explain a rule and stop."),
    ] = None,
    why: WhyOption = False,
) -> int:
    """Read supplement labels as a pharmacist would, and report what does not add up."""
    if explain is not None:
        from magcalc.facts.rules import rule_called
        from magcalc.show.rules import write_explanation

        write_explanation(rule_called(explain), out)
        return 0
    plan = LabelPlan(
        language=None if lang is None else known_language(lang),
        market=market,
        limits=None if limits is None else tuple(limits.split(",")),
        person=parse_person(age, None),
        measured_mg=None if measured is None else _measured(measured),
        select=_names(select, "--select"),
        ignore=_names(ignore, "--ignore"),
    )
    if statistics and _format(form, out) != "text":
        raise ChoiceError(say("--statistics counts for people only"), hint=say("leave it or the format out"))
    checker = LabelChecker(plan)
    if why:
        if form is not None or statistics:
            raise ChoiceError(
                say("--why has steps and no findings to format or count"), hint=say("leave --format out, or --why")
            )
        return _explain(_given(files or [], text, ndjson_in=ndjson_in), checker, out)
    wanted = _format(form, out)
    write_for(machine=wanted != "text")
    report = Report(out, wanted, statistics=statistics)
    least = _severity(fail_on)
    failing = None if exit_zero else least
    labels = _given(files or [], text, ndjson_in=ndjson_in)
    if wanted == "json":
        labels = _one_at_most(labels)
    return _check_all(labels, checker, report, failing)


def _explain(batches: Iterator[Batch], checker: LabelChecker, out: Output) -> int:
    """Show how one label is read and judged, step by step."""
    from magcalc.show.why.label import label_steps
    from magcalc.show.why.steps import write_steps

    given = list(islice(chain.from_iterable(batches), 2))
    if len(given) > 1:
        raise ChoiceError(say("--why explains one label, and there are more"), hint=say("name one of them"))
    for one in given:
        if isinstance(one, BadLabel):
            raise one.error
        checked = checker.check(one.text, one.language)
        if not checked.reading.has_magnesium:
            raise no_magnesium(one.text)
        write_steps("label", label_steps(checked), out)
    return 0


def _check_all(
    batches: Iterator[Batch],
    checker: LabelChecker,
    report: Report,
    failing: Literal["error", "warning", "info"] | None,
) -> int:
    """Check labels as they come. One that cannot be read keeps its place, the rest go on, and the exit code is 2."""
    refused, failed, unswept = False, False, 0
    # What is loaded stays, and need not be looked through with every sweep.
    gc.freeze()
    for batch in batches:
        unswept += len(batch)
        if unswept >= _SWEPT:
            # Claims point at one another, and nothing sweeps by itself here (see cli.main).
            gc.collect(0)
            unswept = 0
        for outcome in _outcomes(batch, checker):
            if isinstance(outcome, BadLabel):
                _refuse(report, outcome)
                refused = True
                continue
            label, checked = outcome
            report.add(label, checked)
            failed = failed or (failing is not None and checked.reaches(failing))
        report.hand_over()
    report.close()
    return MagcalcError.exit_code if refused else int(failed)


def _outcomes(batch: Batch, checker: LabelChecker) -> Iterator[BadLabel | tuple[LabelText, CheckedLabel]]:
    """Check labels that came together, and give what became of each in its place."""
    labels = [one for one in batch if isinstance(one, LabelText)]
    checked = iter(checker.check_each([(one.text, one.language) for one in labels]))
    for one in batch:
        if isinstance(one, BadLabel):
            yield one
            continue
        found = next(checked)
        if isinstance(found, CheckedLabel) and found.reading.has_magnesium:
            yield one, found
            continue
        error = found if isinstance(found, ChoiceError) else no_magnesium(one.text)
        # There is only one label on a command line.
        name = None if one.name is _TYPED else one.called
        yield BadLabel(error, name, one.line or 1, one.identity)


def _refuse(report: Report, bad: BadLabel) -> None:
    report.refuse(bad.error, bad.line, bad.identity)
    message = bad.error.message
    complain(message if bad.name is None else listed([bad.name, message], ": "), bad.error.hint)


def _given(files: list[str], text: str | None, *, ndjson_in: bool) -> Iterator[Batch]:
    """The labels asked for, as they come; with none named, standard input."""
    if text is not None and (files or ndjson_in):
        given = together(["--text", "--ndjson-in" if ndjson_in else say("files")])
        raise ChoiceError(say("{options} exclude each other", options=given), hint=say("type one of them"))
    if text is not None:
        return iter([[LabelText(_TYPED, checked_text(text, say("the text")))]])
    if not files and sys.stdin is not None and sys.stdin.isatty():
        raise ChoiceError(
            say("no label is given"),
            hint=say("name a file, type --text 'Magnesium 400 mg', or pipe a label into it"),
        )
    return label_lines(files) if ndjson_in else ([one] for one in label_files(files or ["-"]))


def _one_at_most(batches: Iterator[Batch]) -> Iterator[Batch]:
    """One JSON document holds one label, so more are refused before anything is written."""
    first = list(islice(chain.from_iterable(batches), 2))
    if len(first) > 1:
        raise ChoiceError(
            say("--json holds one label, and there are more"), hint=say("type --ndjson for one label a line")
        )
    return iter([first])


def _format(stated: str | None, out: Output) -> ReportFormat:
    by_flag: dict[str, ReportFormat] = {"json": "json", "ndjson": "ndjson", "csv": "csv"}
    if stated is None:
        return by_flag.get(out.form, "text")
    wanted = stated.strip().casefold()
    found = next((form for form in REPORT_FORMATS if form == wanted), None)
    if found is None:
        raise ChoiceError(
            say("--format {name} is none that is known", name=quoted(stated)),
            hint=say("type one of {choices}", choices=", ".join(REPORT_FORMATS)),
        )
    if out.form in by_flag and by_flag[out.form] != found:
        both = together([f"--{out.form}", f"--format {found}"])
        raise ChoiceError(say("{options} exclude each other", options=both), hint=say("type one of them"))
    return found


def _severity(stated: str) -> Literal["error", "warning", "info"] | None:
    wanted = stated.strip().casefold()
    if wanted == _NEVER:
        return None
    for severity in SEVERITIES:
        if severity == wanted:
            return severity
    raise ChoiceError(
        say("--fail-on {word} is no severity", word=quoted(stated)), hint=say("type error, warning, info or never")
    )


def _names(stated: str | None, option: str) -> tuple[str, ...]:
    names = () if stated is None else tuple(name for name in stated.split(",") if name.strip())
    if stated is not None and not names:
        raise ChoiceError(
            say("{option} names no rule", option=option),
            hint=say("type codes, such as {example}", example=f"{option} MG201,MG203"),
        )
    return names


def _measured(stated: str) -> Decimal:
    bare = stated.strip()
    return parse_number(bare) if bare and bare[-1].isdigit() else Amount.parse(bare).mg
