"""SQL on a published version, locked down: reads that version's DuckDB file and nothing else on the machine."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import duckdb

from output.folder import Release
from output.hashing import DUCKDB_CONFIG
from pipeline.errors import DatasetError, UsageError

MOST_SPILLED = "50GB"


class Answer(NamedTuple):
    """The columns' names and the rows of a query, in its order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(
    release: Release, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), seconds: float | None = None
) -> Answer:
    """What a release answers to one SQL statement.

    Read-only: no other file, no network, no extension, no setting can be reached. Raises UsageError with DuckDB's
    words for a statement it refuses, or one that takes longer than `seconds`; DatasetError where the file cannot be
    opened.
    """
    with connect(release) as connection, _stopped_after(connection, seconds):
        try:
            _one_answer(connection, sql)
            cursor = connection.execute(sql, parameters or None)
            columns = tuple(item[0] for item in cursor.description or ())
            return Answer(columns, cursor.fetchall() if columns else [])
        except duckdb.InterruptException as error:
            raise UsageError(f"SQL: stopped after {seconds:g} seconds" if seconds else "SQL: stopped") from error
        except duckdb.Error as error:
            raise UsageError(f"SQL: {str(error).strip()}") from error


def _one_answer(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raises UsageError where nothing is asked, or more: DuckDB would give the last answer and drop the others.

    `SET VARIABLE year = 2004; SELECT …` is one question.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:  # bytes of the command line that are no text
        raise UsageError("SQL: the statement is no UTF-8") from error
    statements = connection.extract_statements(sql)
    asked = [statement for statement in statements if statement.type != duckdb.StatementType.SET]
    if not statements:
        raise UsageError("SQL: there is no statement", remedy='Write one, as in "SHOW TABLES"')
    if len(asked) > 1:
        raise UsageError(f"SQL: these are {len(asked)} statements", remedy="Run one at a time")


@contextmanager
def _stopped_after(connection: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    clock = threading.Timer(seconds, connection.interrupt)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


@contextmanager
def connect(
    release: Release, limits: Mapping[str, str | int] = MappingProxyType({})
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked-down, read-only connection to the release's DuckDB file; DatasetError where it cannot be opened.

    `limits`: settings of DuckDB's; without them a query may have the machine's memory.
    """
    path: Path = release.duckdb_path
    try:
        connection = duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG)
    except duckdb.Error as error:
        raise DatasetError(f"release {release.path.name} is damaged: {path.name}: {error}") from error
    # What does not fit into memory goes there; by default DuckDB would put it into the release's folder.
    with connection, tempfile.TemporaryDirectory(prefix="canvass-sql-", ignore_cleanup_errors=True) as spill:
        connection.execute("SET temp_directory = ?", [spill])
        connection.execute("SET max_temp_directory_size = ?", [MOST_SPILLED])
        for name, value in limits.items():
            connection.execute(f"SET {name} = ?", [value])
        # Only now: forbidden from the start, DuckDB may not open a file with `?` in its path.
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        yield connection
