"""A revision of a page: what every source yields, the archive keeps and parsing reads.

Nothing here fetches or stores. Ids of pages that come from files without ids are negative and stable
(see `stable_id`); Wikipedia's own are positive.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple


class RevisionRef(NamedTuple):
    """A page's revision by its ids, without text: what a source says is newest."""

    page_id: int
    title: str
    rev_id: int
    timestamp: datetime | None  # UTC; None where the source does not know
    sha1: str | None  # hex of the UTF-8 bytes, where the source says it
    tags: tuple[str, ...] = ()  # MediaWiki's change tags: mw-reverted, …


class Revision(NamedTuple):
    """A revision with its text."""

    page_id: int
    title: str
    rev_id: int
    timestamp: datetime | None
    sha1: str  # hex of the UTF-8 bytes, computed from them
    wikitext: str
    source: str  # wikipedia, an API's URL, folder, sample, dump
    url: str  # permalink of the revision; "" where there is none
    history_url: str
    tags: tuple[str, ...] = ()
    problem: str | None = None  # the bytes were no UTF-8, …: what was met, in words for a finding


def sha1_of(wikitext: str) -> str:
    """The hex SHA-1 of a text's UTF-8 bytes, as MediaWiki's `rvprop=sha1` gives it."""
    return hashlib.sha1(wikitext.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def stable_id(*parts: str) -> int:
    """A negative 52-bit id derived from the parts: the same on every machine, exact in JSON and JavaScript."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return -(int.from_bytes(digest[:7], "big") >> 4) - 1
