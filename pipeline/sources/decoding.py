"""Bytes of a page → its text, whatever they are: nothing is refused, what was met is said.

Line endings become "\\n" as MediaWiki stores them (TextContent::normalizeLineEndings); a byte order mark is dropped;
bytes that are no UTF-8 become U+FFFD, so that the rest of the page is still read.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class DecodedPage(NamedTuple):
    wikitext: str  # encodable as UTF-8
    problem: str | None  # what was replaced or re-encoded, in words


def decode_page(data: bytes) -> DecodedPage:
    """The text of a page's bytes and, where they were not plain UTF-8, what was done about it."""
    problem = None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, problem = data.decode("utf-16", "replace"), "the bytes are UTF-16, not UTF-8; they were converted"
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = data.decode("utf-8-sig", "replace")
            count = text.count("\ufffd") - data.count("\ufffd".encode())
            problem = f"bytes that are no UTF-8, {count} of them replaced by U+FFFD, the first at byte {error.start:,}"
    return DecodedPage(text.replace("\r\n", "\n").replace("\r", "\n"), problem)


def without_surrogates(text: str) -> str:
    """The text with lone surrogates (a JSON answer can hold them, UTF-8 cannot) replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)
