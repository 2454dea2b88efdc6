"""How long all checks take over 2,500 pages with some 150,000 areas: `python -m benchmarks.checks [--pages N]`.

The pages are those of ../shared/corpus/generated, or of the bundled sample, repeated under other ids and titles. The
goal is 5 s on two cores. `--slowest N` lists the checks that take longest, each timed alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb
import polars as pl

from pipeline.quality.found_rows import compared
from pipeline.quality.prepared import database, given, of_all_pages, of_lot
from pipeline.quality.registry import checks
from pipeline.quality.running import check_tables
from tests.quality.copies import copies
from tests.quality.pages_read import read_source

GENERATED = Path(__file__).parents[2] / "shared" / "corpus" / "generated"


def many_pages(pages: int) -> dict[str, pl.DataFrame]:
    """The tables of at least so many pages."""
    read = read_source(str(GENERATED) if GENERATED.is_dir() else "sample")
    return copies(read.tables, -(-pages // read.tables["pages"].height))


def slowest(tables: dict[str, pl.DataFrame], n: int) -> list[tuple[float, str]]:
    """(seconds, check) of the n checks that take longest, the groundwork among them."""
    started = time.perf_counter()
    times: list[tuple[float, str]] = []

    def note(connection: duckdb.DuckDBPyConnection, groundwork: str, across_pages: bool) -> None:
        times.append((time.perf_counter() - started, groundwork))
        for check in (check for check in checks() if check.across_pages is across_pages):
            begun = time.perf_counter()
            compared(connection, check)
            times.append((time.perf_counter() - begun, check.id))

    with database() as base:
        with of_lot(base, given(tables)) as connection:
            note(connection, "groundwork", False)
        started = time.perf_counter()
        with of_all_pages(base, given(tables)) as connection:
            note(connection, "groundwork across pages", True)
    return sorted(times, reverse=True)[:n]


def main() -> None:
    """Print the sizes, the best of three runs, and the slowest checks."""
    parser = argparse.ArgumentParser(description="How long all checks take.")
    parser.add_argument("--pages", type=int, default=2500)
    parser.add_argument("--slowest", type=int, default=8)
    options = parser.parse_args()
    tables = many_pages(options.pages)
    print(
        ", ".join(f"{tables[name].height:,} {name}" for name in ("pages", "areas", "area_results", "results", "cells"))
    )
    runs = []
    for _ in range(3):
        started, processor = time.perf_counter(), time.process_time()
        checked = check_tables(tables)
        runs.append((time.perf_counter() - started, time.process_time() - processor))
    wall, processor = (min(times) for times in zip(*runs, strict=True))  # the machine may be busy with other work
    print(f"{checked.checks.height} checks, {checked.findings.height:,} findings")
    print(f"{wall:.2f} s by the clock, {processor:.2f} s of processor time, each the best of {len(runs)}")
    for seconds, name in slowest(tables, options.slowest):
        print(f"{seconds:8.3f} s  {name}")


if __name__ == "__main__":
    main()
