"""Which pages differ between two Parquet files of the same table: by a hash of each page's rows, in DuckDB.

So that two versions are compared without holding either in memory. Two different pages are taken for the same once in
2^64 pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from output.duckdb_path import parquet_pattern
from output.hashing import DUCKDB_CONFIG
from pipeline.memory import DUCKDB_LIMITS
from schemas import TABLES
from schemas.column import SQL_TYPES


def differing_pages(table: str, old: Path, new: Path, columns: Sequence[str]) -> list[int]:
    """page_ids, ascending, of pages whose rows differ in the columns, or that only one file has."""
    schema = TABLES[table]
    cells = ", ".join(f'"{name}"::{SQL_TYPES[schema.column(name).dtype]}' for name in columns)
    by_page = (
        f"(SELECT page_id, count(*) AS n, bit_xor(hash({cells})) AS x, sum(hash({cells})::HUGEINT) AS s"
        " FROM read_parquet(?) GROUP BY page_id)"
    )
    question = (
        f"SELECT coalesce(old.page_id, new.page_id)::BIGINT AS page_id FROM {by_page} AS old FULL JOIN {by_page} AS new"
        " ON old.page_id = new.page_id"
        " WHERE (old.n, old.x, old.s) IS DISTINCT FROM (new.n, new.x, new.s) ORDER BY page_id"
    )
    with duckdb.connect(config={**DUCKDB_CONFIG, **DUCKDB_LIMITS}) as connection:
        rows = connection.execute(question, [parquet_pattern(old), parquet_pattern(new)]).fetchall()
    return [page_id for (page_id,) in rows]
