"""A language that nobody speaks: every sentence in brackets, so that a word outside them was never marked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from magcalc.said import Named
from magcalc.show import language

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_FIELD = re.compile(r"(\{[^{}]*\})")


class Pseudo:
    """Puts each sentence in brackets; what is put into its fields stays outside them."""

    code = "xx"

    def sentence(self, english: str) -> str:
        """The words of the sentence in brackets, its fields outside."""
        return "".join(part if _FIELD.fullmatch(part) else f"⟦{part}⟧" for part in _FIELD.split(english) if part)

    def counted(self, one: str, many: str, count: int) -> str:
        """As a sentence, in the form that English has for the count."""
        return self.sentence(one if count == 1 else many)

    def number(self, figures: str) -> str:
        """A decimal mark that no other language has."""
        return figures.replace(".", "٫")


@contextmanager
def spoken_by_nobody() -> Iterator[None]:
    """Let every screen be in the language that nobody speaks."""
    with (
        patch.object(language, "tongue_of", lambda _code: Pseudo()),
        # Names have their languages in the tables.
        patch.object(Named, "told", lambda name, _tongue: f"⟦{name}⟧"),
    ):
        yield
    language.speak("en")


def left_unsaid(page: str) -> list[str]:
    """The words of a page that no sentence holds: never marked, or put together out of pieces."""
    rest = page
    while _INNERMOST.search(rest):
        rest = _INNERMOST.sub(" ", rest)
    return re.findall(r"[A-Za-z]{2,}[A-Za-z'-]*", rest)
