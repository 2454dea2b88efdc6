"""The addresses of a revision and of its page's history, as index.php takes them. A permalink never changes."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit


class RevisionLinks(NamedTuple):
    url: str  # of the very revision
    history_url: str


def revision_links(script: str, title: str, rev_id: int) -> RevisionLinks:
    """Links under a wiki's `…/index.php`; empty where there is no wiki to link to."""
    if not script:
        return RevisionLinks("", "")
    page = f"{script}?title={quote(title.replace(' ', '_'), safe='/:,()')}"
    return RevisionLinks(f"{page}&oldid={rev_id}", f"{page}&action=history")


def diff_link(url: str, rev_id: int) -> str:
    """The difference between the revision that a permalink (`…oldid=N`) is of and another one; "" without a wiki."""
    query = dict(parse_qsl(urlsplit(url).query))
    if "oldid" not in query or not url.startswith(("https://", "http://")):
        return ""
    address, title = url.partition("?")[0], quote(query.get("title", ""), safe="/:,()")
    return f"{address}?{f'title={title}&' if title else ''}diff={rev_id}&oldid={query['oldid']}"
