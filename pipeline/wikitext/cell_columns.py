"""The cells of a page's tables as columns, the way they go to a file: a list per field, an entry per place of the grid.

A page has thousands of cells, so nothing is made for each: every list is read off all cells at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pipeline.wikitext.model import Cell, Table

_NUMBERS: Final = list(range(1000))  # of columns, copied for each row
_ORIGIN_ROW: Final = 6


def cell_columns(tables: Iterable[Table]) -> tuple[list[Any], ...]:
    """table_no, row_no, col_no, is_header, text, wikitext, origin_row, origin_col: eight lists, each as long.

    In document order; the copies that fill a span are entries too, the holes that spans leave in a grid are none.
    """
    table_no: list[int] = []
    row_no: list[int] = []
    col_no: list[int] = []
    cells: list[Cell] = []
    for table in tables:
        number = table.table_no
        before = len(cells)
        for y, row in enumerate(table.rows):
            own = row.cells
            width = len(own)
            cells += own
            row_no += [y] * width
            col_no += _NUMBERS[:width] if width <= len(_NUMBERS) else range(width)
        table_no += [number] * (len(cells) - before)
    columns: tuple[list[Any], ...] = (
        table_no,
        row_no,
        col_no,
        [cell.is_header for cell in cells],
        [cell.text for cell in cells],
        [cell.wikitext for cell in cells],
        [cell.origin_row for cell in cells],
        [cell.origin_col for cell in cells],
    )
    return _without_holes(columns) if -1 in columns[_ORIGIN_ROW] else columns


def _without_holes(columns: tuple[list[Any], ...]) -> tuple[list[Any], ...]:
    """The columns without the places that no cell reaches, whose origin is -1."""
    kept = [place for place, origin in enumerate(columns[_ORIGIN_ROW]) if origin >= 0]
    return tuple([[column[place] for place in kept] for column in columns])
