"""Limits and intakes against the printed figures, typed here by hand, up to the month where a band ends."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from magcalc.errors import UnknownNameError
from magcalc.facts.bands import Age
from magcalc.facts.intakes import Intake, intake
from magcalc.facts.limits import Limit, LimitBand, limit, limit_keys
from magcalc.facts.store import data_folder

NOBODY: frozenset[str] = frozenset()


def cells(rows: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in rows.strip().splitlines()]


def max_mg(key: str, age: str, *states: str) -> Decimal | None:
    band = limit(key).band_for(Age.parse(age), frozenset(states))
    return None if band is None else band.max_mg


# EFSA (SCF 2001): 250 mg from 4 years; "no data ... for children under 4", so none.
# IOM (1997), table on page 242: 1-3 y 65, 4-8 y 110, 9 y and older 350; infants "not possible to establish".
# Norway, FOR-2004-05-20-755 annex 1: 1 to <3 y 85, 3 to <11 y 120, 11 to <18 y 280, 18 y 350.
# VKM 2016:15: 1-3 y 85, 3-10 y 120 (printed 12-200), 10-<18 y 280, adults 350.
# Denmark, annex B: 1-2 y 58, 3-10 y 239; nothing printed for others.
# BfR 034/2017: 250 mg from 4 years.     UK EVM 2003: 400 mg, adults.
# Sweden, NNR 2023: 250 mg.     AU/NZ 2006: 350 mg, adults from 19.
# FAO/WHO 2001: 1-3 y 65, 4-10 y 110, adolescents and adults 350.
# France: 300 mg, Belgium: 450 mg, as trade notes print them for adults.
# Korea, KDRI 2020: 1-2 y 60, 3-5 y 90, 6-8 y 130, 9-11 y 190, 12-14 y 270, 15 y and older 350.
# China, catalogue of 2023: 4-6 y 200, 7-10 y 250, 11-13 y 300, 14-17 y 300, adults 350.
# Canada, monograph of 2007: 1-3 y 65, 4-8 y 110, 9-18 y 350, adults 500.
LIMITS = """
    efsa         | 0 mo   | none
    efsa         | 35 mo  | none
    efsa         | 36 mo  | none
    efsa         | 47 mo  | none
    efsa         | 3.99 y | none
    efsa         | 48 mo  | 250
    efsa         | 4 y    | 250
    efsa         | 17 y   | 250
    efsa         | 18     | 250
    efsa         | 90     | 250
    iom          | 0 mo   | none
    iom          | 11 mo  | none
    iom          | 12 mo  | 65
    iom          | 36 mo  | 65
    iom          | 47 mo  | 65
    iom          | 48 mo  | 110
    iom          | 107 mo | 110
    iom          | 8 y    | 110
    iom          | 9 y    | 350
    iom          | 70 y   | 350
    norway       | 11 mo  | none
    norway       | 1 y    | 85
    norway       | 2 y    | 85
    norway       | 35 mo  | 85
    norway       | 36 mo  | 120
    norway       | 3 y    | 120
    norway       | 10 y   | 120
    norway       | 131 mo | 120
    norway       | 11 y   | 280
    norway       | 17 y   | 280
    norway       | 215 mo | 280
    norway       | 18 y   | 350
    vkm          | 2 y    | 85
    vkm          | 9 y    | 120
    vkm          | 10 y   | 280
    vkm          | 18 y   | 350
    denmark      | 11 mo  | none
    denmark      | 1 y    | 58
    denmark      | 35 mo  | 58
    denmark      | 36 mo  | 239
    denmark      | 10 y   | 239
    denmark      | 11 y   | none
    denmark      | 18 y   | none
    denmark      | 40 y   | none
    bfr          | 47 mo  | none
    bfr          | 4 y    | 250
    bfr          | 40 y   | 250
    uk           | 17 y   | none
    uk           | 18 y   | 400
    sweden       | 18 y   | 250
    sweden       | 17 y   | none
    nnr          | 18 y   | 250
    nnr          | 17 y   | none
    france       | 18 y   | 300
    belgium      | 18 y   | 450
    fao-who      | 11 mo  | none
    fao-who      | 3 y    | 65
    fao-who      | 4 y    | 110
    fao-who      | 10 y   | 110
    fao-who      | 11 y   | 350
    fao-who      | 40 y   | 350
    korea        | 11 mo  | none
    korea        | 2 y    | 60
    korea        | 3 y    | 90
    korea        | 5 y    | 90
    korea        | 6 y    | 130
    korea        | 9 y    | 190
    korea        | 11 y   | 190
    korea        | 12 y   | 270
    korea        | 15 y   | 350
    korea        | 40 y   | 350
    china        | 3 y    | none
    china        | 4 y    | 200
    china        | 7 y    | 250
    china        | 11 y   | 300
    china        | 14 y   | 300
    china        | 17 y   | 300
    china        | 18 y   | 350
    canada       | 11 mo  | none
    canada       | 3 y    | 65
    canada       | 8 y    | 110
    canada       | 9 y    | 350
    canada       | 18 y   | 350
    canada       | 19 y   | 500
    australia-nz | 18 y   | none
    australia-nz | 19 y   | 350
    japan        | 18 y   | 350
