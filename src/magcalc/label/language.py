"""Which language a label is written in, told by its small words."""

from collections.abc import Iterable
from functools import cache, lru_cache

from magcalc.errors import ChoiceError, quoted
from magcalc.facts.lexicon import languages_with, lexicon, lexicon_codes, telling_words
from magcalc.said import say

# Tokens. A label's language shows in its first lines; counting a megabyte would say no more.
ENOUGH = 1500
# What a telling word scores: a whole number that up to ten languages can share, and half of it, with nothing rounded.
_WORD = 5040
# By how much one language must lead the next, so that a look at all words is not needed.
_CLEARLY = 3 * _WORD // 2
# What another language must score to be spoken too, and how many are heard.
_SPOKEN = _WORD
_MOST_OTHERS = 2


Codes = tuple[str, ...]
_MOST_WORDS = 8_000
# Sets of words whose languages are kept.
_MOST_KEPT = 500


class _Tells(dict[str, Codes]):
    """The languages that a token speaks for, looked up once a token; bounded, as no stream of labels may fill it."""

    def __missing__(self, token: str) -> Codes:
        word = token.casefold()
        codes = self.spoken_by(word) if word.isalpha() else ()
        if len(self) > _MOST_WORDS:
            self.clear()
        self[token] = codes
        return codes

    def spoken_by(self, word: str) -> Codes:
        """The languages that have a word among those that tell them from the others."""
        return tuple(code for code in lexicon_codes() if word in _telling(code))

    def among(self, tokens: Iterable[str]) -> frozenset[str]:
        """Those of some tokens that speak for any language."""
        return frozenset(filter(self.__getitem__, tokens))

    def scores(self, tokens: frozenset[str]) -> dict[str, int]:
        """What each language scores: a word that several share counts the less."""
        scores: dict[str, int] = {}
        # A word counts once, in capitals or not.
        for token in {token.casefold() for token in tokens}:
            codes = self[token]
            for code in codes:
                scores[code] = scores.get(code, 0) + _WORD // len(codes)
        return scores


class _AnyWord(_Tells):
    """The same by every word of every role, for texts too short to hold a telling one."""

    def spoken_by(self, word: str) -> Codes:
        """The languages that have a word in any role."""
        return languages_with(word)


@cache
def _telling(code: str) -> frozenset[str]:
    return frozenset(telling_words(code))


TELLS = _Tells()
ANY_WORD = _AnyWord()


def languages_of(tokens: list[str]) -> Codes:
    """Give the language of a text by its tokens, English where nothing tells, and others that it also speaks.

    >>> languages_of("2 kapsler daglig , inneholder magnesiumsitrat".split())[0], languages_of(["Magnesium"])
    ('nb', ('en',))
    """
    told = tokens[:ENOUGH]
    telling = TELLS.among(told)
    return clearly(telling) or hardly(telling, ANY_WORD.among(told))


@lru_cache(maxsize=_MOST_KEPT)
def clearly(telling: frozenset[str]) -> Codes | None:
    """Give the languages by the words of a text that tell them, None where no language leads."""
    scores = TELLS.scores(telling)
    first, second = 0, 0
    for score in scores.values():
        first, second = (score, first) if score > first else (first, max(score, second))
    return None if first - second < _CLEARLY else _ranked(scores)


@lru_cache(maxsize=_MOST_KEPT)
def hardly(telling: frozenset[str], spoken: frozenset[str]) -> Codes:
    """Give the languages where no language leads: every word of them in the text counts as well, by half."""
    scores = TELLS.scores(telling)
    for code, score in ANY_WORD.scores(spoken).items():
        scores[code] = scores.get(code, 0) + score // 2
    return _ranked(scores) if scores else ("en",)


def _ranked(scores: dict[str, int]) -> Codes:
    order = sorted(scores, key=lambda code: (-scores[code], code != "en", code))
    near = lexicon(order[0]).near
    others = [code for code in order[1:] if scores[code] >= _SPOKEN and code not in near and code != "en"]
    return (order[0], *others[:_MOST_OTHERS])


def known_language(stated: str) -> str:
    """Give the code of a stated language; both written forms of Norwegian are one lexicon.

    Raises:
        ChoiceError: when no lexicon has it.

    >>> known_language("nn")
    'nb'
    """
    code = stated.strip().casefold().replace("_", "-").split("-")[0]
    code = {"no": "nb", "nn": "nb"}.get(code, code)
    if code not in lexicon_codes():
        raise ChoiceError(
            say("labels are not read in the language {language}", language=quoted(stated)),
            hint=say("type one of {choices}", choices=", ".join(lexicon_codes())),
        )
    return code
