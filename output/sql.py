"""SQL on a published version, locked down: reads that version's DuckDB file and nothing else on the machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from output.folder import Release
from output.hashing import DUCKDB_CONFIG
from pipeline.errors import DatasetError, UsageError


class Answer(NamedTuple):
    """The columns' names and the rows of a query, in its order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(release: Release, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Answer:
    """What a release answers to one SQL statement.

    Read-only: no other file, no network, no extension, no setting can be reached. Raises UsageError with DuckDB's
    words for a statement it refuses, DatasetError where the file cannot be opened.
    """
    with connect(release) as connection:
        try:
            cursor = connection.execute(sql, parameters or None)
            columns = tuple(item[0] for item in cursor.description or ())
            return Answer(columns, cursor.fetchall() if columns else [])
        except duckdb.Error as error:
            raise UsageError(f"SQL: {str(error).strip()}") from error


@contextmanager
def connect(release: Release) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked-down, read-only connection to the release's DuckDB file; DatasetError where it cannot be opened."""
    path: Path = release.duckdb_path
    try:
        connection = duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG)
    except duckdb.Error as error:
        raise DatasetError(f"release {release.path.name} is damaged: {path.name}: {error}") from error
    with connection:
        # Only now: forbidden from the start, DuckDB may not open a file with `?` in its path.
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        yield connection
