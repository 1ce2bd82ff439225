"""The magnesium in amounts of salts, over every grade and every reading that a label leaves open."""

from decimal import Decimal

from magcalc.calc.elemental import percent_of
from magcalc.errors import ChoiceError, UnknownNameError
from magcalc.facts.form_table import FormTable
from magcalc.interval import Interval, total
from magcalc.label.claims import Claim
from magcalc.label.salts import Salt
from magcalc.label.stated import SAME, conflicting

_HUNDREDTH = Decimal("0.01")
_PERCENTS: dict[str, Interval | None] = {}
_MOST_PERCENTS = 5000


class Contents:
    """Tells the magnesium in the amounts of one label; ``salts`` are all that it names."""

    def __init__(self, salts: tuple[Salt, ...], table: FormTable) -> None:
        self._salts, self._table = salts, table

    def of(self, claims: list[Claim]) -> Interval | None:
        """Give the magnesium in amounts that are the salts' own weights, all together."""
        parts = [part for claim in claims if (part := self._as_salt(claim)) is not None]
        return total(parts) if parts else None

    def of_open(self, claims: list[Claim]) -> Interval | None:
        """Give the magnesium of amounts that may be the salt's and may be magnesium: from the less to the more."""
        parts = []
        bare = [claim for claim in claims if claim.subject.what == "magnesium"]
        for claim in bare[:1] or one_of_each(claims):
            part = None if claim.doubtful else self._of_open(claim)
            if part is None:
                return None
            parts.append(part)
        whole = total(parts)
        # Amounts of magnesium that cannot all be meant: any of them may be.
        others = [ends_of(claim) for claim in conflicting(bare[0], bare)] if bare else []
        if not others:
            return whole
        least, most = min(low for low, _ in others), max(high for _, high in others)
        return Interval(min(whole.low, least), whole.typical, max(whole.high, most))

    def _of_open(self, claim: Claim) -> Interval | None:
        least, most = ends_of(claim)
        is_magnesium = claim.subject.what == "magnesium"
        if is_magnesium and not self._salts:
            return Interval(least, claim.high, most)
        as_salt = self._as_salt(claim)
        if as_salt is None:
            return None
        # Beside the word magnesium the figure itself is the likelier reading.
        typical = claim.high if is_magnesium else min(as_salt.typical, claim.high)
        return Interval(min(as_salt.low, least), typical, max(most, as_salt.high))

    def can_hold(self, claim: Claim, mg: Decimal) -> bool:
        """Whether an amount of a salt is large enough to hold so much magnesium."""
        if claim.subject.what != "salt" or claim.high <= mg:
            return False
        percent = self._percent_of(claim.subject.salts)
        return percent is not None and claim.high * percent.high * _HUNDREDTH * (1 + SAME) >= mg

    def can_hold_together(self, claims: list[Claim], mg: Decimal) -> bool:
        """Whether the weights of several salts are more than so much magnesium, and hold it."""
        apart = one_of_each([claim for claim in claims if claim.subject.what == "salt"])
        known = [(claim.high, percent) for claim in apart if (percent := self._percent_of(claim.subject.salts))]
        weight = sum((weight for weight, _ in known), Decimal(0))
        most = sum((weight * percent.high * _HUNDREDTH for weight, percent in known), Decimal(0))
        return len(known) > 1 and weight > mg * (1 + SAME) and most * (1 + SAME) >= mg

    def _as_salt(self, claim: Claim) -> Interval | None:
        salts = claim.subject.salts or claim.subject.sources or self._salts
        percent = self._percent_of(salts) if salts else None
        if percent is None:
            return None
        least, most = ends_of(claim)
        typical = percent.typical * claim.high * _HUNDREDTH
        return Interval(percent.low * least * _HUNDREDTH, typical, percent.high * most * _HUNDREDTH)

    def _percent_of(self, salts: tuple[Salt, ...]) -> Interval | None:
        """The elemental percentages of the named salts, weakest to strongest; None where one's are not known."""
        found = [_percents(salt.name or salt.form, self._table) or _percents(salt.form, self._table) for salt in salts]
        if len(found) == 1:
            return found[0]
        known = [percent for percent in found if percent is not None]
        if not known or len(known) < len(found):
            return None
        return Interval(
            min(percent.low for percent in known),
            min(percent.typical for percent in known),
            max(percent.high for percent in known),
        )


def exactly(claim: Claim) -> Interval:
    """Give an amount of magnesium itself, over both readings of its number."""
    least, most = ends_of(claim)
    return Interval(least, claim.high, most)


def ends_of(claim: Claim) -> tuple[Decimal, Decimal]:
    """Give the least and the most of an amount, over both readings of its number."""
    if claim.other is None:
        return claim.low, claim.high
    return min(claim.low, claim.other), max(claim.high, claim.other)


def one_of_each(claims: list[Claim]) -> list[Claim]:
    """One claim for each salt: a name that comes again tells nothing new."""
    found: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        found.setdefault(tuple(salt.form for salt in claim.subject.salts), claim)
    return list(found.values())


def _percents(name: str, table: FormTable) -> Interval | None:
    """The elemental percentages of a salt by its name, None where nobody knows them."""
    if name not in _PERCENTS:
        if len(_PERCENTS) > _MOST_PERCENTS:
            _PERCENTS.clear()
        try:
            _PERCENTS[name] = percent_of(table.meaning(name))
        except (ChoiceError, UnknownNameError):
            _PERCENTS[name] = None
    return _PERCENTS[name]
