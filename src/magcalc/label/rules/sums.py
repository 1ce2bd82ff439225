"""Whether a label's figures can be true together: salt and magnesium, percentages, parts, days, units."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from magcalc.calc.elemental import strongest_percent
from magcalc.errors import UnknownNameError
from magcalc.facts.form_table import FormTable
from magcalc.facts.rules import rule
from magcalc.interval import Interval
from magcalc.label.claims import Claim
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Case, Remark, figure, mg, place
from magcalc.label.salts import Salt
from magcalc.label.settle import ONE_POINT, Fit, fit
from magcalc.said import say, say_count, together

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_THOUSAND = Decimal(1000)
_HALF = Decimal("0.5")
# Salts that are no organic salts; the rest can hold no more than their formula without one of these mixed in.
_MINERAL = {
    "oxide",
    "hydroxide",
    "carbonate",
    "chloride",
    "sulfate",
    "phosphate",
    "dolomite",
    "marine",
    "sucrosomial",
    "trisilicate",
}
# What a product calls buffered with.
_BUFFERS = {"oxide", "hydroxide", "carbonate"}
# A slip of a unit: what the amount is multiplied by, and what the unit is then.
_SLIPS = (
    (_THOUSAND, say("the printed unit is a thousand times too small")),
    (1 / _THOUSAND, say("the printed unit is a thousand times too large")),
)
_STRONGEST: dict[str, Decimal] = {}
_MOST_KEPT = 5000


def judge_compound(case: Case) -> Iterator[Remark]:
    """Magnesium against what the named salts can hold at most."""
    reading = case.reading
    suspect, margin = False, _margin()
    for magnesium_mg, weights, span in _weighed(reading):
        salts = [salt for _, named in weights for salt in named]
        # An oxide that is named without a weight of its own may be in any of them.
        buffers = _BUFFERS & set(reading.forms) - {salt.form for salt in salts}
        mixed = _oxide(case.table) if buffers else None if reading.buffered is None else _buffered(salts, case.table)
        whole = sum((mg for mg, _ in weights), Decimal(0))
        holds = _holds(weights, case.table, mixed=mixed)
        if magnesium_mg > holds * margin:
            forms = tuple(dict.fromkeys(salt.form for salt in salts))
            message = say_count(
                "{mg} mg of {whole} mg is {percent} %, and {forms} holds {most} % at most",
                "{mg} mg of {whole} mg is {percent} %, and {forms} hold {most} % at most",
                len(forms),
                mg=figure(magnesium_mg),
                whole=figure(whole),
                percent=_percent(magnesium_mg, whole),
                forms=together(case.table.short_name(form) for form in forms),
                most=_percent(holds, whole),
            )
            yield Remark("impossible-elemental-for-compound", message, span)
        organic = all(salt.form not in _MINERAL for salt in salts) and not _BUFFERS & set(reading.forms)
        if organic and magnesium_mg > _holds(weights, case.table, chelates=True) * margin:
            suspect = True
            message = say(
                "{percent} % magnesium is more than the named salts hold: another source, such as oxide, is likely",
                percent=_percent(magnesium_mg, whole),
            )
            yield Remark("contains-oxide-undeclared", message, span)
    if reading.buffered is not None and not suspect and not _BUFFERS & set(reading.forms):
        yield Remark(
            "contains-oxide-undeclared",
            say("the salt is called buffered, and what it is buffered with is not named"),
            reading.buffered,
        )


@cache
def _margin() -> Decimal:
    """How many times what the salts hold may be told: printed figures are rounded."""
    return 1 + rule("impossible-elemental-for-compound").number("margin_percent") / _HUNDRED


Weights = list[tuple[Decimal, tuple[Salt, ...]]]


def _holds(weights: Weights, table: FormTable, *, mixed: Decimal | None = None, chelates: bool = False) -> Decimal:
    """The most magnesium in so much of each salt; of a blend in one weight, all may be the strongest."""
    whole = Decimal(0)
    for salt_mg, salts in weights:
        strongest = max((_strongest_organic if chelates else _strongest)(salt, table) for salt in salts)
        whole += salt_mg * (max(strongest, mixed) if mixed is not None else strongest) / _HUNDRED
    return whole


def _weighed(reading: Reading) -> Iterator[tuple[Decimal, Weights, tuple[int, int]]]:
    """Each amount of magnesium with the weights of the salts that it is told to come from."""
    paired = False
    for claim in reading.claims:
        partner = claim.partner
        if claim.basis == "elemental" and claim.unit == "mass" and partner is not None and partner.basis == "compound":
            paired = True
            if salts := partner.subject.salts or reading.salts:
                yield claim.high, [*_listed_before(partner, reading), (partner.high, salts)], _both(claim, partner)
    declared = reading.declared
    if declared is None or reading.elemental is None or paired or not reading.salts:
        return
    # Of a range the most must be possible; of two numbers, or two readings of one, the least is enough.
    doubtful = reading.conflicts or any(claim.other is not None for claim in reading.claims)
    told = reading.elemental.low if doubtful else reading.elemental.high
    if reading.compound_claims:
        weights = [(claim.high, claim.subject.salts or reading.salts) for claim in reading.compound_claims]
        yield told, weights, _both(declared, reading.compound_claims[0])
    elif reading.serving_mass_mg is not None:
        yield told, [(reading.serving_mass_mg, reading.salts)], place(declared)


def _listed_before(partner: Claim, reading: Reading) -> Weights:
    """Salts in the line before the last of a list: what all of them provide may be told behind that one."""
    return [
        (claim.high, claim.subject.salts)
        for claim in reading.claims
        if claim.line == partner.line
        and claim.start < partner.start
        and claim.unit == "mass"
        and claim.basis != "elemental"
        and claim.partner is None
        and claim.subject.salts
    ]


def _both(first: Claim, second: Claim) -> tuple[int, int]:
    a, b = place(first), place(second)
    return (min(a[0], b[0]), max(a[1], b[1])) if abs(first.line - second.line) == 0 else a


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return round(part * _HUNDRED / whole, 1)


def _strongest(salt: Salt, table: FormTable) -> Decimal:
    return _kept(salt.name or salt.form, salt.form, table)


def _strongest_organic(salt: Salt, table: FormTable) -> Decimal:
    # No chelate of an amino acid holds more than the one of the lightest, glycine.
    return _kept("glycinate", "glycinate", table) if salt.form == "amino-acid-chelate" else _strongest(salt, table)


def _oxide(table: FormTable) -> Decimal:
    return _kept("oxide", "oxide", table)


def _buffered(salts: list[Salt], table: FormTable) -> Decimal:
    """The most that a buffered grade of the salts holds; the oxide's own share where the table has no such grade."""
    grades = [grade for salt in salts for grade in table.form(salt.form).grade if grade.key == "buffered"]
    return max((grade.highest_percent or _oxide(table) for grade in grades), default=_oxide(table))


