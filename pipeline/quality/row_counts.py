"""How many rows each page has in each table of election records: what `rows_fell` compares between two versions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

COUNTED = ("elections", "results", "areas", "area_results", "predictions", "polls", "poll_results", "electors")
_IDS = {"page_id": pl.Int64()}
_SCHEMA = {"page_id": pl.Int64(), "table_name": pl.String(), "rows": pl.Int64()}


def page_rows(tables: Mapping[str, pl.DataFrame | Path]) -> pl.DataFrame:
    """(page_id, table_name, rows), a row per page and table that has any; tables that are not given count as empty.

    A table is a frame or its Parquet file, of which one column is read.
    """
    counts = [
        _pages_of(tables[name])
        .group_by("page_id")
        .agg(pl.len().cast(pl.Int64).alias("rows"))
        .select(pl.col("page_id").cast(pl.Int64), pl.lit(name).alias("table_name"), "rows")
        .collect(engine="streaming")
        for name in COUNTED
        if name in tables
    ]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *counts]).sort("page_id", "table_name")


def _pages_of(table: pl.DataFrame | Path) -> pl.LazyFrame:
    if isinstance(table, Path):
        return pl.scan_parquet(table, glob=False) if table.is_file() else pl.LazyFrame(schema=_IDS)
    return table.lazy()
