"""What magnesium is taken for: one goal in full, or all of them side by side.

A studied dose never stands alone: the limits are said in the same line.
"""

from collections.abc import Sequence
from typing import NamedTuple

from magcalc.calc.goal import GoalOverview, StudyOverview
from magcalc.calc.limits import LimitCheck
from magcalc.calc.overview import FormOverview
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import Goal, StrengthWord
from magcalc.facts.row import Status
from magcalc.interval import Interval
from magcalc.said import fact, say
from magcalc.show.checks import STATUSES
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.numbers import elemental_percent, stretch
from magcalc.show.standing import standing
from magcalc.show.terminal import Output

_COLUMNS = (
    Column(say("goal")),
    Column(say("forms"), may_wrap=True),
    Column(say("when"), may_wrap=True),
    Column(say("evidence")),
)
_SLOTS = {"morning": say("morning"), "evening": say("evening"), "meal": say("with food"), "any": ""}
_STRENGTHS: dict[StrengthWord, str] = {
    "established": say("established"),
    "some trials": say("some trials"),
    "mixed": say("mixed"),
    "weak": say("weak"),
    "not convincing": say("not convincing"),
    "not tested": say("not tested"),
}
_NO_ADVICE = say("A studied dose is not advice: ask a pharmacist or doctor before you take it.")
_MEDICINE = say(
    "this is what medicines are sold for, not food supplements: take the dose of the medicine's own text, "
    "and ask a pharmacist or doctor if it lasts"
)


class GoalView(NamedTuple):
    """What is shown of a goal: its studies beside the limits, and its forms, named in a language."""

    overview: GoalOverview
    forms: tuple[FormOverview, ...]
    language: str

    @property
    def goal(self) -> Goal:
        """The goal itself."""
        return self.overview.goal


def write_goal(view: GoalView, out: Output) -> None:
    """Write one goal in full."""
    if out.form in ("json", "ndjson"):
        out.line(json_text({"schema": "magcalc/goal/1", **_record(view)}))
    elif out.form == "csv":
        write_rows(_flat_records(view), out)
    else:
        out.line(", ".join(view.goal.names_in(view.language)))
        out.line()
        write_facts([*_facts(view), *(line for study in view.overview.studies for line in _study_facts(study))], out)
        if not out.quiet:
            out.line()
            if any(study.dose is not None for study in view.overview.studies):
                out.line(told(_NO_ADVICE))
            out.line(tell("'magcalc form NAME' shows a form, 'magcalc source ID' what a line rests on."))


def write_goals(views: Sequence[GoalView], out: Output) -> None:
    """Write all goals; for people without the doses, which belong beside their limits."""
    if out.form == "json":
        out.line(json_text({"schema": "magcalc/goals/1", "goals": [_record(view) for view in views]}))
    elif out.form == "ndjson":
        write_rows([_record(view) for view in views], out)
    elif out.form == "csv":
        write_rows([row for view in views for row in _flat_records(view)], out)
    else:
        write_table(_COLUMNS, [_cells(view) for view in views], out)
        if not out.quiet:
            out.line()
            out.line(tell("'magcalc goal NAME' says why, and shows the studied doses beside the limits."))


def _record(view: GoalView) -> Record:
    goal, age = view.goal, view.overview.person.age
    return {
        "key": goal.key,
        "name": goal.names_in(view.language)[0],
        "names": {language: list(names) for language, names in goal.names.items()},
        "forms": [
            {
                "form": row.form.key,
                "name": row.name,
                "elemental_percent": row.percent and range_record(row.percent),
                "eu": row.form.eu.listed,
            }
            for row in view.forms
        ],
        "when": goal.slot,
        "minutes_before_bed": goal.minutes_before_bed,
        "timing": goal.timing,
        "is_medicine_use": goal.is_medicine_use,
        "strength": goal.strength.word,
        "why": goal.strength.why,
        "age": None if age is None else str(age),
        "studies": [_study_record(study) for study in view.overview.studies],
        "source": goal.source,
        "standing": goal.status,
        "sources": list(goal.sources),
    }


def _study_record(overview: StudyOverview) -> Record:
    study, dose = overview.study, overview.dose
    return {
        "who": study.who,
        "people": study.people,
        "dose_mg": dose and {"low": dose.low, "high": dose.high},
        "form": study.form,
        "duration": study.duration,
        "result": study.result,
        "note": study.note,
        "limits": [
            {"id": check.limit.key, "max_mg": check.max_mg, "status": check.status, "because": check.because}
            for check in overview.limits
        ],
        "source": study.source,
        "standing": study.status,
    }


