"""From a plain text to its pieces: numbers, units, signs, and words by what they do on a label."""

import re
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from magcalc.facts.lexicon import Lexicon, lexicon
from magcalc.facts.names import fold
from magcalc.label import kinds as k
from magcalc.label.salts import salt_names

# Every sign of the text falls into one piece, so that their lengths give their places. Possessive repeats never
# give back what they took: the time is linear in the text, whatever stands in it.
_PIECE = re.compile(
    r" +"
    r"|(?:mg|mcg|µg|ml|(?<=[0-9])g)(?=[A-ZÆØÅÄÖ][a-zæøåäö])"
    r"|(?:[A-WYZa-wyz]|Co?Q|co?q)[0-9]{1,2}(?![^\W_]|[.,][0-9])"
    r"|[dlDL]'(?=[^\W\d_])"
    r"|[Mm]g ?(?:2 ?\+|\+\+)"
    r"|(?<![^\W_])(?:[0-9]|[lI](?=[oO]*[0-9]))[0-9oO]++(?= ?(?:mg|mcg|µg|%)(?![^\W\d_]))"
    r"|[^\W\d_]{5,}+[01](?![^\W_])"
    r"|[^\W\d_]++(?:(?:[01][^\W\d_]++)++|'[^\W\d_]++|\((?:s|n|r|er)\))?+"
    r"|0[^\W\d_]{3,}+"
    r"|[0-9]{1,3}(?: [0-9]{3})++(?![0-9])(?:[.,][0-9]++)?"
    r"|[0-9]{1,2} ?(?:[½¼¾]|(?<= )[1-3]/[2-4](?![0-9/.,]))"
    r"|[0-9]++(?:[oO]++[0-9oO]*+(?![^\W_])|/[2-9](?![0-9/.,])|(?:[.,][0-9]++)*+)"
    r"|(?<=[^\W\d_])-[^\W\d_]++"
    r"|\n\s*+|[^\S\n]++|\.{2,}+"
    r"|.",
    re.DOTALL,
)

# What a token means: its kind, its value, the phrases it may begin (by their second word), and itself folded.
Phrases = dict[str, list[tuple[tuple[str, ...], int, Any]]]
Entry = tuple[int, Any, Phrases | None, str]
Meaning = tuple[int, Any]
# A token with its meaning and its place.
Solid = tuple[Entry, int, str]
# A piece with a meaning: its kind, its value, where it starts and ends. Plain, because there are so many of them.
Piece = tuple[int, Any, int, int]
_SPACE: Entry = (k.SPACE, None, None, "")
# Stands for a number whose value does not matter yet. Cleaning leaves no such sign in a text.
HOLE = "\0"
# Letters of a unit that may end a longer word.
_LONG = 6
_MOST_WORDS = 8_000
# Letters; longer words before a dot are no abbreviations.
_ABBREVIATED = 4
# Kinds that a neighbour may settle otherwise.
_TO_LOOK_AT = frozenset((k.DOT, k.MASS, k.MAGNESIUM, k.UNKNOWN, k.VOLUME))

_SIGNS: dict[str, Entry] = {
    sign: (kind, sign, None, sign)
    for kind, signs in {
        k.OPEN: "([{",
        k.CLOSE: ")]}",
        k.COMMA: ",;",
        k.COLON: ":",
        k.DOT: ".",
        k.CELL: "|",
        k.EQUALS: "=≙≡",
        k.SLASH: "/",
        k.DASH: "-–",
        k.PLUS: "+&",
        k.PERCENT: "%",
        k.ABOUT: "~≈±<>≤≥",
        k.BREAK: "•·●▪■◦►▶✓✔→»«!?\\¦",
        k.SPACE: "*†‡'\"®™©_#^",
    }.items()
    for sign in signs
} | {"…": _SPACE, "×": (k.TIMES, None, None, "×"), HOLE: (k.NUMBER, HOLE, None, HOLE)}

