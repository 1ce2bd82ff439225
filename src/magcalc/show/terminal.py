"""The one gate to a stream.

Everything that magcalc prints passes here. Foreign text is cleaned of control, escape and bidi characters, signs
that the stream cannot carry are spelled otherwise, a reader that went away ends the process with 141, and a full
disk is one error line.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NoReturn, TextIO

from magcalc.errors import StreamError, escaped, quoted
from magcalc.said import say
from magcalc.show.language import told_to_person

if TYPE_CHECKING:
    from rich.console import RenderableType

Format = Literal["screen", "plain", "json", "ndjson", "csv"]

READER_WENT_AWAY = 141
_ASCII_SIGNS = str.maketrans(
    {
        "µ": "mc",
        "μ": "mc",
        "×": "x",
        "…": "...",
        "–": "-",
        "·": "*",
        "→": "->",
        "━": "=",
        "╸": "=",
        "╌": "~",
        "─": "-",
        "•": "*",
        "●": "o",
        "▲": "^",
        "░": ":",
        "│": "|",
        "└": "+",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
    }
)


class Output:
    """Where results go and in which format.

    Args:
        form: the format that was asked for; None chooses the screen on a terminal and plain lines elsewhere.
        color: whether colours were allowed; a terminal without them and NO_COLOR are honoured besides.
        quiet: whether remarks are left out.
        stream: standard output when left out.
    """

    def __init__(
        self, form: Format | None = None, *, color: bool = True, quiet: bool = False, stream: TextIO | None = None
    ) -> None:
        chosen: TextIO | None = sys.stdout if stream is None else stream
        if chosen is None:
            raise StreamError(say("standard output is closed"), hint=say("let it go to a terminal, a file or a pipe"))
        self.stream = chosen
        self.form: Format = form or ("screen" if self.stream.isatty() else "plain")
        self.quiet = quiet
        self.color = color
        self._color = color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """The columns of the terminal, COLUMNS first, kept between 40 and 200."""
        stated = os.environ.get("COLUMNS", "")
        if stated.isdecimal() and stated.isascii():
            columns = int(stated)
        else:
            try:
                columns = os.get_terminal_size(self.stream.fileno()).columns
            except (OSError, ValueError, AttributeError):
                columns = 80
        return min(max(columns or 80, 40), 200)

    def line(self, text: str = "") -> None:
        """Write one line; a line end inside it is spelled out, so that no foreign text can add a line of its own."""
        self._write(self.shown(text) + "\n")

    def encoded(self, text: str) -> None:
        """Write one line of JSON, in which an encoder has left nothing but printable ASCII."""
        self._write(text + "\n")

    def shown(self, text: str) -> str:
        """Give a text as this stream shows it: what would act on a terminal and what it cannot carry spelled out."""
        return self._carried(escaped(text))

    def page(self, text: str) -> None:
        """Write a page of our own, such as the help, with the line ends it has."""
        for line in text.splitlines():
            self.line(line)

    def data(self, piece: bytes) -> None:
        """Write a piece of a file: exactly as it is, but on a terminal, which gets its lines as it gets any text."""
        if self.stream.isatty():
            for line in piece.decode(errors="replace").splitlines():
                self.line(line)
            return
        binary = self.stream.buffer

        def write() -> None:
            self.stream.flush()
            binary.write(piece)

        _guarded(self.stream, write)

    def draw(self, renderable: "RenderableType") -> None:
        """Draw something of rich's, cleaned segment by segment."""
        import io

        from rich.console import Console
        from rich.segment import Segment, Segments

        buffer = io.StringIO()
        console = Console(
            file=buffer,
            width=self.width,
            force_terminal=self._color,
            color_system="standard" if self._color else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        segments = [
            Segment(self._carried(escaped(segment.text, keep="\n")), segment.style)
            for segment in console.render(renderable)
            if not segment.control
        ]
        console.print(Segments(segments), end="")
        # Rich pads its lines to the width; nobody who copies a screen wants that.
        drawn = [row.rstrip() for row in buffer.getvalue().split("\n")]
        self._write("\n".join(drawn))

    def flush(self) -> None:
        """Push everything out, so that a failure is met here and not when the process ends."""
        _guarded(self.stream, self.stream.flush)

    def _carried(self, text: str) -> str:
        if text.isascii():
            return text
        encoding = self.stream.encoding or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return text.translate(_ASCII_SIGNS).encode(encoding, "backslashreplace").decode(encoding)
        return text

    def _write(self, text: str) -> None:
        _guarded(self.stream, lambda: self.stream.write(text))


def _guarded(stream: TextIO, action: Callable[[], object]) -> None:
    try:
        action()
    except BrokenPipeError:
        _leave_quietly(stream)
    except OSError as error:
        detach(stream)
        raise cannot_write(error) from error


def cannot_write(error: OSError) -> StreamError:
    """Give the refusal for an output, or the file that was meant for it, that takes no more."""
    what = say("the output") if error.filename is None else quoted(str(error.filename), longest=200)
    return StreamError(
        say("cannot write {what}: {reason}", what=what, reason=error.strerror or ""),
        hint=say("free some space or write somewhere else"),
    )


def _leave_quietly(stream: TextIO) -> NoReturn:
    detach(stream)
    raise SystemExit(READER_WENT_AWAY)


def detach(stream: TextIO) -> None:
    """Point the stream at nothing, so that Python's own flush at exit does not fail again."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return


def complain(message: str, hint: str) -> None:
    """Write the ``error:`` and the ``hint:`` line of a refusal to standard error, each on one line.

    Where standard error itself cannot be written, the exit code alone must tell.
    """
    if sys.stderr is None:
        return
    try:
        errors = Output("plain", stream=sys.stderr)
        for label, text in (("error", message), ("hint", hint)):
            # The two words stay English: scripts look for them.
            errors.line(f"{label}: " + " ".join(told_to_person(text).splitlines()))
    except (StreamError, SystemExit):
        return
