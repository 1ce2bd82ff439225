"""The names of magnesium salts, found in running words: every name of the form table, with words for its grade."""

from functools import cache
from typing import NamedTuple

from magcalc.facts.form_table import FormTable, grade_words
from magcalc.facts.names import fold

_LONGEST_NAME = 7


class Salt(NamedTuple):
    """A salt as a label names it.

    ``magnesium`` tells whether the name itself says magnesium, by the word or by being a name of nothing else.
    ``unnamed_chelate`` is a chelate whose amino acid is not told.
    """

    form: str
    name: str
    magnesium: bool
    excipient: bool
    unnamed_chelate: bool


class SaltNames:
    """Every name of every form, ready for looking up.

    >>> SaltNames(FormTable()).find(["", "bisglycinat"])[0][2].form
    'glycinate'
    """

    def __init__(self, table: FormTable) -> None:
        self._forms: dict[str, str] = {}
        self._say_magnesium: set[str] = set()
        self._need_magnesium: set[str] = set()
        self.parts: set[str] = set()
        self._grades = grade_words()
        for form, language, spelling in table.spellings():
            key = fold(spelling)
            self._forms.setdefault(key, form)
            if "L-" in spelling:
                # The acid's hand is seldom printed: L-threonate is threonate.
                self._forms.setdefault(fold(spelling.replace("L-", "")), form)
            if language == "any":
                self._say_magnesium.add(key)
            if key.startswith(_OTHER_METALS) and "magnes" in spelling.casefold().replace("é", "e"):
                # Without its magnesium, potassium magnesium citrate is potassium citrate.
                self._need_magnesium.add(key)
            self.parts.update(_parts_of(spelling))
            self.parts.add(key)
        self.parts |= self._grades
        self.parts |= _MODIFIERS
        self.parts -= _COMMON | {""}

    def single(self, key: str) -> bool:
        """Whether a folded word is a salt's name by itself."""
        return key in self._forms and key not in self._need_magnesium

    def find(self, words: list[str]) -> list[tuple[int, int, Salt | None]]:
        """Find the salts in a run of folded words, in which magnesium and small words are empty.

        Each is told with the words it spans; None stands for magnesium by itself, and what is neither is left out.
        """
        found: list[tuple[int, int, Salt | None]] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                key = "".join(words[start:end])
                if not key:
                    if end == start + 1 and words[start] == "":
                        found.append((start, end, None))
                    continue
                form = (
                    self._forms.get(key)
                    or self._without_grade(words[start:end])
                    or self._without_modifiers(words[start:end])
                )
                if form is not None and key in self._need_magnesium and all(words[start:end]):
                    form = None
                if form is not None:
                    # The word magnesium may stand in the run without being part of this name's key.
                    found.append((start, end, self._salt(form, key, any(not word for word in words[start:end]))))
                    start = end - 1
                    break
            start += 1
        return found

    def _salt(self, form: str, key: str, magnesium: bool) -> Salt:
        said = magnesium or key in self._say_magnesium or form in _ONLY_MAGNESIUM
        return Salt(form, key, said, form == "stearate", form == "amino-acid-chelate" and "amino" not in key)

    def _without_modifiers(self, words: list[str]) -> str | None:
        """The salt of a chemist's name: hydrogen aspartate, bis-glycinate."""
        if words[0].startswith("hydrogen") and len(words[0]) > len("hydrogen"):
            salt = [words[0].removeprefix("hydrogen"), *words[1:]]
            return self._forms.get("".join(salt)) or self._without_grade(salt)
        if len(words) < 2 or not _MODIFIERS & set(words):
            return None
        rest = [word for word in words if word not in _MODIFIERS]
        if not rest:
            return None
        key = "".join(rest)
        form = self._forms.get(key) or self._without_grade(rest)
        return None if key in self._need_magnesium else form

    def _without_grade(self, words: list[str]) -> str | None:
        if len(words) > 1 and words[-1] in self._grades:
            return self._forms.get("".join(words[:-1])) or self._without_grade(words[:-1])
        if len(words) > 1 and words[0] in self._grades:
            return self._forms.get("".join(words[1:]))
        if len(words) > 1:
            return None
        salts = (words[0].removesuffix(grade) for grade in self._grades if words[0].endswith(grade))
        return next((self._forms[salt] for salt in salts if salt in self._forms), None)


def _parts_of(spelling: str) -> list[str]:
    """The folded words of a name, without magnesium."""
    words = spelling.casefold().replace("-", " ").split()
    return [word if word.isascii() and word.isalnum() else fold(word) for word in words if word[:6] not in _MAGNESIUM]


_MAGNESIUM = {"magnes", "magnés"}
# Words of names that are everyday words as well: alone they name no salt.
_COMMON = {
    "of",
    "de",
    "di",
    "van",
    "von",
    "af",
    "av",
    "the",
    "light",
    "heavy",
    "state",
    "food",
    "milk",
    "salt",
    "salts",
    "sel",
    "sal",
    "sale",
    "yeast",
    "marine",
    "basic",
    "dried",
    "co",
    "n",
    "mg",
    "e",
    "i",
    "ii",
    "iii",
    "a",
    "flakes",
    "complex",
}
_MODIFIERS = {"bis", "hydrogen", "dl", "d", "l", "mono"}
_OTHER_METALS = ("kalium", "potass", "potas", "calci", "kalci", "kalsi", "natri", "sodi", "disodi", "dinatri", "alumin")
_ONLY_MAGNESIUM = {"dolomite", "marine", "sucrosomial"}


@cache
def salt_names() -> SaltNames:
    """Give the names of our own table, read once a process."""
    return SaltNames(FormTable())