def _kept(name: str, form: str, table: FormTable) -> Decimal:
    if name not in _STRONGEST:
        if len(_STRONGEST) > _MOST_KEPT:
            _STRONGEST.clear()
        try:
            meaning = table.meaning(name)
        except UnknownNameError:
            meaning = table.meaning(form)
        _STRONGEST[name] = strongest_percent(meaning, table)
    return _STRONGEST[name]


def judge_percent(case: Case) -> Iterator[Remark]:
    """The printed percentage against the reference it is taken of."""
    reading = case.reading
    if reading.percent is None or reading.percent_span is None:
        return
    declared = reading.declared
    if declared is None:
        yield from _percent_of_salt(reading)
        return
    percent, amount = reading.percent, sum_of(reading, declared)
    best = fit(percent, amount, reading.references)
    span = (min(place(declared)[0], reading.percent_span[0]), reading.percent_span[1])
    if best.off <= ONE_POINT:
        former = _former(reading, best, percent, amount)
        if former:
            message = say(
                "{percent} % of {mg} mg fits the former reference of {reference} mg",
                percent=percent,
                mg=figure(amount),
                reference=figure(best.reference_mg),
            )
            yield Remark("older-reference", message, span)
        return
    yield Remark("nrv-mismatch", _mismatch(percent, amount, best.reference_mg), span)
    for factor, slip in _SLIPS:
        if fit(percent, amount * factor, reading.references).off <= ONE_POINT:
            message = say("{percent} % fits {mg} mg: {slip}", percent=percent, mg=figure(amount * factor), slip=slip)
            yield Remark("unit-slip", message, span)


def _mismatch(percent: Decimal, amount: Decimal, reference: Decimal) -> str:
    figures = {
        "mg": figure(amount),
        "right": round(amount * _HUNDRED / reference, 1),
        "reference": figure(reference),
        "percent": percent,
    }
    whole = round(amount * _HUNDRED / percent) if percent else 0
    # No reference is under 1 mg: a unit is wrong, which is told by itself.
    if not whole:
        return say("{mg} mg is {right} % of {reference} mg, not {percent} %", **figures)
    return say(
        "{mg} mg is {right} % of {reference} mg, not {percent} %; {percent} % would be of {other} mg",
        **figures,
        other=whole,
    )


def sum_of(reading: Reading, declared: Claim) -> Decimal:
    """The declared magnesium of a serving: of one claim, or of the shares that make it up."""
    return declared.high if reading.elemental is None else reading.elemental.typical


