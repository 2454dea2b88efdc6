"""The table `candidates`: one row per nominee, candidate, leader or party of an infobox."""

from __future__ import annotations

from schemas import column as col
from schemas.column import ForeignKey, TableModel
from schemas.table import table


class Candidates(TableModel):
    """One row per numbered nominee, candidate, leader or party of an election infobox."""

    election_id: str = col.election_id()
    ordinal: int = col.position("Number in the infobox: 1 for nominee1, candidate1, …", first=0)
    name: str = col.column("Name alone")
    name_link: str = col.column("Article the name is linked to")
    party: str = col.column("Party: the article's title")
    alliance: str = col.column("Alliance the party stood in")
    home_state: str = col.column("Home state")
    running_mate: str = col.column("Running mate")
    electoral_vote: int = col.column("Electoral votes", unit="electoral votes", minimum=0, maximum=100_000)
    popular_vote: int = col.votes("Votes")
    pct: float = col.percent("Share of the votes, as stated")
    seats: int = col.column("Seats won", unit="seats", minimum=0, maximum=100_000)
    image: str = col.column("File name of the portrait")
    is_winner: bool = col.column("Marked as the winner; NULL where the article does not say")


TABLE = table(
    Candidates,
    "candidates",
    key=("election_id", "ordinal"),
    references=(ForeignKey(("election_id",), "elections", ("election_id",)),),
)