# How many of a part a chemist's name tells.
_COUNTS = ("tri", "di", "mono")
_ELISIONS = {"d'", "D'", "l'", "L'"}
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_MASS_UNITS = {
    "mg": "mg",
    "milligram": "mg",
    "milligrams": "mg",
    "milligramm": "mg",
    "milligrammes": "mg",
    "mgs": "mg",
    "miligramos": "mg",
    "milligrammi": "mg",
    "milligrammaa": "mg",
    "mgr": "mg",
    "g": "g",
    "gm": "g",
    "gms": "g",
    "gr": "g",
    "gram": "g",
    "grams": "g",
    "gramm": "g",
    "grammes": "g",
    "gramme": "g",
    "gramos": "g",
    "grammi": "g",
    "grammaa": "g",
    "gram(s)": "g",
    "mcg": "µg",
    "μg": "µg",
    "ug": "µg",
    "mikrogram": "µg",
    "mikrogramm": "µg",
    "microgram": "µg",
    "micrograms": "µg",
    "microgrammes": "µg",
    "kg": "kg",
}
_SUBSTANCE_UNITS = {"mmol": "mmol", "millimol": "mmol", "mval": "mEq", "meq": "mEq", "mekv": "mEq", "mäq": "mEq"}
_VOLUME_UNITS = {
    "ml": 1,
    "milliliter": 1,
    "millilitre": 1,
    "millilitres": 1,
    "milliliters": 1,
    "cl": 10,
    "dl": 100,
    "l": 1000,
    "liter": 1000,
    "litre": 1000,
    "oz": 30,
    "cc": 1,
}

_ROLES = {
    "magnesium": k.MAGNESIUM, "elemental": k.ELEMENTAL, "share": k.SHARE, "source": k.SOURCE, "sources": k.SOURCES,
    "compounds": k.COMPOUNDS, "content": k.CONTAINS, "excipient": k.EXCIPIENT, "buffered": k.BUFFERED,
    "unbuffered": k.UNBUFFERED, "without": k.WITHOUT, "free": k.FREE, "per": k.PER, "contains": k.CONTAINS,
    "ingredients": k.INGREDIENTS, "other-ingredients": k.OTHER_INGREDIENTS, "serving-size": k.SERVING_SIZE,
    "serving": k.SERVING, "daily-serving": k.DAILY_SERVING, "container": k.CONTAINER, "take": k.TAKE,
    "daily": k.DAILY, "times": k.TIMES, "each-meal": k.EACH_MEAL, "double": k.DOUBLE, "divided": k.DIVIDED,
    "more": k.MORE, "range": k.RANGE, "between": k.BETWEEN, "or": k.OR, "and": k.AND, "at-most": k.AT_MOST,
    "need": k.NEED, "asides": k.ASIDE, "as-needed": k.AS_NEEDED, "total": k.TOTAL, "durations": k.DURATION,
    "liquids": k.LIQUID, "people": k.PEOPLE, "children": k.CHILDREN, "nutrients": k.NUTRIENT, "filler": k.FILLER,
    "only": k.ONLY,
}  # fmt: skip
_KEYED_ROLES = {
    "units": k.UNIT, "frequency": k.FREQUENCY, "intervals": k.FREQUENCY, "numbers": k.NUMBER, "acids": k.NUTRIENT,
    "day-parts": k.DAY_PART,
}  # fmt: skip
# Words that do a little more than the others of their role.
_SPECIAL = (("daily", "noun"), ("sources", "blend"))
_REFERENCES = {"reference-eu": "eu", "reference-us": "us", "reference": ""}


class Figure(NamedTuple):
    """A number as printed.

    ``value`` takes its mark for a decimal one; ``other``, where there is one, takes it for a thousands mark. ``mark``
    is the mark; ``repaired`` tells that the letter O was read as a zero.
    """

    value: Decimal
    other: Decimal | None
    mark: str
    repaired: bool


