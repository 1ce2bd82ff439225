"""The lines of a label by their shape: what a line says but for its numbers, worked out once and kept.

Catalogues repeat their lines with other numbers, so all that no number can change is found once a shape: the tokens,
the words that tell a language, the statements of law, the line's outline in a language. A number that might change any
of it stays part of the shape.
"""

import re
from collections.abc import Callable
from itertools import accumulate

from magcalc.label.language import ANY_WORD, ENOUGH, TELLS, clearly, hardly, languages_of
from magcalc.label.outlines import ANY_NUMBER, Outlined, OutlinedLine, outlined_line
from magcalc.label.words import HOLE, Words, tokens_of

# A number whose line falls into the same pieces whatever its figures are: not glued to a word before it (B6) nor to
# the letter O, no fraction, no part of a group of thousands (1 500), no charge (Mg 2+), no zero before a word
# (0xide), and none of the numbers that stand in phrases of the lexicons (in 24 hours).
_NUMBER = re.compile(
    r"([0-9](?<![^\W_][0-9])(?<![0-9][.,/ ][0-9])(?!(?<=0)[^\W\d_])"
    r"[0-9]{0,3}+(?:[.,][0-9]{1,2}+)?+(?![.,]?[0-9]))"
    r"(?<!(?<![0-9])(?<![0-9][.,])[234568])(?<!(?<![0-9])(?<![0-9][.,])(?:12|18|24))"
    r"(?![oO]| ?\+|/[0-9]| [0-9]| ?[½¼¾])"
)
_LINE_END = re.compile(r"(\n\s*+)")
# Shapes that are kept, and signs of the longest: no stream of labels may fill the memory.
_MOST_SHAPES = 1_500
_LONGEST = 600
_SHAPES: dict[str, "Shape"] = {}
_NONE: frozenset[str] = frozenset()

# What lists of words are kept by: their role and their languages.
Name = tuple[str, ...]


class Shape:
    """A line with a hole for each number, and what has been found in it so far."""

    __slots__ = ("_spoken", "held", "is_kept", "outlines", "telling", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text.replace(HOLE, ANY_NUMBER))
        # The words that tell a language from the others.
        self.telling = TELLS.among(self.tokens)
        self.is_kept = len(text) <= _LONGEST
        self._spoken: frozenset[str] | None = None
        # By language; and by name, the keys of those lists of which a word stands in the line.
        self.outlines: dict[str, OutlinedLine] = {}
        self.held: dict[Name, frozenset[str]] = {}
        if HOLE in text:
            self._mark_holes()

    def _mark_holes(self) -> None:
        text, tokens = self.text, self.tokens
        for index, start in enumerate(accumulate(map(len, tokens[:-1]), initial=0)):
            if text[start] == HOLE:
                tokens[index] = HOLE

    def spoken(self) -> frozenset[str]:
        """The words that any language has."""
        if self._spoken is None:
            self._spoken = ANY_WORD.among(self.tokens)
        return self._spoken

    def hold(self, name: Name, lists: dict[str, list[str]]) -> None:
        """Find out of which lists, by their keys, a word stands in the line."""
        if name not in self.held:
            self.held[name] = frozenset([key for key, words in lists.items() if _holds(self.text, words)])

    def outline(self, words: Words) -> None:
        """Find the outline of the line in a language."""
        if words.language not in self.outlines:
            self.outlines[words.language] = outlined_line(self.text, self.tokens, words, keep=self.is_kept)


def _holds(text: str, folded: list[str]) -> bool:
    text = text.casefold()
    return any(words in text for words in folded)


def _kept(text: str) -> Shape:
    """A shape that was not known, kept for the next label unless it is very long."""
    shape = Shape(text)
    if shape.is_kept:
        if len(_SHAPES) >= _MOST_SHAPES:
            _SHAPES.clear()
        _SHAPES[text] = shape
    return shape


class Lines:
    """A plain text as lines that are known by their shapes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shapes: list[Shape] = []
        self._is_kept = True
        self._fresh: list[Shape] = []
        self._known: list[Shape] = []
        self._held: dict[Name, frozenset[str]] = {}
        cut = _NUMBER.split(text)
        self._numbers = cut[1::2]
        # Lines and what parts them in turn.
        parts = _LINE_END.split(HOLE.join(cut[::2]))
        self._ends = parts[1::2]
        for line in parts[::2]:
            shape = _SHAPES.get(line)
            if shape is None:
                shape = _kept(line)
                self._fresh.append(shape)
                self._is_kept = self._is_kept and shape.is_kept
            else:
                self._known.append(shape)
            self.shapes.append(shape)

    def languages(self) -> tuple[str, ...]:
        """Give the language of the text, and others that it also speaks."""
        if len(self.text) > ENOUGH and sum(len(shape.tokens) + 1 for shape in self.shapes) > ENOUGH:
            return languages_of([token for shape in self.shapes for token in (*shape.tokens, "\n")])
        telling = _NONE.union(*[shape.telling for shape in self.shapes])
        return clearly(telling) or hardly(telling, _NONE.union(*[shape.spoken() for shape in self.shapes]))

    def hold(self, name: Name, key: str, lists_of: Callable[[Name], dict[str, list[str]]]) -> bool:
        """Whether any of some folded words stand in a line of the text.

        Args:
            name: of lists of words; the same name always has the same lists.
            key: of the list.
            lists_of: gives the lists, no word of them with a line end, nor with other numbers than stay in a shape.
        """
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = self._all_held(name, lists_of)
        if key in held or not self._fresh:
            return key in held
        # What is met for the first time may be met never again: all of it is looked through at once.
        return _holds("\n".join([shape.text for shape in self._fresh]), lists_of(name)[key])

    def _all_held(self, name: Name, lists_of: Callable[[Name], dict[str, list[str]]]) -> frozenset[str]:
        try:
            return _NONE.union(*[shape.held[name] for shape in self._known])
        except KeyError:
            for shape in self._known:
                shape.hold(name, lists_of(name))
            return self._all_held(name, lists_of)

    def outlined(self, words: Words) -> "Outlined":
        """Give the text by the outlines of its lines in a language."""
        try:
            found = [shape.outlines[words.language] for shape in self.shapes]
        except KeyError:
            for shape in self.shapes:
                shape.outline(words)
            return self.outlined(words)
        lines = [one.line for one in found]
        blanks = self._numbers
        if any(one.more for one in found):
            following = iter(blanks)
            blanks = [next(following) if blank == HOLE else blank for one in found for blank in one.blanks]
        key = (words.language, *self._ends, *lines) if self._is_kept else None
        return Outlined(words, lines, self._ends, blanks, key)