"""


@pytest.mark.parametrize(("key", "age", "expected"), cells(LIMITS))
def test_a_limit_is_the_printed_one(key: str, age: str, expected: str) -> None:
    assert max_mg(key, age) == (None if expected == "none" else Decimal(expected))


def test_every_limit_is_held_against_print() -> None:
    assert {key for key, _, _ in cells(LIMITS)} == set(limit_keys())


# Japan, MHLW 2025: children 5 mg for each kg of body weight, no flat number; adults 350.
@pytest.mark.parametrize(("age", "per_kg"), [("11 mo", None), ("1 y", 5), ("8 y", 5), ("17 y", 5), ("18 y", None)])
def test_a_child_in_japan_has_a_limit_by_weight(age: str, per_kg: int | None) -> None:
    band = limit("japan").band_for(Age.parse(age), NOBODY)
    assert (band.per_kg_mg if band else None) == per_kg
    assert per_kg is None or max_mg("japan", age) is None


@pytest.mark.parametrize(
    ("key", "state", "expected"),
    [
        # Both bodies print the same level for pregnancy and lactation.
        ("efsa", "pregnant", 250),
        ("efsa", "lactating", 250),
        ("iom", "pregnant", 350),
        ("iom", "lactating", 350),
        # China: pregnant 70-350, lactating 70-400.
        ("china", "pregnant", 350),
        ("china", "lactating", 400),
        # Canada: "adults" include pregnant and breastfeeding women.
        ("canada", "pregnant", 500),
    ],
)
def test_limits_in_pregnancy_and_lactation(key: str, state: str, expected: int) -> None:
    assert max_mg(key, "30 y", state) == expected


def test_of_two_states_the_lower_limit_holds() -> None:
    assert max_mg("china", "30 y", "pregnant", "lactating") == 350


BANDS: dict[str, dict[str, Any]] = {
    "350": {"from_age": "18 y", "max_mg": 350},
    "400": {"from_age": "18 y", "max_mg": 400},
    "5 a kg": {"from_age": "18 y", "per_kg_mg": 5},
    "8 a kg": {"from_age": "18 y", "per_kg_mg": 8},
}


# A limit by weight is no number until somebody is weighed, so one that is a number stands before it.
@pytest.mark.parametrize("lower_first", [True, False])
@pytest.mark.parametrize(("lower", "other"), [("350", "400"), ("400", "5 a kg"), ("5 a kg", "8 a kg")])
def test_of_two_rows_that_fit_the_lower_holds(lower: str, other: str, *, lower_first: bool) -> None:
    rows = [{**BANDS[lower], "state": "pregnant"}, {**BANDS[other], "state": "lactating"}]
    row = tomllib.loads((data_folder() / "limits.toml").read_text(encoding="utf-8"))["efsa"]
    both = Limit.model_validate({**row, "key": "efsa", "band": rows if lower_first else rows[::-1]})
    found = both.band_for(Age.parse("30"), frozenset({"pregnant", "lactating"}))
    assert found is not None
    assert (found.max_mg, found.per_kg_mg) == (BANDS[lower].get("max_mg"), BANDS[lower].get("per_kg_mg"))


def test_a_state_that_was_printed_for_adults_does_not_reach_below_18() -> None:
    assert max_mg("china", "17 y", "lactating") == 300


# Norway: a product must hold 56 mg. China: least amounts by age, and 70 in pregnancy and lactation.
@pytest.mark.parametrize(
    ("key", "age", "states", "least"),
    [
        ("norway", "1 y", (), 56),
        ("norway", "40 y", (), 56),
        ("china", "4 y", (), 30),
        ("china", "7 y", (), 45),
        ("china", "11 y", (), 60),
        ("china", "14 y", (), 65),
        ("china", "40 y", (), 65),
        ("china", "30 y", ("pregnant",), 70),
        ("china", "30 y", ("lactating",), 70),
        ("canada", "8 y", (), 12),
        ("canada", "14 y", (), 20),
        ("efsa", "40 y", (), None),
    ],
)
def test_least_amounts_of_a_product(key: str, age: str, states: tuple[str, ...], least: int | None) -> None:
    band = limit(key).band_for(Age.parse(age), frozenset(states))
    assert band is not None
    assert band.min_mg == least


# BfR: "divided between at least two intakes per day"; no other body asks for it.
def test_only_the_bfr_asks_for_two_doses() -> None:
    asked = {key: limit(key).min_doses for key in limit_keys() if limit(key).min_doses is not None}
    assert asked == {"bfr": 2}


@pytest.mark.parametrize(
    ("key", "covers", "may_cover"),
    [
        # "in nutritional supplements, water, or added to food and beverages"
        ("efsa", {"supplement", "water", "fortified"}, {"medicine"}),
        # "pharmacological agents only": supplements and medicines, no food
        ("iom", {"supplement", "medicine"}, {"fortified"}),
        # one product's recommended daily dose
        ("norway", {"supplement"}, set()),
    ],
)
def test_what_a_limit_covers(key: str, covers: set[str], may_cover: set[str]) -> None:
    assert (set(limit(key).covers), set(limit(key).may_cover)) == (covers, may_cover)


@pytest.mark.parametrize("key", limit_keys())
def test_food_as_grown_counts_towards_no_limit(key: str) -> None:
    assert "food" not in (*limit(key).covers, *limit(key).may_cover)
    assert set(limit(key).covers) & set(limit(key).may_cover) == set()


# EFSA AI (2015): 7-11 mo 80; 1-<3 y 170 (160 only in the draft); 3-<10 y 230; 10-<18 y 300 boys, 250 girls;
#   adults 350 and 300, pregnancy and lactation 300.
# NNR 2023: the same numbers, with bands 1-3, 4-10 and 11-17 y.
# IOM (1997), RDA: AI 30 and 75 below 1 y; 1-3 y 80; 4-8 y 130; 9-13 y 240; 14-18 y 410/360; 19-30 y 400/310;
#   31 y and older 420/320; pregnant 400/350/360 and lactating 360/310/320 at 14-18/19-30/31-50 y.
# IOM (1997), EAR: 65; 110; 200; 340/300; 330/255; 350/265; pregnant 335/290/300; lactating 300/255/265.
# UK RNI (1991): 1-3 y 85; 4-6 y 120; 7-10 y 200; 11-14 y 280; 15-18 y 300; adults 300/270.
# EU, Regulation 1169/2011 annex XIII: 375.     US, 21 CFR 101.9: 420; infants 75; 1-3 y 80; pregnant, lactating 400.
INTAKES = """
    efsa-ai | 6 mo  | -      | -         |
    efsa-ai | 7 mo  | -      | -         | 80
    efsa-ai | 11 mo | male   | -         | 80
    efsa-ai | 12 mo | -      | -         | 170
    efsa-ai | 35 mo | -      | -         | 170
    efsa-ai | 36 mo | -      | -         | 230
    efsa-ai | 9 y   | female | -         | 230
    efsa-ai | 10 y  | male   | -         | 300
    efsa-ai | 17 y  | female | -         | 250
    efsa-ai | 18 y  | male   | -         | 350
    efsa-ai | 18 y  | female | -         | 300
    efsa-ai | 40 y  | -      | -         | 300 350
    efsa-ai | 30 y  | female | pregnant  | 300
    efsa-ai | 30 y  | -      | lactating | 300
    efsa-ai | 17 y  | female | pregnant  | 250
    nnr-ai  | 6 mo  | -      | -         |
    nnr-ai  | 7 mo  | -      | -         | 80
    nnr-ai  | 12 mo | -      | -         | 170
    nnr-ai  | 47 mo | -      | -         | 170
    nnr-ai  | 48 mo | -      | -         | 230
    nnr-ai  | 10 y  | male   | -         | 230
    nnr-ai  | 11 y  | male   | -         | 300
    nnr-ai  | 11 y  | female | -         | 250
    nnr-ai  | 18 y  | male   | -         | 350
    nnr-ai  | 18 y  | female | -         | 300
    nnr-ai  | 30 y  | female | pregnant  | 300
    nnr-ai  | 30 y  | female | lactating | 300
    iom-rda | 0 mo  | -      | -         | 30
    iom-rda | 6 mo  | -      | -         | 30
    iom-rda | 7 mo  | -      | -         | 75
    iom-rda | 12 mo | -      | -         | 80
    iom-rda | 3 y   | -      | -         | 80
    iom-rda | 8 y   | -      | -         | 130
    iom-rda | 13 y  | -      | -         | 240
    iom-rda | 14 y  | male   | -         | 410
    iom-rda | 18 y  | female | -         | 360
    iom-rda | 19 y  | male   | -         | 400
    iom-rda | 30 y  | female | -         | 310
    iom-rda | 31 y  | male   | -         | 420
    iom-rda | 31 y  | female | -         | 320
    iom-rda | 80 y  | -      | -         | 320 420
    iom-rda | 16 y  | female | pregnant  | 400
    iom-rda | 25 y  | female | pregnant  | 350
    iom-rda | 40 y  | female | pregnant  | 360
    iom-rda | 51 y  | female | pregnant  | 320
    iom-rda | 16 y  | female | lactating | 360
    iom-rda | 25 y  | female | lactating | 310
    iom-rda | 40 y  | female | lactating | 320
    iom-ear | 11 mo | -      | -         |
    iom-ear | 3 y   | -      | -         | 65
    iom-ear | 8 y   | -      | -         | 110
    iom-ear | 9 y   | -      | -         | 200
    iom-ear | 14 y  | male   | -         | 340
    iom-ear | 14 y  | female | -         | 300
    iom-ear | 19 y  | male   | -         | 330
    iom-ear | 19 y  | female | -         | 255
    iom-ear | 31 y  | male   | -         | 350
    iom-ear | 31 y  | female | -         | 265
    iom-ear | 18 y  | female | pregnant  | 335
    iom-ear | 30 y  | female | pregnant  | 290
    iom-ear | 31 y  | female | pregnant  | 300
    iom-ear | 18 y  | female | lactating | 300
    iom-ear | 30 y  | female | lactating | 255
    iom-ear | 50 y  | female | lactating | 265
    uk-rni  | 1 y   | -      | -         | 85
    uk-rni  | 4 y   | -      | -         | 120
    uk-rni  | 7 y   | -      | -         | 200
    uk-rni  | 11 y  | -      | -         | 280
    uk-rni  | 15 y  | female | -         | 300
    uk-rni  | 19 y  | male   | -         | 300
    uk-rni  | 19 y  | female | -         | 270
    uk-rni  | 64 y  | female | -         | 270
    eu-nrv  | 18 y  | male   | -         | 375
    eu-nrv  | 30 y  | female | pregnant  | 375
    us-dv   | 11 mo | -      | -         | 75
    us-dv   | 1 y   | -      | -         | 80
    us-dv   | 47 mo | -      | -         | 80
    us-dv   | 48 mo | -      | -         | 420
    us-dv   | 40 y  | female | -         | 420
    us-dv   | 30 y  | female | pregnant  | 400
    us-dv   | 30 y  | female | lactating | 400
