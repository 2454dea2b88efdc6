"""The last look before tables are written: keys are unique, and every row's parent is there.

Validation looks at a batch of pages; a key may still be taken by another batch, and a row's parent may be in
quarantine. Such rows go to quarantine too, so that the release's keys hold. Loses no row.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.errors import DatasetError
from schemas import TABLES, TableSchema
from schemas.column import ForeignKey
from schemas.validate import REASON, part_duplicates, quarantine_rows


def settle(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """All tables of the schema (missing ones empty), with rows that break a key moved to `quarantine`.

    Raises DatasetError for a table that no schema knows, or if a row were lost.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise DatasetError(f"no schema knows the table {', '.join(unknown)}", remedy="Write it in schemas/")
    settled = {name: tables[name] if name in tables else schema.empty() for name, schema in TABLES.items()}
    rows_in = sum(frame.height for frame in settled.values())
    revisions = dict(settled["pages"].select("page_id", "rev_id").iter_rows())
    rejected = [settled["quarantine"].select(TABLES["quarantine"].column_names)]
    for name, schema in TABLES.items():
        if name == "quarantine":
            continue
        settled[name], doubled = part_duplicates(schema, settled[name], revisions)
        rejected.append(doubled)
        for foreign_key in schema.foreign_keys:
            parent = settled[foreign_key.table]
            settled[name], orphans = _part_orphans(schema, settled[name], parent, foreign_key, revisions)
            rejected.append(orphans)
    settled["quarantine"] = _numbered_copies(pl.concat(rejected))
    rows_out = sum(frame.height for frame in settled.values())
    if rows_in != rows_out:
        raise DatasetError(
            f"{rows_in} rows came and {rows_out} would be published", remedy="This is a fault of canvass"
        )
    return settled


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


def _numbered_copies(quarantine: pl.DataFrame) -> pl.DataFrame:
    """Rows that are alike in all get a number, so that quarantine's key holds as well."""
    columns = quarantine.columns
    number = pl.int_range(1, pl.len() + 1).over(columns)
    reason = pl.when(number > 1).then(pl.format("{} (alike row {})", "reason", number)).otherwise("reason")
    return quarantine.with_columns(reason.alias("reason"))
