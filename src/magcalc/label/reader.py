"""Put one label's claims together: which are the magnesium of a serving, which are still open, how many a day."""

from copy import copy
from decimal import Decimal

from magcalc.facts.form_table import FormTable
from magcalc.interval import Interval, total
from magcalc.label.claims import Basis, Claim
from magcalc.label.content import Contents, ends_of, exactly, one_of_each
from magcalc.label.directions import Direction
from magcalc.label.reading import Reading
from magcalc.label.serving_reader import Head
from magcalc.label.servings import Servings, child_of, line_at, servings_for
from magcalc.label.settle import ONE_POINT, fit
from magcalc.label.shapes import Lines
from magcalc.label.stated import SAME, Stated, same, stated_magnesium
from magcalc.label.statements import tells
from magcalc.label.told import Told
from magcalc.said import say

_ONE = Decimal(1)
# Letters between an amount and the daily portion that it is told for: 375 mg per daily dose.
_NEAR_END = 10
# Milligrams of bare magnesium, of a salt: more is the weight of a pack.
_MOST_MAGNESIUM = Decimal(2000)
_MOST_SALT = Decimal(25_000)


class Reader:
    """Puts one label's claims together."""

    def __init__(
        self,
        told: Told,
        lines: Lines,
        references: tuple[Decimal, ...],
        by_words: dict[str, tuple[Decimal, ...]],
        table: FormTable,
    ) -> None:
        self.told, self.walk, self.timing = told, told.walk, told.timing
        self.lines = lines
        self.references, self.by_words = references, by_words
        self.unread = list(told.walk.unread)
        self.day_totals: list[Claim] = []
        self.contents = Contents(self.walk.forms.salts, table)

    def read(self) -> Reading:
        """Give the reading."""
        claims = self._plausible() or self._by_percent()
        elemental = [claim for claim in claims if claim.basis == "elemental"]
        stated = stated_magnesium(elemental, self.timing)
        open_claims = [claim for claim in claims if claim.basis == "unknown"] if claims else self._strength()
        open_left = self._still_open(open_claims, stated)
        compounds = [claim for claim in claims if claim.basis == "compound"] + [
            claim for claim in open_claims if claim not in open_left and self._is_salt_of(claim, stated)
        ]
        declared = next(iter(stated.claims), None)
        anchor = declared or next(iter(compounds or open_left), None)
        servings = self._servings(anchor, stated.head)
        if declared is not None and servings.daily and stated.head is None and not self._is_for_day(declared):
            stated = self._stated_for_day(stated, elemental)
            declared = anchor = stated.claims[0]
        if declared is not None and not servings.daily:
            others = [claim for claim in (*elemental, *self.told.strengths) if claim is not declared]
            self.day_totals += [claim for claim in others if self._is_for_day(claim)]
        basis, interval = self._interval(stated, compounds, open_left)
        interval, servings = self._spread(anchor, interval, servings)
        percent, percent_span, percent_kind = self._percent(stated, claims)
        references = self.by_words.get(percent_kind or "", self.references)
        reference = None
        if percent is not None and declared is not None:
            reference = fit(percent, declared.high, references).reference_mg
        forms = self.walk.forms
        return Reading(
            language=self.walk.words.language,
            places=self.told.places,
            lines=self.lines,
            forms=forms.keys,
            salts=forms.salts,
            mentions=forms.mentions,
            basis=basis,
            elemental=interval,
            declared=declared,
            compound_mg=_weight(compounds, open_left),
            compound_claims=tuple(compounds),
            percent=percent,
            percent_span=percent_span,
            percent_of=percent_kind,
            references=references,
            reference_mg=reference or self.walk.reference_mg,
            servings=servings,
            day=_day(interval, servings, self.day_totals),
            assumed_one_serving=interval is not None and not servings.are_told and not self.day_totals,
            claims=tuple(claims),
            open_claims=tuple(open_left),
            conflicts=stated.conflicts,
            parts=stated.parts,
            stated_total=stated.whole if stated.parts else None,
            day_totals=tuple(self.day_totals),
            unread=self._unread(open_left),
            buffered=self.walk.buffered,
            has_magnesium=self.walk.magnesium_named or bool(self.told.claims),
            lists_ingredients=self.walk.lists_ingredients,
            children=child_of(self.timing, servings),
            languages=self.walk.words.languages,
        )

    def _plausible(self) -> list[Claim]:
        """Leave out what cannot be a dose: a tub of 300 g, amounts told for the whole day beside those of a serving."""
        kept = []
        for claim in self.told.claims:
            if _is_dose(claim):
                kept.append(claim)
            else:
                self.unread.append((claim.start, claim.end))
        if len(kept) > 1:
            told = [claim for claim in kept if self._is_day_total(claim)]
            if len(told) < len(kept):
                self.day_totals = told
                kept = [claim for claim in kept if claim not in told]
        return kept

    def _by_percent(self) -> list[Claim]:
        """Dose of 2.5 g: 300 mg / 80 % NRV. An amount without a name is magnesium's where its percentage is."""
        if not self.walk.magnesium_named:
            return []
        for claim in self.told.strengths:
            fits = claim.percent is not None and fit(claim.percent, claim.high, self.references).off <= ONE_POINT
            if fits and _is_dose(claim):
                claim.subject = copy(claim.subject)
                claim.subject.what = "magnesium"
                claim.basis, claim.because = "elemental", say("the percentage fits")
                return [claim]
        return []

    def _is_day_total(self, claim: Claim) -> bool:
        """Whether an amount stands in a sentence that directs a number a day."""
        if claim.subject.what != "magnesium":
            return False
        # What a salt holds is told for what the salt's amount beside it is told for.
        beside = -1 if claim.partner is None else claim.partner.start
        return any(
            direction.start <= claim.start <= direction.end
            and not direction.start <= beside <= direction.end
            and direction.unit != "time"
            and not self._told_for_unit(claim)
            for direction in self.timing.directions
        )

    def _is_for_day(self, claim: Claim) -> bool:
        """Whether an amount is told for a whole day's portion."""
        if not self.timing.daily_is_basis or not _is_dose(claim):
            return False
        start, end = line_at(self.walk.text, claim.start)
        behind = claim.end <= self.timing.daily_start <= claim.end + _NEAR_END
        return behind or start <= self.timing.daily_start <= claim.start <= end

    def _told_for_unit(self, claim: Claim) -> bool:
        inside = [one for one in self.timing.directions if one.start <= claim.start <= one.end]
        told = any(one.start <= count.start <= one.end for one in inside for count in self.timing.basis)
        return told or self.timing.daily_is_basis

    def _stated_for_day(self, stated: Stated, elemental: list[Claim]) -> Stated:
        """300 mg; take 3 capsules a day; per daily portion 900 mg: the portion is told by what stands with it."""
        first, *others = stated.claims
        more = [claim for claim in elemental if claim.high > first.high and self._is_for_day(claim)]
        return stated._replace(claims=(more[0], *others)) if more else stated

    # What is still open.

    def _still_open(self, open_claims: list[Claim], stated: Stated) -> list[Claim]:
        """Open amounts that no settled one explains: as the same figure, a multiple of it, or a salt that holds it."""
        if not stated.claims:
            return open_claims
        told = [other.high for other in self.told.claims if other.basis == "elemental"]
        left = [
            claim
            for claim in open_claims
            if not self._is_name(claim, stated)
            and not self._holds(claim, stated)
            and not any(same(claim.high, figure) for figure in (stated.mg, *told))
        ]
        if not left:
            return left
        if not self._outweigh(open_claims, stated) and not self.contents.can_hold_together(open_claims, stated.mg):
            return left
        return [claim for claim in left if claim.subject.what != "salt"]

    def _outweigh(self, open_claims: list[Claim], stated: Stated) -> bool:
        """Whether salts before a told total are more than it together, and so no parts of it."""
        total_line = next((whole.line for whole in stated.claims if whole.subject.total), None)
        salts = one_of_each(
            [claim for claim in open_claims if claim.line == total_line and claim.subject.what == "salt"]
        )
        return len(salts) > 1 and sum((claim.high for claim in salts), Decimal(0)) > stated.mg * (1 + SAME)

    def _holds(self, claim: Claim, stated: Stated) -> bool:
        """Whether an amount is a salt's that may hold the magnesium stated."""
        return bool(stated.claims) and self.contents.can_hold(claim, stated.mg)

    def _is_salt_of(self, claim: Claim, stated: Stated) -> bool:
        """Whether an amount is a salt's that holds what is stated, by itself or together with others."""
        return self._holds(claim, stated) or (claim.subject.what == "salt" and not self._is_name(claim, stated))

    def _is_name(self, claim: Claim, stated: Stated) -> bool:
        """Whether an amount stands before every statement of contents, as a product's name does."""
        if any(whole.subject.total and whole.line == claim.line for whole in stated.claims):
            # The total is that of what stands before it.
            return False
        if claim.share is not None or claim.parent is not None:
            return False
        titled = claim.line == 0 and "\n" in self.walk.text
        return titled or claim.start < self.told.first_cue

    def _strength(self) -> list[Claim]:
        """A product's strength that stands by itself: "500 mg, coated tablets", with one salt named elsewhere."""
        if not self.walk.magnesium_named:
            return []
        for claim in self.told.strengths:
            if claim.strength:
                salts = {mention.salt.form: mention.salt for mention in self.walk.mentions if not mention.aid}
                claim.subject = copy(claim.subject)
                claim.subject.what = "salt" if salts else "magnesium"
                claim.subject.salts = tuple(salts.values())
                claim.because = say("a strength without a name")
                if _is_dose(claim):
                    return [claim]
                self.unread.append((claim.start, claim.end))
        return []

    def _interval(
        self, stated: Stated, compounds: list[Claim], open_left: list[Claim]
    ) -> tuple[Basis | None, Interval | None]:
        if stated.claims:
            whole = total([exactly(claim) for claim in stated.claims])
            ends = [end for claim in stated.conflicts for end in ends_of(claim)]
            spread = Interval(min(whole.low, *ends), whole.typical, max(whole.high, *ends)) if ends else whole
            return ("unknown" if ends or open_left else "elemental"), spread
        if open_left:
            return "unknown", self.contents.of_open(open_left)
        return ("compound" if compounds else None), self.contents.of(compounds)

    def _servings(self, anchor: Claim | None, head: Head | None) -> Servings:
        """Serving and directions; a medicine's composition is told for one unit."""
        found = self._told_servings(anchor, head)
        count = None if found.serving is None else found.serving.only
        if found.clear or found.serving is None or count is None or count <= 1 or found.high is None:
            return found
        if not tells(self.lines, self.walk.words.languages[:1], "medicine"):
            return found
        one = found.serving._replace(low=_ONE, high=_ONE)
        return found._replace(
            serving=one, low=(found.low or _ONE) * count, high=found.high * count, clear=True, other=None
        )

    def _told_servings(self, anchor: Claim | None, head: Head | None) -> Servings:
        if anchor is None:
            return servings_for(self.timing, None)
        return servings_for(self.timing, anchor.start, head)

    def _spread(
        self, anchor: Claim | None, interval: Interval | None, servings: Servings
    ) -> tuple[Interval | None, Servings]:
        """Amounts that are told for the directed range, and directions told in milligrams."""
        if anchor is None or interval is None:
            return interval, servings
        for direction in servings.directions:
            ranged = 0 < anchor.low < anchor.high and 0 < direction.low < direction.high
            if (
                ranged
                and same(anchor.high / anchor.low, direction.high / direction.low)
                and _may_be_for(servings, direction)
            ):
                each = anchor.low / direction.low
                return Interval.exactly(each), servings._replace(low=direction.low, high=direction.high)
        if not servings.clear and (told := self._told_for_all(interval, servings)) is not None:
            return interval, told
        if servings.high is None and anchor.high and self.timing.timed:
            servings = self._directed_by_weight(anchor, servings)
        return interval, servings

    def _directed_by_weight(self, anchor: Claim, servings: Servings) -> Servings:
        """Take 480 mg a day, of tablets with 120 mg."""
        for claim in (*self.told.strengths, *self.told.claims):
            timed = next((one for one in self.timing.timed if one.start <= claim.start <= one.end), None)
            if timed is None or timed.start <= anchor.start <= timed.end:
                continue
            low, high = claim.low / anchor.high, claim.high / anchor.high
            is_said = timed.directs or claim in self.told.strengths
            if is_said and low >= _ONE and low == round(low) and high == round(high):
                return servings._replace(low=low, high=high)
            # Nobody knows how many are meant, or whether magnesium is; it may be as much as is directed.
            servings = servings._replace(other=max(high, servings.other or _ONE))
        return servings

    def _told_for_all(self, interval: Interval, servings: Servings) -> Servings | None:
        """Three tablets daily deliver 450 mg, where 150 mg is told without saying for how many: it is for one."""
        for direction in servings.directions:
            for claim in (*self.told.strengths, *self.day_totals):
                inside = direction.start <= claim.start <= direction.end
                if inside and direction.low == direction.high and same(claim.high, interval.high * direction.high):
                    return servings._replace(
                        low=direction.low, high=direction.high, serving=None, clear=True, other=None
                    )
        return None

    def _unread(self, used: list[Claim]) -> tuple[tuple[int, int], ...]:
        """The places of all amounts that took no part in the reading."""
        if not self.unread and not self.told.strengths:
            return ()
        idle = [claim for claim in self.told.strengths if claim not in used and claim not in self.day_totals]
        return tuple(sorted(self.unread + [(claim.start, claim.end) for claim in idle]))

    def _percent(
        self, stated: Stated, claims: list[Claim]
    ) -> tuple[Decimal | None, tuple[int, int] | None, str | None]:
        chosen = stated.claims or tuple(claims)
        value = stated.mg if stated.claims else None
        for claim in (*chosen, *claims):
            if claim.percent is not None and (value is None or claim in chosen or same(claim.high, value)):
                return claim.percent, claim.percent_span, claim.percent_of
        if self.told.percent_alone is not None and claims:
            return self.told.percent_alone
        return None, None, None


