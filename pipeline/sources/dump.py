"""Pages from a MediaWiki XML dump: pages-articles or pages-meta-history, plain, gzip, bzip2 or Zstandard.

The file is read once, in constant memory: pages in scope go compressed into a temporary file, from which `fetch`
gives them. A dump that is cut off or damaged is reported, and what came before is kept.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlsplit

import zstandard

from pipeline.errors import SourceError
from pipeline.revision import Revision, RevisionRef
from pipeline.sources.base import ProblemKind, SourceProblem
from pipeline.sources.dumps.cutting import PageCutter, PageFilter
from pipeline.sources.dumps.decompression import BrokenStreamError, Piece, bz2_pieces, pieces
from pipeline.sources.dumps.index import index_beside, streams_with_titles
from pipeline.sources.dumps.page_xml import DumpRevision, read_dump_page
from pipeline.sources.dumps.parallel import is_multistream, read_stretches
from pipeline.sources.links import revision_links
from pipeline.sources.scopes import Scope
from pipeline.sources.settling import settled


class DumpProgress(NamedTuple):
    """How far the reading of a dump is."""

    position: int  # bytes of the file
    size: int  # of the file
    decompressed: int  # bytes
    seconds: float

    @property
    def mb_per_second(self) -> float:
        """Decompressed megabytes (10^6) a second."""
        return self.decompressed / 1e6 / self.seconds if self.seconds else 0.0

    def in_words(self) -> str:
        """“3.2 of 21.0 GB, 41 MB/s, 12 min left”."""
        left = self.seconds_left
        unit, digits = (1e9, "GB") if self.size >= 1e9 else (1e6, "MB")
        read = f"{self.position / unit:.1f} of {self.size / unit:.1f} {digits}, {self.mb_per_second:.0f} MB/s"
        if left is None:
            return read
        return f"{read}, {f'{left / 60:.0f} min' if left >= 120 else f'{left:.0f} s'} left"

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None before the first piece."""
        return self.seconds * (self.size - self.position) / self.position if self.position else None


