"""Remarks: each appears where it matters, and nowhere else."""

from decimal import Decimal

import pytest

from magcalc import Age, Dose, Person, Plan, dose

ADULT = Person(age=Age.parse("40"))


def codes(answer: Dose) -> set[str]:
    return {finding.code for finding in answer.findings}


def message_of(code: str, answer: Dose) -> str:
    (message,) = [finding.message for finding in answer.findings if finding.code == code]
    return message


def aged(age: str) -> Person:
    return Person(age=Age.parse(age))


WHO = {"kidney", "pregnancy", "lactation", "small-child", "child"}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Person(), set()),
        (ADULT, set()),
        (aged("18"), set()),
        (Person(sex="female"), set()),
        (Person(kidney_disease=True), {"kidney"}),
        (Person(pregnant=True), {"pregnancy"}),
        (Person(lactating=True), {"lactation"}),
        (Person(pregnant=True, lactating=True, kidney_disease=True), {"pregnancy", "lactation", "kidney"}),
        (aged("0"), {"small-child"}),
        (aged("3"), {"small-child"}),
        (aged("47 mo"), {"small-child"}),
        (aged("48 mo"), {"child"}),
        (aged("4"), {"child"}),
        (aged("17"), {"child"}),
        (aged("215 mo"), {"child"}),  # a month before 18 years
        (aged("216 mo"), set()),
    ],
)
def test_who_takes_it(who: Person, expected: set[str]) -> None:
    # 60 mg is below every limit of an adult and of a child, so nothing else can call for these.
    assert codes(dose("60 mg magnesium", person=who)) & WHO == expected


def test_kidney_disease_is_a_warning() -> None:
    answer = dose("60 mg magnesium", person=Person(kidney_disease=True))
    assert [finding.severity for finding in answer.findings if finding.code == "kidney"] == ["warning"]


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("249 mg magnesium", False),
        ("250 mg magnesium", False),  # at the limit is not over it
        ("251 mg magnesium", True),
        ("2000 mg glycinate", True),  # 282 mg if it is the pure salt
        ("300 mg magnesium @medicine", True),  # EFSA's words leave medicines open
        ("900 mg magnesium @food", False),
    ],
)
def test_over_a_limit(text: str, is_over: bool) -> None:
    assert codes(dose(text)) & {"over-limit", "ask-first"} == ({"over-limit", "ask-first"} if is_over else set())


@pytest.mark.parametrize(
    ("text", "is_medicine"),
    [("60 mg magnesium", False), ("60 mg magnesium @medicine", True), ("100 mg salicylate", True)],
)
def test_medicines_count_too(text: str, is_medicine: bool) -> None:
    assert ("antacid" in codes(dose(text))) == is_medicine


# Regulation (EU) 2025/2225: adults only, not in pregnancy or lactation, and 250 mg a day.
@pytest.mark.parametrize(
    ("text", "who", "is_for_them"),
    [
        ("2000 mg threonate", Person(), True),
        ("2000 mg threonate", aged("18"), True),
        ("2000 mg threonate", aged("17"), False),
        ("2000 mg threonate", Person(pregnant=True), False),
        ("2000 mg threonate", Person(lactating=True), False),
        ("144 mg magnesium as threonate", aged("17"), False),
        ("2000 mg citrate", aged("17"), True),
        ("2000 mg citrate", Person(pregnant=True), True),
        ("2000 mg threonate @medicine", aged("17"), True),
    ],
)
def test_threonate_is_for_adults(text: str, who: Person, is_for_them: bool) -> None:
    assert ("adults-only" not in codes(dose(text, person=who))) == is_for_them


@pytest.mark.parametrize(
    ("text", "per_day", "certainly"),
    [
        ("2000 mg threonate", 1, None),  # 144 to 165 mg
        ("2000 mg threonate", 2, True),  # 288 to 330 mg
        ("3200 mg threonate", 1, False),  # 230.4 to 264.1 mg
        ("1600 mg threonate + 1600 mg threonate", 1, False),
        # 180 + 70 mg are not over 250, 206.3 + 70 mg are.
        ("2500 mg threonate + 70 mg magnesium as threonate", 1, False),
        ("250 mg magnesium as threonate", 1, None),
        ("250.0010 mg magnesium as threonate", 1, True),
        ("1 g citrate + 2 g threonate", 1, None),  # the maximum is of threonate alone
    ],
)
def test_threonate_has_a_maximum_of_its_own(text: str, per_day: int, certainly: bool | None) -> None:
    found = [
        finding for finding in dose(text, plan=Plan(per_day=per_day)).findings if finding.code == "over-eu-maximum"
    ]
    assert bool(found) == (certainly is not None)
    assert all(("may be" not in finding.message) == certainly for finding in found)


