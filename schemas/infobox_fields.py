"""The table `infobox_fields`: one row per field of any infobox."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class InfoboxFields(TableModel):
    """One row per field of any infobox, recognised or not."""

    page_id: int = col.page_id()
    infobox_no: int = col.position("Infobox on the page, from 1 in document order", first=0)
    template: str = col.identifier("Canonical lower-case name of the infobox template")
    field: str = col.column("Name of the field as written", required=True)
    text: str = col.column("Value as plain text", required=True)
    wikitext: str = col.column("Value as written", required=True)


TABLE = table(InfoboxFields, "infobox_fields", key=("page_id", "infobox_no", "field"), references=(PAGE,))
