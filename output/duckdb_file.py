"""The DuckDB file of a release: the same tables as its Parquet files, with comments, keys and views.

Always built new, under a name that no reader has; never opened for writing again. Keys are declared where DuckDB can
hold them: not where a key column may be NULL, and not on the largest tables, whose index is many times their size;
uniqueness is made sure of before writing, for all of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from output import reference
from output.duckdb_path import parquet_pattern, place_to_write
from output.hashing import DUCKDB_CONFIG, sha256_of
from pipeline.errors import DatasetError
from pipeline.memory import within_limits
from schemas import TABLES, TableSchema
from schemas.column import SQL_TYPES

# Every column takes a block at least: of 256 KiB, DuckDB's own choice, that made 14 MB out of 200 KB of Parquet. With
# many rows it is the better one: 82 MB in place of 135 out of 13 MB of Parquet, in two thirds of the time.
SMALL_BLOCKS, LARGE_BLOCKS = "16384", "262144"
LARGE_BLOCKS_FROM = 4_000_000  # bytes of Parquet
MOST_INDEXED = 2_000_000  # rows; an index has to fit into memory


_LARGE = {"area_results", "cells", "links", "changes", "quarantine"}


def write(parquet_folder: Path, path: Path) -> str:
    """Builds the file from a folder of Parquet files; returns its SHA-256.

    Raises DatasetError where it cannot be written or a table does not hold just the rows of its Parquet file.
    """

    def work(limits: Mapping[str, str | int]) -> list[str]:
        for left in (path, path.with_name(f"{path.name}.wal")):
            left.unlink(missing_ok=True)  # by a try that ended for want of memory
        with place_to_write(path) as place:
            return _build(parquet_folder, place, limits)

    try:
        differing = within_limits(work)
    except duckdb.Error as error:
        raise DatasetError(f"{path.name} cannot be written: {error}", remedy="Is the disk full?") from error
    if differing:
        raise DatasetError(f"DuckDB and Parquet differ in {', '.join(differing)}", remedy="This is a fault of canvass")
    return sha256_of(path)


def _build(parquet_folder: Path, path: Path, limits: Mapping[str, str | int]) -> list[str]:
    size = sum(file.stat().st_size for file in parquet_folder.glob("*.parquet"))
    blocks = SMALL_BLOCKS if size < LARGE_BLOCKS_FROM else LARGE_BLOCKS
    large = _large_tables(parquet_folder)
    config = {**DUCKDB_CONFIG, **limits, "default_block_size": blocks}
    with duckdb.connect(str(path), config=config) as connection:
        connection.execute("BEGIN")  # one commit: each statement's own would sync the disk 300 times
        for schema in TABLES.values():
            connection.execute(create_table(schema, large))
            connection.execute(
                f"INSERT INTO {schema.name} SELECT * FROM read_parquet(?)", [_file(parquet_folder, schema)]
            )
            connection.execute("; ".join(comments(schema)))
        connection.execute(reference.views())
        connection.execute(files("output").joinpath("views.sql").read_text(encoding="utf-8"))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
        return tables_that_differ(connection, parquet_folder)


def create_table(schema: TableSchema, large: Container[str] = ()) -> str:
    """CREATE TABLE with types, NOT NULL and the keys that DuckDB holds at an acceptable price: not of `large` ones."""
    lines = [
        f"{_name(column.name)} {SQL_TYPES[column.dtype]}{'' if column.nullable else ' NOT NULL'}"
        for column in schema.columns
    ]
    if schema.name not in large:
        kind = "PRIMARY KEY" if schema.strict_key else "UNIQUE"
        lines.append(f"{kind} ({_names(schema.primary_key)})")
    for key in schema.foreign_keys:
        if key.table not in large:
            lines.append(f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {key.table} ({_names(key.target)})")
    return f"CREATE TABLE {schema.name} (\n    " + ",\n    ".join(lines) + "\n)"


def comments(schema: TableSchema) -> Iterable[str]:
    """COMMENT ON for the table and each column."""
    key = f" Key: {', '.join(schema.primary_key)}."
    yield f"COMMENT ON TABLE {schema.name} IS {_text(schema.description + key)}"
    for column in schema.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        yield f"COMMENT ON COLUMN {schema.name}.{_name(column.name)} IS {_text(column.description + unit)}"


def tables_that_differ(connection: duckdb.DuckDBPyConnection, parquet_folder: Path) -> list[str]:
    """The tables whose rows are not those of their Parquet file, told by count and an order-free hash of all cells."""
    found: list[str] = []
    for schema in TABLES.values():
        columns = _names(schema.column_names)
        question = f"SELECT count(*), sum(hash({columns})::HUGEINT), bit_xor(hash({columns})) FROM "
        in_duckdb = connection.execute(question + schema.name).fetchone()
        in_parquet = connection.execute(question + "read_parquet(?)", [_file(parquet_folder, schema)]).fetchone()
        if in_duckdb != in_parquet:
            found.append(schema.name)
    return found


def _large_tables(parquet_folder: Path) -> set[str]:
    counts = {name: pq.read_metadata(_path(parquet_folder, schema)).num_rows for name, schema in TABLES.items()}
    return _LARGE | {name for name, count in counts.items() if count > MOST_INDEXED}


def _path(folder: Path, schema: TableSchema) -> Path:
    return folder / f"{schema.name}.parquet"


def _file(folder: Path, schema: TableSchema) -> str:
    return parquet_pattern(_path(folder, schema))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(_name(name) for name in names)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
