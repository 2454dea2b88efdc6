"""Reads a release for the report: named queries, and the rows of all tables of some pages at a time.

Memory holds a lot of pages, whatever their number. Nothing here knows how anything is shown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import duckdb

from output.findings import findings_in
from output.folder import Release
from output.sql import connect
from pipeline.memory import DUCKDB_LIMITS

Row = dict[str, Any]
PAGE_TABLES = (
    "elections",
    "candidates",
    "results",
    "results_before",
    "areas",
    "area_results",
    "areas_before",
    "predictions",
    "polls",
    "poll_results",
    "electors",
    "infobox_fields",
    "page_tables",
    "changes",
)
_LOT = 200  # pages whose rows are held at a time


class Source:
    """A release open for the report's queries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute("CREATE TEMP TABLE wanted (page_id BIGINT)")
        (self.version,) = self.rows("version")

    def rows(self, name: str) -> list[Row]:
        """All rows of a named query."""
        cursor = self._connection.execute(*self._query(name))
        columns = [item[0] for item in cursor.description or ()]
        return [dict(zip(columns, values)) for values in cursor.fetchall()]  # noqa: B905, both come from one cursor

    def worst_findings(self, count: int) -> list[Row]:
        """The first findings that are neither waived nor resolved, errors first."""
        return findings_in(self._connection, statuses=("new", "ongoing"), count=count)

    def page_ids(self) -> list[int]:
        """The pages, ascending."""
        found = self._connection.execute("SELECT page_id FROM pages ORDER BY page_id").fetchall()
        return [page_id for (page_id,) in found]

    def digests(self, page_ids: Sequence[int]) -> dict[int, str]:
        """Of each page, a digest of all its rows that `pages` would give.

        Rows are told from others by DuckDB's 64-bit hash of each, so that the rows themselves stay there.
        """
        self._want(page_ids)
        digests = {page_id: hashlib.sha256() for page_id in page_ids}
        for name in ("pages", *PAGE_TABLES):
            query, parameters = self._query(name)
            rows = query.rpartition("ORDER BY")[0]
            hashed = (
                f"SELECT page_id, count(*), bit_xor(hash(t)), sum(hash(t)::HUGEINT) FROM ({rows}) AS t GROUP BY page_id"
            )
            for page_id, *told in self._connection.execute(hashed, parameters).fetchall():
                digests[page_id].update(f"{name} {told}\0".encode())
        for page_id, findings in self._findings(page_ids).items():
            digests[page_id].update(repr([sorted(row.items()) for row in findings]).encode())
        return {page_id: digest.hexdigest() for page_id, digest in digests.items()}

    def pages(self, page_ids: Iterable[int]) -> Iterator[tuple[Row, Mapping[str, list[Row]]]]:
        """Each row of `pages` in order of page_id, with that page's rows of all PAGE_TABLES, and its findings."""
        ordered = iter(sorted(page_ids))
        while lot := list(islice(ordered, _LOT)):
            self._want(lot)
            of_tables = {name: _by_page(self.rows(name)) for name in PAGE_TABLES}
            of_tables["findings"] = self._findings(lot)
            for page in self.rows("pages"):
                yield page, {name: by_page.get(page["page_id"], []) for name, by_page in of_tables.items()}

    def _findings(self, page_ids: Sequence[int]) -> dict[int, list[Row]]:
        """By page, its findings that are not resolved, errors first."""
        return _by_page(findings_in(self._connection, statuses=("new", "ongoing", "waived"), pages=page_ids))

    def _want(self, page_ids: Sequence[int]) -> None:
        self._connection.execute("DELETE FROM wanted")
        self._connection.execute("INSERT INTO wanted SELECT unnest($pages)", {"pages": list(page_ids)})

    def _query(self, name: str) -> tuple[str, dict[str, str] | None]:
        statement = _queries()[name]
        return statement, {"version": self.version["version"]} if "$version" in statement else None


def _by_page(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["page_id"], []).append(row)
    return found


@contextmanager
def open_source(release: Release) -> Iterator[Source]:
    """The release, read-only. DatasetError where its DuckDB file cannot be opened."""
    with connect(release, DUCKDB_LIMITS) as connection:
        yield Source(connection)


@cache
def _queries() -> dict[str, str]:
    text = files("output.report").joinpath("queries.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return {name: statement.strip() for name, statement in zip(parts[::2], parts[1::2], strict=True)}
