"""When two spellings of a salt's name are the same name.

Case, accents, hyphens and spaces do not matter, nor does the word magnesium in any of its spellings:
``Magnesiumcitrat``, ``magnesium citrat``, ``citrat`` and ``Mg-citrat`` are one name.
"""

import re
import unicodedata

# Patterns stay text: most names need none of them, and compiling one costs as much as folding a hundred names.
_MAGNESIUM = r"(?:\b(?:de|di|of|van|von|af|av)\s+)?magnesi(?:um|o|i)"
_SYMBOL = ("mg ", "mg-")
# Within a name these do not matter. Every other sign sets two names apart, and so does a hyphen between spaces:
# "citrate, malate", "citrate/malate" and "citrate - malate" are two salts, citrate malate and citrate-malate are one.
_WITHIN = " -\u2010\u2011.'’_"
_APART = (" - ", " \u2010 ", " \u2011 ", ". ")
# Spaces that labels print become plain; trade marks and the soft hyphen that pages leave inside long words go.
_TIDY = {**dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " "), **dict.fromkeys(map(ord, "\u00ad™®©"))}


def fold(text: str) -> str:
    """Give the spelling-free key of a name; the word magnesium alone gives an empty key.

    >>> fold("Magnésium, L-Thréonate"), fold("citrate de magnésium"), fold("Magnesium")
    ('lthreonate', 'citrate', '')
    """
    # A multiplication sign is no mere divider: MgCl × 2 is not MgCl2.
    folded = text.strip().casefold().replace("×", "x").replace("*", "x")
    if not folded.isascii():
        folded = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    if folded.startswith(_SYMBOL):
        folded = folded[len("mg ") :]
    if "magnesi" in folded:
        folded = re.sub(_MAGNESIUM, "", folded)
    if folded.isalpha():
        return folded
    for apart in _APART:
        folded = folded.replace(apart, "/")
    # The dot of a hydrate's formula stands before a number.
    within = _WITHIN + "·" if any(sign.isdigit() for sign in folded) else _WITHIN
    return unframed("".join(sign for sign in folded if sign not in within and not sign.isspace()))


def unframed(key: str) -> str:
    """Give a key without the signs before its first and after its last letter or digit.

    >>> unframed("(citrate),")
    'citrate'
    """
    signs = [place for place, sign in enumerate(key) if sign.isalnum()]
    return key[signs[0] : signs[-1] + 1] if signs else ""


def tidy(text: str) -> str:
    r"""Give foreign text with plain spaces, without trade marks and soft hyphens; everything else stays.

    >>> tidy("magnesium\u00a0bis\u00adglycinat")
    'magnesium bisglycinat'
    """
    if text.isascii():
        return text.replace("\t", " ")
    return unicodedata.normalize("NFC", text).translate(_TIDY)
