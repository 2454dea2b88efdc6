"""The table `versions`: one row per version up to this one."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel, Timestamp
from schemas.table import table


class Versions(TableModel):
    """One row per version up to this one."""

    version: str = col.identifier("YYYY.MM.DD-N")
    created_at: Timestamp = col.moment("When it was published", required=True)
    previous: str = col.column("Version before it; NULL for the first")
    content_hash: str = col.identifier("SHA-256 over the data tables' Parquet files and the schema version")
    pages: int = col.column("Pages in it", unit="pages", required=True, minimum=0, maximum=2**40)
    rows: int = col.column("Rows of all data tables", unit="rows", required=True, minimum=0, maximum=2**60)
    new_findings: int = col.column(
        "Findings that are new in it", unit="findings", required=True, minimum=0, maximum=2**60
    )


TABLE = table(Versions, "versions", key=("version",), is_data=False)
