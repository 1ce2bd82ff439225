"""The language that magcalc speaks to people: chosen with ``--lang``, else the locale's, else English.

Sentences come out of catalogues in gettext's format, numbers get the decimal comma where the language has one. What
is written for machines stays English.
"""

import os
from functools import cache
from pathlib import Path

from magcalc.said import Tongue, Value, say, say_count, told_in

# English needs no catalogue; each other one has its catalogue in translations/.
SCREEN_LANGUAGES = ("en", "da", "nb", "sv")
_SAME = {"no": "nb", "nn": "nb"}
_CATALOGUES = Path(__file__).parents[1] / "locale"


class _English:
    """The language that everything is written in."""

    code = "en"

    def sentence(self, english: str) -> str:
        return english

    def counted(self, one: str, many: str, count: int) -> str:
        return one if count == 1 else many

    def number(self, figures: str) -> str:
        return figures


class _Translated:
    """A language with a catalogue and a decimal comma."""

    def __init__(self, code: str) -> None:
        import gettext

        self.code = code
        self._catalogue = gettext.translation("magcalc", _CATALOGUES, [code], fallback=True)

    def sentence(self, english: str) -> str:
        # The empty text stands for a catalogue's own header.
        return self._catalogue.gettext(english) if english else ""

    def counted(self, one: str, many: str, count: int) -> str:
        return self._catalogue.ngettext(one, many, count)

    def number(self, figures: str) -> str:
        return figures.replace(".", ",")


_ENGLISH = _English()


@cache
def tongue_of(code: str) -> Tongue:
    """Give a language of screens by its code, English for any other code.

    >>> tongue_of("da").number("1.5")
    '1,5'
    """
    return _Translated(code) if code in SCREEN_LANGUAGES and code != "en" else _ENGLISH


class _Voice:
    """Who is spoken to: the person, and whoever reads standard output, which may be a machine."""

    def __init__(self) -> None:
        self.asked = "en"
        self.person: Tongue = _ENGLISH
        self.output: Tongue = _ENGLISH


_voice = _Voice()


def speak(code: str) -> None:
    """Speak to the person in this language from now on, in English where there are no screens in it."""
    _voice.asked = code
    _voice.person = _voice.output = tongue_of(code)


def asked_language() -> str:
    """The code of the language that was asked for; the tables have names in more languages than there are screens.

    >>> asked_language()
    'en'
    """
    return _voice.asked


def write_for(*, machine: bool) -> None:
    """Say whether standard output is for a machine, and then English, or for the person."""
    _voice.output = _ENGLISH if machine else _voice.person


def spoken() -> str:
    """The code of the language of standard output.

    >>> spoken()
    'en'
    """
    return _voice.output.code


def told(text: Value) -> str:
    """Give a text or a number in the language of standard output.

    >>> told("400 mg citrate")
    '400 mg citrate'
    """
    return told_in(_voice.output, text)


def told_to_person(text: str) -> str:
    """Give a text in the person's language, whoever reads standard output; errors and hints are for people."""
    return told_in(_voice.person, text)


def tell(template: str, /, **values: Value) -> str:
    """Make a sentence and give it in the language of standard output.

    >>> tell("{mg} mg a day", mg=250)
    '250 mg a day'
    """
    return told(say(template, **values))


def tell_count(one: str, many: str, count: int, /, **values: Value) -> str:
    """Make a sentence in the singular or the plural and give it in the language of standard output.

    >>> tell_count("{count} dose", "{count} doses", 1)
    '1 dose'
    """
    return told(say_count(one, many, count, **values))


def told_number(figures: str) -> str:
    """Give figures with the decimal mark of the language of standard output."""
    return _voice.output.number(figures)


def locale_language() -> str:
    """The code of the language that the environment asks for, ``en`` where it names none.

    ``LC_ALL`` goes before ``LC_MESSAGES`` and ``LANG``; ``LANGUAGE`` goes before them all, but not in the C locale.
    """
    stated = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    code = language_code(stated)
    if code in ("", "c", "posix"):
        return "en"
    first = os.environ.get("LANGUAGE", "").split(":")[0]
    return language_code(first) or code


def language_code(stated: str) -> str:
    """The code in the name of a locale or a language as typed; Norwegian is bokmål here.

    >>> language_code("da_DK.UTF-8"), language_code("nn-NO"), language_code("SV")
    ('da', 'nb', 'sv')
    """
    code = stated.strip().replace("-", "_").split("_")[0].split(".")[0].casefold()
    return _SAME.get(code, code)
