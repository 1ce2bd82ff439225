"""What a label says, all claims put together: forms, magnesium a serving, servings a day, magnesium a day."""

from decimal import Decimal
from typing import NamedTuple

from magcalc.interval import Interval
from magcalc.label.claims import Basis, Claim, Mention
from magcalc.label.places import Places
from magcalc.label.salts import Salt
from magcalc.label.servings import Child, Servings
from magcalc.label.shapes import Lines
from magcalc.label.statements import HealthClaim, health_claim, tells


class Reading(NamedTuple):
    """A label as read. Amounts are milligrams for one serving.

    ``elemental`` spans every reading that the label leaves open. ``declared`` is the magnesium that it states itself;
    where there is any, there is an ``elemental`` too. ``day`` is there where ``elemental`` is, or where ``day_totals``,
    amounts told for the day, are all there is. ``parts`` are the stated shares that should make up ``stated_total``:
    both are told or neither. No weight or amount is 0. ``salts`` are empty only where no claim names one.
    ``languages`` are its own and those whose words it may use. Where something starts and ends is told in the signs
    of the outlined text; ``places`` tell where that is in the label.
    """

    language: str
    places: Places
    lines: Lines
    forms: tuple[str, ...]
    salts: tuple[Salt, ...]
    mentions: tuple[Mention, ...]
    basis: Basis | None
    elemental: Interval | None
    declared: Claim | None
    compound_mg: Decimal | None
    compound_claims: tuple[Claim, ...]
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
    languages: tuple[str, ...]

    @property
    def serving_mass_mg(self) -> Decimal | None:
        """The weight of a serving in mg, where the label gives it; 0 g is none."""
        serving = self.servings.serving
        if serving is None:
            return None
        if serving.unit == "g":
            return serving.high * 1000
        for amount, unit in serving.also:
            if amount and unit == "g":
                return amount * 1000
            if amount and unit == "mg":
                return amount
        return None

    def tells(self, statement: str) -> bool:
        """Whether the label holds a statement, by its key in the lexicon's record ``statements``."""
        return tells(self.lines, self.languages, statement)

    def health_claim(self, *, authorised: bool = True) -> HealthClaim | None:
        """The first health claim, or the first that is not authorised."""
        claim = health_claim(self.lines, self.language, authorised=authorised)
        if claim is None:
            return None
        start, end = claim.span
        return HealthClaim(claim.text, (self.places.outlined(start), self.places.outlined(end)))

    def is_whole_label(self) -> bool:
        """Whether the text is plainly a whole label: contents, ingredients and a direction."""
        directed = self.servings.daily or bool(self.servings.directions)
        return self.lists_ingredients and directed and self.elemental is not None and self.tells("supplement")
