"""Names on a label: magnesium, its salts and where they come from, other substances, tablet aids."""

from magcalc.facts.names import fold
from magcalc.label import kinds as k
from magcalc.label.claims import Claim, Mention, Subject
from magcalc.label.outlines import SALT_BEGINNINGS, Run
from magcalc.label.salts import Salt, salt_names
from magcalc.label.walk import NEARBY, Walk
from magcalc.label.words import Piece

_LONGEST_BEGINNING = 6
# Letters of "og", "und" and the like.
_NARROW = 4
_LONGEST_RUN = 12
_LIST_SIGNS = {",", "/", "&", "+", ";", ""}
_MOST_RUNS = 4_000
_RUNS: dict[tuple[str, ...], list[tuple[int, int, Salt | None]]] = {}


class Names(Walk):
    """Tells what every name is: a subject that waits for its amount, a source of another, or an aid."""

    def _on_magnesium(self, piece: Piece) -> bool:
        """A run of words that names magnesium or salts of it; every part is told in turn."""
        first = self._i
        told = self._runs.get(first - self._first)
        if told is None:
            told = self._runs[first - self._first] = self._run(first)
        length, found = told
        self._i = first + length
        if not found and piece[0] == k.SALT:
            self._on_unknown(piece)
            return True
        for start, end, salt in found:
            start_place, end_place = self.pieces[first + start][2], self.pieces[first + end - 1][3]
            if salt is None:
                self._name_magnesium(self.pieces[first + start])
            else:
                self._name_salt(salt, start_place, end_place, first + start, first + end)
        return True

    def _run(self, first: int) -> Run:
        """How many pieces from this one on name magnesium or salts, and what is named in them."""
        pieces = self.pieces
        run, last, index = [], first, first
        while index < len(pieces) and index - first < _LONGEST_RUN:
            kind, value, start, end = pieces[index]
            if kind == k.MAGNESIUM:
                run.append("")
                last = index
            elif kind == k.SALT:
                run.append("" if value == "mag" and self._is_short_magnesium(index) else value)
                last = index
            elif self._begins_salt(index):
                run.append(self.text[start:end].casefold().removeprefix("-"))
            elif kind == k.FILLER and value == "link" and index > first:
                run.append("")
            else:
                break
            index += 1
        length = last - first + 1
        return length, self._salts_in(tuple(run[:length]))

    def _is_short_magnesium(self, index: int) -> bool:
        """Whether the mag of mag malate stands for magnesium; that of a product's name, as in Mag-Max, does not."""
        following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        return following is not None and following[0] == k.SALT and salt_names().single(following[1])

    def _begins_salt(self, index: int) -> bool:
        """Whether a piece is the L, bis or di that a hyphen ties to a salt's name."""
        if index + 1 >= len(self.pieces) or self.pieces[index + 1][0] != k.SALT:
            return False
        _, _, start, end = self.pieces[index]
        return (
            end - start <= _LONGEST_BEGINNING
            and self.pieces[index + 1][2] == end
            and self.text[start:end].casefold().removeprefix("-") in SALT_BEGINNINGS
        )

    def _salts_in(self, run: tuple[str, ...]) -> list[tuple[int, int, Salt | None]]:
        found = _RUNS.get(run)
        if found is None:
            # The mark of a word that says magnesium itself is no part of the name.
            found = salt_names().find([word.removeprefix("\0") for word in run])
            found = [
                (
                    start,
                    end,
                    salt
                    and salt._replace(magnesium=salt.magnesium or any(word[:1] == "\0" for word in run[start:end])),
                )
                for start, end, salt in found
            ]
            if len(_RUNS) > _MOST_RUNS:
                _RUNS.clear()
            _RUNS[run] = found
        return found

    def _name_magnesium(self, piece: Piece) -> None:
        self.magnesium_named = True
        if self._assayed or (self._denied and self._without):
            self._assayed = False
            return
        if not self._amount_waits and self._names_last_amount(piece):
            return
        before = self._subject
        if self._source and before is not None and before.what == "salt" and before.fresh:
            return
        subject = Subject("magnesium", piece[2], piece[3], self._line)
        subject.elemental = self._elemental or (
            "the ion is named"
            if piece[1] == "ion" or self.text[piece[2] : piece[3]].casefold()[:3] in ("mg2", "mg+")
            else None
        )
        subject.total = self._total
        self._take(subject)

    def _names_last_amount(self, piece: Piece) -> bool:
        """Whether the element is named again after its amount: Magnesium a day: 235 mg elemental magnesium."""
        last = self._last
        if last is None or not self._last_is_ours or last.subject.what != "magnesium" or last.line != self._line:
            return False
        between = self.text[last.end : piece[2]].strip()
        following = self.pieces[self._i][0] if self._i < len(self.pieces) else k.NEWLINE
        said = bool(between) and between == self._elemental
        if (between and not said) or following in (k.NUMBER, k.COLON, k.CELL) or (following == k.OPEN and not said):
            return False
        last.elemental = self._elemental or last.elemental
        self._elemental = None
        return True

    def _take(self, subject: Subject) -> None:
        """Let a subject wait for its amount."""
        before = self._subject
        if before is not None and before.fresh and self._joins(before, subject):
            subject.joined = before
        if self._share:
            subject.parent = self._last
        if self._share is not None:
            subject.share = self._share
        if self._head is not None:
            subject.inside = self._head
        self._subject = subject
        if subject.what != "unknown":
            self._names.append(subject)
            self._has_name = True
        self._share = None
        self._elemental = None
        self._total = False
        self._gap = False
        self._reference_waits = False

    def _joins(self, before: Subject, subject: Subject) -> bool:
        """Whether "A + B" names two things before one amount."""
        if before.what == "unknown" or before.line != subject.line or self._i < 2:
            return False
        return self.pieces[self._place_before(subject.start)][0] in (k.AND, k.PLUS)

    def _name_salt(self, salt: Salt, start: int, end: int, first: int, after: int) -> None:
        """Settle what a salt's name does here; ``first`` and ``after`` are the pieces it spans."""
        if not salt.magnesium and not self._bare_salt_is_ours(start, first, after):
            self._name_others_salt(salt, start, end, first)
            return
        if salt.excipient or self._aid:
            self.mentions.append(Mention(salt, start, end, aid=True))
            self._subject = Subject("other", start, end, self._line)
            return
        self.magnesium_named = True
        if self._without and not self._amount_waits:
            self._subject = Subject("other", start, end, self._line)
            self._subject.denied = True
            return
        self._list_end = end
        if not self._name_source(salt, start, end):
            self.mentions.append(Mention(salt, start, end, aid=self._aids))
            self._name_own_salt(salt, start, end)

    def _name_others_salt(self, salt: Salt, start: int, end: int, first: int) -> None:
        """A salt without the word magnesium that is another mineral's, or nobody's that the label tells."""
        if self._may_be_ours(salt, first):
            self.bare_salts.append(Mention(salt, start, end, aid=False))
        if self._subject is None or self._subject.what == "unknown" or self._gap:
            of_another = first > 0 and self.pieces[first - 1][0] == k.NUTRIENT
            self._take(Subject("other" if of_another else "unknown", start, end, self._line))

    def _name_source(self, salt: Salt, start: int, end: int) -> bool:
        """A salt told as the source of the magnesium before it."""
        source_of = self._source_of if self._source else None
        if source_of is not None and source_of.what == "magnesium":
            # 200 mg from magnesium citrate: the salt tells where the amount comes from, and waits for none.
            source_of.sources += (salt,)
            source_of.bracketed = source_of.bracketed or "as"
            source_of.end = max(source_of.end, end) if self._head is None else source_of.end
            self.mentions.append(Mention(salt, start, end, aid=self._aids))
            self._subject = self._inside(source_of, salt, start, end) if self._amount_waits else None
            return True
        head = self._head if self._source or self._is_bracket_of_magnesium() else None
        if self._source and head is None:
            head = self._source_head()
        if head is not None and head.what == "salt" and self._source and head.start < self._source_start:
            # 500 mg magnesium oxide (as hydroxide): the amount is told as the first, the second is what is in it.
            head.told_as = salt
            self._subject = None
            return True
        if head is not None and head.what == "magnesium":
            another = self._is_another_share(head)
            self.mentions.append(Mention(salt, start, end, aid=self._aids))
            if another:
                share = Subject("magnesium", start, end, self._line)
                share.sources, share.bracketed, share.elemental = (salt,), "as", head.elemental
                self._take(share)
            else:
                self._supply(head, salt, start, end)
            return True
        return False

    def _is_another_share(self, head: Subject) -> bool:
        """Whether a source is that of an amount to come: magnesium from oxide 200 mg, from citrate 100 mg.

        Where the first source stands behind its amount, what follows breaks that amount down.
        """
        last = self._last
        if last is None or last.subject is not head or self._head is not None or self._amount_waits:
            return False
        return any(mention.salt in head.sources and mention.end <= last.start for mention in self.mentions)

    def _name_own_salt(self, salt: Salt, start: int, end: int) -> None:
        """A salt that waits for its own amount, alone or with the one before it: citrate and malate."""
        before = self._subject
        if before is not None and before.what == "salt" and before.fresh and self._joins_salts(before, start):
            before.salts += (salt,)
            before.end = end
            self._gap = False
            return
        subject = Subject("salt", start, end, self._line)
        subject.salts += (salt,)
        self._take(subject)

    def _joins_salts(self, before: Subject, start: int) -> bool:
        between = self.text[before.end : start].strip()
        return (
            before.line == self._line
            and self.pieces[self._place_before(start)][0] in (k.AND, k.PLUS, k.SLASH)
            and len(between) < 8
        )

    def _bare_salt_is_ours(self, start: int, first: int, after: int) -> bool:
        """Whether a salt's name without the word magnesium is a salt of magnesium here."""
        pieces = self.pieces
        if first > 0 and pieces[first - 1][0] == k.NUTRIENT:
            return False
        follows = after
        while follows < len(pieces) and pieces[follows][0] == k.FILLER and pieces[follows][1] == "link":
            follows += 1
        if follows > after and follows < len(pieces) and pieces[follows][0] in (k.NUTRIENT, k.UNKNOWN):
            return False
        if self._source or self._head is not None:
            head = self._head or self._source_head()
            if head is not None:
                return head.what in ("magnesium", "salt", "compounds")
        if self._sources_heading or self._is_headed(first):
            return True
        # "Magnesium bisglycinate, citrate, malate": the list goes on.
        if self._list_end >= 0:
            between = self.text[self._list_end : start].strip(" -").casefold()
            before = self._place_before(start)
            before -= self.pieces[before][0] == k.DASH
            return len(between) <= _NARROW and (between in _LIST_SIGNS or self.pieces[before][0] in (k.AND, k.OR))
        return False

    def _is_headed(self, first: int) -> bool:
        """Whether a salt stands right behind magnesium and a colon: triple magnesium: oxide, citrate."""
        subject = self._subject
        waits = subject is not None and subject.what == "magnesium" and subject.fresh
        return waits and first > 0 and self.pieces[first - 1][0] == k.COLON

    def _may_be_ours(self, salt: Salt, first: int) -> bool:
        """Whether a bare salt may be one of magnesium, should the label name no other: it is no other mineral's."""
        if self._without or self._aid or self._aids or (first > 0 and self.pieces[first - 1][0] == k.NUTRIENT):
            return False
        head = self._head
        if head is None or head.what != "other":
            return not self._source or head is not None
        # Glycine (bisglycinate): the bracket names the acid's salt, not another mineral's.
        return fold(self.text[head.start : head.end]).rstrip("e") in salt.name

    def _is_bracket_of_magnesium(self) -> bool:
        return self._head is not None and self._head.what == "magnesium"

    def _source_head(self) -> Subject | None:
        subject = self._subject
        if subject is None or subject.what not in ("magnesium", "salt"):
            subject = self._last.subject if self._last is not None and self._last_is_ours else None
        # A salt that itself was told as a source speaks for the magnesium it comes in.
        if subject is not None and subject.inside is not None and subject.inside.what == "magnesium":
            return subject.inside
        return subject

    def _supply(self, head: Subject, salt: Salt, start: int, end: int) -> None:
        """A salt told to supply the magnesium before it; it may carry its own weight: (from magnesium oxide 42 mg)."""
        head.sources += (salt,)
        if head.bracketed is None:
            head.bracketed = "as" if self._source and not self._broken_down else ("salt" if salt.magnesium else "bare")
        if self._head is not None or self._amount_waits or not head.fresh:
            self._subject = self._inside(head, salt, start, end)
            self._gap = False
        else:
            head.end = max(head.end, end)

    def _inside(self, head: Subject, salt: Salt, start: int, end: int) -> Subject:
        inside = Subject("salt", start, end, self._line)
        inside.salts += (salt,)
        inside.inside = head
        return inside

    def _on_compounds(self, piece: Piece) -> bool:
        """Magnesium compounds, or magnesium salts of an acid."""
        named = piece[1] == "magnesium" or (self._i > 0 and self.pieces[self._i - 1][0] == k.MAGNESIUM)
        if not named:
            return False
        index = self._i + 1
        while index < len(self.pieces) and self.pieces[index][0] == k.FILLER and index < self._i + 3:
            index += 1
        if index < len(self.pieces) and self.pieces[index][0] in (k.NUTRIENT, k.EXCIPIENT):
            acid = self.pieces[index]
            form = acid[1] if acid[0] == k.NUTRIENT else "excipient"
            if form:
                salt = Salt(
                    "stearate" if form == "excipient" else form,
                    "",
                    magnesium=True,
                    excipient=form == "excipient",
                    unnamed_chelate=False,
                )
                self._i = index + 1
                self._name_salt(salt, piece[2], acid[3], index, index + 1)
                return True
        self.magnesium_named = True
        self._take(Subject("compounds", piece[2], piece[3], self._line))
        return False

    def _on_nutrient(self, piece: Piece) -> bool:
        if self._head is not None and self._source and self._is_bracket_of_magnesium():
            return False
        self._take(Subject("other", piece[2], piece[3], self._line))
        self._source = False
        self._list_end = -1
        return False

    def _on_unknown(self, piece: Piece) -> bool:
        if (self._gap or self._subject is None) and not self._total:
            behind = self._subject
            subject = Subject("unknown", piece[2], piece[3], self._line)
            share, elemental = self._share, self._elemental
            self._take(subject)
            subject.joined = (
                behind
                if behind is not None
                and behind.fresh
                and behind.what in ("magnesium", "salt")
                and behind.line == self._line
                else None
            )
            self._share, self._elemental = share, elemental
        return False

    def _on_free(self, piece: Piece) -> bool:
        before = self.pieces[self._i - 1]
        if self.mentions and before[0] != k.NUMBER and piece[2] - self.mentions[-1].end <= 2:
            self.mentions.pop()
        return False

    def _on_excipient(self, piece: Piece) -> bool:
        # An aid named in brackets after the salt, or before it.
        if self._head is not None and self.mentions and self.mentions[-1].end <= piece[2] <= self.mentions[-1].end + 3:
            self.mentions[-1] = self.mentions[-1]._replace(aid=True)
        self._aid = True
        self._take(Subject("other", piece[2], piece[3], self._line))
        return False

    def _on_buffered(self, piece: Piece) -> bool:
        if not self._without:
            self.buffered = (piece[2], piece[3])
        return False

    def _on_source(self, piece: Piece) -> bool:
        self._source, self._broken_down, self._source_start = True, False, piece[2]
        last = self._last
        self._source_of = last.subject if last is not None and self._ends_before(last, piece[2]) else None
        self._gap = False
        return False

    def _ends_before(self, last: Claim, place: int) -> bool:
        """Whether an amount and its name end right before a place, on the same line."""
        told = max(last.end, last.subject.end)
        return (
            self._last_is_ours
            and last.end <= place
            and last.line == self._line
            and not self.text[told:place].strip(" )")
        )

    def _on_sources(self, piece: Piece) -> bool:
        self._sources_heading = True
        if self._heads_sources():
            # Magnesium | Source: citrate | 225 mg. The amount is still that of the magnesium.
            self._source, self._source_of, self._source_start = True, None, piece[2]
            return False
        if self._amount_waits:
            # 1500 mg blend of magnesium citrate and oxide: the weight of all that is named behind it.
            self._take(Subject("salt", piece[2], piece[3], self._line))
        if piece[1] == "magnesium":
            self.magnesium_named = True
        self._gap = False
        return False

    def _heads_sources(self) -> bool:
        """Whether a word for sources, with a colon, stands behind magnesium that waits for its amount."""
        subject = self._subject
        waits = subject is not None and subject.what == "magnesium" and subject.fresh and subject.line == self._line
        return waits and self._i + 1 < len(self.pieces) and self.pieces[self._i + 1][0] == k.COLON

    def _on_share(self, piece: Piece) -> bool:
        self._share = self.text[piece[2] : piece[3]]
        self._cue(piece)
        self._gap = False
        if self._subject is not None and (not self._subject.fresh or self._subject.what in ("salt", "compounds")):
            # What follows is the magnesium of the salt, not the salt's own weight.
            self._subject = None
        return False

    def _on_elemental(self, piece: Piece) -> bool:
        word = self.text[piece[2] : piece[3]]
        last = self._last
        if last is None or not self._marks_amount(last):
            # "Not elemental magnesium but 1000 mg citrate" speaks of the amount that follows.
            self._elemental, self._denied = (None, word) if self._without else (word, None)
        elif self._without:
            last.not_elemental = word
        else:
            last.elemental = word
        return False

    def _marks_amount(self, last: Claim) -> bool:
        """Whether "elemental" speaks of the amount before it: 27 mg (elemental), 240 mg elemental."""
        place = self.pieces[self._i][2]
        told = max(last.end, last.subject.end)
        between = self.text[told:place]
        if not self._last_is_ours or told > place or "\n" in between:
            return False
        if self._without and len(between) < NEARBY:
            # 500 mg compound weight (not elemental).
            return True
        following = [piece[0] for piece in self.pieces[self._i + 1 : self._i + 3]]
        if following[:1] in ([k.MAGNESIUM], [k.SALT], [k.NUMBER]):
            return between.strip() == "(" and following == [k.MAGNESIUM, k.CLOSE]
        return not between.strip(" (")
