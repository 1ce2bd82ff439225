"""The walk over a label's pieces: what it remembers, and what signs, headings and small words change in it."""

from decimal import Decimal

from magcalc.label import kinds as k
from magcalc.label.claims import Claim, Mention, Subject
from magcalc.label.outlines import Line, Run
from magcalc.label.words import Number, Piece, Words

# A percentage, its place, and the words that tell what it is of.
PrintedPercent = tuple[Number, tuple[int, int], str | None]
_DEEPEST = 12
# Letters between an amount and a remark on it.
NEARBY = 60


class Walk:
    """Where the walk stands and what it has collected.

    ``claims`` are the amounts of magnesium and its salts, ``mentions`` the salts named, ``strengths`` amounts without
    a name, ``unread`` the places of amounts that are no dose of the product.
    """

    buffered: tuple[int, int] | None = None
    magnesium_named = False
    reference_mg: Decimal | None = None  # a printed reference: NRV 375 mg
    percent_alone: PrintedPercent | None = None  # told apart from any amount
    table_percent = False  # a column is headed by a percent sign
    lists_ingredients = False
    # Where the walk stands, and what is in force there.
    _i = 0
    _first = 0  # the first piece of its line
    _runs: dict[int, Run]  # the runs of names on its line, by their place among its pieces
    _line = 0
    _subject: Subject | None = None  # the name that waits for its amount
    _last: Claim | None = None
    _last_is_ours = False  # the last amount was of magnesium or a salt of it
    _head: Subject | None = None  # what an open bracket speaks of
    _source = False  # "as", "from": what follows supplies what stands before
    _source_of: Subject | None = None
    _source_start = 0  # where that word stands
    _broken_down = False  # a colon breaks the amount before it down
    _sources_heading = False
    _amount_waits = False  # an amount stands before the name that is read
    _share: str | None = None
    _elemental: str | None = None
    _denied: str | None = None  # the same, denied: not elemental
    _total = False
    _without = False
    _aid = False
    _aids = False
    _ingredients = False
    _need = False
    _reference: str | None = None
    _reference_waits = False
    _gap = True  # a sign has set what follows apart
    _has_name = False  # a name stands on this line
    _percent_before: PrintedPercent | None = None  # told before its amount
    _column_reference: str | None = None  # what the percentages of a column are of, by its head
    _assayed = False  # the next magnesium is what a percentage is of: 56 % magnesium
    _asked_from = (0, 0)  # claims and mentions before the sentence that may turn out to be a question
    _list_end = -1
    _decimal_marks: set[str] | None = None

    def __init__(self, text: str, pieces: list[Piece], lines: list[Line], words: Words, mg_per_mmol: Decimal) -> None:
        self.text, self.pieces, self.lines, self.words = text, pieces, lines, words
        self._mg_per_mmol = mg_per_mmol
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []
        self.bare_salts: list[Mention] = []
        self.strengths: list[Claim] = []
        self.unread: list[tuple[int, int]] = []
        self.cue_lines: set[int] = set()
        self.row_lines: set[int] = set()
        self.first_cue = len(text) + 1
        self._scopes: list[tuple[Subject | None, Subject | None, bool, Claim | None]] = []
        # The names since the last amount.
        self._names: list[Subject] = []

    def _on_newline(self, piece: Piece) -> bool:
        self._line += piece[1]
        self._gap = True
        self._has_name = False
        self._percent_before = None
        self._begin_sentence()
        self._without = self._aid = self._aids = self._need = False
        self._reference = None
        self._reference_waits = False
        self._sources_heading = False
        self._elemental = self._denied = None
        self._ingredients = self._ingredients and piece[1] == 1
        if self._head is None:
            self._source = False
        if piece[1] > 1:
            self._subject = None
            self._scopes.clear()
            self._head = None
        return False

    def _begin_sentence(self) -> None:
        self._names = []
        self._asked_from = (len(self.claims), len(self.mentions))

    def _on_open(self, piece: Piece) -> bool:
        self._scopes.append((self._subject, self._head, self._source, self._last))
        if len(self._scopes) > _DEEPEST:
            # Of brackets that nobody closes, the innermost are the ones that may still be.
            del self._scopes[0]
        before = self._subject
        if before is None and self._last is not None and self._last_is_ours:
            before = self._last.subject
        self._head, self._source = before, False
        self._subject = None
        self._gap = False
        return False

    def _on_close(self, piece: Piece) -> bool:
        if self._scopes:
            self._subject, self._head, self._source, before = self._scopes.pop()
            # A percentage after the bracket speaks of the amount before it.
            self._last = before if before is not None and before.line == self._line else self._last
        self._elemental = None
        self._gap = False
        self._reference_waits = False
        return False

    def _on_comma(self, piece: Piece) -> bool:
        self._gap = True
        self._elemental = None
        if piece[1] == ";":
            self._without = False
            self._aid = False
        elif self._aid and not self._scopes:
            self._aid = False
        return False

    def _on_cell(self, piece: Piece) -> bool:
        self._gap = True
        return False

    def _on_colon(self, piece: Piece) -> bool:
        # "Free from: oxide" goes on; "no fillers: 800 mg citrate" does not.
        self._without = self._without and self._i > 0 and self.pieces[self._i - 1][0] == k.WITHOUT
        last = self._last if len(self.claims) > self._asked_from[0] else None
        if last is not None and self._last_is_ours and last.line == self._line and piece[2] - last.end < NEARBY:
            # Magnesium 220 mg: bisglycinate 120 mg, malate 100 mg. What follows breaks the amount down.
            self._source = self._broken_down = True
        return False

    def _on_dot(self, piece: Piece) -> bool:
        if not piece[1]:
            return False
        self._begin_sentence()
        self._gap = True
        self._without = self._aid = self._aids = self._need = self._sources_heading = False
        self._reference = None
        self._elemental = self._denied = None
        self._ingredients = False
        if self._head is None:
            self._source = False
            self._subject = None
        return False

    def _on_break(self, piece: Piece) -> bool:
        self._gap = True
        if piece[1] == "?":
            # Who asks states nothing: "Do you add magnesium oxide?"
            claims, mentions = self._asked_from
            self.unread += [(claim.start, claim.end) for claim in self.claims[claims:]]
            del self.claims[claims:], self.mentions[mentions:]
            self._last, self._last_is_ours, self._subject = None, False, None
        if piece[1] in ("?", "!"):
            self._begin_sentence()
            self._without = False
        return False

    def _on_dash(self, piece: Piece) -> bool:
        if self.text[piece[2] - 1 : piece[2]] == " " and self.text[piece[3] : piece[3] + 1] == " ":
            self._without = False
        return False

    def _on_only(self, piece: Piece) -> bool:
        # No oxide, no carbonate, only bisglycinate.
        self._without = False
        return False

    def _cue(self, piece: Piece) -> None:
        self.cue_lines.add(self._line)
        self.first_cue = min(self.first_cue, piece[2])

    def _on_contains(self, piece: Piece) -> bool:
        self._cue(piece)
        self._without = False
        return False

    def _on_daily_serving(self, piece: Piece) -> bool:
        self._cue(piece)
        self._need = False
        return False

    def _on_ingredients(self, piece: Piece) -> bool:
        self._ingredients = self.lists_ingredients = True
        self._aids = piece[0] == k.OTHER_INGREDIENTS
        self._subject = None
        self._need = False
        self._cue(piece)
        return False

    def _on_take(self, piece: Piece) -> bool:
        if self._gap:
            self._subject = None
            self._ingredients = self._aids = False
        return False

    def _on_without(self, piece: Piece) -> bool:
        self._without = True
        return False

    def _on_need(self, piece: Piece) -> bool:
        self._need = True
        return False

    def _on_per(self, piece: Piece) -> bool:
        self._cue(piece)
        return False

    def _on_total(self, piece: Piece) -> bool:
        self._total = True
        return False

    def _on_percent_sign(self, piece: Piece) -> bool:
        self.table_percent = True
        following = self.pieces[self._i + 1] if self._i + 1 < len(self.pieces) else None
        if following is not None and following[0] == k.REFERENCE:
            self._column_reference = following[1]
        return False

    def _index_at(self, start: int) -> int:
        index = min(self._i, len(self.pieces)) - 1
        while index > 0 and self.pieces[index][2] > start:
            index -= 1
        return index

    def _place_before(self, start: int) -> int:
        index = min(self._i, len(self.pieces) - 1)
        while index > 0 and self.pieces[index][2] >= start:
            index -= 1
        return index
