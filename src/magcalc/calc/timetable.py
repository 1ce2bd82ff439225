"""The day's magnesium at times that break no rule: medicines kept apart, no dose over the cap, whole units whole.

Where there is no such day the answer says which rule stands in the way. A gap is never made shorter, and a medicine
whose distance only the clinic can decide is not computed with.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, Self

from magcalc.calc.clock import clock, minutes_of, written_hours
from magcalc.calc.day import Taken
from magcalc.calc.findings import Finding
from magcalc.calc.schedule import (
    Gap,
    Waking,
    Window,
    Wish,
    chosen_moments,
    most_doses,
    open_windows,
    standing_in_the_way,
)
from magcalc.calc.split import Split, split_day
from magcalc.facts.medicines import Medicine, members_of
from magcalc.interval import Interval, in_our_context
from magcalc.said import Named, listed, say, together

_NO_HOURS = Decimal(0)
# Doses closer than this are on the safe side of every gap, but the cap means little between them.
_CLOSE = 120


_PAUSE = Finding(
    "ask-to-pause",
    "info",
    say(
        "No gap is made shorter. Ask a pharmacist whether the magnesium can wait, or pause while the medicine is taken."
    ),
    None,
)


class MedicineTaken(NamedTuple):
    """A medicine and the times it is taken, in minutes after midnight, in order.

    ``hours_after`` and ``hours_before`` are what it asks for, None where no distance is known to be needed; with
    ``refer`` the clinic decides.
    """

    medicine: Medicine
    times: tuple[int, ...]
    hours_after: Decimal | None
    hours_before: Decimal | None
    refer: bool

    @classmethod
    def at(cls, medicine: Medicine, times: tuple[int, ...]) -> Self:
        """Give a medicine at its times. A class keeps the strictest hours of those of it that are known by name.

        >>> from magcalc.facts.medicines import medicine_called
        >>> quinolone = MedicineTaken.at(medicine_called("quinolones"), (480,))
        >>> quinolone.hours_after, quinolone.hours_before
        (Decimal('4'), Decimal('8'))
        """
        all_of_it = [medicine, *members_of(medicine)]
        return cls(
            medicine=medicine,
            times=times,
            hours_after=max(one.hours_after_medicine or _NO_HOURS for one in all_of_it) or None,
            hours_before=max(one.hours_before_medicine or _NO_HOURS for one in all_of_it) or None,
            refer=any(one.refer for one in all_of_it),
        )

    @property
    def named(self) -> Named:
        """What it is called: its key, and in another language the usual name there."""
        local = self.medicine.local_name
        return Named(self.medicine.key, lambda language: self.medicine.key if language == "en" else local(language))

    @property
    def gap(self) -> Gap | None:
        """What it keeps apart; None where no distance is known to be needed."""
        if self.hours_before is None or self.hours_after is None:
            return None
        return Gap(self.medicine.key, self.times, minutes_of(self.hours_before), minutes_of(self.hours_after))


class Content(NamedTuple):
    """What of one thing taken goes into a sitting, in words, with the whole units where it has them."""

    place: int
    text: str
    units: int | None


class Sitting(NamedTuple):
    """One dose: its time of the day, the magnesium in it (mg), and what it is made of."""

    minute: int
    time: str
    elemental: Interval
    contents: tuple[Content, ...]


class Timetable(NamedTuple):
    """The day's times, or why there are none.

    ``because`` says which rule stands in the way; ``windows`` are what medicines leave open, in minutes since waking.
    """

    possible: bool
    because: str | None
    sittings: tuple[Sitting, ...]
    medicines: tuple[MedicineTaken, ...]
    waking: Waking
    windows: tuple[Window, ...]
    findings: tuple[Finding, ...]


@in_our_context
def timetable(
    taken: Sequence[Taken], medicines: Sequence[MedicineTaken], waking: Waking, cap: Decimal, wish: Wish
) -> Timetable:
    """Place what is taken into the day.

    Args:
        taken: everything taken; food and drink need no time.
        medicines: the medicines beside it, taken every day at these times.
        waking: when the person is up, and eats.
        cap: the most magnesium in one dose, mg.
        wish: what the times are chosen for.
    """
    gaps = [gap for one in medicines if (gap := one.gap) is not None]
    windows = open_windows(waking, gaps)
    scheduled = [index for index, one in enumerate(taken) if one.is_scheduled]
    split = split_day([taken[index].part for index in scheduled], cap) if scheduled else None
    because = (scheduled or None) and _in_the_way(taken, medicines, gaps, waking, split, cap)
    sittings: tuple[Sitting, ...] = ()
    if split is not None and because is None:
        moments = chosen_moments(waking, windows, len(split.doses), wish)
        sittings = tuple(_sittings(taken, scheduled, split, waking, moments))
    return Timetable(
        possible=because is None,
        because=because,
        sittings=sittings,
        medicines=tuple(medicines),
        waking=waking,
        windows=tuple(windows),
        findings=(*_remarks(sittings, medicines, waking, wish), *([] if because is None else [_PAUSE])),
    )


def _in_the_way(
    taken: Sequence[Taken],
    medicines: Sequence[MedicineTaken],
    gaps: Sequence[Gap],
    waking: Waking,
    split: Split | None,
    cap: Decimal,
) -> str | None:
    """Say which rule leaves no day; None where one is possible."""
    if referred := [one.named for one in medicines if one.refer]:
        return say(
            "the clinic decides whether magnesium goes with {medicines}; no distance is computed",
            medicines=together(referred),
        )
    if heavy := [one for one in taken if one.is_scheduled and one.is_units and one.unit.high > cap]:
        return say(
            "{unit} can hold {mg} mg of magnesium, over the {cap} mg of one dose",
            unit=heavy[0].written(1, Decimal(1)),
            mg=heavy[0].unit.high,
            cap=cap,
        )
    if split is None:
        return say("no number of doses a day keeps each to {cap} mg of magnesium", cap=cap)
    doses = len(split.doses)
    if most_doses(open_windows(waking, gaps)) >= doses:
        return None
    return _too_little_room(doses, standing_in_the_way(waking, gaps, doses), medicines, waking, cap)


def _too_little_room(
    doses: int, gaps: list[Gap], medicines: Sequence[MedicineTaken], waking: Waking, cap: Decimal
) -> str:
    up = {"wake": clock(waking.wake), "bed": clock(waking.bed)}
    if not gaps:
        return say("{doses} doses of at most {cap} mg do not fit between {wake} and {bed}", doses=doses, cap=cap, **up)
    fit = most_doses(open_windows(waking, gaps))
    rules = listed((gap_in_words(one) for one in medicines if one.gap in gaps), "; ")
    if not fit:
        return say("between {wake} and {bed} no moment is far enough from {rules}", rules=rules, **up)
    return say(
        "{doses} doses of at most {cap} mg are needed and {fit} can be placed between {wake} and {bed}, "
        "far enough from {rules}",
        doses=doses,
        cap=cap,
        fit=fit,
        rules=rules,
        **up,
    )


def gap_in_words(one: MedicineTaken) -> str:
    """Say what a medicine asks for, and when it is taken."""
    at = together([clock(time) for time in one.times])
    if one.hours_after is None or one.hours_before is None:
        return say("{medicine} at {times}", medicine=one.named, times=at)
    return say(
        "{medicine} at {times} ({after} after it, {before} before it)",
        medicine=one.named,
        times=at,
        after=written_hours(one.hours_after),
        before=written_hours(one.hours_before),
    )


def _sittings(
    taken: Sequence[Taken], scheduled: list[int], split: Split, waking: Waking, moments: list[int]
) -> list[Sitting]:
    found = []
    for minute, elemental, units, share in zip(moments, split.doses, split.units, split.shares, strict=True):
        contents = []
        for index, count in zip(scheduled, units, strict=True):
            one = taken[index]
            if count or (share and not one.is_units):
                contents.append(Content(index, one.written(count, share), count or None))
        found.append(Sitting(minute, waking.time(minute), elemental, tuple(contents)))
    return found


def _remarks(
    sittings: Sequence[Sitting], medicines: Sequence[MedicineTaken], waking: Waking, wish: Wish
) -> list[Finding]:
    found = []
    apart = [after.minute - before.minute for before, after in pairwise(sittings)]
    if apart and min(apart) < _CLOSE:
        found.append(
            Finding(
                "doses-close",
                "warning",
                say("two doses are {minutes} minutes apart: to the gut they are nearly one", minutes=min(apart)),
                None,
            )
        )
    if wish.slot == "evening" and sittings:
        before_bed = waking.length - sittings[-1].minute
        if not wish.before_bed.least <= before_bed <= wish.before_bed.most:
            found.append(
                Finding(
                    "not-before-bed",
                    "info",
                    say(
                        "no dose can be placed {least} to {most} minutes before bed",
                        least=wish.before_bed.least,
                        most=wish.before_bed.most,
                    ),
                    None,
                )
            )
    free = [one.named for one in medicines if one.gap is None and not one.refer]
    found += [
        Finding("no-distance", "info", say("{medicine}: no distance is known to be needed", medicine=name), None)
        for name in free
    ]
    found += [
        Finding(
            "class-of-medicines",
            "info",
            say(
                "{medicine} is a class: the strictest hours of its members are kept; name the medicine itself",
                medicine=one.named,
            ),
            None,
        )
        for one in medicines
        if members_of(one.medicine)
    ]
    return found
