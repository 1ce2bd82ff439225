"""The forms side by side: what comes first by each column, and that what is unknown comes last."""

from decimal import Decimal
from itertools import pairwise

from magcalc.calc.overview import FormOverview, SortKey, overview_of
from magcalc.facts.form_table import FormTable


def listed(sort_by: SortKey) -> list[FormOverview]:
    return overview_of(FormTable(), "en", sort_by)


def assert_sorted(rows: list[FormOverview], values: list[Decimal | int | None], *, largest_first: bool) -> None:
    """Check values in order, unknown ones at the end, and what is alike by its name, capitals or not."""
    known = [value for value in values if value is not None]
    assert values == sorted(known, reverse=largest_first) + [None] * (len(values) - len(known))
    assert len(set(known)) > 3
    for (before, one), (after, other) in pairwise(zip(rows, values, strict=True)):
        assert one != other or before.name.lower() < after.name.lower()


def test_the_richest_first() -> None:
    rows = listed("elemental")
    # 24.305 of 40.304 is oxide, 24.305 of 58.319 hydroxide; nobody knows what sucrosomial magnesium holds.
    assert [rows[place].form.key for place in (0, 1, -1)] == ["oxide", "hydroxide", "sucrosomial"]
    values: list[Decimal | int | None] = [row.percent and row.percent.typical for row in rows]
    assert_sorted(rows, values, largest_first=True)


def test_the_best_absorbed_first() -> None:
    rows = listed("absorption")
    # Nobody measured an excipient.
    assert rows[-1].form.key == "stearate"
    values: list[Decimal | int | None] = [row.form.absorption and row.form.absorption.typical for row in rows]
    assert_sorted(rows, values, largest_first=True)


def test_the_gentlest_first() -> None:
    rows = listed("tolerance")
    # Milk of magnesia and Epsom salt are laxatives; nobody ranked an excipient.
    assert [row.form.key for row in rows[-3:]] == ["hydroxide", "sulfate", "stearate"]
    values: list[Decimal | int | None] = [row.form.tolerance and row.form.tolerance.rank for row in rows]
    assert_sorted(rows, values, largest_first=False)


def test_what_the_eu_permits_first() -> None:
    order = ["yes", "conditional", "as-parts", "unclear", "no"]
    rows = listed("eu")
    assert_sorted(rows, [order.index(row.form.eu.listed) for row in rows], largest_first=False)


def test_names_are_sorted_whatever_their_capitals() -> None:
    # A hyphen comes before the letters.
    names = [f"magnesium {name}" for name in ("hydroxide", "L-ascorbate", "L-threonate", "lactate", "malate")]
    assert [row.name for row in listed("name") if row.name in names] == names
