"""The magnesium that a label states itself: one amount, a total with its parts, or shares of several salts."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.label.claims import Claim
from magcalc.label.columns import column_of, row_of
from magcalc.label.serving_reader import Head, ServingReader

# Printed figures are rounded: two that are this near to each other tell the same.
SAME = Decimal("0.02")


class Stated(NamedTuple):
    """The magnesium of a serving as stated.

    ``claims`` add up to it; it is empty where nothing is stated. ``parts`` are the shares that should make up
    ``whole``. ``conflicts`` are amounts that cannot all be meant. ``head`` tells what its column is for.
    """

    claims: tuple[Claim, ...] = ()
    whole: Claim | None = None
    parts: tuple[Claim, ...] = ()
    conflicts: tuple[Claim, ...] = ()
    head: Head | None = None

    @property
    def mg(self) -> Decimal:
        """The milligrams, the most where a range is told."""
        return self.claims[0].high if len(self.claims) == 1 else sum((claim.high for claim in self.claims), Decimal(0))


def same(first: Decimal, second: Decimal) -> bool:
    """Whether two printed figures tell the same, but for rounding.

    >>> same(Decimal("97.2"), Decimal(97))
    True
    """
    return abs(first - second) <= SAME * max(abs(first), abs(second))


def stated_magnesium(elemental: list[Claim], timing: ServingReader) -> Stated:
    """Choose among the amounts that are magnesium itself."""
    if not elemental:
        return Stated()
    if len(elemental) == 1 and not _is_share(elemental[0]):
        # Nothing stands beside it that it could be one column, one part or a conflict of.
        return Stated((elemental[0],), elemental[0] if elemental[0].subject.total else None)
    shares = _shares(elemental)
    of_salts = _of_different_salts(elemental)
    totals = [claim for claim in elemental if claim.subject.total]
    if totals:
        return Stated((totals[0],), totals[0], tuple(of_salts or shares))
    if len(of_salts) > 1:
        most = max(part.high for part in of_salts)
        apart = [claim for claim in elemental if claim not in of_salts and claim.unit == "mass" and claim.high > most]
        return Stated((apart[0],), apart[0], tuple(of_salts)) if apart else Stated(tuple(of_salts))
    outer = [claim for claim in elemental if claim not in shares] or elemental
    by_mass = [claim for claim in outer if claim.unit == "mass"]
    main = next((claim for claim in by_mass if claim.elemental), by_mass[0] if by_mass else outer[0])
    row = row_of(main, outer)
    main, head = column_of(main, row, by_mass, timing)
    sourced = tuple(claim for claim in shares if claim.subject.sources)
    if sourced:
        return Stated((main,), main, sourced, (), head)
    # A share that leaves magnesium over is another amount for the same, and so is any that stands apart.
    conflicts = [*shares, *conflicting(main, [claim for claim in by_mass if claim not in row])]
    return Stated((main,), conflicts=(main, *conflicts) if conflicts else (), head=head)


def _shares(elemental: list[Claim]) -> list[Claim]:
    """Amounts told to be a share of an amount of magnesium."""
    return [
        claim
        for claim in elemental
        if _is_share(claim)
        and claim.unit == "mass"
        and claim.restates is None
        and claim.parent is not None
        and not same(claim.high, claim.parent.high)
    ]


def _is_share(claim: Claim) -> bool:
    told = claim.share is not None and claim.parent is not None and claim.partner is None
    return told and claim.parent is not None and claim.parent.subject.what == "magnesium"


def _of_different_salts(elemental: list[Claim]) -> list[Claim]:
    """Shares that each belong to a salt of their own: they add up to the magnesium of a serving."""
    if len(elemental) < 2:
        return []
    found: dict[tuple[str, ...], Claim] = {}
    wholes = {id(claim.subject.inside) for claim in elemental if claim.subject.inside is not None}
    for claim in elemental:
        subject = claim.subject
        if id(subject) in wholes and len(subject.sources) > 1:
            continue
        named = subject.sources
        if not named and claim.partner is not None:
            named = claim.partner.subject.salts
        if subject.what == "salt":
            named = subject.salts
        if named and claim.unit == "mass" and claim.restates is None and not _is_share(claim):
            found.setdefault(tuple(salt.form for salt in named), claim)
    return list(found.values()) if len(found) > 1 else []


def conflicting(main: Claim, others: list[Claim]) -> list[Claim]:
    """The amounts that tell of other magnesium than the main one: neither the same nor a multiple for more units."""
    found = []
    for claim in others:
        if claim is main or claim.restates is not None:
            continue
        ratio = max(claim.high, main.high) / min(claim.high, main.high)
        if not same(claim.high, main.high) and not same(ratio, Decimal(round(ratio))):
            found.append(claim)
    return found
