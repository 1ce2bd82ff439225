"""Percentages on a label, what they are taken of, and how its numbers are written."""

from decimal import Decimal

from magcalc.label import kinds as k
from magcalc.label.claims import Claim
from magcalc.label.names import Names
from magcalc.label.words import Figure, Hole, Number, Piece

_ONE = Decimal(1)
# Numbers that are left blank are all below it.
_TOO_MUCH_PERCENT = Decimal(10_000)
# Milligrams. Below the first a dose of magnesium or a salt is odd enough to doubt how its number was written; over
# the second it is no dose at all.
_TOO_LITTLE = Decimal(10)
_TOO_MUCH = Decimal(100_000)
_LEAST_DOSE = Decimal("0.1")


class Percents(Names):
    """Gives every percentage to the amount before it."""

    def _settled(self, figure: Number, factor: Decimal) -> tuple[Decimal, Decimal | None]:
        """Give a number's value, and its second reading where neither the label nor its language settles it."""
        if figure.other is None:
            return figure.value, None
        if self._decimal_marks is None:
            figures: list[Number] = [piece[1] for piece in self.pieces if piece[0] == k.NUMBER]
            self._decimal_marks = {seen.mark for seen in figures if seen.other is None and seen.mark}
        seen = self._decimal_marks
        written = next(iter(seen)) if len(seen) == 1 else self.words.decimal
        value, other = (figure.value, figure.other) if figure.mark == written else (figure.other, figure.value)
        agree = written == self.words.decimal
        mg, other_mg = value * factor, other * factor
        doubtful = not agree or mg < _TOO_LITTLE
        if mg > _TOO_MUCH >= other_mg:
            return other, None
        return value, other if doubtful and _LEAST_DOSE <= other_mg <= _TOO_MUCH else None

    def _plain(self, printed: Number) -> Number:
        """A number as it is meant, where its mark can be taken in two ways."""
        if printed.other is None:
            return printed
        return Figure(self._settled(printed, _ONE)[0], None, "", repaired=False)

    def _percent(self, piece: Piece, sign: Piece) -> None:
        printed = self._plain(piece[1])
        if not isinstance(printed, Hole) and printed.value >= _TOO_MUCH_PERCENT:
            return
        span = (piece[2], sign[3])
        following = self._i + 2
        while following < len(self.pieces) and self.pieces[following][0] == k.FILLER:
            following += 1
        after = self.pieces[following][0] if following < len(self.pieces) else None
        if after == k.ELEMENTAL or (after in (k.MAGNESIUM, k.SALT) and self._reference is None and self._has_name):
            # An assay: standardised to 56 % magnesium.
            self._assayed = after == k.MAGNESIUM
            return
        reference = self._reference or self._column_reference
        if after == k.REFERENCE:
            reference = self.pieces[following][1] or "any"
            if self._is_for_magnesium(following + 1):
                self.percent_alone = (printed, span, reference)
                return
        if self._of_other_amount(printed, span, reference):
            return
        last = self._last
        waits = (
            self._subject is not None and self._subject.fresh and self._subject.what != "unknown" and self._head is None
        )
        if (
            last is not None
            and self._last_is_ours
            and last.percent_span is None
            and not waits
            and (reference or last.line >= self._line - 1)
        ):
            last.percent_printed, last.percent_span, last.percent_of = printed, span, reference
        elif self._comes_before(last):
            self._percent_before = printed, span, reference
        elif reference is not None and self.percent_alone is None and not waits and self._line not in self.row_lines:
            self.percent_alone = (printed, span, reference)

    def _of_other_amount(self, printed: Number, span: tuple[int, int], reference: str | None) -> bool:
        """Whether a percentage stands right behind an amount that is not ours, which it is then of."""
        kind, _, _, end = self.pieces[self._i - 1]
        if self._i == 0 or kind not in (k.MASS, k.SLASH, k.OPEN) or (self._last is not None and self._last_is_ours):
            return False
        place = end if kind == k.MASS else self.pieces[self._i - 2][3]
        strength = self.strengths[-1] if self.strengths and self.strengths[-1].end == place else None
        if strength is not None:
            strength.percent_printed, strength.percent_span, strength.percent_of = printed, span, reference
        return kind == k.MASS or strength is not None

    def _comes_before(self, last: Claim | None) -> bool:
        """Whether a percentage stands before the amount that it is of: magnesium 25 % 94 mg."""
        subject = self._subject
        if subject is not None and subject.fresh and subject.line == self._line:
            return subject.what == "magnesium" and self._head is None
        return not self._has_name and (last is None or last.line != self._line)

    def _is_for_magnesium(self, index: int) -> bool:
        while index < len(self.pieces) and self.pieces[index][0] in (k.FILLER, k.REFERENCE):
            index += 1
        return index < len(self.pieces) and self.pieces[index][0] == k.MAGNESIUM

    def _column_percent(self, piece: Piece, following: Piece | None) -> None:
        """A bare number under a heading with a percent sign, or behind it: | Magnesium | 300 mg | 80 |; % NRV: 80."""
        last = self._last
        if (
            not self.table_percent
            or last is None
            or not self._last_is_ours
            or last.percent_span is not None
            or last.line != self._line
        ):
            return
        before = self.pieces[self._i - 1]
        keyed = before[0] in (k.COLON, k.EQUALS) and k.PERCENT in [one[0] for one in self.pieces[self._i - 4 : self._i]]
        if (
            (keyed or before[0] in (k.CELL, k.MASS, k.COMMA))
            and (following is None or following[0] in (k.CELL, k.NEWLINE, k.COMMA))
            and piece[1].other is None
        ):
            last.percent_printed, last.percent_span = piece[1], (piece[2], piece[3])

    def _on_reference(self, piece: Piece) -> bool:
        self._reference = piece[1] or "any"
        # "NRV 375 mg" tells the reference itself; "53 % of NRV" has told what it has to.
        self._reference_waits = k.PERCENT not in [before[0] for before in self.pieces[max(self._i - 3, 0) : self._i]]
        last = self._last
        if last is not None and last.percent_span is not None and piece[2] - last.percent_span[1] < 12:
            last.percent_of = piece[1]
        self._elemental = None
        return False
