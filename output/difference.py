"""What differs between two frames of the same table, by key, row and cell. Pure; knows no releases.

Rows are matched by the table's primary key, NULL equal to NULL, NaN equal to NaN. Positions (row and table numbers)
belong to keys, so `alignment` translates the old ones first where rows were inserted.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas import TABLES, TableSchema

DIFFERENCE = {
    "table_name": pl.String(),
    "record_key": pl.String(),
    "change": pl.String(),
    "column_name": pl.String(),
    "old_value": pl.String(),
    "new_value": pl.String(),
    "page_id": pl.Int64(),
}
"""Columns of a difference: those of `changes` less version, cause and revision, plus the page for finding those."""

_IN_OLD, _IN_NEW, _OLD = "__in_old__", "__in_new__", "__old__"


def difference(
    table: str, old: pl.DataFrame, new: pl.DataFrame, *, columns: Sequence[str] | None = None, page_of: str = "page_id"
) -> pl.DataFrame:
    """One row per cell that differs; a row that came or went is one row with its record as JSON.

    `columns`: compare only these (of a schema change, those that both have). `page_of`: the column that tells the
    page; where neither frame has it, the page is NULL.
    """
    schema = TABLES[table]
    names = [name for name in schema.column_names if columns is None or name in columns]
    extra = [page_of] if page_of in old.columns and page_of not in names else []
    key = [name for name in schema.primary_key if name in names]
    old, new = old.select(names + extra), new.select(names + extra)
    changed_old, changed_new = _without_equal_rows(old, new, names)
    page = pl.col(page_of) if page_of in names + extra else pl.lit(None, dtype=pl.Int64)
    old_side = changed_old.select(*names, page.alias("__page__"), pl.lit(True).alias(_IN_OLD))
    new_side = changed_new.select(*names, page.alias("__page__"), pl.lit(True).alias(_IN_NEW))
    gone = old_side.join(new_side, on=key, how="anti", nulls_equal=True)
    came = new_side.join(old_side, on=key, how="anti", nulls_equal=True)
    both = new_side.join(old_side, on=key, how="inner", suffix=_OLD, nulls_equal=True)
    compared = [name for name in names if name not in key]
    parts = [
        _whole_rows(schema, gone, names, key, "removed"),
        _whole_rows(schema, came, names, key, "added"),
        *(_cells(schema, both, key, name) for name in compared),
    ]
    empty = pl.DataFrame(schema=DIFFERENCE)
    return pl.concat([empty, *parts])


def _without_equal_rows(old: pl.DataFrame, new: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that the other frame does not have just so: nearly all rows of a daily version go here, cheaply."""
    return (
        old.join(new, on=names, how="anti", nulls_equal=True),
        new.join(old, on=names, how="anti", nulls_equal=True),
    )


def _whole_rows(schema: TableSchema, rows: pl.DataFrame, names: list[str], key: list[str], change: str) -> pl.DataFrame:
    record = pl.struct(names).struct.json_encode()
    nothing = pl.lit(None, dtype=pl.String)
    return rows.select(
        pl.lit(schema.name).alias("table_name"),
        pl.struct(key).struct.json_encode().alias("record_key"),
        pl.lit(change).alias("change"),
        nothing.alias("column_name"),
        (record if change == "removed" else nothing).alias("old_value"),
        (record if change == "added" else nothing).alias("new_value"),
        pl.col("__page__").alias("page_id"),
    )


def _cells(schema: TableSchema, both: pl.DataFrame, key: list[str], name: str) -> pl.DataFrame:
    old, new = pl.col(name + _OLD), pl.col(name)
    return both.filter(new.ne_missing(old)).select(
        pl.lit(schema.name).alias("table_name"),
        pl.struct(key).struct.json_encode().alias("record_key"),
        pl.lit("changed").alias("change"),
        pl.lit(name).alias("column_name"),
        old.cast(pl.String).alias("old_value"),
        new.cast(pl.String).alias("new_value"),
        pl.col("__page__").alias("page_id"),
    )
