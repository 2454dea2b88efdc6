"""Every revision ever fetched, kept in DATASET/archive: Parquet and zstd, append-only, each text stored once.

A file is written under another name and renamed when it is whole, so that a run killed at any moment leaves the
archive as it was or longer. Nothing is ever removed; `compact` only puts many small files into one. Whoever adds or
compacts holds the dataset's lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.archiving.compaction import merge_files
from pipeline.archiving.files import (
    StoredRevision,
    damaged,
    free_path,
    read_index,
    read_texts,
    remove_leftovers,
    write_file,
)
from pipeline.revision import Revision, RevisionRef, sha1_of

# A file is closed when it holds so much, so that a run killed in the middle loses little and memory stays bounded.
REVISIONS_PER_FILE = 500
TEXT_PER_FILE = 16 * 2**20  # characters

RevisionKey = tuple[int, int]  # (page_id, rev_id)


class Added(NamedTuple):
    """What `Archive.add` did."""

    revisions: int  # new in the archive
    known: int  # were there already, same ids and same text
    files: tuple[Path, ...]


class ArchiveSize(NamedTuple):
    """How much an archive holds."""

    pages: int
    revisions: int
    texts: int  # a text that stands in several revisions is stored once
    files: int
    bytes: int


class Archive:
    """The archive of a dataset. Opening reads the index of each file (no texts); raises DatasetError on damage."""

    def __init__(self, dataset: Path) -> None:
        self.folder = Path(dataset) / "archive"
        self._rows: dict[RevisionKey, dict[str, StoredRevision]] = defaultdict(dict)  # by key, then sha1: newest last
        self._texts: dict[str, StoredRevision] = {}  # sha1 → the row that has the text
        for path in sorted(self.folder.glob("*.parquet")):
            self._index(read_index(path))

    def known(self) -> dict[RevisionKey, str]:
        """(page_id, rev_id) → SHA-1 of its text, for every revision that can be read; last added where two differ."""
        known = {}
        for key, rows in self._rows.items():
            readable = [sha1 for sha1 in rows if sha1 in self._texts]
            if readable:
                known[key] = readable[-1]
        return known

    def add(self, revisions: Iterable[Revision]) -> Added:
        """Keep the revisions that are not there yet, as they arrive; what arrived before an error is kept.

        Raises DatasetError where the disk is full or not writable, and whatever `revisions` raises.
        """
        remove_leftovers(self.folder)
        files: list[Path] = []
        pending: list[Revision] = []
        size = known = total = 0
        try:
            for revision in revisions:
                if self._holds(revision.page_id, revision.rev_id, revision.sha1, revision.title, revision.source):
                    known += 1
                    continue
                pending.append(revision)
                size += len(revision.wikitext)
                if len(pending) >= REVISIONS_PER_FILE or size >= TEXT_PER_FILE:
                    total += self._flush(pending, files)
                    size = 0
        finally:
            total += self._flush(pending, files)
        return Added(total, known, tuple(files))

    def read(self, keys: Iterable[RevisionKey | tuple[int, int, str]]) -> Iterator[Revision]:
        """The revisions of `keys`, (page_id, rev_id) or with the SHA-1, in the archive's order, one group at a time.

        Raises KeyError for one that is not here, DatasetError where a text is not the one that was stored.
        """
        wanted: dict[Path, dict[int, list[Revision]]] = defaultdict(lambda: defaultdict(list))
        for key in keys:
            revision = self._find(key).revision
            holder = self._texts[revision.sha1]
            wanted[holder.path][holder.row].append(revision)
        for path in sorted(wanted):
            for row, text in read_texts(path, list(wanted[path])):
                for revision in wanted[path][row]:
                    if text is None or sha1_of(text) != revision.sha1:
                        raise damaged(path, f"the text of revision {revision.rev_id} is not the one that was stored")
                    yield revision._replace(wikitext=text)

    def without_text(self, keys: Iterable[RevisionKey | tuple[int, int, str]]) -> Iterator[Revision]:
        """The revisions of `keys` with an empty text, in the order given; nothing is read. Raises KeyError."""
        return (self._find(key).revision for key in keys)

    def text_of(self, ref: RevisionRef) -> str | None:
        """The text that a ref means, None where it is not here. Raises DatasetError."""
        rows = self._rows.get((ref.page_id, ref.rev_id), {})
        sha1 = ref.sha1 or next(reversed(rows), None)
        if sha1 not in rows or sha1 not in self._texts:
            return None
        return next(self.read([(ref.page_id, ref.rev_id, sha1)])).wikitext

    def pages(self) -> Mapping[int, str]:
        """page_id → title of every page that was ever fetched."""
        return {page_id: next(reversed(rows.values())).revision.title for (page_id, _), rows in self._rows.items()}

    def has(self, key: RevisionKey | tuple[int, int, str]) -> bool:
        """Whether that very revision can be read."""
        try:
            self._find(key)
        except KeyError:
            return False
        return True

    def fetched_at(self, key: RevisionKey | tuple[int, int, str]) -> datetime:
        """When the revision was added. Raises KeyError."""
        return self._find(key).fetched_at

    def missing(self, refs: Iterable[RevisionRef], source: str) -> list[RevisionRef]:
        """The refs whose revision has to be fetched: not here under that title and source, or with another text."""
        return [ref for ref in refs if not self._holds(ref.page_id, ref.rev_id, ref.sha1, ref.title, source)]

    def size(self) -> ArchiveSize:
        """How much it holds, on disk and in revisions."""
        sizes = [path.stat().st_size for path in self.folder.glob("*.parquet")]
        revisions = sum(map(len, self._rows.values()))
        return ArchiveSize(len(self.pages()), revisions, len(self._texts), len(sizes), sum(sizes))

    def compact(self) -> Path | None:
        """Put all files into one, every revision kept; None where there is one file or none. Raises DatasetError."""
        path = merge_files(self.folder)
        if path is not None:
            self._rows.clear()
            self._texts.clear()
            self._index(read_index(path))
        return path

    def _holds(self, page_id: int, rev_id: int, sha1: str | None, title: str, source: str) -> bool:
        rows = self._rows.get((page_id, rev_id), {})
        if sha1 is None:
            sha1 = next(reversed(rows), None)
        row = rows.get(sha1) if sha1 else None
        return row is not None and sha1 in self._texts and (row.revision.title, row.revision.source) == (title, source)

    def _find(self, key: RevisionKey | tuple[int, int, str]) -> StoredRevision:
        rows = self._rows.get((key[0], key[1]), {})
        wanted = (key[2],) if len(key) == 3 else reversed(rows)
        for sha1 in wanted:
            if sha1 in rows and sha1 in self._texts:
                return rows[sha1]
        raise KeyError(key)

    def _flush(self, pending: list[Revision], files: list[Path]) -> int:
        if not pending:
            return 0
        fresh: set[str] = set()
        rows = []
        now = datetime.now(UTC)
        for revision in pending:
            with_text = revision.sha1 not in self._texts and revision.sha1 not in fresh
            fresh.add(revision.sha1)
            rows.append((revision, now, with_text))
        path = free_path(self.folder, now)
        write_file(path, rows)
        self._index(read_index(path))
        files.append(path)
        count = len(pending)
        pending.clear()
        return count

    def _index(self, rows: Iterable[StoredRevision]) -> None:
        for row in rows:
            revision = row.revision
            of_key = self._rows[revision.page_id, revision.rev_id]
            of_key.pop(revision.sha1, None)
            of_key[revision.sha1] = row
            if row.has_text:
                self._texts.setdefault(revision.sha1, row)
