"""From the bytes of a file to a label's text: UTF-8, UTF-16, UTF-32, or western letters where that can be told."""

from magcalc.errors import StreamError
from magcalc.said import say

# More is no label; the reading is linear, but nobody waits for a book.
LONGEST_LABEL = 100_000
_NORDIC_AND_WESTERN = set("æøåäöüéèêëàâáíìîïóòôõúùûçñßÆØÅÄÖÜÉÈÊÀÁÍÓÚÇÑ®©™µ°±²³½¼¾×·–—‘’“”•…«»´ ¿¡ªº§€†‡‰")


def decoded(data: bytes, name: str) -> str:
    r"""Give the text of a file.

    Raises:
        StreamError: when it is no text, or its encoding cannot be told.

    >>> decoded("Magnesium på norsk".encode("utf-16"), "label.txt")
    'Magnesium på norsk'
    >>> decoded("Håndkøb".encode("latin-1"), "label.txt")
    'Håndkøb'
    """
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _as(data, "utf-32", name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16", name)
    if b"\0" in data[:4096]:
        return _without_mark(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        western = data.decode("cp1252", "replace")
    odd = [sign for sign in western if not sign.isascii() and sign not in _NORDIC_AND_WESTERN]
    if odd:
        raise _no_text(name)
    return western


def _as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


def _without_mark(data: bytes, name: str) -> str:
    """UTF-16 without its mark has a zero byte beside every letter; anything else with zeros is no text."""
    sample = data[:4096]
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if len(data) % 2 == 0 and zeros and zeros.count(0) >= 0.9 * len(zeros):
            text = _as(data, encoding, name)
            if text.isprintable() or all(sign.isprintable() or sign.isspace() for sign in text):
                return text
    raise _no_text(name)


def _no_text(name: str) -> StreamError:
    return StreamError(say("{name} is no text that can be read", name=name), hint=say("save the label as UTF-8 text"))
