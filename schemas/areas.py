"""The table `areas`: one row per area row of a table by area."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Areas(TableModel):
    """One row per area of a table by area (county, district, ward, …), its Totals row included."""

    election_id: str = col.contest_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no()
    area_type: str = col.identifier("Kind of area: county, congressional_district, municipality, ward, state, …")
    area: str = col.identifier("Name as linked or written, without County or Parish; a district's number")
    area_link: str = col.column("Article the name is linked to, the full name")
    geoid: str = col.column("FIPS GEOID of the US Census Bureau: state 2, county 5, congressional district 4 digits")
    ocd_id: str = col.column("Open Civic Data division id: ocd-division/country:us/state:ma/county:essex")
    is_total: bool = col.column("The table's Totals row", required=True)
    margin_votes: int = col.column(
        "Margin as stated, signed as written", unit="votes", minimum=-col.VOTES_MAX, maximum=col.VOTES_MAX
    )
    margin_pct: float = col.points("Margin as stated, signed as written")
    total_votes: int = col.votes("All votes in the area, as stated")
    representative: str = col.column("Representative of the district")


TABLE = table(
    Areas, "areas", key=("page_id", "table_no", "row_no", "area_type", "area", "election_id"), references=(PAGE,)
)
