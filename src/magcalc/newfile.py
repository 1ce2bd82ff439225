"""A file that appears whole or not at all: written beside its place, and moved there when it is done."""

import os
import stat
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from magcalc.errors import ChoiceError, StreamError, quoted
from magcalc.said import say


class NewFile:
    """Writes a file under another name in its folder; the old one stays until the new one is whole.

    Args:
        name: the file to write. A device or a pipe is written to directly.
        reads: the file that is read meanwhile, which must be another.

    Raises:
        ChoiceError: when it is the file that is read.
        StreamError: when it cannot be written.
    """

    def __init__(self, name: str, reads: str | None = None) -> None:
        self._place = Path(os.path.realpath(name))
        if reads is not None and _is_same(self._place, Path(reads)):
            raise ChoiceError(
                say("{file} is the input", file=quoted(name, longest=200)),
                hint=say("write to another file, and rename it"),
            )
        self._beside: Path | None = None
        try:
            self.stream = self._opened(Path(name))
        except OSError as error:
            raise _cannot_write(name, error) from error
        self._name = name

    def _opened(self, named: Path) -> BinaryIO:
        # By the name that was given: behind /dev/stdout a pipe has no place of its own.
        if named.exists() and not named.is_file():
            return named.open("wb")
        handle, beside = tempfile.mkstemp(prefix=f".{self._place.name}.", suffix=".part", dir=self._place.parent)
        self._beside = Path(beside)
        # A file made by hand would have these rights; mkstemp gives fewer.
        mask = os.umask(0)
        os.umask(mask)
        old = self._place.stat().st_mode if self._place.exists() else 0o666 & ~mask
        self._beside.chmod(stat.S_IMODE(old))
        return os.fdopen(handle, "wb")

    def __enter__(self) -> "NewFile":
        """Give the file, open for writing."""
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """Move the file to its place, or remove what there is of it when anything failed."""
        try:
            self.stream.close()
            if self._beside is not None and kind is None:
                self._beside.replace(self._place)
                self._beside = None
        except OSError as error:
            raise _cannot_write(self._name, error) from error
        finally:
            if self._beside is not None:
                self._beside.unlink(missing_ok=True)


def _is_same(place: Path, other: Path) -> bool:
    try:
        return place.samefile(other)
    except OSError:
        return False


def no_room(name: str, error: OSError) -> StreamError:
    """Give the refusal for a file that takes no more, such as one on a full disk.

    >>> no_room("days.ics", OSError(28, "No space left on device")).hint
    'free some space'
    """
    return StreamError(_not_written(name, error), hint=say("free some space"))


def _cannot_write(name: str, error: OSError) -> StreamError:
    return StreamError(_not_written(name, error), hint=say("write to a folder with room and rights"))


def _not_written(name: str, error: OSError) -> str:
    return say("cannot write {what}: {reason}", what=quoted(name, longest=200), reason=error.strerror or "")
