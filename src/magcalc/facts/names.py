"""When two spellings of a name are the same name.

Case, accents, hyphens and spaces do not matter. In a salt's name neither does the word magnesium in any of its
spellings: ``Magnesiumcitrat``, ``magnesium citrat``, ``citrat`` and ``Mg-citrat`` are one name. In the name of a food
or a product every word counts: ``Magnesia`` and ``Donat Mg`` are names.
"""

import re
import unicodedata
from itertools import filterfalse

from magcalc.errors import UnknownNameError, quoted
from magcalc.said import say

# What counts as a name is bounded, so that a hostile argument is refused before any work is done on it.
LONGEST_NAME = 120

# Patterns stay text: most names need none of them, and compiling one costs as much as folding a hundred names.
_MAGNESIUM = r"(?:\b(?:de|di|of|van|von|af|av)\s+)?magnesi(?:um|o|i)"
_SYMBOL = ("mg ", "mg-")
# Within a name these do not matter. Every other sign sets two names apart, and so does a hyphen between spaces:
# "citrate, malate", "citrate/malate" and "citrate - malate" are two salts, citrate malate and citrate-malate are one.
# A hyphen that no line is broken at has become U+2010 by then, with the accents.
_WITHIN = " -\u2010.'’_"
_LEFT_OUT = dict.fromkeys(map(ord, _WITHIN))
_APART = (" - ", " \u2010 ", ". ")
# Spaces that labels print become plain; trade marks and the soft hyphen that pages leave inside long words go. Behind a
# number they stay: what stood on their two sides must not become one number, 2® 400 no 2400.
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")
_MARKS = r"(?<![0-9])(?<![0-9]\s)[\u00ad™®©]"
# Between the words of a food's or a product's name these do not matter; "<70 %" is no "70 %".
_BETWEEN = _WITHIN + "\u2013,()/%"
# Letters with a stroke or joined in one have no accent to take off; this is how they are typed without their key.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae"})


def fold(text: str) -> str:
    """Give the spelling-free key of a salt's name; the word magnesium alone gives an empty key.

    >>> fold("Magnésium, L-Thréonate"), fold("citrate de magnésium"), fold("Magnesium")
    ('lthreonate', 'citrate', '')
    """
    # A multiplication sign is no mere divider: MgCl × 2 is not MgCl2.
    folded = _without_accents(text.strip().casefold().replace("×", "x").replace("*", "x"))
    if folded.startswith(_SYMBOL):
        folded = folded[len("mg ") :]
    if "magnesi" in folded:
        folded = re.sub(_MAGNESIUM, "", folded)
    if folded.isalpha():
        return folded
    for apart in _APART:
        folded = folded.replace(apart, "/")
    if "·" in folded and any(map(str.isdigit, folded)):
        # The dot of a hydrate's formula stands before a number.
        folded = folded.replace("·", "")
    return unframed("".join(folded.translate(_LEFT_OUT).split()))


def fold_words(text: str) -> str:
    """Give the spelling-free key of a name in which every word counts, such as a food's or a product's.

    Spaces, hyphens and the signs of a list go. Two numbers stay apart, so that 2.50 never becomes 250.

    >>> fold_words("Spinach, raw"), fold_words("peanøtter"), fold_words("co-magaldrox 195/220")
    ('spinachraw', 'peanotter', 'comagaldrox195 220')
    """
    folded = _without_accents(text.casefold()).translate(_PLAIN)
    if folded.isalnum():
        return folded
    key = ""
    for word in "".join(" " if sign in _BETWEEN else sign for sign in folded).split():
        key += f" {word}" if key[-1:].isdigit() and word[0].isdigit() else word
    return key


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))


def unframed(key: str) -> str:
    """Give a key without the signs before its first and after its last letter or digit.

    >>> unframed("(citrate),")
    'citrate'
    """
    if key[:1].isalnum() and key[-1].isalnum():
        return key
    start = next((place for place, sign in enumerate(key) if sign.isalnum()), None)
    if start is None:
        return ""
    end = next(place for place in range(len(key), 0, -1) if key[place - 1].isalnum())
    return key[start:end]


def tidy(text: str) -> str:
    r"""Give foreign text with plain spaces, without the trade marks and soft hyphens of names; everything else stays.

    >>> tidy("magnesium\u00a0bis\u00adglycinat")
    'magnesium bisglycinat'
    """
    if text.isascii():
        return text.replace("\t", " ")
    return re.sub(_MARKS, "", unicodedata.normalize("NFC", text).translate(_SPACES))


def typed_name(text: str, *, hint: str) -> str:
    r"""Give a name as a person typed it, tidy.

    Args:
        text: what was typed.
        hint: what to type instead, with an example of a name.

    Raises:
        UnknownNameError: when it is too long for a name, or holds signs that cannot be seen.

    >>> typed_name("rolled\u00a0oats", hint="type one food")
    'rolled oats'
    """
    tidied = tidy(text)
    if len(tidied) > LONGEST_NAME:
        raise UnknownNameError(say("the name {name} is too long", name=quoted(text)), hint=hint)
    if not tidied.isprintable():
        raise UnknownNameError(
            say("the name {name} holds control or direction characters", name=quoted(text)),
            hint=say("type the name anew, by hand"),
        )
    return tidied
