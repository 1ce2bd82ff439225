"""Sentences that can be said in more than one language.

What the tables, the arithmetic and the label reader have to say is English text. A ``Said`` is such a text that also
remembers the words it was made of and what was put into them, so that a screen can say it anew in its reader's
language; scripts and files for machines take the English as it stands.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Protocol

from magcalc.interval import plain

Value = str | int | Decimal

_MOST_NAMED = 5
_FIELD = re.compile(r"\{(\w+)\}")


class Tongue(Protocol):
    """A language that sentences can be said in.

    Attributes:
        code: the language's code, such as ``da``.
    """

    code: str

    def sentence(self, english: str) -> str:
        """Give the words for an English sentence, its fields still in braces."""
        ...

    def counted(self, one: str, many: str, count: int) -> str:
        """Give the words for a sentence that depends on a count, in the plural form that the count asks for."""
        ...

    def number(self, figures: str) -> str:
        """Give figures with a decimal point as this language writes them."""
        ...


class Said(str):
    """An English text that can be said in another language."""

    __slots__ = ()

    def told(self, tongue: Tongue) -> str:
        """Give the text in a language."""
        return tongue.sentence(self)


class _Filled(Said):
    """A sentence with fields, and what was put into them."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Value]

    def __new__(cls, text: str, template: str, values: dict[str, Value]) -> "_Filled":
        """Keep the sentence beside its English text."""
        made = str.__new__(cls, text)
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        # A text by itself would be all that reaches another process.
        return (_Filled, (str(self), self.template, self.values))

    def told(self, tongue: Tongue) -> str:
        """Give the sentence in a language, with what was put into it."""
        return _filled(tongue.sentence(self.template), self.values, tongue)


class _Counted(Said):
    """A sentence whose words depend on a count, in its two English forms."""

    __slots__ = ("many", "number", "one", "values")
    one: str
    many: str
    number: int
    values: dict[str, Value]

    def __new__(cls, text: str, one: str, many: str, number: int, values: dict[str, Value]) -> "_Counted":
        """Keep both forms and the count beside the English text."""
        made = super().__new__(cls, text)
        made.one, made.many, made.number, made.values = one, many, number, values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (_Counted, (str(self), self.one, self.many, self.number, self.values))

    def told(self, tongue: Tongue) -> str:
        """Give the form that the count asks for in a language."""
        return _filled(tongue.counted(self.one, self.many, self.number), self.values, tongue)


class Named(Said):
    """A name that a table holds in several languages; ``local`` gives the one in a language."""

    __slots__ = ("local",)
    local: Callable[[str], str]

    def __new__(cls, english: str, local: Callable[[str], str]) -> "Named":
        """Keep the way to the other names beside the English one."""
        made = super().__new__(cls, english)
        made.local = local
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (str, (str(self),))

    def told(self, tongue: Tongue) -> str:
        """Give the name in a language."""
        return self.local(tongue.code)


class _Listed(Said):
    """Several texts in a row."""

    __slots__ = ("parts", "separator")
    parts: tuple[str, ...]
    separator: str

    def __new__(cls, separator: str, parts: tuple[str, ...]) -> "_Listed":
        """Keep the parts beside the English text."""
        made = super().__new__(cls, separator.join(parts))
        made.separator, made.parts = separator, parts
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (_Listed, (self.separator, self.parts))

    def told(self, tongue: Tongue) -> str:
        """Give each part in a language."""
        return self.separator.join(told_in(tongue, part) for part in self.parts)


def say(template: str, /, **values: Value) -> Said:
    """Make a sentence; its fields stand in braces and are filled with texts, whole numbers and Decimals.

    >>> say("{form} holds {mg} mg", form="it", mg=Decimal("2.50"))
    'it holds 2.5 mg'
    """
    return _Filled(_filled(template, values), template, values) if values else Said(template)


def say_count(one: str, many: str, count: int, /, **values: Value) -> Said:
    """Make a sentence in the singular or the plural; both may use ``{count}``.

    >>> say_count("{count} dose", "{count} doses", 2)
    '2 doses'
    """
    values = {"count": count, **values}
    return _Counted(_filled(one if count == 1 else many, values), one, many, count, values)


def fact(text: str) -> Said:
    """Give a sentence of one of our tables, which the catalogues translate as it stands there."""
    return Said(text)


def listed(parts: Iterable[str], separator: str = ", ") -> Said:
    """Put texts in a row.

    >>> listed(["a", "b"])
    'a, b'
    """
    return _Listed(separator, tuple(parts))


def either(choices: Iterable[str]) -> str:
    """Name one or more choices of which one is meant.

    >>> either(["citrate", "malate", "oxide"])
    'citrate, malate or oxide'
    """
    *names, last = choices
    return say("{names} or {last}", names=listed(names), last=last) if names else last


def together(things: Iterable[str]) -> str:
    """Name one or more things that are meant together.

    >>> together(["--json", "--csv"]), together(["iron", "zinc", "oxide"])
    ('--json and --csv', 'iron, zinc and oxide')
    """
    *names, last = things
    return say("{names} and {last}", names=listed(names), last=last) if names else last


def some_of(things: Iterable[str]) -> str:
    """Name things that are meant together, the first few of many.

    >>> some_of("abcdefg")
    'a, b, c, d, e and 2 more'
    """
    names = list(things)
    if len(names) > _MOST_NAMED:
        return say("{names} and {count} more", names=listed(names[:_MOST_NAMED]), count=len(names) - _MOST_NAMED)
    return together(names)


def told_in(tongue: Tongue, text: Value) -> str:
    """Give a text or a number in a language; a plain text, such as a name as typed, stays as it is."""
    if isinstance(text, Said):
        return text.told(tongue)
    return tongue.number(plain(text)) if isinstance(text, Decimal) else str(text)


def _filled(template: str, values: dict[str, Value], tongue: Tongue | None = None) -> str:
    if tongue is not None:
        return template.format_map({field: told_in(tongue, value) for field, value in values.items()})
    form, fields = _form(template)
    told = []
    for field in fields:
        value = values[field]
        told.append(plain(value) if isinstance(value, Decimal) else value)
    return form % tuple(told)


@cache
def _form(template: str) -> tuple[str, list[str]]:
    """A sentence that is filled in by place, and the names of its places: labels say the same many times over."""
    return _FIELD.sub("%s", template.replace("%", "%%")), _FIELD.findall(template)
