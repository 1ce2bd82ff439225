"""Every seed of the fuzz targets, and every text that was ever found with them, holds what must hold for any text."""

import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import dose_text
import file_text
import harness
import label_text
import rows_text
import screen_text

FUZZ = Path(__file__).parents[1] / "fuzz"
CHECKS = {
    "dose": dose_text.check,
    "label": label_text.check,
    "file": file_text.check,
    "screen": screen_text.check,
    "rows": rows_text.check,
}
SEEDS = [
    pytest.param(target, text, id=f"{target}-{name}")
    for target in CHECKS
    for name, text in harness.seeds_of(target).items()
]


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    # How long a text takes is for the fuzzer to judge, on a quiet machine.
    monkeypatch.setattr(harness, "_FLOOR_SECONDS", 600)


@pytest.mark.parametrize(("target", "text"), SEEDS)
def test_a_seed_holds(target: str, text: str) -> None:
    CHECKS[target](text)


def test_the_seeds_are_read_rather_than_refused() -> None:
    # A target whose seeds are all refused would hold and say nothing.
    doses = [dose_text.answered(text) for text in harness.seeds_of("dose").values()]
    labels = [label_text.checked_label(text) for text in harness.seeds_of("label").values()]
    assert sum(dose is not None for dose in doses) > 10
    assert sum(label is not None and label.reading.elemental is not None for label in labels) > 10
    files = [file_text.text_in(text) for text in harness.seeds_of("file").values()]
    assert sum(text is not None for text in files) > 8
    screens = harness.seeds_of("screen").values()
    assert sum(screen_text.dose_in(text) is not None for text in screens) > 4
    assert sum(screen_text.label_in(text) is not None for text in screens) > 4
    chance = random.Random(1)  # noqa: S311 (the same day every time)
    assert sum(screen_text.day_in(text, chance) is not None for text in screens) > 4
    tables = [rows_text.answer(text) for text in harness.seeds_of("rows").values()]
    assert sum(not table.startswith("refused: ") for table in tables) > 6


def test_a_misreading_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # The checks themselves: an answer that leaves out nine of ten units must fail.
    dose = dose_text.answered("400 mg oxide")
    assert dose is not None
    short = tuple(portion._replace(item=portion.item._replace(unit_count=10)) for portion in dose.portions)
    with pytest.raises(AssertionError, match="not that of the grades"):
        dose_text.check_dose(dose._replace(portions=short))
    below = [limit._replace(status="below") for limit in dose.limits]
    with pytest.raises(AssertionError, match="below for 250 to 260 mg"):
        dose_text.check_status(below[0], Decimal(250), Decimal(260))
    monkeypatch.setattr(harness, "_FLOOR_SECONDS", 0)
    monkeypatch.setattr(harness, "_SECONDS_PER_KB", 0)
    with pytest.raises(AssertionError, match="4 signs took"):
        harness.in_time(lambda text: text * 100_000, "long")


@pytest.mark.parametrize("target", CHECKS)
def test_a_target_runs_without_the_fuzzer(target: str) -> None:
    command = (
        f"import sys, runpy; sys.modules['atheris'] = None; runpy.run_path('{target}_text.py', run_name='__main__')"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([".", *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=FUZZ, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(harness.seeds_of(target))} seeds hold" in done.stdout
