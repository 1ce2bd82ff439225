"""``magcalc day``: everything taken in a day, what the limits count of it, and when to take it."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from magcalc.calc.clock import parse_time
from magcalc.calc.day import Day, Taken, assess_day, taken_from
from magcalc.calc.elemental import Settled, parse_assay
from magcalc.calc.findings import Finding
from magcalc.calc.person import Person
from magcalc.calc.schedule import Before, Waking, Wish
from magcalc.calc.timetable import MedicineTaken, Timetable, timetable
from magcalc.cli.complete import complete_goal_word, complete_medicine_word, complete_taken
from magcalc.cli.options import (
    AgeOption,
    FailOnOption,
    FormsOption,
    KidneyOption,
    LactatingOption,
    LimitsOption,
    MaxSingleOption,
    PregnantOption,
    SexOption,
    WhyOption,
    form_table,
    new_app,
    parse_cap,
    parse_fail_on,
    parse_person,
    refuse_unknown_options,
    with_output,
)
from magcalc.day_file import EXAMPLE, DayLines, MedicineLine, PersonLines, Taking, read_day_file
from magcalc.day_text import MOST_IN_A_DAY, parse_taken
from magcalc.dose_text import parse_counts_as
from magcalc.errors import ChoiceError, quoted
from magcalc.facts.absorption import single_dose
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import goal_called
from magcalc.facts.medicines import medicine_called
from magcalc.said import say, say_count
from magcalc.show.day.record import day_record, day_rows
from magcalc.show.encode import json_text
from magcalc.show.listing import write_rows
from magcalc.show.terminal import Output

app = new_app()

# Assumed where nothing is said, and said to be assumed.
_WAKE, _BED = "07:00", "23:00"
_MEALS_AFTER_WAKING = (60, 330, 660)


@app.command(
    epilog="Examples: magcalc day 2 x 400 mg citrate + 1.5 l Gerolsteiner + 30 g almonds | "
    "magcalc day 400 mg oxide --med levothyroxine@07:00 --goal sleep | magcalc day --example | magcalc day my-day.toml",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def day(
    out: Output,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TAKEN | FILE.toml]",
            autocompletion=complete_taken,
            help="What is taken, joined by +, or a file of a day.",
        ),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Print a file of a day to start from.")] = False,
    medicines: Annotated[
        list[str] | None,
        typer.Option(
            "--med",
            metavar="NAME@TIMES",
            autocompletion=complete_medicine_word,
            help="A medicine, as levothyroxine@07:00 or iron@08:00,20:00.",
        ),
    ] = None,
    wake: Annotated[str | None, typer.Option("--wake", metavar="TIME", help="Getting up, 07:00 if not said.")] = None,
    bed: Annotated[str | None, typer.Option("--bed", metavar="TIME", help="Going to bed, 23:00 if not said.")] = None,
    meals: Annotated[
        str | None, typer.Option("--meals", metavar="TIMES", help="As 08:00,12:30,18:00; or none.")
    ] = None,
    goal: Annotated[
        str | None,
        typer.Option("--goal", metavar="NAME", autocompletion=complete_goal_word, help="What it is for, as sleep."),
    ] = None,
    max_single: MaxSingleOption = None,
    age: AgeOption = None,
    sex: SexOption = None,
    pregnant: PregnantOption = False,
    lactating: LactatingOption = False,
    kidney_disease: KidneyOption = False,
    limits: LimitsOption = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write the times as a calendar for a phone.")
    ] = None,
    fail_on: FailOnOption = "never",
    forms: FormsOption = None,
    why: WhyOption = False,
) -> int:
    """Sum a day of supplements, medicines, water and food, and find the times to take it."""
    if example:
        out.page(EXAMPLE)
        return 0
    failing = parse_fail_on(fail_on)
    words = words or []
    refuse_unknown_options(words, "day")
    stated = _stated(words)
    typed = DayLines(
        wake=wake,
        bed=bed,
        meals=None if meals is None else tuple(meals.split(",")),
        goal=goal,
        limits=None if limits is None else tuple(limits.split(",")),
        max_single=max_single,
        person=PersonLines(age, sex, pregnant, lactating, kidney_disease),
        medicine=tuple(_typed_medicine(text) for text in medicines or ()),
    )
    lines = _over(stated, typed)
    table = form_table(forms)
    taken = _taken(lines, table)
    answer = assess_day(taken, person=_person(lines.person), limits=lines.limits, origin=table.origin)
    times = timetable(taken, _medicines(lines.medicine), _waking(lines), _cap(lines.max_single), _wish(lines.goal))
    times = times._replace(findings=(*times.findings, *_assumed(lines, times)))
    if ics is not None:
        from magcalc.calendar_file import write_calendar

        write_calendar(times, ics, reads=words[0] if words and words[0].casefold().endswith(".toml") else None)
    if why:
        from magcalc.show.why.day import day_steps
        from magcalc.show.why.steps import write_steps

        write_steps("day", day_steps(answer, times), out, answer.origin)
    else:
        _write(answer, times, out)
    return int(any(check.status in failing for check in answer.limits))


def _stated(words: list[str]) -> DayLines:
    """What the arguments say: the lines of a file, or one text of everything taken."""
    if len(words) == 1 and words[0].casefold().endswith(".toml"):
        return read_day_file(Path(words[0]))
    if not words:
        raise ChoiceError(
            say("nothing is taken"),
            hint=say("type it, as in: magcalc day 400 mg citrate + 1 l Gerolsteiner; or name a file"),
        )
    return DayLines(take=(Taking(" ".join(words)),))


def _over(stated: DayLines, typed: DayLines) -> DayLines:
    """Let what was typed stand over what a file states; medicines of both count."""
    person = {name: value for name, value in typed.person._asdict().items() if value}
    scalars = {
        name: value
        for name in ("wake", "bed", "meals", "goal", "limits", "max_single")
        if (value := getattr(typed, name)) is not None
    }
    return stated._replace(
        **scalars, person=stated.person._replace(**person), medicine=(*stated.medicine, *typed.medicine)
    )


def _typed_medicine(text: str) -> MedicineLine:
    name, mark, times = text.partition("@")
    if not (mark and name.strip() and times.strip()):
        raise ChoiceError(
            say("--med {text} does not say when it is taken", text=quoted(text)),
            hint=say("type it as in {example}", example="--med levothyroxine@07:00"),
        )
    return MedicineLine(name.strip(), tuple(times.split(",")))


def _taken(lines: DayLines, table: FormTable) -> list[Taken]:
    taken: list[Taken] = []
    for line in lines.take:
        settled = Settled(
            elemental=line.elemental,
            grade=line.grade,
            assay=None if line.assay is None else parse_assay(line.assay),
            counts_as=None if line.counts_as is None else parse_counts_as(line.counts_as),
        )
        items = parse_taken(line.what, table, bare_is_magnesium=line.elemental)
        if len(items) > 1 and (settled.grade or settled.assay):
            raise ChoiceError(
                say("a grade or an assay cannot be told apart for the things in {text}", text=quoted(line.what)),
                hint=say("give each of them a table [[take]] of its own"),
            )
        taken += [taken_from(item, table, settled) for item in items]
        if len(taken) > MOST_IN_A_DAY:
            raise ChoiceError(
                say("more than {count} things are taken in the day", count=MOST_IN_A_DAY),
                hint=say("sum what is alike, as in 3 x 400 mg citrate"),
            )
    if not taken:
        raise ChoiceError(say("nothing is taken"), hint=say('add a table [[take]] with what = "400 mg citrate"'))
    return taken


def _person(lines: PersonLines) -> Person:
    return parse_person(
        lines.age,
        lines.sex,
        pregnant=lines.pregnant,
        lactating=lines.lactating,
        kidney_disease=lines.kidney_disease,
    )


def _medicines(lines: tuple[MedicineLine, ...]) -> list[MedicineTaken]:
    taken: dict[str, MedicineTaken] = {}
    for line in lines:
        medicine = medicine_called(line.name)
        times = {parse_time(at, line.name) for at in line.at}
        known = taken.get(medicine.key)
        taken[medicine.key] = MedicineTaken.at(medicine, tuple(sorted(times.union(known.times if known else ()))))
    return list(taken.values())


def _waking(lines: DayLines) -> Waking:
    up = Waking(parse_time(lines.wake or _WAKE, "--wake"), parse_time(lines.bed or _BED, "--bed"))
    if lines.meals is None:
        meals = tuple(up.wake + minutes for minutes in _MEALS_AFTER_WAKING if minutes <= up.length)
    elif [meal.strip().casefold() for meal in lines.meals] == ["none"]:
        meals = ()
    else:
        meals = tuple(parse_time(meal, "--meals") for meal in lines.meals)
    return up._replace(meals=meals).checked()


def _assumed(lines: DayLines, times: Timetable) -> list[Finding]:
    """Say which hours nobody stated, where times were chosen by them."""
    if not times.sittings:
        return []
    stated = {"--wake": lines.wake, "--bed": lines.bed, "--meals": lines.meals}
    missing = [option for option, value in stated.items() if value is None]
    if not missing:
        return []
    message = say_count(
        "the hours of an ordinary day are assumed; {options} settles them",
        "the hours of an ordinary day are assumed; {options} settle them",
        len(missing),
        options=", ".join(missing),
    )
    return [Finding("hours-assumed", "info", message, None)]


def _cap(stated: str | None) -> Decimal:
    return single_dose().max_mg if stated is None else parse_cap(stated)


def _wish(stated: str | None) -> Wish:
    if stated is None:
        return Wish()
    goal = goal_called(stated)
    if goal.minutes_before_bed is None:
        return Wish(goal.slot)
    least, most = sorted(map(int, goal.minutes_before_bed))
    return Wish(goal.slot, Before(most, least))


def _write(answer: Day, times: Timetable, out: Output) -> None:
    if out.form in ("json", "ndjson"):
        out.line(json_text(day_record(answer, times)))
    elif out.form == "csv":
        write_rows(day_rows(answer), out, answer.origin)
    elif out.form == "screen":
        from magcalc.show.day.screen import draw_day

        draw_day(answer, times, out)
    else:
        from magcalc.show.day.lines import write_day

        write_day(answer, times, out)
