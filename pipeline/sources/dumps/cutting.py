"""The pages of a dump that are wanted, cut out as bytes before any XML or wikitext is parsed.

MediaWiki's export escapes `<` in every text, so `<page>`, `<title>` and `<ns>` in the bytes are always elements, and
finding them is a search for a few bytes. https://www.mediawiki.org/wiki/Help:Export#Export_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.sax.saxutils import escape

from pipeline.sources.scopes import Scope

_OPEN, _CLOSE = b"<page>", b"</page>"


class PageFilter:
    """What a scope says of a page's bytes, without parsing them; picklable, for worker processes."""

    def __init__(self, scope: Scope) -> None:
        self._titles = scope.titles
        self._allows = scope.allows
        self._templates = [
            re.compile(rb"\{\{\s*(?:[Tt]emplate:\s*)?" + _name(t) + rb"\s*[|}&]") for t in scope.templates
        ]
        self._categories = [re.compile(rb"\[\[\s*[Cc]ategory:\s*" + _name(c) + rb"\s*[|\]]") for c in scope.categories]
        # A plain search for the name's longest word goes before the pattern: it is some twenty times as fast.
        self._hints = [
            max(re.split(r"[ &<>\"]", name[1:]), key=len).encode() for name in (*scope.templates, *scope.categories)
        ]

    def wants(self, buffer: bytes, start: int, end: int, title: bytes) -> bool:
        """Whether the page in `buffer[start:end]`, one of the main namespace, is in scope."""
        name = unescape(title.decode("utf-8", "replace"))
        if name in self._titles:
            return True
        if not self._hints or not self._allows(name):
            return False
        if all(buffer.find(hint, start, end) < 0 for hint in self._hints):
            return False
        return any(pattern.search(buffer, start, end) for pattern in (*self._templates, *self._categories))


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
        while (start := buffer.find(_OPEN, position)) >= 0:
            if not self.met_page:
                self.met_page = True
                self.head += buffer[position:start]
            end = buffer.find(_CLOSE, start)
            if end < 0:
                break
            position = end + len(_CLOSE)
            if self._is_wanted(buffer, start, position):
                yield buffer[start:position]
        if start < 0:
            # No page is open: what may be the beginning of "<page>" stays, and before the first page all of it.
            start = max(position, len(buffer) - len(_OPEN) + 1) if self.met_page else position
        self.tail = buffer[start:]
        if len(self.tail) > self._max:
            self._give_up()

    def _is_wanted(self, buffer: bytes, start: int, end: int) -> bool:
        begin = buffer.find(b"<title>", start, end) + 7
        stop = buffer.find(b"</title>", begin, end)
        if begin < 7 or stop < 0 or buffer.find(b"<ns>0</ns>", stop, end) < 0:
            return False
        title = buffer[begin:stop]
        if not self._filter.wants(buffer, start, end, title):
            return False
        if end - start > self._max:
            self.too_large.append(unescape(title.decode("utf-8", "replace")))
            return False
        return True

    def _give_up(self) -> None:
        title = re.match(rb"<page>\s*<title>(.*?)</title>", self.tail[:4096])
        self.too_large.append(unescape(title[1].decode("utf-8", "replace")) if title else "")
        self.tail = self.tail[-len(_CLOSE) :]
        self._skipping = True


def _name(name: str) -> bytes:
    """A pattern for a name as the bytes may have it: `infobox_election` is Infobox election, `&` is escaped."""
    escaped = re.escape(escape(name[1:], {'"': "&quot;"}).encode())
    return b".{1,4}?" + escaped.replace(rb"\ ", rb"[ _]+")
