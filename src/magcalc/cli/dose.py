"""``magcalc dose``: how much magnesium, is it too much, how to take it."""

import sys
from collections.abc import Iterator
from itertools import count, islice
from typing import Annotated, NamedTuple

import typer

from magcalc.calc.dose import Dose, Plan, assess_dose
from magcalc.calc.elemental import Settled, parse_assay
from magcalc.calc.person import Person
from magcalc.cli.complete import complete_form
from magcalc.cli.options import (
    AgeOption,
    AssayOption,
    ElementalOption,
    FailOnOption,
    FormsOption,
    GradeOption,
    KidneyOption,
    LactatingOption,
    LimitsOption,
    MaxSingleOption,
    PerDayOption,
    PregnantOption,
    SexOption,
    WhyOption,
    form_table,
    new_app,
    parse_cap,
    parse_count,
    parse_fail_on,
    parse_person,
    refuse_unknown_options,
    with_output,
)
from magcalc.dose_text import COUNTS_AS, LONGEST_DOSE, parse_counts_as
from magcalc.errors import AmountError, ChoiceError, MagcalcError, StreamError
from magcalc.facts.form_table import FormTable
from magcalc.said import say
from magcalc.show.dose.record import dose_record, dose_row
from magcalc.show.encode import csv_line, json_text
from magcalc.show.terminal import Output, complain

app = new_app()

_EPILOG = (
    "Examples: magcalc dose 2000 mg glycinate | magcalc dose 2 x 1000 mg glycinate + 400 mg oxide | "
    "magcalc dose 300 mg oxide @medicine --age 8 | magcalc dose 4 mmol --json"
)


class Question(NamedTuple):
    """Everything about the question that is not the dose's own text."""

    table: FormTable
    settled: Settled
    person: Person
    plan: Plan

    def about(self, text: str) -> Dose:
        """Answer it for one dose."""
        return assess_dose(text, table=self.table, settled=self.settled, person=self.person, plan=self.plan)


@app.command(epilog=_EPILOG, context_settings={"ignore_unknown_options": True})
@with_output
def dose(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DOSE", autocompletion=complete_form, help="The dose as on the label; - reads one a line."
        ),
    ],
    out: Output,
    elemental: ElementalOption = False,
    grade: GradeOption = None,
    assay: AssayOption = None,
    per_day: PerDayOption = "1",
    times: Annotated[str | None, typer.Option("--times", metavar="N", help="Split the day into N doses.")] = None,
    max_single: MaxSingleOption = None,
    age: AgeOption = None,
    sex: SexOption = None,
    pregnant: PregnantOption = False,
    lactating: LactatingOption = False,
    kidney_disease: KidneyOption = False,
    limits: LimitsOption = None,
    counts_as: Annotated[
        str | None, typer.Option("--counts-as", metavar="KIND", help=f"What it is: {', '.join(COUNTS_AS)}.")
    ] = None,
    fail_on: FailOnOption = "never",
    forms: FormsOption = None,
    why: WhyOption = False,
) -> int:
    """How much magnesium a dose holds, whether it is too much, and how to take it."""
    failing = parse_fail_on(fail_on)
    question = Question(
        form_table(forms),
        Settled(
            elemental=elemental,
            grade=grade,
            assay=None if assay is None else parse_assay(assay),
            counts_as=None if counts_as is None else parse_counts_as(counts_as),
        ),
        parse_person(age, sex, pregnant=pregnant, lactating=lactating, kidney_disease=kidney_disease),
        Plan(
            per_day=parse_count(per_day, "--per-day"),
            times=None if times is None else parse_count(times, "--times"),
            max_single=None if max_single is None else parse_cap(max_single),
            limits=None if limits is None else tuple(limits.split(",")),
        ),
    )
    refuse_unknown_options(words, "dose")
    if words == ["-"]:
        if why:
            raise ChoiceError(say("--why explains one dose, and - reads many"), hint=say("name the dose"))
        return _answer_lines(question, out, failing)
    answer = question.about(" ".join(words))
    if why:
        from magcalc.show.why.dose import dose_steps
        from magcalc.show.why.steps import write_steps

        write_steps("dose", dose_steps(answer), out, answer.origin)
    else:
        _write(answer, out, is_first=True)
    return int(_fails(answer, failing))


def _answer_lines(question: Question, out: Output, failing: frozenset[str]) -> int:
    """Answer one dose a line. A line that cannot be read keeps its place, the rest go on, and the exit code is 2."""
    answers, refusals, failed = 0, 0, False
    for number, line in _one_line_at_most() if out.form == "json" else _lines():
        try:
            answer = question.about(line)
        except MagcalcError as error:
            refusals += 1
            if out.form == "ndjson":
                out.line(json_text({"line": number, "error": error.message, "hint": error.hint}))
            complain(say("line {number}: {message}", number=number, message=error.message), error.hint)
            continue
        _write(answer, out, is_first=not answers)
        out.flush()
        answers += 1
        failed = failed or _fails(answer, failing)
    if not answers and not refusals:
        raise AmountError(
            say("standard input holds no dose"), hint=say("write one dose a line, such as 2000 mg glycinate")
        )
    return MagcalcError.exit_code if refusals else int(failed)


def _one_line_at_most() -> list[tuple[int, str]]:
    """One JSON document holds one dose, so more are refused before anything is written."""
    lines = list(islice(_lines(), 2))
    if len(lines) > 1:
        raise ChoiceError(
            say("--json holds one dose, and there are more"), hint=say("type --ndjson for one answer a line")
        )
    return lines


def _lines() -> Iterator[tuple[int, str]]:
    """The lines of standard input that are not empty, numbered; of an endless one only so much that it is refused."""
    if sys.stdin is None:
        raise StreamError(say("standard input is closed"), hint=say("pipe one dose a line into it"))
    try:
        for number in count(1):
            line = sys.stdin.readline(LONGEST_DOSE + 2)
            if not line:
                return
            rest = line
            while rest and not rest.endswith("\n"):
                rest = sys.stdin.readline(LONGEST_DOSE)
            # A line that was cut is no empty one, however it begins.
            if line.strip() or len(line) > LONGEST_DOSE:
                # Windows programs put a mark in front of UTF-8.
                yield number, line.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise StreamError(
            say("{file} is not UTF-8 text", file=say("standard input")), hint=say("convert it to UTF-8 first")
        ) from error
    except OSError as error:
        raise StreamError(
            say("cannot read {what}: {reason}", what=say("standard input"), reason=error.strerror or ""),
            hint=say("pipe doses into it"),
        ) from error


def _write(answer: Dose, out: Output, *, is_first: bool) -> None:
    if out.form in ("json", "ndjson"):
        out.line(json_text(dose_record(answer)))
    elif out.form == "csv":
        row = dose_row(answer)
        if is_first:
            out.line(csv_line(row))
        out.line(csv_line(row.values()))
    else:
        if not is_first:
            out.line()
        if out.form == "screen":
            from magcalc.show.dose.screen import draw_dose

            draw_dose(answer, out)
        else:
            from magcalc.show.dose.lines import write_dose

            write_dose(answer, out)


def _fails(answer: Dose, failing: frozenset[str]) -> bool:
    return any(check.status in failing for check in answer.limits)
