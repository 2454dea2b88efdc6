"""The table `poll_results`: one row per poll and choice."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, ForeignKey, TableModel
from schemas.table import table


class PollResults(TableModel):
    """One row per choice in a poll."""

    election_id: str = col.election_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no("; of pollsters side by side, the column")
    choice: str = col.identifier("Candidate's name alone, or Other, Undecided as headed")
    pct: float = col.percent("Share in percent, as stated")


TABLE = table(
    PollResults,
    "poll_results",
    key=("page_id", "table_no", "row_no", "choice"),
    references=(PAGE, ForeignKey(("page_id", "table_no", "row_no"), "polls", ("page_id", "table_no", "row_no"))),
)
