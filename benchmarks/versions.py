"""`python -m benchmarks.versions`: what versions cost: publishing, differences, listing, disk; from made-up pages.

2,500 pages with a table by county of 40 rows and 5 candidates; the second version has edited every page: 100,000
changed votes in `area_results`, and the same again in `cells`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from output.changelog import changelog_of
from output.diff import diff, summary
from output.folder import open_release
from output.release import Provenance, publish
from output.versions import disk_bytes, list_versions
from schemas import TABLES

PAGES, COUNTIES, CANDIDATES = 2_500, 40, 5
EDITED = 0.2  # of the votes: 100,000 cells
T = TypeVar("T")


def main() -> None:
    """Print seconds, rows and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(folder)
        first, second = tables(1), tables(2)
        print(f"{PAGES:,} pages, {sum(frame.height for frame in first.values()):,} rows")
        for name, made in (("first", first), ("second", second)):
            timed(f"publish the {name} version", lambda made=made: put(dataset, made))  # type: ignore[misc]
        timed("publish the same again: nothing new", lambda: put(dataset, second))
        old, new = (open_release(dataset, status.version) for status in list_versions(dataset, check_bytes=False))
        votes = timed("diff --table area_results", lambda: diff(old, new, tables=["area_results"]))
        print(f"    {votes.changes.height:,} changed cells")
        found = timed("diff, all tables", lambda: diff(old, new))
        print(f"    {found.changes.height:,} differences")
        timed("  its summary", lambda: summary(found.changes))
        timed("  its changelog", lambda: changelog_of(found))
        timed("versions, every hash checked", lambda: list_versions(dataset))
        for status in list_versions(dataset, check_bytes=False):
            print(f"    {status.version}: {status.bytes / 1e6:.1f} MB, {status.own_bytes / 1e6:.1f} MB its own")
        print(f"    on disk: {disk_bytes(dataset) / 1e6:.1f} MB")


def put(dataset: Path, made: dict[str, pl.DataFrame]) -> None:
    """Publish."""
    publish(dataset, made, created_at=datetime.now(UTC), provenance=Provenance("benchmark"))


def timed(what: str, work: Callable[[], T]) -> T:
    """Run and print the seconds by the clock and of the processors; on a busy machine only the latter mean much."""
    started, worked = time.perf_counter(), time.process_time()
    result = work()
    spent = time.process_time() - worked
    print(f"{what:<40} {time.perf_counter() - started:6.2f} s {spent:6.2f} s of processor time")
    return result


def tables(revision: int) -> dict[str, pl.DataFrame]:
    """The tables of a version; from the second on, a fifth of the votes is another number."""
    page = pl.select(page_id=pl.int_range(1, PAGES + 1, dtype=pl.Int64)).with_columns(
        title=pl.format("2004 election in place {}", "page_id")
    )
    areas = (
        page.join(pl.select(row_no=pl.int_range(2, COUNTIES + 2, dtype=pl.Int64)), how="cross")
        .with_columns(area=pl.format("County {}", "row_no"), election_id="title", table_no=pl.lit(1, pl.Int64))
        .with_columns(area_type=pl.lit("county"), is_total=pl.lit(False))
    )
    lines = areas.join(pl.select(n=pl.int_range(0, CANDIDATES, dtype=pl.Int64)), how="cross").with_columns(
        candidate=pl.format("Candidate {}", "n"), party=pl.lit("Democratic")
    )
    number = (pl.col("page_id") * 7919 + pl.col("row_no") * 104_729 + pl.col("n") * 31).mod(90_000)
    other = pl.lit(revision) * (pl.col("n") < CANDIDATES * EDITED)
    lines = lines.with_columns(votes=number + other)
    cells = lines.select(
        "page_id",
        "table_no",
        "row_no",
        pl.col("n").alias("col_no"),
        pl.lit(False).alias("is_header"),
        pl.col("votes").cast(pl.String).alias("text"),
        pl.col("votes").cast(pl.String).alias("wikitext"),
        pl.col("row_no").alias("origin_row"),
        pl.col("n").alias("origin_col"),
    )
    pages = page.with_columns(
        url=pl.format("https://example.org/?oldid={}", pl.col("page_id") * 10 + revision),
        history_url=pl.lit(""),
        rev_id=pl.col("page_id") * 10 + revision,
        rev_sha1=pl.lit("0" * 40),
        wikitext_bytes=pl.lit(1000),
        source=pl.lit("benchmark"),
        licence=pl.lit("CC BY-SA 4.0"),
        parse_status=pl.lit("ok"),
    )
    page_tables = page.select(
        "page_id",
        table_no=pl.lit(1),
        section_path=pl.lit("Results"),
        kind=pl.lit("areas"),
        n_rows=pl.lit(COUNTIES + 2),
        n_cols=pl.lit(CANDIDATES),
        n_header_rows=pl.lit(2),
    )
    elections = page.with_columns(election_id="title", infobox_no=pl.lit(1))
    made = {"pages": pages, "elections": elections, "areas": areas, "area_results": lines}
    made |= {"page_tables": page_tables, "cells": cells}
    return {name: _complete(name, frame) for name, frame in made.items()}


def _complete(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    dtypes: dict[str, Any] = TABLES[name].dtypes
    missing = [pl.lit(None, dtype=dtype).alias(column) for column, dtype in dtypes.items() if column not in frame]
    return frame.with_columns(missing).select(pl.col(column).cast(dtype) for column, dtype in dtypes.items())


if __name__ == "__main__":
    main()
