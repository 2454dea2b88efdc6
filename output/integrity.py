"""The last look before tables are written: keys are unique, and every row's parent is there.

Validation looks at rows one by one; a key may be taken by another row, and a row's parent may be in quarantine. Such
rows go to quarantine too, so that the release's keys hold. Loses no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipeline.errors import DatasetError
from schemas import TABLES, TableSchema
from schemas.column import ForeignKey
from schemas.validate import REASON, part_duplicates, quarantine_rows

Rejected = list[pl.DataFrame]  # rows of `quarantine`


def keys_held(
    tables: Mapping[str, pl.DataFrame],
    names: Iterable[str],
    parents: Mapping[str, pl.DataFrame],
    revisions: Mapping[int, int],
) -> tuple[dict[str, pl.DataFrame], Rejected]:
    """The named tables, parents before children, less the rows that break a key; and those, as rows of `quarantine`.

    `parents`: where a foreign key leads to a table that is not among the named ones. `revisions`: page_id → rev_id.
    """
    settled: dict[str, pl.DataFrame] = {}
    rejected: Rejected = []
    for name in names:
        schema = TABLES[name]
        settled[name], doubled = part_duplicates(schema, tables[name], revisions)
        rejected.append(doubled)
        for key in schema.foreign_keys:
            parent = settled[key.table] if key.table in settled else parents[key.table]
            settled[name], orphans = _part_orphans(schema, settled[name], parent, key, revisions)
            rejected.append(orphans)
    return settled, rejected


def quarantine_of(parts: Rejected) -> pl.DataFrame:
    """The table `quarantine`. Rows that are alike in all get a number, so that its key holds as well."""
    columns = TABLES["quarantine"].column_names
    together = pl.concat([part.select(columns) for part in parts])
    number = pl.int_range(1, pl.len() + 1).over(columns)
    reason = pl.when(number > 1).then(pl.format("{} (alike row {})", "reason", number)).otherwise("reason")
    return together.with_columns(reason.alias("reason"))


def check_known(names: Iterable[str]) -> None:
    """Raises DatasetError for a table that no schema knows."""
    unknown = sorted(set(names) - set(TABLES))
    if unknown:
        raise DatasetError(f"no schema knows the table {', '.join(unknown)}", remedy="Write it in schemas/")


def check_unique(table: str, frame: pl.DataFrame) -> None:
    """Raises DatasetError where two rows of a table that tells of versions share a key."""
    if frame.select(pl.struct(TABLES[table].primary_key).is_duplicated().any()).item():
        raise DatasetError(f"two rows of {table} have the same key", remedy="This is a fault of canvass")


def check_none_lost(came: Iterable[pl.DataFrame], left: Iterable[pl.DataFrame]) -> None:
    """Raises DatasetError where other numbers of rows leave than came."""
    rows_in, rows_out = (sum(frame.height for frame in frames) for frames in (came, left))
    if rows_in != rows_out:
        raise DatasetError(
            f"{rows_in} rows came and {rows_out} would be published", remedy="This is a fault of canvass"
        )


def _part_orphans(
    schema: TableSchema, frame: pl.DataFrame, parent: pl.DataFrame, key: ForeignKey, revisions: Mapping[int, int]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    there = parent.select(key.target).unique()
    orphans = frame.join(there, left_on=key.columns, right_on=key.target, how="anti", maintain_order="left")
    if orphans.is_empty():
        return frame, TABLES["quarantine"].empty()
    kept = frame.join(there, left_on=key.columns, right_on=key.target, how="semi", maintain_order="left")
    reason = pl.lit(f"no row of {key.table} has its {', '.join(key.columns)}").alias(REASON)
    return kept, quarantine_rows(schema, orphans.with_columns(reason), revisions)
