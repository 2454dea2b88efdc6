"""What differs between two releases, with the cause: the table `changes` and `canvass diff` are made here.

The cause is told by page: another revision is an edit; the same revision under another parser or schema is code.
Where both differ, the old revision read by the new parser (`reparsed`) tells cell by cell which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import polars as pl

from output import parquet
from output.alignment import aligned
from output.assembling import BY_PAGE, TableFiles
from output.difference import DIFFERENCE, difference
from output.differing_pages import differing_pages
from output.folder import Release
from schemas import DATA_TABLES, RAW_LAYER, SCHEMA_VERSION, TABLES

HOLD_COLUMNS = ("held_rev_id", "held_reason")
PAGES_AT_ONCE = 2_000  # compared in memory at once
CHANGE_COLUMNS = tuple(name for name in TABLES["changes"].column_names if name != "version")


def _today() -> dict[str, tuple[str, ...]]:
    return {name: schema.column_names for name, schema in TABLES.items()}


@dataclass(frozen=True)
class Side:
    """One of the two states compared: its tables, and what tells that they need no comparing.

    `path`: each table's Parquet file, where there are such; then only the pages that differ are read.
    """

    table: Callable[[str], pl.DataFrame]
    hashes: Mapping[str, str]
    parser_version: str
    schema_version: str = SCHEMA_VERSION
    columns: Mapping[str, Sequence[str]] = field(default_factory=_today)
    path: Callable[[str], Path] | None = None

    def only(self, pages: Sequence[int]) -> Side:
        """The same, with the rows of these pages alone in all tables by page but `pages` itself."""
        path = self.path

        def table(name: str) -> pl.DataFrame:
            if path is None or name not in BY_PAGE or name == "pages" or name not in self.hashes:
                return self.table(name)
            return parquet.read(name, path(name), pages)

        return replace(self, table=cache(table))


def side_of(release: Release) -> Side:
    """A published release as a side of a comparison."""
    return Side(
        cache(release.table),
        release.hashes,
        release.parser_version,
        release.schema_version,
        release.columns,
        release.parquet_path,
    )


def side_of_files(files: TableFiles, parser_version: str) -> Side:
    """Tables that are written and not published yet as a side of a comparison."""
    return Side(cache(files.table), files.hashes, parser_version, path=files.path)


def side_of_frames(tables: Mapping[str, pl.DataFrame], parser_version: str) -> Side:
    """Tables in memory as a side of a comparison."""
    return Side(lambda name: tables.get(name, TABLES[name].empty()), {}, parser_version)


def changes_between(
    old: Side,
    new: Side,
    *,
    tables: Iterable[str] = DATA_TABLES,
    reparsed: Mapping[str, pl.DataFrame] | None = None,
    whole_pages: bool = True,
) -> pl.DataFrame:
    """The rows of `changes`, without the column version, sorted by table and key.

    `reparsed`: the old revisions of pages whose revision changed, read by the new parser (tables by name).
    `whole_pages=False` leaves out the raw layer of pages that came or went.
    """
    pages = _page_causes(old, new)
    parts = []
    for old_part, new_part, names in _lots(old, new, list(tables)):
        found = _causes_found(old_part, new_part, reparsed, pages, names)
        if not whole_pages:
            came_or_went = pl.col("whole_page").fill_null(False) & (pl.col("change") != "changed")
            found = found.filter(~(came_or_went & pl.col("table_name").is_in(RAW_LAYER)))
        parts.append(found.select(CHANGE_COLUMNS))
    return pl.concat(parts).sort(CHANGE_COLUMNS)


def _lots(old: Side, new: Side, names: list[str]) -> Iterator[tuple[Side, Side, list[str]]]:
    """What is compared at once: all; or, of sides on disk, some thousand of the pages that differ, and the rest."""
    if old.path is None or new.path is None:
        yield old, new, names
        return
    by_page = [name for name in names if name in BY_PAGE and name in old.hashes and _differs(old, new, name)]
    yield old, new, [name for name in names if name not in BY_PAGE or name not in old.hashes]
    differing: set[int] = set()
    for name in by_page:
        columns = compared_columns(old, new, name)
        if set(TABLES[name].primary_key) <= set(columns):
            differing.update(differing_pages(name, old.path(name), new.path(name), columns))
    pages = sorted(differing)
    for start in range(0, len(pages), PAGES_AT_ONCE):
        lot = pages[start : start + PAGES_AT_ONCE]
        first = [] if start == 0 else ["pages"]  # that table comes whole, with the first lot
        yield old.only(lot), new.only(lot), [name for name in by_page if name not in first]


def _differs(old: Side, new: Side, name: str) -> bool:
    return name not in old.hashes or old.hashes[name] != new.hashes.get(name)


def _causes_found(
    old: Side, new: Side, reparsed: Mapping[str, pl.DataFrame] | None, pages: pl.DataFrame, names: list[str]
) -> pl.DataFrame:
    """The differences in the tables, with page and cause."""
    in_place = _aligned(old, new, pages) if set(names) & set(BY_PAGE) else old
    found = _differences(in_place, new, names).join(pages, on="page_id", how="left")
    found = found.with_columns(cause=_cause(pages, code_changed=_code_changed(old, new)))
    if reparsed is not None and not found.is_empty():
        middle = _aligned(side_of_frames(reparsed, new.parser_version), new, pages)
        found = _told_apart(found, in_place, middle, new, reparsed)
    return found


def compared_columns(old: Side, new: Side, table: str) -> list[str]:
    """The columns that both sides of a comparison know; all, unless the schema changed between them."""
    common = set(old.columns.get(table, ())) & set(new.columns.get(table, ()))
    return [name for name in TABLES[table].column_names if name in common]


def _code_changed(old: Side, new: Side) -> bool:
    return (old.parser_version, old.schema_version) != (new.parser_version, new.schema_version)


def _differences(old: Side, new: Side, tables: Iterable[str]) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=DIFFERENCE)]
    for name in tables:
        if not _differs(old, new, name):
            continue
        columns = compared_columns(old, new, name)
        if not set(TABLES[name].primary_key) <= set(columns):
            continue  # a table that only one side has
        parts.append(difference(name, _with_page(old, name), _with_page(new, name), columns=columns))
    return pl.concat(parts)


def _with_page(side: Side, name: str) -> pl.DataFrame:
    """The table with the page of each row; candidates have none of their own, their election has."""
    frame = side.table(name)
    if "page_id" in frame.columns or "election_id" not in frame.columns:
        return frame
    return frame.join(side.table("elections").select("election_id", "page_id"), on="election_id", how="left")


def _page_causes(old: Side, new: Side) -> pl.DataFrame:
    """(page_id, rev_id, edited, whole_page) of the pages of both sides. A page that was moved counts as edited."""
    title = pl.col("title")
    before = old.table("pages").select("page_id", pl.col("rev_id").alias("old_rev"), title.alias("old_title"))
    after = new.table("pages").select("page_id", pl.col("rev_id").alias("new_rev"), title.alias("new_title"))
    both = after.join(before, on="page_id", how="full", coalesce=True)
    return both.select(
        "page_id",
        pl.coalesce("new_rev", "old_rev").alias("rev_id"),
        (pl.col("new_rev").ne_missing(pl.col("old_rev")) | pl.col("new_title").ne_missing(pl.col("old_title"))).alias(
            "edited"
        ),
        (pl.col("new_rev").is_null() | pl.col("old_rev").is_null()).alias("whole_page"),
    )


def _cause(pages: pl.DataFrame, *, code_changed: bool) -> pl.Expr:
    any_edited = bool(pages["edited"].any())
    edited = pl.col("edited").fill_null(any_edited)
    held = (pl.col("table_name") == "pages") & pl.col("column_name").is_in(HOLD_COLUMNS)
    code = pl.lit(code_changed) & ~pl.col("whole_page").fill_null(False)
    return (
        pl.when(held)
        .then(pl.lit("hold"))
        .when(edited & code)
        .then(pl.lit("both"))
        .when(edited)
        .then(pl.lit("edit"))
        .otherwise(pl.lit("code"))
    )


def _aligned(old: Side, new: Side, pages: pl.DataFrame) -> Side:
    """The old side with the positions of pages that look otherwise translated into the new side's."""
    moved = pages.filter(pl.col("edited") & ~pl.col("whole_page"))["page_id"].to_list()
    if _code_changed(old, new):
        shape = ("page_id", "table_no", "n_rows")
        before, after = old.table("page_tables").select(shape), new.table("page_tables").select(shape)
        moved += after.join(before, on=shape, how="anti")["page_id"].to_list()
        moved += before.join(after, on=shape, how="anti")["page_id"].to_list()
    return replace(old, table=aligned(old.table, new.table, sorted(set(moved))))


