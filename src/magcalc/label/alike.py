"""Labels that are alike: what no number of theirs changes is read off the first of them and holds for all.

A label is read with its numbers left blank and its unknown words without their letters, whether or not one like it
was met before, so that the two cannot differ. A number that is looked at all the same, as a count of capsules is,
becomes part of what makes labels alike.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from magcalc.label.outlines import Line, Outlined
from magcalc.label.words import Look, Piece, Words

# Texts that are kept, and what is kept of one: no stream of labels may fill the memory.
_MOST_TEXTS = 1_500
_MOST_OF_ONE = 24

Found = TypeVar("Found")
# What was found, by the numbers that were looked at: which they are, and then how they were printed.
_Kept = dict[tuple[int, ...], dict[tuple[str, ...], Found]]


class Alike(Generic[Found]):
    """Reads texts by their outlines, each like none before it once.

    Args:
        read: reads a text from its pieces, its lines and the words of its language; it changes nothing of them.
    """

    def __init__(self, read: Callable[[str, list[Piece], list[Line], Words], Found]) -> None:
        self._read = read
        self._known: dict[tuple[object, ...], _Kept[Found]] = {}

    def of(self, outlined: Outlined) -> Found:
        """Give what is found in a text."""
        key, numbers = outlined.key, outlined.filled
        if key is None:
            return self._anew(outlined)[0]
        kept = self._known.get(key)
        if kept is None:
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            kept = self._known[key] = {}
        for places, by_numbers in kept.items():
            found = by_numbers.get(tuple([numbers[place] for place in places]))
            if found is not None:
                return found
        found, places = self._anew(outlined)
        by_numbers = kept.setdefault(places, {})
        if len(by_numbers) >= _MOST_OF_ONE:
            by_numbers.clear()
        by_numbers[tuple([numbers[place] for place in places])] = found
        return found

    def _anew(self, outlined: Outlined) -> tuple[Found, tuple[int, ...]]:
        look = Look(outlined.filled)
        found = self._read(outlined.text(), *outlined.pieces(look), outlined.words)
        return found, look.end()

    def clear(self) -> None:
        """Forget every text."""
        self._known.clear()
