"""The columns of cells: an entry for each place of each grid, in order, but for holes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.wikitext.cell_columns import cell_columns
from pipeline.wikitext.model import Table
from pipeline.wikitext.page import read_page

CELL = st.sampled_from(("| a", "! b", "| colspan=3 | c", "| rowspan=2 | d", "| rowspan=3 colspan=2 | e", "|"))
ROW = st.lists(CELL, max_size=4)
GRID = st.lists(ROW, max_size=5)


def one_by_one(tables: tuple[Table, ...]) -> list[tuple[Any, ...]]:
    """The same, a cell at a time."""
    return [
        (table.table_no, y, x, c.is_header, c.text, c.wikitext, c.origin_row, c.origin_col)
        for table in tables
        for y, row in enumerate(table.rows)
        for x, c in enumerate(row.cells)
        if c.origin_row >= 0
    ]


@given(st.lists(GRID, max_size=3))
def test_an_entry_for_each_place(grids: list[list[list[str]]]) -> None:
    written = "\n".join(
        "\n".join(["{|", *("\n".join(["|-", *row]) for row in grid), "|}"]) for grid in grids
    )  # fmt: skip
    tables = read_page(written).tables
    assert list(zip(*cell_columns(tables), strict=True)) == one_by_one(tables)


def test_a_hole_is_no_cell() -> None:
    (table,) = read_page("{|\n| a || b || rowspan=2 | c\n|-\n| d\n|}").tables
    assert [cell.origin_row for cell in table.rows[1].cells] == [1, -1, 0]
    table_no, row_no, col_no, _, text, *_ = cell_columns((table,))
    assert (table_no, row_no, col_no) == ([1] * 5, [0, 0, 0, 1, 1], [0, 1, 2, 0, 2])
    assert text == ["a", "b", "c", "d", "c"]


def test_a_row_wider_than_most() -> None:
    tables = read_page("{|\n|" + "||".join("x" * 1200) + "\n|}").tables
    assert cell_columns(tables)[2] == list(range(1200))


def test_no_table_has_no_columns() -> None:
    assert cell_columns(()) == ([],) * 8
