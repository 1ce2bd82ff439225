"""The rows of the form table: names, grades, elemental percentages, absorption and standing of every salt.

A *form* is a family of salts as people name it. A *grade* is one exact thing sold under such a name. A name
points to the grade it most often means and to all grades sold under it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from magcalc.facts.row import Evidence, Number, Percent, Row, Share, Status, parts
from magcalc.said import Named

LANGUAGES = ("en", "da", "nb", "sv", "de", "fr", "es", "it", "nl", "fi")
Language = Literal["en", "da", "nb", "sv", "de", "fr", "es", "it", "nl", "fi", "any"]
_NAME_FIELDS = (*LANGUAGES, "any")

MOST_SPELLINGS = 100


class Absorption(NamedTuple):
    """The share of 100 mg of magnesium, taken at once, that is absorbed: 0 to 1, an estimate."""

    low: Share
    typical: Share
    high: Share
    evidence: Evidence
    source: str
    status: Status


class Tolerance(NamedTuple):
    """How the gut takes it: rank 1 is gentlest, 5 is a laxative."""

    rank: Annotated[int, Field(ge=1, le=5, strict=True)]
    source: str
    status: Status


class EuStanding(NamedTuple):
    """Its standing in EU food supplements (Directive 2002/46/EC, Annex II)."""

    listed: Literal["yes", "no", "conditional", "as-parts", "unclear"]
    source: str
    status: Status
    annex_name: str | None = None
    adults_only: Annotated[bool, Field(strict=True)] = False
    max_mg: Number | None = None
    note: str | None = None


def _in_order(absorption: Absorption) -> Absorption:
    if not absorption.low <= absorption.typical <= absorption.high:
        raise ValueError("low, typical and high are out of order")
    return absorption


OrderedAbsorption = Annotated[Absorption, AfterValidator(_in_order)]


class Grade(Row):
    """One exact thing sold under a name: a pure salt with its formula, or a commercial mixture.

    ``elemental_percent`` is grams of magnesium in 100 g; None where nobody knows. A mixture may carry a range.
    """

    nested: ClassVar = {"absorption": parts(Absorption)}

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    title: str | None = None
    formula: str | None = None
    molar_mass: Number | None = None
    elemental_percent: Percent | None = None
    elemental_percent_low: Percent | None = None
    elemental_percent_high: Percent | None = None
    absorption: OrderedAbsorption | None = None
    cas: str | None = None
    source: str
    status: Status
    note: str | None = None

    @model_validator(mode="after")
    def _range_in_order(self) -> Self:
        percents = [self.elemental_percent_low, self.elemental_percent, self.elemental_percent_high]
        known = [percent for percent in percents if percent is not None]
        if known and self.elemental_percent is None:
            raise ValueError("a range needs elemental_percent, its typical value")
        if known != sorted(known):
            raise ValueError("elemental_percent_low, elemental_percent and elemental_percent_high are out of order")
        return self

    @property
    def lowest_percent(self) -> Decimal | None:
        """The low end of the grade's own range."""
        return self.elemental_percent if self.elemental_percent_low is None else self.elemental_percent_low

    @property
    def highest_percent(self) -> Decimal | None:
        """The high end of the grade's own range."""
        return self.elemental_percent if self.elemental_percent_high is None else self.elemental_percent_high


class FormName(Row):
    """Names with one meaning, by language; ``any`` holds brands, formulas and additive numbers.

    In the table each language is a field of its own; here they are together as ``spellings``.
    """

    typical: str
    grades: tuple[str, ...] = Field(max_length=20)
    spellings: dict[Language, tuple[str, ...]]
    recalled: tuple[Language, ...] = ()
    source: str
    note: str | None = None

    @classmethod
    def trusted(cls, record: dict[str, Any]) -> Self:
        """Build a row of our own table, its languages gathered."""
        return super().trusted(_gathered(record))

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, record: Any) -> Any:
        return _gathered(record) if isinstance(record, dict) else record

    @model_validator(mode="after")
    def _few_spellings(self) -> Self:
        if not 1 <= sum(map(len, self.spellings.values())) <= MOST_SPELLINGS:
            raise ValueError(f"a name has 1 to {MOST_SPELLINGS} spellings")
        return self

    def in_language(self, language: str) -> tuple[str, ...]:
        """The names in one language, the usual one first."""
        return next((names for known, names in self.spellings.items() if known == language), ())

    def everywhere(self) -> Iterator[str]:
        """Every name in every language."""
        for names in self.spellings.values():
            yield from names


def _gathered(record: dict[str, Any]) -> dict[str, Any]:
    spellings = {language: record[language] for language in _NAME_FIELDS if language in record}
    if all(isinstance(names, list) for names in spellings.values()):
        spellings = {language: tuple(names) for language, names in spellings.items()}
    rest = {field: value for field, value in record.items() if field not in _NAME_FIELDS}
    return {**rest, "spellings": spellings}


class Form(Row):
    """A family of salts, with its grades and its names."""

    nested: ClassVar = {
        "tolerance": parts(Tolerance),
        "absorption": parts(Absorption),
        "eu": parts(EuStanding),
        "name": FormName.trusted,
        "grade": Grade.trusted,
    }

    key: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    title: str
    role: Literal["nutrient", "medicine", "excipient"]
    note: str | None = None
    tolerance: Tolerance | None = None
    absorption: OrderedAbsorption | None = None
    eu: EuStanding
    name: tuple[FormName, ...] = Field(min_length=1, max_length=20)
    grade: tuple[Grade, ...] = Field(max_length=20)

    @model_validator(mode="after")
    def _names_point_to_grades(self) -> Self:
        keys = [grade.key for grade in self.grade]
        if len(set(keys)) != len(keys):
            raise ValueError("two grades have the same key")
        for name in self.name:
            for key in (name.typical, *name.grades):
                if key not in keys:
                    raise ValueError(f"a name points to the grade {key!r}, which is not there")
            if name.typical not in name.grades:
                raise ValueError(f"the typical grade {name.typical!r} is not among the name's grades")
        return self

    def grade_called(self, key: str) -> Grade:
        """The grade with this key; the key must be one of the form's own."""
        return next(grade for grade in self.grade if grade.key == key)

    @property
    def named(self) -> Named:
        """Its title, which is its usual name in other languages."""
        return Named(self.title, lambda language: self.title if language == "en" else self.local_name(language))

    def local_name(self, language: str) -> str:
        """Its usual name in a language, in English where the table has none."""
        for wanted in (language, "en"):
            for name in self.name:
                if names := name.in_language(wanted):
                    return names[0]
        return self.title
