"""Read one label: from its text to a reading."""

from functools import cache

from magcalc.facts.form_table import FormTable
from magcalc.label.clean import clean
from magcalc.label.language import known_language
from magcalc.label.market import Market, references_by_words, references_in
from magcalc.label.reader import Reader
from magcalc.label.reading import Reading
from magcalc.label.settle import settle
from magcalc.label.shapes import Lines
from magcalc.label.told import Told
from magcalc.label.words import Words

_WORDS: dict[str, Words] = {}


def words_of(language: str) -> Words:
    """Give the words of a language, read once a process."""
    if language not in _WORDS:
        _WORDS[language] = Words(language)
    return _WORDS[language]


@cache
def our_table() -> FormTable:
    """Give our own form table, read once a process."""
    return FormTable()


def read_label(text: str, language: str | None = None, market: Market | None = None) -> Reading:
    """Read a label.

    Args:
        text: the label's text.
        language: its language; found out where it is not told.
        market: where it is sold, which decides what percentages are taken of.

    Raises:
        ChoiceError: when no lexicon has the stated language.

    >>> read_label("Magnesium (as magnesium citrate) 150 mg").forms
    ('citrate',)
    """
    cleaned = clean(text)
    lines = Lines(cleaned.text)
    ranked = lines.languages() if language is None else (known_language(language),)
    code = ranked[0]
    told = Told(cleaned, lines, words_of(code))
    for other in ranked[1:]:
        if told.timing.directions:
            break
        # A label with a sticker: contents in one language, directions in another.
        told.take_directions(lines.outlined(words_of(other)))
    references = references_in(code) if market is None else market.references
    settle(told, references)
    by_words = {} if market is not None else references_by_words()
    return Reader(told, lines, references, by_words, our_table()).read()
