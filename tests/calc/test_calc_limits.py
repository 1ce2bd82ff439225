"""Limits: the status is exactly right at the edge, and "below" is never said of a dose that may be above."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import Age, Amount, ChoiceError, Interval, Person, Plan, UnknownNameError, dose, form_table
from magcalc.calc.dose import assess_dose
from magcalc.calc.limits import LimitCheck, Status, check_limit, status_of
from magcalc.dose_text import COUNTS_AS
from magcalc.facts.limits import limit
from magcalc.facts.row import CountsAs

TABLE = form_table()
ORDER: tuple[Status, ...] = ("below", "at", "depends", "above")


def aged(age: str | None) -> Person:
    return Person() if age is None else Person(age=Age.parse(age))


def checks(text: str | Amount, *limits: str, person: Person | None = None, per_day: int = 1) -> dict[str, LimitCheck]:
    plan = Plan(per_day=per_day, limits=limits or None)
    return {check.limit.key: check for check in dose(text, person=person, plan=plan, forms=TABLE).limits}


def status(text: str | Amount, key: str, person: Person | None = None) -> Status:
    return checks(text, key, person=person)[key].status


# The published levels: EFSA (SCF 2001) 250 mg from 4 years; IOM (1997) 65 mg at 1-3, 110 mg at 4-8, 350 mg from 9.
PUBLISHED = [
    *(("efsa", age, 250) for age in (None, "4", "48 mo", "8", "9", "17", "18", "80")),
    *(("iom", age, 65) for age in ("1", "12 mo", "3", "47 mo", "3.9")),
    *(("iom", age, 110) for age in ("4", "48 mo", "8", "107 mo")),
    *(("iom", age, 350) for age in (None, "9", "108 mo", "17", "18", "80")),
]


@pytest.mark.parametrize(("key", "age", "maximum"), PUBLISHED)
@pytest.mark.parametrize(
    ("off", "expected"),
    [("-0.001", "below"), ("-0.000001", "below"), ("0", "at"), ("0.000001", "above"), ("0.001", "above")],
)
def test_edges(key: str, age: str | None, maximum: int, off: str, expected: Status) -> None:
    amount = Amount(maximum + Decimal(off), "mg")
    check = checks(amount, key, person=aged(age))[key]
    assert check.status == expected
    assert check.max_mg == maximum


@pytest.mark.parametrize(
    ("text", "efsa", "iom"),
    [
        ("249.9990 mg magnesium", "below", "below"),
        ("250 mg magnesium", "at", "below"),
        ("0,25 g magnesium", "at", "below"),
        ("250 000 µg magnesium", "at", "below"),
        ("250.0010 mg magnesium", "above", "below"),
        ("349.9990 mg magnesium", "above", "below"),
        ("2 x 175 mg magnesium", "above", "at"),
        ("350.0010 mg magnesium", "above", "above"),
        # 10.2859 mmol x 24.305 = 249.99880; 10.2860 x 24.305 = 250.00123
        ("10.2859 mmol", "below", "below"),
        ("10.2860 mmol", "above", "below"),
        # 200 to 281.9 mg; 280 to 394.7 mg; 1773 mg x 14.096 % = 249.93 mg; 1774 mg x 14.0961 % = 250.06 mg
        ("2000 mg glycinate", "depends", "below"),
        ("2800 mg glycinate", "above", "depends"),
        ("1773 mg glycinate", "below", "below"),
        ("1774 mg glycinate", "depends", "below"),
        # 10 % of 2500 mg is exactly the limit, at the low end only: not "at", and not "above"
        ("2500 mg glycinate", "depends", "depends"),
    ],
)
def test_edges_as_typed(text: str, efsa: Status, iom: Status) -> None:
    found = checks(text)
    assert (found["efsa"].status, found["iom"].status) == (efsa, iom)


@pytest.mark.parametrize(
    ("key", "age"),
    [("efsa", "0"), ("efsa", "1"), ("efsa", "3"), ("efsa", "3.99"), ("efsa", "47 mo"), ("iom", "0"), ("iom", "11 mo")],
)
def test_none_where_the_authority_set_none(key: str, age: str) -> None:
    # "none" is never "below": nobody has said that any amount is safe.
    check = checks("1 mg magnesium", key, person=aged(age))[key]
    assert (check.status, check.max_mg) == ("none", None)
    assert check.because


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("249.999", "249.999", "249.999"), "below"),
        (("0", "249", "249.999"), "below"),
        (("249.999", "250", "250.001"), "depends"),
        (("0", "0", "250"), "depends"),
        (("250", "250", "250.001"), "depends"),
        (("250", "250", "250"), "at"),
        (("250.001", "251", "300"), "above"),
        (("0", "0", "0"), "below"),
    ],
)
def test_status_needs_the_whole_interval(ends: tuple[str, str, str], expected: Status) -> None:
    assert status_of(Interval(*map(Decimal, ends)), Decimal(250)) == expected
    assert status_of(Interval(*map(Decimal, ends)), None) == "none"


# EFSA's words hold supplements, water and added magnesium, and leave medicines open; the IOM's hold supplements and
# medicines, and leave added magnesium open. Food as grown is held by neither.
KINDS = [
    ("300 mg magnesium @supplement", ("300", "300"), "above", ("300", "300"), "below"),
    ("300 mg magnesium @medicine", ("0", "300"), "depends", ("300", "300"), "below"),
    ("249 mg magnesium @medicine", ("0", "249"), "below", ("249", "249"), "below"),
    ("400 mg magnesium @medicine", ("0", "400"), "depends", ("400", "400"), "above"),
    ("400 mg magnesium @fortified", ("400", "400"), "above", ("0", "400"), "depends"),
    ("400 mg magnesium @water", ("400", "400"), "above", ("0", "0"), "below"),
    ("5 g magnesium @food", ("0", "0"), "below", ("0", "0"), "below"),
    # A tablet aid is counted by nobody unless somebody says that it counts: 60 g x 4.1107 % = 2466.4 mg
    ("60 g stearate", ("0", "0"), "below", ("0", "0"), "below"),
    ("60 g stearate @supplement", ("2466.44", "2466.44"), "above", ("2466.44", "2466.44"), "above"),
    # Salicylate is sold as a medicine only, whoever types it: 5000 mg x 8.1415 % = 407.07, x 6.5584 % = 327.92
    ("5000 mg salicylate", ("0", "407.07"), "depends", ("327.92", "407.07"), "depends"),
    # Mixed: what is certain adds to both ends, what is open to the high end only.
    ("100 mg magnesium + 100 mg magnesium @medicine", ("100", "200"), "below", ("200", "200"), "below"),
    ("200 mg magnesium + 100 mg magnesium @medicine", ("200", "300"), "depends", ("300", "300"), "below"),
    ("251 mg magnesium + 100 mg magnesium @medicine", ("251", "351"), "above", ("351", "351"), "above"),
    ("100 mg magnesium @water + 900 mg magnesium @food", ("100", "100"), "below", ("0", "0"), "below"),
    ("200 mg magnesium @fortified + 200 mg magnesium", ("400", "400"), "above", ("200", "400"), "depends"),
]


@pytest.mark.parametrize(("text", "efsa_mg", "efsa", "iom_mg", "iom"), KINDS)
def test_what_a_limit_counts(
    text: str, efsa_mg: tuple[str, str], efsa: Status, iom_mg: tuple[str, str], iom: Status
) -> None:
    found = checks(text)
    for key, ends, expected in (("efsa", efsa_mg, efsa), ("iom", iom_mg, iom)):
        counted = found[key].counted
        assert [round(counted.low, 2), round(counted.high, 2)] == [Decimal(end) for end in ends]
        assert found[key].status == expected


@pytest.mark.parametrize("text", [text for text, *_ in KINDS] + ["2000 mg glycinate"])
def test_depends_and_none_say_why(text: str) -> None:
    for check in checks(text, "all").values():
        assert bool(check.because) == (check.status in {"depends", "none"})


def test_one_kind_for_all_items() -> None:
    (efsa, iom) = dose("300 mg magnesium", counts_as="medicine").limits
    assert (efsa.status, iom.status) == ("depends", "below")
    # What an item says of itself stands before what is said of all.
    (efsa, iom) = dose("300 mg magnesium @supplement", counts_as="medicine").limits
    assert (efsa.status, iom.status) == ("above", "below")


@pytest.mark.parametrize(
    ("age", "starts_with"), [(None, ["efsa", "iom"]), ("4", ["efsa", "iom"]), ("18", ["efsa", "iom"])]
)
def test_usual_limits(age: str | None, starts_with: list[str]) -> None:
    assert list(checks("100 mg magnesium", person=aged(age))) == starts_with


@pytest.mark.parametrize(("age", "maxima"), [("1", (85, 58)), ("3", (120, 239)), ("47 mo", (120, 239))])
def test_below_four_years_the_nordic_rules_come_beside(age: str, maxima: tuple[int, int]) -> None:
    found = checks("100 mg magnesium", person=aged(age))
    assert list(found) == ["efsa", "iom", "norway", "denmark"]
    # Norway: 85 mg at 1-2 years and 120 mg at 3-10; Denmark: 58 mg and 239 mg.
    assert [found[key].max_mg for key in ("norway", "denmark")] == [Decimal(mg) for mg in maxima]


def test_limits_are_chosen_by_key_whatever_its_case_and_only_once() -> None:
    assert list(checks("1 mg magnesium", "Norway", " EFSA ", "norway")) == ["norway", "efsa"]


@pytest.mark.parametrize(
    ("keys", "found"), [(("Norway", " EFSA ", "norway", "efsa"), ["norway", "efsa"]), ((" ALL ", "all"), None)]
)
def test_no_limit_is_checked_twice(keys: tuple[str, ...], found: list[str] | None) -> None:
    checked = [check.limit.key for check in dose("1 mg magnesium", plan=Plan(limits=keys)).limits]
    assert checked == found or (found is None and len(checked) == len(set(checked)) > 2)


@pytest.mark.parametrize("keys", [("nobody",), ("efsa", "nobody"), ("",), ("all", "efsa")])
def test_an_unknown_limit_is_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(UnknownNameError) as refused:
        checks("100 mg magnesium", *keys)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("age", "maximum"),
    [(None, 350), ("18", 350), ("17", 280), ("11", 280), ("10", 120), ("3", 120), ("2", 85), ("1", 85)],
)
def test_norway_has_a_least_amount_too(age: str | None, maximum: int) -> None:
    # The regulation prints 56-85, 56-120, 56-280 and 56-350 mg.
    check = checks("55 mg magnesium", "norway", person=aged(age))["norway"]
    assert [check.min_mg, check.max_mg] == [Decimal(56), Decimal(maximum)]
    assert check.status == "below"


def test_japan_has_no_flat_number_for_a_child() -> None:
    # 5 mg for each kg of body weight, so no number can be given without the weight.
    child = checks("100 mg magnesium", "japan", person=aged("8"))["japan"]
    assert (child.status, child.max_mg) == ("none", None)
    assert "5 mg" in (child.because or "")
    assert "kg" in (child.because or "")
    assert status("350 mg magnesium", "japan", aged("18")) == "at"


@pytest.mark.parametrize(
    ("person", "least", "most"),
    [(Person(), 65, 350), (Person(pregnant=True), 70, 350), (Person(lactating=True), 70, 400)],
)
def test_a_row_for_a_state_stands_before_the_plain_one(person: Person, least: int, most: int) -> None:
    # China's catalogue: 65-350 for adults, 70-350 in pregnancy, 70-400 while lactating.
    check = checks("100 mg magnesium", "china", person=person)["china"]
    assert [check.min_mg, check.max_mg] == [Decimal(least), Decimal(most)]


def test_of_two_states_the_lower_limit_holds() -> None:
    check = checks("375 mg magnesium", "china", person=Person(pregnant=True, lactating=True))["china"]
    assert check.status == "above"
    assert check.max_mg == 350


# Properties. The judge adds up the items by itself, with fractions.

FORMS = [
    "magnesium",
    "oxide",
    "citrate",
    "glycinate",
    "chloride",
    "malate",
    "buffered glycinate",
    "stearate",
    "salicylate",
]
ITEMS = st.tuples(st.integers(1, 5000), st.sampled_from(FORMS), st.sampled_from(["", *COUNTS_AS]))
DOSES = st.lists(ITEMS, min_size=1, max_size=4)


def written(items: list[tuple[int, str, str]]) -> str:
    return " + ".join(f"{mg} mg {form}{' @' + kind if kind else ''}" for mg, form, kind in items)


@settings(deadline=None, max_examples=60)
@given(DOSES)
def test_below_and_above_are_said_of_the_whole_range_only(items: list[tuple[int, str, str]]) -> None:
    answer = assess_dose(written(items), table=TABLE)
    for check in answer.limits:
        certain = [portion for portion in answer.portions if portion.counts_as in check.limit.covers]
        possible = [portion for portion in answer.portions if portion.counts_as in check.limit.may_cover]
        most = sum(Fraction(portion.elemental.high) for portion in certain + possible)
        least = sum(Fraction(portion.elemental.low) for portion in certain)
        assert check.max_mg is not None
        if check.status == "below":
            assert most < check.max_mg
        elif check.status == "above":
            assert least > check.max_mg
        elif check.status == "at":
            assert least == most == check.max_mg
        else:
            assert least <= check.max_mg <= most


@settings(deadline=None, max_examples=60)
@given(items=DOSES, more=ITEMS)
def test_more_is_never_less(items: list[tuple[int, str, str]], more: tuple[int, str, str]) -> None:
    before = assess_dose(written(items), table=TABLE).limits
    after = assess_dose(written([*items, more]), table=TABLE).limits
    for old, new in zip(before, after, strict=True):
        assert all(new.counted[end] >= old.counted[end] for end in range(3))
        if old.status == "above":
            assert new.status == "above"
        if old.status in {"at", "depends"}:
            assert new.status != "below"


@settings(deadline=None, max_examples=40)
@given(mg=st.integers(1, 3_000), form=st.sampled_from(FORMS), kind=st.sampled_from(["", *COUNTS_AS]))
def test_the_unit_does_not_matter(mg: int, form: str, kind: str) -> None:
    tail = f" {form}{' @' + kind if kind else ''}"
    in_mg, in_ug, in_g = (
        assess_dose(amount + tail, table=TABLE).limits
        for amount in (f"{mg} mg", f"{mg}000 µg", f"{Decimal(mg).scaleb(-3):.6f} g")
    )
    for one, two, three in zip(in_mg, in_ug, in_g, strict=True):
        assert one.status == two.status == three.status
        assert one.counted == two.counted == three.counted


@settings(deadline=None, max_examples=40)
@given(items=st.lists(ITEMS, min_size=1, max_size=3), times=st.integers(1, 6))
def test_per_day_is_the_dose_written_as_often(items: list[tuple[int, str, str]], times: int) -> None:
    once = assess_dose(written(items), table=TABLE, plan=Plan(per_day=times))
    spelled = assess_dose(written(items * times), table=TABLE)
    assert once.elemental == spelled.elemental
    assert once.mmol == spelled.mmol
    assert [(c.status, c.counted) for c in once.limits] == [(c.status, c.counted) for c in spelled.limits]


@settings(deadline=None, max_examples=60)
@given(
    low=st.integers(0, 500),
    width=st.integers(0, 300),
    kind=st.sampled_from(COUNTS_AS),
    age=st.integers(0, 300),
    key=st.sampled_from(["efsa", "iom", "norway", "japan", "china", "uk"]),
)
def test_status_is_one_of_five_and_follows_the_ends(low: int, width: int, kind: CountsAs, age: int, key: str) -> None:
    amount = Interval(Decimal(low), Decimal(low), Decimal(low + width))
    check = check_limit(limit(key), [(kind, amount)], Person(age=Age(Decimal(age))))
    assert check.status in get_args(Status)
    if check.max_mg is not None:
        ends = [status_of(Interval.exactly(end), check.max_mg) for end in (check.counted.low, check.counted.high)]
        assert check.status == (ends[0] if ends[0] == ends[1] else "depends")
        assert ORDER.index(ends[0]) <= ORDER.index(ends[1])


@pytest.mark.parametrize("per_day", [0, -1, 25])
def test_impossible_days_are_refused(per_day: int) -> None:
    with pytest.raises(ChoiceError):
        dose("300 mg magnesium", plan=Plan(per_day=per_day))


@pytest.mark.parametrize(
    ("dose", "says", "says_not"),
    [
        # 2000 mg: 200 to 282 mg by grade; EFSA's words leave medicines open.
        ("2000 mg glycinate", "low end of the range", "medicines"),
        ("300 mg magnesium @medicine", "medicines", "range"),
        ("2000 mg glycinate @medicine", "low end of the range", None),
        ("2000 mg glycinate @medicine", "medicines", None),
        # What is known exactly beside it closes no range: 210 to 292 mg.
        ("2000 mg glycinate + 10 mg magnesium", "low end of the range", "medicines"),
        # 10 % of 2500 mg are 250 mg, which is no more than allowed.
        ("2500 mg glycinate", "just reached at the low end of the range, above at the high end", None),
    ],
)
def test_every_reason_of_a_doubt_is_said(dose: str, says: str, says_not: str | None) -> None:
    efsa = assess_dose(dose).limits[0]
    assert efsa.status == "depends"
    assert says in (efsa.because or "")
    assert says_not is None or says_not not in (efsa.because or "")
