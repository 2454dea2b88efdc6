"""The table `changes`: one row per cell that differs from the version before."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table


class Changes(TableModel):
    """One row per cell that differs from the version before, for every version up to this one.

    A row that came or went is one line, its whole record as JSON.
    Of a page that came or went, the raw layer (cells, links, …) is not repeated here.
    """

    version: str = col.identifier("Version that brought the change")
    table_name: str = col.identifier("Table")
    record_key: str = col.column("Key of the row, JSON; of a removed row, its key in the version before", required=True)
    change: str = col.column("What happened to the row", required=True, one_of=("added", "removed", "changed"))
    column_name: str = col.column("Column that differs; NULL: the whole row came or went")
    old_value: str = col.column("Value before, as text; of a removed row, the row as JSON")
    new_value: str = col.column("Value after, as text; of an added row, the row as JSON")
    cause: str = col.column(
        "Why: the page's revision changed, the parser or schema changed, both, or a hold began or ended",
        required=True,
        one_of=("edit", "code", "both", "hold"),
    )
    rev_id: int = col.column("Revision of the page in the newer version; of a page that went, its last")


TABLE = table(Changes, "changes", key=("version", "table_name", "record_key", "column_name", "change"), is_data=False)
