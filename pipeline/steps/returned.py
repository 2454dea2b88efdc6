"""Pages that had left the dataset and are in the source again: what the last version that had them says of them.

A page that is deleted and restored, or falls out of a scope for a while, is so judged against the revision that was
kept, and not taken as it comes like a page seen for the first time. The history stands in `changes`, whole in every
version; it is read only where a page appears that the version before does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from output.folder import Release, version_order
from pipeline.steps.gather import LastPage


def returned(before: Release, page_ids: Iterable[int]) -> dict[int, LastPage]:
    """By page, what it was when it left; nothing of pages that were never there. Raises DatasetError."""
    wanted = {f'{{"page_id":{page_id}}}': page_id for page_id in page_ids}
    if not wanted:
        return {}
    import polars as pl  # a run without new pages does not wait for it

    gone = (pl.col("table_name") == "pages") & (pl.col("change") == "removed") & pl.col("record_key").is_in(wanted)
    rows = before.table("changes").filter(gone).select("version", "record_key", "old_value").rows()
    found: dict[int, LastPage] = {}
    for _, key, record in sorted(rows, key=lambda row: version_order(row[0])):
        if (page := _page(json.loads(record))) is not None:
            found[wanted[key]] = page
    return found


def _page(record: Mapping[str, object]) -> LastPage | None:
    """The page of a record; None of one that an early version wrote without what is needed."""
    title, rev_id, sha1 = (record.get(name) for name in ("title", "rev_id", "rev_sha1"))
    if not isinstance(title, str) or not isinstance(rev_id, int) or not isinstance(sha1, str):
        return None
    held, reason = record.get("held_rev_id"), record.get("held_reason")
    return LastPage(
        title, rev_id, sha1, held if isinstance(held, int) else None, reason if isinstance(reason, str) else None
    )
