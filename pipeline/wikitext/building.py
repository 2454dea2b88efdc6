"""Builds raw tables from the begin and end of tables, rows, cells and captions, in whatever order they come.

The rules for what closes what are those of the HTML standard's tree construction ("in table", "in row", "in cell";
https://html.spec.whatwg.org/multipage/parsing.html), which MediaWiki's output goes through: a cell outside a row opens
one, a table directly inside a table closes it, text outside the cells moves before the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.markers import NESTED_TABLE
from pipeline.wikitext.model import CellText

DEEPEST: Final = 30  # tables within tables; deeper ones are left out
MOST_CELLS: Final = 300_000  # of a page
MOST_TABLES: Final = 10_000  # of a page; further ones are left out


class CellReading:
    """What a cell is, wherever it stands. Never changed."""

    __slots__ = ("attrs", "body", "columns", "is_header", "leaves_brackets", "rows", "wikitext")

    def __init__(
        self, body: CellText, is_header: bool, wikitext: str, attrs: Mapping[str, str], rows: int, columns: int
    ) -> None:
        self.body = body
        self.is_header = is_header
        self.wikitext = wikitext  # as written
        self.attrs = attrs
        self.rows = rows  # 0: to the end of the table
        self.columns = columns
        self.leaves_brackets = "[[" in body[0]  # of a link that did not end here; asked of every cell


class RawCell:
    """A cell as markup. A shared one stands in many places and is never changed: `TableBuilder.content` copies it."""

    __slots__ = ("attributes", "content", "is_shared", "more", "nested", "reading", "tag")

    def __init__(self, tag: str, attributes: str, content: str) -> None:
        self.tag = tag  # td, th, caption
        self.attributes = attributes
        self.content = content  # the first line; the following ones in `more`
        self.more: list[str] | None = None
        self.nested: list[RawTable] | None = None
        self.is_shared = False
        self.reading: CellReading | None = None  # of a shared cell, once it was read

    @property
    def markup(self) -> str:
        """The whole content, nested tables as their marker, blanks at the end cut."""
        return (self.content + "".join(self.more)).rstrip() if self.more else self.content

    def add(self, text: str) -> None:
        """More content; not of a shared cell."""
        if self.more is None:
            self.more = [text]
        else:
            self.more.append(text)


class RawRow:
    """A row: its attributes and its own cells."""

    __slots__ = ("attributes", "cells")

    def __init__(self, attributes: str) -> None:
        self.attributes = attributes
        self.cells: list[RawCell] = []


class RawTable:
    """A table as markup; rows without cells are kept if html wrote them."""

    __slots__ = ("attributes", "captions", "cell", "complete", "end", "left_out", "on_own_line", "row", "rows", "start")

    def __init__(self, attributes: str, start: int, on_own_line: bool) -> None:
        self.attributes = attributes
        self.start = start
        self.end = start
        self.on_own_line = on_own_line  # so what moves before it is no part of the line before
        self.complete = True
        self.left_out = ""  # too_deep: tables inside it, too_large: cells
        self.captions: list[RawCell] = []
        self.rows: list[RawRow] = []
        self.row: RawRow | None = None
        self.cell: RawCell | None = None  # the open cell or caption

    def own_row(self) -> RawRow:
        """The open row; where none is, a cell opens one."""
        row = self.row
        if row is None:
            row = self.row = RawRow("")
            self.rows.append(row)
        return row

    def own_cell(self) -> RawCell | None:
        """The open cell, to be added to: a shared one gives its place to a copy."""
        cell = self.cell
        if cell is not None and cell.is_shared and self.row is not None:
            cell = self.cell = self.row.cells[-1] = RawCell(cell.tag, cell.attributes, cell.content)
        return cell


class TableBuilder:
    """Keeps the tables that are open, innermost last; `finished` are the top-level ones that were closed."""

    def __init__(self, room: int = MOST_CELLS) -> None:
        self.room = room  # cells that may still come
        self.open: list[RawTable] = []
        self.finished: list[RawTable] = []
        self.left_out = 0  # tables open beyond the deepest
        self.count = 0

    def open_table(self, attributes: str, start: int, *, on_own_line: bool) -> None:
        """`{|` or <table>: nested if a cell is open, else the table it stands in ends."""
        if self.open and not self.left_out and self.open[-1].cell is None:
            self.close_table(start, complete=True)
        if len(self.open) >= DEEPEST or self.count >= MOST_TABLES:
            self.left_out += 1
            if self.open:
                self.open[0].left_out = "too_deep"
        else:
            self.open.append(RawTable(attributes, start, on_own_line))
            self.count += 1

    def close_table(self, end: int, *, complete: bool) -> None:
        """`|}` or </table>; nothing where no table is open."""
        if self.left_out:
            self.left_out -= 1
            return
        if not self.open:
            return
        table = self.open.pop()
        table.end = end
        table.complete = complete
        table.row = table.cell = None
        if self.open and (host := self.open[-1].own_cell()) is not None:
            host.add("\n" + NESTED_TABLE)
            host.nested = [*(host.nested or ()), table]
        else:
            self.finished.append(table)

    def open_row(self, attributes: str) -> None:
        """<tr>."""
        if self.open and not self.left_out:
            table = self.open[-1]
            table.cell = None
            table.row = RawRow(attributes)
            table.rows.append(table.row)

    def close_row(self) -> None:
        """The end of a row and of the cell or caption that is open."""
        if self.open and not self.left_out:
            self.open[-1].row = self.open[-1].cell = None

    def open_cell(self, tag: str, attributes: str, content: str) -> None:
        """A cell or a caption begins."""
        if not self.open or self.left_out or not self.make_room(1):
            return
        table = self.open[-1]
        cell = table.cell = RawCell(tag, attributes, content)
        if tag == "caption":
            table.row = None
            table.captions.append(cell)
            return
        table.own_row().cells.append(cell)

    def make_room(self, wanted: int) -> int:
        """How many of so many cells there is room for."""
        given = min(wanted, self.room)
        self.room -= given
        if given < wanted and self.open:
            self.open[0].left_out = "too_large"
        return given

    def add_cells(self, cells: list[RawCell]) -> None:
        """The cells of a line; the last of them stays open. Nothing where a table in no cell has ended its host."""
        if not self.open:
            return
        table = self.open[-1]
        table.own_row().cells += cells
        table.cell = cells[-1]

    def add_known(self, cell: RawCell) -> None:
        """One cell more, for which there is room."""
        self.room -= 1
        if not self.open:
            return
        table = self.open[-1]
        table.own_row().cells.append(cell)
        table.cell = cell

    def end_tag(self, name: str) -> None:
        """</td>, </th>, </caption> or </tr>: nothing where no such thing is open in the innermost table."""
        if not self.open or self.left_out:
            return
        table = self.open[-1]
        cell = table.cell
        if name == "tr":
            if cell is None or cell.tag != "caption":
                table.row = table.cell = None
        elif cell is not None and cell.tag == name:
            table.cell = None

    def content(self, text: str) -> None:
        """Text at this place; outside of cells it moves before the table, so into the cell around it, if any."""
        if self.left_out:
            return
        for table in reversed(self.open):
            cell = table.own_cell()
            if cell is not None:
                cell.add(text)
                return
            if not text.strip():
                return
            if table.on_own_line:  # `{|⏎|</td>Ann`
                table.on_own_line = False
                text = "\n" + text

    def tag(self, name: str, closing: bool, attributes: str, start: int, written: str) -> None:
        """An html tag of a table."""
        if name == "table":
            if closing:
                self.close_table(start + len(written), complete=True)
            else:
                self.open_table(attributes, start, on_own_line=False)
        elif closing:
            self.end_tag(name)
        elif name == "tr":
            self.open_row(attributes)
        else:
            self.open_cell(name, attributes, "")
