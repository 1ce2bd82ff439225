"""Amounts on a label: what a number with a unit is in milligrams, and which name it belongs to.

An amount belongs to the name before it that still waits for one; where none waits, to the name right after it. The
weight of a serving, people's needs and reference values belong to no name.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import takewhile
from typing import Any, ClassVar

from magcalc.label import kinds as k
from magcalc.label.claims import AmountRead, Claim, Printed, Spread, Subject
from magcalc.label.percents import Percents
from magcalc.label.words import Hole, Number, Piece
from magcalc.said import say

MG = {"mg": Decimal(1), "g": Decimal(1000), "µg": Decimal("0.001"), "kg": Decimal(10**6)}
_GAPS = frozenset((k.FILLER, k.ELEMENTAL, k.ABOUT, k.TOTAL))
_NAMES = frozenset((k.MAGNESIUM, k.NUTRIENT, k.COMPOUNDS, k.SALT))
_OF_NAMES = frozenset((k.SALT, k.MAGNESIUM, k.FILLER, k.ELEMENTAL))
# Pieces in a bracket that tells a name's source.
_BRACKET = 14
_BRACKETS = frozenset((k.OPEN, k.CLOSE))
# What follows the number of an amount: its unit, or more numbers of a range or a row.
_OF_AMOUNTS = frozenset((k.MASS, k.SUBSTANCE, k.DASH, k.RANGE, k.AND, k.COLON, k.SLASH, k.CELL))
_RANGES = frozenset((k.DASH, k.RANGE))
_SIGNS_BETWEEN = frozenset(
    (
        k.CELL, k.PERCENT, k.OPEN, k.CLOSE, k.EQUALS, k.SLASH, k.COMMA, k.DASH, k.NEWLINE, k.DOT, k.COLON, k.ABOUT,
        k.BREAK, k.OR,
    )
)  # fmt: skip
# What an amount after it may be the weight of.
_WEIGHED = frozenset((k.PER, k.SERVING_SIZE, k.UNIT, k.SERVING, k.DAILY_SERVING))
# What may stand between a unit and its weight.
_BEFORE_WEIGHT = frozenset(
    (
        k.OPEN, k.FILLER, k.ABOUT, k.UNKNOWN, k.EQUALS, k.DOT, k.COMMA, k.VOLUME, k.NUMBER, k.COLON,
    )
)  # fmt: skip
# What makes a count before an amount one of a day's doses.
_DIRECTING = frozenset((k.DAILY, k.DAY_PART, k.EACH_MEAL, k.FREQUENCY, k.TAKE))
# What may stand before the unit of a key, and between it and its number.
_BEFORE_KEY = _NAMES | {k.OPEN, k.CELL}
_BEFORE_UNIT_KEY = _BEFORE_KEY | {k.COMMA}
_AFTER_KEY = frozenset((k.COLON, k.CLOSE, k.EQUALS, k.CELL))
_PARTING_KEYS = frozenset((k.COMMA, k.CELL, k.NEWLINE, k.BREAK))
_NONE: Piece = (k.SPACE, None, 0, 0)
# What parts a column from the one before it, and what its head is made of.
_PARTING = frozenset((k.COMMA, k.CELL, k.SLASH, k.DASH, k.BREAK))
_IN_HEADS = frozenset(
    (
        k.PER, k.DAILY_SERVING, k.DAILY, k.SERVING, k.UNIT, k.NUMBER, k.MASS, k.VOLUME, k.FILLER,
    )
)  # fmt: skip
_HEADED = frozenset((k.UNIT, k.SERVING, k.DAILY_SERVING))
_SENTENCE_ENDS = frozenset((k.DOT, k.NEWLINE))


class Amounts(Percents):
    """Gives every amount to its name."""

    handlers: ClassVar[dict[int, Callable[[Any, Piece], bool]]] = {}

    def _on_number(self, piece: Piece) -> bool:
        following = self.pieces[self._i + 1] if self._i + 1 < len(self.pieces) else None
        kind = None if following is None else following[0]
        if kind == k.PERCENT and following is not None:
            self._percent(piece, following)
            self._i += 2
            return True
        if len(self._names) > 1 and kind in (k.MASS, k.COLON, k.SLASH) and self._row_of_amounts(self._i):
            return True
        amount = self._amount(self._i) if kind in _OF_AMOUNTS else None
        if amount is None:
            amount = self._keyed_amount(self._i)
        if amount is None:
            self._column_percent(piece, following)
            return False
        self._i = amount.after
        self._amount_read(amount)
        return True

    def _keyed_amount(self, index: int) -> AmountRead | None:
        """An amount whose unit stands in a key: magnesium_mg: 375; magnesium (mg): 375; amount: 375, unit: mg."""
        at = index + 4
        if not self._unit_is_told_at(at):
            at = index - 1
            while at > 1 and self.pieces[at][0] in _AFTER_KEY:
                at -= 1
            before = _BEFORE_KEY if self.pieces[index - 1][0] == k.CLOSE else _BEFORE_UNIT_KEY
            if not 0 < at < index - 1 or self.pieces[at - 1][0] not in before:
                return None
        kind, unit, _, _ = self.pieces[at]
        if kind != k.MASS:
            return None
        _, printed, start, end = self.pieces[index]
        spread = self._printed(printed, printed, MG[unit], None)
        return AmountRead(spread, "mass", start, end, index, index + 1, printed.repaired, MG[unit])

    def _unit_is_told_at(self, at: int) -> bool:
        """Whether a piece is the unit of the number before it, told behind a key of its own."""
        if at >= len(self.pieces):
            return False
        parted, key, tied, _ = [piece[:2] for piece in self.pieces[at - 3 : at + 1]]
        return parted[0] in _PARTING_KEYS and key == (k.UNIT, "piece") and tied[0] in _AFTER_KEY

    def _row_of_amounts(self, index: int) -> bool:
        """Several names and then as many amounts: Calcium Magnesium Zinc 1000 mg : 500 mg : 50 mg, or 500/250 mg."""
        names = [subject for subject in self._names if subject.fresh]
        if len(names) < 2 or all(subject.what == "other" for subject in names) or self.pieces[index - 1][0] == k.PER:
            return False
        figures, after = [index], index + 1
        pieces = self.pieces
        while after + 1 < len(pieces):
            if (
                pieces[after][0] == k.MASS
                and pieces[after + 1][0] in (k.COLON, k.SLASH)
                and after + 2 < len(pieces)
                and pieces[after + 2][0] == k.NUMBER
            ):
                after += 1
            elif pieces[after][0] not in (k.COLON, k.SLASH) or pieces[after + 1][0] != k.NUMBER:
                break
            figures.append(after + 1)
            after += 2
        if not 2 <= len(figures) <= len(names) or after >= len(pieces) or pieces[after][0] != k.MASS:
            return False
        factor = MG[pieces[after][1]]
        for subject, place in zip(names, figures, strict=False):
            value, other = self._settled(pieces[place][1], factor)
            amount = AmountRead(
                printed=Spread(value, value, other),
                unit="mass",
                start=pieces[place][2],
                end=pieces[place][3],
                at=place,
                after=after + 1,
                repaired=False,
                factor=factor,
            )
            self._claim(subject, amount).in_row = True
        self._i = after + 1
        return True

    def _amount(self, index: int) -> AmountRead | None:
        """Read the amount that starts with this number, None where no unit of mass or substance follows."""
        pieces = self.pieces
        least: Number = pieces[index][1]
        most, after, count = least, index + 1, len(pieces)
        if after < count and self._goes_on(after):
            most, after = pieces[after + 1][1], after + 2
        if after + 1 < count and pieces[after][0] == k.CELL and pieces[after + 1][0] in (k.MASS, k.SUBSTANCE):
            # Units in a column of their own.
            after += 1
        if after >= count or pieces[after][0] not in (k.MASS, k.SUBSTANCE):
            return None
        kind, unit, _, end = pieces[after]
        factor = MG[unit] if kind == k.MASS else self._mg_per_mmol / (2 if unit == "mEq" else 1)
        after += 1
        if least is most and self._goes_on(after) and (upper := self._upper(least, after, factor)) is not None:
            most, end, after = upper, pieces[after + 2][3], after + 3
        return AmountRead(
            self._printed(least, most, factor, self._times_before(index, after)),
            "substance" if kind == k.SUBSTANCE else "mass",
            pieces[index][2],
            end,
            index,
            after,
            least.repaired or most.repaired,
            factor,
        )

    def _upper(self, least: Number, after: int, factor: Decimal) -> Number | None:
        """The larger number in the same unit that a range goes on to: 150 mg - 200 mg."""
        pieces = self.pieces
        unit = pieces[after + 2] if after + 2 < len(pieces) else _NONE
        elemental_next = after + 3 < len(pieces) and pieces[after + 3][0] == k.ELEMENTAL
        if unit[:2] != pieces[after - 1][:2] or elemental_next:
            return None
        upper: Number = pieces[after + 1][1]
        return upper if self._settled(upper, factor)[0] > self._settled(least, factor)[0] else None

    def _printed(self, least: Number, most: Number, factor: Decimal, times: Decimal | None) -> Printed:
        """What an amount is told by; a single number that is left blank stays so."""
        if isinstance(most, Hole) and least is most and times is None:
            return most
        value, other = self._settled(most, factor)
        low = value if least is most else self._settled(least, factor)[0]
        if other is None and times is not None:
            other = value * times
        return Spread(min(low, value), value, other)

    def _times_before(self, index: int, after: int) -> Decimal | None:
        """How many of an amount are told, as in 2 x 200 mg, unless they are tablets or a direction; else None."""
        pieces = self.pieces
        if index < 2 or pieces[index - 1][0] != k.TIMES or pieces[index - 2][0] != k.NUMBER:
            return None
        before = takewhile(_within_sentence, reversed(pieces[:index]))
        behind = takewhile(_within_sentence, pieces[after:])
        if any(piece[0] in _DIRECTING for piece in (*before, *behind)):
            # Servings are counted elsewhere.
            return None
        if after < len(pieces) and pieces[after][0] == k.UNIT:
            return None
        times: Decimal = pieces[index - 2][1].value
        return times if times > 1 else None

    def _goes_on(self, after: int) -> bool:
        """Whether a range goes on: a dash or "to", or after "between" an "and", and another number."""
        pieces = self.pieces
        if after + 1 >= len(pieces) or pieces[after + 1][0] != k.NUMBER:
            return False
        between = pieces[after][0] == k.AND and after > 1 and pieces[after - 2][0] == k.BETWEEN
        return between or pieces[after][0] in _RANGES

    def _amount_read(self, amount: AmountRead) -> None:
        """Give an amount to the name it belongs to."""
        if self._is_measure(amount):
            return
        if self._need:
            self.unread.append((amount.start, amount.end))
            return
        following = self._subject_after(amount.after)
        subject = self._subject if self._subject is not None and self._subject.fresh else None
        if self._looks_ahead(subject, amount, following):
            if following is not None and not self._belongs_before(subject, following, amount):
                subject = self._read_following(following)
            elif self._reference_waits:
                printed = amount.printed
                self.reference_mg = (printed.value if isinstance(printed, Hole) else printed.high) * amount.factor
                return
        if subject is None:
            self._without_name(amount)
        elif subject.what == "unknown":
            self._of_unknown(subject, amount)
        else:
            in_mmol = amount.unit == "substance" and subject.what == "salt"
            self._claim(self._supplied(subject) if in_mmol else subject, amount)

    def _looks_ahead(self, subject: Subject | None, amount: AmountRead, following: int | None) -> bool:
        """Whether the name after an amount may claim it, because the one before is none, unknown or set apart."""
        if subject is None or subject.what == "unknown" or (subject.line != self._line and subject.share is None):
            return True
        if self.pieces[amount.at - 1][0] in (k.COMMA, k.BREAK) or self._comes_from(amount, following):
            return True
        return following is not None and subject.what == "salt" and self._is_elemental_name(amount.after, following)

    def _comes_from(self, amount: AmountRead, following: int | None) -> bool:
        """Whether an amount is the weight of the salt behind it: magnesium from 1500 mg of citrate: 240 mg."""
        waits = self._subject is not None and self._subject.fresh
        is_source = waits and amount.at > 0 and self.pieces[amount.at - 1][0] == k.SOURCE
        return is_source and following is not None and self.pieces[following][0] == k.SALT

    def _of_unknown(self, subject: Subject, amount: AmountRead) -> None:
        """An amount of a name that the reader does not know: its own, or, set apart by a comma, of the name before."""
        before = self.pieces[amount.at - 1][0]
        if subject.joined is not None and before in (k.COMMA, k.CELL, k.COLON):
            self._claim(subject.joined, amount).doubtful = True
            return
        subject.fresh = False
        self._last_is_ours = False
        self.row_lines.add(self._line)
        if subject.joined is None:
            self._keep_strength(amount)

    def _supplied(self, subject: Subject) -> Subject:
        """Millimoles count magnesium, so a salt before them is only where it comes from."""
        subject.fresh = False
        supplied = Subject("magnesium", subject.start, subject.end, subject.line)
        supplied.sources, supplied.bracketed, supplied.elemental = subject.salts, "salt", "mmol"
        return supplied

    def _is_elemental_name(self, index: int, following: int) -> bool:
        """Whether an amount is followed by "elemental magnesium", which takes it from any salt named before."""
        return self.pieces[following][0] == k.MAGNESIUM and any(
            piece[0] == k.ELEMENTAL for piece in self.pieces[index:following]
        )

    def _is_measure(self, amount: AmountRead) -> bool:
        """Whether the amount is the weight of a serving: per 5 g, 1 sachet (5 g), one capsule (600 mg)."""
        first = amount.at - 1
        index = self._past_small(first)
        kind = self.pieces[index][0]
        if index < 0 or amount.unit == "substance" or kind not in _WEIGHED:
            return False
        in_grams = amount.factor >= MG["g"]
        if kind in (k.PER, k.SERVING_SIZE):
            return in_grams or self._subject_after(amount.after) is None
        in_brackets = self.pieces[first][0] == k.OPEN
        return (in_grams or in_brackets) and self._subject_after(amount.after) is None

    def _past_small(self, index: int) -> int:
        """Step back over what may stand between a unit and its weight: 1 sachet (about 5 g), 1 spoon, 5 ml, 5 g."""
        for _ in range(3):
            kind, _, start, end = self.pieces[index]
            if index < 0 or kind not in _BEFORE_WEIGHT:
                break
            if kind == k.UNKNOWN and self.text[start:end] not in "àá":
                return -1
            if kind == k.COLON and self.pieces[index - 1][0] != k.SERVING_SIZE:
                return -1
            index -= 1
        return index

    def _subject_after(self, index: int) -> int | None:
        """The index of a name that stands right after an amount, with small words or "(elemental)" between at most."""
        pieces, count, crossed = self.pieces, len(self.pieces), False
        while index < count:
            kind = pieces[index][0]
            if kind in _NAMES or (kind == k.SOURCES and self._blends_magnesium(index)):
                return index
            if kind == k.CELL and not self._has_name and not crossed:
                # A table that tells the amount first: 120 mg | magnesium.
                crossed = True
                index += 1
                continue
            if kind not in _GAPS:
                following = pieces[index + 1] if index + 1 < count else _NONE
                if (
                    not (following[0] == k.SALT and self._begins_salt(index))
                    and not (kind in _BRACKETS and self._brackets_elemental(index))
                    and not (kind == k.UNIT and following[1] == "link")
                ):
                    return None
            index += 1
        return None

    def _blends_magnesium(self, index: int) -> bool:
        """Whether a blend is one of magnesium's salts: 1500 mg blend of magnesium citrate and oxide."""
        following = self.pieces[index + 1] if index + 1 < len(self.pieces) else _NONE
        named = following[0] == k.MAGNESIUM or (following[0] == k.SALT and following[1][:1] == "\0")
        return self.pieces[index][1] == "blend" and named

    def _brackets_elemental(self, index: int) -> bool:
        """Whether a bracket holds nothing but the word elemental."""
        first = index if self.pieces[index][0] == k.OPEN else max(index - 2, 0)
        return [piece[0] for piece in self.pieces[first : first + 3]] == [k.OPEN, k.ELEMENTAL, k.CLOSE]

    def _belongs_before(self, subject: Subject | None, following: int, amount: AmountRead) -> bool:
        """Whether an amount between two names belongs to the first, or to none, and not to the one that follows.

        "84 mg elemental magnesium" never does. Else, where the name after the amount has an amount of its own, the
        way the line ends tells: a line that ends with a name tells the amount first.
        """
        if self._is_elemental_name(amount.after, following) or self._comes_from(amount, following):
            return False
        if subject is not None and subject.what != "unknown":
            return not self._amount_first(following)
        return self._has_own_amount(following) and not self._amount_first(following)

    def _has_own_amount(self, index: int) -> bool:
        """Whether a name, with what stands in brackets after it, has an amount right behind it."""
        pieces, count = self.pieces, len(self.pieces)
        while index < count and pieces[index][0] in _OF_NAMES:
            index += 1
        if index < count and pieces[index][0] == k.OPEN:
            closing = next((at for at in range(index, min(count, index + _BRACKET)) if pieces[at][0] == k.CLOSE), None)
            index = index if closing is None else closing + 1
        return index < count and pieces[index][0] == k.NUMBER and self._amount(index) is not None

    def _amount_first(self, index: int) -> bool:
        last = None
        for place in range(index, min(len(self.pieces), index + 60)):
            kind = self.pieces[place][0]
            if kind == k.NEWLINE:
                break
            if kind == k.MASS and self.pieces[place - 1][0] == k.NUMBER:
                last = place
        return last is None or self._subject_after(last + 1) is not None

    def _read_following(self, following: int) -> Subject | None:
        """Read the name after an amount before the amount itself is given to it."""
        self._i = min(self._i, following)
        while self._i < following:
            kind, _, start, end = self.pieces[self._i]
            if kind == k.ELEMENTAL:
                self._elemental = self.text[start:end]
            elif kind == k.TOTAL:
                self._total = True
            self._i += 1
        self._subject = None
        self._gap = True
        piece = self.pieces[following]
        self._amount_waits = True
        if not self.handlers[piece[0]](self, piece):
            self._i += 1
        self._amount_waits = False
        return self._subject

    def _without_name(self, amount: AmountRead) -> None:
        """An amount that no name waits for: the same said in another unit, a share, or a product's strength."""
        nearby = self._last is not None and self._last_is_ours and self._only_between(self._last.end, amount.start)
        after = self.pieces[amount.after] if amount.after < len(self.pieces) else None
        if (
            self._elemental
            or amount.unit == "substance"
            or self._share
            or (self._total and self.claims)
            or (after is not None and after[0] in (k.ELEMENTAL, k.SOURCE))
        ):
            claimed = self._claim(self._implied(amount), amount)
            if nearby and self._last is not None and claimed.parent is None:
                claimed.restates = None
            return
        if nearby and self._last is not None:
            last = self._last
            if last.subject.what == "salt" and "=" in self.text[last.end : amount.start]:
                # Chloride hexahydrate 535 mg = 64 mg: only magnesium can be equal to a salt.
                self._share = "="
                self._claim(self._implied(amount), amount)
                return
            claim = self._claim(last.subject, amount)
            claim.restates = last
            return
        if self._reference_waits:
            return
        self._keep_strength(amount)
        self._last_is_ours = False

    def _only_between(self, start: int, end: int) -> bool:
        """Whether nothing but signs and percentages stands between two amounts: columns, or the same in other units.

        A column may be headed where it is told: magnesium per 100 g: 16 g; per day (2.5 g = 1 scoop): 400 mg.
        """
        index = after = self._index_at(end)
        between = []
        while index > 0 and self.pieces[index - 1][2] >= start:
            index -= 1
            kind = self.pieces[index][0]
            if kind not in _SIGNS_BETWEEN and not (kind == k.NUMBER and self.pieces[index + 1][0] == k.PERCENT):
                between.append(kind)
        if not between:
            return True
        first, last = self.pieces[index][0], self.pieces[after - 1][0]
        before = k.PER in between and (first == k.CELL or (last == k.COLON and first in _PARTING))
        # 125 mg/tablet, 375 mg/daily dose.
        behind = first in (k.PER, k.SLASH) and last in _PARTING and not _HEADED.isdisjoint(between)
        return (before or behind) and _IN_HEADS.issuperset(between)

    def _keep_strength(self, amount: AmountRead) -> None:
        claim = Claim(Subject("unknown", amount.start, amount.end, self._line), amount, self._line)
        claim.strength = self._is_strength(amount)
        self.strengths.append(claim)

    def _is_strength(self, amount: AmountRead) -> bool:
        """Whether an amount stands as a product's strength does: before its dosage form, or ending the first line."""
        index = amount.after
        while index < len(self.pieces) and self.pieces[index][0] in (k.COMMA, k.FILLER):
            index += 1
        if index >= len(self.pieces) or self.pieces[index][0] == k.UNIT:
            return not self._ingredients
        return self._line == 0 and self.pieces[index][0] == k.NEWLINE and not self._ingredients

    def _implied(self, amount: AmountRead) -> Subject:
        """Magnesium that is meant without being named: 10 mmol; of which 80 mg elemental; 200 mg from citrate."""
        head = self._head
        subject = Subject("magnesium", amount.start, amount.end, self._line)
        subject.elemental = self._elemental
        subject.share = self._share or (None if head is None else say("brackets"))
        last = self._last if self._last_is_ours else None
        if (
            not subject.share
            and last is not None
            and last.share
            and last.parent is not None
            and last.line == self._line
        ):
            # Of which 150 mg from oxide and 150 mg from citrate: the second is a share of the same.
            subject.share, last = last.share, last.parent
        subject.parent = last if subject.share else None
        subject.inside = head
        subject.total = self._total
        self._share = self._elemental = None
        self._total = False
        if amount.unit == "substance":
            subject.elemental = "mmol"
        return subject

    def _claim(self, subject: Subject, amount: AmountRead) -> Claim:
        self.row_lines.add(self._line)
        subject.fresh = False
        self._names = []
        claim = Claim(subject, amount, self._line)
        if subject.what == "salt":
            claim.not_elemental, self._denied = self._denied, None
            # Oxide 200 mg, citrate 100 mg: a list goes on after an amount too.
            self._list_end = amount.end
        self._last_is_ours = subject.what != "other"
        if subject.denied:
            # What a product is without has no amount in it; one that stands there may be meant for something else.
            self.unread.append((amount.start, amount.end))
        self._elemental = None
        self._gap = True
        if self._last_is_ours and self._percent_before is not None:
            claim.percent_printed, claim.percent_span, claim.percent_of = self._percent_before
        self._percent_before = None
        if self._last_is_ours:
            claim.doubtful = subject.joined is not None and subject.joined.what != subject.what
            if subject.inside is not None and claim.parent is None:
                claim.parent = self._last
            self.claims.append(claim)
            self._last = claim
        elif subject.joined is not None and subject.joined.what in ("magnesium", "salt"):
            claim = Claim(subject.joined, amount, self._line)
            claim.doubtful = True
            self.claims.append(claim)
        return claim


def _within_sentence(piece: Piece) -> bool:
    return piece[0] not in _SENTENCE_ENDS
