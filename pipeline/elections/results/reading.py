"""Results tables: a line per candidate or party, then the total, the turnout, who holds or gains the seat.

Reads wikitables and Election boxes alike (an Election box is a table whose rows know the template that made them).
Rounds and counts that stand side by side become contests of their own. Nothing is computed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.columns.misfits import misfit_rows
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.results.bloc_totals import with_bloc_totals
from pipeline.elections.results.box_calls import is_winner
from pipeline.elections.results.columns import ResultColumns, result_columns
from pipeline.elections.results.independents import with_independents
from pipeline.elections.results.lines import hold_or_gain
from pipeline.elections.results.names import second_lines_are_parties
from pipeline.elections.results.outcomes import with_elected
from pipeline.elections.results.parts import are_headed_again, parts_of
from pipeline.elections.results.row_lines import ResultsTable, row_lines, spanning_lines
from pipeline.elections.results.runners_up import with_runners_up
from pipeline.elections.results.stated_lines import without_empty, without_second_count
from pipeline.elections.results.unnamed_totals import with_unnamed_totals
from pipeline.records import Result


class ResultsRead(NamedTuple):
    """The lines of a results table, in its order, one per round where it has several; and why some rows gave none."""

    lines: list[Result]
    reason: str = ""


def read_results(view: TableView, context: PageContext, election_id: str, contest: str | None) -> ResultsRead:
    """The lines of a results table that was recognised as one."""
    columns = result_columns(view)
    if columns is None:
        return ResultsRead([], "no columns of names and of votes or percentages")
    columns = _with_country(columns, view, context.country)
    is_box = any(row.call is not None for _, row in view.body)
    table = ResultsTable(
        view,
        context,
        election_id,
        contest,
        columns,
        decided=any(is_winner(row.call) for _, row in view.body),
        misfits=frozenset() if is_box else misfit_rows(view, len(context.page.wikitext)),
        begins_with_part=contest == view.title and not view.table.caption and _is_first_part(view),
    )
    lines, unread = _lines_of(table)
    lines = with_independents(without_empty(without_second_count(lines)), view, columns.candidate)
    lines = with_bloc_totals(with_unnamed_totals(lines)) if columns.candidate is None else with_unnamed_totals(lines)
    rows = ", ".join(map(str, unread))
    reason = f"rows not read, whose cells are out of place: {rows}" if rows else ""
    return ResultsRead(with_runners_up(with_elected(lines, view, columns), view, columns), reason)


def _lines_of(table: ResultsTable) -> tuple[list[Result], list[int]]:
    """The lines of all rows, and the rows that cannot be read."""
    lines: list[Result] = []
    unread: list[int] = []
    parts = parts_of(table.view)
    section = ""
    for row_no, row in table.view.body:
        section = parts.get(row_no, section)
        if spans_table(row) and hold_or_gain(row.cells[0].text) is None:
            lines += spanning_lines(table, row_no, row)
            section = row.cells[0].text if is_group_heading(row.cells[0].text) else section
        elif row_no not in table.columns.further_electors:
            of_row = row_lines(table, row_no, row, section)
            lines += of_row.lines
            if of_row.is_unread:
                unread.append(row_no)
    return lines, unread


def _with_country(columns: ResultColumns, view: TableView, country: str | None) -> ResultColumns:
    """The columns with the country by whose parties a second line below a candidate's name is told."""
    if columns.candidate is None:
        return columns
    cells = [cell for _, row in view.rows if (cell := row.at(columns.candidate)) is not None and len(cell.lines) > 1]
    if not cells:
        return columns
    return replace(columns, country=country, below_are_parties=second_lines_are_parties(cells, country))


def _is_first_part(view: TableView) -> bool:
    """Whether the row above the header names the first of several contests in one table."""
    return _names_primary(view.title) or (bool(parts := parts_of(view)) and are_headed_again(view, parts))


def _names_primary(title: str) -> bool:
    """Whether a row above the header is the first of several primaries in one table, and not what they all are."""
    return is_group_heading(title) and "primary" in folded(title)
