"""When to take magnesium in a day: far enough from every medicine, each dose at a moment of its own.

A medicine keeps magnesium away from so long before it to so long after it, every day anew. What is left of the waking
hours are the open windows; a dose may be taken at any moment of one, its first and its last included. Among the
moments that break nothing those are chosen that suit the purpose, the meals, and a day with its doses well apart.

Everything is in minutes since waking, so that a day that ends after midnight is a day like any other.
"""

from collections.abc import Iterable, Sequence
from math import inf
from typing import Literal, NamedTuple

from magcalc.calc.clock import DAY, HOUR, clock
from magcalc.errors import ChoiceError
from magcalc.said import say

# Two doses closer than this are one sitting.
APART = 15
# Moments are looked for on this grid, and where a window begins or ends.
_GRID = 15
_MORNING = 2 * HOUR
_EVENING = 2 * HOUR

Slot = Literal["morning", "evening", "meal", "any"]


class Gap(NamedTuple):
    """A medicine that is kept apart: its name, the times it is taken, and the minutes before and after it.

    ``before`` is how long before the medicine magnesium may be taken at the latest, ``after`` how long after it at
    the soonest; ``times`` are minutes after midnight.
    """

    name: str
    times: tuple[int, ...]
    before: int
    after: int


class Waking(NamedTuple):
    """The hours in which a person is up, and when they eat, in minutes after midnight.

    >>> Waking(wake=22 * 60, bed=14 * 60).length
    960
    """

    wake: int
    bed: int
    meals: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Minutes from waking to bed; a bed time before the waking time is the next day's."""
        return (self.bed - self.wake) % DAY

    def checked(self) -> "Waking":
        """Give it back when it is a day.

        Raises:
            ChoiceError: when it has no length, or a meal lies outside it.
        """
        if not self.length:
            raise ChoiceError(
                say("waking and going to bed are both at {time}", time=clock(self.wake)),
                hint=say("give two times, --wake and --bed"),
            )
        for meal in self.meals:
            if self.since_waking(meal) > self.length:
                raise ChoiceError(
                    say(
                        "the meal at {meal} lies between bed at {bed} and waking at {wake}",
                        meal=clock(meal),
                        bed=clock(self.bed),
                        wake=clock(self.wake),
                    ),
                    hint=say("give meals within the waking hours, or change --wake and --bed"),
                )
        return self

    def since_waking(self, time: int) -> int:
        """Give a time after midnight as minutes since waking."""
        return (time - self.wake) % DAY

    def time(self, minute: int) -> str:
        """Give minutes since waking as a time of the day."""
        return clock(self.wake + minute)


class Window(NamedTuple):
    """Minutes since waking in which magnesium may be taken, both ends included."""

    start: int
    end: int


def open_windows(waking: Waking, gaps: Iterable[Gap]) -> list[Window]:
    """Give what medicines leave of the waking hours.

    >>> day = Waking(wake=7 * 60, bed=23 * 60)
    >>> thyroid = Gap("levothyroxine", (7 * 60,), before=240, after=240)
    >>> [(day.time(window.start), day.time(window.end)) for window in open_windows(day, [thyroid])]
    [('11:00', '23:00')]
    """
    windows, start, end = [], 0, waking.length
    for closed_from, closed_to in sorted(_closed(waking, gaps)):
        if start <= closed_from:
            windows.append(Window(start, min(closed_from, end)))
        start = max(start, closed_to)
        if start > end:
            return windows
    return [*windows, Window(start, end)]


def _closed(waking: Waking, gaps: Iterable[Gap]) -> Iterable[tuple[int, int]]:
    """The stretches around each medicine, its ends not included; of yesterday's and tomorrow's as well."""
    for gap in gaps:
        if not gap.before + gap.after:
            continue
        # Where one side needs no distance, the very moment of the medicine is closed all the same.
        before, after = max(gap.before, 1), max(gap.after, 1)
        for time in gap.times:
            taken = waking.since_waking(time)
            for day in (-DAY, 0, DAY):
                yield taken + day - before, taken + day + after


def most_doses(windows: Iterable[Window]) -> int:
    """Count how many doses fit into the windows, each at a moment of its own.

    >>> most_doses([Window(0, 30), Window(40, 40)])
    3
    """
    return len(_earliest(windows))


def _earliest(windows: Iterable[Window]) -> list[int]:
    """As many moments as fit, each as early as it can be."""
    moments: list[int] = []
    for window in windows:
        moment = window.start if not moments else max(window.start, moments[-1] + APART)
        while moment <= window.end:
            moments.append(moment)
            moment += APART
    return moments


class Before(NamedTuple):
    """Minutes before bed: at the most, and at the least."""

    most: int
    least: int


