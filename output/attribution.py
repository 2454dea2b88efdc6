"""The credits that CC BY-SA 4.0 asks for: article, revision, authors, licence; for a release or a part of it.

Nothing here decides what needs credit: every row that comes from a page does.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from output.datapackage import LICENCE
from output.folder import Release

COLUMNS = ("page_id", "title", "url", "history_url", "rev_id", "rev_timestamp", "licence")


def attribution(release: Release, page_ids: Iterable[int] | None = None) -> pl.DataFrame:
    """One row per page that needs credit, sorted by title: columns `COLUMNS`. `page_ids`: only these pages."""
    pages = release.table("pages").select(COLUMNS)
    if page_ids is not None:
        pages = pages.filter(pl.col("page_id").is_in(list(page_ids)))
    return pages.sort("title", "page_id")


def attribution_text(release: Release, page_ids: Iterable[int] | None = None) -> str:
    """The credits as a text to put beside what was derived."""
    lines = [
        f"Derived from the Wikipedia articles below, by their authors (see each history), {LICENCE['title']}",
        f"<{LICENCE['path']}>, through canvass, version {release.version}. Changed: tables and infoboxes were",
        "turned into data. What you derive from it has to be shared under the same licence.",
        "",
    ]
    for page in attribution(release, page_ids).to_dicts():
        places = ", ".join(part for part in (page["url"], page["history_url"]) if part)
        lines.append(f"- “{page['title']}”, revision {page['rev_id']}{f': {places}' if places else ''}")
    return "\n".join(lines) + "\n"
