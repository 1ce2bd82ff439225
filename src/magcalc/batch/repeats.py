"""Doses that come again and again: each is answered once, and its text put behind every row that says it.

A catalogue of a million rows has a few thousand different doses. Looking a row's answer up costs less than working it
out anew, and much less than writing its numbers anew.
"""

from collections.abc import Callable, Sequence
from typing import Any

from magcalc.batch.answers import Answer, Answers

# So many rows for each different dose are worth the looking up.
_ROWS_PER_DOSE = 10
_PLACE, _ANSWER = "_magcalc_place", "_magcalc_answer"


class Repeats:
    """The answers met so far, as a frame to look rows up in.

    Args:
        answers: works out those that are new.
        columns: the columns of a frame that say anything of a dose.
        as_text: an answer as the rest of a row.
    """

    def __init__(self, answers: Answers, columns: Sequence[str], as_text: Callable[[Answer], str]) -> None:
        self._answers, self._columns, self._as_text = answers, list(columns), as_text
        self._cells: list[tuple[str, ...]] = []
        self._met: Any = None
        self._rows = 0

    def answered(self, frame: Any) -> Any:
        """Give a polars frame of texts with the rest of each row as its last column, None where too few repeat."""
        self._rows += frame.height
        found = None if self._met is None else self._looked_up(frame)
        if found is None or found[_PLACE].is_null().any():
            if not self._meet(frame if found is None else found.filter(found[_PLACE].is_null())):
                return None
            found = self._looked_up(frame)
        for place, rows in found[_PLACE].value_counts().iter_rows():
            self._answers.count(self._cells[place], rows)
        return found.drop(_PLACE)

    def _looked_up(self, frame: Any) -> Any:
        return frame.join(self._met, on=self._columns, how="left", nulls_equal=True, maintain_order="left")

    def _meet(self, frame: Any) -> bool:
        """Answer what is new in a frame, unless it is too much to be worth it."""
        import polars

        new = frame.select(self._columns).unique()
        if (len(self._cells) + new.height) * _ROWS_PER_DOSE > self._rows:
            return False
        cells = [tuple(cell or "" for cell in row) for row in new.rows()]
        texts = [self._as_text(self._answers.look_up(row)) for row in cells]
        places = range(len(self._cells), len(self._cells) + len(cells))
        new = new.with_columns(
            polars.Series(_ANSWER, texts, polars.String), polars.Series(_PLACE, places, polars.UInt32)
        )
        self._cells += cells
        self._met = new if self._met is None else polars.concat([self._met, new])
        return True
