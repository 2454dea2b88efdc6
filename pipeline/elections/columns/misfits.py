"""Rows that do not come to their table's width: a lost or doubled bar has moved their cells into other columns.

`|[[Benzie County, Michigan|Benzie]]||43.93%|3,546||51.68%||…` has one bar too few: every figure behind it stands one
column to the left, and each may still look right there. Nothing but the width tells such a row, so none of it is read.
Widths alone are compared here; what the body's cells say is never looked at.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.kinds.view import TableView
from pipeline.wikitext.model import Row

MIN_ROWS: Final = 3  # a width that fewer rows share says nothing about the others
MIN_SHARE: Final = 0.75  # of the rows; where widths differ more than that, they differ on purpose


def narrow_rows(view: TableView) -> frozenset[int]:
    """The numbers of body rows narrower than the table's header, where another row has the header's width."""
    widths = {row_no: len(row.cells) for row_no, row in view.rows}
    full = max([len(view.table.rows[number].cells) for number in view.header_rows], default=len(view.columns))
    return frozenset(row_no for row_no, own in widths.items() if own < full) if full in widths.values() else frozenset()


def misfit_rows(view: TableView, page_length: int) -> frozenset[int]:
    """The numbers of body rows that are narrower or wider than the width that nearly all rows of the table share.

    Also the last row of a table that the page breaks off in: its last cell may be cut (`|| 56,682 || 55.`).
    `page_length` is that of the page's wikitext, in which the table's offsets count.
    """
    widths = {row_no: len(row.cells) for row_no, row in view.rows}
    breaks_off = not view.table.is_complete and not view.table.nested and view.table.end >= page_length
    cut = {max(widths)} if widths and breaks_off else set()
    if len(set(widths.values())) < 2:
        return frozenset(cut)
    ((width, sharing),) = Counter(widths.values()).most_common(1)
    heads = {len(view.table.rows[number].cells) for number in view.header_rows}
    if len(heads) == 1 and (full := min(heads)) != width and sharing == sum(own == full for own in widths.values()):
        width = full  # two rows of different widths: the one that is as wide as the header is whole
    few = len(widths) <= MIN_ROWS and heads == {width} and 2 * sharing >= len(widths)  # the header is a row like them
    if not few and (sharing < MIN_ROWS or sharing < MIN_SHARE * len(widths)):
        return frozenset(cut)
    narrow = {
        row_no
        for row_no, row in view.rows
        if (own := len(row.cells)) < width and not _ends_before_round(view, own, width) and not _opens_block(row)
    }
    wide = {
        row_no
        for row_no, row in view.rows
        if len(row.cells) > width and any(cell.text.strip() for cell in row.cells[width:])
    }
    return frozenset(narrow | wide | cut)


def _ends_before_round(view: TableView, own: int, width: int) -> bool:
    """Whether a row ends where the last round's columns begin: who was out has no cells under `Second round`."""
    over = view.columns[own].cells[:1] if own < len(view.columns) else ()
    return any(
        cell.origin_col == own and cell.colspan == width - own > 1 and is_group_heading(cell.text) for cell in over
    )


def _opens_block(row: Row) -> bool:
    """Whether all cells of a row reach over the rows below, which have the rest: a candidate, then his parties.

    `| rowspan=3 | || rowspan=3 | [[Ann Lee]] || rowspan=3 | 251,234` over `|-` over `| || [[Rose Party]] || 180,001`.
    """
    return bool(row.cells) and all(cell.rowspan > 1 for cell in row.cells)


def lacks_header_cell(view: TableView) -> bool:
    """Whether most rows go on where the header has ended: a cell of it was lost and names stand over wrong shares."""
    last = view.widest - 1  # and not where a source below the table reaches: `| colspan=9 | Source`
    if last < 0 or view.columns[last].cells:
        return False
    first_row = next((row_no for row_no, _ in view.body), 0)
    headers = [row.cells[last] for row in view.table.rows[:first_row] if last < len(row.cells)]
    if any(cell.origin_row >= 0 for cell in headers):
        return False  # the cell is there and says nothing
    beyond = list(view.column_cells(last))
    return sum(bool(cell.text) for cell in beyond) > len(beyond) / 2
