"""The typed records that parsing yields: one NamedTuple per data table, fields in the table's column order.

What a column means, its unit and its limits are written in `schemas/`, once; a test keeps names and types equal.
NamedTuples rather than dataclasses: a page has thousands of cells, and a tuple costs a quarter of the time.
Nothing here reads markup and nothing here knows a database.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Election(NamedTuple):
    """An election infobox."""

    election_id: str
    page_id: int
    infobox_no: int
    election_name: str | None = None
    country: str | None = None
    type: str | None = None
    office: str | None = None
    election_date: date | None = None
    election_date_text: str | None = None
    year: int | None = None
    ongoing: bool | None = None
    previous_election: str | None = None
    previous_year: int | None = None
    next_election: str | None = None
    next_year: int | None = None
    turnout_pct: float | None = None
    turnout_change_pp: float | None = None
    before_election: str | None = None
    before_party: str | None = None
    after_election: str | None = None
    after_party: str | None = None


class Candidate(NamedTuple):
    """A numbered nominee, candidate, leader or party of an infobox."""

    election_id: str
    ordinal: int
    name: str | None = None
    name_link: str | None = None
    party: str | None = None
    alliance: str | None = None
    home_state: str | None = None
    running_mate: str | None = None
    electoral_vote: int | None = None
    popular_vote: int | None = None
    pct: float | None = None
    seats: int | None = None
    image: str | None = None
    is_winner: bool | None = None


class Result(NamedTuple):
    """A line of a results table of the whole electorate."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    contest: str | None = None
    line: str = "candidate"
    party: str | None = None
    party_link: str | None = None
    candidate: str | None = None
    candidate_link: str | None = None
    running_mate: str | None = None
    votes: int | None = None
    pct: float | None = None
    pct_change_pp: float | None = None
    electoral_votes: int | None = None
    is_incumbent: bool | None = None
    is_write_in: bool | None = None
    is_winner: bool | None = None


class Area(NamedTuple):
    """A row of a table by area, its Totals row included."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    area_type: str
    area: str
    area_link: str | None = None
    geoid: str | None = None
    ocd_id: str | None = None
    is_total: bool = False
    margin_votes: int | None = None
    margin_pct: float | None = None
    total_votes: int | None = None
    representative: str | None = None


class AreaResult(NamedTuple):
    """One candidate in one area."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    area_type: str
    area: str
    candidate: str
    party: str | None = None
    votes: int | None = None
    pct: float | None = None


class Prediction(NamedTuple):
    """A source's rating of the race."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    source: str
    rating: str | None = None
    rating_level: str | None = None
    rating_party: str | None = None
    is_flip: bool | None = None
    as_of: date | None = None


class Poll(NamedTuple):
    """A poll."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    pollster: str
    field_start: date | None = None
    field_end: date | None = None
    sample_size: int | None = None
    population: str | None = None
    margin_of_error_pp: float | None = None


class PollResult(NamedTuple):
    """One choice in one poll."""

    election_id: str
    page_id: int
    table_no: int
    row_no: int
    choice: str
    pct: float | None = None


class Elector(NamedTuple):
    """A presidential elector listed."""

    election_id: str
    page_id: int
    ordinal: int
    name: str


class InfoboxFieldRecord(NamedTuple):
    """A field of any infobox."""

    page_id: int
    infobox_no: int
    template: str
    field: str
    text: str
    wikitext: str


class PageTable(NamedTuple):
    """A table of a page, recognised or not."""

    page_id: int
    table_no: int
    section_path: str
    caption: str | None
    kind: str
    n_rows: int
    n_cols: int
    n_header_rows: int


class CellRecord(NamedTuple):
    """A cell of a table's filled grid."""

    page_id: int
    table_no: int
    row_no: int
    col_no: int
    is_header: bool
    text: str
    wikitext: str
    origin_row: int
    origin_col: int


class SectionRecord(NamedTuple):
    """A section of a page."""

    page_id: int
    section_no: int
    level: int
    heading: str
    section_path: str
    text: str


class LinkRecord(NamedTuple):
    """An internal link in a section."""

    page_id: int
    section_no: int
    link_no: int
    target: str
    label: str


class CoverageRecord(NamedTuple):
    """A construct met on one page; summed over pages when published."""

    page_id: int
    construct: str
    name: str
    occurrences: int
    outcome: str
    reason: str
