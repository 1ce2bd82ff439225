"""Where a finding points: its line and columns in the label, and the line itself with the place underlined."""

from collections.abc import Callable
from typing import NamedTuple

from magcalc.show.cells import cells

_CUT = "…"


class Place(NamedTuple):
    """A place in a label: line and columns from 1, the last column not included; and the line cut into three."""

    line: int
    column: int
    end_column: int
    before: str
    marked: str
    after: str


def place_of(text: str, span: tuple[int, int]) -> Place:
    r"""Find a span's place; one of several lines is shown by its first.

    >>> place_of("Magnesium\r\n400 mg a day", (11, 17))[:3]
    (2, 1, 7)
    """
    # Every kind of line end becomes one, and no sign moves.
    text = text.replace("\r\n", " \n").translate(_LINE_ENDS)
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = min(end, line_end)
    return Place(
        line=text.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        end_column=end - line_start + 1,
        before=text[line_start:start],
        marked=text[start:end],
        after=text[end:line_end].rstrip(),
    )


_LINE_ENDS = {ord(sign): "\n" for sign in "\r\u0085\u2028\u2029"}


def underlined(place: Place, width: int, shown: Callable[[str], str]) -> tuple[str, str]:
    """Give the line of a place and its underline, both within so many columns of a terminal.

    Args:
        place: the place.
        width: the columns there are.
        shown: how the stream shows a text; what it spells out takes more columns.

    >>> underlined(Place(1, 4, 7, "so ", "400", " mg"), 20, str)
    ('so 400 mg', '   ^^^')
    """
    before, marked, after = (shown(part.replace("\t", " ")) for part in (place.before, place.marked, place.after))
    cut = shown(_CUT)
    marked = _first(marked, width - 2 * len(cut), cut)
    room = width - cells(marked) - len(cut)
    before = _last(before, max(room // 2, room - cells(after)), cut)
    after = _first(after, width - cells(before) - cells(marked), cut)
    return f"{before}{marked}{after}", " " * cells(before) + "^" * max(cells(marked), 1)


def _first(text: str, width: int, cut: str) -> str:
    """The first columns of a text, with a sign where it was cut."""
    if cells(text) <= width:
        return text
    kept = text[: max(width, 0)]
    while kept and cells(kept) > width - len(cut):
        kept = kept[:-1]
    return kept + cut


def _last(text: str, width: int, cut: str) -> str:
    """The last columns of a text, with a sign where it was cut."""
    if cells(text) <= width:
        return text
    kept = text[len(text) - max(width, 0) :] if width > 0 else ""
    while kept and cells(kept) > width - len(cut):
        kept = kept[1:]
    return cut + kept
