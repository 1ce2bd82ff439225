"""What a label says, all claims put together: forms, magnesium a serving, servings a day, magnesium a day."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.elemental import percent_of
from magcalc.errors import ChoiceError, UnknownNameError
from magcalc.facts.form_table import FormTable, Meaning
from magcalc.facts.lexicon import Lexicon
from magcalc.interval import Interval, total
from magcalc.label.claim_reader import ClaimReader
from magcalc.label.claims import Basis, Claim, Mention
from magcalc.label.clean import Clean
from magcalc.label.salts import Salt
from magcalc.label.servings import Child, ServingReader, Servings, child_of, servings_for
from magcalc.label.settle import fit
from magcalc.label.statements import HealthClaim, health_claim, tells

_HUNDREDTH = Decimal("0.01")
_ONE = Decimal(1)
# Printed figures are rounded: two that are this near to each other tell the same.
_SAME = Decimal("0.02")
# Milligrams of bare magnesium, of a salt: more is the weight of a pack.
_MOST_MAGNESIUM = Decimal(2000)
_MOST_SALT = Decimal(25_000)


class Reading(NamedTuple):
    """A label as read. Amounts are milligrams for one serving.

    ``elemental`` spans every reading that the label leaves open. ``declared`` is the magnesium that it states itself.
    ``parts`` are the stated shares that should make up ``stated_total``. ``day_totals`` are amounts told for the day.
    """

    language: str
    clean: Clean
    forms: tuple[str, ...]
    salts: tuple[Salt, ...]
    mentions: tuple[Mention, ...]
    basis: Basis | None
    elemental: Interval | None
    declared: Claim | None
    compound_mg: Decimal | None
    compound_claims: tuple[Claim, ...]
    serving_mass_mg: Decimal | None
    percent: Decimal | None
    percent_span: tuple[int, int] | None
    percent_of: str | None
    references: tuple[Decimal, ...]
    reference_mg: Decimal | None
    servings: Servings
    day: tuple[Decimal, Decimal] | None
    assumed_one_serving: bool
    claims: tuple[Claim, ...]
    open_claims: tuple[Claim, ...]
    conflicts: tuple[Claim, ...]
    parts: tuple[Claim, ...]
    stated_total: Claim | None
    day_totals: tuple[Claim, ...]
    unread: tuple[tuple[int, int], ...]
    buffered: tuple[int, int] | None
    has_magnesium: bool
    lists_ingredients: bool
    children: Child | None
    lexicons: tuple[Lexicon, ...]

    def tells(self, statement: str) -> bool:
        """Whether the label holds a statement, by its key in the lexicon's record ``statements``."""
        return tells(self.clean.text, self.lexicons, statement)

    def health_claim(self, *, authorised: bool = True) -> HealthClaim | None:
        """The first health claim, or the first that is not authorised."""
        return health_claim(self.clean.text, self.lexicons[0], authorised=authorised)

    def is_whole_label(self) -> bool:
        """Whether the text is plainly a whole label: contents, ingredients and a direction."""
        directed = self.servings.daily or bool(self.servings.directions)
        return self.lists_ingredients and directed and self.elemental is not None and self.tells("supplement")


