"""The databases that a check's SQL sees: one for each lot of pages, then one for the checks across pages.

All are connections of one DuckDB, which share its memory; what a lot has in it goes when its connection is closed, but
for the few tables CARRIED that the checks across pages need of every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.memory import DUCKDB_LIMITS
from pipeline.quality.lots import EVERYTHING, Lot
from pipeline.quality.reference import reference_tables
from pipeline.quality.registry import FOLDER
from pipeline.quality.row_counts import page_rows
from pipeline.quality.vocabulary import define
from schemas import DATA_TABLES, TABLES

Table = pl.DataFrame | Path
"""A table's rows, or the Parquet file that has them: what does not fit into memory is then left on disk."""

GROUNDWORK = ("figures", "margins", "pages", "counties")  # of a lot, in this order: each may use those before it
CARRIED = ("main_election", "ballots", "county_ballots")
_NOT_BY_PAGE = ("coverage",)
_PROBLEMS = {"page_id": pl.Int64(), "title": pl.String(), "kind": pl.String(), "message": pl.String()}


class Given(NamedTuple):
    """What there is to check: all data tables, and frames of further rows by page (problems, rows per page)."""

    tables: Mapping[str, Table]
    by_page: Mapping[str, pl.DataFrame]

    @property
    def page_ids(self) -> pl.Series:
        """Of all pages."""
        pages = self.tables["pages"]
        frame = pl.scan_parquet(pages, glob=False) if isinstance(pages, Path) else pages.lazy()
        return frame.select(pl.col("page_id").cast(pl.Int64)).collect()["page_id"]


def given(
    tables: Mapping[str, Table],
    rows_before: pl.DataFrame | None = None,
    reading_problems: Sequence[tuple[Any, ...]] = (),
    source_problems: Sequence[tuple[Any, ...]] = (),
) -> Given:
    """Missing tables count as empty. Problems are (page_id, title, kind, message)."""
    problems = {"reading_problems": reading_problems, "source_problems": source_problems}
    frames = {name: pl.DataFrame(list(met), schema=_PROBLEMS, orient="row") for name, met in problems.items()}
    frames["rows_now"] = page_rows(tables)
    frames["rows_before"] = page_rows({}) if rows_before is None else rows_before
    return Given({name: tables.get(name, TABLES[name].empty()) for name in DATA_TABLES}, frames)


@contextmanager
def database(limits: Mapping[str, str | int] = MappingProxyType(DUCKDB_LIMITS)) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory that knows the macros. Beyond its limit of memory it uses files.

    Rows that need no order go there by less memory.
    """
    with TemporaryDirectory(prefix="canvass-") as folder:
        config: dict[str, Any] = {"temp_directory": folder, "preserve_insertion_order": False, **limits}
        with duckdb.connect(config=config) as connection:
            define(connection)
            connection.execute(_groundwork("macros"))
            yield connection


@contextmanager
def of_lot(base: duckdb.DuckDBPyConnection, rows: Given, lot: Lot = EVERYTHING) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a check within pages sees: the lot's rows of all tables by page, reference data, groundwork."""
    with base.cursor() as connection:
        everything = {**rows.tables, **rows.by_page}
        for name, table in everything.items():
            if name not in _NOT_BY_PAGE and name != "candidates":
                _put(connection, name, table, lot)
        _put_candidates(connection, rows.tables, lot)
        _put_reference(connection)
        for name in GROUNDWORK:
            connection.execute(_groundwork(name))
        for name in CARRIED:
            connection.execute(f"CREATE TABLE IF NOT EXISTS memory.main.{name} AS SELECT * FROM temp.{name} LIMIT 0")
            connection.execute(f"INSERT INTO memory.main.{name} SELECT * FROM temp.{name}")
        yield connection


@contextmanager
def of_all_pages(base: duckdb.DuckDBPyConnection, rows: Given) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a check across pages sees, after the last lot: all data tables, reference data, what was carried."""
    with base.cursor() as connection:
        for name, table in {**rows.tables, **rows.by_page}.items():
            _put(connection, name, table, EVERYTHING)
        _put_reference(connection)
        connection.execute(_groundwork("neighbours"))
        yield connection


def _put(connection: duckdb.DuckDBPyConnection, name: str, table: Table, lot: Lot) -> None:
    """The table under its name, in the lot its rows alone. `elections` is in the order of titles, so it is copied."""
    if lot == EVERYTHING and not isinstance(table, Path):
        connection.register(name, table.to_arrow())
        return
    where = "" if lot == EVERYTHING else f" WHERE {lot.condition}"
    kind = "TABLE" if where and name == "elections" else "VIEW"
    connection.execute(f"CREATE TEMP {kind} {name} AS SELECT * FROM {_all_of(connection, name, table)}{where}")


def _put_candidates(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], lot: Lot) -> None:
    """Candidates have no page: theirs is that of their election. Those of no election are in the first lot."""
    if lot == EVERYTHING:
        _put(connection, "candidates", tables["candidates"], lot)
        return
    candidates, elections = (_all_of(connection, name, tables[name]) for name in ("candidates", "elections"))
    connection.execute(
        f"CREATE TEMP TABLE candidates AS SELECT c.* FROM {candidates} c LEFT JOIN {elections} e USING (election_id) "
        f"WHERE {lot.condition}"
    )


def _all_of(connection: duckdb.DuckDBPyConnection, name: str, table: Table) -> str:
    """What stands behind FROM for all rows of a table."""
    if isinstance(table, Path):
        pattern = re.sub(r"([*?\[])", r"[\1]", str(table)).replace("'", "''")
        return f"read_parquet('{pattern}')"
    connection.register(f"all_{name}", table.to_arrow())
    return f"all_{name}"


def _put_reference(connection: duckdb.DuckDBPyConnection) -> None:
    for name, frame in reference_tables().items():
        connection.register(name, frame.to_arrow())


@cache
def _groundwork(name: str) -> str:
    """As `registry.checks` are read once: an update during a run must not part the two."""
    return (FOLDER / "groundwork" / f"{name}.sql").read_text(encoding="utf-8")