class DumpSource:
    """A dump file and a scope. Membership is what the page itself says: templates used, categories named."""

    name = "dump"

    def __init__(
        self,
        path: Path,
        scope: Scope,
        *,
        as_of: datetime | None = None,
        settle: timedelta | None = None,
        known_pages: Mapping[int, str] | None = None,
        max_page_bytes: int = 32 * 2**20,
        processes: int = 0,
        progress: Callable[[DumpProgress], None] = lambda _progress: None,
    ) -> None:
        self.path = path
        self.scope = scope
        self.problems: list[SourceProblem] = []
        self._moment = as_of
        self._settle = settle or timedelta()
        self._known_pages = known_pages or {}
        self._max_page_bytes = max_page_bytes
        self._processes = processes or os.cpu_count() or 1
        self._progress = progress
        self._spool: IO[bytes] | None = None
        self._places: dict[tuple[int, int], tuple[int, int]] = {}
        self._script = ""
        self._truncated = False

    def newest(self) -> Iterator[RevisionRef]:
        """The revision to take of every page in scope, in the dump's order. Raises SourceError."""
        self.problems.clear()
        self._places.clear()
        self._truncated = False
        stream = pieces(self.path)
        first = self._first_piece(stream)
        self._script = _script_of(first.data)
        self._spool = tempfile.TemporaryFile(prefix="canvass-dump-")  # noqa: SIM115
        found: set[str] = set()
        seen: set[int] = set()
        for data in self._pages(chain([first], stream)):
            try:
                page = read_dump_page(data)
            except ValueError as error:
                self._report("unreadable", _title_in(data), f"a page of the dump cannot be read: {error}")
                continue
            found.add(page.title)
            if page.page_id in seen:
                self._report("duplicate", page.title, f"page {page.page_id} is in the dump twice", page.page_id)
            elif page.redirect is not None:
                if page.title in self.scope.explicit_titles or page.page_id in self._known_pages:
                    text = f"{page.title!r} is a redirect to {page.redirect!r} in the dump; name that one"
                    newest = page.revisions[0].ref.rev_id if page.revisions else None
                    self._report("redirect", page.title, text, page.page_id, newest)
            elif revision := self._chosen(page.title, page.page_id, page.revisions):
                seen.add(page.page_id)
                self._keep(revision)
                yield revision.ref
        self._report_absent(found, seen)
        if not seen:
            raise SourceError(
                f"the dump{' is cut off or damaged, and what is left of it' if self._truncated else ''}"
                f" has no page of scope {self.scope.name}",
                where=str(self.path),
                remedy="Get the file anew"
                if self._truncated
                else "Choose another with --scope, or define one in canvass.toml",
            )

    def fetch(self, refs: Iterable[RevisionRef]) -> Iterator[Revision]:
        """The revisions of `refs`, which `newest` has found. Raises SourceError."""
        if self._spool is None:
            for _ref in self.newest():
                pass
        unpack = zstandard.ZstdDecompressor()
        for ref in refs:
            place = self._places.get((ref.page_id, ref.rev_id))
            if place is None or self._spool is None:
                text = f"revision {ref.rev_id} is not in the dump, or not the one to take"
                self._report("missing", ref.title, text, ref.page_id, ref.rev_id)
                continue
            self._spool.seek(place[0])
            wikitext = unpack.decompress(self._spool.read(place[1])).decode("utf-8")
            yield Revision(
                page_id=ref.page_id,
                title=ref.title,
                rev_id=ref.rev_id,
                timestamp=ref.timestamp,
                sha1=ref.sha1 or "",
                wikitext=wikitext,
                source=self.name,
                **revision_links(self._script, ref.title, ref.rev_id)._asdict(),
            )

    def _first_piece(self, stream: Iterator[Piece]) -> Piece:
        """What the file begins with. Raises SourceError where it is no dump."""
        try:
            first = next(stream, Piece(b"", 0))
        except OSError as error:
            raise SourceError(f"the dump cannot be read: {error.strerror}", where=str(self.path)) from error
        except BrokenStreamError as error:
            raise SourceError(f"the dump cannot be read: {error}", where=str(self.path)) from error
        if not re.search(rb"<mediawiki[\s>]", first.data[:4096]):
            raise SourceError(
                "the file is no MediaWiki XML dump",
                where=str(self.path),
                remedy="A dump begins with <mediawiki …>, after decompression",
            )
        return first

    def _pages(self, stream: Iterator[Piece]) -> Iterator[bytes]:
        page_filter = PageFilter(self.scope)
        if not (self.scope.templates or self.scope.categories) and (index := index_beside(self.path)):
            yield from self._pages_by_index(page_filter, index)
            return
        if self._processes > 1 and self.path.suffix.lower() == ".bz2" and is_multistream(self.path):
            yield from self._pages_in_parallel(page_filter)
            return
        size, start, decompressed = self.path.stat().st_size, time.monotonic(), 0
        cutter = PageCutter(page_filter, self._max_page_bytes)
        last = b""
        try:
            for piece in stream:
                yield from cutter.feed(piece.data)
                last = (last + piece.data[-64:])[-64:]
                decompressed += len(piece.data)
                self._progress(DumpProgress(piece.position, size, decompressed, time.monotonic() - start))
        except BrokenStreamError as error:
            self._cut_off(str(error))
        self._report_large(cutter.too_large)
        self._check_end(last)

    def _pages_by_index(self, page_filter: PageFilter, index: Path) -> Iterator[bytes]:
        """Only the streams that hold a title in scope: a few of some hundred thousand."""
        size, start, decompressed = self.path.stat().st_size, time.monotonic(), 0
        try:
            offsets = streams_with_titles(index, self.scope.titles)
            for offset in offsets:
                cutter = PageCutter(page_filter, self._max_page_bytes)
                for piece in bz2_pieces(self.path, offset, offset + 1):
                    yield from cutter.feed(piece.data)
                    decompressed += len(piece.data)
                self._report_large(cutter.too_large)
                self._progress(DumpProgress(offset, size, decompressed, time.monotonic() - start))
                if offset >= size:
                    self._cut_off(f"its index tells of a page at byte {offset:,}, the file has {size:,}")
                    return
        except (BrokenStreamError, OSError, ValueError) as error:
            self._cut_off(f"{error} (read by {index.name})")

    def _pages_in_parallel(self, page_filter: PageFilter) -> Iterator[bytes]:
        size, start, decompressed = self.path.stat().st_size, time.monotonic(), 0
        last = b""
        for stretch in read_stretches(self.path, page_filter, self._max_page_bytes, self._processes):
            yield from stretch.pages
            last = (last + stretch.ending)[-64:]
            decompressed += stretch.size
            self._report_large(stretch.too_large)
            if stretch.broken:
                self._cut_off(stretch.broken)
            self._progress(DumpProgress(stretch.end, size, decompressed, time.monotonic() - start))
        self._check_end(last)

    def _chosen(self, title: str, page_id: int, revisions: list[DumpRevision]) -> DumpRevision | None:
        moment = self._moment or datetime.now(UTC)
        ref = settled([revision.ref for revision in revisions], moment, self._settle)
        chosen = next((revision for revision in revisions if revision.ref is ref), None)
        if chosen is None:
            text = f"no revision of {title!r} in the dump was there, or had settled, at {moment:%Y-%m-%dT%H:%M:%SZ}"
            self._report("no_revision", title, text, page_id)
        elif chosen.problem:
            kind: ProblemKind = "sha1" if "SHA-1" in chosen.problem else "hidden"
            self._report(kind, title, chosen.problem, page_id, chosen.ref.rev_id)
            return None
        return chosen

    def _keep(self, revision: DumpRevision) -> None:
        assert self._spool is not None
        packed = zstandard.ZstdCompressor(level=1).compress(revision.text.encode("utf-8"))
        self._places[revision.ref.page_id, revision.ref.rev_id] = (self._spool.seek(0, os.SEEK_END), len(packed))
        self._spool.write(packed)

    def _check_end(self, last: bytes) -> None:
        if not self._truncated and not last.rstrip().endswith(b"</mediawiki>"):
            self._cut_off("it ends without </mediawiki>")

    def _cut_off(self, why: str) -> None:
        self._truncated = True
        text = f"the dump {self.path.name} is cut off or damaged: {why}; the pages before are kept, get the file anew"
        self._report("truncated", "", text)

    def _report_large(self, titles: list[str]) -> None:
        for title in titles:
            text = f"a page of the dump has more than {self._max_page_bytes / 2**20:g} MiB; set page_megabytes higher"
            self._report("too_large", title, text)

    def _report_absent(self, found: set[str], seen: set[int]) -> None:
        if self.scope.series:
            text = "a dump cannot be walked along a series: only the articles it starts from are taken"
            self._report("limit", "", text)
        if self.scope.categories and self.scope.settings.category_depth:
            text = "a dump has no lists of members: of categories, only pages that name them themselves are taken"
            self._report("limit", "", f"{text}; category_depth = 0 says that this is meant")
        if self._truncated:
            return  # what is absent may stand in the missing part
        found |= {problem.title for problem in self.problems}
        redirects = {problem.page_id for problem in self.problems if problem.kind == "redirect"}
        for title in self.scope.explicit_titles:
            if title not in found:
                self._report("missing", title, f"the dump has no page {title!r}")
        for page_id, title in self._known_pages.items():
            if page_id not in seen and page_id not in redirects:
                gone: ProblemKind = "deleted" if title in self.scope.titles else "left_scope"
                text = f"page {page_id}, {title!r}, is no longer among the pages of scope {self.scope.name} in the dump"
                self._report(gone, title, text, page_id)

    def _report(
        self, kind: ProblemKind, title: str, message: str, page_id: int | None = None, rev_id: int | None = None
    ) -> None:
        self.problems.append(SourceProblem(kind, title, message, page_id, rev_id))


def _script_of(head: bytes) -> str:
    """The wiki's index.php, from <siteinfo>; "" where it is not told."""
    base = re.search(rb"<base>(https?://[^<\s]+)</base>", head[:65536])
    if base is None:
        return ""
    address = urlsplit(base[1].decode("utf-8", "replace"))
    return f"{address.scheme}://{address.netloc}/w/index.php"  # Wikimedia's script path


def _title_in(data: bytes) -> str:
    title = re.search(rb"<title>(.*?)</title>", data[:4096])
    return unescape(title[1].decode("utf-8", "replace")) if title else ""
