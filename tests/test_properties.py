"""What holds of every dose: another unit, another order or one item more never makes the answer a smaller one.

The names are all that the form table holds, in every language; the amounts are drawn.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from magcalc.amount import Amount
from magcalc.calc.day import Day, assess_day, taken_from
from magcalc.calc.dose import Dose, Plan, assess_dose
from magcalc.calc.elemental import Settled
from magcalc.calc.limits import LimitCheck
from magcalc.calc.person import Person
from magcalc.day_text import parse_taken
from magcalc.errors import MagcalcError
from magcalc.facts.bands import Age
from magcalc.facts.form_table import FormTable
from magcalc.show.dose.words import written

TABLE = FormTable()


def is_known(name: str) -> bool:
    """Whether the magnesium in a form is known; of some, nobody knows it."""
    try:
        assess_dose(f"1 mg {name}", table=TABLE)
    except MagcalcError:
        return False
    return True


SPELLINGS = sorted({spelling for _, _, spelling in TABLE.spellings()})
NAMES = [name for name in SPELLINGS if is_known(name)]
names = st.sampled_from(NAMES)
# Milligrams to the microgram.
amounts = st.integers(1, 5_000_000).map(lambda micrograms: Decimal(micrograms) / 1000)
LIMITS = ("efsa", "iom", "norway")
# A day that grows may go up in this order and never down.
ORDER = {"below": 0, "depends": 1, "at": 1, "above": 2}


def mg(value: Decimal) -> str:
    """A number of milligrams with no decimals or four of them: three could be thousands."""
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:.4f}"


def dose(text: str, **plan: int) -> Dose:
    return assess_dose(text, table=TABLE, plan=Plan(limits=LIMITS, per_day=plan.get("per_day", 1)))


def day(text: str, *, person: Person | None = None) -> Day:
    taken = [taken_from(part, TABLE, Settled()) for part in parse_taken(text, TABLE)]
    return assess_day(taken, person=person or Person(), limits=LIMITS)


def counted(checks: tuple[LimitCheck, ...]) -> list[object]:
    return [(check.limit.key, check.counted, check.status) for check in checks]


def test_nearly_every_name_of_the_table_is_drawn_from() -> None:
    assert len(SPELLINGS) > 400
    assert len(NAMES) > 0.9 * len(SPELLINGS)


@settings(deadline=None)
@given(value=amounts, name=names)
def test_another_unit_of_mass_changes_nothing(value: Decimal, name: str) -> None:
    # 1.5 g are 1500 mg are 1500000 µg.
    in_mg = dose(f"{mg(value)} mg {name}")
    micro = f"{value * 1000:f}".partition(".")[0]
    assert dose(f"{micro} µg {name}").elemental == in_mg.elemental
    grams = f"{value / 1000:.6f}"
    assert counted(dose(f"{grams} g {name}").limits) == counted(in_mg.limits)
    assert counted(dose(f"{grams.replace('.', ',')} g {name}").limits) == counted(in_mg.limits)


@settings(deadline=None)
@given(half_mmol=st.integers(1, 999), name=names)
def test_a_millimole_is_two_milliequivalents_and_24_305_mg(half_mmol: int, name: str) -> None:
    in_mmol = dose(f"{half_mmol / 2:.1f} mmol {name}")
    assert in_mmol.elemental.low == in_mmol.elemental.high == Decimal("24.305") * half_mmol / 2
    assert counted(dose(f"{half_mmol} mEq {name}").limits) == counted(in_mmol.limits)
    assert counted(dose(f"{half_mmol / 2000:.4f} mol {name}").limits) == counted(in_mmol.limits)


@settings(deadline=None)
@given(
    parts=st.lists(st.tuples(st.integers(1, 20), amounts, names), min_size=1, max_size=5), per_day=st.integers(1, 24)
)
def test_a_sum_is_exact_and_in_no_order(parts: list[tuple[int, Decimal, str]], per_day: int) -> None:
    texts = [f"{count} x {mg(value)} mg {name}" for count, value, name in parts]
    one = dose(" + ".join(texts), per_day=per_day)
    alone = [dose(text).elemental for text in texts]
    for end in ("low", "typical", "high"):
        # Whole fractions: no rounding on either side.
        whole = sum((Fraction(getattr(each, end)) for each in alone), Fraction(0)) * per_day
        assert Fraction(getattr(one.elemental, end)) == whole
    turned = dose(" + ".join(reversed(texts)), per_day=per_day)
    assert counted(turned.limits) == counted(one.limits)


@settings(deadline=None)
@given(name=names, less=amounts, more=amounts)
def test_more_of_a_form_is_never_less_magnesium(name: str, less: Decimal, more: Decimal) -> None:
    assume(less < more)
    small, large = dose(f"{mg(less)} mg {name}"), dose(f"{mg(more)} mg {name}")
    for before, after in zip(small.elemental, large.elemental, strict=True):
        assert before < after
    for was, now in zip(small.limits, large.limits, strict=True):
        assert ORDER[was.status] <= ORDER[now.status]


@pytest.mark.parametrize("over", [Decimal("-0.01"), Decimal("0.01")], ids=["just under", "just over"])
@settings(deadline=None)
@given(name=names, share=st.integers(1, 3))
def test_no_dose_is_below_a_limit_that_a_grade_of_its_name_passes(over: Decimal, name: str, share: int) -> None:
    # As much of the salt as brings its strongest grade just over the limit, or not quite to it.
    percents = [
        percent
        for grade in TABLE.meaning(name).grades
        for percent in (grade.lowest_percent, grade.highest_percent)
        if percent is not None
    ]
    for limit in dose(f"1 mg {name} @supplement").limits:
        assert limit.max_mg is not None
        value = ((limit.max_mg + over) * 100 / max(percents) / share).quantize(Decimal("0.0001"))
        (check,) = (
            check
            for check in dose(" + ".join([f"{value} mg {name} @supplement"] * share)).limits
            if check.limit.key == limit.limit.key
        )
        strongest = value * share * max(percents) / 100
        weakest = value * share * min(percents) / 100
        assert (check.status == "below") == (strongest < limit.max_mg)
        assert (check.status == "above") == (weakest > limit.max_mg)


@settings(deadline=None)
@given(
    items=st.lists(
        st.tuples(amounts, names, st.sampled_from(("", "@supplement", "@medicine", "@water", "@fortified", "@food"))),
        min_size=2,
        max_size=5,
    )
)
def test_an_item_more_never_lowers_what_a_limit_counts(items: list[tuple[Decimal, str, str]]) -> None:
    texts = [f"{mg(value)} mg {name} {kind}" for value, name, kind in items]
    fewer, all_of_them = dose(" + ".join(texts[:-1])), dose(" + ".join(texts))
    for was, now in zip(fewer.limits, all_of_them.limits, strict=True):
        assert all(before <= after for before, after in zip(was.counted, now.counted, strict=True))
        assert ORDER[was.status] <= ORDER[now.status]


@settings(deadline=None)
@given(
    items=st.lists(st.tuples(st.integers(1, 9), amounts, st.sampled_from(SPELLINGS)), min_size=1, max_size=4),
    years=st.integers(4, 90),
)
def test_a_day_counts_a_dose_as_the_dose_does(items: list[tuple[int, Decimal, str]], years: int) -> None:
    text = " + ".join(f"{count} x {mg(value)} mg {name}" for count, value, name in items)
    person = Person(age=Age.parse(str(years)))
    try:
        one = assess_dose(text, table=TABLE, person=person, plan=Plan(limits=LIMITS))
    except MagcalcError as refused:
        with pytest.raises(type(refused)):
            day(text, person=person)
        return
    assert day(text, person=person).elemental == one.elemental
    assert counted(day(text, person=person).limits) == counted(one.limits)


@settings(deadline=None)
@given(grams=st.integers(1, 90), name=names)
def test_grams_of_a_form_are_the_same_in_a_day_or_refused(grams: int, name: str) -> None:
    # Grams are a measure of foods too, so a day may refuse what a dose reads; it may not read it otherwise.
    text = f"{grams} g {name}"
    try:
        assert day(text).elemental == dose(text).elemental
    except MagcalcError as refused:
        # Refusing is one of the two right answers: the salt or a food, or several foods of that name.
        assert "two readings" in refused.message or " can be " in refused.message  # noqa: PT017


@settings(deadline=None)
@given(value=amounts, name=names)
def test_the_dose_that_an_answer_prints_is_the_dose_that_was_asked(value: Decimal, name: str) -> None:
    one = dose(f"{mg(value)} mg {name}")
    printed = written(one)
    try:
        again = dose(printed)
    except MagcalcError as refused:
        # Three figures behind a mark, as people see them; a grade behind a comma that is no word of its own.
        assert "two readings" in refused.message or ", " in printed  # noqa: PT017
        return
    assert again.elemental.high == one.elemental.high
    assert again.elemental.low == one.elemental.low


@given(value=st.integers(1, 999_999), name=names, turn=st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
@settings(deadline=None)
def test_other_capitals_and_no_break_spaces_change_nothing(value: int, name: str, turn: object) -> None:
    assert callable(turn)
    one = dose(f"{value} mg {name}")
    assert dose(f"{value}\u00a0mg\u2009{name}".replace(" ", "\u202f")).elemental == one.elemental
    try:
        assert dose(f"{value} mg {turn(name)}").elemental == one.elemental
    except MagcalcError as refused:
        assert "no form of magnesium" in refused.message  # noqa: PT017 (a refusal costs little)


def test_an_amount_keeps_every_figure_between_units() -> None:
    # 123456789.123456 mg, the longest number there can be, is 123456.789123456 g.
    assert Amount.parse("123456789.123456 mg").to("g").value == Decimal("123456.789123456")
