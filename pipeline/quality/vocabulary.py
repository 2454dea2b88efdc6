"""The words that all SQL about quality shares (`vocabulary.sql`), for a database that is about to be asked."""

from __future__ import annotations

from pathlib import Path

import duckdb

_MACROS = Path(__file__).with_suffix(".sql")


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros known to the database. Comes before any groundwork."""
    connection.execute(_MACROS.read_text(encoding="utf-8"))
