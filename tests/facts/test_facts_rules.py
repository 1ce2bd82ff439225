"""Rules of labels, found by their code or their slug."""

import pytest

from magcalc.errors import UnknownNameError
from magcalc.facts.rules import rule_called


@pytest.mark.parametrize("name", ["MG101", "mg101", " MG101 ", "over-efsa-250", " Over-EFSA-250"])
def test_a_rule_is_found_by_its_code_or_its_slug(name: str) -> None:
    assert rule_called(name).code == "MG101"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("over-efsa", "did you mean over-efsa-250? 'magcalc rules' lists them all"),
        # Many codes come near; two are named.
        ("mg10", "did you mean MG210 or MG109? 'magcalc rules' lists them all"),
        ("xx", "'magcalc rules' lists them all"),
        ("x" * 100_000, "'magcalc rules' lists them all"),
    ],
    ids=lambda text: text[:12],
)
def test_an_unknown_rule_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        rule_called(name)
    assert refusal.value.hint == hint
