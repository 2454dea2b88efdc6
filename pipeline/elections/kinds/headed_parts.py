"""The parts of a table that begins anew below another header: `Source | Brown | DeWine`, then `Source | Hackett | …`.

A header said again word for word parts nothing (`parting.py` leaves it out). Reads no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final

from pipeline.elections.kinds.parting import is_bold, parted
from pipeline.elections.kinds.view import TableView, folded, is_value, own_cells
from pipeline.wikitext.model import Cell, Row, Table
from pipeline.wikitext.recasting import recast

_LEAST: Final = 3  # cells of a header
_MOST: Final = 40  # parts


def headed_parts(view: TableView) -> Sequence[tuple[int, TableView]]:
    """Each part with the number of its first row, which counts as 0 in its view; the table itself where it is one."""
    firsts = {folded(view.table.rows[number].cells[0].text) for number in view.header_rows} - {""}
    begins = [row_no for row_no, row in view.rows if folded(row.cells[0].text) in firsts and _is_header(row, row_no)]
    if not begins or len(begins) >= _MOST:
        return ((0, view),)
    bounds = [0, *begins, len(view.table.rows)]
    return [
        (start, parted(_cut(view.table, start, end), view.page_title, view.path, of_election=view.is_of_election))
        for start, end in pairwise(bounds)
    ]


def _is_header(row: Row, row_no: int) -> bool:
    """Whether a row that begins like the header is one: its first cell starts there, and none holds a figure."""
    cells = own_cells(row)
    return (
        cells[0].origin_row == row_no
        and len(cells) >= _LEAST
        and all(cell.is_header or is_bold(cell) for cell in cells)
        and not any(is_value(cell.text) for cell in cells)
    )


def _cut(table: Table, start: int, end: int) -> Table:
    """Some of a table's rows as one of its own."""
    rows = recast(table.rows[start:end], partial(_moved_up, start=start))
    return replace(table, rows=rows, n_header_rows=0 if start else table.n_header_rows)


def _moved_up(cell: Cell, start: int) -> Cell:
    """A cell of the part that begins in row `start`, where its header stands but in the first part."""
    is_header = cell.is_header or (start > 0 and cell.origin_row == start)
    return cell.changed(is_header=is_header, origin_row=cell.origin_row - start)
