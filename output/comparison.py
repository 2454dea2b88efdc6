"""Writes a comparison with official returns into a folder of its own: Parquet, DuckDB and a summary to read.

DATASET/comparisons/2026.11.23-1/county-returns/{reference_differences,reference_summary,findings}.parquet,
comparison.duckdb, COMPARISON.md. A release is only read, never changed; the same comparison again takes the place of
the one before.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from output.duckdb_path import place_to_write
from output.folder import Release
from pipeline.errors import DatasetError
from schemas import TABLES, TableSchema
from schemas.reference_differences import DIFFERENCES, SUMMARY

FOLDER = "comparisons"
COMPARISON_TABLES: dict[str, TableSchema] = {s.name: s for s in (DIFFERENCES, SUMMARY, TABLES["findings"])}


def comparison_folder(dataset: Path, release: Release, returns: Path) -> Path:
    """Where the comparison of a release with a file of returns is kept."""
    name = re.sub(r"[^\w.-]+", "-", returns.name.partition(".")[0]) or "returns"
    return dataset / FOLDER / release.version / name


def write_comparison(folder: Path, tables: Mapping[str, pl.DataFrame], readable: str) -> list[Path]:
    """Writes the tables and the text; the files written. DatasetError where the folder cannot be written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".comparison-", dir=folder.parent) as made:
            staged = Path(made) / "whole"
            staged.mkdir()
            for name in COMPARISON_TABLES:
                tables[name].write_parquet(staged / f"{name}.parquet", compression="zstd")
            _write_duckdb(staged / "comparison.duckdb", tables)
            (staged / "COMPARISON.md").write_text(readable, encoding="utf-8")
            if folder.is_dir():
                _empty_of_ours(folder)
            folder.mkdir(exist_ok=True)
            for file in sorted(staged.iterdir()):
                shutil.move(file, folder / file.name)
    except OSError as error:
        raise DatasetError(
            f"the comparison cannot be written: {error.strerror or error}",
            where=str(error.filename or folder),
            remedy="--out takes another folder",
        ) from error
    return sorted(folder.iterdir())


def _empty_of_ours(folder: Path) -> None:
    """Takes out the files of a comparison before, and leaves whatever else somebody keeps there."""
    names = [f"{name}.parquet" for name in COMPARISON_TABLES]
    for name in (*names, "comparison.duckdb", "comparison.duckdb.wal", "COMPARISON.md"):
        (folder / name).unlink(missing_ok=True)


def _write_duckdb(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    with place_to_write(path) as place, duckdb.connect(str(place)) as connection:
        for name, schema in COMPARISON_TABLES.items():
            connection.register("given", tables[name].to_arrow())
            connection.execute(f'CREATE TABLE "{name}" AS FROM given')
            connection.unregister("given")
            connection.execute(f'COMMENT ON TABLE "{name}" IS {_quoted(schema.description)}')
            for column in schema.columns:
                unit = f" [{column.unit}]" if column.unit else ""
                words = _quoted(column.description + unit)
                connection.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS {words}')


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
