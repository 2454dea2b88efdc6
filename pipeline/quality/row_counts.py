"""How many rows each page has in each table of election records: what `rows_fell` compares between two versions."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

COUNTED = ("elections", "results", "areas", "area_results", "predictions", "polls", "poll_results", "electors")
_SCHEMA = {"page_id": pl.Int64(), "table_name": pl.String(), "rows": pl.Int64()}


def page_rows(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(page_id, table_name, rows), a row per page and table that has any; tables that are not given count as empty."""
    counts = [
        tables[name]
        .group_by("page_id")
        .agg(pl.len().cast(pl.Int64).alias("rows"))
        .select(pl.col("page_id").cast(pl.Int64), pl.lit(name).alias("table_name"), "rows")
        for name in COUNTED
        if name in tables
    ]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *counts]).sort("page_id", "table_name")