"""


def mg_for(table: Intake, age: str, sex: str, state: str) -> list[Decimal]:
    states = NOBODY if state == "-" else frozenset([state])
    return sorted(band.mg for band in table.bands_of(Age.parse(age), None if sex == "-" else sex, states))


@pytest.mark.parametrize(("key", "age", "sex", "state", "expected"), cells(INTAKES))
def test_an_intake_is_the_printed_one(key: str, age: str, sex: str, state: str, expected: str) -> None:
    assert mg_for(intake(key), age, sex, state) == [Decimal(number) for number in expected.split()]


# 15 % of 375 mg is 56.25 mg, the least that may be named on a label (Regulation 1169/2011, annex XIII).
def test_the_significant_amount_of_a_label() -> None:
    table = intake("eu-nrv")
    assert table.significant_percent is not None
    assert table.band[0].mg * table.significant_percent / 100 == Decimal("56.25")


def test_the_daily_value_of_older_american_labels() -> None:
    assert intake("us-dv").former_mg == 400


# Below 1 year the IOM prints adequate intakes in its table of recommended ones.
@pytest.mark.parametrize(("age", "kind"), [("3 mo", "AI"), ("9 mo", "AI"), ("1 y", None), ("40 y", None)])
def test_the_iom_has_adequate_intakes_for_infants(age: str, kind: str | None) -> None:
    assert {band.kind for band in intake("iom-rda").bands_of(Age.parse(age), "male", NOBODY)} == {kind}


@pytest.mark.parametrize(
    ("band", "told"),
    [
        ({"from_age": "4 y", "max_mg": 250, "per_kg_mg": 5}, "either max_mg or per_kg_mg"),
        ({"from_age": "4 y"}, "either max_mg or per_kg_mg"),
        # A number alone could be months or years to who writes the row.
        ({"from_age": 4, "max_mg": 250}, 'must be an age such as "4 y"'),
    ],
)
def test_a_row_of_a_limit_that_says_two_things_or_nothing_is_refused(band: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        LimitBand.model_validate(band)


@pytest.mark.parametrize("change", [{"may_cover_because": None}, {"may_cover": ()}])
def test_what_a_limit_may_cover_needs_its_reason_and_the_reason_something_it_is_of(change: dict[str, object]) -> None:
    # EFSA's words leave medicines open and say why; either half alone is no row.
    row = {**tomllib.loads((data_folder() / "limits.toml").read_text(encoding="utf-8"))["efsa"], "key": "efsa"}
    assert Limit.model_validate(row).may_cover == ("medicine",)
    with pytest.raises(ValidationError, match="may_cover and may_cover_because go together"):
        Limit.model_validate({**row, **change})


def test_an_unknown_limit_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        limit("norge")
    assert "norway" in refusal.value.hint


def test_the_key_of_a_limit_is_found_in_any_case() -> None:
    assert limit(" EFSA ").key == "efsa"
