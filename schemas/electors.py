"""The table `electors`: one row per presidential elector listed."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Electors(TableModel):
    """One row per presidential elector that the article lists."""

    election_id: str = col.election_id()
    page_id: int = col.page_id()
    ordinal: int = col.position("Place in the list, from 1", first=0)
    name: str = col.identifier("Name")


TABLE = table(Electors, "electors", key=("page_id", "election_id", "ordinal"), references=(PAGE,))
