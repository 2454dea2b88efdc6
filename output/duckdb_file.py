"""The DuckDB file of a release: the same tables as its Parquet files, with comments, keys and views.

Always built new, under a name that no reader has; never opened for writing again. Keys are declared where DuckDB can
hold them: not where a key column may be NULL, and not on the largest tables, whose index is many times their size;
uniqueness is made sure of before writing, for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import duckdb

from output import reference
from output.duckdb_path import parquet_pattern, place_to_write
from output.hashing import DUCKDB_CONFIG, sha256_of
from pipeline.errors import DatasetError
from schemas import TABLES, TableSchema
from schemas.column import SQL_TYPES

# The smallest there is: every column takes a block at least, which of 256 KiB made 14 MB out of 200 KB of Parquet.
BLOCK_SIZE = "16384"


def write(parquet_folder: Path, path: Path) -> str:
    """Builds the file from a folder of Parquet files; returns its SHA-256.

    Raises DatasetError where it cannot be written or a table does not hold just the rows of its Parquet file.
    """
    try:
        with place_to_write(path) as place:
            differing = _build(parquet_folder, place)
    except duckdb.Error as error:
        raise DatasetError(f"{path.name} cannot be written: {error}", remedy="Is the disk full?") from error
    if differing:
        raise DatasetError(f"DuckDB and Parquet differ in {', '.join(differing)}", remedy="This is a fault of canvass")
    return sha256_of(path)


def _build(parquet_folder: Path, path: Path) -> list[str]:
    with duckdb.connect(str(path), config=DUCKDB_CONFIG | {"default_block_size": BLOCK_SIZE}) as connection:
        connection.execute("BEGIN")  # one commit: each statement's own would sync the disk 300 times
        for schema in TABLES.values():
            connection.execute(create_table(schema))
            connection.execute(
                f"INSERT INTO {schema.name} SELECT * FROM read_parquet(?)", [_file(parquet_folder, schema)]
            )
            connection.execute("; ".join(comments(schema)))
        connection.execute(reference.views())
        connection.execute(files("output").joinpath("views.sql").read_text(encoding="utf-8"))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
        return tables_that_differ(connection, parquet_folder)


def create_table(schema: TableSchema) -> str:
    """CREATE TABLE with types, NOT NULL and the keys that DuckDB holds at an acceptable price."""
    lines = [
        f"{_name(column.name)} {SQL_TYPES[column.dtype]}{'' if column.nullable else ' NOT NULL'}"
        for column in schema.columns
    ]
    if not _is_large(schema):
        kind = "PRIMARY KEY" if schema.strict_key else "UNIQUE"
        lines.append(f"{kind} ({_names(schema.primary_key)})")
    for key in schema.foreign_keys:
        if not _is_large(TABLES[key.table]):
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


def _is_large(schema: TableSchema) -> bool:
    return schema.name in ("area_results", "cells", "links", "changes", "quarantine")


def _file(folder: Path, schema: TableSchema) -> str:
    return parquet_pattern(folder / f"{schema.name}.parquet")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(_name(name) for name in names)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
