"""The table `cells`: one row per cell of a table's grid."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, ForeignKey, TableModel
from schemas.table import table


class Cells(TableModel):
    """One row per cell of a table's grid, row and column spans filled in: the raw layer under every value."""

    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no()
    col_no: int = col.position("Column of the grid, from 0", first=0)
    is_header: bool = col.column("A header cell", required=True)
    text: str = col.column("Plain text", required=True)
    wikitext: str = col.column("Markup as written", required=True)
    origin_row: int = col.position("Row of the cell that fills this place: differs from row_no in a span", first=0)
    origin_col: int = col.position("Column of the cell that fills this place", first=0)


TABLE = table(
    Cells,
    "cells",
    key=("page_id", "table_no", "row_no", "col_no"),
    references=(PAGE, ForeignKey(("page_id", "table_no"), "page_tables", ("page_id", "table_no"))),
)
