"""The catalogues: whole, of today, with the same fields and numbers as the English, and compiled."""

import gettext
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

import catalogues
import magcalc
from magcalc.show.language import SCREEN_LANGUAGES

each_language = pytest.mark.parametrize("language", catalogues.LANGUAGES)

_FIELD = re.compile(r"\{[a-z_]+\}")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Words that are the same everywhere: units, and the names of bodies, of their references and of the element.
NAMES = {
    *("mg", "mmol", "mcg", "kg", "ml", "MgO", "magnesium", "Magnesium", "EU", "UK", "US", "AU", "NZ", "Japan", "Korea"),
    *(
        "EFSA",
        "IOM",
        "EVM",
        "BfR",
        "FAO",
        "WHO",
        "NNR",
        "VKM",
        "SCF",
        "NRV",
        "DV",
        "AI",
        "AR",
        "EAR",
        "PRI",
        "RDA",
        "RNI",
    ),
}
# Sentences that read the same in a language as in English.
SAME = {"dose, need, convert, forms, ...", "form", "id", "in vitro", "mineral", "per 100 mg", "statin", "status"}
_PORTION = "{mg} mg {form} for {target} mg magnesium"
SAME_IN = {
    "da": SAME | {"Canada", "portion", "tablet", "tolerance", "{count} tablet {name}", _PORTION},
    "nb": SAME | {"Canada", "dose", "{column} (for {ours})", "{count} dose: {mg} mg", _PORTION},
    "sv": SAME | {"portion"},
}


@cache
def gathered() -> Catalog:
    return catalogues.sentences()


@cache
def catalogue_of(language: str) -> Catalog:
    return catalogues.catalogue_of(language)


def ids_in(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


def pairs(language: str) -> list[tuple[Message, str, str]]:
    """Each English text with its translation, plurals form by form."""
    found = []
    for message in catalogue_of(language):
        if not message.id:
            continue
        english = (message.id,) if isinstance(message.id, str) else message.id
        words = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        found += [(message, one, other) for one, other in zip(english, words, strict=True)]
    return found


def test_every_language_of_the_screens_has_a_catalogue() -> None:
    assert {"en", *catalogues.LANGUAGES} == set(SCREEN_LANGUAGES)


def test_sentences_are_found_in_the_program_its_tables_and_its_help_pages() -> None:
    ids = ids_in(gathered())
    # One of each: a screen's, an error's, a table's, a help page's.
    assert "split" in ids
    assert "cannot write {what}: {reason}" in ids
    assert "Over EFSA's upper level of 250 mg a day" in ids
    assert "Show the arithmetic step by step." in ids


@each_language
def test_no_sentence_is_missing_and_none_is_stale(language: str) -> None:
    here, today = ids_in(catalogue_of(language)), ids_in(gathered())
    assert (today - here, here - today) == (set(), set()), "run: python translations/catalogues.py update"


@each_language
def test_every_sentence_is_translated(language: str) -> None:
    assert list(catalogues.missing(language)) == []
    assert [message.id for message in catalogue_of(language) if message.id and message.fuzzy] == []


@each_language
def test_fields_and_numbers_are_those_of_the_english(language: str) -> None:
    wrong = []
    for _, english, words in pairs(language):
        same_fields = Counter(_FIELD.findall(english)) == Counter(_FIELD.findall(words))
        numbers = [Counter(_NUMBER.findall(text)) for text in (english, words)]
        if not same_fields or numbers[0] != numbers[1] or english.count(" // ") != words.count(" // "):
            wrong.append((english, words))
    assert wrong == []


@each_language
def test_nothing_was_left_in_english(language: str) -> None:
    left = {
        english
        for _, english, words in pairs(language)
        if english == words and set(_WORD.findall(_FIELD.sub("", english))) - NAMES
    }
    assert left <= SAME_IN[language]


@each_language
def test_what_the_program_reads_is_what_was_translated(language: str) -> None:
    folder = Path(magcalc.__file__).parent / "locale"
    compiled = gettext.translation("magcalc", folder, [language])
    for message, english, words in pairs(language):
        if isinstance(message.id, str):
            assert compiled.gettext(english) == words, "run: python translations/catalogues.py compile"
        else:
            # One, and any other number: what the four languages tell apart.
            one, many = message.id
            assert words in (compiled.ngettext(one, many, 1), compiled.ngettext(one, many, 2))
