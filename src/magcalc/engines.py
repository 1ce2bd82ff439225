"""What differs between dataframe engines: how a small table of ours comes to stand beside a frame of theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from magcalc.errors import missing_extra
from magcalc.said import say

try:
    import narwhals as nw
    from narwhals.dtypes import DType
except ImportError as error:
    raise missing_extra(say("dataframes need more packages"), "batch") from error

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
Table = Mapping[str, Sequence[Any]]
_SQL_TYPES = {float: "double", str: "string"}


def distinct_rows(frame: Frame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Give the distinct rows of some columns; of a lazy frame this alone is computed now."""
    distinct = frame.select(*names).unique()
    table = distinct.collect() if isinstance(distinct, nw.LazyFrame) else distinct
    return list(table.rows())


def with_columns_of(frame: Frame, table: Table, types: Mapping[str, type], on: Sequence[str]) -> Frame:
    """Put the columns of a table of ours beside a frame, where the columns ``on`` agree; every row keeps its place.

    Args:
        frame: the frame, eager or lazy.
        table: our columns, the ones to look rows up by among them; at most one row for each look-up.
        types: float or str for each column.
        on: the columns to look up by, which must hold no nulls.
    """
    engine = frame.implementation
    native: Any = frame.to_native()
    if engine.is_duckdb():
        return frame.join(nw.from_native(_in_duckdb(native, table, types)), on=list(on), how="left")
    if engine.is_pyspark():
        return frame.join(nw.from_native(_in_spark(native, table, types)), on=list(on), how="left")
    if engine.is_pyarrow():
        return _from(_in_pyarrow(native, table, types, on))
    if engine.is_polars():
        import polars

        kinds = {name: polars.Float64 if kind is float else polars.String for name, kind in types.items()}
        ours = polars.DataFrame(dict(table), schema=kinds)
        # The other engines promise no order, or keep it anyway.
        joined = native.join(
            ours.lazy() if isinstance(frame, nw.LazyFrame) else ours, on=list(on), how="left", maintain_order="left"
        )
        return _from(joined)
    schema: dict[str, DType] = {name: nw.Float64() if kind is float else nw.String() for name, kind in types.items()}
    ours_there: Any = nw.from_dict(dict(table), schema, backend=engine)
    return frame.join(ours_there, on=list(on), how="left")


def _from(native: Any) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


def _in_pyarrow(frame: Any, table: Table, types: Mapping[str, type], on: Sequence[str]) -> Any:
    """Looked up row by row: Arrow's own join promises no order, and knows no columns that are all null."""
    import pyarrow
    from pyarrow import compute

    def joined(columns: list[Any]) -> Any:
        texts = [column.cast(pyarrow.string()) for column in columns]
        return compute.binary_join_element_wise(*texts, "\x1f") if len(texts) > 1 else texts[0]

    ours = [pyarrow.chunked_array([pyarrow.array(table[name], pyarrow.string())]) for name in on]
    places = compute.index_in(joined([frame[name] for name in on]), value_set=joined(ours).combine_chunks())
    for name, kind in types.items():
        if name not in on:
            values = pyarrow.array(table[name], pyarrow.float64() if kind is float else pyarrow.string())
            frame = frame.append_column(name, values.take(places))
    return frame


def _in_duckdb(relation: Any, table: Table, types: Mapping[str, type]) -> Any:
    """A relation on the same connection; DuckDB finds the table by the name of the variable that holds it."""
    import pyarrow

    kinds = {float: pyarrow.float64(), str: pyarrow.string()}
    magcalc_rates = pyarrow.table({name: pyarrow.array(table[name], kinds[kind]) for name, kind in types.items()})
    found = relation.query("magcalc_frame", "select * from magcalc_rates")
    del magcalc_rates
    return found


def _in_spark(frame: Any, table: Table, types: Mapping[str, type]) -> Any:
    schema = ", ".join(f"`{name}` {_SQL_TYPES[kind]}" for name, kind in types.items())
    # Spark takes no whole number for a double.
    columns = ([None if cell is None else kind(cell) for cell in table[name]] for name, kind in types.items())
    rows = list(zip(*columns, strict=True))
    return frame.sparkSession.createDataFrame(rows, schema)
