"""How many columns of a terminal a text takes, and where it is broken to fit."""

import textwrap
from collections.abc import Iterator
from itertools import accumulate, takewhile


def cells(text: str) -> int:
    """Count the columns that a text takes: wide letters and most emoji take two, marks none.

    >>> cells("Magnesium"), cells("漢字")
    (9, 4)
    """
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(sign: str) -> int:
    import unicodedata

    if unicodedata.combining(sign) or sign == "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapped(text: str, width: int, first: str, indent: str) -> list[str]:
    """Break a text between words, and a word within where it is wider than a line.

    Args:
        text: one sentence or several.
        width: the columns there are.
        first: what stands before the first line.
        indent: what stands before every other.

    >>> wrapped("400 mg of magnesium", 12, "- ", "  ")
    ['- 400 mg of', '  magnesium']
    """
    if cells(text) == len(text):
        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=indent)
    lines = _broken(text, width - max(cells(first), cells(indent)))
    return [(indent if number else first) + line for number, line in enumerate(lines)]


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        left = word
        if line and cells(f"{line} {left}") <= width:
            line = f"{line} {left}"
            continue
        if line:
            yield line
        while cells(left) > width:
            kept = _most_of(left, width)
            yield kept
            left = left[len(kept) :]
        line = left
    yield line


def _most_of(word: str, width: int) -> str:
    """As much of a word as a line takes, one sign at least."""
    taken = takewhile(lambda columns: columns <= width, accumulate(map(_cells_of, word)))
    return word[: max(len(list(taken)), 1)]
