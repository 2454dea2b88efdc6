"""Parquet files that are the same bytes for the same rows: on any machine, in any order of input, in any time zone.

Rows are sorted by key and then by every other column; row groups have a fixed size; nothing of the clock, the machine
or the layout of the frame in memory gets into the file. That is why Arrow writes it and not Polars: Polars sizes its
pages by the buffers at hand, which differ with the frame's history.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from output.hashing import sha256_of
from schemas import TABLES, TableSchema

ROW_GROUP = 100_000
ROW_GROUPS = {"sections": 10_000}  # of prose, 3 KB a row, which waits to be written, is put together and packed


def row_group(table: str) -> int:
    """How many rows a row group of the table has."""
    return ROW_GROUPS.get(table, ROW_GROUP)


def canonical(schema: TableSchema, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns and types, sorted by key, NULL first, then by all other columns."""
    typed = frame.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items())
    return typed.sort(schema.order, nulls_last=False).rechunk()


class Writer:
    """One table's file, written in pieces that come in the order of its key: the bytes do not tell of the pieces."""

    def __init__(self, table: str, path: Path) -> None:
        self._schema, self._path = TABLES[table], path
        columns = self._schema.columns
        self._arrow = pa.schema(pa.field(c.name, _arrow_type(c.dtype), nullable=c.nullable) for c in columns)
        self._file = pq.ParquetWriter(
            path, self._arrow, compression="zstd", compression_level=6, use_dictionary=True, store_schema=False
        )
        self._row_group = row_group(table)
        self._waiting: list[pa.Table] = []  # less than a row group
        self.rows = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Rows that come after all that were added before."""
        rows = canonical(self._schema, frame).to_arrow(compat_level=pl.CompatLevel.oldest()).cast(self._arrow)
        self.rows += rows.num_rows
        self._waiting.append(rows)
        while sum(part.num_rows for part in self._waiting) >= self._row_group:
            self._write(self._first(self._row_group))

    def close(self) -> str:
        """Writes the rest; returns the SHA-256 of the file, hexadecimal."""
        rest = self._first(self._row_group)
        if rest.num_rows or not self.rows:
            self._write(rest)
        self._file.close()
        return sha256_of(self._path)

    def _first(self, count: int) -> pa.Table:
        """The first rows that wait, copied and no longer held here."""
        together = pa.concat_tables([self._arrow.empty_table(), *self._waiting])
        self._waiting = [together.slice(count).combine_chunks()]
        return together.slice(0, count).combine_chunks()

    def _write(self, rows: pa.Table) -> None:
        self._file.write_table(rows, row_group_size=self._row_group)


def write(table: str, frame: pl.DataFrame, path: Path) -> str:
    """Writes the frame's rows in canonical order; returns the SHA-256 of the file, hexadecimal."""
    writer = Writer(table, path)
    writer.add(frame)
    return writer.close()


def read(table: str, path: Path, pages: Sequence[int] | None = None) -> pl.DataFrame:
    """The rows of a Parquet file in the schema's columns: those it does not have are NULL, those it has besides go.

    `pages`: only the rows of these; no more than a row group besides them is in memory.
    """
    schema = TABLES[table]
    if pages is None:
        frame = pl.read_parquet(path, glob=False)
    else:
        frame = _rows_of(path, pages)
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.dtypes.items() if name not in frame]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items())


def _rows_of(path: Path, pages: Sequence[int]) -> pl.DataFrame:
    """Row group by row group: which of them can hold the pages is told by their statistics, for they are in order."""
    wanted, file = pl.Series(sorted(pages), dtype=pl.Int64), pq.ParquetFile(path)
    column = file.schema_arrow.get_field_index("page_id")
    parts = [pl.DataFrame(pl.from_arrow(file.schema_arrow.empty_table()))]
    for number in range(file.metadata.num_row_groups):
        of_group = file.metadata.row_group(number).column(column).statistics
        if of_group is not None and of_group.has_min_max and not _any_between(wanted, of_group.min, of_group.max):
            continue
        group = pl.DataFrame(pl.from_arrow(file.read_row_group(number)))
        parts.append(group.filter(pl.col("page_id").is_in(wanted.implode())))
    return pl.concat(parts, how="vertical_relaxed")


def _any_between(ordered: pl.Series, least: int, most: int) -> bool:
    at = ordered.search_sorted(least)
    return at < len(ordered) and ordered[at] <= most


def _arrow_type(dtype: pl.DataType) -> pa.DataType:
    # Large strings: a table of cells passes 2 GB of text, which plain ones cannot offset.
    types: dict[pl.DataType, pa.DataType] = {
        pl.Int64(): pa.int64(),
        pl.Float64(): pa.float64(),
        pl.Boolean(): pa.bool_(),
        pl.String(): pa.large_string(),
        pl.Date(): pa.date32(),
        pl.Datetime("us"): pa.timestamp("us"),
    }
    return types[dtype]
