"""The labels that are to be checked, as they come in: a text, files, standard input, or one JSON object a line."""

import json
import math
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple, cast

from magcalc.errors import ChoiceError, MagcalcError, StreamError, quoted
from magcalc.label.decode import LONGEST_LABEL, decoded
from magcalc.said import say

# Bytes that are read at once, if so many have come.
_CHUNK = 1 << 14
# JSON spells a sign in up to six bytes, or twelve for one outside the first plane.
_LONGEST_LINE = 12 * LONGEST_LABEL
_STDIN = "-"
_TEXT = say("the text")


Identity = str | int | float | None


class LabelText(NamedTuple):
    """A label as it came in: its name, its text, its own identity and language if told.

    ``file`` is where it stands, ``line`` the line of that file that holds all of it, None where the file is the label.
    One on a line of many has no name.
    """

    name: str | None
    text: str
    identity: Identity = None
    language: str | None = None
    file: str | None = None
    line: int | None = None

    @property
    def called(self) -> str:
        """What it is called in messages."""
        return _place(self.file or "", self.line or 1) if self.name is None else self.name


class BadLabel(NamedTuple):
    """A file or a line of NDJSON that holds no label: why, what it is called, its line, its identity if it has one.

    ``name`` is None where the refusal itself tells which it is.
    """

    error: MagcalcError
    name: str | None
    line: int
    identity: Identity = None


# Labels that have come together.
Batch = list[LabelText | BadLabel]


def label_files(names: list[str]) -> Iterator[LabelText | BadLabel]:
    """Read one label a file; ``-`` is standard input. A file that holds none keeps its place."""
    for name in names:
        called = _called(name)
        try:
            with _opened(name) as stream:
                data = stream.read(4 * LONGEST_LABEL + 1)
            text = checked_text(decoded(data, called), called)
        except MagcalcError as error:
            yield BadLabel(error, None, 1, None if name == _STDIN else name)
        except OSError as error:
            reason = StreamError(
                say("cannot read {name}: {reason}", name=called, reason=error.strerror or ""),
                hint=say("name a file with one label's text"),
            )
            yield BadLabel(reason, None, 1, None if name == _STDIN else name)
        else:
            yield LabelText(called, text, None if name == _STDIN else name)


def checked_text(text: str, name: str) -> str:
    """Give a label's text back when it is one.

    Raises:
        ChoiceError: when it is empty or too long.
    """
    if not text.strip():
        raise ChoiceError(say("{name} is empty", name=name), hint=say("give the text of a label"))
    if len(text) > LONGEST_LABEL:
        raise ChoiceError(
            say("{name} has more than {most} signs, which is no label", name=name, most=LONGEST_LABEL),
            hint=say("give one label at a time"),
        )
    return text


def label_lines(names: list[str]) -> Iterator[Batch]:
    """Read one label a line: ``{"id": ..., "text": ..., "language": ...}``; empty lines are passed over.

    As many lines at a time as have come: one that is alone in a pipe is not held back until another follows. A file
    that cannot be read keeps its place.
    """
    for name in names or [_STDIN]:
        try:
            with _opened(name) as stream:
                yield from _lines_of(stream, _called(name))
        except StreamError as error:
            yield [BadLabel(error, None, 1, None if name == _STDIN else name)]


def _lines_of(stream: BufferedReader, name: str) -> Iterator[Batch]:
    number, begun = 1, [b""]
    while chunk := _chunk(stream, name):
        if b"\n" not in chunk:
            # Of a line that is too long no more is kept than shows it.
            if sum(map(len, begun)) < _LONGEST_LINE:
                begun.append(chunk)
            continue
        *lines, rest = (b"".join(begun) + chunk).split(b"\n")
        if batch := _labels_of(lines, number, name):
            yield batch
        number += len(lines)
        begun = [rest]
    if batch := _labels_of([b"".join(begun)], number, name):
        yield batch


def _labels_of(lines: list[bytes], first: int, name: str) -> Batch:
    """The labels of some lines, of which the first has a number; empty lines hold none."""
    numbered = enumerate(lines, start=first)
    return [_label_of(line, number, name) for number, line in numbered if line and not line.isspace()]


def _chunk(stream: BufferedReader, name: str) -> bytes:
    try:
        return stream.read1(_CHUNK)
    except OSError as error:
        raise StreamError(
            say("cannot read {name}: {reason}", name=name, reason=error.strerror or ""),
            hint=say("give one JSON object a line"),
        ) from error


def _label_of(line: bytes, number: int, name: str) -> LabelText | BadLabel:
    identity: Identity = None
    if len(line) >= _LONGEST_LINE:
        error = ChoiceError(say("the line is too long for a label"), hint=say("give one label a line"))
        return BadLabel(error, _place(name, number), number)
    try:
        # A mark of the order of bytes may stand at the start of a file.
        record = json.loads(str(line, "utf-8-sig" if number == 1 else "utf-8"))
        if not isinstance(record, dict):
            raise _no_label(say("it is no JSON object"))
        identity = _identity(record.get("id"))
        text, language = record.get("text"), record.get("language")
        if not isinstance(text, str):
            raise _no_label(say("it has no text"))
        if language is not None and not isinstance(language, str):
            raise _no_label(say("its language is no text"))
        return LabelText(None, checked_text(text, _TEXT), identity, language, name, number)
    except MagcalcError as error:
        return BadLabel(error, _place(name, number), number, identity)
    except (ValueError, RecursionError):
        return BadLabel(_no_label(say("it is no JSON")), _place(name, number), number, identity)


def _identity(given: object) -> Identity:
    """Give a label's own id back as it came; what is no plain value comes back as its JSON."""
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given):
        return given
    return json.dumps(given)


def _place(name: str, number: int) -> str:
    return say("line {number}", number=number) if name == _called(_STDIN) else f"{name}:{number}"


def _no_label(why: str) -> ChoiceError:
    return ChoiceError(
        say("the line holds no label: {why}", why=why), hint=say('write {"id": "a", "text": "Magnesium 100 mg"}')
    )


def _called(name: str) -> str:
    return say("standard input") if name == _STDIN else name


class _Opened:
    """A file that is closed afterwards, or standard input, which is left open."""

    def __init__(self, stream: BufferedReader, *, ours: bool) -> None:
        self._stream, self._ours = stream, ours

    def __enter__(self) -> BufferedReader:
        return self._stream

    def __exit__(self, *_: object) -> None:
        if self._ours:
            self._stream.close()


def _opened(name: str) -> _Opened:
    if name == _STDIN:
        if sys.stdin is None:
            raise StreamError(say("standard input is closed"), hint=say("name a file, or pipe a label into it"))
        return _Opened(cast("BufferedReader", sys.stdin.buffer), ours=False)
    try:
        return _Opened(Path(name).open("rb"), ours=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or say("no such name can be")
        raise StreamError(
            say("cannot read {name}: {reason}", name=quoted(name, longest=300), reason=reason),
            hint=say("name a file with a label's text, or - for standard input"),
        ) from error
