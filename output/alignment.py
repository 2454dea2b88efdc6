"""Which row of an old table became which row of the new one, so that an inserted row is one change and not hundreds.

Rows are known by their position (table_no, row_no; section_no, link_no). Where a page was edited, its old positions
are translated into the new revision's before rows are compared: tables are matched by section, caption and first
row, rows by their text, as `diff` matches lines. A row without a counterpart gets a negative position, which no new
row has. Nothing here compares values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import polars as pl

from schemas import TABLES

AS_WAS = "__as_was__"
"""Column of a translated frame that holds the row as it was, for naming rows that went."""
MOST_ROWS = 4_000
"""Longer tables are not aligned: the cost grows with the square, and nobody inserts rows into a hostile one."""

Table = Callable[[str], pl.DataFrame]


class Positions(NamedTuple):
    """The columns of a kind of position: the group (table, section) and the item in it (row, link)."""

    group: str
    item: str
    other_items: tuple[str, ...] = ()  # columns that hold an item's number as well


ROWS = Positions("table_no", "row_no", ("origin_row",))
LINKS = Positions("section_no", "link_no")
_SCHEMA = {
    "page_id": pl.Int64(),
    "group": pl.Int64(),
    "item": pl.Int64(),
    "new_group": pl.Int64(),
    "new_item": pl.Int64(),
}


def aligned(old: Table, new: Table, pages: Sequence[int]) -> Table:
    """The old tables with the positions of the given pages translated into those of the new ones."""
    if not pages:
        return old
    moved = {
        ROWS: _moved_rows(old, new, _pages_that_moved(old, new, pages, "page_tables", "cells", ["col_no", "text"])),
        LINKS: _moved_links(old, new, _pages_that_moved(old, new, pages, "sections", "links", ["target", "label"])),
    }

    def translated(name: str) -> pl.DataFrame:
        frame = old(name)
        for positions, mapping in moved.items():
            if positions.group in TABLES[name].primary_key and not mapping.is_empty():
                return _translated(name, frame, positions, mapping)
        return frame

    return translated


def _pages_that_moved(
    old: Table, new: Table, pages: Sequence[int], groups: str, items: str, content: list[str]
) -> list[int]:
    """The pages that need the closer look: groups came or went, or something now stands where it did not.

    Most edits correct a number and move nothing; this tells them by joins, without looking at a page by itself.
    """
    shape = ["page_id", *TABLES[groups].primary_key[1:], "section_path"]
    found = _one_sided(old(groups), new(groups), pages, shape)[0].get_column("page_id").to_list()
    found += _one_sided(new(groups), old(groups), pages, shape)[0].get_column("page_id").to_list()
    here = [*TABLES[items].primary_key, *content]
    left, went = _one_sided(old(items), new(items), pages, list(dict.fromkeys(here)))
    came, _ = _one_sided(new(items), old(items), pages, list(dict.fromkeys(here)))
    seen_again = left.join(came, on=["page_id", *content], how="semi")
    counts = (
        went.group_by("page_id")
        .len()
        .join(_of(new(items), pages).group_by("page_id").len(), on=["page_id", "len"], how="anti")
    )
    return sorted({*found, *seen_again["page_id"], *counts["page_id"]})


def _of(frame: pl.DataFrame, pages: Sequence[int]) -> pl.DataFrame:
    return frame.filter(pl.col("page_id").is_in(pages))


def _one_sided(
    one: pl.DataFrame, other: pl.DataFrame, pages: Sequence[int], columns: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(rows of the pages that the other side does not have just so, all rows of the pages)."""
    rows = _of(one, pages).select(columns)
    return rows.join(_of(other, pages).select(columns), on=columns, how="anti"), rows


def _translated(name: str, frame: pl.DataFrame, at: Positions, mapping: pl.DataFrame) -> pl.DataFrame:
    touched = frame.filter(pl.col("page_id").is_in(mapping["page_id"].unique().implode()))
    rest = frame.filter(~pl.col("page_id").is_in(mapping["page_id"].unique().implode()))
    after = touched.with_columns(pl.struct(frame.columns).alias(AS_WAS))
    if at.item in frame.columns:
        for column in (at.item, *(other for other in at.other_items if other in frame.columns)):
            where = mapping.select("page_id", "group", "item", pl.col("new_item").alias("__new__"))
            after = after.join(
                where, left_on=["page_id", at.group, column], right_on=["page_id", "group", "item"], how="left"
            )
            after = after.with_columns(pl.coalesce("__new__", column).alias(column)).drop("__new__")
    groups = mapping.select("page_id", "group", "new_group").unique()
    after = after.join(groups, left_on=["page_id", at.group], right_on=["page_id", "group"], how="left")
    after = after.with_columns(pl.coalesce("new_group", at.group).alias(at.group)).drop("new_group")
    if after.select(pl.struct(TABLES[name].primary_key).is_duplicated().any()).item():
        return frame  # two rows would share a key: leave the positions as they are
    as_was = pl.lit(None, dtype=after.schema[AS_WAS]).alias(AS_WAS)
    return pl.concat([rest.with_columns(as_was).select(after.columns), after])


