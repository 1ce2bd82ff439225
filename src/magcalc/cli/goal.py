"""``magcalc goal``: what magnesium is taken for, and what was studied."""

from typing import Annotated

import typer

from magcalc.calc.goal import goal_overview
from magcalc.calc.overview import overview_row
from magcalc.cli.complete import complete_goal
from magcalc.cli.language import NameLanguageOption, parse_language
from magcalc.cli.options import (
    AgeOption,
    LimitsOption,
    new_app,
    parse_person,
    with_output,
)
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import Goal, goal_called, goal_keys
from magcalc.facts.goals import goal as find_goal
from magcalc.show.goal import GoalView, write_goal, write_goals
from magcalc.show.terminal import Output

app = new_app()


@app.command(
    epilog="Examples: magcalc goal | magcalc goal sleep | magcalc goal muskelkramper --lang nb | "
    "magcalc goal blood pressure --age 8 --limits efsa,iom,norway"
)
@with_output
def goal(
    out: Output,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", autocompletion=complete_goal, help="What it is for; all of them without a name."
        ),
    ] = None,
    age: AgeOption = None,
    limits: LimitsOption = None,
    lang: NameLanguageOption = None,
) -> None:
    """Show what magnesium is taken for: forms, time of day, evidence, and studied doses beside the limits."""
    language, person, table = parse_language(lang), parse_person(age, None), FormTable()
    chosen = None if limits is None else limits.split(",")

    def view_of(found: Goal) -> GoalView:
        forms = tuple(overview_row(table.form(key), language) for key in found.forms)
        return GoalView(goal_overview(found, person, chosen), forms, language)

    if name is None:
        write_goals([view_of(find_goal(key)) for key in goal_keys()], out)
    else:
        write_goal(view_of(goal_called(" ".join(name))), out)
