"""Headers that old articles write as ordinary bold cells, `| '''County''' || '''Kerry'''`, are headers like any other.

What reads tables asks whether a cell is a header in many places; here the leading bold rows of a table that has no `!`
are made such once, before anything is read. The page's own reading, which `cells` shows, keeps them as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.elections.columns.labels import area_type_of, role_of, unit_of
from pipeline.elections.kinds.parting import are_names_like_figures, is_bold
from pipeline.elections.kinds.view import folded, is_value, own_cells, spans_table
from pipeline.elections.opinion.poll_columns import role_of as role_in_polls
from pipeline.wikitext.model import Cell, Page, Row, Table
from pipeline.wikitext.recasting import recast

_MOST_ROWS: Final = 4  # of a header
_FEWEST: Final = 2  # cells that say something, in one of its rows


def with_bold_headers(page: Page) -> Page:
    """The page with the bold headers of its tables as headers; the same page where it has none."""
    tables = tuple([_headed(table) for table in page.tables])
    if all(new is old for new, old in zip(tables, page.tables, strict=True)):
        return page
    return replace(page, tables=tables)


def _headed(table: Table) -> Table:
    first = next((no for no, row in enumerate(table.rows) if not spans_table(row) and _says_anything(row)), None)
    if first is None or table.call is not None:
        return table
    last, reach = first, first + 1  # the header, and down to where its cells reach
    begins_bold = not any(cell.is_header for cell in table.rows[first].cells)
    while last < min(first + _MOST_ROWS, len(table.rows)) and last < reach:
        row = table.rows[last]
        if not _is_of_header(row, last):
            break
        # wide cells alone stand over others: `! colspan=2 | First round` over `| '''Votes''' || '''%'''`
        spans = [cell.colspan for cell in row.cells if cell.text.strip()]
        is_wide = min(spans, default=1) > 1
        reach = max(reach, last + 1 + is_wide, *(cell.origin_row + cell.rowspan for cell in row.cells))
        last += 1
    header = table.rows[first:last]
    if last == len(table.rows) or all(cell.is_header for row in header for cell in row.cells):
        return table
    if begins_bold and not _says_what_stands_below(header):
        return table
    rows = recast(header, _as_header)
    return replace(
        table,
        rows=(*table.rows[:first], *rows, *table.rows[last:]),
        n_header_rows=max(table.n_header_rows, len(rows)) if first == 0 else table.n_header_rows,
    )


def _says_anything(row: Row) -> bool:
    return any(cell.text.strip() for cell in row.cells)


def _is_of_header(row: Row, row_no: int) -> bool:
    """Whether all that a row says is bold or a header, hardly a figure; where it says nothing, cells from above do."""
    own = [cell for cell in own_cells(row) if cell.origin_row == row_no and cell.text.strip()]
    return (
        bool(own or any(cell.origin_row < row_no for cell in row.cells))
        and all(cell.is_header or is_bold(cell) for cell in own)
        and (not any(is_value(cell.text) for cell in own) or are_names_like_figures(own))
        and not spans_table(row)
    )


def _says_what_stands_below(header: Sequence[Row]) -> bool:
    """Whether a cell has a word that heads columns, or the corner is empty: `| || '''Harrison''' || '''Cleveland'''`.

    Else the rows are bold for another reason: a list begins with its winner.
    """
    said = [[cell.text for cell in own_cells(row) if cell.text.strip()] for row in header]
    if max(map(len, said)) < _FEWEST:
        return False
    if not any(row.cells[0].text.strip() for row in header):
        return True
    return any(_heads(text) for texts in said for text in texts)


def _heads(text: str) -> bool:
    """Whether words head columns of results, areas or polls."""
    known = role_of(text) or unit_of(text) or area_type_of(text, in_us=True) or role_in_polls(folded(text))
    return known is not None


def _as_header(cell: Cell) -> Cell:
    return cell.changed(is_header=True)