class Wish(NamedTuple):
    """What the times are chosen for: a slot, and for the evening how long before bed; two hours where nobody says."""

    slot: Slot = "any"
    before_bed: Before = Before(_EVENING, 0)


def chosen_moments(waking: Waking, windows: Sequence[Window], doses: int, wish: Wish = Wish()) -> list[int]:  # noqa: B008 (immutable)
    """Choose a moment for each dose, in the order of the day.

    One of them suits the wish as well as can be; the others are near meals, and all are well apart.

    Raises:
        ValueError: when so many doses do not fit; ``most_doses`` tells.

    >>> day = Waking(wake=7 * 60, bed=23 * 60, meals=(8 * 60, 18 * 60))
    >>> [day.time(moment) for moment in chosen_moments(day, open_windows(day, []), 2, Wish("evening", Before(60, 30)))]
    ['08:00', '22:00']
    """
    earliest = _earliest(windows)
    if doses > len(earliest):
        raise ValueError(f"{doses} doses do not fit, at most {len(earliest)}")
    wished = _wished(waking, wish)
    meals = [(meal, meal) for meal in map(waking.since_waking, waking.meals)]
    moments = _candidates(waking, windows, earliest[:doses], [*wished, *meals])
    # More than an hour from a meal is without one, however far it is.
    near_meal = [min(_distance(moment, meals), HOUR) for moment in moments]
    near_wish = [4 * _distance(moment, wished) for moment in moments]
    if wish.slot != "evening":
        # Before bed is no time for a meal; at any other time one is wanted.
        near_wish = [far + meal for far, meal in zip(near_wish, near_meal, strict=True)]
    ideal = min(waking.length // (doses + 1), 6 * HOUR)
    return _cheapest(moments, doses, near_wish, near_meal, ideal)


def _wished(waking: Waking, wish: Wish) -> list[tuple[int, int]]:
    if wish.slot == "evening":
        before = wish.before_bed
        return [(waking.length - before.most, waking.length - before.least)]
    if wish.slot == "morning":
        return [(0, _MORNING)]
    return []


def _candidates(
    waking: Waking, windows: Iterable[Window], earliest: list[int], liked: list[tuple[int, int]]
) -> list[int]:
    """The moments worth looking at: on the grid of the clock, at the ends of windows and of what is liked."""
    found = set(earliest)
    ends = {end for both in liked for end in both}
    for window in windows:
        found.update((window.start, window.end))
        inside = range(window.start, window.end)
        found.update(moment for moment in inside if moment in ends or (waking.wake + moment) % _GRID == 0)
    return sorted(found)


def _distance(moment: int, liked: list[tuple[int, int]]) -> int:
    return min((max(start - moment, moment - end, 0) for start, end in liked), default=0)


_Way = tuple[float, tuple[int, ...]]


def _cheapest(moments: list[int], doses: int, near_wish: list[int], near_meal: list[int], ideal: int) -> list[int]:
    """Choose so many moments in order, one of them for the wish, by the least sum of distances and of crowding.

    ``best[wished][place]`` is the least cost of the doses so far with the last one at that place; the way there is
    kept beside it.
    """
    nowhere: _Way = (inf, ())
    best: list[list[_Way]] = [
        [(cost, (place,)) for place, cost in enumerate(near_meal)],
        [(cost, (place,)) for place, cost in enumerate(near_wish)],
    ]
    for _ in range(doses - 1):
        further = [[nowhere] * len(moments) for _ in best]
        for place, moment in enumerate(moments):
            for before in range(place):
                apart = moment - moments[before]
                if apart < APART:
                    break
                crowding = 2 * max(ideal - apart, 0)
                for wished, cost in ((0, near_meal[place]), (1, near_meal[place]), (2, near_wish[place])):
                    so_far, way = best[wished % 2][before]
                    if so_far + cost + crowding < further[wished > 0][place][0]:
                        further[wished > 0][place] = (so_far + cost + crowding, (*way, place))
        best = further
    _, way = min(best[1])
    return [moments[place] for place in way]


def standing_in_the_way(waking: Waking, gaps: Sequence[Gap], doses: int) -> list[Gap]:
    """Give the medicines of which none can be left out of the reason why so many doses do not fit.

    It is empty where the waking hours alone are too short.

    >>> day = Waking(wake=7 * 60, bed=23 * 60)
    >>> often = Gap("doxycycline", (8 * 60, 14 * 60, 20 * 60), before=240, after=240)
    >>> [gap.name for gap in standing_in_the_way(day, [Gap("gabapentin", (480,), 120, 120), often], 1)]
    ['doxycycline']
    """
    needed = list(gaps)
    for gap in gaps:
        others = [other for other in needed if other is not gap]
        if most_doses(open_windows(waking, others)) < doses:
            needed = others
    return needed