def plain_value(printed: str) -> Decimal:
    """Give a number that has one reading, whatever its mark.

    >>> plain_value("62,5")
    Decimal('62.5')
    """
    return Decimal(printed.replace(",", "."))


class Look:
    """Lets the numbers of a label be looked at while it is read, and tells in the end which of them were."""

    def __init__(self, printed: list[str]) -> None:
        self._printed: list[str] | None = printed
        self._at: set[int] = set()

    def at(self, index: int) -> str:
        """Look at a number."""
        if self._printed is None:
            raise AssertionError("a number was looked at after its label had been read")
        self._at.add(index)
        return self._printed[index]

    def end(self) -> tuple[int, ...]:
        """Let no more be looked at, and give the places of the numbers that were."""
        self._printed = None
        return tuple(sorted(self._at))


class Hole:
    """A number that is left blank, so that what is found around it holds for labels with another number there.

    It has one reading, as it was printed, and is below 10,000; ``index`` counts the blanks of a label. Who looks at the
    value learns that of the label being read, and is found out: what was found then holds for this very number only.
    """

    __slots__ = ("_look", "index")
    other = None
    repaired = False

    def __init__(self, index: int, look: Look) -> None:
        self.index, self._look = index, look

    @property
    def value(self) -> Decimal:
        """The number in the label being read."""
        return plain_value(self._look.at(self.index))

    @property
    def mark(self) -> str:
        """Its mark in the label being read."""
        return self._look.at(self.index).strip("0123456789")


Number = Figure | Hole

# A fraction is as much a sign as a number is.
_SIGNS.update((sign, (k.NUMBER, Figure(value, None, "", False), None, sign)) for sign, value in _FRACTIONS.items())


