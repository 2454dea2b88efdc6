"""What is remembered of cells and lines changes nothing: a text is read the same first, again, and after others."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.wikitext import known_cells
from pipeline.wikitext.building import TableBuilder
from pipeline.wikitext.grid import table_grids
from pipeline.wikitext.known_cells import KnownCells
from pipeline.wikitext.page import read_page
from pipeline.wikitext.tables import scan
from tests.wikitext.markup import wikitables

# Lines that are one cell, those that look like one and are none, and what is added to a cell on the line before.
LINE = st.sampled_from(
    (
        "| a",
        "|a",
        "| a ",
        "! a",
        "! a !! b",
        "| a || b",
        "| {{nts|5}}",
        "| {{efn|x}} a",
        "|- a",
        "|}",
        "|+ a",
        "{|",
        "a",
        "* a",
        "| style=x | a",
        "| [[a|b]]",
        "<td>a",
        "== a ==",
        "",
    )
)


def read_anew(text: str) -> Any:
    """The grids of a text when nothing was read before."""
    for memory in (known_cells._WITH_CALLS, known_cells._WITHOUT_CALLS):
        for cells in memory.values():
            cells.clear()
    for lines in known_cells._LINES:
        lines.clear()
    return table_grids(text)


@given(st.lists(LINE, max_size=14).map("\n".join), wikitables())
def test_lines_met_before_are_read_as_the_first_time(lines: str, other: str) -> None:
    for text in (lines, "{|\n" + lines, "{|\n|-\n" + lines + "\n|}\n" + lines):
        first = read_anew(text)
        assert table_grids(text) == first
        table_grids(other)
        assert table_grids(text) == first


def test_a_line_is_known_once_its_cell_is() -> None:
    read_anew("{|\n| {{efn|x}} 12\n| 12\n! 12\n|}")
    known = KnownCells(calls=True)
    assert {line: (cell.tag, cell.content) for line, cell in known.lines.items()} == {
        "| 12": ("td", "12"),
        "! 12": ("th", "12"),
    }  # a marker means something on its own page only


def test_known_lines_of_tables_too_deep_stay_out() -> None:
    text = "{|\n| a\n" * 35 + "|}\n" * 35 + "{|\n| a\n|}"
    read_anew(text)
    tables = read_page(text).tables
    assert [[len(row.cells) for row in table.rows] for table in tables] == [[1]] * 31


def test_known_lines_take_room() -> None:
    text = "{|\n| a\n| a\n| a\n|}"
    read_anew(text)
    builder = TableBuilder(2)
    scan(text, 0, builder, KnownCells(calls=True), False, False)
    (table,) = builder.finished
    assert [len(row.cells) for row in table.rows] == [2]
    assert table.left_out == "too_large"


def test_what_is_remembered_is_bounded() -> None:
    read_anew("{|\n| a\n|}")
    cell = KnownCells(calls=True).lines["| a"]
    known_cells._LINES[True].update((f"| {number}", cell) for number in range(known_cells.REMEMBERED))
    assert not KnownCells(calls=True).lines
    assert table_grids("{|\n| a\n|}") == [[[("a", False)]]]
