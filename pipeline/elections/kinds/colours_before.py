"""Moves a header to the right where a cell of colour stands before each row's name and the header has none for it.

`! Party !! Candidate !! Votes` over `| style="background:#3333FF" | || [[Democratic Party (United States)|Democratic]]
|| [[Ann Lee]] || 1,200`: read as it stands, the party would be the candidate. Reads attributes and widths, no word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.elections.kinds.view import spans_table
from pipeline.wikitext.model import Cell, CellText, Row, Table
from pipeline.wikitext.recasting import recast

_SEVERAL: Final = 2  # coloured cells
_NO_TEXT: Final = CellText("", (), (), ())
_SHADED: Final = ("background", "bgcolor")


def with_colours_headed(table: Table, header: Sequence[int], first: int) -> Table:
    """The table with an empty header cell over its colours; the same table where it has none or a header for them."""
    if not header or table.call is not None:
        return table
    width = len(table.rows[header[-1]].cells)
    rows = [row for row in table.rows[first:] if not spans_table(row)]  # a source below reaches further
    if max(map(_width, rows), default=0) != width + 1 or any(len(table.rows[no].cells) != width for no in header):
        return table
    if table.rows[header[0]].cells[0].colspan > 1:
        return table  # `! colspan=2 | Party`: another cell was lost
    coloured = 0
    for row in rows:
        cell = row.cells[0]
        if _is_colour(cell):
            coloured += 1
        elif len(row.cells) > width and cell.colspan < _SEVERAL:
            return table  # but a note across the table may end anywhere
    if coloured < _SEVERAL:
        return table
    moved = recast([table.rows[no] for no in header], _moved_right)
    shifted = {no: _with_corner(row, no) for no, row in zip(header, moved, strict=True)}
    return replace(table, rows=tuple([shifted.get(no, row) for no, row in enumerate(table.rows)]))


def _width(row: Row) -> int:
    return len(row.cells)


def _is_colour(cell: Cell) -> bool:
    """Whether a cell is a colour alone."""
    if cell.text.strip() or cell.colspan > 1:
        return False
    return any(word in cell.attrs.get("style", "").lower() or word in cell.attrs for word in _SHADED) or bool(
        cell.attrs.get("template")
    )


def _moved_right(cell: Cell) -> Cell:
    return cell.changed(origin_col=cell.origin_col + 1)


def _with_corner(row: Row, row_no: int) -> Row:
    return row.of((Cell(_NO_TEXT, True, "", {}, row_no, 0, 1, 1), *row.cells))