class Words(dict[str, Entry]):
    """What every piece of text means in one language, worked out once and kept.

    Bounded, so that no stream of odd labels fills the memory.
    """

    def __init__(self, language: str) -> None:
        super().__init__(_SIGNS)
        own = lexicon(language)
        self.language = language
        self.decimal = own.decimal
        self.lexicons = [own, *(lexicon(code) for code in dict.fromkeys((*own.near, "en")) if code != language)]
        self.languages = tuple(one.code for one in self.lexicons)
        self._roles: dict[str, Meaning] = {}
        self._phrases: dict[str, Phrases] = {}
        self._salts = salt_names()
        self._long_units: list[str] = []
        self._endings = [tuple(pair.split("=")) for pair in own.endings]
        # The language's own words come last and win; a foreign small word is no help and may mean another thing.
        for place, words in reversed(list(enumerate(self.lexicons))):
            self._learn(words, own=place == 0)
        self._long_units = [word for word, told in self._roles.items() if told[0] == k.UNIT and len(word) >= _LONG]
        for phrases in self._phrases.values():
            for choices in phrases.values():
                choices.sort(key=lambda choice: -len(choice[0]))

    def _learn(self, words: Lexicon, *, own: bool) -> None:
        value: Any
        for role, kind in _ROLES.items():
            for word in words.words(role):
                of_magnesium = kind in (k.COMPOUNDS, k.SOURCES) and word.startswith("magn")
                value = "magnesium" if of_magnesium else "ending" if role == "content" else None
                self._add(word, (kind, value), own=own)
        special = [(role, key, _ROLES[role], key) for role, key in _SPECIAL]
        special += [(role, "words", k.REFERENCE, reference) for role, reference in _REFERENCES.items()]
        for role, key, kind, value in special:
            for word in words.words(role, key):
                self._add(word, (kind, value), own=own)
        for role, kind in _KEYED_ROLES.items():
            for key, spellings in words.roles[role].items():
                value = Figure(Decimal(key), None, "", False) if kind in (k.NUMBER, k.FREQUENCY) else key
                for word in spellings:
                    # "Three times" is a number with its word; as one phrase it would break "one to three times".
                    if role != "frequency" or " " not in word:
                        self._add(word, (kind, value), own=own)

    def _add(self, word: str, meaning: Meaning, *, own: bool) -> None:
        if meaning[0] == k.FILLER and word in _LINKS:
            meaning = (k.FILLER, "link")
        first, rest = word, []
        if not word.isalpha():
            first, *rest = word.replace("-", " ").replace("d'", "d' ").replace("l'", "l' ").split()
        if not own and not rest and len(first) <= _SHORT and first not in _SHARED_SHORT:
            return
        if rest:
            choices = self._phrases.setdefault(first, {}).setdefault(rest[0], [])
            choices[:] = [choice for choice in choices if choice[0] != tuple(rest)]
            choices.append((tuple(rest), *meaning))
        else:
            self._roles[first] = meaning

    def __missing__(self, token: str) -> Entry:
        entry = self._entry(token)
        if len(self) > _MOST_WORDS:
            self.clear()
            self.update(_SIGNS)
        self[token] = entry
        return entry

    def _entry(self, token: str) -> Entry:
        """What a token means, worked out."""
        first = token[0]
        if first == "\n":
            return (k.NEWLINE, token.count("\n"), None, "")
        if ("0" <= first <= "9" or first in "lI") and _is_number(token):
            return (k.NUMBER, _number(token), self._phrases.get(token), token)
        if token.isspace():
            # So many spaces part the columns of a table.
            parts = "\t" in token or len(token) >= _COLUMN_GAP
            return (k.CELL, None, None, token) if parts else _SPACE
        if first == "." and len(token) > 1:
            return _SPACE
        return self._word_entry(token)

    def _word_entry(self, token: str) -> Entry:
        word = token.casefold().removeprefix("-")
        if token in _ELISIONS:
            return (k.FILLER, "link", self._phrases.get(word), word)
        if not word[:1].isalnum():
            return (k.BREAK, None, None, token)
        kind, value = self._word(word)
        if kind == k.UNKNOWN and "I" in token[1:] and not token.isupper():
            # A capital I within a word is an l.
            kind, value = self._word(token[0].casefold() + token[1:].replace("I", "l").casefold())
        before_salts = word in _BEFORE_SALTS or (token[0] == "-" and len(word) == 1)
        if before_salts and kind in (k.UNKNOWN, k.VOLUME, k.MASS):
            # The L of magnesium-L-aspartate, the bis of bis-glycinate.
            return (k.SALT, word, None, word)
        return (kind, value, self._phrases.get(word), word)

    def _word(self, word: str) -> Meaning:
        """Find what a word does, as printed, else with what scanners confuse put right."""
        named = None
        for spelling in _spellings(word):
            found = self._plain_word(spelling)
            if found == _NAMED:
                # Magnesium and a word that nobody knows: another spelling may be a salt.
                named = found
            elif found is not None:
                return found
        for ending, nominative in self._endings:
            if (
                word.endswith(ending)
                and (found := self._plain_word(word.removesuffix(ending) + nominative))
                and found[0] == k.SALT
            ):
                return found
        if named is not None:
            return named
        # A press tablet is a tablet, in the languages that write it in one word.
        unit = next((self._roles[unit] for unit in self._long_units if word.endswith(unit)), None)
        return unit or (k.UNKNOWN, None)

    def _plain_word(self, word: str) -> Meaning | None:
        found = self._roles.get(word)
        if found is not None and not (found[0] in (k.NUTRIENT, k.FILLER) and self._salts.single(fold(word))):
            return found
        if word in _MASS_UNITS:
            return (k.MASS, _MASS_UNITS[word])
        if word in _SUBSTANCE_UNITS:
            return (k.SUBSTANCE, _SUBSTANCE_UNITS[word])
        if word in _VOLUME_UNITS:
            return (k.VOLUME, _VOLUME_UNITS[word])
        if word[:2] == "mg" and word[2:].strip(" +2") == "":
            return (k.MAGNESIUM, "ion")
        return self._with_magnesium(word) or self._salt_word(word) or self._counted_magnesium(word)

    def _salt_word(self, word: str) -> Meaning | None:
        key = fold(word)
        if key and (key in self._salts.parts or self._salts.single(key) or self._salts.find([key])):
            # The word magnesium may stand within, as in dimagnesiummalat.
            return (k.SALT, "\0" + key if _MAGNESIUM_START.search(word) else key)
        return None

    def _counted_magnesium(self, word: str) -> Meaning | None:
        """A chemist's name that no table has as it stands: trimagnesiumcitrat, dimagnesium malate."""
        count = next((count for count in _COUNTS if word.startswith(count)), None)
        meaning = None if count is None else self._with_magnesium(word.removeprefix(count).lstrip("-"))
        return None if meaning == _NAMED else meaning

    def _with_magnesium(self, word: str) -> Meaning | None:
        """A word that begins with magnesium: the element, a salt, or a product of it."""
        rest = _after_magnesium(word)
        if rest is None:
            return None
        rest = rest.lstrip("-'")
        if rest in ("", "s"):
            return (k.MAGNESIUM, "element")
        # Of a chemist's name the count may stand by itself: Tri-Magnesiumdicitrat.
        for key in [fold(count + rest) for count in ("", *_COUNTS)]:
            if found := self._salts.find([key]):
                return None if found[0][2] is None else (k.SALT, "\0" + key)
        if any(
            rest.endswith(ending) and self._salts.single(fold(rest.removesuffix(ending) + nominative))
            for ending, nominative in self._endings
        ):
            return None
        ending = self._roles.get(rest) or (self._roles.get(rest[1:]) if rest[0] == "s" else None)
        if ending is not None and ending[0] in (k.COMPOUNDS, k.SOURCES):
            return (ending[0], "magnesium")
        return (k.MAGNESIUM, "element" if ending is not None and ending[1] == "ending" else "name")

    def pieces(self, tokens: list[str]) -> list[Piece]:
        """Give the pieces of meaning of a text that was cut into tokens; spaces are left out."""
        entries = map(self.__getitem__, tokens)
        starts = accumulate(map(len, tokens), initial=0)
        solid = [told for told in zip(entries, starts, tokens, strict=False) if told[0][0]]
        pieces: list[Piece] = []
        index, count = 0, len(solid)
        while index < count:
            (kind, value, phrases, _), start, token = solid[index]
            index += 1
            phrase = _phrase(phrases, solid, index) if phrases is not None and index < count else None
            if phrase is not None:
                kind, value, index = phrase
                token = ""
            elif kind in _TO_LOOK_AT:
                seen = self._looked_at(kind, value, token, start, pieces, solid, index)
                if seen is None:
                    continue
                kind, value, taken = seen
                index += taken
                token = "" if taken else token
            if token:
                pieces.append((kind, value, start, start + len(token)))
            else:
                _, last, ending = solid[index - 1]
                pieces.append((kind, value, start, last + len(ending)))
        return pieces

    def _looked_at(
        self, kind: int, value: Any, token: str, start: int, pieces: list[Piece], solid: list[Solid], index: int
    ) -> tuple[int, Any, int] | None:
        """Settle a token by its neighbours: None where it says nothing, else kind, value and how many more it takes."""
        before = pieces[-1] if pieces else None
        if kind == k.DOT:
            # The dot of an abbreviation: pr. capsule, equiv. magnesium.
            tied = before is not None and before[3] == start and before[0] in (k.PER, k.SHARE)
            return None if tied else (kind, value, 0)
        if kind == k.VOLUME:
            # Take l tablet: where no number stands before it, a litre is a one.
            counted = len(token) == 1 and _is_counted(solid, index)
            is_one = counted and (before is None or before[0] != k.NUMBER)
            return (k.NUMBER, Figure(Decimal(1), None, "", repaired=True), 0) if is_one else (kind, value, 0)
        if kind == k.MASS:
            # Without a number before it, Mg is the element.
            element = token[:1] == "M" and token[1:] == "g" and (before is None or before[0] != k.NUMBER)
            return (k.MAGNESIUM, None, 0) if element else (kind, value, 0)
        if index < len(solid):
            following, end = solid[index], start + len(token)
            whole = None
            if value == "name" or token[:6].casefold() == "magnes":
                whole = self._broken_salt(token, following, end)
            elif kind == k.UNKNOWN and following[0][0] == k.UNKNOWN and following[1] == end + 1:
                whole = self._roles.get((token + following[2]).casefold())
            if whole is not None:
                # A scanner parted the word: magnesiumci trat, magnes ium, dai ly.
                return (*whole, 1)
        return (kind, value, 0)

    def _broken_salt(self, token: str, following: Solid, end: int) -> Meaning | None:
        entry, start, rest = following
        if entry[0] not in (k.UNKNOWN, k.SALT, k.FILLER) or start != end + 1:
            return None
        kind, value = self._word((token + rest).casefold())
        return (kind, value) if kind == k.SALT or (kind == k.MAGNESIUM and value != "name") else None


