"""Many copies of pages, each under a page id and a title of its own, so that one run of the checks sees them all."""

from __future__ import annotations

import polars as pl

from schemas import DATA_TABLES

NAMED = ("election_id", "title", "previous_election", "next_election")  # columns that hold a page's title
STEP = 1_000_000_000  # between the page ids of two copies


def copies(tables: dict[str, pl.DataFrame], n: int) -> dict[str, pl.DataFrame]:
    """The tables n times; copy k has page_id + k·STEP in `page_id`, and " «k»" behind each title. Copy 0 is as given.

    Titles of US presidential elections keep their form, so that the state is still read from them.
    """
    numbers = pl.DataFrame({"copy": range(n)}, schema={"copy": pl.Int64})
    return {name: _copied(tables[name], numbers) for name in DATA_TABLES if name in tables}


def _copied(frame: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    if "page_id" not in frame.columns and "election_id" not in frame.columns:
        return frame
    columns = frame.columns
    crossed = frame.join(numbers, how="cross")
    suffix = pl.when(pl.col("copy") == 0).then(pl.lit("")).otherwise(pl.format(" («{}»)", "copy"))
    changed = [pl.col(name) + suffix for name in NAMED if name in columns]
    if "page_id" in columns:
        changed.append(pl.col("page_id") + pl.col("copy") * STEP)
    return crossed.with_columns(changed).select(columns)
