"""The lines of a label by their shape: what a line says but for its numbers, worked out once and kept.

Catalogues repeat their lines with other numbers, so all that no number can change is found once a shape: the tokens,
the pieces of meaning, the sentences, the statements of law. A number that might change any of it stays part of the
shape.
"""

import re
from collections.abc import Callable
from itertools import accumulate, pairwise
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

# What a list of words is kept by: its role, and its keys and languages.
Name = tuple[str, ...]
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

    __slots__ = ("_pieces", "_spoken", "held", "holes", "telling", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text.replace(HOLE, _ANY_NUMBER))
        # The words that tell a language from the others.
        self.telling = TELLS.among(self.tokens)
        # Where the numbers go in the line without them.
        self.holes: list[int] = []
        self._spoken: frozenset[str] | None = None
        self._pieces: dict[str, LinePieces] = {}
        self.held: dict[Name, bool] = {}
        if HOLE in text:
            self._mark_holes()

    def _mark_holes(self) -> None:
        text, tokens = self.text, self.tokens
        starts = list(accumulate(map(len, tokens), initial=0))
        for index in [index for index, token in enumerate(tokens) if token == _ANY_NUMBER]:
            if text[starts[index]] == HOLE:
                tokens[index] = HOLE
                self.holes.append(starts[index] - len(self.holes))

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


def _holds(text: str, folded: list[str]) -> bool:
    text = text.casefold()
    return any(words in text for words in folded)


def _kept(text: str) -> Shape:
    """A shape that was not known, kept for the next label unless it is very long."""
    shape = Shape(text)
    if len(text) <= _LONGEST:
        if len(_SHAPES) >= _MOST_SHAPES:
            _SHAPES.clear()
        _SHAPES[text] = shape
    return shape


class Lines:
    """A plain text as lines that are known by their shapes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shapes: list[Shape] = []
        self._fresh: list[Shape] = []
        self._known: list[Shape] = []
        self._numbers: list[list[str]] = []
        # Lines and what parts them in turn.
        self._parts = _LINE_END.split(text)
        for line in self._parts[::2]:
            cut = _NUMBER.split(line)
            self._numbers.append(cut[1::2])
            found = line if len(cut) == 1 else HOLE.join(cut[::2])
            shape = _SHAPES.get(found)
            if shape is None:
                shape = _kept(found)
                self._fresh.append(shape)
            else:
                self._known.append(shape)
            self.shapes.append(shape)

    def languages(self) -> tuple[str, ...]:
        """Give the language of the text, and others that it also speaks."""
        if len(self.text) > ENOUGH and sum(len(shape.tokens) + 1 for shape in self.shapes) > ENOUGH:
            return languages_of([token for shape in self.shapes for token in (*shape.tokens, "\n")])
        telling = _NONE.union(*[shape.telling for shape in self.shapes])
        return clearly(telling) or hardly(telling, _NONE.union(*[shape.spoken() for shape in self.shapes]))

    def hold(self, name: Name, words_of: Callable[[Name], list[str]]) -> bool:
        """Whether any of some folded words stand in a line of the text.

        Args:
            name: what the answer is kept by; the same name always has the same words.
            words_of: gives the words, none with a line end, nor with other numbers than stay in a shape.
        """
        for shape in self._known:
            held = shape.held.get(name)
            if held is None:
                held = shape.held[name] = _holds(shape.text, words_of(name))
            if held:
                return True
        if not self._fresh:
            return False
        # What is met for the first time may be met never again: all of it is looked through at once.
        return _holds("\n".join([shape.text for shape in self._fresh]), words_of(name))

    def pieces(self, words: Words) -> tuple[list[Piece], list[Line]]:
        """Give the pieces of the text in a language, and its lines that have any."""
        pieces: list[Piece] = []
        lines: list[Line] = []
        at = 0
        ends = iter(self._parts[1::2])
        for part, shape, numbers in zip(self._parts[::2], self.shapes, self._numbers, strict=True):
            if part:
                line = shape.pieces(words)
                lines.append((len(pieces), line))
                first, *rest = line.parts
                pieces += [(kind, value, start + at, end + at) for kind, value, start, end in first] if at else first
                # Places within a line leave out its numbers, so each moves what follows it.
                after = at
                for number, hole, following in zip(numbers, shape.holes, rest, strict=True):
                    start = hole + after
                    after += len(number)
                    pieces.append((k.NUMBER, FIGURES[number], start, hole + after))
                    pieces += [(kind, value, start + after, end + after) for kind, value, start, end in following]
            at += len(part)
            if (line_end := next(ends, None)) is not None:
                pieces.append((k.NEWLINE, line_end.count("\n"), at, at + len(line_end)))
                at += len(line_end)
        return pieces, lines
