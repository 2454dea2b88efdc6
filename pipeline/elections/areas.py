"""Tables by area: a row per county, district, ward or state, a column or more per candidate.

Values are as stated. A column whose content does not fit its header is not read, and where votes and percentages of
most rows contradict each other nothing of the table is: the reason says so and the cells remain in `cells`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.elections.area_names import AreaName, AreaNames
from pipeline.elections.area_winners import named_in_rows, read_persons
from pipeline.elections.choices import Choice, read_choices
from pipeline.elections.columns import Column, read_columns
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.names import read_name
from pipeline.elections.numbers import (
    read_count,
    read_count_and_percent,
    read_percent,
    read_signed_count,
    read_signed_percent,
)
from pipeline.records import Area, AreaResult
from pipeline.wikitext.model import Row


class AreasRead(NamedTuple):
    """What a table by area yielded, and why less than it seems to hold, if so."""

    areas: tuple[Area, ...]
    results: tuple[AreaResult, ...]
    reason: str


class Figures(NamedTuple):
    """A choice's figures in a row."""

    votes: int | None
    pct: float | None


def read_areas(view: TableView, context: PageContext, election_id: str, *, resolve: bool = True) -> AreasRead:
    """The areas and their candidates' figures of a table that was recognised as one by area."""
    names = AreaNames.of(view, context)
    if names is None:
        return AreasRead((), (), "no column of areas")
    columns = read_columns(view, in_us=names.code is not None)
    choices = _one_group(read_choices(columns, context, resolve=resolve), context.year)
    persons = () if choices else named_in_rows(columns)
    areas: list[Area] = []
    results: list[AreaResult] = []
    figures: list[dict[str, Figures]] = []
    for row_no, row in view.body:
        if spans_table(row) or names.column >= len(row.cells):
            continue
        cell = row.cells[names.column]
        if cell.origin_row != row_no and areas and cell.origin_row == areas[-1].row_no:
            areas[-1] = _with_second_row(areas[-1], row, row_no, columns)
            continue
        name = names.read(row_no, row)
        if name is None or any(
            row.cells[c] is cell for choice in choices for c in choice.columns.values() if c < len(row.cells)
        ):
            continue
        areas.append(_area(name, row, row_no, columns, context.page_id, view.table.table_no, election_id))
        read = {choice.candidate: _figures(choice, row) for choice in choices}
        figures.append(read)
        results.extend(
            AreaResult(
                election_id,
                context.page_id,
                view.table.table_no,
                row_no,
                name.area_type,
                name.area,
                choice.candidate,
                choice.party,
                *read[choice.candidate],
            )
            for choice in choices
        )
        if persons and not name.is_total:
            key = (election_id, context.page_id, view.table.table_no, row_no, name.area_type, name.area)
            results.extend(AreaResult(*key, *person) for person in read_persons(persons, row))
    if contradicts(figures):
        return AreasRead((), (), "votes and percentages of most rows contradict each other")
    unread = [column.header for column in columns if column.role == "unread" and column.content.filled]
    return AreasRead(tuple(areas), tuple(results), f"columns not read: {', '.join(unread)}" if unread else "")


def _one_group(choices: Sequence[Choice], year: int | None) -> tuple[Choice, ...]:
    """The choices of one election: the year's columns where columns are parted by years, else the first group's."""
    groups = list(dict.fromkeys(choice.group for choice in choices))
    if len(groups) < 2:
        return tuple(choices)
    of_year = [group for group in groups if year is not None and group and str(year) in group]
    kept = of_year[0] if len(of_year) == 1 else groups[0]
    return tuple(choice for choice in choices if choice.group == kept)


def _cell(row: Row, col: int) -> str:
    return row.cells[col].text if col < len(row.cells) else ""


def _figures(choice: Choice, row: Row) -> Figures:
    """A choice's votes and percentage in a row; None for what is not surely such a figure."""
    votes: int | None = None
    pct: float | None = None
    if "both" in choice.columns:
        votes, pct = read_count_and_percent(_cell(row, choice.columns["both"]))
    if "votes" in choice.columns:
        votes = read_count(_cell(row, choice.columns["votes"]))
    if "pct" in choice.columns:
        pct = read_percent(_cell(row, choice.columns["pct"]))
    return Figures(votes, pct if pct is not None and pct <= 100 else None)


def _area(
    name: AreaName, row: Row, row_no: int, columns: Sequence[Column], page_id: int, table_no: int, election_id: str
) -> Area:
    margin_votes: int | None = None
    margin_pct: float | None = None
    total: int | None = None
    representative: str | None = None
    for column in columns:
        text = _cell(row, column.col)
        if column.role == "margin" and column.measure == "votes":
            margin_votes = margin_votes if margin_votes is not None else read_signed_count(text)
        elif column.role == "margin" and column.measure == "pct":
            margin_pct = margin_pct if margin_pct is not None else read_signed_percent(text)
        elif column.role == "margin" and column.measure == "both":
            margin_votes, margin_pct = read_count_and_percent(text)
        elif column.role == "total" and column.measure in {"votes", "both"} and total is None:
            total = read_count(text) if column.measure == "votes" else read_count_and_percent(text).count
        elif column.role == "representative" and representative is None and not name.is_total:
            representative = read_name(text, pairs=False).name or None
    return Area(
        election_id, page_id, table_no, row_no, name.area_type, name.area, name.link, name.geoid, name.ocd_id,
        name.is_total, margin_votes, margin_pct, total, representative,
    )  # fmt: skip


def _with_second_row(area: Area, row: Row, row_no: int, columns: Sequence[Column]) -> Area:
    """An area with what its second row adds: the district's other representative, before or after the election."""
    for column in columns:
        if column.role == "representative" and column.col < len(row.cells):
            cell = row.cells[column.col]
            other = read_name(cell.text, pairs=False).name
            if cell.origin_row == row_no and other and other != area.representative:
                both = f"{area.representative} / {other}" if area.representative else other
                return area._replace(representative=both)
    return area


def contradicts(rows: Sequence[dict[str, Figures]]) -> bool:
    """Whether in most rows that can be tested the percentages are not in proportion to the votes.

    The base of a percentage (valid votes, ballots cast, the two leading candidates) does not matter to this.
    """
    tested = failed = 0
    for row in rows:
        pairs = [(f.votes, f.pct) for f in row.values() if f.votes is not None and f.pct is not None]
        votes = sum(v for v, _ in pairs)
        pct = sum(p for _, p in pairs)
        if len(pairs) < 2 or not votes or not pct:
            continue
        tested += 1
        failed += any(abs(v * pct / votes - p) > 1.5 for v, p in pairs)
    return tested >= 2 and failed > tested / 2
