"""One checker for many labels: what comes again is answered alike, and what is kept stays small."""

from typing import Any

import pytest

from magcalc.label import check, content, language, names, outlines, shapes, told
from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.rules import sums

CITRATE = "Each tablet contains 150 mg magnesium (as magnesium citrate). Take {number} tablets daily."


def test_a_label_that_comes_again_is_answered_alike() -> None:
    checker = LabelChecker(LabelPlan())
    answers = [checker.check(CITRATE.format(number=2)) for _ in range(4)]
    # 2 x 150 mg = 300 mg, over EFSA's 250 mg and not over 350 mg.
    assert {tuple(finding.slug for finding in one.findings) for one in answers} == {("over-efsa-250",)}
    assert answers[2] is answers[3]


def test_the_same_text_in_another_language_is_another_label() -> None:
    checker = LabelChecker(LabelPlan())
    text = "Magnesium 1.500 mg"
    for _ in range(3):
        # A dot is a decimal mark in English, and parts thousands in German.
        english, german = (checker.check(text, language).reading.elemental for language in ("en", "de"))
        assert english is not None
        assert german is not None
        assert english.typical != german.typical


def test_what_is_kept_stays_small() -> None:
    checker = LabelChecker(LabelPlan())
    for number in range(2, check._MOST_KEPT + 50):
        for _ in range(2):
            checker.check(f"Magnesium {number} mg")
    assert len(checker._kept) == check._MOST_KEPT
    assert len(checker._met) <= check._MOST_MET


def test_caches_that_are_full_change_no_answer_and_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    salts = ("citrate", "oxide", "malate", "taurate", "citrate", "orotate")
    # What a salt holds is asked where its weight stands alone, and the most that it can where its magnesium does too.
    labels = [f"Magnesium {salt} 900 mg per tablet. Take 2 tablets daily." for salt in salts]
    labels += [f"Magnesium {salt} 900 mg, providing {mg} mg elemental magnesium" for mg, salt in enumerate(salts, 140)]
    before = [LabelChecker(LabelPlan()).check(label) for label in labels]
    for bound in (
        "names._MOST_RUNS",
        "content._MOST_PERCENTS",
        "rules.sums._MOST_KEPT",
        "language._MOST_WORDS",
        "shapes._MOST_SHAPES",
        "outlines._MOST_OUTLINES",
        "alike._MOST_TEXTS",
    ):
        monkeypatch.setattr(f"magcalc.label.{bound}", 2)
    for bound in ("_MOST_KEPT", "_MOST_MET"):
        monkeypatch.setattr(check, bound, 2)
    caches: tuple[dict[Any, Any], ...] = (
        *(names._RUNS, content._PERCENTS, sums._STRONGEST, language.TELLS, shapes._SHAPES, outlines._OUTLINES),
        *(told._WALKED._known, told._SERVED._known),
    )
    for cache in caches:
        cache.clear()
    checker = LabelChecker(LabelPlan())
    for _ in range(3):
        for label, answer in zip(labels, before, strict=True):
            again = checker.check(label)
            assert (again.findings, again.reading.day) == (answer.findings, answer.reading.day)
    # Each was used, and none outgrew its bound by more than the one that had it emptied.
    assert {len(cache) for cache in caches} <= {1, 2, 3}
    assert max(len(checker._kept), len(checker._met)) <= 2
