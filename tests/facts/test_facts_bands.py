"""Ages as people type them, and which rows of a table are a person's."""

from decimal import Decimal

import pytest

from magcalc.errors import ChoiceError
from magcalc.facts.bands import Age, Band, bands_for


@pytest.mark.parametrize(
    ("text", "months"),
    [
        *((f"8{gap}{years}", 96) for gap in ("", " ") for years in ("", "y", "yr", "yrs", "year", "years")),
        *((f"9{gap}{months}", 9) for gap in ("", " ") for months in ("m", "mo", "mos", "month", "months")),
        ("  8 years  ", 96),
        ("  9 mo  ", 9),
        ("1.5", 18),
        ("1,5 years", 18),
        ("0", 0),
        # The oldest is 130, and that is 1560 months.
        ("130", 1560),
        ("1560 mo", 1560),
        # 18 signs and a figure; one more is no age.
        ("8".rjust(19), 96),
    ],
)
def test_an_age_is_years_unless_it_says_months(text: str, months: int) -> None:
    assert Age.parse(text).months == months


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "y", "-1", "+4", "4 days", "4 weeks", "4 yy", "1e2", "nan", "inf", "1.2.3", "1,234,5", "1.", ".5"),
        *("131", "130.1", "1561 mo", "4" * 5000, "1." + "0" * 5000, "8".rjust(20)),
        # Figures of other scripts, and one that is raised.
        *("٤", "४", "4²", "1.٥"),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError) as refusal:
        Age.parse(text)
    assert refusal.value.hint
    assert len(refusal.value.message) < 200


def band(from_age: str, below_age: str | None = None, state: str | None = None) -> Band:
    return Band.model_validate({"from_age": from_age, "below_age": below_age, "state": state})


CHILD, ADULT, PREGNANT = band("4 y", "18 y"), band("18 y"), band("18 y", None, "pregnant")


@pytest.mark.parametrize(
    ("age", "states", "picked"),
    [
        ("3", set(), []),
        ("4", set(), [CHILD]),
        ("17", {"pregnant"}, [CHILD]),
        ("18", set(), [ADULT]),
        ("18", {"pregnant"}, [PREGNANT]),
        # Nothing is printed for this state, so the plain row holds.
        ("18", {"lactating"}, [ADULT]),
        ("18", {"pregnant", "lactating"}, [PREGNANT]),
    ],
)
def test_the_row_of_a_state_stands_before_the_plain_one(age: str, states: set[str], picked: list[Band]) -> None:
    assert bands_for([CHILD, ADULT, PREGNANT], Age.parse(age), frozenset(states)) == picked


def test_a_band_is_read_from_our_table_as_from_anybodys() -> None:
    assert Band.trusted({"from_age": "7 mo", "below_age": "1 y"}) == band("7 mo", "1 y")
    assert band("7 mo", "1 y").from_age.months == Decimal(7)