def _flat_records(view: GoalView) -> list[Record]:
    """One row a study; a goal without any still has its row."""
    goal = view.goal
    start, end = goal.minutes_before_bed or (None, None)
    head: Record = {
        "key": goal.key,
        "name": goal.names_in(view.language)[0],
        "forms": " ".join(goal.forms),
        "when": goal.slot,
        "minutes_before_bed_from": start,
        "minutes_before_bed_to": end,
        "is_medicine_use": goal.is_medicine_use,
        "strength": goal.strength.word,
    }
    return [{**head, **_flat_study(overview, view)} for overview in view.overview.studies or (None,)]


def _flat_study(overview: StudyOverview | None, view: GoalView) -> Record:
    study = overview and overview.study
    dose = overview and overview.dose
    checks = {check.limit.key: check for check in (overview.limits if overview else ())}
    row: Record = {
        "dose_low_mg": dose and dose.low,
        "dose_high_mg": dose and dose.high,
        "duration": study and study.duration,
        "who": study and study.who,
        "people": study and study.people,
        "form": study and study.form,
        "result": study and study.result,
    }
    for rule in view.overview.limits:
        check = checks.get(rule.key)
        row[f"{rule.key}_max_mg"] = check and check.max_mg
        row[f"{rule.key}_status"] = check and check.status
    return {**row, "source": study.source if study else view.goal.source}


def _cells(view: GoalView) -> list[str]:
    goal = view.goal
    when = told(_SLOTS[goal.slot])
    if goal.minutes_before_bed is not None:
        most, least = goal.minutes_before_bed
        when += f", {tell('{start} to {end} min before bed', start=most, end=least)}"
    return [goal.names_in(view.language)[0], ", ".join(goal.forms), when, told(_STRENGTHS[goal.strength.word])]


def _facts(view: GoalView) -> list[tuple[str, str]]:
    goal, age = view.goal, view.overview.person.age
    strength = goal.strength
    facts = [(tell("forms") if index == 0 else "", _form_words(row)) for index, row in enumerate(view.forms)]
    facts.append((tell("when"), f"{told(fact(goal.timing))} {_source(goal.source, goal.status)}"))
    why = f"{told(_STRENGTHS[strength.word])}: {told(fact(strength.why))} [{strength.source}]"
    facts.append((tell("evidence"), why))
    if goal.is_medicine_use:
        facts.append((tell("medicine"), told(_MEDICINE)))
    if age is not None and view.overview.studies:
        facts.append((tell("limits"), tell("those for {age}", age=str(age))))
    return facts


def _form_words(row: FormOverview) -> str:
    content = f"{row.name}, {_content(row.percent)}"
    match row.form.eu.listed:
        case "no":
            return f"{content}; {tell('not on the EU list for supplements')}"
        case "conditional":
            return f"{content}; {tell('on the EU list with conditions')}"
    return content


def _content(percent: Interval | None) -> str:
    if percent is None:
        return tell("an unknown share of magnesium")
    low, typical, high = map(elemental_percent, percent)
    if percent.is_exact:
        return tell("{percent} % magnesium", percent=typical)
    return tell("{percent} % magnesium ({low} to {high} %, by grade)", percent=typical, low=low, high=high)


def _study_facts(overview: StudyOverview) -> list[tuple[str, str]]:
    study = overview.study
    dose = tell("amount of magnesium not given")
    if overview.dose is not None:
        marks = [check.max_mg for check in overview.limits if check.max_mg is not None]
        dose = tell("{mg} mg a day", mg=stretch(overview.dose, marks))
    length = "" if study.duration is None else f", {told(fact(study.duration))}"
    limits = ", ".join(_limits_words(overview.limits))
    who = f"{'' if study.people is None else f'{study.people} '}{told(fact(study.who))}"
    form = "" if study.form is None else f", {tell('as {form}', form=FormTable().short_name(study.form))}"
    facts = [
        (tell("studied"), f"{dose}{length}: {limits}" if limits else f"{dose}{length}"),
        ("", f"{who}{form}: {told(fact(study.result))} {_source(study.source, study.status)}"),
    ]
    if study.note is not None:
        facts.append(("", f"({told(fact(study.note))})"))
    return facts


def _limits_words(checks: Sequence[LimitCheck]) -> list[str]:
    """Say where a dose stands to each limit; those that have no number for the age stand at the end."""
    words, numberless = [], []
    for check in checks:
        short = fact(check.limit.short)
        if check.max_mg is None:
            numberless.append(told(short))
        elif check.status == "depends":
            words.append(tell("depends for {limit} {mg} mg", limit=short, mg=check.max_mg))
        else:
            words.append(tell("{status} {limit} {mg} mg", status=STATUSES[check.status], limit=short, mg=check.max_mg))
    if numberless:
        words.append(tell("no number for this age: {limits}", limits=", ".join(numberless)))
    return words


def _source(source: str, status: Status) -> str:
    return f"[{source}]" if status in ("confirmed", "computed") else f"[{source}, {standing(status)}]"
