"""The same answers for columns: one plan for any dataframe engine.

A polars frame, a pandas or pyarrow table, a DuckDB relation or a Spark dataframe goes in and comes out as what it
was, lazily where it is lazy. What the rows say in words is worked out once for each distinct wording, by the
functions that answer one dose; the numbers then cross the engine as one multiplication and a few comparisons.

>>> import polars as pl
>>> shelf = pl.DataFrame({"amount": [2000.0, 250.0], "unit": ["mg", "mg"], "form": ["glycinate", "magnesium"]})
>>> assess(shelf).select("elemental_low_mg", "elemental_high_mg", "efsa_status").rows()
[(200.0, 281.922, 'depends'), (250.0, 250.0, 'at')]
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import narwhals as nw

from magcalc.calc.group import PICOGRAMS, UNREAD
from magcalc.calc.rate import ALMOST_ONE, LEAST, MOST, RateBook
from magcalc.calc.split import MOST_DOSES
from magcalc.calc.words import Words
from magcalc.columns import (
    NO_AMOUNT,
    NO_DOSE,
    PLAIN_NUMBER,
    check_results,
    known_columns,
    result_columns,
    total_columns,
)
from magcalc.engines import Frame, distinct_rows, with_columns_of
from magcalc.errors import ChoiceError
from magcalc.facts.element import magnesium
from magcalc.facts.form_table import FormTable
from magcalc.facts.intakes import intake
from magcalc.said import say

Native = TypeVar("Native")

_OURS = "_magcalc_"
_NUMBER, _WHY = _OURS + "number", _OURS + "because"
# Every rate has this, so a row without it has words that were not met.
_MARK = _OURS + "least"
# More different wordings are not kept: looking them all up costs more than finding them anew.
_MOST_MET = 50_000
# Behind the name of what some of the rates lack.
_SOME_NONE = " of some"
_ROW_ENDS = ("below_under", "above_over")
_GROUP_ENDS = ("low", "high", "max_mg")


def assess(
    frame: Native,
    *,
    columns: Mapping[str, str] | None = None,
    limits: Iterable[str] | None = None,
    max_single: Decimal | None = None,
    forms: FormTable | None = None,
    by: Iterable[str] = (),
) -> Native:
    """Answer every row of a dataframe, as :func:`magcalc.dose` answers one dose.

    Args:
        frame: a frame of any engine. It has ``amount``, ``unit`` and ``form``, or whole doses as text in ``dose``;
            and, where rows differ in them, ``grade``, ``basis`` (compound or elemental), ``per_day``, ``age``,
            ``sex``, ``counts_as``.
        columns: our name of a column to the frame's own, where they differ.
        limits: keys of limits; EFSA's and the IOM's when left out.
        max_single: the most magnesium in one dose, mg.
        forms: another form table.
        by: columns to group by. Then each group is one row, and what a limit covers is summed before it is compared.

    Returns:
        The frame with ``elemental_low_mg``, ``elemental_typical_mg``, ``elemental_high_mg``, ``elemental_mmol``,
        ``nrv_percent``, ``<limit>_status`` for each limit, ``split_doses`` and ``error``, all a day; a row that
        cannot be read has its reason in ``error`` and nothing else. Lazy frames stay lazy, but for their distinct
        wordings, which are looked at once. Only polars keeps the order of a lazy frame's rows.

    Raises:
        ChoiceError: when a column is missing, or one of ours is there already.
        UnknownNameError: when a limit has no such key.

    >>> import pyarrow as pa
    >>> taken = pa.table({"who": ["Ada", "Ada"], "dose": ["200 mg magnesium", "400 mg oxide"]})
    >>> assess(taken, by=["who"]).select(["elemental_high_mg", "efsa_status"]).to_pylist()
    [{'elemental_high_mg': 441.2168, 'efsa_status': 'above'}]
    """
    plan = FramePlan(columns=columns, limits=limits, max_single=max_single, forms=forms, by=by)
    answered: Native = plan.answer(frame)
    return answered


class _RateTable(NamedTuple):
    """The rates of all wordings met so far, as columns, which of them any rate has, and why words cannot be taken."""

    rows: set[tuple[str, ...]]
    table: dict[str, list[Any]]
    types: dict[str, type]
    on: list[str]
    given: frozenset[str]
    reasons: dict[str, str]


class FramePlan:
    """A plan that many frames of the same columns can cross; what was worked out for one serves the next.

    The choices are those of :func:`assess`.
    """

    def __init__(
        self,
        *,
        columns: Mapping[str, str] | None = None,
        limits: Iterable[str] | None = None,
        max_single: Decimal | None = None,
        forms: FormTable | None = None,
        by: Iterable[str] = (),
    ) -> None:
        self._book = RateBook(None if limits is None else tuple(limits), forms, max_single)
        self._columns = dict(columns or {})
        self._by = tuple(by)
        self._met: dict[tuple[str, ...], _RateTable] = {}

    @property
    def results(self) -> tuple[str, ...]:
        """The names of the columns that are added."""
        return result_columns(self._book)

    def answer(self, native: Any) -> Any:
        """Answer a frame of any engine: row by row, or group by group where there are columns to group by."""
        if self._by:
            return self._totals(self._sums(nw.from_native(native))).to_native()
        frame: Frame = nw.from_native(native)
        names = frame.collect_schema().names()
        frame, given = self._rated(frame)
        whole_numbers = not frame.implementation.is_pandas_like()
        answered = frame.with_columns(*self._answers(given, whole_numbers=whole_numbers))
        return answered.select(*names, *self.results).to_native()

    def sums(self, native: Any) -> Any:
        """Give only the sums of each group, in the columns of :class:`magcalc.calc.group.Sums`, to add up further."""
        return self._sums(nw.from_native(native)).to_native()

    def reason(self, text: str) -> str:
        """Give the reason why a row cannot be read as it was said, by its text in a frame."""
        said: dict[str, str] = {str(NO_AMOUNT): NO_AMOUNT, str(NO_DOSE): NO_DOSE}
        for met in self._met.values():
            said.update(met.reasons)
        return said.get(text, text)

    def _rated(self, frame: Frame) -> tuple[Frame, frozenset[str]]:
        """Give every row its number and its rate."""
        schema = frame.collect_schema()
        known = known_columns(schema.names(), self._columns, self._by)
        check_results(schema.names(), self.results)
        frame = frame.with_columns(_number(known, schema))
        words = _words(known, schema)
        frame = frame.with_columns(*(word.alias(_OURS + name) for name, word in words.items()))
        on = [name for name in words if name != "amount" or not _all_empty(frame, _OURS + "amount")]
        frame, given = self._with_rates(frame, tuple(on))
        return _settled(frame, given), given

    def _with_rates(self, frame: Frame, words: tuple[str, ...]) -> tuple[Frame, frozenset[str]]:
        """Put the rate of its words beside every row; give the names of what any rate holds too.

        Pieces of one file say mostly the same, so what was met before is tried first.
        """
        met = self._met.get(words)
        if met is not None and isinstance(frame, nw.DataFrame):
            rated = with_columns_of(frame, met.table, met.types, met.on)
            if isinstance(rated, nw.DataFrame) and not rated[_MARK].is_null().any():
                return rated, met.given
        rows = distinct_rows(frame, [_OURS + name for name in words])
        known = set() if met is None or len(met.rows) > _MOST_MET else met.rows
        met = self._met[words] = self._rate_table(words, known.union(rows))
        return with_columns_of(frame, met.table, met.types, met.on), met.given

    def _rate_table(self, words: tuple[str, ...], rows: set[tuple[str, ...]]) -> "_RateTable":
        on = [_OURS + name for name in words]
        ordered = list(rows)
        rates = [self._book.rate(words_of(dict(zip(words, row, strict=True)))) for row in ordered]
        columns: dict[str, list[Any]] = {
            name: [getattr(rate, name) for rate in rates]
            for name in ("why", "number", "low", "typical", "high", "one_dose", "least", "doses")
        }
        # Engines take plain text, which nobody can say in another language any more.
        reasons = {str(why): why for why in columns["why"] if why is not None}
        columns["why"] = [None if why is None else str(why) for why in columns["why"]]
        columns["told"] = columns.pop("number")
        for place, limit in enumerate(self._book.limits):
            for end in _GROUP_ENDS if self._by else _ROW_ENDS:
                columns[f"{limit.key}_{end}"] = [
                    getattr(rate.crossings[place], end) if rate.crossings else None for rate in rates
                ]
        # What no row needs costs nothing: most tables have plain numbers, and nothing in them is refused.
        held = {name: values for name, values in columns.items() if any(value is not None for value in values)}
        given = {*held, *(name + _SOME_NONE for name, values in held.items() if None in values)}
        table = {name: [row[place] for row in ordered] for place, name in enumerate(on)}
        table |= {_OURS + name: values for name, values in held.items()}
        types: dict[str, type] = {name: str if name in on or name == _OURS + "why" else float for name in table}
        return _RateTable(rows, table, types, on, frozenset(given), reasons)

    def _answers(self, given: frozenset[str], *, whole_numbers: bool) -> list[Any]:
        number = nw.col(_NUMBER)
        low, typical, high = (number * _rate(end, given) for end in ("low", "typical", "high"))
        return [
            low.alias("elemental_low_mg"),
            typical.alias("elemental_typical_mg"),
            high.alias("elemental_high_mg"),
            (typical / _mg_per_mmol()).alias("elemental_mmol"),
            (typical * (100 / _nrv_mg())).alias("nrv_percent"),
            *(_status(number, limit.key, given) for limit in self._book.limits),
            _doses(number, given, whole_numbers=whole_numbers),
            nw.col(_WHY).alias("error"),
        ]

    # Groups.

    def _sums(self, frame: Frame) -> Frame:
        """One row for each group: rows, rows that were read, and sums in picograms."""
        frame, given = self._rated(frame)
        number, is_read = nw.col(_NUMBER), nw.col(_WHY).is_null()
        parts = {end: number * _rate(end, given) for end in ("low", "typical", "high")}
        for limit in self._book.limits:
            for end in ("low", "high"):
                parts[f"{limit.key}_{end}"] = number * _rate(f"{limit.key}_{end}", given)
        largest = {limit.key: _rate(f"{limit.key}_max_mg", given) for limit in self._book.limits}
        frame = frame.with_columns(
            *((part * PICOGRAMS).round(0).alias(_OURS + "pg_" + name) for name, part in parts.items()),
            *(nw.when(is_read).then(most).alias(f"{_OURS}{key}_max") for key, most in largest.items()),
            is_read.cast(nw.Int64).alias(_OURS + "read"),
        )
        groups: Any = frame.group_by(*self._by)
        sums: Frame = groups.agg(
            nw.len().alias("rows"),
            nw.col(_OURS + "read").sum().alias("read"),
            *(nw.col(_OURS + "pg_" + name).sum().alias(name) for name in parts),
            *(nw.col(f"{_OURS}{key}_max").count().alias(f"{key}_set") for key in largest),
            *(nw.col(f"{_OURS}{key}_max").min().alias(f"{key}_least") for key in largest),
            *(nw.col(f"{_OURS}{key}_max").max().alias(f"{key}_most") for key in largest),
        )
        # SQL gives no sum where nothing was read, and an unsigned count would not go below zero.
        return sums.with_columns(nw.col("rows").cast(nw.Int64), *(nw.col(name).fill_null(0.0) for name in parts))

    def _totals(self, sums: Frame) -> Frame:
        """Compare the sums of each group with the limits."""
        unread = nw.col("rows") - nw.col("read")
        typical = nw.col("typical") / PICOGRAMS
        totals = sums.with_columns(
            *((nw.col(end) / PICOGRAMS).alias(f"elemental_{end}_mg") for end in ("low", "typical", "high")),
            (typical / _mg_per_mmol()).alias("elemental_mmol"),
            (typical * (100 / _nrv_mg())).alias("nrv_percent"),
            *(_total_status(limit.key, unread) for limit in self._book.limits),
            nw.when(unread > 0).then(nw.lit(UNREAD)).alias("error"),
        )
        return totals.select(*self._by, *total_columns(self._book)).sort(*self._by)


def words_of(row: Mapping[str, str]) -> Words:
    """Give the words of a row; what an engine writes for a number that is none is no word."""
    return Words(**{name: "" if text == "NaN" else text for name, text in row.items()})


def _words(known: Mapping[str, str], schema: nw.Schema) -> dict[str, Any]:
    """What each row says in words, as text without nulls; of an amount only what is no plain number."""
    words: dict[str, Any] = {
        name: nw.col(theirs).cast(nw.String).fill_null("") for name, theirs in known.items() if name != "amount"
    }
    if "amount" in known and not schema[known["amount"]].is_numeric():
        text = _text(known["amount"], schema)
        words["amount"] = nw.when(nw.col(_NUMBER).is_null()).then(text).otherwise(nw.lit(""))
    return words


def _all_empty(frame: Frame, name: str) -> bool:
    """Whether a column of an eager frame says nothing; of a lazy one that is not known."""
    return isinstance(frame, nw.DataFrame) and bool((frame[name] == "").all())


def _number(known: Mapping[str, str], schema: nw.Schema) -> Any:
    """The number of each row, null where its words tell it."""
    if "amount" not in known:
        return nw.lit(None, nw.Float64).alias(_NUMBER)
    if schema[known["amount"]].is_numeric():
        return nw.col(known["amount"]).cast(nw.Float64).alias(_NUMBER)
    text = _text(known["amount"], schema)
    return nw.when(text.str.contains(PLAIN_NUMBER)).then(text).cast(nw.Float64).alias(_NUMBER)


def _text(column: str, schema: nw.Schema) -> Any:
    kind = schema[column]
    if kind == nw.String:
        return nw.col(column).fill_null("")
    if isinstance(kind, nw.Object | nw.Categorical | nw.Enum):
        return nw.col(column).cast(nw.String).fill_null("")
    raise ChoiceError(
        say("the column {column} holds no amounts", column=column), hint=say("give numbers, or text such as 400 mg")
    )


def _rate(name: str, given: frozenset[str]) -> Any:
    """A part of the rates that stand beside each row, null where no row has one."""
    return nw.col(_OURS + name) if name in given else nw.lit(None, nw.String if name == "why" else nw.Float64)


def _settled(frame: Frame, given: frozenset[str]) -> Frame:
    """Settle each row's number: its own, else the one that its words told; and why it is none."""
    number = nw.col(_NUMBER)
    if "told" in given:
        told = _rate("told", given)
        frame = frame.with_columns(nw.when(told.is_null()).then(number).otherwise(told).alias(_NUMBER))
    is_dose = (number >= LEAST) & (number <= MOST)
    no_dose = nw.when(number.is_null()).then(nw.lit(str(NO_AMOUNT))).otherwise(nw.lit(str(NO_DOSE)))
    why: Any = nw.when(~is_dose | number.is_null()).then(no_dose)
    if "why" in given:
        refused = _rate("why", given)
        why = nw.when(refused.is_null()).then(why).otherwise(refused)
    frame = frame.with_columns(why.alias(_WHY))
    return frame.with_columns(nw.when(nw.col(_WHY).is_null()).then(number).alias(_NUMBER))


