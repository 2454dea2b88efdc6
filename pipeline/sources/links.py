"""The addresses of a revision and of its page's history, as index.php takes them. A permalink never changes."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote


class RevisionLinks(NamedTuple):
    url: str  # of the very revision
    history_url: str


def revision_links(script: str, title: str, rev_id: int) -> RevisionLinks:
    """Links under a wiki's `…/index.php`; empty where there is no wiki to link to."""
    if not script:
        return RevisionLinks("", "")
    page = f"{script}?title={quote(title.replace(' ', '_'), safe='/:,()')}"
    return RevisionLinks(f"{page}&oldid={rev_id}", f"{page}&action=history")
