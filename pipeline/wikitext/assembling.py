"""From raw tables to tables: spans filled, each cell with its text, its markup and where it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipeline.wikitext.attributes import NO_ATTRIBUTES
from pipeline.wikitext.building import CellReading, RawCell, RawTable
from pipeline.wikitext.cells import CellReader
from pipeline.wikitext.links_over_cells import ended_in_cell, place_of_end
from pipeline.wikitext.markers import Piece, readable
from pipeline.wikitext.model import Cell, Row, Table
from pipeline.wikitext.spans import Allowance, SpanFiller
from pipeline.wikitext.text import EMPTY, read_markup

NOWHERE: Final = Cell(
    EMPTY, False, "", NO_ATTRIBUTES, -1, -1, 1, 1
)  # fills the places that no cell of the table reaches


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
        self.cells = CellReader(text, pieces, calls=calls)
        self.to_source = to_source
        self.count = 0  # tables read so far
        self.allowance = Allowance()
        self.cut_tables: list[int] = []  # where tables begin whose spans had to be cut

    def read(self, raw: RawTable, section_no: int, host_no: int | None = None) -> Table:
        """The table with its spans filled, its offsets those of the source; it is numbered before those inside it."""
        self.count += 1
        table_no = self.count
        nested: list[Table] = []
        filler: SpanFiller[Cell] = SpanFiller(len(raw.rows), self.allowance)
        rows: list[Row] = []
        has_empty_rows = False
        reading_of = self.reading_of
        for y, raw_row in enumerate(raw.rows):
            readings = [cell.reading or reading_of(cell) for cell in raw_row.cells]
            for reading in readings:
                if reading.leaves_brackets:
                    self.end_links(raw, y, readings)
                    break
            cells = None if filler.from_above else plain_cells(y, readings)
            if cells is None:
                cells = spanning_cells(filler, y, readings)
            has_empty_rows = has_empty_rows or not cells
            written = raw_row.attributes
            rows.append(
                Row(cells, self.cells.call_in(written), self.cells.attributes(written).values)
                if written
                else Row(cells, None, NO_ATTRIBUTES)
            )
            for raw_cell in raw_row.cells:
                if raw_cell.nested:
                    nested += [self.read(inner, section_no, table_no) for inner in raw_cell.nested]
        if filler.was_cut:
            self.cut_tables.append(self.to_source(raw.start))
        if has_empty_rows:
            rows = without_empty_rows(rows)
        return Table(
            table_no=table_no,
            section_no=section_no,
            caption=self.caption(raw),
            rows=tuple(rows),
            n_header_rows=count_header_rows(rows),
            is_complete=raw.complete,
            call=self.cells.call_in(raw.attributes),
            start=self.to_source(raw.start),
            end=self.to_source(raw.end),
            nested=tuple(nested),
            has_cut_spans=filler.was_cut,
            host_no=host_no,
        )

    def reading_of(self, raw: RawCell) -> CellReading:
        """The cell's reading, kept with a shared cell."""
        values, rows, columns, is_hidden = self.cells.attributes(raw.attributes)
        body, written = self.cells.content(raw, is_hidden=is_hidden)
        reading = CellReading(body, raw.tag == "th", written, values, rows, columns)
        if raw.is_shared:
            raw.reading = reading
        return reading

    def end_links(self, raw: RawTable, y: int, readings: list[CellReading]) -> None:
        """Read the cells of a row again that have a part of a link over their bar, and the cells in which it ends."""
        for x, reading in enumerate(readings):
            cell = raw.rows[y].cells[x]
            begun = ended_in_cell(cell.markup) if reading.leaves_brackets and not cell.nested else None
            found = place_of_end(raw, y, x) if begun is not None else None
            if begun is None or found is None:
                continue
            row, place = found
            markup, swallows = begun
            last = raw.rows[row].cells[place]
            if swallows:
                if row == y:
                    written = " || ".join([part.wikitext for part in readings[x : place + 1]])
                    behind = last.markup.partition("]]")[2]
                    readings[x : place + 1] = [self.read_again(cell, markup + behind, written)]
                    del raw.rows[y].cells[x + 1 : place + 1]
                continue
            rest = RawCell(last.tag, last.attributes, last.markup.replace("]]", "", 1))
            rest.reading = self.read_again(last, rest.content)
            raw.rows[row].cells[place] = rest
            readings[x] = self.read_again(cell, markup)
            if row == y:
                readings[place] = rest.reading

    def read_again(self, cell: RawCell, markup: str, written: str | None = None) -> CellReading:
        """The cell's reading with other markup; what was written stays, unless it is said."""
        is_hidden = self.cells.attributes(cell.attributes).is_hidden
        body, _ = self.cells.content(RawCell(cell.tag, cell.attributes, markup), is_hidden=is_hidden)
        own = cell.reading or self.reading_of(cell)
        return CellReading(body, own.is_header, written or own.wikitext, own.attrs, own.rows, own.columns)

    def caption(self, raw: RawTable) -> str:
        """The first caption that says something."""
        for caption in raw.captions:
            body = read_markup(readable(caption.markup, self.cells.pieces), self.cells.calls)
            if body.text:
                return body.text
        return ""


def plain_cells(y: int, readings: list[CellReading]) -> tuple[Cell, ...] | None:
    """A row in which nothing spans, what most rows are; None where something does."""
    cells = []
    for x, read in enumerate(readings):
        if read.rows != 1 or read.columns != 1:
            return None
        cells.append(Cell(read.body, read.is_header, read.wikitext, read.attrs, y, x, 1, 1))
    return tuple(cells)


def spanning_cells(filler: SpanFiller[Cell], y: int, readings: list[CellReading]) -> tuple[Cell, ...]:
    """A row in which cells span, or into which cells from above reach."""

    def make(number: int, column: int, rows: int, columns: int) -> Cell:
        read = readings[number]
        return Cell(read.body, read.is_header, read.wikitext, read.attrs, y, column, rows, columns)

    places = filler.fill(y, [(read.rows, read.columns) for read in readings], make)
    return tuple([cell or NOWHERE for cell in places])


def without_empty_rows(rows: list[Row]) -> list[Row]:
    """The rows that have a place, their cells' origins and heights counted in such rows alone."""
    number: dict[int, int] = {}
    for y, row in enumerate(rows):
        if row.cells:
            number[y] = len(number)
    moved: dict[int, Cell] = {}

    def place(cell: Cell) -> Cell:
        if cell is NOWHERE:
            return cell
        if id(cell) not in moved:
            height = sum(1 for y in range(cell.origin_row, cell.origin_row + cell.rowspan) if y in number)
            moved[id(cell)] = cell.changed(origin_row=number[cell.origin_row], rowspan=height)
        return moved[id(cell)]

    return [row.of(tuple(map(place, row.cells))) for row in rows if row.cells]


def count_header_rows(rows: list[Row]) -> int:
    """The leading rows whose own cells are all headers."""
    for number, row in enumerate(rows):
        own = [cell for cell in row.cells if cell.origin_row == number]
        if not all(cell.is_header for cell in own) or not row.cells:
            return number
    return len(rows)