class Reader:
    """Puts one label's claims together."""

    def __init__(
        self,
        reader: ClaimReader,
        timing: ServingReader,
        cleaned: Clean,
        references: tuple[Decimal, ...],
        by_words: dict[str, tuple[Decimal, ...]],
        table: FormTable,
    ) -> None:
        self.reader, self.timing, self.cleaned, self.references, self.table = reader, timing, cleaned, references, table
        self.by_words = by_words
        self.unread = list(reader.unread)
        self.conflicts: list[Claim] = []
        self.parts: list[Claim] = []
        self.stated_total: Claim | None = None
        self.day_totals: list[Claim] = []
        self.salts, self.forms, self.mentions = self._forms()

    def read(self) -> Reading:
        """Give the reading."""
        claims = self._plausible()
        elemental = [claim for claim in claims if claim.basis == "elemental"]
        main = self._main(elemental)
        compounds = [claim for claim in claims if claim.basis == "compound"]
        open_claims = [claim for claim in claims if claim.basis == "unknown"]
        if main is None and not claims:
            open_claims = self._strength()
        declared = main[0] if main else None
        open_left = self._still_open(open_claims, main)
        compounds += [
            claim
            for claim in open_claims
            if claim not in open_left and claim.subject.what == "salt" and self._fits_as_salt(claim, main)
        ]
        anchor = declared or next(iter(compounds or open_left), None)
        servings = self._servings(anchor)
        if declared is not None and not servings.daily:
            others = [claim for claim in (*elemental, *self.reader.strengths) if claim is not declared]
            self.day_totals += [claim for claim in others if self._is_for_day(claim)]
        basis, interval = self._interval(main, compounds, open_left)
        interval, servings = self._spread(anchor, interval, servings)
        percent, percent_span, percent_kind = self._percent(main, claims)
        references = self.by_words.get(percent_kind or "", self.references)
        reference = None
        if percent is not None and declared is not None:
            reference = fit(percent, declared.high, references).reference_mg
        return Reading(
            language=self.reader.words.language,
            clean=self.cleaned,
            forms=self.forms,
            salts=self.salts,
            mentions=self.mentions,
            basis=basis,
            elemental=interval,
            declared=declared,
            compound_mg=self._compound(compounds, open_left),
            compound_claims=tuple(compounds),
            serving_mass_mg=_mass_of(servings),
            percent=percent,
            percent_span=percent_span,
            percent_of=percent_kind,
            references=references,
            reference_mg=reference or self.reader.reference_mg,
            servings=servings,
            day=_day(interval, servings),
            assumed_one_serving=interval is not None and servings.high is None,
            claims=tuple(claims),
            open_claims=tuple(open_left),
            conflicts=tuple(self.conflicts),
            parts=tuple(self.parts),
            stated_total=self.stated_total,
            day_totals=tuple(self.day_totals),
            unread=self._unread(open_left),
            buffered=self.reader.buffered,
            has_magnesium=self.reader.magnesium_named or bool(self.reader.claims),
            lists_ingredients=self.reader.lists_ingredients,
            children=child_of(self.timing, servings),
            lexicons=tuple(self.reader.words.lexicons),
        )

    def _plausible(self) -> list[Claim]:
        """Leave out what cannot be a dose: a tub of 300 g, amounts told for the whole day beside those of a serving."""
        kept = []
        for claim in self.reader.claims:
            most = _MOST_MAGNESIUM if claim.subject.what == "magnesium" and not claim.elemental else _MOST_SALT
            if claim.high > most or claim.high <= 0 or (claim.factor >= 10**6):
                self.unread.append((claim.start, claim.end))
            else:
                kept.append(claim)
        if len(kept) > 1:
            told = [claim for claim in kept if self._is_day_total(claim)]
            if len(told) < len(kept):
                self.day_totals = told
                kept = [claim for claim in kept if claim not in told]
        return kept

    def _is_day_total(self, claim: Claim) -> bool:
        """Whether an amount stands in a sentence that directs a number a day."""
        if claim.subject.what != "magnesium":
            return False
        return any(
            direction.start <= claim.start <= direction.end
            and direction.unit != "time"
            and not self._told_for_unit(claim)
            for direction in self.timing.directions
        )

    def _is_for_day(self, claim: Claim) -> bool:
        """Whether an amount is told for a whole day's portion."""
        start, end = self._line(claim)
        return self.timing.daily_is_basis and start <= self.timing.daily_start <= claim.start <= end

    def _told_for_unit(self, claim: Claim) -> bool:
        line = self._line(claim)
        return any(line[0] <= count.start <= line[1] for count in self.timing.basis) or self.timing.daily_is_basis

    def _line(self, claim: Claim) -> tuple[int, int]:
        text = self.reader.text
        end = text.find("\n", claim.end)
        return text.rfind("\n", 0, claim.start) + 1, len(text) if end < 0 else end

    # Magnesium itself.

    def _main(self, elemental: list[Claim]) -> list[Claim] | None:
        """The claims whose sum is the magnesium of a serving: one, or the shares of several salts."""
        if not elemental:
            return None
        totals = [claim for claim in elemental if claim.subject.total]
        shares = [
            claim
            for claim in elemental
            if claim.share is not None
            and claim.parent is not None
            and claim.parent.subject.what == "magnesium"
            and claim.partner is None
            and claim.unit == "mass"
            and claim.restates is None
            and not _same(claim.high, claim.parent.high)
        ]
        of_salts = _of_different_salts(elemental)
        if totals:
            self.stated_total, self.parts = totals[0], of_salts or shares
            return [totals[0]]
        if len(of_salts) > 1:
            apart = [claim for claim in elemental if claim not in of_salts and claim.unit == "mass"]
            whole = sum((claim.high for claim in of_salts), Decimal(0))
            for claim in apart:
                if claim.high > max(part.high for part in of_salts):
                    self.stated_total, self.parts = claim, of_salts
                    return [claim]
            del whole
            return of_salts
        outer = [claim for claim in elemental if claim not in shares] or elemental
        main = next((claim for claim in outer if claim.unit == "mass" and claim.elemental), None) or next(
            (claim for claim in outer if claim.unit == "mass"), outer[0]
        )
        main = next((claim for claim in outer if claim.unit == "mass" and not self._is_column(claim, outer)), main)
        if shares:
            sourced = [claim for claim in shares if claim.subject.sources]
            if sourced:
                self.stated_total, self.parts = main, sourced
            else:
                self.conflicts = [main, *shares]
        self._find_conflicts(main, outer, shares)
        return [main]

    def _is_column(self, claim: Claim, outer: list[Claim]) -> bool:
        return claim.restates is not None and claim.restates in outer

    def _find_conflicts(self, main: Claim, outer: list[Claim], shares: list[Claim]) -> None:
        for claim in outer:
            if (
                claim is main
                or claim in shares
                or claim.unit != "mass"
                or claim.subject.sources != main.subject.sources
            ):
                continue
            ratio = max(claim.high, main.high) / min(claim.high, main.high)
            if not _same(claim.high, main.high) and not _same(ratio, Decimal(round(ratio))) and claim.restates is None:
                self.conflicts = self.conflicts or [main]
                self.conflicts.append(claim)

    # What is still open.

    def _still_open(self, open_claims: list[Claim], main: list[Claim] | None) -> list[Claim]:
        """Open amounts that no settled one explains: as the same figure, a multiple of it, or a salt that holds it."""
        if main is None:
            return open_claims
        whole = sum((claim.high for claim in main), Decimal(0))
        left = []
        for claim in open_claims:
            ratio = claim.high / whole if whole else Decimal(0)
            explained = (
                _same(claim.high, whole)
                or (ratio > 1 and _same(ratio, Decimal(round(ratio))) and ratio < 7 and self._is_name(claim))
                or self._fits_as_salt(claim, main)
                or self._is_name(claim)
                or any(_same(claim.high, other.high) for other in self.reader.claims if other.basis == "elemental")
            )
            if not explained:
                left.append(claim)
        return left

    def _is_name(self, claim: Claim) -> bool:
        """Whether an amount stands before every statement of contents, as a product's name does."""
        if claim.share is not None or claim.parent is not None:
            return False
        return claim.line == 0 or claim.start < self.reader.first_cue

    def _fits_as_salt(self, claim: Claim, main: list[Claim] | None) -> bool:
        if main is None or claim.subject.what != "salt":
            return False
        whole = sum((one.high for one in main), Decimal(0))
        percent = self._percent_of(claim.subject.salts)
        return (
            percent is not None
            and claim.high * percent.high * _HUNDREDTH * (_ONE + _SAME) >= whole
            and claim.high > whole
        )

    def _strength(self) -> list[Claim]:
        """A product's strength that stands by itself: "500 mg, coated tablets", with one salt named elsewhere."""
        if not self.reader.magnesium_named:
            return []
        for claim in self.reader.strengths:
            if claim.strength:
                salts = {mention.salt.form: mention.salt for mention in self.reader.mentions if not mention.aid}
                claim.subject.what = "salt" if salts else "magnesium"
                claim.subject.salts = tuple(salts.values())
                claim.because = "a strength without a name"
                return [claim]
        return []

    # Sums.

    def _percent_of(self, salts: tuple[Salt, ...]) -> Interval | None:
        """The elemental percentages of the named salts, weakest to strongest."""
        found = [self._percent_of_one(salt) for salt in salts]
        known = [percent for percent in found if percent is not None]
        if not known or len(known) < len(found):
            return None
        return Interval(
            min(p.low for p in known),
            known[0].typical if len(known) == 1 else min(p.typical for p in known),
            max(p.high for p in known),
        )

    def _percent_of_one(self, salt: Salt) -> Interval | None:
        return percents_of(salt.name or salt.form, self.table) or percents_of(salt.form, self.table)

    def _as_compound(self, claim: Claim) -> Interval | None:
        """The magnesium in an amount of a salt, over its grades and over both readings of its number."""
        salts = claim.subject.salts or claim.subject.sources or self.salts
        percent = self._percent_of(salts) if salts else None
        if percent is None:
            return None
        least, most = _ends(claim)
        typical = percent.typical * claim.high * _HUNDREDTH
        return Interval(percent.low * least * _HUNDREDTH, typical, percent.high * most * _HUNDREDTH)

    def _interval(
        self, main: list[Claim] | None, compounds: list[Claim], open_left: list[Claim]
    ) -> tuple[Basis | None, Interval | None]:
        if main is not None:
            whole = total([_exactly(claim) for claim in main])
            if self.conflicts:
                ends = [claim.high for claim in self.conflicts]
                whole = Interval(min(*ends, whole.low), whole.typical, max(*ends, whole.high))
            return ("unknown" if self.conflicts or open_left else "elemental"), whole
        if open_left:
            return "unknown", self._open_interval(open_left)
        parts = [part for claim in compounds if (part := self._as_compound(claim)) is not None]
        if parts:
            return "compound", total(parts)
        return ("compound" if compounds else None), None

    def _open_interval(self, claims: list[Claim]) -> Interval | None:
        """Both readings of every open amount: as the salt, and as magnesium itself."""
        parts = []
        bare = [claim for claim in claims if claim.subject.what == "magnesium"]
        chosen = bare[:1] or _distinct(claims)
        for claim in chosen:
            if claim.doubtful:
                return None
            least, most = _ends(claim)
            if claim.subject.what == "magnesium" and not self.salts:
                parts.append(Interval(least, claim.high, most))
                continue
            compound = self._as_compound(claim)
            if compound is None:
                return None
            # Beside the word magnesium the figure itself is the likelier reading.
            typical = claim.high if claim.subject.what == "magnesium" else min(compound.typical, claim.high)
            parts.append(Interval(min(compound.low, least), typical, max(most, compound.high)))
        return total(parts)

    def _compound(self, compounds: list[Claim], open_left: list[Claim]) -> Decimal | None:
        chosen = _distinct(
            compounds or [claim for claim in open_left if claim.subject.what == "salt" and not claim.doubtful]
        )
        return sum((claim.high for claim in chosen), Decimal(0)) if chosen else None

    # Servings.

    def _servings(self, anchor: Claim | None) -> Servings:
        """Serving and directions; a medicine's composition is told for one unit."""
        found = self._told_servings(anchor)
        if found.clear or found.serving is None or found.serving.high <= 1 or found.high is None:
            return found
        lexicons = self.reader.words.lexicons
        if not tells(self.reader.text, lexicons[:1], "medicine"):
            return found
        count = found.serving.high
        one = found.serving._replace(low=_ONE, high=_ONE)
        return found._replace(
            serving=one, low=(found.low or _ONE) * count, high=found.high * count, clear=True, most=None
        )

    def _told_servings(self, anchor: Claim | None) -> Servings:
        if anchor is None:
            text_end = len(self.reader.text)
            return servings_for(self.timing, text_end, text_end, text_end)
        line_start, line_end = self._line(anchor)
        return servings_for(self.timing, line_start, line_end, anchor.start)

    def _spread(
        self, anchor: Claim | None, interval: Interval | None, servings: Servings
    ) -> tuple[Interval | None, Servings]:
        """Amounts that are told for the directed range, and directions told in milligrams."""
        if anchor is None or interval is None:
            return interval, servings
        for direction in servings.directions:
            ranged = anchor.low != anchor.high and direction.low != direction.high
            if ranged and _same(anchor.high / anchor.low, direction.high / direction.low):
                each = anchor.low / direction.low
                return Interval.exactly(each), servings._replace(low=direction.low, high=direction.high)
        if not servings.clear and (told := self._told_for_all(interval, servings)) is not None:
            return interval, told
        if servings.high is None:
            for claim in self.reader.strengths:
                if any(start <= claim.start <= end for start, end in self.timing.timed) and anchor.high:
                    whole = anchor.high
                    low, high = claim.low / whole, claim.high / whole
                    if low >= _ONE and low == round(low) and high == round(high):
                        return interval, servings._replace(low=low, high=high)
        return interval, servings

    def _told_for_all(self, interval: Interval, servings: Servings) -> Servings | None:
        """Three tablets daily deliver 450 mg, where 150 mg is told without saying for how many: it is for one."""
        for direction in servings.directions:
            for claim in (*self.reader.strengths, *self.day_totals):
                inside = direction.start <= claim.start <= direction.end
                if inside and direction.low == direction.high and _same(claim.high, interval.high * direction.high):
                    return servings._replace(
                        low=direction.low, high=direction.high, serving=None, clear=True, most=None
                    )
        return None

    # The rest.

    def _unread(self, used: list[Claim]) -> tuple[tuple[int, int], ...]:
        """The places of all amounts that took no part in the reading."""
        idle = [claim for claim in self.reader.strengths if claim not in used and claim not in self.day_totals]
        return tuple(sorted([*self.unread, *((claim.start, claim.end) for claim in idle)]))

    def _percent(
        self, main: list[Claim] | None, claims: list[Claim]
    ) -> tuple[Decimal | None, tuple[int, int] | None, str | None]:
        chosen = main or claims
        value = sum((claim.high for claim in main), Decimal(0)) if main else None
        for claim in (*chosen, *claims):
            if claim.percent is not None and (value is None or claim in chosen or _same(claim.high, value)):
                return claim.percent, claim.percent_span, claim.percent_of
        if self.reader.percent_alone is not None and claims:
            return self.reader.percent_alone
        return None, None, None

    def _forms(self) -> tuple[tuple[Salt, ...], tuple[str, ...], tuple[Mention, ...]]:
        mentions = [mention for mention in self.reader.mentions if not mention.aid]
        specific = any(mention.salt.form in _CHELATES for mention in mentions)
        kept: dict[str, Salt] = {}
        for mention in mentions:
            if mention.salt.unnamed_chelate and (specific or not mention.salt.magnesium):
                continue
            kept.setdefault(mention.salt.form, mention.salt)
        if not kept and self.reader.magnesium_named:
            for mention in self.reader.bare_salts:
                if not mention.salt.unnamed_chelate:
                    kept.setdefault(mention.salt.form, mention.salt)
                    mentions.append(mention)
        aids = [mention for mention in self.reader.mentions if mention.aid]
        return tuple(kept.values()), tuple(kept), (*mentions, *aids)


