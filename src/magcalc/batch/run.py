"""From a source to a sink: every piece answered, rows kept in their places, statuses counted."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from magcalc.batch.answers import Answer, Answers
from magcalc.batch.formats import Format
from magcalc.batch.repeats import Repeats
from magcalc.batch.sinks import CsvSink, JsonSink, Sink, Write, json_value, sink
from magcalc.batch.sources import Framed, Piece, Rows, Source
from magcalc.calc.group import PICOGRAMS, UNREAD, Counted, Sums
from magcalc.calc.limits import STATUSES
from magcalc.calc.rate import RateBook
from magcalc.columns import check_results, known_columns, result_columns, total_columns
from magcalc.errors import AmountError
from magcalc.facts.element import magnesium
from magcalc.facts.form_table import FormTable
from magcalc.facts.intakes import intake
from magcalc.said import say

Advance = Callable[[int], None]


class Choices(NamedTuple):
    """What the person chose: names of columns, limits, the cap, a form table, groups, whether to stop at an error."""

    columns: dict[str, str]
    limits: tuple[str, ...] | None = None
    max_single: Decimal | None = None
    forms: FormTable | None = None
    by: tuple[str, ...] = ()
    strict: bool = False


class Summary(NamedTuple):
    """What was found: rows, rows that could not be read, and for each limit how many rows have each status."""

    rows: int
    refused: int
    statuses: dict[str, Counter[str]]


def answer_all(
    source: Source, form: Format, write: Write, choices: Choices, advance: Advance = lambda _: None
) -> Summary:
    """Answer every row of a source and write it.

    Args:
        source: the rows.
        form: what to write.
        write: takes the bytes.
        choices: what the person chose.
        advance: told how much of the source's ``total`` is done.

    Raises:
        ChoiceError: when a column is missing, or an added one is there already.
        AmountError: at the first row that cannot be read, where that was chosen.
        StreamError: when the source cannot be read on.
    """
    run = _GroupRun(source, choices) if choices.by else _RowRun(source, choices)
    run.begin(sink(form, write, run.names, run.kinds, source.separator))
    for piece in source.pieces:
        run.take(piece)
        advance(piece.part)
    return run.end()


class _Run:
    """What runs share: the columns, the answers of rows, and the plan for frames."""

    def __init__(self, source: Source, choices: Choices) -> None:
        self._source, self._choices = source, choices
        self._book = RateBook(choices.limits, choices.forms, choices.max_single)
        self._known = known_columns(source.names, choices.columns, choices.by)
        self._results = result_columns(self._book)
        check_results(source.names, self._results)
        self._answers = Answers(self._book, list(self._known))
        self._plans: dict[tuple[str, ...], Any] = {}
        self._cells = _getter([source.names.index(theirs) for theirs in self._known.values()])
        self._rows = 0
        # What a format with kinds of columns must know before the first number comes.
        statuses = {f"{limit.key}_status": str for limit in self._book.limits}
        floats = dict.fromkeys(self._results[:5], float)
        self.kinds: dict[str, type] = {**floats, **statuses, "split_doses": int, "rows": int, "error": str}
        self.kinds = {name: kind for name, kind in self.kinds.items() if name not in source.names}

    def _frame_plan(self, by: tuple[str, ...] = ()) -> Any:
        """The plan for frames, made when the first frame comes: only then are the engines needed."""
        if by not in self._plans:
            from magcalc.frame import FramePlan

            chosen = self._choices
            self._plans[by] = FramePlan(
                columns=self._known, limits=chosen.limits, max_single=chosen.max_single, forms=chosen.forms, by=by
            )
        return self._plans[by]

    def _stop_at_refusal(self, answered: Any, plan: Any) -> None:
        refused = answered["error"].is_not_null()
        if refused.any():
            place = int(refused.arg_max() or 0)
            raise _stopped(self._rows + place + 1, plan.reason(answered["error"][place]))

    def _taken(self, piece: Rows) -> list[tuple[Any, ...]]:
        """The cells of each row that say anything of a dose."""
        if piece.texts is None:
            return [self._cells(row) for row in piece.rows]
        theirs = list(self._known.values())
        return [tuple([_cell(row.get(name)) for name in theirs]) for row in piece.rows]

    def _answered(self, piece: Rows) -> list[Answer]:
        """The answer of each row of a piece."""
        answer, problems, cells = self._answers.answer, piece.problems, self._taken(piece)
        if problems:
            answers = [
                self._answers.refuse(problems[place]) if place in problems else answer(row)
                for place, row in enumerate(cells)
            ]
        else:
            answers = [answer(row) for row in cells]
        if self._choices.strict:
            for place, one in enumerate(answers):
                if one[-1]:
                    raise _stopped(self._rows + place + 1, one[-1])
        return answers


class _RowRun(_Run):
    """Every row with its answer behind it."""

    def __init__(self, source: Source, choices: Choices) -> None:
        super().__init__(source, choices)
        self.names = [*source.names, *self._results]
        self._statuses = {limit.key: Counter[str]() for limit in self._book.limits}
        self._refused = 0
        self._repeats: Repeats | None = None

    def begin(self, target: Sink) -> None:
        self._sink = target
        self._answers = Answers(self._book, list(self._known), as_text=isinstance(target, CsvSink))
        if isinstance(target, CsvSink) and not self._choices.strict:
            self._repeats = Repeats(self._answers, list(self._known.values()), target.rest_of_row)

    def take(self, piece: Piece) -> None:
        if isinstance(piece, Rows):
            self._take_rows(piece)
        elif not self._take_repeats(piece):
            self._take_frame(piece)

    def _take_repeats(self, piece: Framed) -> bool:
        """Put the answers of doses met before behind their rows, as long as enough of them repeat."""
        if self._repeats is None or not isinstance(self._sink, CsvSink) or piece.bare_by != self._sink.separator:
            return False
        answered = self._repeats.answered(piece.frame)
        if answered is None:
            self._repeats = None
            return False
        self._rows += answered.height
        # The answers have what quotes they need.
        self._sink.frame(answered, is_tame=piece.is_tame, bare_by=piece.bare_by)
        return True

    def _take_frame(self, piece: Framed) -> None:
        import polars

        plan = self._frame_plan()
        answered = plan.answer(piece.frame)
        # A new column of floats is rounded as the answers of rows are: at most six decimals.
        floats = [name for name in self._results[:5] if answered.schema[name] == polars.Float64]
        answered = answered.with_columns(polars.col(floats).round(6))
        if self._choices.strict:
            self._stop_at_refusal(answered, plan)
        refused = int(answered["error"].is_not_null().sum())
        self._refused += refused
        for key, counts in self._statuses.items():
            counts.update({status: int((answered[f"{key}_status"] == status).sum()) for status in STATUSES})
        self._rows += answered.height
        # A reason is a sentence, which may need quotes.
        self._sink.frame(answered, is_tame=piece.is_tame, bare_by=None if refused else piece.bare_by)

    def _take_rows(self, piece: Rows) -> None:
        answers = self._answered(piece)
        self._rows += len(answers)
        if piece.texts is None:
            given = piece.rows
            if not isinstance(self._sink, CsvSink):
                # Only a CSV has no other word for what is missing than an empty cell.
                given = [[cell or None for cell in row] for row in given]
            rows = [row + one for row, one in zip(given, answers, strict=True)]
            self._sink.rows(rows, is_tame=piece.is_tame)
        elif isinstance(self._sink, JsonSink):
            self._extend(self._sink, piece, answers)
        else:
            names = self._source.names
            self._sink.rows(
                [
                    [*(_cell(row.get(name)) for name in names), *one]
                    for row, one in zip(piece.rows, answers, strict=True)
                ]
            )

    def _extend(self, target: JsonSink, piece: Rows, answers: Sequence[Answer]) -> None:
        """JSON objects stay as they were written; a line that holds none becomes one that says so."""
        texts = list(piece.texts or ())
        for place in piece.problems:
            texts[place] = f'{{"line": {self._rows - len(answers) + place + 1}}}'
        target.extended(texts, [_members(self._results, one) for one in answers])

    def end(self) -> Summary:
        for statuses, count in self._answers.given.items():
            if statuses is None:
                self._refused += count
                continue
            for counts, status in zip(self._statuses.values(), statuses, strict=True):
                counts[status] += count
        self._sink.close()
        return Summary(self._rows, self._refused, self._statuses)


class _GroupRun(_Run):
    """One row for each group, written when all rows have been read."""

    def __init__(self, source: Source, choices: Choices) -> None:
        super().__init__(source, choices)
        self.names = [*choices.by, *total_columns(self._book)]
        self._groups: dict[tuple[Any, ...], Sums] = {}
        self._by = _getter([source.names.index(name) for name in choices.by])

    def begin(self, target: Sink) -> None:
        self._sink = target

    def take(self, piece: Piece) -> None:
        if isinstance(piece, Framed):
            self._take_frame(piece.frame)
            return
        if self._choices.strict:
            self._answered(piece)
        by = self._choices.by
        nothing = Sums(1, 0, 0.0, 0.0, 0.0, (Counted(),) * len(self._book.limits))
        for place, (row, cells) in enumerate(zip(piece.rows, self._taken(piece), strict=True)):
            key = self._by(row) if piece.texts is None else tuple(_cell(row.get(name)) for name in by)
            self._add(key, nothing if place in piece.problems else self._answers.sums(cells))
        self._rows += len(piece.rows)

    def _take_frame(self, frame: Any) -> None:
        if self._choices.strict:
            plan = self._frame_plan()
            self._stop_at_refusal(plan.answer(frame), plan)
        groups = self._frame_plan(self._choices.by).sums(frame)
        keys = [limit.key for limit in self._book.limits]
        for row in groups.iter_rows(named=True):
            counted = tuple(
                Counted(*(row[f"{key}_{part}"] for part in ("low", "high", "set", "least", "most"))) for key in keys
            )
            sums = Sums(row["rows"], row["read"], row["low"], row["typical"], row["high"], counted)
            self._add(tuple(row[name] for name in self._choices.by), sums)
        self._rows += frame.height

    def _add(self, key: tuple[Any, ...], sums: Sums) -> None:
        # A piece that is a frame has nulls where one of texts has empty cells.
        key = tuple([None if cell == "" else cell for cell in key])
        known = self._groups.get(key)
        self._groups[key] = sums if known is None else known.plus(sums)

    def end(self) -> Summary:
        statuses = {limit.key: Counter[str]() for limit in self._book.limits}
        mg_per_mmol, per_nrv = float(magnesium().molar_mass), 100 / float(intake("eu-nrv").band[0].mg)
        rows = []
        for key, sums in sorted(self._groups.items(), key=lambda item: tuple(map(str, item[0]))):
            low, typical, high = (end / PICOGRAMS for end in (sums.low, sums.typical, sums.high))
            parts = [round(part, 6) for part in (low, typical, high, typical / mg_per_mmol, typical * per_nrv)]
            found = sums.statuses()
            for counts, status in zip(statuses.values(), found, strict=True):
                counts[status] += 1
            rows.append([*key, sums.rows, *parts, *found, UNREAD if sums.read < sums.rows else None])
        self._sink.rows(rows)
        self._sink.close()
        refused = sum(sums.rows - sums.read for sums in self._groups.values())
        return Summary(self._rows, refused, statuses)


def _getter(places: list[int]) -> Callable[[Any], tuple[Any, ...]]:
    """Pick some cells of a row, always as a tuple."""
    if len(places) == 1:
        only = places[0]
        return lambda row: (row[only],)
    found: Callable[[Any], tuple[Any, ...]] = itemgetter(*places)
    return found


def _cell(value: Any) -> Any:
    """A JSON value as a cell: what is nested as its JSON."""
    return json_value(value) if isinstance(value, list | dict) else value


def _members(names: Sequence[str], answer: Answer) -> str:
    return ", ".join(f'"{name}": {json_value(value)}' for name, value in zip(names, answer, strict=True))


def _stopped(row: int, why: str) -> AmountError:
    return AmountError(
        say("row {row} cannot be read: {why}", row=row, why=why),
        hint=say("leave --strict out to keep such rows with their reason"),
    )
