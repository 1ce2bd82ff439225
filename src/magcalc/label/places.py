"""Where what is read of a label stands: in its outlined text, in its plain text, and in the label as it was given."""

from bisect import bisect_right
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from magcalc.label.clean import Clean
from magcalc.label.words import HOLE, Hole, Piece


class Blanks(NamedTuple):
    """Where the numbers and words that are left blank end in an outlined text, and how many signs stand for each."""

    ends: list[int]
    widths: list[int]

    @classmethod
    def among(cls, pieces: list[Piece]) -> "Blanks":
        """Find them among the pieces of a text."""
        blank = [piece for piece in pieces if piece[1] is HOLE or isinstance(piece[1], Hole)]
        return cls([end for _, _, _, end in blank], [end - start for _, _, start, end in blank])


class Places(NamedTuple):
    """Where the signs of an outlined text stand in the plain text.

    ``ends`` are where the blanks end; ``ahead`` is how far the plain text is ahead, before the first of them
    and after each.
    """

    clean: Clean
    ends: list[int]
    ahead: list[int]

    @classmethod
    def of(cls, cleaned: Clean, blanks: Blanks, filled: list[str]) -> "Places":
        """Give the places of a text whose outline has these blanks, and what they are filled with in the text."""
        longer = map(sub, map(len, filled), blanks.widths)
        return cls(cleaned, blanks.ends, list(accumulate(longer, initial=0)))

    def place(self, place: int) -> int:
        """Where something starts or ends in the plain text."""
        return place + self.ahead[bisect_right(self.ends, place)]

    def outlined(self, plain: int) -> int:
        """Where something in the plain text starts or ends in the outlined one; the end of a blank, if within it."""
        passed = bisect_right([end + ahead for end, ahead in zip(self.ends, self.ahead[1:], strict=True)], plain)
        place = plain - self.ahead[passed]
        return place if passed == len(self.ends) else min(place, self.ends[passed])

    def words(self, start: int, end: int) -> str:
        """What stands between two places of the outlined text, in the plain one."""
        return self.clean.text[self.place(start) : self.place(end)]

    def words_and_span(self, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """What stands between two places in the plain text, and where in the label as it was given."""
        first, after = self.place(start), self.place(end)
        return self.clean.text[first:after], self.clean.span(first, after)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where something stands in the label as it was given."""
        return self.clean.span(self.place(start), self.place(end))