# Chelates by the name of their amino acid: beside one of these, "chelate" alone is no second form.
_CHELATES = {"glycinate", "lysinate", "lysinate-glycinate", "taurate", "aspartate", "malate", "citrate"}
_PERCENTS: dict[str, Interval | None] = {}
_MOST_PERCENTS = 5000


def percents_of(name: str, table: FormTable) -> Interval | None:
    """The elemental percentages of a salt by its name, None where nobody knows them."""
    if name not in _PERCENTS:
        if len(_PERCENTS) > _MOST_PERCENTS:
            _PERCENTS.clear()
        try:
            meaning: Meaning = table.meaning(name)
            _PERCENTS[name] = percent_of(meaning)
        except (ChoiceError, UnknownNameError):
            _PERCENTS[name] = None
    return _PERCENTS[name]


def _exactly(claim: Claim) -> Interval:
    least, most = _ends(claim)
    return Interval(least, claim.high, most)


def _ends(claim: Claim) -> tuple[Decimal, Decimal]:
    """The least and the most of an amount, over both readings of its number."""
    if claim.other is None:
        return claim.low, claim.high
    return min(claim.low, claim.other), max(claim.high, claim.other)


def _same(first: Decimal, second: Decimal) -> bool:
    return abs(first - second) <= _SAME * max(abs(first), abs(second))


