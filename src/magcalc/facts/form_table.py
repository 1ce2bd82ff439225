"""The form table: what a name means, in any language, with or without words for its grade."""

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from magcalc.errors import ChoiceError, UnknownNameError, quoted
from magcalc.facts.forms import LANGUAGES, Form, FormName, Grade
from magcalc.facts.names import fold, typed_name, unframed
from magcalc.facts.store import DataFile, data_file
from magcalc.said import Named, either, say

_NAMES_LINE = re.compile(rf"^({'|'.join((*LANGUAGES, 'any'))}) = (\[.*\])$", re.MULTILINE)


class Meaning(NamedTuple):
    """What a name means: a form, the grades it may be, the one it most often is, and why they differ.

    ``title`` is the name in English, as an answer repeats it; ``is_usual`` marks the form's usual name.
    """

    form: Form
    title: str
    grades: tuple[Grade, ...]
    typical: Grade
    note: str | None
    is_usual: bool

    @classmethod
    def of(cls, form: Form, name: FormName) -> "Meaning":
        """The meaning of one of a form's names."""
        grades = tuple(form.grade_called(grade) for grade in name.grades)
        english = next(iter(name.in_language("en")), form.title)
        title = Named(english, lambda language: next(iter(name.in_language(language)), english))
        return cls(form, title, grades, form.grade_called(name.typical), name.note, name is form.name[0])

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
        for grade in self.form.grade:
            # A mixture, such as a buffered one, is no other salt.
            if grade.key in wanted or (grade.key == key and (self.is_usual or grade.formula is None)):
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
        self._met: dict[str, Meaning] = {}
        self._folded: dict[str, str] = {}
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

    def short_name(self, key: str) -> Named:
        """A form's key, which is its usual name in other languages; the key must be one of ``keys``."""
        return Named(key, lambda language: key if language == "en" else self.form(key).local_name(language))

    def spellings(self) -> Iterator[tuple[str, str, str]]:
        """Every name with its form's key and its language; a user's own forms first.

        Our own file is read by its lines, each of which holds one value: a tenth of the time that all forms take.
        """
        for key, form in self._own.items():
            for name in form.name:
                for language, spellings in name.spellings.items():
                    yield from ((key, language, spelling) for spelling in spellings)
        for key in self._data.keys:
            if key not in self._own:
                for language, names in _NAMES_LINE.findall(self._data.text(key)):
                    yield from ((key, language, spelling) for spelling in json.loads(names))

    def __iter__(self) -> Iterator[Form]:
        return (self.form(key) for key in self.keys)

    def meaning(self, name: str) -> Meaning:
        """Find what a name means, in any language, with or without words for its grade.

        Raises:
            UnknownNameError: when no form has the name; the hint offers the nearest names.
        """
        key = _checked_key(name)
        found = self._met.get(key) or self._by_key(key) or self._with_grade_words(key)
        if found is None:
            raise UnknownNameError(
                say("no form of magnesium is called {name}", name=quoted(name)), hint=self._nearest(key)
            )
        self._met[key] = found
        return found

    def with_grade(self, meaning: Meaning, grade_name: str) -> Meaning:
        """Settle the grade of a meaning by its key or by a word for it.

        Raises:
            UnknownNameError: when the form has no such grade; the hint lists those it has.
            ChoiceError: when the name settles another grade already.
        """
        wanted = fold(grade_name)
        own_keys = [grade.key for grade in meaning.form.grade if fold(grade.key) == wanted]
        words = [key for key, words in _grade_words().items() if wanted in words]
        for key in (*own_keys, *words):
            if grade := meaning.grade_called(key):
                if len(meaning.grades) == 1 and grade != meaning.typical:
                    raise ChoiceError(
                        say(
                            "{form} is the grade {grade} already, not {other}",
                            form=meaning.title,
                            grade=meaning.typical.key,
                            other=grade.key,
                        ),
                        hint=say("name one grade only"),
                    )
                return meaning.only(grade)
        grades = ", ".join(grade.key for grade in meaning.form.grade)
        raise UnknownNameError(
            say("{form} has no grade {grade}", form=meaning.title, grade=quoted(grade_name)),
            hint=say("grades of {form} are {grades}", form=meaning.form.named, grades=grades),
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
            if own not in plainly and key in self._folded_text(own):
                yield self.form(own)

    def _folded_text(self, key: str) -> str:
        if key not in self._folded:
            self._folded[key] = fold(self._data.text(key))
        return self._folded[key]

    def _with_grade_words(self, key: str) -> Meaning | None:
        for grade_key, words in _grade_words().items():
            for word in words:
                rest = key.removesuffix(word) if key.endswith(word) else key.removeprefix(word)
                if rest == key:
                    continue
                # "citrate (anhydrous)" and "citrate, anhydrous" are ways to write a grade, not two salts.
                meaning = self._by_key(unframed(rest))
                if meaning is None:
                    continue
                grade = meaning.grade_called(grade_key)
                return self.with_grade(meaning, word) if grade is None else meaning.only(grade)
        return self._with_grade_key(key)

    def _with_grade_key(self, key: str) -> Meaning | None:
        """Read a name as answers write it, with the key of its grade behind a comma: glycinate, commercial."""
        stem, comma, word = key.rpartition(",")
        meaning = self._by_key(stem) if comma else None
        if meaning is None or word not in [fold(grade.key) for grade in meaning.form.grade]:
            return None
        other = self._by_key(word)
        # The name of another salt is no grade, whatever it is called here.
        return self.with_grade(meaning, word) if other is None or other.form.key == meaning.form.key else None

    def _nearest(self, key: str) -> str:
        """The nearest names, one for each form that comes near."""
        spellings: dict[str, tuple[str, str]] = {}
        for form in self:
            for name in form.name:
                for spelling in name.everywhere():
                    spellings.setdefault(fold(spelling), (form.key, spelling))
        by_form: dict[str, str] = {}
        for close in difflib.get_close_matches(key, spellings, n=12):
            form_key, spelling = spellings[close]
            by_form.setdefault(form_key, spelling)
        if by_form:
            return say("did you mean {names}?", names=either(list(by_form.values())[:3]))
        return say("'magcalc forms' lists every form that is known")


def _checked_key(name: str) -> str:
    key = fold(typed_name(name, hint=say("type one name, such as {example}", example="citrate")))
    if not key:
        raise UnknownNameError(
            say("{name} names no form", name=quoted(name)),
            hint=say("type a form such as citrate, or --elemental for magnesium itself"),
        )
    return key


@cache
def _grade_words() -> dict[str, tuple[str, ...]]:
    data = data_file("grades")
    return {key: tuple(map(fold, data.record(key)["words"])) for key in data.keys}


def grade_words() -> frozenset[str]:
    """All words that name a grade, folded.

    >>> "dihydrat" in grade_words()
    True
    """
    return frozenset().union(*_grade_words().values())
