"""Runs the checks over a version's tables and gives the tables `checks` and `findings`.

All comparing is SQL over whole tables; nothing here loops over rows, and only the rows that are told of leave DuckDB.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.memory import DUCKDB_LIMITS, within_limits
from pipeline.quality.found_rows import compared, findings_of, with_ids, with_links
from pipeline.quality.life import with_status
from pipeline.quality.reference import reference_tables
from pipeline.quality.registry import FOLDER, Check, checks
from pipeline.quality.row_counts import page_rows
from pipeline.quality.vocabulary import define
from schemas import DATA_TABLES, TABLES

Table = pl.DataFrame | Path
"""A table's rows, or the Parquet file that has them: what does not fit into memory is then left on disk."""

GROUNDWORK = ("figures", "margins", "pages", "counties")  # in this order: each may use those before it

PROBLEMS = {"page_id": pl.Int64(), "title": pl.String(), "kind": pl.String(), "message": pl.String()}
"""What reading or fetching met, as the checks see it: the tables `reading_problems` and `source_problems`."""


class Checked(NamedTuple):
    """The two tables, in their schemas' columns."""

    checks: pl.DataFrame
    findings: pl.DataFrame


def check_tables(
    tables: Mapping[str, Table],
    before: pl.DataFrame | None = None,
    reading_problems: Sequence[tuple[Any, ...]] = (),
    source_problems: Sequence[tuple[Any, ...]] = (),
    waived: Collection[str] = (),
    rows_before: pl.DataFrame | None = None,
) -> Checked:
    """Run every check over the tables, frames or Parquet files (missing ones count as empty).

    `before`: the findings of the version before, for status and first_seen_version. Problems are (page_id, title, kind,
    message). `waived`: finding_ids. `rows_before`: `page_rows` of the version before.
    """

    def work(limits: Mapping[str, str | int]) -> tuple[list[tuple[Check, int]], list[pl.DataFrame], pl.DataFrame]:
        with prepared(tables, rows_before, reading_problems, source_problems, limits) as connection:
            ran, found = [], []
            for check in checks():
                n_compared, rows = compared(connection, check)
                ran.append((check, n_compared))
                found.append(findings_of(check, rows))
            return ran, found, with_links(connection, with_ids(pl.concat(found)))

    ran, found, findings = within_limits(work)
    lines = [
        (check.id, check.severity, check.means, n_compared, part.height)
        for (check, n_compared), part in zip(ran, found, strict=True)
    ]
    table = pl.DataFrame(lines, schema=TABLES["checks"].dtypes, orient="row")
    return Checked(table, with_status(findings, before, waived))


def _config(folder: str, limits: Mapping[str, str | int]) -> dict[str, Any]:
    """Beyond its limit of memory DuckDB uses files in the folder; rows that need no order go there by less memory."""
    return {"temp_directory": folder, "preserve_insertion_order": False, **limits}


def _put(connection: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    if isinstance(table, Path):
        pattern = re.sub(r"([*?\[])", r"[\1]", str(table)).replace("'", "''")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{pattern}')")
    else:
        connection.register(name, table.to_arrow())


def _beside(tables: Mapping[str, Table], rows_before: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    """What the checks join besides the data tables: reference data, and rows per page now and before."""
    return reference_tables() | {
        "rows_now": page_rows(tables),
        "rows_before": page_rows({}) if rows_before is None else rows_before,
    }


@contextmanager
def prepared(
    tables: Mapping[str, Table],
    rows_before: pl.DataFrame | None = None,
    reading_problems: Sequence[tuple[Any, ...]] = (),
    source_problems: Sequence[tuple[Any, ...]] = (),
    limits: Mapping[str, str | int] = MappingProxyType(DUCKDB_LIMITS),
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with all that a check's SQL sees: data tables, problems, reference data, groundwork."""
    with TemporaryDirectory(prefix="canvass-") as folder, duckdb.connect(config=_config(folder, limits)) as connection:
        for name in DATA_TABLES:
            _put(connection, name, tables.get(name, TABLES[name].empty()))
        for name, problems in (("reading_problems", reading_problems), ("source_problems", source_problems)):
            connection.register(name, pl.DataFrame(list(problems), schema=PROBLEMS, orient="row").to_arrow())
        for name, frame in _beside(tables, rows_before).items():
            connection.register(name, frame.to_arrow())
        define(connection)
        for name in GROUNDWORK:
            connection.execute((FOLDER / "groundwork" / f"{name}.sql").read_text(encoding="utf-8"))
        yield connection
