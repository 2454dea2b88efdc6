"""history.sql: time travel in plain DuckDB, `SELECT … FROM area_results_at('2026.11.23-1')`, for every table.

One table macro a table; they find the version's Parquet file when asked, so the file serves all versions past and to
come and wherever the dataset is mounted. Written beside the releases, since it belongs to none.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.syncing import write_synced
from schemas import TABLES

FILE = "history.sql"
_HEAD = """\
-- Time travel through the versions of this dataset, in plain DuckDB:
--     duckdb -init history.sql                      in the dataset's folder, or from anywhere:
--     SET VARIABLE dataset = '/where/it/is/mounted'; .read /where/it/is/mounted/history.sql
--     SELECT area, candidate, votes FROM area_results_at('2026.11.23-1') WHERE area = 'Essex';
--     SELECT new.* FROM areas_at('latest') new ANTI JOIN areas_at('2026.11.23-1') old USING (page_id, area);
"""


def history_sql() -> str:
    """The macros: `<table>_at(version)` for every table; 'latest' is a version too."""
    return _HEAD + "".join(_macro(name) for name in TABLES)


def ensure(dataset: Path) -> None:
    """Writes the file unless it is there and right."""
    path = dataset / FILE
    if not path.is_file() or path.read_text(encoding="utf-8") != history_sql():
        write_synced(path, history_sql())


def _macro(table: str) -> str:
    # In brackets, the characters of a pattern mean themselves.
    folder = r"regexp_replace(coalesce(getvariable('dataset'), '.'), '([*?\[])', '[\1]', 'g')"
    place = f"CASE version WHEN 'latest' THEN '/latest' ELSE '/releases/' || version END || '/parquet/{table}.parquet'"
    return f"""
CREATE OR REPLACE TEMP MACRO {table}_at(version) AS TABLE
    SELECT * FROM read_parquet({folder} || {place});
"""
