"""Rows of the filled grid with other cells in place of theirs. Decides nothing about a cell: who asks does.

A cell that spans columns or rows fills each place as the same object, and cells are told apart by identity
(`kinds/view.own_cells`): what takes a cell's place has to be made once, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.wikitext.model import Cell, Row


def recast(rows: Iterable[Row], other: Callable[[Cell], Cell]) -> tuple[Row, ...]:
    """The rows with `other(cell)` for each cell, asked once of each; a row is itself where all its cells are."""
    made: dict[int, Cell] = {}
    return tuple([_recast_row(row, other, made) for row in rows])


def _recast_row(row: Row, other: Callable[[Cell], Cell], made: dict[int, Cell]) -> Row:
    cells: list[Cell] = []
    is_other = False
    for cell in row.cells:
        new = made.get(id(cell))
        if new is None:
            new = made[id(cell)] = other(cell)
        is_other = is_other or new is not cell
        cells.append(new)
    return row.of(tuple(cells)) if is_other else row
