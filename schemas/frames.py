"""Polars frames from parsed records: typed as the schema says, columns in its order.

A text or number that Arrow cannot hold never ends a run: lone surrogates become U+FFFD, an integer beyond 64 bits
becomes the largest one, which every column's limit sends to quarantine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl

from schemas import TABLES
from schemas.column import Column

INT64_MAX = 2**63 - 1


def frame_of(table: str, records: Iterable[Any]) -> pl.DataFrame:
    """The records of one table as a frame.

    Records are tuples in the table's column order (the NamedTuples of `pipeline.records`) or mappings by column name,
    in which missing columns are NULL. Aware times become UTC. Raises TypeError for a value of another type than its
    column's, ValueError for a record of another width: both are faults of the program, not of a page.
    """
    schema = TABLES[table]
    rows = list(records)
    if rows and isinstance(rows[0], Mapping):
        rows = [tuple(row.get(name) for name in schema.column_names) for row in rows]
    if not rows:
        return schema.empty()
    by_column = list(zip(*rows, strict=True))
    if len(by_column) != len(schema.columns):
        raise ValueError(f"{table} has {len(schema.columns)} columns, the records have {len(by_column)}")
    return pl.DataFrame([_series(column, values) for column, values in zip(schema.columns, by_column, strict=True)])


def _series(column: Column, values: tuple[Any, ...]) -> pl.Series:
    if column.dtype.is_temporal() and isinstance(column.dtype, pl.Datetime):
        values = tuple(_naive_utc(value) for value in values)
    try:
        return pl.Series(column.name, values, dtype=column.dtype, strict=True)
    except UnicodeEncodeError:
        return pl.Series(column.name, [_storable_text(value) for value in values], dtype=column.dtype, strict=True)
    except (OverflowError, TypeError, pl.exceptions.PolarsError) as error:
        if column.dtype == pl.Float64 and all(isinstance(v, int | float | None) for v in values):
            return pl.Series(column.name, [None if v is None else float(v) for v in values], dtype=pl.Float64)
        if column.dtype == pl.Int64 and all(isinstance(v, int | None) for v in values):
            return pl.Series(column.name, [_storable_int(value) for value in values], dtype=pl.Int64)
        raise TypeError(f"column {column.name} takes {column.dtype}: {error}") from error


def _naive_utc(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def _storable_text(text: str | None) -> str | None:
    return None if text is None else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _storable_int(number: int | None) -> int | None:
    return None if number is None else max(-INT64_MAX, min(INT64_MAX, number))
