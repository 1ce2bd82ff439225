r"""A label's text made plain: entities, odd spaces, soft hyphens and words broken over lines.

Findings point at the words of the label as it was given, so every change remembers where it was made.

>>> clean("Magnesium\u00adcitrat 300&nbsp;mg").text
'Magnesiumcitrat 300 mg'
"""

import re
from bisect import bisect_right
from typing import NamedTuple

# One sign becomes one sign: these need no memory of places.
_SIGNS = {
    **dict.fromkeys(
        map(
            ord,
            "\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        ),
        " ",
    ),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u2012\u2014\u2015"), "–"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\r\u0085\u2028\u2029"), "\n"),
    ord("μ"): "µ",
    ord("✕"): "×",
    ord("⁺"): "+",
    ord("²"): "2",
    # Marks of footnotes.
    **dict.fromkeys(map(ord, "¹³⁰⁴⁵⁶⁷⁸⁹"), " "),
    **{ord("０") + digit: str(digit) for digit in range(10)},
    ord("％"): "%",
    ord("："): ":",
    ord("（"): "(",
    ord("）"): ")",
}
# Signs that print nothing.
_UNPRINTED = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f\u0300-\u036f\\x00-\\x08\\x0e-\\x1f\\x7f"
)
# These; entities; a word broken at the end of a line.
_CHANGED = re.compile(
    f"[{_UNPRINTED}]"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
    r"|(?<=[^\W\d_])- ?\n ?(?=[^\W\d_])"
)
# Cheaper to look for than what they stand for: most labels hold none of them.
_ODD = re.compile("[" + re.escape("".join(map(chr, _SIGNS))) + _UNPRINTED + "]")
_ODD_TOGETHER = ("&", "<", "-\n", "- \n", "bis(", "tris(")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_NAME_BRACKET = re.compile(r"(?<=is)\(([^()\n]{3,40})\)")


class Clean(NamedTuple):
    """A plain text, and where its signs stood in the label as given.

    ``changes`` holds, for each place in the plain text from which on it holds, how far the original is ahead.
    """

    text: str
    places: list[int]
    ahead: list[int]

    def origin(self, place: int) -> int:
        """Where a sign of the plain text stood in the label as given."""
        if not self.places:
            return place
        return place + self.ahead[bisect_right(self.places, place) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where something of the plain text stood in the label as given."""
        return (self.origin(start), self.origin(end - 1) + 1) if self.places else (start, end)


def clean(label: str) -> Clean:
    """Make a label's text plain."""
    if _ODD.search(label) is None and not any(odd in label for odd in _ODD_TOGETHER):
        return Clean(label, [], [])
    text = label.translate(_SIGNS)
    if "<" in text:
        # Tags part what they stand between; the same length keeps all places.
        text = _TAG.sub(
            lambda tag: "\n" + " " * (len(tag[0]) - 1) if tag[0][1:3] in _BREAKING else " " * len(tag[0]), text
        )
    if "bis(" in text or "tris(" in text:
        # A chemist's bracket within a name: magnesium bis(hydrogen aspartate).
        text = _NAME_BRACKET.sub(lambda found: " " + found[1] + " ", text)
    parts, places, ahead, last, length = [], [0], [0], 0, 0
    for found in _CHANGED.finditer(text):
        put = _meant(found[0]) if found[0][0] == "&" else ""
        parts += [text[last : found.start()], put]
        length += found.start() - last + len(put)
        last = found.end()
        places.append(length)
        ahead.append(last - length)
    parts.append(text[last:])
    return Clean("".join(parts), places, ahead) if last else Clean(text, [], [])


def _meant(entity: str) -> str:
    # The list of entities is long, and most labels have none.
    from html import unescape

    return unescape(entity).translate(_SIGNS)


_BREAKING = ("br", "p>", "p ", "tr", "li", "di", "/p", "/t", "/l", "/d", "h1", "h2", "h3")
