"""Lines by their shape: whatever the numbers are, the answer is that of reading the text as it stands."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from magcalc.facts.lexicon import lexicon, lexicon_codes
from magcalc.label import kinds as k
from magcalc.label.clean import Clean, clean
from magcalc.label.language import languages_of
from magcalc.label.places import Blanks, Places
from magcalc.label.read import read_label, words_of
from magcalc.label.shapes import _MOST_SHAPES, _SHAPES, Lines
from magcalc.label.words import Figure, Hole, Look, Piece, Words, tokens_of

NUMBERS = ["0", "1", "2", "3", "12", "24", "56", "100", "375", "1.500", "1,500", "2,5", "0.125", "1.500,5", "1 500"]
NUMBERS += ["1/2", "2/3", "5/2031", "3OO", "1O0", "9" * 15, "9" * 16, "½", "0oxide", "2+", "B6", "E470b", "Q10"]
WORDS = ["Magnesium", "oxide", "(as citrate)", "mg", "g", "µg", "%", "tablets", "daily", "in", "hours", "omega", "x"]
WORDS += ["pr.", "of which", "zinc", "gMarsk", "Mg", "-", "–", "to", "|", ":", ".", ",", "\n", "\n \n", "år", "en"]
PARTS = st.sampled_from(NUMBERS) | st.sampled_from(WORDS) | st.from_regex(r"[0-9.,]{1,6}", fullmatch=True)
SPACES = st.sampled_from(["", " ", "  ", "\u00a0"])
TEXTS = st.lists(st.tuples(PARTS, SPACES), max_size=14).map(
    lambda parts: clean("".join(part + space for part, space in parts)).text
)


def in_place(lines: Lines, words: Words) -> list[Piece]:
    """The pieces of lines where they stand in the text, with the numbers that their outlines leave blank."""
    outlined = lines.outlined(words)
    pieces = outlined.pieces(Look(outlined.filled))[0]
    places = Places.of(Clean(lines.text, [], []), Blanks.among(pieces), outlined.filled)
    return [(kind, meant(kind, value), *places.span(start, end)) for kind, value, start, end in pieces]


def meant(kind: int, value: object) -> object:
    """What a piece means; whether a dot ends a sentence is told only of those of a line."""
    if isinstance(value, Figure | Hole):
        return value.value, value.other, value.mark, value.repaired
    return None if kind in (k.DOT, k.UNKNOWN) else value


@example(text="in 24 hours", code="en")
@example(text="Mg 2+", code="en")
@example(text="100gMarsk", code="da")
@example(text="7 + 4 mg 7oxide per 2 tablets", code="en")
@given(TEXTS, st.sampled_from(lexicon_codes()))
def test_the_pieces_of_lines_are_those_of_the_text(text: str, code: str) -> None:
    whole = words_of(code).pieces(tokens_of(text))
    assert in_place(Lines(text), words_of(code)) == [(kind, meant(kind, value), *span) for kind, value, *span in whole]


@given(TEXTS)
def test_the_language_of_lines_is_that_of_the_text(text: str) -> None:
    assert Lines(text).languages() == languages_of(tokens_of(text))


# The number of a phrase belongs to its line's shape; any other may have been anything when the line was first read.
@pytest.mark.parametrize("code", lexicon_codes())
def test_numbers_of_phrases_stay_in_the_shape(code: str) -> None:
    phrases = [
        words.replace("-", " ")
        for lists in lexicon(code).roles.values()
        for spellings in lists.values()
        for words in spellings
    ]
    for words in phrases:
        if numbers := {word for word in words.split() if word.isdigit()}:
            assert numbers <= set(Lines(f"per {words} daily").shapes[0].text.split()), words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Magnesium 200 mg (53 % NRV)", "Magnesium 375 mg (100 % NRV)"),
        ("Magnesium 2 tablets daily", "Magnesium 3 tablets daily"),
        ("Magnesium 1.5 g", "Magnesium 1.500 g"),
        ("Magnesium 200-300 mg", "Magnesium 300-200 mg"),
        ("Magnesium oxide 0 mg", "Magnesium oxide 400 mg"),
    ],
)
def test_what_was_read_before_changes_nothing(first: str, second: str) -> None:
    _SHAPES.clear()
    alone = read_label(second)
    _SHAPES.clear()
    read_label(first)
    after = read_label(second)
    assert after.elemental == alone.elemental
    assert after.servings == alone.servings
    assert after.unread == alone.unread


# A fraction is a number, however many words were read before it.
def test_a_fraction_outlives_a_sweep_of_the_kept_words() -> None:
    words = words_of("nb")
    for number in range(9_000):
        words[f"ord{number:x}".replace("1", "b").replace("0", "g")]
    assert read_label("½ tablett daglig, magnesium 100 mg per tablett", "nb").servings.high is not None


def test_kept_shapes_are_bounded() -> None:
    for number in range(4_000):
        Lines(f"odd word number x{number}x")
    assert len(_SHAPES) <= _MOST_SHAPES
