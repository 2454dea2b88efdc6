"""What differs between two frames of the same table, by key, row and cell. Pure; knows no releases.

Rows are matched by the table's primary key, NULL equal to NULL, NaN equal to NaN. Positions (row and table numbers)
belong to keys, so `alignment` translates the old ones first where rows were inserted.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from output.alignment import AS_WAS
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

_OLD = "__old__"
_NAMES = ("contest", "line", "area_type", "area", "candidate", "party", "source", "choice")


def difference(
    table: str, old: pl.DataFrame, new: pl.DataFrame, *, columns: Sequence[str] | None = None, page_of: str = "page_id"
) -> pl.DataFrame:
    """One row per cell that differs; a row that came or went is one row with its record as JSON.

    `record_key` is the new row's key; of a removed row, the old one's. A row whose key itself changed (the party is
    named now) is a changed row, and the key's columns are among its cells.

    `columns`: compare only these (of a schema change, those that both have). `page_of`: the column that tells the
    page; where neither frame has it, the page is NULL.
    """
    schema = TABLES[table]
    names = [name for name in schema.column_names if columns is None or name in columns]
    key = [name for name in schema.primary_key if name in names]
    changed_old, changed_new = _without_equal_rows(old, new, names)
    old_side, new_side = (_side(frame, names, page_of) for frame in (changed_old, changed_new))
    parts = [pl.DataFrame(schema=DIFFERENCE)]
    for same in _ways_to_match(key):
        both = _matched(old_side, new_side, same)
        parts += [_cells(schema, both, key, name) for name in names if name not in same]
        old_side = old_side.join(both, left_on=same, right_on=same, how="anti", nulls_equal=True)
        new_side = new_side.join(both, left_on=same, right_on=same, how="anti", nulls_equal=True)
    parts.append(_whole_rows(schema, _as_it_was(old_side, names), names, key, "removed"))
    parts.append(_whole_rows(schema, new_side, names, key, "added"))
    return pl.concat(parts)


def _ways_to_match(key: list[str]) -> list[list[str]]:
    """The columns by which rows are the same one: the key; then, for a row that kept its place, the key less a name.

    So a party that the article now names, or a candidate spelt otherwise, is a changed cell and not another row.
    """
    names = [name for name in key if name in _NAMES]
    if "row_no" not in key or not names:
        return [key]
    less_one = [[column for column in key if column != name] for name in reversed(names)]
    return [key, *less_one, [column for column in key if column not in names]]


def _matched(old: pl.DataFrame, new: pl.DataFrame, same: list[str]) -> pl.DataFrame:
    """New rows beside old ones (suffix `__old__`) that alone have these columns in common."""
    one_old, one_new = (side.filter(pl.struct(same).is_unique()) for side in (old, new))
    return one_new.join(one_old, on=same, how="inner", suffix=_OLD, nulls_equal=True)


def _side(frame: pl.DataFrame, names: list[str], page_of: str) -> pl.DataFrame:
    page = pl.col(page_of) if page_of in frame.columns else pl.lit(None, dtype=pl.Int64)
    return frame.select(*names, page.alias("__page__"), *({AS_WAS} & set(frame.columns)))


def _as_it_was(gone: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Rows whose positions were translated, with their own again."""
    if AS_WAS not in gone.columns:
        return gone
    moved = pl.col(AS_WAS).is_not_null()
    own = (pl.when(moved).then(pl.col(AS_WAS).struct.field(name)).otherwise(pl.col(name)) for name in names)
    return gone.with_columns(value.alias(name) for value, name in zip(own, names, strict=True))


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
