"""What food law asks of a supplement's label, in the EU and in Norway."""

from collections.abc import Iterator
from decimal import Decimal

from magcalc.facts.intakes import intake
from magcalc.label.rules.case import Case, Remark, figure
from magcalc.said import fact, listed, say

_HUNDRED = Decimal(100)
# What a label lacks.
_STATEMENTS = {
    "supplement": say("its name as a food supplement"),
    "not-exceed": say("the warning not to exceed the daily portion"),
    "varied-diet": say("the remark that it is no substitute for a varied diet"),
    "out-of-reach": say("the remark to keep it out of the reach of small children"),
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
        if standing.listed not in ("no", "conditional"):
            continue
        form = case.table.short_name(salt.form)
        if standing.listed == "no":
            slug, message = (
                "form-not-permitted",
                say("{form} is not on the list of salts for food supplements", form=form),
            )
        else:
            slug, message = "form-conditional", say("{form} is permitted with conditions", form=form)
        yield Remark(slug, listed([message, fact(standing.note)], ": ") if standing.note else message, span)
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
        day = figure(reading.day[1])
        message = say("the day's {mg} mg is below the {least} mg that a claim needs", mg=day, least=figure(least))
        yield Remark("below-significant-amount", message, claim.span)


def judge_statements(case: Case) -> Iterator[Remark]:
    """The sentences that must stand on every food supplement."""
    reading = case.reading
    missing = [statement for key, statement in _STATEMENTS.items() if not reading.tells(key)]
    if not reading.servings.directions and not reading.servings.daily:
        missing.insert(1, say("the portion for a day"))
    if missing:
        yield Remark("statement-missing", say("the label lacks {statements}", statements=listed(missing, "; ")), None)


def judge_claims(case: Case) -> Iterator[Remark]:
    """Health claims that are none of the ten authorised ones, and words of disease."""
    claim = case.reading.health_claim(authorised=False)
    if claim is not None:
        message = say("“{claim}” is none of the ten authorised claims for magnesium", claim=claim.text)
        yield Remark("claim-not-authorised", message, claim.span)