def _is_counted(solid: list[Solid], index: int) -> bool:
    """Whether what stands before a token counts it: a unit, or a dash and a larger number."""
    if index >= len(solid):
        return False
    ranged = index + 1 < len(solid) and solid[index][0][0] == k.DASH and solid[index + 1][0][0] == k.NUMBER
    return ranged or solid[index][0][0] == k.UNIT


def tokens_of(text: str) -> list[str]:
    """Cut a plain text into tokens: together they are the whole text.

    >>> tokens_of("1,5 g Mg")
    ['1,5', ' ', 'g', ' ', 'Mg']
    """
    return _PIECE.findall(text)


def _phrase(phrases: Phrases, solid: list[Solid], index: int) -> tuple[int, Any, int] | None:
    """Find the longest phrase whose first word stands before ``index``: its kind, its value, where it ends.

    The dot of an abbreviation within it, as in "pr. dag", does not part it.
    """
    second = solid[index][0][3]
    if second == "." and _abbreviates(solid, index):
        second = solid[index + 1][0][3]
    for rest, kind, value in phrases.get(second, ()):
        after = index
        for word in rest:
            if after < len(solid) and solid[after][2] == "." and _abbreviates(solid, after):
                after += 1
            elif after + 2 < len(solid) and solid[after][2] == "(" and solid[after + 2][2] == ")":
                # Every six (6) hours.
                after += 3 if solid[after + 1][2].isdigit() else 0
            if after >= len(solid) or solid[after][0][3] != word:
                break
            after += 1
        else:
            return kind, value, after
    return None


