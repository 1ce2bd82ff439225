"""What magcalc refuses, and how it says so.

Every refusal is one root error with a few leaves. Each carries the sentence for the ``error:`` line, the
``hint:`` line that says what to type instead, and the exit code of the process. A refused dose is cheap and a
misread dose is not, so the leaves are raised early and nothing is guessed on the way.
"""

from magcalc.said import say


class MagcalcError(Exception):
    """The root of everything magcalc refuses. Raise a leaf, catch the root.

    Attributes:
        message: what is wrong and where, one sentence without a final full stop.
        hint: what to type instead.
        exit_code: the exit code of the process, 2 for every leaf.

    >>> error = AmountError("'400 Mg' has the unit Mg", hint="type mg")
    >>> str(error), error.hint, error.exit_code
    ("'400 Mg' has the unit Mg", 'type mg', 2)
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # The keyword-only hint would otherwise be lost on the way between processes.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[MagcalcError], message: str, hint: str) -> MagcalcError:
    return kind(message, hint=hint)


class AmountError(MagcalcError, ValueError):
    """A text that is no amount or no dose, or one that has two readings."""


class ChoiceError(MagcalcError, ValueError):
    """A choice outside what is possible: an age, an assay, a count, options that exclude each other."""


class UnknownNameError(MagcalcError, LookupError):
    """A name that no table holds: a form, a grade, a limit, a source."""


class TableError(MagcalcError, ValueError):
    """A table of facts that cannot be read, ours or a user's own."""


class StreamError(MagcalcError, OSError):
    """An input that cannot be read or an output that cannot be written."""

    # OSError would print its errno form; the sentence is what a person needs.
    __str__ = Exception.__str__


class MissingExtraError(MagcalcError, ImportError):
    """Something asked for that needs packages beside the four that magcalc always has."""

    # ImportError has a form of its own too.
    __str__ = Exception.__str__


def missing_extra(what: str, extra: str) -> MissingExtraError:
    """Give the refusal for what needs an extra that is not installed.

    >>> missing_extra("parquet files need more packages", "batch").hint
    "install them with: pip install 'magcalc[batch]'"
    """
    return MissingExtraError(what, hint=say("install them with: {command}", command=f"pip install 'magcalc[{extra}]'"))


def quoted(text: str, longest: int = 60) -> str:
    """Give foreign text in quotes for an error line: on one line, harmless, cut to a readable length.

    >>> quoted("400 Mg")
    "'400 Mg'"
    >>> quoted("7" * 1000, longest=10)
    "'7777777777…'"
    """
    return f"'{escaped(text[:longest])}…'" if len(text) > longest else f"'{escaped(text)}'"


def escaped(text: str, keep: str = "") -> str:
    r"""Give text in which nothing acts on a terminal: control, escape and direction characters are spelled out.

    >>> escaped("a\x1b[31mb\u202ec\n")
    'a\\x1b[31mb\\u202ec\\x0a'
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in keep else _spelled(sign) for sign in text)


def _spelled(sign: str) -> str:
    if sign == "\u00a0":
        return " "
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"
