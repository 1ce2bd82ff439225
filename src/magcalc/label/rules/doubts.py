"""What a label leaves open: the basis, the serving, a number's mark, and which salts it holds."""

from collections.abc import Iterator

from magcalc.label.claims import Claim
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Case, Remark, ends, mg, place


def judge_basis(case: Case) -> Iterator[Remark]:
    """Whether it can be told what the amount is an amount of, and whether magnesium is stated at all."""
    reading = case.reading
    if reading.basis == "unknown":
        yield _ambiguous(reading)
    elif reading.declared is None and reading.has_magnesium:
        claim = next(iter(reading.compound_claims), None)
        if claim is None:
            first = next((mention for mention in reading.mentions if not mention.aid), None)
            yield Remark(
                "elemental-not-stated",
                "no amount of magnesium is stated",
                None if first is None else (first.start, first.end),
            )
        else:
            computed = "" if reading.elemental is None else f"; it holds {ends(reading.elemental)} of magnesium"
            yield Remark("elemental-not-stated", f"only the salt's {mg(claim.high)} is stated{computed}", place(claim))


def _ambiguous(reading: Reading) -> Remark:
    slug = "ambiguous-compound-or-elemental"
    if reading.conflicts and not reading.open_claims:
        amounts = " or ".join(dict.fromkeys(mg(claim.high) for claim in reading.conflicts))
        return Remark(slug, f"{amounts} of magnesium: the label tells both", place(reading.conflicts[-1]))
    claim = reading.open_claims[0]
    return Remark(slug, _both_readings(reading, claim), place(claim))


def _both_readings(reading: Reading, claim: Claim) -> str:
    amount = mg(claim.high)
    if claim.doubtful:
        return f"{amount} stands beside two names, and whose it is cannot be told"
    if claim.subject.what == "magnesium" and not claim.subject.salts:
        return f"{amount} can be magnesium or the weight of a salt: {claim.because}"
    if reading.elemental is None:
        return f"{amount} can be the salt or magnesium itself: {claim.because}"
    as_salt = f"{mg(reading.elemental.low)} or more" if reading.declared is None else "less"
    return f"{amount} can be magnesium itself, or the salt with {as_salt} of magnesium: {claim.because}"


def judge_numbers(case: Case) -> Iterator[Remark]:
    """Numbers with two readings, and numbers that a scanner had spoilt."""
    for claim in case.reading.claims + case.reading.open_claims:
        if claim.other is not None:
            yield Remark(
                "two-number-readings",
                f"the number can be {mg(claim.high)} or {mg(claim.other)}",
                (claim.start, claim.end),
            )
            break
    for claim in case.reading.claims:
        if claim.repaired:
            yield Remark(
                "repaired-characters",
                f"read as {mg(claim.high)}: the letter O stands for a zero",
                (claim.start, claim.end),
            )
            break


def judge_serving(case: Case) -> Iterator[Remark]:
    """Whether the label tells what its amounts are for."""
    reading = case.reading
    serving = reading.servings.serving
    if reading.elemental is None or reading.servings.clear or not reading.servings.directions:
        return
    if serving is not None and (serving.high > 1 or serving.low != serving.high):
        yield Remark(
            "serving-not-stated",
            "it is not told for how many the amount is; all that is taken at once was assumed",
            (serving.start, serving.end),
        )


def judge_forms(case: Case) -> Iterator[Remark]:
    """Several salts in one product."""
    forms = case.reading.forms
    if len(forms) > 1:
        mention = next(mention for mention in case.reading.mentions if mention.salt.form == forms[1])
        yield Remark(
            "multiple-forms", f"{len(forms)} sources of magnesium: " + ", ".join(forms), (mention.start, mention.end)
        )
