"""The record of an area: its name with the margin, the total and the representative that its row states.

Values are as stated, the first column that states one counts. Nothing here reads a candidate's figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.elections.areas.figures import NO_FIGURES, Figures
from pipeline.elections.areas.names import AreaName
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import ends_small
from pipeline.elections.columns.leads import LEAD, read_lead
from pipeline.elections.words.figures import count, count_and_percent, signed_count, signed_percent
from pipeline.elections.words.numbers import read_signed_pair
from pipeline.elections.words.seat_holders import holder_in
from pipeline.records import Area
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Cell, Row


def area_record(
    name: AreaName, row: Row, row_no: int, columns: Sequence[Column], page_id: int, table_no: int, election_id: str
) -> Area:
    """The area of a row; `columns`: those about the area, no candidate's."""
    margin = NO_FIGURES
    total: int | None = None
    representative: str | None = None
    for column in columns:
        text = row.text_at(column.col)
        if column.role == "margin":
            margin = _margin(column, text, margin)
        elif column.role == "total" and column.measure in {"votes", "both", "mixed"} and total is None:
            total = count_and_percent(text).count if column.measure == "both" else count(text)
        elif column.role == "representative" and representative is None and not name.is_total:
            cell = row.at(column.col)
            representative = _holder(cell) if cell is not None else None
    area_type, area, link, geoid, ocd_id, is_total = name
    votes, pct = margin
    return new(
        Area,
        (election_id, page_id, table_no, row_no, area_type, area, link, geoid, ocd_id, is_total, votes, pct, total,
         representative),
    )  # fmt: skip


def _margin(column: Column, text: str, known: Figures) -> Figures:
    """The margin with what a cell states of it; the first column that states votes or percentage is kept."""
    votes: int | None = None
    pct: float | None = None
    if column.measure == "both":
        both = count_and_percent(text)
        both = read_signed_pair(text) if both.count is None and both.pct is None else both
        votes, pct = both.count, both.pct
    elif column.measure == LEAD:
        votes, pct = read_lead(text)
    elif column.measure == "votes" or (column.measure == "mixed" and "%" not in text):
        votes = signed_count(text)
    elif column.measure in {"pct", "mixed"}:
        pct = signed_percent(text)
    if known.pct is not None or pct is None or abs(pct) > 100:
        pct = known.pct
    return new(Figures, (votes if known.votes is None else known.votes, pct))


def _holder(cell: Cell) -> str | None:
    """Who holds the seat by a cell of its column."""
    return holder_in(cell, ends_small=ends_small(cell))


def with_second_row(area: Area, row: Row, row_no: int, columns: Sequence[Column]) -> Area:
    """An area with what its second row adds: the margin in percent, the district's other representative."""
    for column in columns:
        own = column.col < len(row.cells) and row.cells[column.col].origin_row == row_no
        if column.role == "margin" and column.measure == "mixed" and own:
            margin = _margin(column, row.cells[column.col].text, Figures(area.margin_votes, area.margin_pct))
            area = area._replace(margin_votes=margin.votes, margin_pct=margin.pct)
        if column.role == "representative" and column.col < len(row.cells):
            cell = row.cells[column.col]
            other = _holder(cell)
            if cell.origin_row == row_no and other and other != area.representative:
                both = f"{area.representative} / {other}" if area.representative else other
                return area._replace(representative=both)
    return area
