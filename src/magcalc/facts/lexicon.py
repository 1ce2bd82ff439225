"""The words that labels use, one table a language: what each word does on a label."""

import json
import re
from functools import cache
from typing import NamedTuple

from magcalc.errors import TableError
from magcalc.facts.store import REINSTALL, data_folder, data_text
from magcalc.said import say

# A lexicon is read whole, and its values are lists of plain words: each line is JSON as much as it is TOML, and
# JSON is read forty times faster. A test holds every line to that and compares with a TOML parser.
_LINE = re.compile(r'^(?:\[([a-z-]+)\]|"?([a-z0-9.-]+)"? = (\[.*\]|".*"))$', re.MULTILINE)

_TELL = re.compile(r"^tell = (\[.*\])$", re.MULTILINE)


class Lexicon(NamedTuple):
    """The words of one language.

    ``endings`` tell how its grammar ends a salt's name, each as ``ending=nominative``. ``roles`` leads from a role to
    its words; ``units``, ``numbers`` and the like have several lists, by key.
    """

    code: str
    title: str
    tell: tuple[str, ...]
    decimal: str
    near: tuple[str, ...]
    endings: tuple[str, ...]
    roles: dict[str, dict[str, list[str]]]

    def words(self, role: str, key: str = "words") -> list[str]:
        """The words of a role."""
        return self.roles[role][key]


@cache
def lexicon_codes() -> tuple[str, ...]:
    """The codes of all languages that labels are read in, English first.

    >>> lexicon_codes()[0]
    'en'
    """
    codes = (path.stem for path in (data_folder() / "lexicon").glob("*.toml"))
    return tuple(sorted(codes, key=lambda code: (code != "en", code)))


@cache
def telling_words(code: str) -> tuple[str, ...]:
    """The words that tell a language from the others, read without the rest of its file.

    >>> "serving" in telling_words("en")
    True
    """
    found = _TELL.search(data_text(f"lexicon/{code}"))
    return () if found is None else tuple(json.loads(found[1]))


def languages_with(word: str) -> tuple[str, ...]:
    """The languages that have a word in any role.

    >>> languages_with("kapselia")
    ('fi',)
    """
    return tuple(code for code in lexicon_codes() if word in _any_words(code))


@cache
def _any_words(code: str) -> frozenset[str]:
    """All that stands in quotes in a language's file: to parse ten of them takes long."""
    return frozenset(data_text(f"lexicon/{code}").split('"')[1::2])


@cache
def lexicon(code: str) -> Lexicon:
    """Read the words of one language.

    Raises:
        TableError: when there is no such file, or when it is cut short.

    >>> lexicon("en").decimal
    '.'
    """
    roles: dict[str, dict[str, list[str]]] = {}
    for role, key, value in _LINE.findall(data_text(f"lexicon/{code}")):
        if role:
            words = roles.setdefault(role, {})
        else:
            words[key] = json.loads(value)
    try:
        about = roles.pop("language")
        return Lexicon(
            code=code,
            title=str(about["title"]),
            tell=tuple(about["tell"]),
            decimal=str(about["decimal"]),
            near=tuple(about["near"]),
            endings=tuple(about["endings"]),
            roles=roles,
        )
    except KeyError as error:
        raise TableError(
            say("{file} lacks {what}", file=f"lexicon/{code}.toml", what=str(error)), hint=REINSTALL
        ) from error
