"""The differences between any two releases: their rows, a summary, and what came and went in the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from output.changes import changes_between, side_of
from output.folder import Release
from pipeline.errors import UsageError
from schemas import DATA_TABLES, TABLES


@dataclass(frozen=True)
class Diff:
    """`changes`: the columns of the table `changes`, without version; `schema`: what came and went, a line each."""

    old: Release
    new: Release
    changes: pl.DataFrame
    schema: tuple[str, ...]


def diff(
    old: Release,
    new: Release,
    *,
    tables: Iterable[str] | None = None,
    reparsed: Mapping[str, pl.DataFrame] | None = None,
) -> Diff:
    """What differs, in the data tables or those asked for. UsageError for a table that is none of the data's."""
    names = list(DATA_TABLES if tables is None else tables)
    for name in names:
        if name not in DATA_TABLES:
            raise UsageError(f"there is no data table {name!r}", remedy=f"They are: {', '.join(DATA_TABLES)}")
    changes = changes_between(side_of(old), side_of(new), tables=names, reparsed=reparsed)
    return Diff(old, new, changes, tuple(schema_changes(old.columns, new.columns)))


def schema_changes(old: Mapping[str, Iterable[str]], new: Mapping[str, Iterable[str]]) -> list[str]:
    """What came and went between two schemas given as columns by table, in words, a line each."""
    lines = [f"table {name} is gone" for name in old if name not in new]
    lines += [f"table {name} is new" for name in new if name not in old]
    for name in (name for name in new if name in old):
        before, after = list(old[name]), list(new[name])
        lines += [f"column {name}.{column} is gone" for column in before if column not in after]
        lines += [f"column {name}.{column} is new" for column in after if column not in before]
    return lines


def summary(changes: pl.DataFrame) -> pl.DataFrame:
    """One row per table that differs: rows added, removed and changed, cells changed, pages, and cells by cause.

    A row that came or went counts once under its cause.
    """
    kind, cause = pl.col("change"), pl.col("cause")
    by_table = changes.group_by("table_name").agg(
        (kind == "added").sum().alias("rows_added"),
        (kind == "removed").sum().alias("rows_removed"),
        pl.col("record_key").filter(kind == "changed").n_unique().alias("rows_changed"),
        (kind == "changed").sum().alias("cells_changed"),
        *((cause == name).sum().alias(name) for name in TABLES["changes"].column("cause").one_of),
    )
    order = {name: number for number, name in enumerate(TABLES)}
    return by_table.sort(pl.col("table_name").replace_strict(order, return_dtype=pl.Int64))
