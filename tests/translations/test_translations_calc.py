"""Every word of what is worked out can be said in another language: days, needs, products, goals, refusals, reasons."""

import re
import shlex
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parent))

from cli_runner import run
from pseudo import Pseudo, left_unsaid, spoken_by_nobody
from test_translations_marked import CODES, GRADES, SAME

from magcalc.calc.compare import Listed, check_number, product_of
from magcalc.calc.day import taken_from
from magcalc.calc.dose import Plan
from magcalc.calc.elemental import Settled
from magcalc.calc.price import parse_price
from magcalc.calc.rate import RateBook
from magcalc.calc.words import Words, check_basis, times_in, whole_amount
from magcalc.day_text import parse_taken
from magcalc.dose_text import parse_dose
from magcalc.errors import MagcalcError
from magcalc.facts.form_table import FormTable
from magcalc.facts.goals import GOAL_LANGUAGES, goal, goal_keys
from magcalc.facts.medicines import medicine, medicine_keys
from magcalc.facts.sources import source_keys
from magcalc.said import told_in

# Where a number comes from: a table and its row, the ids of works, the prefixes of a refusal.
PLACES = re.compile(r"\(\w+\.toml: .*\)|\[[a-z0-9-]+(?=[,\]])|^(error|hint): ", re.MULTILINE)

# A grade's key is typed as it is, with its hyphens.
KNOWN = SAME | GRADES | {"mmol"} | {grade.key for form in FormTable() for grade in form.grade}

HOURS = "--wake 06:30 --bed 22:00 --meals"
PAGES = [
    f"day 2 x 400 mg citrate + 1.5 l Gerolsteiner + 30 g almonds + 2 tablets rennie --age 40 {HOURS} none",
    f"day 2 x 400 mg citrate --med levothyroxine@07:00 --goal sleep {HOURS} 08:00,18:00",
    f"day 3 x 400 mg oxide + 1 portion almonds --med iron@08:00,20:00 --med quinolones@13:00 {HOURS} none --age 8",
    f"day 300 mg magnesium as citrate @supplement --med raltegravir@08:00 --med digoxin@09:00 {HOURS} none --sex male",
    f"day 600 mg oxide --med doxycycline@08:00,14:00,20:00 --max-single 100 {HOURS} none --limits all --age 3",
    f"day 600 mg oxide --med doxycycline@08:00,16:00 --max-single 60 {HOURS} 08:00",
    f"day 20 g oxide {HOURS} none",
    "day 250 mg magnesium --max-single 11 --wake 07:00 --bed 08:00 --meals none",
    "day 250 mg magnesium --max-single 60 --wake 07:00 --bed 08:00 --meals none --goal sleep",
    f"day 300 mg oxide --med pregabalin@09:00 --goal sleep --med iron@21:30 {HOURS} none",
    f"day 1 capsule biolektra-300 + 2 portion almonds @fortified {HOURS} none",
    f"day 1 sachet samarin + 1 tablet novaluzid {HOURS} none",
    f"day 200 mg oxide @supplement + 200 mg oxide @medicine + 1 l water 300 mg/l {HOURS} none",
    "dose 4000 mg threonate --per-day 2 --age 12",
    "dose 3000 mg threonate + 500 mg stearate --pregnant",
    "dose 400 mg picolinate + 60 mg malate --limits all",
    "dose 3 x 300 mg magnesium as citrate --limits bfr",
    "dose 50 mg magnesium as citrate --limits all",
    "dose 400 mg amino-acid-chelate",
    "dose 400 mg marine --limits all",
    "dose 400 mg malate",
    "dose 20 g oxide --lactating",
    "need 300 mg glycinate --unit '500 mg'",
    "need 300 mg --unit '4 mmol'",
    "need 300 mg oxide",
    "convert '400 mg glycinate' mmol",
    "absorb 400 mg citrate",
    "absorb 400 mg magnesium",
    "absorb 2000 x 1 mg citrate",
    "compare '2 x 400 mg citrate' '1 g oxide' --price '129.95 DKK/180' --price '49 EUR/100' --sort price",
    "compare '2 x 400 mg citrate' '400 mg oxide' --name Ab --name - --per-day 1 --per-day 2",
    "compare '400 mg oxide' '500 mg oxide' --sort tolerance --age 3 --limits all",
    "compare '400 mg glycinate' '500 mg bisglycinate' '300 mg citrate' '1 g malate' '900 mg malate' --sort elemental",
    "why 2 x 1000 mg glycinate + 4 mmol --per-day 2 --limits all --age 3",
    "why 1.5 g citrate --assay 12.5%",
    "why 1 x 500 mg oxide",
    "why 4 mmol citrate",
    "why 300 mg magnesium",
    "why 1500 x 1 mg oxide",
    "why 300 mg magnesium as citrate",
    f"why day 2 x 400 mg oxide + 1.5 l Gerolsteiner + 1.5 l contrex + 2 tablets rennie --med iron@08:00 {HOURS} none",
    f"why day 300 mg oxide + 1 tablet rennie + 2 portion almonds --age 8 --med raltegravir@12:00 {HOURS} none",
    f"why day 300 mg oxide --med doxycycline@08:00 {HOURS} none",
]
# Names are in the language that was asked for, whatever the screen's is.
NAMING_PAGES = [
    "goal",
    "goal sleep --age 3",
    "goal constipation",
    "goal heart",
    "goal blood pressure",
    "medicine",
    "medicine ciprofloxacin",
    "medicine quinolones",
    "medicine raltegravir",
    "medicine pregabalin",
    "medicine proton-pump inhibitors",
    "medicine rosuvastatin",
]
NAMES = set(
    left_unsaid(
        " ".join([
            *(name for key in goal_keys() for name in goal(key).en),
            *(name for key in medicine_keys() for names in medicine(key).names.values() for name in names),
            *(word for form in FormTable() for word in (form.key, form.title)),
            *source_keys(),
            *GOAL_LANGUAGES,
        ])
    )
)  # fmt: skip
REFUSALS = [
    "dose 400 mg oxide --sex other",
    "dose 400 mg oxide --sex male --pregnant",
    "dose 400 mg oxide --sex male --pregnant --lactating",
    "dose 400 mg oxide --sex male --lactating",
    "dose 400 mg co-magaldrox",
    "dose 400 mg potassium magnesium aspartate",
    "dose 400 mg oxide --times 40",
    "dose 2 x 400 mg oxide --times 4",
    "dose 400 mg oxide + 1 g citrate --assay 12%",
    "dose 400 mg oxide --assay 12%%",
    "dose 400 mg oxide --assay 70%",
    "dose 300 mg magnesium --assay 10%",
    "day 400 mg oxide --wake 25:00",
    "day 400 mg oxide --wake 07:00 --bed 07:00",
    "day 400 mg oxide --meals 03:00",
    "need 3000 g oxide --unit '1 mg'",
    "compare '400 mg oxide'",
    "compare '400 mg oxide' '1 g citrate' --sort price",
]
# What commands put together with the place that it is about, or a batch into a column.
RAISED: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    *(
        (parse_price, (price,))
        for price in ("7" * 80, "EUR", "-5 EUR/1", "0 EUR/1", "5/1", "5 EUR", "5 EURO/1", "5 EUR/x", "5 EUR/0")
    ),
    (product_of, (Listed(Words()),)),
    (product_of, (Listed(Words(dose="1 g oxide"), name="7" * 201),)),
    (product_of, (Listed(Words(dose="2 x 1 g oxide + 2 x 1 g citrate"), price="5 EUR/9"),)),
    (check_number, (0,)),
    (check_number, (1001,)),
    (times_in, (Words(per_day="often"),)),
    (times_in, (Words(per_day="99"),)),
    (whole_amount, ("",)),
    (check_basis, ("both", parse_dose("1 g oxide")[0])),
    (check_basis, ("compound", parse_dose("1 g magnesium as oxide")[0])),
    (taken_from, (parse_taken("30 g almonds", FormTable())[0], FormTable(), Settled(elemental=True))),
    (Plan(max_single=Decimal(0)).checked, ()),
]


