"""What one label tells: what was read off labels like it, with its own numbers put in."""

from decimal import Decimal

from magcalc.facts.element import magnesium
from magcalc.label import kinds as k
from magcalc.label.alike import Alike
from magcalc.label.claim_reader import ClaimReader
from magcalc.label.claims import Claim, value_of
from magcalc.label.clean import Clean
from magcalc.label.directions import Direction
from magcalc.label.outlines import Line, Outlined
from magcalc.label.places import Blanks, Places
from magcalc.label.serving_reader import ServingReader
from magcalc.label.shapes import Lines
from magcalc.label.words import Piece, Words


class Told:
    """The claims of one label with its numbers, and the servings it directs; all places are those of its outlines.

    ``walk`` and ``timing`` belong to all labels like it and are not to be changed.
    """

    def __init__(self, cleaned: Clean, lines: Lines, words: Words) -> None:
        outlined = lines.outlined(words)
        self._numbers = outlined.filled
        self._filled: dict[int, Claim] = {}
        self.walk: ClaimReader = _WALKED.of(outlined)
        self.places = Places.of(cleaned, self.walk.blanks, self._numbers)
        self.timing: ServingReader = _SERVED.of(outlined)
        self.claims = [self._fill(claim) for claim in self.walk.claims]
        self.strengths = [self._fill(claim) for claim in self.walk.strengths]
        # What tells what the amounts are for begins the statement of contents.
        self.first_cue = min([self.walk.first_cue, *[count.start for count in self.timing.basis]])

    @property
    def percent_alone(self) -> tuple[Decimal, tuple[int, int], str | None] | None:
        """A percentage that is told apart from any amount."""
        alone = self.walk.percent_alone
        return None if alone is None else (value_of(alone[0], self._numbers), *alone[1:])

    def take_directions(self, outlined: Outlined) -> None:
        """Take the directions of a sticker, which are in another language than the contents."""
        sticker = _SERVED.of(outlined)
        if sticker.directions or sticker.as_needed:
            places = Places.of(self.places.clean, sticker.blanks, outlined.filled)
            moved = [[self._moved(one, places) for one in told] for told in (sticker.directions, sticker.as_needed)]
            self.timing = self.timing.with_directions(moved[0], self.timing.as_needed or moved[1])

    def _moved(self, direction: Direction, places: Places) -> Direction:
        """A direction where it stands by the outlines of the language of the contents."""
        start, end = [self.places.outlined(places.place(place)) for place in (direction.start, direction.end)]
        return direction._replace(start=start, end=end)

    def _fill(self, claim: Claim) -> Claim:
        made = self._filled.get(id(claim))
        if made is None:
            made = self._filled[id(claim)] = claim.filled(self._numbers)
            if claim.parent is not None:
                made.parent = self._fill(claim.parent)
            if claim.restates is not None:
                made.restates = self._fill(claim.restates)
        return made


def _walk(text: str, pieces: list[Piece], lines: list[Line], words: Words) -> ClaimReader:
    reader = ClaimReader(text, pieces, lines, words, magnesium().molar_mass)
    reader.read()
    asides = [(first + start, first + after) for first, line in lines for start, after in line.asides]
    if not asides:
        return reader
    quiet = list(pieces)
    for start, after in asides:
        quiet[start:after] = [(k.FILLER, None, *piece[2:]) for piece in pieces[start:after]]
    without = ClaimReader(text, quiet, lines, words, magnesium().molar_mass)
    without.read()
    if not without.claims and not any(claim.strength for claim in without.strengths):
        # All that the label tells is told beside something else.
        return reader
    without.leave_out(reader)
    return without


def _serve(text: str, pieces: list[Piece], lines: list[Line], _: Words) -> ServingReader:
    reader = ServingReader(text, Blanks.among(pieces))
    reader.read(pieces, lines)
    return reader


_WALKED = Alike(_walk)
_SERVED = Alike(_serve)
