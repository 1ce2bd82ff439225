"""One checker for many labels: what comes again is answered alike, and what is kept stays small."""

from magcalc.label import check
from magcalc.label.check import LabelChecker, LabelPlan

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
