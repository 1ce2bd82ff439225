"""Records by the key that a person typed."""

import pytest

from magcalc.errors import UnknownNameError
from magcalc.facts.wanted import wanted_record


@pytest.mark.parametrize("key", ["efsa", "EFSA", " Efsa "])
def test_a_key_is_found_in_any_case(key: str) -> None:
    assert wanted_record("limits", key, unknown="no limit is called {name}")["short"] == "EFSA"


def refusal_of(table: str, key: str) -> UnknownNameError:
    with pytest.raises(UnknownNameError) as refusal:
        wanted_record(table, key, unknown="nothing is called {name}")
    return refusal.value


def test_an_unknown_key_is_refused_with_the_nearest_or_with_what_there_is() -> None:
    assert refusal_of("limits", "norge").message == "nothing is called 'norge'"
    assert refusal_of("limits", "norge").hint == "did you mean korea, norway or nnr?"
    assert refusal_of("limits", "xyzzy").hint.startswith("known: efsa, ")
    # Twenty of a long table, with a comma after each but the last.
    assert refusal_of("foods", "123456").hint.count(",") == 19
    # Three at the most are offered.
    assert refusal_of("foods", "crispbread").hint.count("crispbread-") == 3
