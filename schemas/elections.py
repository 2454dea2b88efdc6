"""The table `elections`: one row per election infobox."""

from __future__ import annotations

from datetime import date

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Elections(TableModel):
    """One row per election infobox: what was elected, when, and between which elections it stands."""

    election_id: str = col.identifier("The article's title; with #2, #3 … for further or embedded infoboxes")
    page_id: int = col.page_id()
    infobox_no: int = col.position("Infobox on the page, from 1 in document order; 0: a page without one", first=0)
    election_name: str = col.column("Name of the election as the infobox states it")
    country: str = col.column("Country, as written")
    type: str = col.column("Kind of election, as the infobox states it: presidential, parliamentary, …")
    office: str = col.column("Office or assembly that is filled")
    election_date: date = col.day(
        "Day of the election; of two rounds, the day of the one whose figures the infobox has; NULL of several days"
    )
    election_date_text: str = col.column("The date as written")
    year: int = col.year("Year of the election")
    ongoing: bool = col.column("The infobox says that the election is under way or to come")
    previous_election: str = col.column("Article of the election before")
    previous_year: int = col.year("Year of the election before")
    next_election: str = col.column("Article of the election after")
    next_year: int = col.year("Year of the election after")
    turnout_pct: float = col.column(
        "Turnout as stated; above 100 happened (Liberia 1927)", unit="percent", minimum=0.0, maximum=10_000.0
    )
    turnout_change_pp: float = col.points("Turnout less that of the election before, signed")
    before_election: str = col.column("Who held the office before")
    before_party: str = col.column("Their party: the article's title")
    after_election: str = col.column("Who held the office after")
    after_party: str = col.column("Their party: the article's title")


TABLE = table(Elections, "elections", key=("election_id",), references=(PAGE,))
