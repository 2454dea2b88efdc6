"""The table `pages`: one row per page in the version."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel, Timestamp
from schemas.table import table


class Pages(TableModel):
    """One row per page in the version: which revision was read, where it stands, how reading went."""

    page_id: int = col.column(
        "MediaWiki's page id; negative and derived from the title where a source has no ids", required=True
    )
    title: str = col.identifier("Title of the article")
    url: str = col.column("Permalink of the very revision; empty where the source has none", required=True)
    history_url: str = col.column("Page history, where the authors are named", required=True)
    rev_id: int = col.column(
        "Revision that was read; negative and derived from the text where a source has no ids", required=True
    )
    rev_timestamp: Timestamp = col.moment("When that revision was saved")
    rev_sha1: str = col.identifier("SHA-1 of the wikitext's UTF-8 bytes, hexadecimal")
    wikitext_bytes: int = col.column(
        "Length of the wikitext in UTF-8", unit="bytes", required=True, minimum=0, maximum=2**40
    )
    source: str = col.identifier("Where the page came from: wikipedia, the URL of an API, folder, sample, dump")
    licence: str = col.identifier("Licence of the article's text, which the data derived from it shares")
    parse_status: str = col.column("How reading went", required=True, one_of=("ok", "partial", "failed"))
    held_rev_id: int = col.column("Newer revision that is held back as implausible; NULL: none")
    held_reason: str = col.column("Why it is held back")


TABLE = table(Pages, "pages", key=("page_id",))
