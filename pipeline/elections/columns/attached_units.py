"""Whose a bare `Votes` or `%` is: of the choice, the total or the margin before it, or nobody's in particular.

`County | Kerry | Votes | Bush | Votes`. Looks at the columns before it alone; never at a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import is_group_heading, unit_of
from pipeline.elections.columns.measures import fits
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.parties import find_party

_BESIDE_VOTES: Final = frozenset(("margin", "turnout"))
_ALL_SHARES: Final = 0.8  # of a column's cells
_SEVERAL: Final = 3  # choices
_FEW_FIGURES: Final = 0.3  # of a column's cells: fewer are slips in a column of words


def has_unit_of_its_own(head: Head) -> bool:
    """Whether a wide unit stands above a column: `Votes` over `No. | %` are nobody's in particular."""
    return len(head.cells) > 1 and head.cells[0].colspan > 1 and unit_of(head.cells[0].text) is not None


def _promised(column: Column) -> str | None:
    """The measure that a column's header promises, unless its cells are something else: `Other votes` over 2.6%."""
    return column.measure if column.measure is None or fits(column.content, column.measure) else None


def _is_of_rows(head: Head, column: Column, before: Sequence[Column], view: TableView) -> bool:
    """Whether the one column of votes or shares is of the candidates in the rows: `Candidate | Early | Votes | %`."""
    if not any(c.role == "candidate" and c.content.numeric < _FEW_FIGURES for c in before):
        return False
    alike = [other for other in view.columns if len(other.cells) == 1 and unit_of(other.cells[0].text) == column.role]
    if len(head.cells) != 1 or len(alike) != 1:
        return False
    left = next((c for c in reversed(before) if c.role != "spacer"), None)
    return left is not None and (left.role == "choice" or (left.role in _BESIDE_VOTES and column.role == "votes"))


def _is_of_all(column: Column, before: Sequence[Column]) -> bool:
    """Whether the one `Votes` stands behind several choices with no such column: `Yes | No | Votes` over shares."""
    choices = [c for c in before if c.role == "choice" and c.group == column.group]
    if column.role != "votes" or any(c.measure == "votes" for c in choices):
        return False
    return len({c.lines for c in choices}) > 1 and all(
        c.content.signed + c.content.decimal > _ALL_SHARES for c in choices
    )


def _is_of_none(column: Column, before: Sequence[Column]) -> bool:
    """Whether a unit stands behind several choices by area, of which none but the last could have it.

    `Region | A | O | V | Share of votes`: what of all the country's voted here.
    """
    choices = [c for c in before if c.role == "choice" and c.group == column.group]
    if not any(other.role == "area" for other in before) or len({c.lines for c in choices}) < _SEVERAL:
        return False
    return before[-1] is choices[-1] and all(
        c.measure is None
        and c.content.numeric > _ALL_SHARES
        and not any(o.lines == c.lines for o in choices if o is not c)
        for c in choices
    )


def attached(head: Head, column: Column, before: Sequence[Column], view: TableView) -> Column | None:
    """A bare `Votes` or `%` column behind a choice or a total belongs to it: `Kerry | Votes | Bush | Votes`.

    Where rows are candidates, only what a round or a ballot says is no candidate's own: `Candidate | Funds | Votes`.
    None where the one such column is theirs, or a wide unit stands above it, and others may say more of it.
    """
    if not before or column.group != before[-1].group or has_unit_of_its_own(head):
        return None
    if _is_of_rows(head, column, before, view):
        return None
    if _is_of_all(column, before):
        by_area = any(other.role == "area" for other in before)
        return column._replace(role="total", measure="votes", lines=(), links=()) if by_area else column
    if _is_of_none(column, before):
        return column._replace(role="total" if column.role == "votes" else "unread", lines=(), links=())
    by_candidate = any(other.role == "candidate" for other in before)
    for left in reversed(before):
        if left.role == "spacer":
            continue
        of_margin = left.role == "margin" and column.role == "pct" and any(other.role == "area" for other in before)
        if by_candidate and not of_margin and not (left.role == "choice" and is_group_heading(" ".join(left.lines))):
            counted = any(other.role == "votes" for other in before)
            if column.role == "votes" or counted or left.role != "choice" or not left.content.numeric:
                return column
        # `Democratic candidate | Votes`, or `Democratic | Votes` over names
        names = left.header.rstrip("s").endswith(("candidate", "nominee", "elector")) or _is_party(left)
        if left.role == "choice" and left.content.numeric < _FEW_FIGURES < left.content.filled and not names:
            break  # words, `EP group` of a party, that no figures behind them belong to
        if left.role in {"choice", "margin", "total", "turnout"} and _promised(left) != column.role:
            own = [c for c in before if c.role == left.role and c.lines == left.lines and c.group == left.group]
            if left.role == "choice" or len(own) == 1:
                return column._replace(role=left.role, measure=column.role, lines=left.lines, links=left.links)
        return column
    return column


def _is_party(column: Column) -> bool:
    """Whether a column is headed by a party of the United States alone."""
    return len(column.lines) == 1 and find_party(column.lines[0], "United States") is not None
