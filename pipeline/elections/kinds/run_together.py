"""Rows that run together because the `|-` between them is missing: `| Ann Lee || 5 <newline> | Bo Roe || 4`.

The grid has them as MediaWiki shows them, one long row. For reading they are parted again, only where the header says
how wide a row is, every row is that wide or a multiple, and figures stand below figures. Never looks at words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Final, NamedTuple

from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.words.figures import form_of
from pipeline.wikitext.model import Cell, Row, Table

_NARROWEST: Final = 3  # columns: two cells and two more may be anything
_MOST: Final = 20  # rows in one
_FIGURES: Final = frozenset(("whole", "large", "signed", "decimal", "both"))


class RowsApart(NamedTuple):
    """A table with its long rows parted, and the number that each of its rows has in the grid."""

    table: Table
    numbers: tuple[int, ...]


def rows_apart(table: Table) -> RowsApart | None:
    """The table with its rows apart; None where none run together, as in nearly every table."""
    head = table.rows[0].cells if table.rows else ()
    if not head or not head[0].is_header or (head[-1].is_header and len(head) * 2 > table.n_cols):
        return None
    usual = _usual_row(table)
    if not usual or len(head) < len(usual) or not all(cell.is_header for cell in head[: len(usual)]):
        return None
    rows: list[Row] = []
    numbers: list[int] = []
    for number, row in enumerate(table.rows):
        parts = _parts(row, usual, is_head=not number)
        if not parts:
            return None
        rows += parts
        numbers += [number] * len(parts)
    return RowsApart(replace(table, rows=tuple(rows)), tuple(numbers))


def first_of_each(view: TableView) -> TableView:
    """The view with one row of each number: for records that their row's number alone tells apart, as polls."""
    kept = dict(reversed(view.body))
    if len(kept) == len(view.body):
        return view
    body = tuple(sorted(kept.items(), key=itemgetter(0)))
    return replace(view, body=body, rows=tuple([numbered for numbered in body if not spans_table(numbered[1])]))


def _usual_row(table: Table) -> tuple[Cell, ...]:
    """The first row below the header that is narrow enough to stand twice in another, if figures are in it."""
    widest = table.n_cols // 2
    for row in table.rows[1:]:
        if _NARROWEST <= len(row.cells) <= widest and _is_plain(row.cells):
            return row.cells if any(form_of(cell.text) in _FIGURES for cell in row.cells) else ()
    return ()


def _is_plain(cells: Sequence[Cell]) -> bool:
    """Whether every cell fills one place."""
    return all(cell.colspan == 1 and cell.rowspan == 1 for cell in cells)


def _parts(row: Row, usual: Sequence[Cell], *, is_head: bool) -> list[Row]:
    """The rows that a row holds, itself if it is no wider than one; none where that cannot be told."""
    cells, width = row.cells, len(usual)
    if len(cells) <= width or all(cell is cells[0] for cell in cells):
        return [row]
    if len(cells) % width or len(cells) > width * _MOST or not _is_plain(cells):
        return []
    parts = [cells[at : at + width] for at in range(0, len(cells), width)]
    if not all(_are_alike(part, usual) for part in parts[is_head:]):
        return []
    return [row.of(tuple(_moved(cell, at * width) for cell in part)) for at, part in enumerate(parts)]


def _are_alike(part: Sequence[Cell], usual: Sequence[Cell]) -> bool:
    """Whether figures stand below figures and words below words; an empty cell may stand below either."""
    return not any(cell.is_header for cell in part[1:]) and all(
        not (form := form_of(cell.text))
        or not (other := form_of(below.text))
        or (form in _FIGURES) == (other in _FIGURES)
        for cell, below in zip(part, usual, strict=True)
    )


def _moved(cell: Cell, places: int) -> Cell:
    """The cell so many places further left."""
    return cell.changed(origin_col=cell.origin_col - places) if places else cell
