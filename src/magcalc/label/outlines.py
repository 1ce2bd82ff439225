"""The outline of a label: what it says but for its numbers and its unknown words, which are left blank.

Labels with the same outline are read alike, so this is all that the reading of a label may hang on, besides the
numbers that it looks at.
"""

import re
from typing import Any, NamedTuple

from magcalc.label import kinds as k
from magcalc.label.salts import Salt
from magcalc.label.sentences import asides, ends_naming, telling_sentences
from magcalc.label.words import HOLE, Hole, Look, Piece, Words

# Stands for every number.
ANY_NUMBER = "7"
# Stands for a name, which has so many letters at least.
_ANY_NAME = "Xxxxx"
_LONG = 4
# A number that has one reading, is as it was printed, and is below 10,000.
_PLAIN = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")
# Unknown words that are looked at by their letters: the beginnings of salts' names, and "à 5 g".
SALT_BEGINNINGS = frozenset(("l", "d", "n", "dl", "bis", "di", "tri", "mono", "acetyl"))
_SPELT_OUT = SALT_BEGINNINGS | {"à", "á"}
_LETTER = re.compile(r"[^\W\d_]")
# Outlines that are kept: no stream of labels may fill the memory.
_MOST_OUTLINES = 1_500
_OUTLINES: dict[tuple[object, ...], "Outline"] = {}

# A run of names: how many pieces it has, and the salts in it, each with the pieces it spans; None is magnesium itself.
Run = tuple[int, list[tuple[int, int, Salt | None]]]


class Outline:
    """A line in one language, without what tells it from lines like it: its numbers and how unknown words are spelt.

    In ``text`` one digit stands for each number, and the letters of unknown words are all alike. ``blanks`` are the
    pieces that are such a number, or a word of any length. ``head`` is the whole line as one sentence, where it may
    head columns; ``sentences`` are those that may tell a serving, ``asides`` those that talk of something else than the
    product, as places of pieces. ``runs`` keeps the names that were found, by the
    place of their first piece.
    """

    __slots__ = ("asides", "blanks", "head", "pieces", "runs", "sentences", "text")

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        for index, piece in enumerate(pieces):
            if piece[0] == k.DOT:
                pieces[index] = (k.DOT, ends_naming(text, pieces, index), piece[2], piece[3])
        self.text, self.pieces = text, pieces
        self.blanks = [index for index, piece in enumerate(pieces) if piece[1] is HOLE]
        self.head, self.sentences = telling_sentences(text, pieces)
        self.asides = asides(text, pieces)
        self.runs: dict[int, Run] = {}


# The place of a line's first piece among those of its text, and its outline.
Line = tuple[int, Outline]


class OutlinedLine(NamedTuple):
    """A line by its outline, and the numbers and words that this leaves blank: a hole for each hole of its shape.

    ``more`` tells that it leaves some blank that are in the shape.
    """

    line: Outline
    blanks: list[str]
    more: bool


def outlined_line(text: str, tokens: list[str], words: Words, *, keep: bool) -> OutlinedLine:
    """Give a line by its outline.

    Args:
        text: the line, with a hole for each number that changes nothing of it.
        tokens: the same, cut into tokens.
        words: the words of the language that it is read in.
        keep: whether the outline is kept for lines like it.
    """
    pieces, blanks, parts, last, ahead = words.pieces(tokens), [], [], 0, 0
    for index, (kind, meant, start, end) in enumerate(pieces):
        word = text[start:end]
        told, value = _blank(kind, meant, word)
        pieces[index] = (kind, value, start - ahead, start - ahead + len(told))
        if told != word:
            parts += [text[last:start], told]
            last = end
            ahead += len(word) - len(told)
        if value is HOLE:
            blanks.append(word)
    if blanks.count(HOLE) != text.count(HOLE):
        raise AssertionError(f"a number of {text!r} is no piece of its own")
    outlined = "".join([*parts, text[last:]])
    line = _kept(words.language, outlined, pieces) if keep else Outline(outlined, pieces)
    return OutlinedLine(line, blanks, more=len(blanks) > blanks.count(HOLE))


def _blank(kind: int, value: Any, word: str) -> tuple[str, Any]:
    """What stands for a piece in an outline, and its value; a hole where that may be of another length."""
    if kind == k.NUMBER and (value is HOLE or _PLAIN.fullmatch(word)):
        # A number that might have been part of a phrase, and is none, is left blank too.
        return ANY_NUMBER, HOLE
    if kind != k.UNKNOWN or word.casefold().removeprefix("-") in _SPELT_OUT:
        return word, value
    if len(word) >= _LONG and word[0].isupper() and word.isalpha():
        # The name of a product may be of any length.
        return _ANY_NAME, HOLE
    first = "x" if word[0].islower() else "X" if word[0].isalpha() else word[0]
    return first + _LETTER.sub("x", word[1:]), value


def _kept(language: str, text: str, pieces: list[Piece]) -> Outline:
    key = (language, text, *pieces)
    outline = _OUTLINES.get(key)
    if outline is None:
        if len(_OUTLINES) >= _MOST_OUTLINES:
            _OUTLINES.clear()
        outline = _OUTLINES[key] = Outline(text, pieces)
    return outline


class Outlined(NamedTuple):
    """A text by the outlines of its lines, the line ends between them, and what fills their blanks.

    ``key`` is what all texts have in common that differ from this one in their numbers and unknown words only, None
    where a line is so long that it is looked at anew each time.
    """

    words: Words
    lines: list[Outline]
    ends: list[str]
    filled: list[str]
    key: tuple[object, ...] | None

    def text(self) -> str:
        """The text with one digit for each number, and unknown words without their letters."""
        ends = (*self.ends, "")
        return "".join([part for line, end in zip(self.lines, ends, strict=True) for part in (line.text, end)])

    def pieces(self, look: Look) -> tuple[list[Piece], list[Line]]:
        """Give the pieces of the text, and its lines that have any; its numbers are seen through a look."""
        pieces: list[Piece] = []
        lines: list[Line] = []
        at = blank = 0
        for line, line_end in zip(self.lines, (*self.ends, ""), strict=True):
            if line.text:
                first = len(pieces)
                lines.append((first, line))
                pieces += [(kind, value, start + at, end + at) for kind, value, start, end in line.pieces]
                for index in line.blanks:
                    kind, _, start, end = pieces[first + index]
                    if kind == k.NUMBER:
                        pieces[first + index] = (kind, Hole(blank, look), start, end)
                    blank += 1
            at += len(line.text)
            if line_end:
                pieces.append((k.NEWLINE, line_end.count("\n"), at, at + len(line_end)))
                at += len(line_end)
        return pieces, lines