def _abbreviates(solid: list[Solid], index: int) -> bool:
    """Whether a dot abbreviates the word before it, as in "pr. dag", and does not end its sentence: "daily. Values"."""
    if index + 1 >= len(solid):
        return False
    return len(solid[index - 1][2]) <= _ABBREVIATED or not solid[index + 1][2][:1].isupper()


_COLUMN_GAP = 3
_BEFORE_SALTS = {"bis", "di", "tri", "acetyl"}
# Small words that stand within a salt's name: citrate de magnésium, salts of citric acid.
_LINKS = {"of", "de", "di", "d", "du", "del", "dell", "van", "von", "af", "av", "der", "des", "la", "le", "el"}
# Letters of a foreign word that is too short to mean the same in all languages, and those that do.
_SHORT = 2
_SHARED_SHORT = {"pr", "ri", "dv", "x", "ml", "mg"}

_NAMED = (k.MAGNESIUM, "name")
# An l that may have been an i, and the letters of words that are known by all the others.
_INNER_L = re.compile(r"(?<=[a-z])l(?=[a-z]{2})")
_OF_SALTS = range(7, 25)
_MAGNESIUM_START = re.compile(r"(?:magnesium|magnésium|magnesio|magnesii|magneesium)")
_SWAPS = str.maketrans({"0": "o", "1": "i"})
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


