"""The markup of a table's row as it stands on the page, with a cell marked: what `canvass explain` draws.

Pure text in, text out. A cell keeps its markup and not its place, so the cells are looked for one after the other from
the table's beginning; where one is not there, as in what a template makes, there is nothing to draw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wikitext.model import Cell, Table

# Before a cell: || or !! or | or ! at the line's beginning, or the bar behind its attributes `| align=right | 1`.
_BEFORE = r"[|!\n]\s*"


@dataclass(frozen=True)
class Drawing:
    """Lines of a page; `marks` are stretches (line, from, to) of the marked cell, lines counted from 0 in `lines`."""

    first_line: int  # of the page, from 1
    lines: Sequence[str]
    marks: Sequence[tuple[int, int, int]]


def draw(wikitext: str, table: Table, row_no: int, col_no: int | None = None) -> Drawing | None:
    """The lines that a row's own cells stand on, one of them marked; None where they are not found in the markup."""
    if not 0 <= row_no < len(table.rows):
        return None
    places = _places(wikitext, table, row_no)
    found = [place for place in places.values() if place is not None]
    if not found:
        return None
    start = wikitext.rfind("\n", 0, found[0][0]) + 1
    end = wikitext.find("\n", found[-1][1])
    shown = wikitext[start : end if end >= 0 else len(wikitext)]
    marked = _marked(table, row_no, col_no, places)
    marks = _stretches(shown, marked[0] - start, marked[1] - start) if marked else []
    return Drawing(wikitext.count("\n", 0, start) + 1, shown.split("\n"), marks)


def draw_column(wikitext: str, table: Table, col_no: int, row_no: int | None = None) -> Drawing | None:
    """The lines from the first to the last of a column's cells, each of them marked, or that of one row alone."""
    rows = range(len(table.rows)) if row_no is None else range(row_no, min(row_no + 1, len(table.rows)))
    found = [place for y in rows if (place := _marked(table, y, col_no, _places(wikitext, table, y))) is not None]
    if not found:
        return None
    start = wikitext.rfind("\n", 0, found[0][0]) + 1
    end = wikitext.find("\n", found[-1][1])
    shown = wikitext[start : end if end >= 0 else len(wikitext)]
    marks = [mark for begin, stop in found for mark in _stretches(shown, begin - start, stop - start)]
    return Drawing(wikitext.count("\n", 0, start) + 1, shown.split("\n"), marks)


def _places(wikitext: str, table: Table, row_no: int) -> dict[int, tuple[int, int] | None]:
    """From where to where each of the row's own cells stands, by the column it begins in."""
    at = table.start
    places: dict[int, tuple[int, int] | None] = {}
    for y in range(row_no + 1):
        places = {}
        for cell in _own(table.rows[y].cells, y):
            place = _find(wikitext, cell.wikitext.strip(), at, table.end)
            at = place[1] if place else at
            places[cell.origin_col] = place
    return places


def _own(cells: Sequence[Cell], y: int) -> list[Cell]:
    """The cells that begin in this row, once each."""
    own = {cell.origin_col: cell for cell in cells if cell.origin_row == y}
    return [own[x] for x in sorted(own)]


def _find(wikitext: str, markup: str, at: int, end: int) -> tuple[int, int] | None:
    if not markup:
        return None
    match = re.compile(_BEFORE + "(" + re.escape(markup) + ")").search(wikitext, max(at - 1, 0), end)
    return match.span(1) if match else None


def _marked(
    table: Table, row_no: int, col_no: int | None, places: dict[int, tuple[int, int] | None]
) -> tuple[int, int] | None:
    cells = table.rows[row_no].cells
    if col_no is None or not 0 <= col_no < len(cells) or cells[col_no].origin_row != row_no:
        return None
    return places.get(cells[col_no].origin_col)


def _stretches(shown: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The parts of a stretch line by line."""
    marks, at = [], 0
    for number, line in enumerate(shown.split("\n")):
        left, right = max(start - at, 0), min(end - at, len(line))
        if left < right:
            marks.append((number, left, right))
        at += len(line) + 1
    return marks
