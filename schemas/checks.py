"""The table `checks`: one row per check that ran."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table


class Checks(TableModel):
    """One row per check that ran on this version."""

    check_id: str = col.identifier("Name of the check")
    severity: str = col.column("How bad a failure is", required=True, one_of=("error", "warning", "info"))
    description: str = col.column("What it compares", required=True)
    rows_checked: int = col.column("Rows it looked at", unit="rows", required=True, minimum=0, maximum=2**60)
    failures: int = col.column("Rows that failed", unit="rows", required=True, minimum=0, maximum=2**60)


TABLE = table(Checks, "checks", key=("check_id",), is_data=False)
