"""Whether figures by area are electoral votes and not those of the people; never which table it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import count

_MOST_ELECTORS: Final = 600  # of the president, in all states
_FEW_TOTALS: Final = 0.4  # of a column's cells: the total of all electors is above 100
_MOST: Final = 0.5  # of a column's cells


def are_of_electors(columns: Sequence[Column], view: TableView) -> bool:
    """Whether the choices' figures come to no more than the electors in a column beside them, in any row.

    `State | Electoral votes | Grant | Hendricks | Brown`, also a second time for the vice presidents.
    """
    electors = [column.col for column in columns if column.role == "electoral_votes" and not column.lines]
    choices = [c for c in columns if c.role == "choice" or (c.role == "unread" and c.content.numeric > _MOST)]
    if not electors or not choices:
        return False
    if any(column.content.signed + column.content.decimal + column.content.both > 0 for column in choices):
        return False
    groups = {column.group: [c.col for c in choices if c.group == column.group] for column in choices}
    for _, row in view.rows:
        most = max(count(row.text_at(col)) or 0 for col in electors)
        if most > _MOST_ELECTORS:
            return False  # `Electors`: who might vote
        if any(sum(count(row.text_at(col)) or 0 for col in cols) > most for cols in groups.values()):
            return False
    return True


def may_be_popular(column: Column) -> bool:
    """Whether a column can have votes of the people: percentages, or counts as no state has electors."""
    content = column.content
    if column.role not in {"choice", "total", "votes", "pct", "margin"}:
        return False
    return content.signed + content.decimal + content.both > 0 or content.large > _FEW_TOTALS
