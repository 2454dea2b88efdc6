"""Differences as a changelog that people read: by page, "Essex, Others: votes 4,051 → 4,015". Markdown.

Each release carries one of itself (CHANGELOG.md). Only the first lines of a large difference are spelled out; the
raw layer is counted. Nothing here compares anything.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import polars as pl

from output.diff import Diff, summary
from schemas import RAW_LAYER, TABLES

MAX_PAGES = 200
MAX_LINES_PER_PAGE = 60
# What a reader calls a row of the table; columns that its key does not have are looked up.
LABELS: dict[str, tuple[str, ...]] = {
    "elections": ("election_id",),
    "candidates": ("name", "ordinal"),
    "results": ("contest", "candidate", "party", "line"),
    "areas": ("area",),
    "area_results": ("area", "candidate"),
    "predictions": ("source",),
    "polls": ("pollster", "field_end"),
    "poll_results": ("choice",),
    "electors": ("name",),
    "coverage": ("construct", "name"),
    "quarantine": ("table_name", "reason"),
}
CAUSES = {"edit": "", "code": " (read anew by another parser)", "both": " (edited, and another parser)", "hold": ""}
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def changelog(
    changes: pl.DataFrame,
    pages: pl.DataFrame,
    table: Callable[[str], pl.DataFrame],
    heading: str,
    schema: Sequence[str] = (),
) -> str:
    """The changelog as Markdown.

    `changes`: rows of the table `changes` or of a `Diff`; `pages`: the newer side's, then the older side's rows for
    those that went; `tables`: where the names of changed rows are looked up; `schema`: what came and went in it.
    """
    lines = [f"# {heading}", ""]
    if schema:
        lines += ["## Schema", "", *(f"- {line}" for line in schema), ""]
    if changes.is_empty():
        return "\n".join([*lines, "No differences.", ""])
    lines += [*_summary_lines(changes), ""]
    titles = {row["page_id"]: row for row in reversed(pages.to_dicts())}
    by_rev = {row["rev_id"]: row for row in titles.values()}
    groups = changes.partition_by("rev_id", as_dict=True, maintain_order=True)
    ordered = sorted(groups.items(), key=lambda item: _title(by_rev.get(item[0][0])))
    for (rev_id,), group in ordered[:MAX_PAGES]:
        lines += _page_lines(by_rev.get(rev_id), group, table)
    if len(ordered) > MAX_PAGES:
        lines += [f"… and {len(ordered) - MAX_PAGES:,} more pages; `canvass diff` tells all.", ""]
    return "\n".join(lines)


def changelog_of(found: Diff) -> str:
    """The changelog between any two releases: `canvass diff A B --markdown`."""
    pages = pl.concat([found.new.table("pages"), found.old.table("pages")])
    heading = f"{found.new.version}: changes since {found.old.version}"
    return changelog(found.changes, pages, cache(found.new.table), heading, found.schema)


def _summary_lines(changes: pl.DataFrame) -> list[str]:
    head = ["| table | rows added | removed | changed | cells changed |", "| --- | ---: | ---: | ---: | ---: |"]
    return head + [
        f"| {row['table_name']} | {row['rows_added']:,} | {row['rows_removed']:,} | {row['rows_changed']:,} "
        f"| {row['cells_changed']:,} |"
        for row in summary(changes).to_dicts()
    ]


def _title(page: dict[str, Any] | None) -> str:
    return page["title"] if page else "~"  # what belongs to no page comes last


def _page_lines(page: dict[str, Any] | None, group: pl.DataFrame, table_of: Callable[[str], pl.DataFrame]) -> list[str]:
    if page is None:
        lines = ["## All pages", ""]
    else:
        link = f"[revision {page['rev_id']}]({page['url']})" if page["url"] else f"revision {page['rev_id']}"
        lines = [f"## {_plain(page['title'])}", "", _page_event(group, link), ""]
    spoken = group.filter(~pl.col("table_name").is_in([*RAW_LAYER, "pages"]))
    if (group["change"] != "changed").all() and "pages" in group["table_name"]:  # the page came or went as a whole
        counts = Counter(spoken["table_name"].to_list())
        return [*lines, f"- {', '.join(f'{count:,} in {name}' for name, count in counts.items()) or 'no rows'}", ""]
    shown = spoken.head(MAX_LINES_PER_PAGE)
    names = _names(shown, table_of)
    lines += [_line(row, names) for row in shown.to_dicts()]
    if spoken.height > shown.height:
        lines.append(f"- … and {spoken.height - shown.height:,} more")
    raw = Counter(group.filter(pl.col("table_name").is_in(RAW_LAYER))["table_name"].to_list())
    if raw:
        lines.append(f"- under it: {', '.join(f'{count:,} in {name}' for name, count in sorted(raw.items()))}")
    return [*lines, ""]


def _page_event(group: pl.DataFrame, link: str) -> str:
    """What happened to the page itself, told by its row in `pages`."""
    events = {row["column_name"] or row["change"]: row for row in group.to_dicts() if row["table_name"] == "pages"}
    if "added" in events:
        return f"New: {link}."
    if "removed" in events:
        return f"Gone; it was at {link}."
    if "held_reason" in events:
        reason = events["held_reason"]["new_value"]
        return f"Held at {link}: {_plain(reason)}." if reason else f"No longer held: {link}."
    if "rev_id" in events:
        return f"Edited: revision {events['rev_id']['old_value']} → {link}."
    return f"Same {link}."


def _line(row: dict[str, Any], names: dict[tuple[str, str], str]) -> str:
    table, cause = row["table_name"], CAUSES[row["cause"]]
    if row["change"] == "changed":
        old, new = (_value(table, row["column_name"], row[side]) for side in ("old_value", "new_value"))
        return f"- {names[table, row['record_key']]}: {row['column_name']} {old} → {new}{cause}"
    label = _label(table, json.loads(row["new_value"] or row["old_value"]))
    return f"- {table}: {label} {'added' if row['change'] == 'added' else 'removed'}{cause}"


def _names(shown: pl.DataFrame, table_of: Callable[[str], pl.DataFrame]) -> dict[tuple[str, str], str]:
    """What to call the changed rows: from their key where it has the label's columns, else looked up in the table."""
    names: dict[tuple[str, str], str] = {}
    changed = shown.filter(pl.col("change") == "changed")
    for (table,), group in changed.partition_by("table_name", as_dict=True).items():
        keys = group["record_key"].unique().to_list()
        records = {key: json.loads(key) for key in keys}
        schema = TABLES[str(table)]
        if not set(LABELS.get(schema.name, ())) <= set(schema.primary_key):
            found = (
                table_of(schema.name)
                .with_columns(schema.record_key().alias("__key__"))
                .filter(pl.col("__key__").is_in(keys))
            )
            records |= {row["__key__"]: row for row in found.to_dicts()}
        names |= {(schema.name, key): _label(schema.name, record) for key, record in records.items()}
    return names


def _label(table: str, record: dict[str, Any]) -> str:
    parts = [record.get(name) for name in LABELS.get(table, ())]
    said = [str(part) for part in parts if part is not None] or [str(value) for value in record.values()]
    return _plain(", ".join(said[:3]))


def _value(table: str, column: str, value: str | None) -> str:
    if value is None:
        return "—"
    is_count = TABLES[table].column(column).unit in ("votes", "persons")
    return f"{int(value):,}" if is_count else _plain(value)


def _plain(text: str, longest: int = 120) -> str:
    """Text that Markdown leaves alone, on one line, not too long."""
    folded = " ".join(text.split())
    cut = folded if len(folded) <= longest else folded[: longest - 1] + "…"
    return _MARKUP.sub(r"\\\1", cut)
