"""Tables by area with a party in each row: `Municipality | Party | Votes | %`, an area's cell over all its parties.

Only where the areas' cells span several rows: one row an area tells who won there. Reads no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.areas.winners import PersonColumns
from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView

_NAMED: Final = frozenset(("winner", "runner_up", "candidate", "representative", "choice", "swing_from"))
_FIGURES: Final = frozenset(("votes", "pct"))
_FEW: Final = 0.5  # of a column's cells
_NEARLY_ALL: Final = 0.9  # of its cells
_MOST: Final = 0.6  # of the rows stand below an area that spans several


def parties_in_rows(columns: Sequence[Column], area: int, view: TableView) -> tuple[PersonColumns, ...]:
    """The column of parties that stands for candidates, with its figures; () for any other table."""
    named = [column for column in columns if column.role == "party" and column.content.numeric < _FEW]
    if len(named) != 1 or named[0].col < area or any(column.role in _NAMED for column in columns):
        return ()
    if any(_names_somebody(column, view) for column in columns[area + 1 : named[0].col]):
        return ()
    figures: dict[str, int] = {}
    for column in columns[named[0].col + 1 :]:
        if column.role in _FIGURES and not column.group and column.content.numeric > _FEW:
            figures.setdefault(column.role, column.col)
    cells = [row.cells[area] for _, row in view.rows if area < len(row.cells)]
    spanned = sum(cell.rowspan > 1 for cell in cells)
    if not figures or len({id(cell) for cell in cells}) < 2 or spanned < _MOST * len(cells):
        return ()
    return (PersonColumns(named[0].col, figures),)


def _names_somebody(column: Column, view: TableView) -> bool:
    """Whether a column under any word has another text in nearly each row, as persons do: `Delegate | Faction`."""
    texts = [text for text in view.texts[column.col] if text.strip()]
    return column.content.numeric < _FEW and len(texts) > 1 and len(set(texts)) >= _NEARLY_ALL * len(texts)