def _is_dose(claim: Claim) -> bool:
    """Whether an amount can be one: not zero, no tub of 300 g."""
    most = _MOST_MAGNESIUM if claim.subject.what == "magnesium" and not claim.elemental else _MOST_SALT
    return 0 < claim.high <= most and claim.factor < 10**6


def _weight(compounds: list[Claim], open_left: list[Claim]) -> Decimal | None:
    """The weight of the salts in mg, where the label gives it or may give it."""
    salts = compounds or [claim for claim in open_left if claim.subject.what == "salt" and not claim.doubtful]
    return sum([claim.high for claim in one_of_each(salts)], Decimal(0)) if salts else None


def _day(interval: Interval | None, servings: Servings, told: list[Claim]) -> tuple[Decimal, Decimal] | None:
    if told and (interval is None or not servings.are_told):
        # How many servings make the day cannot be told, or what one holds; what the day holds is.
        return min(claim.low for claim in told), max(claim.high for claim in told)
    if interval is None:
        return None
    counts = servings.counts
    return interval.low * min(counts), interval.high * max(counts)


def _may_be_for(servings: Servings, direction: Direction) -> bool:
    """Whether amounts may be told for as much as is directed, from the least to the most of it."""
    serving = servings.serving
    if servings.clear:
        return servings.daily
    return serving is None or serving.only is not None or (serving.low, serving.high) == (direction.low, direction.high)
