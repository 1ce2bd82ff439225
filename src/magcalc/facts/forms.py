"""The form table: names, grades, elemental percentages, absorption and standing of every salt.

A *form* is a family of salts as people name it. A *grade* is one exact thing sold under such a name. A name
points to the grade it most often means and to all grades sold under it; that is its *meaning*.
"""

import difflib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.names import fold, tidy
from magcalc.facts.row import Evidence, Number, Percent, Row, Share, Status, parts
from magcalc.facts.store import DataFile, data_file

LANGUAGES = ("en", "da", "nb", "sv", "de", "fr", "es", "it", "nl", "fi")
Language = Literal["en", "da", "nb", "sv", "de", "fr", "es", "it", "nl", "fi", "any"]
_NAME_FIELDS = (*LANGUAGES, "any")

# What counts as a name is bounded, so that a hostile argument is refused before any work is done on it.
LONGEST_NAME = 120
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


def _in_order(absorption: Absorption | None) -> Absorption | None:
    if absorption is not None and not absorption.low <= absorption.typical <= absorption.high:
        raise ValueError("low, typical and high are out of order")
    return absorption


OrderedAbsorption = Annotated[Absorption | None, AfterValidator(_in_order)]


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
    absorption: OrderedAbsorption = None
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
    grades: tuple[str, ...] = Field(min_length=1, max_length=20)
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
    absorption: OrderedAbsorption = None
    eu: EuStanding
    name: tuple[FormName, ...] = Field(min_length=1, max_length=20)
    grade: tuple[Grade, ...] = Field(min_length=1, max_length=20)

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

    def local_name(self, language: str) -> str:
        """Its usual name in a language, in English where the table has none."""
        for wanted in (language, "en"):
            for name in self.name:
                if names := name.in_language(wanted):
                    return names[0]
        return self.title


class Meaning(NamedTuple):
    """What a name means: a form, the grades it may be, the one it most often is, and why they differ.

    ``title`` is the name in English, as an answer repeats it.
    """

    form: Form
    title: str
    grades: tuple[Grade, ...]
    typical: Grade
    note: str | None

    @classmethod
    def of(cls, form: Form, name: FormName) -> "Meaning":
        """The meaning of one of a form's names."""
        grades = tuple(form.grade_called(grade) for grade in name.grades)
        title = next(iter(name.in_language("en")), form.title)
        return cls(form, title, grades, form.grade_called(name.typical), name.note)

    def grade_called(self, key: str) -> Grade | None:
        """The grade that a key or a hydrate's word means under this name, None where it means none.

        A word must never lead to another salt: ``hydrogen citrate, anhydrous`` is the hydrogen citrate without
        water, not trimagnesium dicitrate. Only the form's usual name reaches all of its grades.
        """
        keys = [grade.key for grade in self.grades]
        wanted = [key] if key in keys else []
        stems = [known.removesuffix(f"-{key}") for known in keys if known.endswith(f"-{key}")]
        if key == "anhydrous":
            wanted += [stem for stem in keys if len(keys) > 1 and _all_of_stem(keys, stem)]
        wanted += [f"{stem}-{key}" for stem in stems if _all_of_stem(keys, stem)]
        is_usual = self.title in self.form.name[0].in_language("en")
        for grade in self.form.grade:
            # A mixture, such as a buffered one, is no other salt.
            if grade.key in wanted or (grade.key == key and (is_usual or grade.formula is None)):
                return grade
        return None

    def only(self, grade: Grade) -> "Meaning":
        """The same name with its grade settled."""
        return self._replace(grades=(grade,), typical=grade, note=grade.note)


def _all_of_stem(keys: list[str], stem: str) -> bool:
    return all(key == stem or key.startswith(f"{stem}-") for key in keys)


