"""The total of a group of rows: sums by hand, and never ``below`` while a row may hold anything."""

import pytest

from magcalc.calc.group import PICOGRAMS, Counted, Sums, group_status, sums_of_row
from magcalc.calc.limits import Status
from magcalc.calc.rate import Crossing, Rate

# One of a unit holds 0.1 to 0.14 mg, mostly 0.12. One limit of 250 mg counts all of it or nothing, one is not set.
RATE = Rate(
    why=None,
    number=None,
    low=0.1,
    typical=0.12,
    high=0.14,
    crossings=(Crossing(0.0, 2500.0, 0.0, 0.14, 250.0), Crossing(None, None, 0.1, 0.14, None)),
    one_dose=None,
    least=1,
    doses=None,
)
PER_MG = 1_000_000_000


def test_a_row_is_summed_in_picograms_by_its_ends() -> None:
    # 1000 of them: 100, 120 and 140 mg.
    assert sums_of_row(1000.0, RATE, 2) == Sums(
        rows=1,
        read=1,
        low=100 * PER_MG,
        typical=120 * PER_MG,
        high=140 * PER_MG,
        counted=(
            Counted(low=0, high=140 * PER_MG, set=1, least=250.0, most=250.0),
            Counted(low=100 * PER_MG, high=140 * PER_MG, set=0, least=None, most=None),
        ),
    )


def test_a_row_that_could_not_be_read_adds_a_row_and_nothing_else() -> None:
    unread, read = sums_of_row(None, RATE, 2), sums_of_row(1000.0, RATE, 2)
    assert (unread.rows, unread.read) == (1, 0)
    assert unread.plus(read) == read.plus(unread) == read._replace(rows=2)


def test_parts_of_a_group_are_summed_end_by_end() -> None:
    first = Sums(2, 1, 1.0, 20.0, 300.0, (Counted(5.0, 70.0, 1, 250.0, 350.0), Counted()))
    second = Sums(3, 3, 4.0, 50.0, 600.0, (Counted(2.0, 80.0, 2, 300.0, 400.0), Counted(1.0, 2.0, 1, 65.0, 65.0)))
    both = Sums(5, 4, 5.0, 70.0, 900.0, (Counted(7.0, 150.0, 3, 250.0, 400.0), Counted(1.0, 2.0, 1, 65.0, 65.0)))
    assert first.plus(second) == second.plus(first) == both


@pytest.mark.parametrize(
    ("rows", "read", "mg", "with_limit", "limits", "status"),
    [
        # All of one limit.
        (2, 2, (0, 249), 2, (250, 250), "below"),
        (2, 2, (250, 250), 2, (250, 250), "at"),
        (2, 2, (251, 260), 2, (250, 250), "above"),
        (2, 2, (240, 260), 2, (250, 250), "depends"),
        (2, 2, (240, 250), 2, (250, 250), "depends"),
        (2, 2, (250, 260), 2, (250, 250), "depends"),
        # Of people with limits of 250 and 350 mg.
        (2, 2, (249, 249), 2, (250, 350), "below"),
        (2, 2, (250, 250), 2, (250, 350), "depends"),
        (2, 2, (350, 350), 2, (250, 350), "depends"),
        (2, 2, (351, 351), 2, (250, 350), "above"),
        # A row without a limit, or one that could not be read, may hold anything: more can only be above.
        (2, 2, (100, 100), 1, (250, 250), "depends"),
        (2, 1, (100, 100), 1, (250, 250), "depends"),
        (2, 1, (250, 250), 1, (250, 250), "depends"),
        (2, 1, (251, 251), 1, (250, 250), "above"),
        # No limit is set for anybody, as far as is known.
        (2, 2, (900, 900), 0, None, "none"),
        (2, 1, (900, 900), 0, None, "depends"),
        (2, 0, (0, 0), 0, None, "depends"),
    ],
)
def test_the_status_of_a_group(
    rows: int, read: int, mg: tuple[int, int], with_limit: int, limits: tuple[int, int] | None, status: Status
) -> None:
    least, most = limits or (None, None)
    counted = Counted(mg[0] * PICOGRAMS, mg[1] * PICOGRAMS, with_limit, least, most)
    sums = Sums(rows, read, counted.low, counted.low, counted.high, (counted,))
    assert group_status(sums, counted) == status
    assert sums.statuses() == (status,)
