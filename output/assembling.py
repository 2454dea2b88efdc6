"""Rows by windows of pages → the data tables' Parquet files, in memory no more than a window of them.

Nearly all rows are in tables whose key begins with the page: a window of whole pages is settled, sorted and written,
and the file is in order. The few tables that are not by page (an election's key is its title) are kept until the end.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from output import parquet
from output.integrity import Rejected, check_known, check_none_lost, keys_held, quarantine_of
from pipeline.errors import DatasetError
from schemas import DATA_TABLES, SCHEMA_VERSION, TABLES

BY_PAGE = tuple(name for name in DATA_TABLES if TABLES[name].primary_key[0] == "page_id")
"""The tables that are written window by window."""
AT_THE_END = tuple(name for name in DATA_TABLES if name not in BY_PAGE and name != "quarantine")


@dataclass(frozen=True)
class TableFiles:
    """The data tables of a version as Parquet files in a folder, with the SHA-256 and the rows of each."""

    folder: Path
    hashes: Mapping[str, str]
    rows: Mapping[str, int]

    @property
    def content_hash(self) -> str:
        """What tells whether two versions hold the same."""
        return content_hash(self.hashes)

    def path(self, table: str) -> Path:
        """A table's file."""
        return self.folder / f"{table}.parquet"

    def table(self, name: str) -> pl.DataFrame:
        """A table's rows."""
        return parquet.read(name, self.path(name))

    def moved_to(self, folder: Path) -> TableFiles:
        """The same files in another folder of the same disk."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.hashes:
            self.path(name).replace(folder / f"{name}.parquet")
        return TableFiles(folder, self.hashes, self.rows)


def content_hash(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the data tables' Parquet files and the schema version."""
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION}\n".encode())
    for name in sorted(DATA_TABLES):
        digest.update(f"{name} {hashes[name]}\n".encode())
    return digest.hexdigest()


def assemble(windows: Iterable[Mapping[str, pl.DataFrame]], folder: Path) -> TableFiles:
    """Writes the data tables; rows that break a key go to `quarantine`.

    `windows`: validated frames by table, missing ones empty, each window with all rows of its pages, after those of
    the windows before by page_id; all rows at once are one window. Raises DatasetError for a table that no schema
    knows, for windows out of order, or if a row were lost.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writers = {name: parquet.Writer(name, folder / f"{name}.parquet") for name in BY_PAGE}
    waiting: dict[str, list[pl.DataFrame]] = defaultdict(list)
    pages: list[pl.DataFrame] = []
    last: int | None = None
    for window in windows:
        check_known(window)
        given = {name: window[name] if name in window else TABLES[name].empty() for name in DATA_TABLES}
        if not given["pages"].is_empty():
            last = _in_order(given["pages"]["page_id"], last)
        pages.append(given["pages"].select("page_id", "rev_id"))
        settled, rejected = keys_held(given, BY_PAGE, {}, dict(pages[-1].iter_rows()))
        check_none_lost((given[name] for name in BY_PAGE), [*settled.values(), *rejected])
        for name, frame in settled.items():
            writers[name].add(frame)
        for name in AT_THE_END:
            waiting[name].append(given[name])
        waiting["quarantine"] += [given["quarantine"], *(part for part in rejected if not part.is_empty())]
    at_end = _settled_at_end(waiting, pl.concat(pages or [TABLES["pages"].empty().select("page_id", "rev_id")]))
    hashes = {name: writer.close() for name, writer in writers.items()}
    hashes |= {name: parquet.write(name, frame, folder / f"{name}.parquet") for name, frame in at_end.items()}
    rows = {name: writer.rows for name, writer in writers.items()} | {name: f.height for name, f in at_end.items()}
    return TableFiles(folder, {name: hashes[name] for name in DATA_TABLES}, {name: rows[name] for name in DATA_TABLES})


def _settled_at_end(waiting: Mapping[str, Rejected], pages: pl.DataFrame) -> dict[str, pl.DataFrame]:
    given = {name: pl.concat(waiting.get(name) or [TABLES[name].empty()]) for name in AT_THE_END}
    settled, rejected = keys_held(given, AT_THE_END, {"pages": pages}, dict(pages.iter_rows()))
    check_none_lost(given.values(), [*settled.values(), *rejected])
    quarantine = quarantine_of([TABLES["quarantine"].empty(), *waiting.get("quarantine", []), *rejected])
    return settled | {"quarantine": quarantine}


def _in_order(page_ids: pl.Series, last: int | None) -> int:
    """The last page of a window that comes after `last`."""
    ordered = page_ids.sort()
    if last is not None and ordered[0] <= last:
        raise DatasetError(f"page {ordered[0]} comes after page {last}", remedy="This is a fault of canvass")
    return int(ordered[-1])
