"""``magcalc absorb``: the published curve, small sittings against one, and what nobody knows."""

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MOON_SALT, refusal_of, run, type_in


def answered(line: str) -> Any:
    result = type_in(f"absorb {line} --json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out, parse_float=Decimal, parse_int=Decimal)


def test_the_estimate_moves_along_the_two_published_curves() -> None:
    found = answered("200 mg magnesium as citrate")
    # The share of 100 mg moves as 38.1 / (71.6 + D) + 0.07 does (cautious), and 41.77 / (35.56 + D) + 0.07 (generous).
    cautious = (38.1 / (71.6 + 200) + 0.07) / (38.1 / (71.6 + 100) + 0.07)
    generous = (41.77 / (35.56 + 200) + 0.07) / (41.77 / (35.56 + 100) + 0.07)
    once, twice = found["sittings"][:2]
    at_100 = {end: float(twice["absorbed_mg"][end]) / 2 for end in ("low", "typical", "high")}
    assert float(once["absorbed_mg"]["low"]) == pytest.approx(2 * at_100["low"] * cautious)
    assert float(once["absorbed_mg"]["typical"]) == pytest.approx(2 * at_100["typical"] * cautious)
    assert float(once["absorbed_mg"]["high"]) == pytest.approx(2 * at_100["high"] * generous)


@pytest.mark.parametrize("dose", ["400 mg oxide", "2000 mg glycinate", "3 x 100 mg magnesium as citrate"])
def test_more_sittings_bring_more_and_never_more_than_the_dose(dose: str) -> None:
    found = answered(dose)
    brought = [one["absorbed_mg"] for one in found["sittings"]]
    assert [one["sittings"] for one in found["sittings"]] == [1, 2, 3]
    for end in ("low", "typical", "high"):
        assert brought[0][end] < brought[1][end] < brought[2][end] < found["elemental_mg_per_day"]["high"]
    assert all(sum(one["elemental_mg"]) == found["elemental_mg_per_day"]["high"] for one in found["sittings"])


def test_whole_units_are_not_broken_for_a_sitting_more() -> None:
    assert [one["elemental_mg"] for one in answered("2 x 100 mg magnesium as citrate")["sittings"]] == [
        [200],
        [100, 100],
    ]


def test_the_curve_rises_and_flattens() -> None:
    points = answered("400 mg magnesium as citrate")["curve"]
    mg = [point["absorbed_mg"]["typical"] for point in points]
    steps = [after - before for before, after in pairwise(mg)]
    assert all(after < before for before, after in pairwise(steps))
    assert steps[-1] > 0
    assert points[-1]["dose_mg"] == 400


def test_what_nobody_knows_is_not_estimated() -> None:
    found = answered("300 mg magnesium")
    assert [one["absorbed_mg"] for one in found["sittings"]] == [None, None, None]
    assert found["curve"] == []
    assert "absorbed: unknown for this form" in type_in("absorb 300 mg magnesium").out


def test_so_many_units_have_no_sittings_and_the_form_is_not_blamed() -> None:
    # The absorption of citrate is known; 2000 tablets are what nobody takes in sittings.
    assert answered("2000 x 1 mg magnesium as citrate")["sittings"] == []
    told = type_in("absorb 2000 x 1 mg magnesium as citrate").out
    assert "absorbed: so many units are no dose to be taken in sittings" in told
    assert "unknown" not in told


def test_the_file_of_a_users_forms_is_named(tmp_path: Path) -> None:
    path = tmp_path / "moon.toml"
    path.write_text(MOON_SALT, encoding="utf-8")
    found = json.loads(run("absorb", "500", "mg", "moon", "salt", "--forms", str(path), "--json").out)
    # 20 % of 500 mg; nobody knows how it is absorbed.
    assert (found["forms_file"], found["elemental_mg_per_day"]["low"], found["curve"]) == (str(path), 100, [])
    assert "forms_file" not in answered("400 mg oxide")


def test_one_tablet_cannot_be_split_so_nothing_is_said_of_splitting() -> None:
    assert "\nsplitting: 2 sittings bring " in type_in("absorb 2 x 100 mg magnesium as citrate").out
    assert "splitting" not in type_in("absorb 1 x 100 mg magnesium as citrate").out


def test_it_is_called_an_estimate_wherever_people_read_it() -> None:
    assert "An estimate from two fits of one curve" in type_in("absorb 400 mg oxide").out
    assert "[fine-1991]" in type_in("absorb 400 mg oxide").out


def test_the_curve_is_drawn_on_a_terminal_only() -> None:
    assert "mg absorbed of one dose" in type_in("absorb 400 mg oxide", tty=True).out
    assert "mg absorbed of one dose" not in type_in("absorb 400 mg oxide").out


@pytest.mark.parametrize(
    ("line", "told"), [("absorb 400 mg citate", "citate"), ("absorb 400 mg oxide --per-day 0", "--per-day 0")]
)
def test_what_is_no_dose_is_refused(line: str, told: str) -> None:
    assert told in refusal_of(type_in(line))[0]
