"""Builds raw tables from the begin and end of tables, rows, cells and captions, in whatever order they come.

The rules for what closes what are those of the HTML standard's tree construction ("in table", "in row", "in cell";
https://html.spec.whatwg.org/multipage/parsing.html), which MediaWiki's output goes through: a cell outside a row opens one,
a table directly inside a table closes it, text outside the cells moves before the table.
"""

from __future__ import annotations

from pipeline.wikitext.expanding import NESTED_TABLE


class RawCell:
    """A cell as markup."""

    __slots__ = ("attributes", "content", "is_header", "more", "nested", "start")

    def __init__(self, is_header: bool, attributes: str, content: str, start: int) -> None:
        self.is_header = is_header
        self.attributes = attributes
        self.content = content  # the first line; the following ones in `more`
        self.more: list[str] = []
        self.nested: list[RawTable] = []
        self.start = start

    @property
    def markup(self) -> str:
        """The whole content, nested tables as their marker, blanks at the end cut."""
        return (self.content + "".join(self.more) if self.more else self.content).rstrip()


class RawRow:
    """A row: its attributes and its own cells."""

    __slots__ = ("attributes", "cells")

    def __init__(self, attributes: str) -> None:
        self.attributes = attributes
        self.cells: list[RawCell] = []


class RawTable:
    """A table as markup; rows without cells are kept if html wrote them."""

    __slots__ = ("attributes", "captions", "cell", "complete", "end", "outside", "pending", "row", "rows", "start")

    def __init__(self, attributes: str, start: int) -> None:
        self.attributes = attributes
        self.start = start
        self.end = start
        self.complete = True
        self.captions: list[RawCell] = []
        self.rows: list[RawRow] = []
        self.row: RawRow | None = None
        self.cell: RawCell | None = None  # the open cell or caption
        self.pending = ""  # attributes of the row that `|-` announced


class TableBuilder:
    """Keeps the tables that are open, innermost last; `finished` are the top-level ones that were closed."""

    def __init__(self) -> None:
        self.open: list[RawTable] = []
        self.finished: list[RawTable] = []

    @property
    def is_open(self) -> bool:
        """Whether a table is open."""
        return bool(self.open)

    def open_table(self, attributes: str, start: int) -> None:
        """`{|` or <table>: nested if a cell is open, else the table it stands in ends."""
        if self.open and self.open[-1].cell is None:
            self.close_table(start, complete=True)
        self.open.append(RawTable(attributes, start))

    def close_table(self, end: int, *, complete: bool) -> None:
        """`|}` or </table>; nothing where no table is open."""
        if not self.open:
            return
        table = self.open.pop()
        table.end = end
        table.complete = complete
        table.row = table.cell = None
        if self.open and self.open[-1].cell is not None:
            host = self.open[-1].cell
            host.more.append(NESTED_TABLE)
            host.nested.append(table)
        else:
            self.finished.append(table)

    def row_attributes(self, attributes: str, start: int) -> None:
        """`|-`: MediaWiki opens the row only with its first cell."""
        if self.open:
            self.open[-1].pending = attributes

    def open_row(self, attributes: str, start: int) -> None:
        """<tr>."""
        if self.open:
            self.close_row()
            table = self.open[-1]
            table.row = RawRow(attributes)
            table.rows.append(table.row)

    def close_row(self) -> None:
        """The end of a row and of the cell or caption that is open."""
        if self.open:
            self.open[-1].row = self.open[-1].cell = None

    def open_cell(self, tag: str, attributes: str, content: str, start: int) -> None:
        """A cell or a caption begins."""
        if not self.open:
            self.content(content)
            return
        table = self.open[-1]
        cell = RawCell(tag == "th", attributes, content, start)
        table.cell = cell
        if tag == "caption":
            table.row = None
            table.captions.append(cell)
            return
        row = table.row
        if row is None:
            row = table.row = RawRow(table.pending)
            table.pending = ""
            table.rows.append(row)
        row.cells.append(cell)

    def content(self, text: str) -> None:
        """Text at this place; outside of cells it moves before the table, so into the cell around it, if any."""
        for table in reversed(self.open):
            if table.cell is not None:
                table.cell.more.append(text)
                return
            if not text.strip():
                return

    def tag(self, name: str, closing: bool, attributes: str, start: int, written: str) -> None:
        """An html tag of a table."""
        if name == "table":
            if closing:
                self.close_table(start + len(written), complete=True)
            else:
                self.open_table(attributes, start)
        elif not self.open:
            return
        elif name == "tr":
            if closing:
                self.close_row()
            else:
                self.open_row(attributes, start)
        elif not closing:
            self.open_cell(name, attributes, "", start)
        else:
            cell = self.open[-1].cell
            if cell is not None and is_named(self.open[-1], cell, name):
                self.open[-1].cell = None


def is_named(table: RawTable, cell: RawCell, name: str) -> bool:
    """Whether an open cell is of the kind that the closing tag names."""
    if name == "caption":
        return cell in table.captions
    return cell.is_header == (name == "th") and cell not in table.captions
