"""What each column of a table holds: its role, its measure, and the candidate or party that it belongs to.

Roles come from the header cells (labels.py, column.py), are set right by cells and neighbours (corrections.py), and
measures come from header and content together (measures.py, settled_measures.py).
A column of which the two do not agree gets the role `unread`; nothing here reads a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.areas.footers import footers
from pipeline.elections.columns.attached_units import has_unit_of_its_own
from pipeline.elections.columns.column import UNITS, Column, column_under
from pipeline.elections.columns.corrections import RANKS, corrected, holds_no_names
from pipeline.elections.columns.header_groups import group_cells
from pipeline.elections.columns.header_siblings import (
    ELECTOR,
    answers_in,
    electors_voted_for,
    lone_coalitions,
    party_letters,
    seats_letters,
    told_by_siblings,
    years_below,
)
from pipeline.elections.columns.header_units import repeated_units
from pipeline.elections.columns.labels import Label, part_unit, read_label
from pipeline.elections.columns.leads import with_leads
from pipeline.elections.columns.lost_headers import is_shifted, lacks_header
from pipeline.elections.columns.measures import Content, content_of, measure_of
from pipeline.elections.columns.members_over_names import MEMBER, members_over_names
from pipeline.elections.columns.named_places import with_places_named
from pipeline.elections.columns.rounds import rounds_named
from pipeline.elections.columns.seats import SEATS, are_small_parts, may_be_seats, may_be_seats_of_parties
from pipeline.elections.columns.settled_measures import measured
from pipeline.elections.columns.whole_names import with_whole_names
from pipeline.elections.kinds.view import TableView, folded, own_cells
from pipeline.elections.results.lines import hold_or_gain
from pipeline.elections.table_memory import of_tables

_LAST: Final = 3  # rows, and cells of them
_MARGINS: Final = frozenset(("margin", "swing_from"))


@of_tables(16)
def read_columns(view: TableView, *, in_us: bool) -> tuple[Column, ...]:
    """The reading of every column of a table, in order."""
    contents = _contents_of(view)
    labelled = _labels_of(view, contents, in_us)
    rounds = rounds_named(view, contents)
    columns: list[Column] = []
    misplaced = False  # figures below `Representative`, names below a unit
    for head, content, texts, labels in zip(view.columns, contents, view.texts, labelled, strict=True):
        column = column_under(head, labels, content)
        if head.index in rounds:
            group, role = rounds[head.index]
            columns.append(column._replace(role=role, measure=None, lines=(), links=(), group=group))
            continue
        misplaced = misplaced or holds_no_names(column)
        columns.append(corrected(column, head, texts, columns, view))
    if lacks_header(columns, view, misplaced) or any(
        is_shifted(head, column, view) for head, column in zip(view.columns, columns, strict=True)
    ):
        return tuple(column._replace(role="unread", lines=(), links=()) for column in columns)
    columns = with_whole_names(_without_ballot_numbers(columns, view), view)
    found = _without_seats(measured(with_places_named(columns, view), view), view)
    return tuple(with_leads(found, view) if any(c.role in _MARGINS and not c.measure for c in found) else found)


def _labels_of(view: TableView, contents: Sequence[Content], in_us: bool) -> list[list[Label]]:
    """What the header cells above each column say, those beside them considered."""
    letters = seats_letters(view.columns)
    units = repeated_units(view.columns)
    groups = group_cells(view, in_us, letters | units)
    answers = answers_in(view.columns)
    year, lettered = years_below(view), letters | party_letters(view.columns)
    electors, coalitions = electors_voted_for(view, in_us), lone_coalitions(view, in_us)
    members = members_over_names(view.columns)
    found = []
    for head, content in zip(view.columns, contents, strict=True):
        read = [(read_label(cell, in_us, is_last=cell is head.cells[-1]), id(cell) in groups) for cell in head.cells]
        labels = [label._replace(role="group") if is_group else label for label, is_group in read]
        is_unit = bool(units and head.cells) and folded(head.cells[-1].text) in units
        counted = measure_of(content) if is_unit else None
        if is_unit and content.numeric > 0.5 and counted not in UNITS:
            counted = "unknown"  # `Votes | % | MV` under each party: nobody's votes
        if head.index in members:
            labels[0] = MEMBER
        if head.index in electors and not content.numeric:
            labels[-1] = ELECTOR
        if head.index in coalitions:
            labels[0] = labels[0]._replace(role=None, lines=(part_unit(head.cells[0].text)[0],))
        found.append(told_by_siblings(labels, head, answers, lettered, year, counted))
    return found


def _outcomes(view: TableView) -> frozenset[int]:
    """The last rows that say who holds the seat, whose figures may stand anywhere: `National hold | Majority | 7`."""
    if view.table.call is not None:
        return frozenset()
    last = view.rows[-_LAST:]
    return frozenset(no for no, row in last if any(hold_or_gain(cell.text) for cell in own_cells(row)[:_LAST]))


@of_tables(4)
def _contents_of(view: TableView) -> list[Content]:
    below = footers(view) or _outcomes(view)
    if not below:
        return [content_of(texts) for texts in view.texts]
    return [content_of([cell.text for cell in cells if cell.origin_row not in below]) for cells in view.cells]


def _without_ballot_numbers(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with a bare `#` beside the column `Votes` as the numbers of the candidates, as on the ballot."""
    votes = [(column, view.columns[column.col]) for column in columns if column.role == "votes"]
    if len(votes) < 2:
        return columns
    numbered = {
        column.col
        for column, head in votes
        if folded(head.cells[-1].text) in RANKS and not has_unit_of_its_own(head) and not column.content.large
    }
    counted = {column.group for column, _ in votes if column.col not in numbered}
    return [
        column._replace(role="rank", measure=None) if column.col in numbered and column.group in counted else column
        for column in columns
    ]


def _without_seats(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with choices whose figures are or may be seats unread; nothing of the kind where some are shares."""
    choices = [column for column in columns if column.role == "choice" and column.measure]
    if any(column.measure != "votes" for column in choices):
        return columns
    seats = [column.col for column in columns if column.role == "seats" and column.content.whole > 0.6]
    undecided = [c for c in columns if c.role == "unread" and c.lines and c.content.whole > 0.6]
    if seats:  # so small that nothing told yet what they are
        choices += undecided
    may_be = may_be_seats([c.col for c in choices], [c.content for c in choices], seats, view)
    totals = [c.col for c in columns if c.role == "total" and c.measure is None]
    if not choices and are_small_parts(undecided, totals, view):
        choices, may_be = undecided, True
    if not may_be and not may_be_seats_of_parties(choices, view):
        return columns
    return [
        column._replace(role="unread", measure=SEATS)
        if column in choices
        else column._replace(measure=None)
        if column.role == "total"  # of the same seats
        else column
        for column in columns
    ]
