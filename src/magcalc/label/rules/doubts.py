"""What a label leaves open: the basis, the serving, a number's mark, and which salts it holds."""

from collections.abc import Iterator

from magcalc.label.claims import Claim
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Case, Remark, ends, figure, mg, place
from magcalc.said import either, listed, say


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
                say("no amount of magnesium is stated"),
                None if first is None else (first.start, first.end),
            )
        else:
            yield Remark("elemental-not-stated", _only_salt(reading, claim), place(claim))


def _only_salt(reading: Reading, claim: Claim) -> str:
    salt = mg(claim.high)
    if reading.elemental is None:
        return say("only the salt's {salt} is stated", salt=salt)
    magnesium = ends(reading.elemental)
    return say("only the salt's {salt} is stated; it holds {magnesium} of magnesium", salt=salt, magnesium=magnesium)


def _ambiguous(reading: Reading) -> Remark:
    slug = "ambiguous-compound-or-elemental"
    if reading.conflicts and not reading.open_claims:
        amounts = either(dict.fromkeys(mg(claim.high) for claim in reading.conflicts))
        if len(reading.conflicts) > 2:
            message = say("{amounts} of magnesium: the label tells them all", amounts=amounts)
        else:
            message = say("{amounts} of magnesium: the label tells both", amounts=amounts)
        return Remark(slug, message, place(reading.conflicts[-1]))
    claim = reading.open_claims[0]
    return Remark(slug, _both_readings(reading, claim), place(claim))


def _both_readings(reading: Reading, claim: Claim) -> str:
    amount, because = figure(claim.high), claim.because
    if claim.doubtful:
        return say("{mg} mg stands beside two names, and whose it is cannot be told", mg=amount)
    if claim.subject.what == "magnesium":
        return say("{mg} mg can be magnesium or the weight of a salt: {because}", mg=amount, because=because)
    if reading.elemental is None:
        return say("{mg} mg can be the salt or magnesium itself: {because}", mg=amount, because=because)
    # What the whole label holds at least is the salt's own only where no other amount is open.
    if reading.declared is not None or len(reading.open_claims) > 1:
        return say(
            "{mg} mg can be magnesium itself, or the salt with less of magnesium: {because}", mg=amount, because=because
        )
    return say(
        "{mg} mg can be magnesium itself, or the salt with {least} mg or more of magnesium: {because}",
        mg=amount,
        least=figure(reading.elemental.low),
        because=because,
    )


def judge_numbers(case: Case) -> Iterator[Remark]:
    """Numbers with two readings, and numbers that a scanner had spoilt."""
    for claim in case.reading.claims + case.reading.open_claims:
        if claim.other is not None:
            yield Remark(
                "two-number-readings",
                say("the number can be {mg} mg or {other} mg", mg=figure(claim.high), other=figure(claim.other)),
                (claim.start, claim.end),
            )
            break
    for claim in case.reading.claims:
        if claim.repaired:
            yield Remark(
                "repaired-characters",
                say("read as {mg} mg: the letter O stands for a zero", mg=figure(claim.high)),
                (claim.start, claim.end),
            )
            break


def judge_serving(case: Case) -> Iterator[Remark]:
    """Whether the label tells what its amounts are for."""
    reading = case.reading
    servings = reading.servings
    if reading.elemental is not None and servings.serving is not None and servings.other not in (None, servings.high):
        yield Remark(
            "serving-not-stated",
            say("it is not told for how many the amount is; all that is taken at once was assumed"),
            (servings.serving.start, servings.serving.end),
        )


def judge_forms(case: Case) -> Iterator[Remark]:
    """Several salts in one product."""
    forms = case.reading.forms
    if len(forms) > 1:
        mention = next(mention for mention in case.reading.mentions if mention.salt.form == forms[1])
        names = listed(case.table.short_name(form) for form in forms)
        message = say("{count} sources of magnesium: {forms}", count=len(forms), forms=names)
        yield Remark("multiple-forms", message, (mention.start, mention.end))
