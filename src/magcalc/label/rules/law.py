"""What food law asks of a supplement's label, in the EU and in Norway."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.facts.intakes import intake
from magcalc.label.rules.case import Case, Remark, mg

_HUNDRED = Decimal(100)
_STATEMENTS = {
    "supplement": "its name as a food supplement",
    "not-exceed": "the warning not to exceed the daily portion",
    "varied-diet": "that it is no substitute for a varied diet",
    "out-of-reach": "to keep it out of the reach of small children",
}


def judge_permitted(case: Case) -> Iterator[Remark]:
    """Salts that are not on the list for food supplements, and those on it with conditions."""
    if case.market is None or not case.market.eu_law:
        return
    for mention in case.reading.mentions:
        salt = mention.salt
        if mention.aid or salt.form not in case.reading.forms:
            continue
        standing = case.table.form(salt.form).eu
        span = (mention.start, mention.end)
        if standing.listed == "no":
            note = f": {standing.note}" if standing.note else ""
            yield Remark(
                "form-not-permitted", f"{salt.form} is not on the list of salts for food supplements{note}", span
            )
        elif standing.listed == "conditional":
            yield Remark("form-conditional", f"{salt.form} is permitted with conditions: {standing.note}", span)
        else:
            continue
        return


def judge_significance(case: Case) -> Iterator[Remark]:
    """A health claim or the word source, beside less than a significant amount."""
    reading = case.reading
    if case.market is None or not case.market.eu_law or reading.day is None or reading.declared is None:
        return
    nrv = intake("eu-nrv")
    if nrv.significant_percent is None:
        raise AssertionError("the EU's reference says what is significant")
    least = nrv.band[0].mg * nrv.significant_percent / _HUNDRED
    if reading.day[1] < least and (claim := reading.health_claim()) is not None:
        told = f"the day's {mg(reading.day[1])} is below the {mg(least)} that a claim needs"
        yield Remark("below-significant-amount", told, claim.span)


def judge_statements(case: Case) -> Iterator[Remark]:
    """The sentences that must stand on every food supplement."""
    reading = case.reading
    missing = [told for key, told in _STATEMENTS.items() if not reading.tells(key)]
    if not reading.servings.directions and not reading.servings.daily:
        missing.insert(1, "the portion for a day")
    if missing:
        yield Remark("statement-missing", "the label lacks " + "; ".join(missing), None)


def judge_claims(case: Case) -> Iterator[Remark]:
    """Health claims that are none of the ten authorised ones, and words of disease."""
    claim = case.reading.health_claim(authorised=False)
    if claim is not None:
        yield Remark(
            "claim-not-authorised", f"“{claim.text}” is none of the ten authorised claims for magnesium", claim.span
        )