def _told_apart(found: pl.DataFrame, old: Side, middle: Side, new: Side, read_anew: Container[str]) -> pl.DataFrame:
    """Of the changes with cause both: code where the old revision, read anew, differs; edit where the edit did it."""
    unclear = found.filter((pl.col("cause") == "both") & pl.col("page_id").is_not_null())
    names = [name for name in unclear["table_name"].unique().sort() if name in read_anew]
    if not names:
        return found
    pages = unclear["page_id"].unique().to_list()
    by_code = _differences(_only(old, pages), _only(middle, pages), names)
    by_edit = _differences(_only(middle, pages), _only(new, pages), names)
    indexed = found.with_row_index("__row__")
    coded, edited = _touched(indexed, by_code), _touched(indexed, by_edit)
    is_code, is_edit = pl.col("__row__").is_in(coded.implode()), pl.col("__row__").is_in(edited.implode())
    refined = (
        pl.when((pl.col("cause") == "both") & is_code & ~is_edit)
        .then(pl.lit("code"))
        .when((pl.col("cause") == "both") & is_edit & ~is_code)
        .then(pl.lit("edit"))
        .otherwise(pl.col("cause"))
    )
    return indexed.with_columns(cause=refined).drop("__row__")


def _only(side: Side, pages: list[int]) -> Side:
    def table(name: str) -> pl.DataFrame:
        return _with_page(side, name).filter(pl.col("page_id").is_in(pages))

    return replace(side, table=table, hashes={})


def _touched(found: pl.DataFrame, differing: pl.DataFrame) -> pl.Series:
    """Row numbers of the changes whose cell, or whose whole row, is among the differences."""
    other = differing.select("table_name", "record_key", pl.col("column_name").alias("other_column")).unique()
    paired = found.join(other, on=["table_name", "record_key"], how="inner")
    same = pl.col("column_name").is_null() | pl.col("other_column").is_null()
    return paired.filter(same | (pl.col("column_name") == pl.col("other_column")))["__row__"].unique()
