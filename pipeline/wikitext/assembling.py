"""From raw tables to tables: attributes read, spans filled, each cell with its text, its markup and where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline.wikitext.attributes import NO_ATTRIBUTES, column_span, read_attributes, row_span
from pipeline.wikitext.building import RawCell, RawTable
from pipeline.wikitext.expanding import MARK, MARKER, NESTED_TABLE, Piece, restored
from pipeline.wikitext.model import Call, Cell, CellText, Row, Table
from pipeline.wikitext.spans import Placed, Spanning, fill_spans
from pipeline.wikitext.text import EMPTY, read_markup

ANY_MARKER = re.compile(r"\x7f(?:[be]?\d+|t)\x7f")
NOWHERE = Cell(EMPTY, False, "", NO_ATTRIBUTES, -1, -1, 1, 1)  # fills the places that no cell of the table reaches


class TableReader:
    """Reads the raw tables of one text; `calls=False` where the wiki has expanded the templates already."""

    def __init__(
        self,
        text: str,
        pieces: list[Piece],
        *,
        calls: bool = True,
        to_source: Callable[[int], int] = lambda offset: offset,
    ) -> None:
        self.text = text
        self.pieces = pieces
        self.calls = calls
        self.to_source = to_source
        self.cut_tables: list[int] = []  # where tables begin whose spans had to be cut

    def read(self, raw: RawTable, table_no: int, section_no: int) -> Table:
        """The table with its spans filled, its offsets those of the source."""
        spanning: list[list[Spanning[tuple[RawCell, Mapping[str, str]]]]] = []
        for raw_row in raw.rows:
            own = []
            for raw_cell in raw_row.cells:
                attributes = self.attributes(raw_cell.attributes)
                if attributes:
                    own.append(Spanning((raw_cell, attributes), row_span(attributes), column_span(attributes)))
                else:
                    own.append(Spanning((raw_cell, attributes), 1, 1))
            spanning.append(own)
        grid, cut = fill_spans(spanning)
        if cut:
            self.cut_tables.append(self.to_source(raw.start))
        kept = [y for y, places in enumerate(grid) if places]
        new_number = {y: number for number, y in enumerate(kept)}
        read_cells: dict[int, Cell] = {}
        rows: list[Row] = []
        nested: list[Table] = []
        for y in kept:
            cells: list[Cell] = []
            for placed in grid[y]:
                if placed is None:
                    cells.append(NOWHERE)
                    continue
                cell = read_cells.get(id(placed)) if placed.rows > 1 or placed.columns > 1 else None
                if cell is None:
                    cell = self.cell(placed, new_number)
                    read_cells[id(placed)] = cell
                    for inner in placed.cell[0].nested:
                        nested.append(self.read(inner, 0, section_no))
                cells.append(cell)
            attributes = raw.rows[y].attributes
            rows.append(Row(tuple(cells), self.call_in(attributes), self.attributes(attributes)))
        return Table(
            table_no=table_no,
            section_no=section_no,
            caption=self.caption(raw),
            rows=tuple(rows),
            n_header_rows=count_header_rows(rows),
            is_complete=raw.complete,
            call=self.call_in(raw.attributes),
            start=self.to_source(raw.start),
            end=self.to_source(raw.end),
            nested=tuple(nested),
        )

    def cell(self, placed: Placed[tuple[RawCell, Mapping[str, str]]], new_number: Mapping[int, int]) -> Cell:
        """The cell where it was placed."""
        raw, attributes = placed.cell
        markup = raw.markup
        if MARK in markup or MARK in raw.attributes:
            body, written = self.marked(raw, markup)
        else:
            body, written = read_markup(markup, self.calls), markup
        rows = placed.rows
        if rows > 1:
            rows = sum(1 for y in range(placed.row, placed.row + rows) if y in new_number)
        return Cell(
            body, raw.is_header, written, attributes, new_number[placed.row], placed.column, rows, placed.columns
        )

    def marked(self, raw: RawCell, markup: str) -> tuple[CellText, str]:
        """Reading and markup as written of a cell with markers in it or in its attributes."""
        readable = MARKER.sub(self.source_of_value, markup)
        body = read_markup(readable, self.calls)
        written = restored(markup, self.pieces)
        if NESTED_TABLE in written:
            for table in raw.nested:
                inner = restored(self.text[table.start : table.end], self.pieces)
                written = written.replace(NESTED_TABLE, inner, 1)
        structure = tuple(
            call
            for text in (raw.attributes, markup)
            for which, number in MARKER.findall(text)
            if which == "b" and (call := outermost_call(self.pieces[int(number)].source)) is not None
        )
        return (body._replace(calls=structure + body.calls) if structure else body), written

    def source_of_value(self, match: re.Match[str]) -> str:
        """What a cell's text is read from: values as written, renderings of structure as rendered."""
        return "" if match.group(1) else self.pieces[int(match.group(2))].source

    def attributes(self, text: str) -> Mapping[str, str]:
        """Attributes; names of templates among them under "template"."""
        if MARK not in text:
            return read_attributes(text)
        names = [
            call.name
            for which, number in MARKER.findall(text)
            if not which
            and (piece := self.pieces[int(number)]).kind == "call"
            and (call := outermost_call(piece.source)) is not None
        ]
        return attributes_with_templates(ANY_MARKER.sub(" ", text), " ".join(names))

    def call_in(self, attributes: str) -> Call | None:
        """The call whose rendering wrote a `{|` or `|-`."""
        if MARK not in attributes:
            return None
        for which, number in MARKER.findall(attributes):
            piece = self.pieces[int(number)]
            if not which and piece.kind == "structure":
                return outermost_call(piece.source)
        return None

    def caption(self, raw: RawTable) -> str:
        """The first caption that says something."""
        for caption in raw.captions:
            body = read_markup(MARKER.sub(self.source_of_value, caption.markup), self.calls)
            if body.text:
                return body.text
        return ""


def outermost_call(source: str) -> Call | None:
    """The call that a piece of source is."""
    calls = read_markup(source, True).calls
    return calls[0] if calls else None


@lru_cache(maxsize=4096)
def attributes_with_templates(text: str, names: str) -> Mapping[str, str]:
    """The attributes, and the templates' names if there are any."""
    attributes = read_attributes(text)
    return {**attributes, "template": names} if names else attributes


def count_header_rows(rows: list[Row]) -> int:
    """The leading rows whose own cells are all headers."""
    for count, row in enumerate(rows):
        own = [cell for cell in row.cells if cell.origin_row == count]
        if not all(cell.is_header for cell in own) or not row.cells:
            return count
    return len(rows)