@pytest.mark.parametrize(
    ("form", "is_listed"),
    [
        *((form, True) for form in ("oxide", "citrate", "bisglycinate", "taurate", "lactate", "malate", "threonate")),
        *((form, False) for form in ("aspartate", "orotate", "picolinate", "glutamate", "fumarate")),
    ],
)
def test_forms_that_the_eu_does_not_list(form: str, is_listed: bool) -> None:
    assert ("not-listed-in-eu" not in codes(dose(f"400 mg {form}"))) == is_listed


def test_why_a_form_is_not_listed_is_told_where_it_is_known() -> None:
    # Directive 2002/46/EC lists aspartates of copper, zinc and manganese; of ATP the table has no reason.
    assert "copper, zinc and manganese" in message_of("not-listed-in-eu", dose("400 mg aspartate"))
    assert message_of("not-listed-in-eu", dose("400 mg atp")).endswith(" supplements")


def test_a_medicine_need_not_be_on_the_list_of_supplements() -> None:
    assert "not-listed-in-eu" not in codes(dose("1803 mg aspartate @medicine"))


def test_it_is_said_once_of_each_form() -> None:
    found = [finding.code for finding in dose("400 mg orotate + 400 mg orotate + 400 mg picolinate").findings]
    assert found.count("not-listed-in-eu") == 2


@pytest.mark.parametrize(
    ("text", "is_counted"), [("1 g stearate", False), ("1 g stearate @supplement", True), ("400 mg oxide", True)]
)
def test_a_tablet_aid_is_not_counted(text: str, is_counted: bool) -> None:
    answer = dose(text)
    assert ("excipient-not-counted" not in codes(answer)) == is_counted
    assert all((check.counted.high > 0) == is_counted for check in answer.limits)


UNCONFIRMED = "unconfirmed-number"


@pytest.mark.parametrize(
    ("text", "grade", "assay", "is_said"),
    [
        # 10 % of a commercial chelate is a trade figure; 14.1 % is the formula.
        ("2000 mg glycinate", None, None, True),
        ("2000 mg glycinate", "commercial", None, True),
        ("2000 mg glycinate", "anhydrous", None, False),
        ("2000 mg glycinate", None, "12.5", False),
        # The person's own 10 % needs no trade figure, though the numbers are equal.
        ("2000 mg glycinate", None, "10", False),
        ("200 mg magnesium as glycinate", None, None, False),
        ("400 mg oxide", None, None, False),
        ("400 mg oxide + 2000 mg glycinate", None, None, True),
    ],
)
def test_a_number_that_nobody_confirmed(text: str, grade: str | None, assay: str | None, is_said: bool) -> None:
    assert (UNCONFIRMED in codes(dose(text, grade=grade, assay=assay))) == is_said


def test_the_unconfirmed_number_is_named() -> None:
    messages = [finding.message for finding in dose("2000 mg glycinate").findings if finding.code == UNCONFIRMED]
    assert any("10 %" in message for message in messages)


@pytest.mark.parametrize(
    ("text", "grade", "is_said"),
    [
        ("2000 mg glycinate", None, True),
        ("2000 mg glycinate", "anhydrous", False),
        ("400 mg oxide", None, False),
        ("1000 mg citrate", None, True),
        ("200 mg magnesium as citrate", None, False),
        ("200 mg magnesium", None, False),
    ],
)
def test_why_a_range(text: str, grade: str | None, is_said: bool) -> None:
    assert ("grade-not-settled" in codes(dose(text, grade=grade))) == is_said


def test_the_name_that_leaves_a_range_is_told_and_why() -> None:
    # A glycinate is a chelate of 10 % or the pure salt; of an orotate there are several, and no more is known.
    glycinate = message_of("grade-not-settled", dose("2000 mg glycinate"))
    orotate = message_of("grade-not-settled", dose("400 mg orotate"))
    assert glycinate.startswith("glycinate: ")
    assert "chelate" in glycinate
    assert orotate == "orotate: the name is used for several grades"


