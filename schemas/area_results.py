"""The table `area_results`: one row per area and candidate."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class AreaResults(TableModel):
    """One row per candidate in an area; joins `areas` by election_id, page_id, table_no, row_no, area_type and area."""

    election_id: str = col.contest_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no()
    area_type: str = col.identifier("Kind of area: county, congressional_district, municipality, ward, state, …")
    area: str = col.identifier("Name as linked or written, without County or Parish; a district's number")
    candidate: str = col.identifier("Candidate's name alone; a combined column keeps its heading (Others)")
    party: str = col.column("Party's short name as shown")
    votes: int = col.votes("Votes, as stated")
    pct: float = col.percent("Share in percent, as stated")


TABLE = table(
    AreaResults,
    "area_results",
    key=("page_id", "table_no", "row_no", "area_type", "area", "candidate", "party", "election_id"),
    references=(PAGE,),
)
