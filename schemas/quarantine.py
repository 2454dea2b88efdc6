"""The table `quarantine`: one row per row that failed its schema."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table


class Quarantine(TableModel):
    """One row per row that failed its table's schema, with the reason; it is in no other table."""

    table_name: str = col.identifier("Table the row was meant for")
    page_id: int = col.column("Page the row came from, where the table has one")
    rev_id: int = col.column("Revision of that page")
    record_key: str = col.column("Key of the row, JSON", required=True)
    reason: str = col.identifier("Which columns broke which rule")
    record: str = col.column("The whole row, JSON", required=True)


TABLE = table(Quarantine, "quarantine", key=("table_name", "record_key", "reason", "record"))
