"""From the pieces of a text to claims: which amount is printed with which name.

What stands in brackets speaks of what stands before them. Amounts of other substances, of people's needs, of water
and of the pack are left alone.
"""

from magcalc.label import kinds as k
from magcalc.label.amounts import Amounts
from magcalc.label.forms import Forms, forms_of
from magcalc.label.places import Blanks


class ClaimReader(Amounts):
    """Walks over the pieces of one label and collects its claims, and the forms that they are of."""

    forms: Forms
    blanks: Blanks

    def read(self) -> None:
        """Walk over all pieces, line by line."""
        ends = [first for first, _ in self.lines[1:]] + [len(self.pieces)]
        for (first, line), end in zip(self.lines, ends, strict=False):
            self._first, self._runs = first, line.runs
            self._walk_to(end)
        self.forms = forms_of(self.mentions, self.bare_salts if self.magnesium_named else [])
        self.blanks = Blanks.among(self.pieces)
        # Nothing more is read from them, and what is found is kept for labels like this one.
        self.pieces = []

    def leave_out(self, whole: "ClaimReader") -> None:
        """Take over from one that read the asides too: where its amounts stand, and what only they name."""
        told = {claim.start for claim in (*self.claims, *self.strengths)} | {start for start, _ in self.unread}
        places = [(claim.start, claim.end) for claim in (*whole.claims, *whole.strengths)] + whole.unread
        self.unread += [place for place in places if place[0] not in told]
        self.magnesium_named = whole.magnesium_named
        self.blanks = whole.blanks
        if not self.forms.keys:
            self.forms = whole.forms

    def _walk_to(self, end: int) -> None:
        """Walk over the pieces of a line and the line end after it."""
        pieces, handlers = self.pieces, self.handlers
        while self._i < end:
            piece = pieces[self._i]
            handler = handlers.get(piece[0])
            if handler is None or (piece[0] == k.UNKNOWN and not self._gap and self._subject is not None):
                # Most words of a label are nobody's name.
                self._i += 1
            elif not handler(self, piece):
                self._i += 1


ClaimReader.handlers = {
    k.MAGNESIUM: ClaimReader._on_magnesium,
    k.SALT: ClaimReader._on_magnesium,
    k.COMPOUNDS: ClaimReader._on_compounds,
    k.NUTRIENT: ClaimReader._on_nutrient,
    k.UNKNOWN: ClaimReader._on_unknown,
    k.NEWLINE: ClaimReader._on_newline,
    k.OPEN: ClaimReader._on_open,
    k.CLOSE: ClaimReader._on_close,
    k.COMMA: ClaimReader._on_comma,
    k.CELL: ClaimReader._on_cell,
    k.COLON: ClaimReader._on_colon,
    k.DOT: ClaimReader._on_dot,
    k.BREAK: ClaimReader._on_break,
    k.ELEMENTAL: ClaimReader._on_elemental,
    k.SHARE: ClaimReader._on_share,
    k.SOURCE: ClaimReader._on_source,
    k.SOURCES: ClaimReader._on_sources,
    k.TOTAL: ClaimReader._on_total,
    k.WITHOUT: ClaimReader._on_without,
    k.FREE: ClaimReader._on_free,
    k.ONLY: ClaimReader._on_only,
    k.DASH: ClaimReader._on_dash,
    k.EXCIPIENT: ClaimReader._on_excipient,
    k.BUFFERED: ClaimReader._on_buffered,
    k.NEED: ClaimReader._on_need,
    k.REFERENCE: ClaimReader._on_reference,
    k.PER: ClaimReader._on_per,
    k.CONTAINS: ClaimReader._on_contains,
    k.SERVING_SIZE: ClaimReader._on_contains,
    k.DAILY_SERVING: ClaimReader._on_daily_serving,
    k.INGREDIENTS: ClaimReader._on_ingredients,
    k.OTHER_INGREDIENTS: ClaimReader._on_ingredients,
    k.TAKE: ClaimReader._on_take,
    k.PERCENT: ClaimReader._on_percent_sign,
    k.NUMBER: ClaimReader._on_number,
}