def _of_different_salts(elemental: list[Claim]) -> list[Claim]:
    """Shares that each belong to a salt of their own: they add up to the magnesium of a serving."""
    found: dict[tuple[str, ...], Claim] = {}
    wholes = {id(claim.subject.inside) for claim in elemental if claim.subject.inside is not None}
    for claim in elemental:
        if id(claim.subject) in wholes and len(claim.subject.sources) > 1:
            continue
        salts = tuple(salt.form for salt in claim.subject.sources)
        if not salts and claim.partner is not None:
            salts = tuple(salt.form for salt in claim.partner.subject.salts)
        if claim.subject.what == "salt":
            salts = tuple(salt.form for salt in claim.subject.salts)
        if not salts or claim.unit != "mass" or claim.restates is not None:
            continue
        if (
            claim.partner is None
            and claim.share is not None
            and claim.parent is not None
            and claim.parent.subject.what == "magnesium"
        ):
            continue
        found.setdefault(salts, claim)
    return list(found.values()) if len(found) > 1 else []


def _distinct(claims: list[Claim]) -> list[Claim]:
    """One claim for each salt: a name that comes again tells nothing new."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        found.setdefault((*(salt.form for salt in claim.subject.salts),), claim)
    return list(found.values())


def _day(interval: Interval | None, servings: Servings) -> tuple[Decimal, Decimal] | None:
    if interval is None:
        return None
    return interval.low * (servings.low or _ONE), interval.high * (servings.most or servings.high or _ONE)


def _mass_of(servings: Servings) -> Decimal | None:
    """The weight of a serving in mg, where the label gives it."""
    if servings.serving is None:
        return None
    if servings.serving.unit == "g":
        return servings.serving.high * 1000
    for amount, unit in servings.serving.also:
        if unit == "g":
            return amount * 1000
        if unit == "mg":
            return amount
    return None