def unsaid(line: str, *, tty: bool) -> list[str]:
    """The words of an answer that no sentence holds, without what was typed."""
    with spoken_by_nobody():
        result = run(*shlex.split(line), tty=tty, env={"COLUMNS": "400", "NO_COLOR": "1"})
    assert "⟦" in result.out + result.err
    typed = set(left_unsaid(re.sub("[@']", " ", line)))
    words = left_unsaid(PLACES.sub(" ", CODES.sub(" ", result.out + result.err)))
    return [word.rstrip("'") for word in words if word.rstrip("'") not in KNOWN | typed]


@pytest.mark.parametrize("line", PAGES)
@pytest.mark.parametrize("tty", [False, True], ids=["pipe", "screen"])
def test_every_word_is_part_of_a_sentence(line: str, tty: bool) -> None:
    assert unsaid(line, tty=tty) == []


@pytest.mark.parametrize("line", NAMING_PAGES)
@pytest.mark.parametrize("tty", [False, True], ids=["pipe", "screen"])
def test_every_word_but_a_name_is_part_of_a_sentence(line: str, tty: bool) -> None:
    assert [word for word in unsaid(line, tty=tty) if word not in NAMES] == []


@pytest.mark.parametrize("line", REFUSALS)
def test_every_word_of_a_refusal_is_part_of_a_sentence(line: str) -> None:
    assert unsaid(line, tty=False) == []


@pytest.mark.parametrize(("function", "arguments"), RAISED)
def test_every_word_of_what_is_raised_is_part_of_a_sentence(
    function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    with pytest.raises(MagcalcError) as caught:
        function(*arguments)
    for text in (caught.value.message, caught.value.hint):
        told = told_in(Pseudo(), text)
        assert "⟦" in told
        # What was typed stands in quotes.
        assert left_unsaid(re.sub("'[^'⟦⟧]*'", " ", told)) in ([], ["oxide"], ["EUR"])


def test_why_a_row_cannot_be_taken_is_one_sentence_after_another() -> None:
    why = RateBook().rate(Words(unit="mg", form="oxide", sex="x")).why
    assert why == "sex 'x' is not in the tables; type male or female"
    assert told_in(Pseudo(), why) == "sex⟦ ⟧'x'⟦ is not in the tables⟧; ⟦type male or female⟧"
