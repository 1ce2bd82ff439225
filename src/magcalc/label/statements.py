"""The sentences that law asks of a food supplement, and health claims, found by a few of their words."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from magcalc.facts.lexicon import Lexicon, lexicon
from magcalc.label.shapes import Lines

_ENDS = ".\n!?;"
_LONGEST_QUOTE = 80


class HealthClaim(NamedTuple):
    """A sentence that claims an effect on health, and where it stands in the plain text."""

    text: str
    span: tuple[int, int]


def tells(lines: Lines, lexicons: Iterable[Lexicon], statement: str) -> bool:
    """Whether a text holds a statement, in any of the languages.

    >>> from magcalc.facts.lexicon import lexicon
    >>> tells(Lines("Keep out of the reach of children."), [lexicon("en")], "out-of-reach")
    True
    """
    codes = tuple(one.code for one in lexicons)
    return lines.hold((statement, *codes), _words("statements", (statement,), codes))


def health_claim(lines: Lines, own: Lexicon, *, authorised: bool) -> HealthClaim | None:
    """Give the first claim on contents or health; with ``authorised`` False, one that none of the ten covers."""
    kinds = ("content", "disease", "claims") if authorised else ("disease", "claims")
    if not lines.hold((*kinds, own.code), _words("health", kinds, (own.code,))):
        return None
    text, folded = lines.text, lines.text.casefold()
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
def _words(role: str, keys: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a role in several languages."""
    return tuple(words for code in codes for key in keys for words in lexicon(code).words(role, key))


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
