"""Segments in a folder, and which of them has the rows of which revision: the cache of a dataset, or a run's own.

A cache, never a source: it may be deleted at any time, and what it holds is believed only where revision, code and
bytes are those that it names. A run that is killed leaves whole segments, which the next one uses.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.revision import Revision
from pipeline.segments.file import SUFFIX, WRITING, read_entries, read_segment, write_segment
from pipeline.segments.read_pages import FRAMES, KnownAnswers, PageEntry, ReadPages, joined, revision_digest

MOST_IN_MEMORY = 96 * 2**20  # bytes of segments kept unpacked
MOST_PIECES = 4  # segments that a window of pages may be put together from before it gets one of its own


class Segments:
    """The segments of one version of the code in a folder. One writer at a time: under the dataset's lock.

    `answers`: the wiki's, as `read_page` takes them. Rows of a page count as here only where it was read with the
    same answers to the calls that it asked for.
    """

    def __init__(self, folder: Path, version: str, answers: Mapping[str, str] | None = None) -> None:
        self._folder, self._version = folder, version
        self._answers = KnownAnswers(answers)
        self._entries: dict[Path, list[PageEntry]] = {}
        self._by_page: dict[tuple[int, str], Path] = {}
        self._unpacked: OrderedDict[Path, tuple[ReadPages, int]] = OrderedDict()
        for path in sorted(folder.glob(f"{version}-*{SUFFIX}")):
            entries = read_entries(path)
            if entries is not None:
                self._know(path, [entry for entry in entries if entry.lasts], entries)

    def holding(self, revisions: Iterable[Revision]) -> dict[int, Path]:
        """page_id → its segment, of the revisions (their text is not needed) whose rows are here."""
        found = ((revision.page_id, revision_digest(revision)) for revision in revisions)
        return {
            page_id: self._by_page[page_id, digest] for page_id, digest in found if (page_id, digest) in self._by_page
        }

    def add(self, read: ReadPages) -> Path:
        """Keep some pages' rows; the segment. Raises DatasetError where it cannot be written."""
        path = write_segment(self._folder, self._version, read)
        self._know(path, read.entries, read.entries)
        self._keep_unpacked(path, read)
        return path

    def entries(self, path: Path) -> Sequence[PageEntry]:
        """Every page of a segment, also those that another segment has newer rows of."""
        return self._entries[path]

    def rows(self, places: Mapping[int, Path]) -> ReadPages:
        """The rows of pages, by the segment that each stands in; frames are joined in the order of segments."""
        by_path: dict[Path, list[int]] = {}
        for page_id, path in places.items():
            by_path.setdefault(path, []).append(page_id)
        parts = [self._unpack(path).only(page_ids) for path, page_ids in by_path.items()]
        entries = [entry for path in by_path for entry in self._entries[path] if places.get(entry.page_id) == path]
        return ReadPages(entries, joined(parts))

    def let_go(self) -> None:
        """Keep no rows in memory."""
        self._unpacked.clear()

    def tidy(self, used: Collection[Path]) -> None:
        """Remove everything that a run did not use: other versions', outdated, damaged and half-written files."""
        for path in self._folder.iterdir():
            if path not in used and path.name.endswith((SUFFIX, WRITING)):
                path.unlink(missing_ok=True)

    def _know(self, path: Path, usable: Iterable[PageEntry], entries: list[PageEntry]) -> None:
        self._entries[path] = entries
        same = (entry for entry in usable if self._answers.are_those_of(entry))
        self._by_page |= {(entry.page_id, entry.digest): path for entry in same}

    def _unpack(self, path: Path) -> ReadPages:
        if path in self._unpacked:
            self._unpacked.move_to_end(path)
            return self._unpacked[path][0]
        read = read_segment(path, self._entries[path])
        self._keep_unpacked(path, read)
        return read

    def _keep_unpacked(self, path: Path, read: ReadPages) -> None:
        self._unpacked[path] = read, sum(round(read.frames[name].estimated_size()) for name in FRAMES)
        while len(self._unpacked) > 1 and sum(size for _, size in self._unpacked.values()) > MOST_IN_MEMORY:
            self._unpacked.popitem(last=False)
