"""From a compound to its magnesium: which grade is meant, what an assay may be, and what nobody knows."""

from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from magcalc import ChoiceError, dose, form_table
from magcalc.calc.elemental import check_assay, parse_assay, percent_of, strongest_percent

TABLE = form_table()


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("1000 mg nigari", "hexahydrate"),
        # Magnesium itself is of no grade, whatever it comes from; nor is a name of several.
        ("100 mg magnesium as nigari", None),
        ("100 mg magnesium", None),
        ("1000 mg chloride", None),
    ],
)
def test_a_grade_is_told_where_only_one_is_possible(text: str, grade: str | None) -> None:
    (portion,) = dose(text).portions
    assert (portion.grade and portion.grade.key) == grade


def test_what_nobody_knows_is_told_with_the_reason_and_by_its_title() -> None:
    meaning = TABLE.meaning("sucrosomial")
    with pytest.raises(ChoiceError, match=r"sucrester and phospholipid matrix: .*not published"):
        percent_of(meaning)
    # A table of one's own need give neither.
    bare = meaning.typical.model_copy(update={"title": None, "note": None})
    with pytest.raises(ChoiceError, match=r"is in oxide-matrix$"):
        percent_of(meaning.only(bare))


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        # A pure salt holds what its formula holds, whatever weaker product is sold under the name: 24.305 / 172.423.
        ("glycinate", "14.096"),
        # What is mixed with oxide may be nearly all oxide, not only as much as a supplier lists: 24.305 / 40.304.
        ("buffered glycinate", "60.304"),
        ("threonate", "60.304"),
    ],
)
def test_the_most_that_a_name_can_hold(name: str, percent: str) -> None:
    if name == "threonate":
        # The product alone: its supplier's figure is no formula.
        meaning = TABLE.meaning(name).only(TABLE.form("threonate").grade_called("product"))
    else:
        meaning = TABLE.meaning(name)
    assert round(strongest_percent(meaning, TABLE), 3) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        *(("12,5 %", "12.5"), ("12.5 % ", "12.5"), (" 12.5", "12.5"), ("100", "100"), ("0.1%", "0.1")),
        ("12.5" + "0" * 15, "12.5"),  # nineteen signs
    ],
)
def test_assays_that_are_read(text: str, percent: str) -> None:
    assert parse_assay(text) == Decimal(percent)


@pytest.mark.parametrize("text", ["0", "100.1", "101", "-5", "", "%", "12.5.1", "1e1", ".5", "12.", "12.5" + "0" * 16])
def test_assays_that_are_none(text: str) -> None:
    with pytest.raises(ChoiceError, match="no percentage above 0"):
        parse_assay(text)


@pytest.mark.parametrize(
    ("assay", "name", "is_possible"),
    [
        # The formula holds 24.305 / 172.423 = 14.0961 %, which is 14.1, 14.10 and 14 on a certificate.
        ("14.1", "glycinate", True),
        ("14.10", "glycinate", True),
        ("14", "glycinate", True),
        ("14.11", "glycinate", False),
        ("14.2", "glycinate", False),
        ("15", "glycinate", False),
        # 16.163 %: twenty is more, however it is written.
        ("20", "trimagnesium dicitrate", False),
        ("2E+1", "trimagnesium dicitrate", False),
    ],
)
def test_no_assay_is_over_the_formula_but_by_its_own_rounding(assay: str, name: str, is_possible: bool) -> None:
    # A caller that rounds down, say a program of accounts, changes nothing.
    with localcontext() as context:
        context.rounding = ROUND_DOWN
        if is_possible:
            check_assay(Decimal(assay), TABLE.meaning(name), TABLE)
        else:
            with pytest.raises(ChoiceError, match="can hold"):
                check_assay(Decimal(assay), TABLE.meaning(name), TABLE)
