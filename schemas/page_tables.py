"""The table `page_tables`: one row per table of a page."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class PageTables(TableModel):
    """One row per table of a page, recognised or not."""

    page_id: int = col.page_id()
    table_no: int = col.table_no()
    section_path: str = col.column("Headings it stands under, outermost first", required=True)
    caption: str = col.column("Caption as plain text")
    kind: str = col.identifier("What it was taken for; unknown: nothing")
    n_rows: int = col.column("Rows of the grid", unit="rows", required=True, minimum=0, maximum=2**31)
    n_cols: int = col.column("Columns of the widest row", unit="columns", required=True, minimum=0, maximum=2**31)
    n_header_rows: int = col.column(
        "Leading rows of headers alone", unit="rows", required=True, minimum=0, maximum=2**31
    )


TABLE = table(PageTables, "page_tables", key=("page_id", "table_no"), references=(PAGE,))
