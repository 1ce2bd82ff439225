"""What an amount is an amount of: the salt, magnesium itself, or, where nothing settles it, unknown.

A salt's name with an amount is never settled by its neighbours. It is settled by an element word, by mmol, by a share
("of which"), by an equation of salt and magnesium, by a percentage that fits, or by a salt told in brackets. The bare
word magnesium is settled where it stands in a statement of contents, not where it stands in a product's name.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from magcalc.label.claims import Claim
from magcalc.label.told import Told
from magcalc.said import say

ONE_POINT = Decimal(1)
_HUNDRED = Decimal(100)
# One label asks for the same several times.
_MOST_KEPT = 16


class Fit(NamedTuple):
    """How a printed percentage stands to a reference: the reference, and how many points they are apart."""

    reference_mg: Decimal
    off: Decimal


@lru_cache(maxsize=_MOST_KEPT)
def fit(percent: Decimal, mg: Decimal, references: tuple[Decimal, ...]) -> Fit:
    """Give the reference that the percentage comes nearest to.

    >>> fit(Decimal(53), Decimal(200), (Decimal(375), Decimal(420))).reference_mg
    Decimal('375')
    """
    whole = mg * _HUNDRED
    off = [abs(whole / reference - percent) for reference in references]
    least = min(off)
    return Fit(references[off.index(least)], least)


def settle(told: Told, references: tuple[Decimal, ...]) -> None:
    """Give every claim its basis and the words that decided it."""
    _pair(told.claims, told.walk.text)
    for claim in told.claims:
        partner = claim.partner
        if (
            partner is not None
            and claim.subject.what == "salt"
            and claim.percent is not None
            and partner.percent is None
        ):
            # A percentage after both is that of the magnesium.
            partner.percent, partner.percent_span, partner.percent_of = (
                claim.percent,
                claim.percent_span,
                claim.percent_of,
            )
            claim.percent = None
    for claim in told.claims:
        if claim.subject.what == "magnesium":
            _settle_magnesium(told, claim, references)
        else:
            _settle_salt(told, claim, references)
    if len(told.claims) > 1:
        _settle_beside_elemental(told.claims)
        _settle_rows(told.claims)
        _settle_parts(told.claims)


def _pair(claims: list[Claim], text: str) -> None:
    """Pair each amount of a salt with the amount of magnesium told to be in it."""
    by_subject = {id(claim.subject): claim for claim in reversed(claims)} if len(claims) > 1 else {}
    for place, claim in enumerate(claims):
        told = claim.share is not None or claim.subject.inside is not None
        if claim.partner is not None:
            continue
        if not told:
            before = claims[place - 1] if place else None
            if (
                before is not None
                and before.partner is None
                and claim.subject.what == "magnesium"
                and _may_hold(claim, before)
                and _is_equation(text, before, claim)
            ):
                claim.partner, before.partner = before, claim
            elif before is not None and _sums_up(text, before, claim):
                claim.share = "="
                _hold(claims[:place], claim)
            continue
        inside = claim.subject.inside
        nearby = [by_subject.get(id(inside)) if inside is not None else None, claim.parent]
        nearby += [other for other in claims[place + 1 : place + 2] if other.line == claim.line]
        for other in nearby:
            if other is not None and other.partner is None and _may_hold(claim, other):
                claim.partner, other.partner = other, claim
                break
        else:
            _hold(claims[:place], claim)


def _hold(before: list[Claim], claim: Claim) -> None:
    """Citrate 1000 mg and oxide 100 mg, providing 250 mg: what is told after several salts is in all of them."""
    for other in reversed(before):
        if other.subject.what != "salt" or other.line != claim.line or other.partner is not None:
            break
        other.held = claim.share is not None


def _is_equation(text: str, before: Claim, claim: Claim) -> bool:
    """Whether nothing but a sign stands between the two: citrate 1500 mg / elemental magnesium 240 mg."""
    if before.line != claim.line:
        return False
    between = text[max(before.end, before.subject.end) : min(claim.subject.start, claim.start)].strip()
    if claim.elemental:
        between = between.removesuffix(claim.elemental).strip()
    return between in ("=", "/", "(", "(=", "≈") or (
        claim.elemental is not None and between in ("", ",", ";", "-", "–", "|", "•")
    )


def _sums_up(text: str, before: Claim, claim: Claim) -> bool:
    """Whether magnesium stands behind an equal sign and several salts: oxide 200 mg + citrate 300 mg = 170 mg."""
    of_salt = claim.subject.what == "magnesium" and before.subject.what == "salt" and before.line == claim.line
    between = text[max(before.end, before.subject.end) : min(claim.subject.start, claim.start)]
    return of_salt and between.strip() == "="


def _may_hold(first: Claim, second: Claim) -> bool:
    """Whether one of the two is a salt and the other the magnesium in it."""
    if (first.subject.what == "magnesium") == (second.subject.what == "magnesium"):
        return False
    salt, magnesium = (second, first) if first.subject.what == "magnesium" else (first, second)
    return magnesium.low <= salt.high and salt.high > 0 and abs(salt.line - magnesium.line) <= _FAR


# Lines between a salt and its magnesium, where every amount stands on a line of its own.
_FAR = 4


def _words(told: Told, start: int, end: int) -> str:
    return " ".join(told.places.words(start, end).split())[:60]


def _settle_magnesium(told: Told, claim: Claim, references: tuple[Decimal, ...]) -> None:
    if because := _says_magnesium(told, claim, references):
        claim.basis, claim.because = "elemental", because
    elif claim.doubtful or claim.in_row:
        claim.because = say("another name stands beside it")
    elif claim.subject.bracketed == "bare":
        claim.because = say("the salt stands in brackets without as or from")
    else:
        claim.because = say("a product's name settles nothing")


def _says_magnesium(told: Told, claim: Claim, references: tuple[Decimal, ...]) -> str | None:
    """What settles that an amount beside the word magnesium is magnesium itself, None where nothing does."""
    if claim.doubtful or claim.in_row:
        return None
    return (
        claim.elemental or _by_its_kind(told, claim) or _by_percent(told, claim, references) or _by_place(told, claim)
    )


def _by_its_kind(told: Told, claim: Claim) -> str | None:
    subject = claim.subject
    if claim.unit == "substance":
        return say("mmol and mEq count magnesium")
    if subject.total and len(told.claims) > 1:
        return say("the total of what stands above")
    if subject.sources and (subject.bracketed == "as" or (subject.bracketed == "salt" and _in_contents(told, claim))):
        told_before = subject.end < claim.start
        return _words(told, subject.start, claim.start) if told_before else say("the salt is told as its source")
    if claim.partner is not None:
        return claim.share or say("the salt's own weight stands beside it")
    return claim.share if claim.share != "brackets" else None


def _by_percent(told: Told, claim: Claim, references: tuple[Decimal, ...]) -> str | None:
    percent = claim.percent
    if percent is None and told.percent_alone is not None:
        percent = told.percent_alone[0]
    fits = percent is not None and fit(percent, claim.high, references).off <= ONE_POINT
    return say("the percentage fits") if fits else None


def _by_place(told: Told, claim: Claim) -> str | None:
    stands = claim.subject.bracketed != "bare" and _in_contents(told, claim)
    return say("magnesium in a list of contents") if stands else None


def _in_contents(told: Told, claim: Claim) -> bool:
    """Whether the bare word magnesium with an amount stands in a statement of contents."""
    if claim.line in told.walk.cue_lines or claim.start > told.first_cue:
        return True
    between = told.walk.text[min(claim.subject.end, claim.start) : claim.start]
    if ":" in between or "|" in between or ".." in between:
        return True
    if claim.percent is not None:
        return True
    line_start = told.walk.text.rfind("\n", 0, claim.start) + 1
    starts_line = not told.walk.text[line_start : min(claim.subject.start, claim.start)].strip(" -–*•·|")
    beside = {claim.line - 1, claim.line + 1} & told.walk.row_lines
    return starts_line and (bool(beside) or claim.line > 0)


def _settle_salt(told: Told, claim: Claim, references: tuple[Decimal, ...]) -> None:
    subject = claim.subject
    if claim.doubtful:
        claim.because = say("another name stands beside it")
    elif subject.what == "compounds":
        claim.basis, claim.because = "compound", _words(told, subject.start, subject.end)
    elif claim.elemental:
        claim.basis, claim.because = "elemental", claim.elemental
    elif claim.not_elemental:
        claim.basis, claim.because = "compound", say("told not to be {what}", what=claim.not_elemental)
    elif claim.held:
        claim.basis, claim.because = "compound", say("its magnesium is told with that of others")
    elif claim.partner is not None:
        claim.basis, claim.because = "compound", claim.partner.share or say("its magnesium stands beside it")
    elif subject.inside is not None and subject.inside.what == "magnesium" and subject.inside.bracketed == "as":
        claim.basis, claim.because = "compound", say("the salt that magnesium is told to come from")
    elif subject.told_as is not None:
        claim.basis, claim.because = "compound", say("the salt is told to be counted as this one")
    elif claim.percent is not None and fit(claim.percent, claim.high, references).off <= ONE_POINT:
        claim.basis, claim.because = "elemental", say("the percentage fits magnesium, not the salt")
    else:
        claim.because = say("a salt's name with an amount")


def _settle_beside_elemental(claims: list[Claim]) -> None:
    """Magnesium 460 mg, elemental magnesium 157 mg: the first can only be the salt."""
    said = [
        claim
        for claim in claims
        if claim.basis == "elemental" and claim.subject.what == "magnesium" and claim.elemental and claim.unit == "mass"
    ]
    for claim in claims:
        if (
            claim.subject.what != "magnesium"
            or claim.elemental
            or claim.percent is not None
            or claim.subject.sources
            or claim.unit != "mass"
            or claim.share
        ):
            continue
        if any(
            other.line == claim.line and other.high < claim.low and other.subject is not claim.subject for other in said
        ):
            claim.basis, claim.because = "compound", say("elemental magnesium is told beside it")


def _settle_rows(claims: list[Claim]) -> None:
    """Magnesium (oxide): 94 mg | 376 mg | 100 %. Columns of one row tell of the same, and one of them is settled."""
    for claim in claims:
        before = claim.restates
        if before is None or claim.subject is not before.subject:
            continue
        known, other = (claim, before) if claim.basis == "elemental" else (before, claim)
        if known.basis == "elemental" and other.basis == "unknown" and other.subject.what == "magnesium":
            other.basis, other.because = "elemental", known.because


def _settle_parts(claims: list[Claim]) -> None:
    """Magnesium 350 mg (as oxide 250 mg, citrate 100 mg): parts that make up the total are magnesium too."""
    for whole in claims:
        parts = [claim for claim in claims if claim.subject.inside is whole.subject and claim.subject.what == "salt"]
        if len(parts) > 1 and abs(sum((part.high for part in parts), Decimal(0)) - whole.high) <= ONE_POINT:
            for part in parts:
                part.basis, part.because, part.partner = "elemental", say("the parts make up the total"), None
            whole.basis, whole.because, whole.partner = "elemental", say("its parts make it up"), None
