"""The table `sections`: one row per section of a page."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Sections(TableModel):
    """One row per section of a page with its prose."""

    page_id: int = col.page_id()
    section_no: int = col.position("Section on the page, 0 is the lead", first=0)
    level: int = col.column("Level of the heading, 1 for the lead", unit="number", required=True, minimum=0, maximum=9)
    heading: str = col.column("Heading as plain text; empty for the lead", required=True)
    section_path: str = col.column("Headings from the outermost down to this one", required=True)
    text: str = col.column("Prose as plain text", required=True)


TABLE = table(Sections, "sections", key=("page_id", "section_no"), references=(PAGE,))