def _spellings(word: str) -> list[str]:
    """Give a word as printed, and as it was before a scanner took i for l or 1, o for 0 and m for rn."""
    spellings = [word]
    if not word.isalpha():
        spellings.append(word.translate(_SWAPS))
        spellings.append(word.replace("1", "l").replace("0", "o"))
    if word[-1] == ")":
        spellings.append(word[: word.index("(")])
    if word[0] == "l":
        spellings.append("i" + word[1:])
    if "rn" in word:
        spellings.append(word.replace("rn", "m"))
    if len(word) in _OF_SALTS:
        spellings += [f"{word[: at.start()]}i{word[at.end() :]}" for at in _INNER_L.finditer(word)]
    return spellings


def _after_magnesium(word: str) -> str | None:
    """What follows magnesium in a word, None where the word does not begin with it; one wrong letter is put right."""
    if word[:3] not in ("mag", "mqg", "maq", "mgn") or len(word) < 7:
        return None
    if found := _MAGNESIUM_START.match(word):
        return word[found.end() :]
    for length in (8, 9, 10):
        if len(word) >= length and _one_letter_off(word[:length], "magnesium"):
            return word[length:]
    return None


def _one_letter_off(word: str, right: str) -> bool:
    """Whether one letter too many, too few or wrong parts the two, whose lengths differ by one at most."""
    same = 0
    while same < min(len(word), len(right)) and word[same] == right[same]:
        same += 1
    if len(word) == len(right):
        return word[same + 1 :] == right[same + 1 :]
    longer, shorter = (word, right) if len(word) > len(right) else (right, word)
    return longer[same + 1 :] == shorter[same:]


_MOST_DIGITS = 15
_NO_DOSE = Decimal("1e15")


def _is_number(token: str) -> bool:
    """Whether a token is a number, or was one before a scanner took l for 1 and o for 0."""
    rest = token[1:]
    return not rest.strip("0123456789oO.,/ ½¼¾") and (token[0] not in "lI" or any(sign.isdigit() for sign in rest))


def _number(token: str) -> Figure:
    """Give a number with its one value, or with both where its mark may part thousands as well as decimals."""
    if token.isdigit():
        return Figure(Decimal(token) if len(token) <= _MOST_DIGITS else _NO_DOSE, None, "", False)
    digits = token.translate(_DIGITS)
    repaired = digits != token
    if "/" in digits:
        # 1/2, and 1 1/2.
        *whole, fraction = digits.split(" ")
        above, below = fraction.split("/")
        return Figure(Decimal(whole[0] if whole else 0) + Decimal(above) / Decimal(below), None, "", repaired)
    if digits[-1] in _FRACTIONS:
        return Figure(Decimal(digits[:-1].strip()) + _FRACTIONS[digits[-1]], None, "", repaired)
    digits = digits.replace(" ", "")
    if len(digits) > _MOST_DIGITS:
        # No dose, but no reason to pass over it in silence.
        return Figure(_NO_DOSE, None, "", repaired)
    marks = [sign for sign in digits if not sign.isdigit()]
    return _figure(digits, marks, repaired) if marks else Figure(Decimal(digits), None, "", repaired)


def _figure(digits: str, marks: list[str], repaired: bool) -> Figure:
    mark = marks[-1]
    whole, last = digits.rsplit(mark, 1)
    together = digits.replace(".", "").replace(",", "")
    if mark in marks[:-1]:
        # 1.000.000: a mark that comes twice parts thousands.
        return Figure(Decimal(together), None, "", repaired)
    as_decimal = Decimal(f"{together[: -len(last)]}.{last}")
    if len(marks) > 1 or len(last) != 3 or len(whole) > 3 or whole[0] == "0":
        return Figure(as_decimal, None, mark, repaired)
    return Figure(as_decimal, Decimal(together), mark, repaired)