def _status(number: Any, limit: str, given: frozenset[str]) -> Any:
    below, above = _rate(f"{limit}_below_under", given), _rate(f"{limit}_above_over", given)
    between = nw.when(above > below).then(nw.lit("depends")).otherwise(nw.lit("at"))
    over = nw.when(number > above).then(nw.lit("above")).otherwise(between)
    status: Any = nw.when(number < below).then(nw.lit("below")).otherwise(over)
    if f"{limit}_below_under" not in given or f"{limit}_below_under{_SOME_NONE}" in given:
        status = nw.when(below.is_null()).then(nw.lit("none")).otherwise(status)
    return nw.when(~number.is_null()).then(status).alias(f"{limit}_status")


def _doses(number: Any, given: frozenset[str], *, whole_numbers: bool) -> Any:
    least = _rate("least", given)
    whole = (number / _rate("one_dose", given) * ALMOST_ONE).ceil()
    doses = nw.when(whole < least).then(least).otherwise(whole)
    split: Any = nw.when(doses <= MOST_DOSES).then(doses)
    if "doses" in given:
        told = _rate("doses", given)
        split = nw.when(told.is_null()).then(split).otherwise(nw.when(~number.is_null()).then(told))
    # A whole number that may be missing is a float to pandas.
    return (split.cast(nw.Int64) if whole_numbers else split).alias("split_doses")


def _total_status(limit: str, unread: Any) -> Any:
    """The status of a group, as :func:`magcalc.calc.group.group_status` gives it."""
    low, high = nw.col(f"{limit}_low"), nw.col(f"{limit}_high")
    least, most = nw.col(f"{limit}_least") * PICOGRAMS, nw.col(f"{limit}_most") * PICOGRAMS
    whole = (unread == 0) & (nw.col(f"{limit}_set") == nw.col("rows"))
    at = nw.when(whole & (low == high) & (high == least) & (least == most)).then(nw.lit("at"))
    below = nw.when(whole & (high < least)).then(nw.lit("below")).otherwise(at.otherwise(nw.lit("depends")))
    found = nw.when(low > most).then(nw.lit("above")).otherwise(below)
    none_set = (unread == 0) & (nw.col(f"{limit}_set") == 0)
    return nw.when(none_set).then(nw.lit("none")).otherwise(found).alias(f"{limit}_status")


def _mg_per_mmol() -> float:
    return float(magnesium().molar_mass)


def _nrv_mg() -> float:
    return float(intake("eu-nrv").band[0].mg)