@pytest.mark.parametrize(
    ("limit", "age", "is_said"),
    [
        ("uk", "18", True),  # a guidance level that was read on other pages
        ("uk", "17", False),  # it has none for children, so there is no number to doubt
        ("efsa", "18", False),
        ("efsa", "3", False),
    ],
)
def test_a_limit_that_nobody_confirmed(limit: str, age: str, is_said: bool) -> None:
    answer = dose("60 mg magnesium", person=aged(age), plan=Plan(limits=(limit,)))
    assert ("unconfirmed-limit" in codes(answer)) == is_said


@pytest.mark.parametrize(
    ("text", "limits", "is_said"),
    [
        ("0.5 mg magnesium", ("norway",), True),
        ("55 mg magnesium", ("norway",), True),
        ("55.9990 mg magnesium", ("norway",), True),
        ("56 mg magnesium", ("norway",), False),
        ("400 mg glycinate", ("norway",), True),  # 40 to 56.4 mg
        ("560 mg glycinate", ("norway",), False),  # 56 to 78.9 mg
        ("55 mg magnesium", None, False),  # Norway was not asked for
        ("55 mg magnesium @food", ("norway",), False),  # nothing that it counts
    ],
)
def test_less_than_a_product_must_hold_in_norway(text: str, limits: tuple[str, ...] | None, is_said: bool) -> None:
    assert ("under-product-minimum" in codes(dose(text, plan=Plan(limits=limits)))) == is_said


@pytest.mark.parametrize(
    ("text", "certainly"),
    [
        ("55 mg magnesium", True),
        ("390 mg glycinate", True),  # 39 to 54.97 mg
        ("400 mg glycinate", False),  # 40 to 56.4 mg
        ("100 mg glycinate + 41.9039 mg magnesium", False),  # 51.9039 to 56 mg, which is enough
    ],
)
def test_a_range_may_be_less_than_a_product_must_hold(text: str, certainly: bool) -> None:
    message = message_of("under-product-minimum", dose(text, plan=Plan(limits=("norway",))))
    assert ("may be" not in message) == certainly


@pytest.mark.parametrize(
    ("text", "plan", "is_said"),
    [
        ("100 mg magnesium", Plan(limits=("bfr",)), True),
        ("100 mg magnesium", Plan(limits=("bfr",), times=2), False),
        ("100 mg magnesium", Plan(limits=("bfr",), per_day=2), False),
        ("250 mg magnesium", Plan(limits=("bfr",)), False),  # the cap splits it anyway
        ("100 mg magnesium", Plan(), False),
    ],
)
def test_bfr_asks_for_two_intakes(text: str, plan: Plan, is_said: bool) -> None:
    assert ("fewer-intakes-than-advised" in codes(dose(text, plan=plan))) == is_said


@pytest.mark.parametrize(
    ("text", "plan", "expected"),
    [
        ("200 mg magnesium", Plan(), set()),
        ("201 mg magnesium", Plan(), set()),
        ("201 mg magnesium", Plan(times=1), {"single-dose-over-cap"}),
        ("1 x 201 mg magnesium", Plan(), {"single-dose-over-cap"}),
        ("1 x 201 mg magnesium", Plan(max_single=Decimal(201)), set()),
        ("2000 mg glycinate", Plan(times=1), {"single-dose-over-cap"}),  # 282 mg if it is the pure salt
        ("50 g magnesium", Plan(), {"too-much-to-split"}),
    ],
)
def test_single_doses(text: str, plan: Plan, expected: set[str]) -> None:
    assert codes(dose(text, plan=plan)) & {"single-dose-over-cap", "too-much-to-split"} == expected


def test_a_plain_dose_of_an_adult_needs_no_remark() -> None:
    assert codes(dose("300 mg oxide", person=ADULT)) == set()  # 180.9 mg


def test_every_remark_has_a_sentence_and_a_severity() -> None:
    answer = dose(
        "5 g threonate + 400 mg orotate + 1 g stearate", person=Person(age=Age.parse("3"), kidney_disease=True)
    )
    assert len(answer.findings) > 6
    for finding in answer.findings:
        assert finding.message.strip()
        assert finding.severity in {"warning", "info"}
