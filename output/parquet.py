"""Parquet files that are the same bytes for the same rows: on any machine, in any order of input, in any time zone.

Rows are sorted by key and then by every other column; row groups have a fixed size; nothing of the clock, the machine
or the layout of the frame in memory gets into the file. That is why Arrow writes it and not Polars: Polars sizes its
pages by the buffers at hand, which differ with the frame's history.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from output.hashing import sha256_of
from schemas import TABLES, TableSchema

ROW_GROUP = 100_000


def canonical(schema: TableSchema, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns and types, sorted by key, NULL first, then by all other columns."""
    typed = frame.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items())
    return typed.sort(schema.order, nulls_last=False).rechunk()


def write(table: str, frame: pl.DataFrame, path: Path) -> str:
    """Writes the frame's rows in canonical order; returns the SHA-256 of the file, hexadecimal."""
    schema = TABLES[table]
    rows = canonical(schema, frame).to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [pa.field(column.name, _arrow_type(column.dtype), nullable=column.nullable) for column in schema.columns]
    pq.write_table(
        rows.cast(pa.schema(fields)).combine_chunks(),
        path,
        compression="zstd",
        compression_level=6,
        row_group_size=ROW_GROUP,
        use_dictionary=True,
        store_schema=False,
    )
    return sha256_of(path)


def read(table: str, path: Path) -> pl.DataFrame:
    """The rows of a Parquet file in the schema's columns: those it does not have are NULL, those it has besides go."""
    schema = TABLES[table]
    frame = pl.read_parquet(path, glob=False)
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.dtypes.items() if name not in frame]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items())


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
