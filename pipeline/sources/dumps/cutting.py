"""The pages of a dump that are wanted, cut out as bytes before any XML or wikitext is parsed.

MediaWiki's export escapes `<` in every text, so `<page>`, `<title>` and `<ns>` in the bytes are always elements, and
finding them is a search for a few bytes. https://www.mediawiki.org/wiki/Help:Export#Export_format
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from xml.sax.saxutils import escape

from pipeline.sources.scopes import Scope

_OPEN, _CLOSE = b"<page>", b"</page>"
_TITLE = re.compile(rb"<title>([^<]*)</title>")


class PageFilter:
    """What a scope says of pages by their bytes, without parsing them; picklable, for worker processes."""

    def __init__(self, scope: Scope) -> None:
        self._titles = scope.titles
        self._titles_written = {escape(title).encode() for title in scope.titles}
        self._allows = scope.allows
        # One pattern for all names, searched in a whole piece at once: a page without a match costs nothing more.
        # Templates and categories apart, for a pattern that begins with a fixed `{{` or `[[` is five times as fast.
        self._calls = _any_of(rb"\{\{\s*(?:[Tt]emplate:\s*)?", scope.templates, rb"\s*[|}&]")
        self._links = _any_of(rb"\[\[\s*[Cc]ategory:\s*", scope.categories, rb"\s*[|\]]")

    def hits(self, buffer: bytes, start: int, end: int) -> list[int]:
        """Rising offsets in `buffer[start:end]` where the title, a call or a category of pages in scope stands."""
        found = [
            match.start()
            for pattern in (self._calls, self._links)
            if pattern is not None
            for match in pattern.finditer(buffer, start, end)
        ]
        if self._titles:
            found += [match.start() for match in _TITLE.finditer(buffer, start, end) if self._is_named(match[1])]
        return sorted(found)

    def wants(self, title: bytes) -> bool:
        """Whether a page with a hit is in scope, by its title as written."""
        name = unescape(title.decode("utf-8", "replace"))
        return name in self._titles or self._allows(name)

    def _is_named(self, title: bytes) -> bool:
        if b"&" in title:
            return unescape(title.decode("utf-8", "replace")) in self._titles
        return title in self._titles_written


class PageCutter:
    """Takes a dump's bytes piece by piece, gives the wanted pages as bytes from `<page>` to `</page>`.

    Memory holds one piece and one page, at most `max_page_bytes` of it; `too_large` counts the pages beyond, which
    are passed over. `head` is what came before the first page, `tail` what has not been closed yet.
    """

    def __init__(self, page_filter: PageFilter, max_page_bytes: int) -> None:
        self._filter = page_filter
        self._max = max_page_bytes
        self._skipping = False
        self.met_page = False
        self.head = b""
        self.tail = b""
        self.too_large: list[str] = []  # their titles

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The wanted pages that end in these bytes."""
        buffer = self.tail + data if self.tail else data
        position = 0
        if self._skipping:
            close = buffer.find(_CLOSE)
            if close < 0:
                self.tail = buffer[-len(_CLOSE) :]
                return
            position = close + len(_CLOSE)
            self._skipping = False
        if not self.met_page and (first := buffer.find(_OPEN, position)) >= 0:
            self.met_page = True
            self.head += buffer[position:first]
        closed = buffer.rfind(_CLOSE, position)
        if closed >= 0 and self.met_page:
            for start, end in self._pages_hit(buffer, position, closed + len(_CLOSE)):
                if self._is_wanted(buffer, start, end):
                    yield buffer[start:end]
            position = closed + len(_CLOSE)
        start = buffer.find(_OPEN, position)
        if start < 0:
            # No page is open: what may be the beginning of "<page>" stays, and before the first page all of it.
            start = max(position, len(buffer) - len(_OPEN) + 1) if self.met_page else position
        self.tail = buffer[start:]
        if len(self.tail) > self._max:
            self._give_up()

    def _pages_hit(self, buffer: bytes, position: int, end: int) -> Iterator[tuple[int, int]]:
        """Begin and end of the pages that have a hit, each once, in order."""
        for hit in self._filter.hits(buffer, position, end):
            if hit < position:
                continue  # in the page before
            start = buffer.rfind(_OPEN, position, hit)
            if start < 0 or buffer.find(_CLOSE, start, hit) >= 0:
                continue  # between pages
            position = buffer.find(_CLOSE, hit, end) + len(_CLOSE)
            yield start, position

    def _is_wanted(self, buffer: bytes, start: int, end: int) -> bool:
        title = _TITLE.search(buffer, start, end)
        if title is None or buffer.find(b"<ns>0</ns>", title.end(), end) < 0 or not self._filter.wants(title[1]):
            return False
        if end - start > self._max:
            self.too_large.append(unescape(title[1].decode("utf-8", "replace")))
            return False
        return True

    def _give_up(self) -> None:
        title = re.match(rb"<page>\s*<title>(.*?)</title>", self.tail[:4096])
        self.too_large.append(unescape(title[1].decode("utf-8", "replace")) if title else "")
        self.tail = self.tail[-len(_CLOSE) :]
        self._skipping = True


def _any_of(before: bytes, names: Collection[str], after: bytes) -> re.Pattern[bytes] | None:
    """A pattern for any of the names between the other two; None without names."""
    return re.compile(before + b"(?:" + b"|".join(map(_name, names)) + b")" + after) if names else None


def _name(name: str) -> bytes:
    """A pattern for a name as the bytes may have it: `infobox_election` is Infobox election, `&` is escaped."""
    escaped = re.escape(escape(name[1:], {'"': "&quot;"}).encode())
    return b".{1,4}?" + escaped.replace(rb"\ ", rb"[ _]+")
