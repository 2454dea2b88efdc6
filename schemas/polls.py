"""The table `polls`: one row per poll."""

from __future__ import annotations

from datetime import date

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Polls(TableModel):
    """One row per poll."""

    election_id: str = col.election_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no("; of pollsters side by side, the column")
    pollster: str = col.identifier("Who asked")
    field_start: date = col.day("First day of asking")
    field_end: date = col.day("Last day of asking")
    sample_size: int = col.column("People asked", unit="persons", minimum=0, maximum=10**9)
    population: str = col.column("Whom: LV (likely voters), RV (registered), A (adults) or as written")
    margin_of_error_pp: float = col.column("Margin of error, ±", unit="percentage points", minimum=0.0, maximum=100.0)


TABLE = table(Polls, "polls", key=("page_id", "table_no", "row_no"), references=(PAGE,))