class FormTable:
    """The table to look names up in: ours, and a user's own forms over it.

    Args:
        data: our table.
        own: forms that are added, or that stand in for ours of the same key.
        origin: the file the user's forms came from, named in every output that used it.

    >>> FormTable().meaning("Magnesiumcitrat").typical.elemental_percent
    Decimal('16.1634')
    """

    def __init__(self, data: DataFile | None = None, own: tuple[Form, ...] = (), origin: str | None = None) -> None:
        self._data = data_file("forms") if data is None else data
        self._own = {form.key: form for form in own}
        self._read: dict[str, Form] = {}
        self.origin = origin

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all forms, ours first, in the order of the file."""
        return (*self._data.keys, *(key for key in self._own if key not in self._data.keys))

    def form(self, key: str) -> Form:
        """The form with this key; the key must be one of ``keys``."""
        if key in self._own:
            return self._own[key]
        if key not in self._read:
            self._read[key] = Form.trusted(self._data.record(key))
        return self._read[key]

    def __iter__(self) -> Iterator[Form]:
        return (self.form(key) for key in self.keys)

    def meaning(self, name: str) -> Meaning:
        """Find what a name means, in any language, with or without words for its grade.

        Raises:
            UnknownNameError: when no form has the name; the hint offers the nearest names.
        """
        key = _checked_key(name)
        found = self._by_key(key) or self._with_grade_words(key)
        if found is None:
            raise UnknownNameError(f"no form of magnesium is called {quoted(name)}", hint=self._nearest(key))
        return found

    def with_grade(self, meaning: Meaning, grade_name: str) -> Meaning:
        """Settle the grade of a meaning by its key or by a word for it.

        Raises:
            UnknownNameError: when the form has no such grade; the hint lists those it has.
        """
        wanted = fold(grade_name)
        own_keys = [grade.key for grade in meaning.form.grade if fold(grade.key) == wanted]
        words = [key for key, words in _grade_words().items() if wanted in words]
        for key in (*own_keys, *words):
            if grade := meaning.grade_called(key):
                return meaning.only(grade)
        grades = ", ".join(grade.key for grade in meaning.form.grade)
        raise UnknownNameError(
            f"{meaning.title} has no grade {quoted(grade_name)}", hint=f"grades of {meaning.form.title} are {grades}"
        )

    def _by_key(self, key: str) -> Meaning | None:
        for form in self._candidates(key):
            for name in form.name:
                if any(fold(spelling) == key for spelling in name.everywhere()):
                    return Meaning.of(form, name)
            usual = Meaning.of(form, form.name[0])
            if fold(form.key) == key:
                return usual
            for grade in form.grade:
                if grade.formula is not None and fold(grade.formula) == key:
                    return usual.only(grade)
        return None

    def _candidates(self, key: str) -> Iterator[Form]:
        """The forms that may have the name: the user's own, those that show it plainly, then those that hide it.

        Folding the whole table costs more than the rest of a command, and most names stand in it as they are typed.
        """
        yield from self._own.values()
        ours = [own for own in self._data.keys if own not in self._own]
        plainly = [own for own in ours if key in self._data.text(own).casefold()]
        for own in sorted(plainly, key=lambda own: own != key):
            yield self.form(own)
        for own in ours:
            if own not in plainly and key in fold(self._data.text(own)):
                yield self.form(own)

    def _with_grade_words(self, key: str) -> Meaning | None:
        for grade_key, words in _grade_words().items():
            for word in sorted(words, key=len, reverse=True):
                rest = key.removesuffix(word) if key.endswith(word) else key.removeprefix(word)
                if rest in (key, ""):
                    continue
                meaning = self._by_key(rest)
                if meaning is None:
                    continue
                grade = meaning.grade_called(grade_key)
                return self.with_grade(meaning, word) if grade is None else meaning.only(grade)
        return None

    def _nearest(self, key: str) -> str:
        """The nearest names, one for each form that comes near."""
        spellings: dict[str, tuple[str, str]] = {}
        for form in self:
            for name in form.name:
                for spelling in name.everywhere():
                    spellings.setdefault(fold(spelling), (form.key, spelling))
        by_form: dict[str, str] = {}
        for close in difflib.get_close_matches(key, spellings, n=12, cutoff=0.6):
            form_key, spelling = spellings[close]
            by_form.setdefault(form_key, spelling)
        if by_form:
            return "did you mean " + " or ".join(list(by_form.values())[:3]) + "?"
        return "'magcalc forms' lists every form that is known"


def _checked_key(name: str) -> str:
    tidied = tidy(name)
    if len(tidied) > LONGEST_NAME:
        raise UnknownNameError(f"the name {quoted(name)} is too long", hint="type one form's name, such as citrate")
    if not tidied.isprintable():
        raise UnknownNameError(
            f"the name {quoted(name)} holds control or direction characters", hint="type the name anew, by hand"
        )
    key = fold(tidied)
    if not key:
        raise UnknownNameError(
            f"{quoted(name)} names no form", hint="type a form such as citrate, or --elemental for magnesium itself"
        )
    return key


@cache
def _grade_words() -> dict[str, frozenset[str]]:
    data = data_file("grades")
    return {key: frozenset(fold(word) for word in data.record(key)["words"]) for key in data.keys}
