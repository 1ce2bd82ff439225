"""The sentences that law asks of a food supplement, and health claims, found by a few of their words."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from magcalc.facts.lexicon import lexicon
from magcalc.label.shapes import Lines, Name

_ENDS = ".\n!?;"
_LONGEST_QUOTE = 80


class HealthClaim(NamedTuple):
    """A sentence that claims an effect on health, and where it stands in the plain text."""

    text: str
    span: tuple[int, int]


def tells(lines: Lines, languages: tuple[str, ...], statement: str) -> bool:
    """Whether a text holds a statement, in any of the languages.

    >>> tells(Lines("Keep out of the reach of children."), ("en",), "out-of-reach")
    True
    """
    return lines.hold(("statements", *languages), statement, _statements)


def health_claim(lines: Lines, language: str, *, authorised: bool) -> HealthClaim | None:
    """Give the first claim on contents or health; with ``authorised`` False, one that none of the ten covers."""
    kinds = ("content", "disease", "claims") if authorised else ("disease", "claims")
    if not any(lines.hold(("health", language), kind, _claims) for kind in kinds):
        return None
    own = lexicon(language)
    text = lines.text
    folded = text.casefold()
    if len(folded) != len(text):
        # A ß folds to two letters; places in the folded text must be those of the text.
        folded = "".join(sign if len(sign.casefold()) > 1 else sign.casefold() for sign in text)
    topics = own.words("health", "authorised")
    for kind in kinds:
        for words in own.words("health", kind):
            for start in _places(folded, words):
                begin, end = _sentence(folded, start)
                covered = kind == "claims" and any(topic in folded[begin:end] for topic in topics)
                if authorised or not covered:
                    return HealthClaim(text[begin:end].strip()[:_LONGEST_QUOTE], (start, start + len(words)))
    return None


@cache
def _statements(name: Name) -> dict[str, list[str]]:
    _, *languages = name
    keys = dict.fromkeys(key for code in languages for key in lexicon(code).roles["statements"])
    return {key: [words for code in languages for words in lexicon(code).words("statements", key)] for key in keys}


@cache
def _claims(name: Name) -> dict[str, list[str]]:
    return {kind: list(words) for kind, words in lexicon(name[1]).roles["health"].items()}


def _places(text: str, words: str) -> Iterator[int]:
    """Every place where words stand by themselves."""
    start = text.find(words)
    while start >= 0:
        if _is_word(text, start, start + len(words)):
            yield start
        start = text.find(words, start + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())


def _sentence(text: str, place: int) -> tuple[int, int]:
    begin = max(text.rfind(sign, 0, place) for sign in _ENDS) + 1
    ends = [end for sign in _ENDS if (end := text.find(sign, place)) >= 0]
    return begin, min(ends, default=len(text))
