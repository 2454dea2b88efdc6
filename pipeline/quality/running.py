"""Runs the checks over a version's tables and gives the tables `checks` and `findings`.

All comparing is SQL over the tables of a lot of pages, and of all pages for the few checks across them; nothing here
loops over rows, and only the rows that are told of leave DuckDB. The findings do not tell of the lots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.memory import within_limits
from pipeline.quality.found_rows import compared, findings_of, in_order, with_ids, with_links
from pipeline.quality.life import with_status
from pipeline.quality.lots import LOT_ROWS, Lot, lots_of
from pipeline.quality.prepared import Given, Table, database, given, of_all_pages, of_lot
from pipeline.quality.registry import Check, checks
from schemas import TABLES

__all__ = ["Checked", "Table", "check_tables"]


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
    lot_rows: int = LOT_ROWS,
) -> Checked:
    """Run every check over the tables, frames or Parquet files (missing ones count as empty).

    `before`: the findings of the version before, for status and first_seen_version. Problems are (page_id, title, kind,
    message). `waived`: finding_ids. `rows_before`: `page_rows` of the version before. `lot_rows`: so many rows, about,
    are looked at together; it changes no finding.
    """
    rows = given(tables, rows_before, reading_problems, source_problems)
    lots = lots_of(rows.page_ids, rows.by_page["rows_now"], lot_rows)
    ran, found = within_limits(lambda limits: _found(rows, lots, limits))
    findings = with_ids(in_order(found))
    counts = dict(findings.group_by("check_id").len().iter_rows())
    lines = [(c.id, c.severity, c.means, ran[c.id], counts.get(c.id, 0)) for c in checks()]
    table = pl.DataFrame(lines, schema=TABLES["checks"].dtypes, orient="row")
    return Checked(table, with_status(findings, before, waived))


def _found(
    rows: Given, lots: Sequence[Lot], limits: Mapping[str, str | int]
) -> tuple[Mapping[str, int], list[pl.DataFrame]]:
    """How many rows each check compared, and what the checks found, lot by lot."""
    ran: dict[str, int] = defaultdict(int)
    found: list[pl.DataFrame] = []

    def run(connection: duckdb.DuckDBPyConnection, which: Iterable[Check]) -> None:
        parts = []
        for check in which:
            n_compared, told = compared(connection, check)
            ran[check.id] += n_compared
            if told.height:
                parts.append(findings_of(check, told))
        if parts:
            found.append(with_links(connection, pl.concat(parts)))

    with database(limits) as base:
        for lot in lots:
            with of_lot(base, rows, lot) as connection:
                run(connection, (check for check in checks() if not check.across_pages))
        with of_all_pages(base, rows) as connection:
            run(connection, (check for check in checks() if check.across_pages))
    return ran, found
