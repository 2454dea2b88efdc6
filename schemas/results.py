"""The table `results`: one row per line of a results table of the whole electorate."""

from __future__ import annotations

from schemas import column as col
from schemas.column import PAGE, TableModel
from schemas.table import table


class Results(TableModel):
    """One row per line of a results table of the whole electorate, wikitable or Election box."""

    election_id: str = col.election_id()
    page_id: int = col.page_id()
    table_no: int = col.table_no()
    row_no: int = col.row_no()
    contest: str = col.column(
        "Caption or heading of the table: with page_id and table_no it tells apart the primaries, wards and earlier "
        "elections of one page, which share its election_id"
    )
    line: str = col.identifier("What the line is: candidate, write_in, other, total, turnout, majority, …")
    party: str = col.column("Party's short name as shown")
    party_link: str = col.column("Article of the party")
    candidate: str = col.column("Candidate's name alone")
    candidate_link: str = col.column("Article the candidate is linked to")
    running_mate: str = col.column("Running mate")
    votes: int = col.votes("Votes, as stated")
    pct: float = col.percent("Share in percent, as stated; of a turnout line, the turnout")
    pct_change_pp: float = col.points("Share less that of the election before, signed")
    electoral_votes: int = col.column("Electoral votes", unit="electoral votes", minimum=0, maximum=100_000)
    is_incumbent: bool = col.column("Marked as incumbent")
    is_write_in: bool = col.column("Marked as write-in")
    is_winner: bool = col.column("Marked as winner; NULL where the article does not say")


TABLE = table(
    Results,
    "results",
    key=("page_id", "table_no", "row_no", "contest", "line", "candidate", "party"),
    references=(PAGE,),
)
