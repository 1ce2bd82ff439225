"""The lines of a label by their shape: what a line says but for its numbers, worked out once and kept.

Catalogues repeat their lines with other numbers, so all that no number can change is found once a shape: the tokens,
the pieces of meaning, the sentences, the statements of law. A number that might change any of it stays part of the
shape.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from magcalc.label import kinds as k
from magcalc.label.language import ANY_WORD, ENOUGH, TELLS, clearly, hardly, languages_of
from magcalc.label.salts import Salt
from magcalc.label.sentences import SentenceShape, ends_naming, telling_sentences
from magcalc.label.words import FIGURES, HOLE, Piece, Words, tokens_of

# A number whose line falls into the same pieces whatever its figures are: not glued to a word before it (B6) nor to
# the letter O, no fraction, no part of a group of thousands (1 500), no charge (Mg 2+), no zero before a word
# (0xide), and none of the numbers that stand in phrases of the lexicons (in 24 hours).
_NUMBER = re.compile(
    r"([0-9](?<![^\W_][0-9])(?<![0-9][.,/ ][0-9])(?!(?<=0)[^\W\d_])[0-9]*+(?:[.,][0-9]++)*+)"
    r"(?<!(?<![0-9])(?<![0-9][.,])[235])(?<!(?<![0-9])(?<![0-9][.,])(?:12|18|24))"
    r"(?![oO]| ?\+|/[0-9]| [0-9])"
)
_LINE_END = re.compile(r"(\n\s*+)")
# Stands for every number while a line is cut into tokens.
_ANY_NUMBER = "7"
# Shapes that are kept, and signs of the longest: no stream of labels may fill the memory.
_MOST_SHAPES = 1_500
_LONGEST = 600
_SHAPES: dict[str, "Shape"] = {}
_NONE: frozenset[str] = frozenset()

# A run of names: how many pieces it has, and the salts in it, each with the pieces it spans; None is magnesium itself.
Run = tuple[int, list[tuple[int, int, Salt | None]]]


class LinePieces(NamedTuple):
    """The pieces of a line in one language.

    ``parts`` are the pieces before, between and after its numbers; their places leave the numbers out. ``head`` is the
    whole line as one sentence, where it may head columns; ``sentences`` are those that may tell a serving. ``runs``
    keeps the names that were found, by the place of their first piece.
    """

    parts: list[list[Piece]]
    head: SentenceShape | None
    sentences: list[SentenceShape]
    runs: dict[int, Run]


# The place of a line's first piece among those of its text, and its shape.
Line = tuple[int, LinePieces]


class Shape:
    """A line with a hole for each number, and what has been found in it so far."""

    __slots__ = ("_held", "_pieces", "_spoken", "folded", "holes", "telling", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = text.casefold()
        self.tokens = tokens_of(text.replace(HOLE, _ANY_NUMBER))
        # Where the numbers go in the line without them.
        self.holes: list[int] = []
        # The words that tell a language from the others.
        self.telling = TELLS.among(self.tokens)
        self._spoken: frozenset[str] | None = None
        self._pieces: dict[str, LinePieces] = {}
        self._held: dict[tuple[str, ...], bool] = {}
        if HOLE in text:
            self._mark_holes()

    def _mark_holes(self) -> None:
        start = 0
        for index, token in enumerate(self.tokens):
            if self.text[start] == HOLE:
                self.tokens[index] = HOLE
                self.holes.append(start - len(self.holes))
            start += len(token)

    def spoken(self) -> frozenset[str]:
        """The words that any language has."""
        if self._spoken is None:
            self._spoken = ANY_WORD.among(self.tokens)
        return self._spoken

    def pieces(self, words: Words) -> LinePieces:
        """Give the pieces of the line in a language."""
        found = self._pieces.get(words.language)
        if found is None:
            found = self._pieces[words.language] = _line_pieces(self.text, words.pieces(self.tokens))
        return found

    def holds(self, name: tuple[str, ...], words: Iterable[str]) -> bool:
        """Whether any of some words stand in the line; ``name`` is what they are kept by."""
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = any(word in self.folded for word in words)
        return held


def _line_pieces(text: str, pieces: list[Piece]) -> LinePieces:
    plain = text.replace(HOLE, _ANY_NUMBER)
    for index, piece in enumerate(pieces):
        if piece[0] == k.DOT:
            pieces[index] = (k.DOT, ends_naming(plain, pieces, index), piece[2], piece[3])
    head, sentences = telling_sentences(plain, pieces)
    return LinePieces(_parted(pieces) if HOLE in text else [pieces], head, sentences, {})


def _parted(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces at the numbers, whose places are left out."""
    holes = [index for index, piece in enumerate(pieces) if piece[1] is HOLE]
    return [
        [(kind, value, start - before, end - before) for kind, value, start, end in pieces[first + 1 : last]]
        for before, (first, last) in enumerate(pairwise((-1, *holes, len(pieces))))
    ]


