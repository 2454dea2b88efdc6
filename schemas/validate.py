"""Parts a table's rows into those that keep their schema and those that go to quarantine; loses none.

One pandera call per table and batch. Pandera's own row dropping (`drop_invalid_rows`) and its summary of failure
cases lose rows: null and uniqueness failures carry no usable index, and several failures of a row are several cases.
So the failing rows are taken from each error's `check_output`, one boolean per row, and duplicates of keys are
found here. Nothing here repairs a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from schemas import TABLES, TableSchema

_ROW = "__row__"
REASON = "__reason__"
"""The column in which rows on their way to quarantine carry the reason."""
_RULES = {
    "not_nullable": "is NULL",
    "greater_than_or_equal_to": "is below {limit}",
    "less_than_or_equal_to": "is above {limit}",
    "isin": "is none of {limit}",
    "str_length": "is empty",
}


class SchemaMismatchError(Exception):
    """A frame that is not of this table at all: columns missing or unknown; or rows lost. A fault of the program."""

    def __init__(self, table: str, what: str) -> None:
        self.table = table
        self.what = what
        super().__init__(f"table {table}: {what}")


class Validated(NamedTuple):
    """`valid` has the table's columns, `quarantined` those of the table `quarantine`; together as many rows as came."""

    valid: pl.DataFrame
    quarantined: pl.DataFrame


def validate(
    table: str, frame: pl.DataFrame, rev_ids: Mapping[int, int] | None = None, *, unique: bool = True
) -> Validated:
    """The rows of a frame, parted by the table's schema.

    Of rows with the same key the first in the table's order stays, whatever order they came in; `unique=False` leaves
    keys alone, for whoever has not all rows at hand (see `output/integrity.py`). `rev_ids` (page_id → rev_id) names the
    revision of quarantined rows. Raises SchemaMismatchError where columns are missing or unknown.
    """
    schema = TABLES[table]
    if set(frame.columns) != set(schema.column_names):
        differing = sorted(set(frame.columns) ^ set(schema.column_names))
        raise SchemaMismatchError(table, f"columns missing or unknown: {', '.join(differing)}")
    given = frame.select(schema.column_names)
    typed, broken = _typed(schema, given)
    if typed.is_empty():  # most tables of a small batch; pandera takes its 20 ms all the same
        return Validated(typed, TABLES["quarantine"].empty())
    bad = _reasons_by_row(broken + _broken_rules(schema, typed))
    if unique:
        indexed = typed.with_row_index(_ROW)
        bad = pl.concat([bad, _duplicates(schema, indexed.join(bad, on=_ROW, how="anti"))])
    return _parted(schema, given, typed, bad, rev_ids)


def part_duplicates(schema: TableSchema, frame: pl.DataFrame, rev_ids: Mapping[int, int] | None = None) -> Validated:
    """As `validate`, for the key alone: rows whose key another row has already are quarantined."""
    return _parted(schema, frame, frame, _duplicates(schema, frame.with_row_index(_ROW)), rev_ids)


def _parted(
    schema: TableSchema, given: pl.DataFrame, typed: pl.DataFrame, bad: pl.DataFrame, rev_ids: Mapping[int, int] | None
) -> Validated:
    """The rows named in `bad` (row, reason) as they were given, the others typed; together all of them."""
    if bad.is_empty():
        return Validated(typed, TABLES["quarantine"].empty())
    valid = typed.with_row_index(_ROW).join(bad, on=_ROW, how="anti", maintain_order="left").drop(_ROW)
    rejected = given.with_row_index(_ROW).join(bad, on=_ROW, how="inner", maintain_order="left")
    quarantined = quarantine_rows(schema, rejected.drop(_ROW), rev_ids)
    if valid.height + quarantined.height != given.height:
        raise SchemaMismatchError(
            schema.name, f"{given.height} rows in, {valid.height} valid, {quarantined.height} bad"
        )
    return Validated(valid, quarantined)


