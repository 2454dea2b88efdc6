"""The table `links`: one row per internal link in a section."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, ForeignKey, TableModel
from schemas.table import table


class Links(TableModel):
    """One row per internal link in a section."""

    page_id: int = col.page_id()
    section_no: int = col.position("Section on the page, 0 is the lead", first=0)
    link_no: int = col.position("Link in the section", first=0)
    target: str = col.column("Title of the article linked to", required=True)
    label: str = col.column("Words shown", required=True)


TABLE = table(
    Links,
    "links",
    key=("page_id", "section_no", "link_no"),
    references=(PAGE, ForeignKey(("page_id", "section_no"), "sections", ("page_id", "section_no"))),
)