class Lines:
    """A plain text as lines that are known by their shapes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shapes: list[Shape] = []
        self._numbers: list[list[str]] = []
        self._fresh: list[Shape] = []
        self._known: list[Shape] = []
        # Lines and what parts them in turn; a text ends with a line, if an empty one.
        self._parts = _LINE_END.split(text)
        for line in self._parts[::2]:
            cut = _NUMBER.split(line)
            self.shapes.append(self._shape(HOLE.join(cut[::2])))
            self._numbers.append(cut[1::2])

    def _shape(self, text: str) -> Shape:
        shape = _SHAPES.get(text)
        if shape is not None:
            self._known.append(shape)
            return shape
        shape = Shape(text)
        self._fresh.append(shape)
        if len(text) <= _LONGEST:
            if len(_SHAPES) >= _MOST_SHAPES:
                _SHAPES.clear()
            _SHAPES[text] = shape
        return shape

    def languages(self) -> tuple[str, ...]:
        """Give the language of the text, and others that it also speaks."""
        if sum(len(shape.tokens) + 1 for shape in self.shapes) > ENOUGH:
            return languages_of([token for shape in self.shapes for token in (*shape.tokens, "\n")])
        telling = _NONE.union(*[shape.telling for shape in self.shapes])
        return clearly(telling) or hardly(telling, _NONE.union(*[shape.spoken() for shape in self.shapes]))

    def hold(self, name: tuple[str, ...], words: Iterable[str]) -> bool:
        """Whether any of some folded words stand in a line of the text.

        Args:
            name: what the answer is kept by; the same words always have the same name.
            words: the words, none with a line end and none with other numbers than stay in a shape.
        """
        if any(shape.holds(name, words) for shape in self._known):
            return True
        # What is met for the first time may be met never again: all of it is looked through at once.
        fresh = "\n".join(shape.folded for shape in self._fresh)
        return any(word in fresh for word in words)

    def pieces(self, words: Words) -> tuple[list[Piece], list[Line]]:
        """Give the pieces of the text in a language, and its lines that have any."""
        pieces: list[Piece] = []
        lines: list[Line] = []
        at = 0
        for number, part in enumerate(self._parts):
            if number % 2:
                pieces.append((k.NEWLINE, part.count("\n"), at, at + len(part)))
            elif part:
                shape = self.shapes[number // 2]
                line = shape.pieces(words)
                lines.append((len(pieces), line))
                _place(pieces, line.parts, shape.holes, self._numbers[number // 2], at)
            at += len(part)
        return pieces, lines


def _place(pieces: list[Piece], parts: list[list[Piece]], holes: list[int], numbers: list[str], at: int) -> None:
    """Put the pieces of a line and its numbers where they stand in the text."""
    for part, hole, number in zip(parts, holes, numbers, strict=False):
        pieces += [(kind, value, start + at, end + at) for kind, value, start, end in part]
        start = hole + at
        at += len(number)
        pieces.append((k.NUMBER, FIGURES[number], start, hole + at))
    pieces += [(kind, value, start + at, end + at) for kind, value, start, end in parts[-1]]
