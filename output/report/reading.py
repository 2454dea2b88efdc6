"""Reads a release for the report: named queries, and the rows of all tables side by side, page after page.

One pass over each table, whatever the number of pages. Nothing here knows how anything is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from output.findings import findings_told
from output.folder import Release
from output.sql import connect

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
_BATCH = 5000  # rows held at a time, of each table


class Source:
    """A release open for the report's queries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, findings: Sequence[Row]) -> None:
        self._connection = connection
        (self.version,) = self.rows("version")
        self.findings = findings  # errors first, none that is resolved

    def rows(self, name: str) -> list[Row]:
        """All rows of a named query."""
        return list(self._stream(name))

    def pages(self) -> Iterator[tuple[Row, Mapping[str, list[Row]]]]:
        """Each row of `pages` in order of page_id, with that page's rows of all PAGE_TABLES, and its findings."""
        findings: dict[int, list[Row]] = {}
        for row in self.findings:
            findings.setdefault(row["page_id"], []).append(row)
        streams = {name: _Stream(self._stream(name)) for name in PAGE_TABLES}
        for page in self._stream("pages"):
            rows = {name: stream.take(page["page_id"]) for name, stream in streams.items()}
            yield page, rows | {"findings": findings.get(page["page_id"], [])}

    def _stream(self, name: str) -> Iterator[Row]:
        statement = _queries()[name]
        parameters = {"version": self.version["version"]} if "$version" in statement else None
        cursor = self._connection.cursor().execute(statement, parameters)
        columns = [item[0] for item in cursor.description or ()]
        while batch := cursor.fetchmany(_BATCH):
            for values in batch:
                yield dict(zip(columns, values))  # noqa: B905, a million times; both come from one cursor


class _Stream:
    """Rows ordered by page_id, handed out page by page."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, page_id: int) -> list[Row]:
        taken: list[Row] = []
        while self._next is not None and self._next["page_id"] <= page_id:
            if self._next["page_id"] == page_id:
                taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


@contextmanager
def open_source(release: Release) -> Iterator[Source]:
    """The release, read-only. DatasetError where its DuckDB file cannot be opened."""
    # First: a connection is locked down, and DuckDB gives a process no second one of other settings.
    findings = [row for row in findings_told(release) if row["status"] != "resolved"]
    with connect(release) as connection:
        yield Source(connection, findings)


@cache
def _queries() -> dict[str, str]:
    text = files("output.report").joinpath("queries.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return {name: statement.strip() for name, statement in zip(parts[::2], parts[1::2], strict=True)}
