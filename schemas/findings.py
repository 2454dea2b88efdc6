"""The table `findings`: one row per thing that a check found."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table


class Findings(TableModel):
    """One row per thing that a check found; it keeps its id as long as the fault lasts."""

    finding_id: str = col.identifier("Hash of check, record and column: no time in it")
    check_id: str = col.identifier("Check that found it")
    severity: str = col.column("How bad", required=True, one_of=("error", "warning", "info"))
    page_id: int = col.column("Page, where there is one")
    election_id: str = col.column("Election, where there is one")
    table_name: str = col.column("Table of the faulty row")
    record_key: str = col.column("Key of the faulty row, JSON")
    column_name: str = col.column("Column at fault")
    observed: str = col.column("Value found")
    expected: str = col.column("Value expected")
    message: str = col.column("What is wrong, in a sentence", required=True)
    url: str = col.column("Permalink of the revision")
    first_seen_version: str = col.column("Version in which it was first found; filled in on publishing where NULL")
    status: str = col.column("Where it is in its life", required=True, one_of=("new", "ongoing", "resolved", "waived"))


TABLE = table(Findings, "findings", key=("finding_id",), is_data=False)