def _moved_rows(old: Table, new: Table, pages: Sequence[int]) -> pl.DataFrame:
    def groups(side: Table) -> pl.DataFrame:
        heads = _items(side, pages).group_by("page_id", "group", maintain_order=True).agg(pl.col("text").first())
        tables = _of(side("page_tables"), pages).rename({"table_no": "group"})
        tables = tables.join(heads, on=["page_id", "group"], how="left")
        name = pl.concat_str("section_path", "caption", "kind", "text", separator="\n", ignore_nulls=True)
        return tables.select("page_id", "group", name.alias("text")).sort("page_id", "group")

    return _mapping(groups(old), groups(new), _items(old, pages), _items(new, pages))


def _items(side: Table, pages: Sequence[int]) -> pl.DataFrame:
    """(page_id, group, item, text) of every row of the pages' tables."""
    cells = _of(side("cells"), pages).sort("page_id", "table_no", "row_no", "col_no")
    rows = cells.group_by("page_id", "table_no", "row_no", maintain_order=True).agg(pl.col("text").str.join("\n"))
    return rows.rename({"table_no": "group", "row_no": "item"})


def _moved_links(old: Table, new: Table, pages: Sequence[int]) -> pl.DataFrame:
    def groups(side: Table) -> pl.DataFrame:
        sections = _of(side("sections"), pages).sort("page_id", "section_no")
        return sections.select("page_id", pl.col("section_no").alias("group"), pl.col("section_path").alias("text"))

    def items(side: Table) -> pl.DataFrame:
        links = _of(side("links"), pages).sort("page_id", "section_no", "link_no")
        text = pl.concat_str("target", "label", separator="\n").alias("text")
        return links.select("page_id", pl.col("section_no").alias("group"), pl.col("link_no").alias("item"), text)

    return _mapping(groups(old), groups(new), items(old), items(new))


def _mapping(
    old_groups: pl.DataFrame, new_groups: pl.DataFrame, old_items: pl.DataFrame, new_items: pl.DataFrame
) -> pl.DataFrame:
    """Every item of every page in which anything moved, with its new position."""
    groups_before, groups_after = _by(old_groups, "page_id"), _by(new_groups, "page_id")
    items_before, items_after = _by(old_items, "page_id", "group"), _by(new_items, "page_id", "group")
    rows: list[tuple[int, int, int | None, int, int | None]] = []
    for (page_id,), before in groups_before.items():
        pairs = _paired(before, groups_after.get((page_id,), []))
        found: list[tuple[int, int, int | None, int, int | None]] = []
        for (group, _), new_group in zip(before, pairs, strict=True):
            items = items_before.get((page_id, group), [])
            in_new = items_after.get((page_id, new_group), [])
            new_places = _paired(items, in_new)
            found += [
                (page_id, group, item, new_group, place) for (item, _), place in zip(items, new_places, strict=True)
            ]
            found += [] if items else [(page_id, group, None, new_group, None)]
        if any((group, item) != (new_group, place) for _, group, item, new_group, place in found):
            rows += found
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _by(frame: pl.DataFrame, *key: str) -> dict[tuple[int, ...], list[tuple[int, str]]]:
    """(number, text) lists by key, in order."""
    found: dict[tuple[int, ...], list[tuple[int, str]]] = {}
    for row in frame.iter_rows():
        found.setdefault(row[: len(key)], []).append((row[-2], row[-1] or ""))
    return found


def _paired(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> list[int]:
    """For each old (number, text) the number of its counterpart, or a negative number where it has none."""
    nowhere = [-1 - number for number, _ in old]
    if max(len(old), len(new)) > MOST_ROWS:
        return [number for number, _ in old]
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    places = list(nowhere)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            places[start:end] = [number for number, _ in new[new_start:new_end]]
        elif kind == "replace":
            _pair_changed(old[start:end], new[new_start:new_end], places, start)
    return places


def _pair_changed(old: list[tuple[int, str]], new: list[tuple[int, str]], places: list[int], start: int) -> None:
    """Pairs rows whose text changed: first those that begin alike, then, if as many are left, the rest in order."""
    free = list(new)
    unpaired: list[int] = []
    for offset, (_, text) in enumerate(old):
        head = text.split("\n", 1)[0]
        mate = next((row for row in free if row[1].split("\n", 1)[0] == head), None) if head else None
        if mate is None:
            unpaired.append(offset)
        else:
            places[start + offset] = mate[0]
            free.remove(mate)
    if len(unpaired) == len(free):
        for offset, (number, _) in zip(unpaired, free, strict=True):
            places[start + offset] = number
