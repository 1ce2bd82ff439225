"""Fuzz the bytes of files that hold labels.

What must hold for any bytes:

* a file is one label or one refusal with a hint, in time, and so is each line of a file of lines;
* no sign of ASCII, and so no digit, is lost, added or moved on the way from bytes to text;
* the same text in another encoding is the same text, or is refused.
"""

import tempfile
from itertools import chain
from pathlib import Path

from harness import in_time, run
from label_text import CHECKER
from label_text import WORDS as LABEL_WORDS
from magcalc.errors import MagcalcError
from magcalc.label.decode import decoded
from magcalc.label.inputs import BadLabel, LabelText, label_files, label_lines

WORDS = [
    *LABEL_WORDS,
    *('{"text": "', '"}', '{"id": 1, "text": "', '", "language": "da"}', '"language"', "\\u00e5", "\\ud800", "\r\n"),
    *("å", "æ", "ø", "µg", "½", "²", "–", "®", "\ufeff", "\x00", "\udcff\udcfe", "\udcfe\udcff", "\udce5", "\udcb5g"),
]  # fmt: skip
# Told by their marks, so that every text must come back.
_MARKED = ("utf-8-sig", "utf-16", "utf-32")
# Told by their zeros or their letters, or refused.
_UNMARKED = ("utf-16-le", "utf-16-be", "cp1252")
# Never told; their letters may become others, which is why a label's numbers are ASCII alone.
_OTHERS = ("mac-roman", "cp850", "cp865", "cp1250", "iso8859-2", "koi8-r")
_MARKS = ("\ufeff", "\ufffe", "ÿþ", "þÿ")
_FILE = Path(tempfile.mkdtemp(prefix="magcalc-fuzz-")) / "label.txt"


def check(text: str) -> None:
    """Assert all that must hold for the bytes of a text."""
    data = text.encode("utf-8", "surrogateescape")
    found = in_time(text_in, text)
    if found is not None and b"\0" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert ascii_of(found) == ascii_of(data.decode("latin-1")), "a sign of ASCII is lost or made up"
    in_time(check_files, text)
    if text and text.isprintable() and not text.startswith(_MARKS):
        for encoding in (*_MARKED, *_UNMARKED, *_OTHERS):
            check_encoding(text, encoding)


def text_in(text: str) -> str | None:
    """Give what these bytes are as a label's text, None where they are refused."""
    return _decoded(text.encode("utf-8", "surrogateescape"))


def _decoded(data: bytes) -> str | None:
    try:
        return decoded(data, "the label")
    except MagcalcError as error:
        assert error.message.startswith("the label "), "a refusal does not say what of"
        assert error.hint, "a refusal does not say what to type"
        return None


def check_files(text: str) -> None:
    """Assert that a file is one label or one refusal, that its lines are as many, and that all can be judged."""
    data = text.encode("utf-8", "surrogateescape")
    _FILE.write_bytes(data)
    whole = list(label_files([str(_FILE)]))
    assert len(whole) == 1, "a file is not one label"
    lines = list(chain.from_iterable(label_lines([str(_FILE)])))
    assert len(lines) == sum(1 for line in data.split(b"\n") if line and not line.isspace()), "a line is lost"
    for label in (*whole, *lines):
        if isinstance(label, BadLabel):
            assert label.error.hint, "a refusal does not say what to type"
        else:
            judge(label)


def judge(label: LabelText) -> None:
    """Judge a label as the command does; only a refusal with a hint may leave."""
    assert label.text.strip(), "an empty label"
    try:
        CHECKER.check(label.text, label.language)
    except MagcalcError as error:
        assert error.hint, "a refusal does not say what to type"


def check_encoding(text: str, encoding: str) -> None:
    """Assert that a text in this encoding is the text again, or refused where nothing tells the encoding."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    found = _decoded(data)
    if encoding in _MARKED or (found is not None and not _is_utf_8(data) and encoding in _UNMARKED):
        assert found == text, f"{encoding} is read otherwise"
    elif found is not None and encoding in _OTHERS:
        assert ascii_of(found) == ascii_of(text), f"{encoding} changes a sign of ASCII"


def ascii_of(text: str) -> str:
    """Give the signs of a text that are of ASCII."""
    return "".join(sign for sign in text if sign.isascii())


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    run(check, "file", WORDS)
