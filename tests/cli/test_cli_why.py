"""``magcalc why``: every number of an answer with its sum, its row and its source."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MOON_SALT, refusal_of, run, type_in

from magcalc.facts.sources import source_keys


def steps(*words: str) -> list[dict[str, Any]]:
    result = run("why", *words, "--json")
    assert (result.code, result.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(result.out)["steps"]
    return found


def step(found: list[dict[str, Any]], what: str) -> str:
    (one,) = [str(one["arithmetic"]) for one in found if str(one["what"]).startswith(what)]
    return one


def test_a_dose_is_worked_out_grade_by_grade() -> None:
    found = steps(*["2", "x", "1000", "mg", "glycinate", "+", "4", "mmol"])
    assert step(found, "2 x 1000 mg glycinate, commercial") == "1000 mg × 10 % = 100 mg of magnesium"
    assert step(found, "2 x 1000 mg glycinate, anhydrous") == "1000 mg × 14.0961 % = 140.961 mg of magnesium"
    assert step(found, "2 x 1000 mg glycinate, all units").endswith("= 200 to 281.922 mg, usually 200 mg")
    # 4 x 24.305.
    assert found[5]["arithmetic"] == "4 mmol × 24.305 mg/mmol = 97.22 mg of magnesium"
    assert step(found, "the day") == (
        "low 200 + 97.22 = 297.22 mg; usual 200 + 97.22 = 297.22 mg; high 281.922 + 97.22 = 379.142 mg"
    )
    assert "297.22 > 250 and 379.142 > 250, so above" in step(found, "EFSA")
    assert "297.22 < 350 and 379.142 > 350, so depends" in step(found, "IOM")
    assert step(found, "in single doses").endswith("189.571 + 189.571 = 379.142 mg at the most")


def test_an_assay_and_grams_are_shown() -> None:
    found = steps("1.5", "g", "citrate", "--assay", "12.5%", "--per-day", "2")
    assert found[0]["arithmetic"] == "1.5 × 1000 = 1500 mg"
    assert found[1]["arithmetic"] == "1500 mg × 12.5 % (the assay given) = 187.5 mg"
    assert step(found, "1.5 g citrate, a day") == "2 × 187.5 mg = 375 mg"


@pytest.mark.parametrize(
    "words",
    [
        ["2000", "mg", "glycinate"],
        ["400", "mg", "oxide", "--age", "3", "--limits", "all"],
        ["300", "mg", "magnesium", "as", "citrate"],
        ["day", "300 mg oxide + 1 l Gerolsteiner + 30 g almonds", "--med", "iron@08:00", "--age", "40"],
        ["label", "--text", "Magnesium (as citrate) 150 mg (40 % NRV) per tablet. Take 2 tablets daily."],
    ],
)
def test_every_number_has_its_source_and_every_sum_is_right(words: list[str]) -> None:
    found = steps(*words)
    assert [one["step"] for one in found] == list(range(1, len(found) + 1))
    for one in found:
        assert one["source"] is None or one["source"] in source_keys()
        # Where a row of a table is named, so is the work behind it.
        assert one["row"] is None or one["source"] is not None
        for mg, percent, result in re.findall(r"([\d.]+) mg × ([\d.]+) % = ([\d.]+) mg", one["arithmetic"]):
            assert abs(Decimal(mg) * Decimal(percent) / 100 - Decimal(result)) <= Decimal("0.000001")
        for left, result in re.findall(r"((?:[\d.]+ \+ )+[\d.]+) = ([\d.]+) mg", one["arithmetic"]):
            assert sum(map(Decimal, left.split(" + "))) == Decimal(result)
    assert any(one["source"] for one in found)


def test_a_day_shows_its_change_and_its_times() -> None:
    found = steps("day", "2 x 100 mg magnesium + 1 l Gerolsteiner", "--med", "levothyroxine@07:00")
    # 1 l x 108 mg; 308 mg counted, 58.32 mg less are within 250.
    assert step(found, "1 l Gerolsteiner") == "108 mg"
    assert "58.32 mg less (EFSA: 308 - 58.32 <= 250)" in step(found, "the smallest single change")
    assert step(found, "open for magnesium") == "up from 07:00 to 23:00: 11:00 to 23:00"
    assert step(found, "apart from levothyroxine") == "levothyroxine at 07:00 (4 hours after it, 4 hours before it)"


def test_a_day_says_of_every_medicine_what_it_asks_for() -> None:
    found = steps("day", "100 mg magnesium", "--med", "pregabalin@08:00", "--med", "digoxin@12:00", "--age", "30")
    # No distance is known for pregabalin, so only its times are told; of digoxin the clinic decides.
    assert step(found, "apart from pregabalin") == "pregabalin at 08:00"
    assert step(found, "apart from digoxin") == "the clinic decides"
    assert step(found, "no times").startswith("the clinic decides whether magnesium goes with digoxin")
    assert "the doses" not in {one["what"] for one in found}


def test_a_day_sums_what_is_of_one_kind_and_multiplies_bottles() -> None:
    found = steps("day", "100 mg magnesium + 50 mg magnesium + 2 x 0.5 l Gerolsteiner")
    # Gerolsteiner holds 108 mg a litre.
    assert step(found, "all that counts as supplement") == "100 + 50 = 150 mg"
    assert step(found, "2 x 0.5 l Gerolsteiner") == "2 × 54 mg = 108 mg"
    assert step(found, "the day") == "150 + 108 = 258 mg"
    # One thing of one kind is no sum, and a day within its limits needs no change.
    alone = {one["what"] for one in steps("day", "100 mg magnesium")}
    assert not alone & {"the day", "all that counts as supplement", "the smallest single change"}


def test_too_much_to_split_says_so() -> None:
    # 100 g of oxide are 60 g of magnesium; 24 doses of 200 mg are 4.8 g.
    assert step(steps("100", "g", "oxide"), "in single doses") == "no number of doses a day keeps to the cap"


def test_the_file_of_a_users_forms_is_named_to_people(tmp_path: Path) -> None:
    path = tmp_path / "moon.toml"
    path.write_text(MOON_SALT, encoding="utf-8")
    told = run("why", "500", "mg", "moon", "salt", "--forms", str(path)).out.splitlines()
    assert told[0].startswith("1. 500 mg moon salt, pure: 500 mg × 20 % = 100 mg of magnesium")
    assert told[-1] == f"forms from: {path}"


def test_a_label_shows_what_decided_each_amount() -> None:
    found = steps("label", "--text", "Magnesium (as citrate) 150 mg (40 % NRV) per tablet. Take 2 tablets daily.")
    assert step(found, "printed '150 mg'").startswith("150 mg of magnesium (citrate), because of ")
    assert step(found, "magnesium in one serving") == "150 mg"
    assert step(found, "the label's 40 %") == "40 % of 375 mg = 150 mg"
    assert step(found, "magnesium a day") == "2 × 150 mg = 300 mg"
    assert step(found, "MG101 over-efsa-250").startswith("error: ")


def test_a_day_that_is_told_is_no_number_of_servings() -> None:
    told = "Magnesium 100 mg per sachet\nTake 2 scoops daily, which provides 300 mg magnesium"
    assert step(steps("label", "--text", told), "magnesium a day") == "300 mg"


def test_a_label_without_an_amount_has_neither_serving_nor_day() -> None:
    found = steps("label", "--text", "Ingredients: magnesium oxide, cellulose")
    assert [one["what"].split(":")[0] for one in found] == ["language", "MG302 elemental-not-stated"]


def test_the_option_does_the_same_and_options_pass_through() -> None:
    assert (
        type_in("dose 400 mg oxide --why").out
        == type_in("why 400 mg oxide").out
        == type_in("why dose 400 mg oxide").out
    )
    assert type_in("why 400 mg oxide --csv").out.startswith("step,what,arithmetic,row,source")
    assert type_in("why 400 mg oxide --fail-on above --max-single 100").code == 0
    assert type_in("why 600 mg oxide --fail-on above").code == 1


def test_a_screen_numbers_the_steps() -> None:
    shown = run("why", "400", "mg", "oxide", "--no-color", tty=True, env={"COLUMNS": "60"}).out
    assert shown.splitlines()[0].startswith(" 1. 400 mg oxide, pure: 400 mg × 60.3042 % = 241.2168 mg")
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["400", "mg", "citate"], "citate"),
        (["-"], "--why explains one dose, and - reads many"),
        (["label", "--text", "Zinc 10 mg"], "magnesium"),
        (["day"], "nothing is taken"),
        (["label", "--text", "Magnesium 100 mg", "--format", "sarif"], "--why has steps and no findings"),
        (["400", "mg", "oxide", "--nope"], "there is no option '--nope'"),
    ],
)
def test_what_has_no_answer_has_no_reasons(words: list[str], told: str) -> None:
    assert told in refusal_of(run("why", *words))[0]


def test_a_mixture_without_a_formula_is_worked_out_from_end_to_end() -> None:
    # A supplier's 18 to 22.4 %: 500 mg hold 90 to 112 mg.
    found = steps("500", "mg", "buffered", "glycinate")
    assert "500 mg × 18 % to 22.4 % = 90 mg to 112 mg of magnesium" in step(
        found, "500 mg buffered glycinate, buffered"
    )
