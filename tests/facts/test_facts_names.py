"""Spellings that are one name, and spellings that must stay two."""

import pytest

from magcalc.errors import UnknownNameError
from magcalc.facts.names import fold, fold_words, tidy, typed_name, unframed


# A key is compared with keys only, so what counts is which spellings share one.
@pytest.mark.parametrize(
    "spellings",
    [
        ("citrate", "  Citrate ", "Mg-citrate", "  Mg citrate", "(citrate)", "citrate)", "(citrate", "citrate,"),
        ("bisglycinate", "bis-glycinate", "bis glycinate", "bis\tglycinate", "bis\nglycinate", "bis\u2011glycinate"),
        # The dot of a hydrate is not typed by everybody.
        ("MgCl2·6H2O", "MgCl2 6H2O", "mgcl2.6h2o"),
        # Three ways to write a multiplication sign.
        ("MgCl × 2", "MgCl x 2", "MgCl * 2"),
        # A hyphen or a dot between spaces sets two names apart, as a stroke does.
        ("citrate/malate", "citrate - malate", "citrate \u2010 malate", "citrate \u2011 malate", "citrate. malate"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_salt(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MgCl × 2", "MgCl2"),
        ("citrate × malate", "citrate malate"),
        ("citrate · malate", "citrate malate"),
        ("citrate - malate", "citrate-malate"),
        ("citrate, malate", "citrate malate"),
        # Here di counts, and is no Italian "of".
        ("dimagnesium malate", "magnesium malate"),
    ],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("spellings", "other"),
    [
        # A number before a word needs no space to stay apart from it; two numbers do.
        (("chocolate, 70 %", "chocolate 70%", "Chocolate-70"), "chocolate 7"),
        (("70 % chocolate", "70% chocolate", "70chocolate"), "7 chocolate"),
        (("co-magaldrox 195/220", "co magaldrox 195 220"), "co-magaldrox 195220"),
        (("2.50", "2 50"), "250"),
        # As they are typed where no key has the letter.
        (("græskarkerner", "graeskarkerner"), "graskarkerner"),
        (("grønkål", "gronkal", "GRØNKÅL"), "groenkal"),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_spellings_in_which_every_word_counts(spellings: tuple[str, ...], other: str) -> None:
    assert {fold_words(spelling) for spelling in spellings} == {fold_words(spellings[0])} != {fold_words(other)}


@pytest.mark.parametrize(
    ("key", "inner"),
    [
        ("citrate", "citrate"),
        ("citrate)", "citrate"),
        ("(citrate", "citrate"),
        ("(a/b)", "a/b"),
        ("c", "c"),
        ("c)", "c"),
        ("(,", ""),
    ],
)
def test_signs_around_a_key_go(key: str, inner: str) -> None:
    assert unframed(key) == inner


def test_only_spaces_and_marks_change_when_a_name_is_tidied() -> None:
    assert tidy("MgO HEXAHYDRATÉ\u00a0X") == "MgO HEXAHYDRATÉ X"
    assert tidy("MgO\tHEXAHYDRATE X") == "MgO HEXAHYDRATE X"


def test_a_name_has_at_most_120_signs() -> None:
    assert typed_name("x" * 120, hint="type citrate") == "x" * 120
    with pytest.raises(UnknownNameError, match="too long") as refusal:
        typed_name("x" * 121, hint="type citrate")
    assert refusal.value.hint == "type citrate"


def test_a_name_with_a_sign_that_cannot_be_seen_is_to_be_typed_anew() -> None:
    with pytest.raises(UnknownNameError, match="control or direction") as refusal:
        typed_name("iron\a", hint="type citrate")
    assert refusal.value.hint == "type the name anew, by hand"
