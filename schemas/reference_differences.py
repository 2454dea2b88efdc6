"""The tables of a comparison with official returns. They stand beside a release and never in it."""

from __future__ import annotations

from schemas import column as col
from schemas.column import TableModel
from schemas.table import table

REASONS = (
    "equal",
    "differs",
    "swapped_digits",
    "swapped_candidates",
    "one_line_of_several",
    "counted_as_other",
    "void_votes",
    "follows",
    "other_definition",
    "among_others",
    "only_in_article",
    "only_in_returns",
    "other_areas",
)


class ReferenceDifferences(TableModel):
    """One row per figure that the article or the returns have: votes of a candidate, of all others, or of all."""

    office: str = col.column("Office: president, governor, senate, or as the returns name it", required=True)
    year: int = col.year("Year of the election")
    state: str = col.column("Postal code of the state")
    geoid: str = col.identifier("FIPS GEOID by which both were joined: state 2, county 5 digits")
    area: str = col.column("Area as the article names it, else as the returns do")
    measure: str = col.column(
        "What is counted: a candidate's votes, those of all who are not named on both sides, or all votes",
        required=True,
        one_of=("candidate", "others", "total"),
    )
    candidate: str = col.column("Candidate as the article names them")
    party: str = col.column("Party as the article names it")
    returns_candidate: str = col.column("Candidate as the returns name them")
    returns_party: str = col.column("Party in the returns; several where the lines of several parties were summed")
    votes: int = col.votes("Votes in the article")
    returns_votes: int = col.votes("Votes in the returns")
    difference: int = col.column("Votes in the article less those in the returns", unit="votes")
    difference_pct: float = col.column("The same in percent of the returns' votes, signed", unit="percent")
    reason: str = col.column("How the two stand to each other: docs/official-returns.md", required=True, one_of=REASONS)
    on_page: bool = col.column("Whether the row of the page has the article's number as it was read, where they differ")
    table_equal_pct: float = col.column(
        "Share of the table's figures that are equal, but for those with an explanation", unit="percent"
    )
    page_id: int = col.column("Page, where there is one")
    election_id: str = col.column("Election of the article")
    title: str = col.column("Title of the article")
    table_name: str = col.column("Table of the dataset that the article's figure is in")
    table_no: int = col.column("Table on the page")
    row_no: int = col.column("Row of the table's grid")
    area_type: str = col.column("Kind of area of the article's row")
    contest: str = col.column("Contest of a results table")
    line: str = col.column("Line of a results table")
    url: str = col.column("Permalink of the revision, at the section")


class ReferenceSummary(TableModel):
    """One row per state and year of a comparison: how many areas and figures agree, and the largest difference."""

    office: str = col.column("Office", required=True)
    year: int = col.year("Year of the election")
    state: str = col.column("Postal code of the state")
    page_id: int = col.column("Page")
    title: str = col.column("Title of the article")
    table_name: str = col.column("Table of the dataset")
    table_no: int = col.column("Table on the page")
    areas_in_returns: int = col.column("Areas that the returns have for the state", unit="areas")
    areas_matched: int = col.column("Areas that both have", unit="areas")
    figures: int = col.column("Figures that both have", unit="figures")
    equal: int = col.column("Figures that are equal", unit="figures")
    equal_pct: float = col.column("Share of the figures that are equal", unit="percent")
    largest_difference: int = col.column("Largest difference, with its sign", unit="votes")
    largest_difference_pct: float = col.column("The same in percent of the returns' votes", unit="percent")
    largest_at: str = col.column("Area and candidate of the largest difference")
    explained: int = col.column("Figures that differ for a reason other than the numbers themselves", unit="figures")


DIFFERENCES = table(
    ReferenceDifferences,
    "reference_differences",
    key=(
        "office",
        "year",
        "geoid",
        "page_id",
        "table_no",
        "row_no",
        "contest",
        "measure",
        "candidate",
        "returns_candidate",
    ),
    is_data=False,
)
SUMMARY = table(
    ReferenceSummary,
    "reference_summary",
    key=("office", "year", "state", "page_id", "table_name", "table_no"),
    is_data=False,
)
