"""Rows with other cells: a cell over several places stays one object, rows without a change stay themselves."""

from __future__ import annotations

from pipeline.wikitext.model import Cell
from pipeline.wikitext.page import read_page
from pipeline.wikitext.recasting import recast

SPANS = "{|\n| colspan=2 rowspan=2 | wide || a\n|-\n| b\n|-\n| c || d || e\n|}"


def test_a_cell_over_several_places_is_asked_once_and_stays_one_object() -> None:
    (table,) = read_page(SPANS).tables
    asked: list[str] = []

    def marked(cell: Cell) -> Cell:
        asked.append(cell.text)
        return cell.changed(is_header=True)

    first, second, _ = recast(table.rows, marked)

    assert asked == ["wide", "a", "b", "c", "d", "e"]
    assert first.cells[0] is first.cells[1] is second.cells[0] is second.cells[1]
    assert first.cells[0].is_header and not table.rows[0].cells[0].is_header


def test_a_row_without_a_change_is_itself_and_keeps_nothing_of_the_others() -> None:
    (table,) = read_page(SPANS).tables

    rows = recast(table.rows, lambda cell: cell.changed(rowspan=1) if cell.text == "d" else cell)

    assert [new is old for new, old in zip(rows, table.rows, strict=True)] == [True, True, False]
    assert [cell.text for cell in rows[2].cells] == ["c", "d", "e"]