def quarantine_rows(
    schema: TableSchema, rejected: pl.DataFrame, rev_ids: Mapping[int, int] | None = None
) -> pl.DataFrame:
    """Rows of `quarantine` for rows of a table that carry their reason in the column `__reason__`."""
    page_id = pl.col("page_id") if "page_id" in rejected.columns else pl.lit(None)
    frame = rejected.select(
        pl.lit(schema.name).alias("table_name"),
        page_id.cast(pl.Int64, strict=False).alias("page_id"),
        pl.lit(None, dtype=pl.Int64).alias("rev_id"),
        schema.record_key().alias("record_key"),
        pl.col(REASON).alias("reason"),
        pl.struct(schema.column_names).struct.json_encode().alias("record"),
    )
    if rev_ids:
        revisions = pl.DataFrame({"page_id": list(rev_ids), "rev_id": list(rev_ids.values())}, schema_overrides=_IDS)
        frame = frame.drop("rev_id").join(revisions, on="page_id", how="left", maintain_order="left")
    return frame.select(TABLES["quarantine"].column_names)


_IDS = {"page_id": pl.Int64, "rev_id": pl.Int64}


def _typed(schema: TableSchema, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[str, pl.Series]]]:
    """The frame in the schema's types, and which rows hold a value that has no place in its column's type."""
    broken: list[tuple[str, pl.Series]] = []
    for column in schema.columns:
        values = frame[column.name]
        if values.dtype == column.dtype:
            continue
        cast = values.cast(column.dtype, strict=False)
        lost = cast.is_null() & values.is_not_null()
        if lost.any():
            broken.append((f"{column.name} is no {column.dtype}", lost))
        frame = frame.with_columns(cast)
    return frame, broken


def _broken_rules(schema: TableSchema, frame: pl.DataFrame) -> list[tuple[str, pl.Series]]:
    """Every broken rule in words, with one boolean per row: True where broken."""
    try:
        schema.model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return [_rule_and_rows(schema, error, frame.height) for error in errors.schema_errors]
    return []


def _rule_and_rows(schema: TableSchema, error: SchemaError, height: int) -> tuple[str, pl.Series]:
    outcome: Any = getattr(error, "check_output", None)
    if not isinstance(outcome, pl.DataFrame) or outcome.height != height:
        raise SchemaMismatchError(schema.name, f"pandera tells no rows: {error.reason_code}: {error}")
    passed = outcome["check_output"]
    column = getattr(error.schema, "name", None) or schema.name
    if error.reason_code is SchemaErrorReason.SERIES_CONTAINS_NULLS:
        return f"{column} is NULL", ~passed.fill_null(True)
    check = error.check
    if not isinstance(check, pa.Check) or check.name not in _RULES:
        return f"{column}: {check}", ~passed.fill_null(True)
    limit = next(iter((check.statistics or {}).values()), "")
    words = _RULES[check.name].format(limit=", ".join(limit) if isinstance(limit, list) else limit)
    return f"{column} {words}", ~passed.fill_null(True)


def _reasons_by_row(reasons: list[tuple[str, pl.Series]]) -> pl.DataFrame:
    """(row, reason): one row per failing row, its reasons joined in the order of the columns."""
    nothing = pl.DataFrame(schema={_ROW: pl.get_index_type(), REASON: pl.String})
    parts = [
        pl.DataFrame({_ROW: broken.arg_true().cast(pl.get_index_type())}).with_columns(pl.lit(reason).alias(REASON))
        for reason, broken in reasons
    ]
    found = pl.concat([nothing, *parts])
    return found.group_by(_ROW, maintain_order=True).agg(pl.col(REASON).str.join("; "))


def _duplicates(schema: TableSchema, indexed: pl.DataFrame) -> pl.DataFrame:
    """(row, reason) of the rows whose key another row has already."""
    key = list(schema.primary_key)
    doubled = indexed.filter(pl.struct(key).is_duplicated())
    ordered = doubled.sort(schema.order, nulls_last=False, maintain_order=True)
    copies = ordered.with_columns(pl.int_range(1, pl.len() + 1).over(key).alias("copy"))
    reason = pl.format("the same key ({}) again, copy {}", pl.lit(", ".join(key)), pl.col("copy"))
    return copies.filter(pl.col("copy") > 1).select(_ROW, reason.alias(REASON))
