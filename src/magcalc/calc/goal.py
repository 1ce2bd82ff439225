"""What was studied for a goal, beside the upper limits: the studied magnesium is counted as a supplement."""

from collections.abc import Iterable
from typing import NamedTuple

from magcalc.calc.limits import LimitCheck, check_limit, limits_for
from magcalc.calc.person import Person
from magcalc.facts.goals import Goal, StudiedDose
from magcalc.facts.limits import Limit
from magcalc.interval import Interval


class StudyOverview(NamedTuple):
    """A studied dose in mg of magnesium a day, and where it stands to each limit.

    ``dose`` is None and ``limits`` empty where the amount of magnesium is not known.
    """

    study: StudiedDose
    dose: Interval | None
    limits: tuple[LimitCheck, ...]


class GoalOverview(NamedTuple):
    """A goal with all that was studied for it, and the limits of a person that it was held against."""

    goal: Goal
    person: Person
    limits: tuple[Limit, ...]
    studies: tuple[StudyOverview, ...]


def goal_overview(goal: Goal, person: Person, limits: Iterable[str] | None = None) -> GoalOverview:
    """Hold each studied dose of a goal against the chosen limits, else against the usual ones for the person.

    Raises:
        UnknownNameError: when a chosen key is no limit.

    >>> from magcalc.facts.goals import goal
    >>> [check.status for check in goal_overview(goal("sleep"), Person()).studies[0].limits]
    ['above', 'above']
    """
    rules = tuple(limits_for(limits, person))
    return GoalOverview(goal, person, rules, tuple(_overview(study, rules, person) for study in goal.study))


def _overview(study: StudiedDose, rules: tuple[Limit, ...], person: Person) -> StudyOverview:
    if study.ends_mg is None:
        return StudyOverview(study, None, ())
    low, high = study.ends_mg
    # Of a range of trials no dose is the typical one; the highest stands in, so that no reader takes it for too little.
    dose = Interval(low, high, high)
    return StudyOverview(study, dose, tuple(check_limit(rule, [("supplement", dose)], person) for rule in rules))