def _former(reading: Reading, best: Fit, percent: Decimal, amount: Decimal) -> bool:
    """Whether only the last of several references, the former one, fits."""
    others = reading.references[:-1]
    return (
        len(reading.references) > 1
        and best.reference_mg == reading.references[-1]
        and fit(percent, amount, others).off > ONE_POINT
    )


def _percent_of_salt(reading: Reading) -> Iterator[Remark]:
    percent = reading.percent
    if reading.elemental is None or percent is None:
        return
    reference = reading.references[0]
    least, most = reading.elemental.low * _HUNDRED / reference, reading.elemental.high * _HUNDRED / reference
    if not least - ONE_POINT <= percent <= most + ONE_POINT:
        message = say(
            "{percent} % fits neither the salt nor magnesium: {least} to {most} % of {reference} mg",
            percent=percent,
            least=round(least, 1),
            most=round(most, 1),
            reference=figure(reference),
        )
        yield Remark("nrv-mismatch", message, reading.percent_span)


def judge_sums(case: Case) -> Iterator[Remark]:
    """Parts against their total, servings against the day, mmol against mg, two amounts for one serving."""
    reading = case.reading
    total = reading.stated_total
    if total is not None:
        whole = sum((part.high for part in reading.parts), Decimal(0))
        if abs(whole - total.high) > max(_HALF * (len(reading.parts) + 1), total.high / _HUNDRED):
            message = say(
                "the parts make {mg} mg, the stated total is {total} mg", mg=figure(whole), total=figure(total.high)
            )
            yield Remark("parts-do-not-sum", message, place(total))
    if reading.day_totals and reading.elemental is not None and reading.servings.are_told:
        # One serving may be meant as well.
        made = [reading.elemental.times(count) for count in (_ONE, *reading.servings.counts)]
        for claim in reading.day_totals:
            if not any(_meet(claim, each) for each in made):
                message = say(
                    "{mg} mg is told for the day, and the servings make {made} mg",
                    mg=figure(claim.high),
                    made=figure(made[-1].high),
                )
                yield Remark("serving-day-disagree", message, place(claim))
    if len(reading.conflicts) > 1:
        yield _conflict(reading)
    if "substance" in [claim.unit for claim in reading.claims]:
        yield from _millimoles(reading)


def _meet(told: Claim, made: Interval) -> bool:
    """Whether two amounts can be the same, each rounded or a range; three percent leaves room for millimoles."""
    above, below = max(told.low, made.low), min(told.high, made.high)
    return above - below <= max(_HALF, 3 * above / _HUNDRED)


def _conflict(reading: Reading) -> Remark:
    amounts = together(dict.fromkeys(mg(claim.high) for claim in reading.conflicts))
    if len(reading.conflicts) > 2:
        message = say("{amounts} of magnesium are all told for one serving", amounts=amounts)
    else:
        message = say("{amounts} of magnesium are both told for one serving", amounts=amounts)
    return Remark("conflicting-amounts", message, place(reading.conflicts[-1]))


def _millimoles(reading: Reading) -> Iterator[Remark]:
    declared = reading.declared
    if declared is None or declared.unit != "mass":
        return
    told = [claim for claim in reading.claims if claim.unit == "substance"]
    masses = [claim.high for claim in reading.claims if claim.unit == "mass" and claim.basis == "elemental"]
    for claim in told:
        multiples = [mass * times for mass in masses for times in range(1, 7)]
        if not any(abs(claim.high - mass) <= claim.half_step + _HALF for mass in multiples):
            message = say(
                "the mmol or mEq make {mg} mg, the label states {declared} mg",
                mg=figure(claim.high),
                declared=figure(declared.high),
            )
            yield Remark("mmol-mismatch", message, (claim.start, claim.end))
            return


def judge_measured(case: Case) -> Iterator[Remark]:
    """The analysed content of a serving against the declared one."""
    measured, declared = case.choices.measured_mg, case.reading.declared
    if measured is None or declared is None:
        return
    amount = sum_of(case.reading, declared)
    tolerance = rule("measured-outside-tolerance")
    low = amount * (_HUNDRED - tolerance.number("below_percent")) / _HUNDRED
    high = amount * (_HUNDRED + tolerance.number("above_percent")) / _HUNDRED
    if not low <= measured <= high:
        message = say(
            "{measured} mg measured against {declared} mg declared; {low} mg to {high} mg is tolerated",
            measured=figure(measured),
            declared=figure(amount),
            low=figure(low),
            high=figure(high),
        )
        yield Remark("measured-outside-tolerance", message, place(declared))
