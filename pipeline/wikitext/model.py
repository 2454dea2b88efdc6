"""What a reading of wikitext is made of: links, cells, tables, infoboxes, sections, a page.

Plain immutable values. They say what stands on the page and nothing of elections; nothing here parses.
Cells and rows are plain classes because a page has thousands, and nothing is made or asked in less time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Outcome = Literal["parsed", "ignored", "unknown"]


class Link(NamedTuple):
    """An internal link: the target's title (spaces, no leading colon, no #fragment) and the words shown."""

    target: str
    label: str


class Call(NamedTuple):
    """A template as it was called: canonical lower-case name (aliases resolved) and its parameters as plain text.

    Unnamed parameters are "1", "2", …: `{{USRaceRating|Solid|D}}` → ("usracerating", {"1": "Solid", "2": "D"}).
    """

    name: str
    params: Mapping[str, str]


class CellText(NamedTuple):
    """The reading of a cell's markup; the same markup always gives the same (memoised, shared) object."""

    text: str  # plain text: no markup, refs, footnote marks or flags; blanks folded; <br> is one blank
    lines: tuple[str, ...]  # the same parted at <br>, list items and paragraphs; empty parts left out
    links: tuple[Link, ...]
    calls: tuple[Call, ...]  # templates inside, outermost first, value templates included


class Cell:
    """A cell of the filled grid; the copies that fill a span are the same object as their origin. Never changed."""

    __slots__ = ("attrs", "body", "colspan", "is_header", "origin_col", "origin_row", "rowspan", "text", "wikitext")

    def __init__(
        self,
        body: CellText,
        is_header: bool,
        wikitext: str,
        attrs: Mapping[str, str],
        origin_row: int,
        origin_col: int,
        rowspan: int,
        colspan: int,
    ) -> None:
        self.text = body[0]  # what is asked for most by far
        self.body = body
        self.is_header = is_header
        self.wikitext = wikitext  # the cell's markup as written, attributes and the bar before them left out
        self.attrs = attrs  # html attributes, lower-case; templates in attribute place under "template"
        self.origin_row = origin_row
        self.origin_col = origin_col
        self.rowspan = rowspan  # as clipped to the table
        self.colspan = colspan

    @property
    def lines(self) -> tuple[str, ...]:
        """The plain text parted at line breaks."""
        return self.body[1]

    @property
    def links(self) -> tuple[Link, ...]:
        """The internal links."""
        return self.body[2]

    @property
    def calls(self) -> tuple[Call, ...]:
        """The templates called inside."""
        return self.body[3]

    def changed(
        self,
        *,
        body: CellText | None = None,
        is_header: bool | None = None,
        origin_row: int | None = None,
        origin_col: int | None = None,
        rowspan: int | None = None,
        colspan: int | None = None,
    ) -> Cell:
        """A cell that differs from this one in what is given."""
        return Cell(
            self.body if body is None else body,
            self.is_header if is_header is None else is_header,
            self.wikitext,
            self.attrs,
            self.origin_row if origin_row is None else origin_row,
            self.origin_col if origin_col is None else origin_col,
            self.rowspan if rowspan is None else rowspan,
            self.colspan if colspan is None else colspan,
        )

    def __repr__(self) -> str:
        mark = "!" if self.is_header else "|"
        return f"<Cell {self.origin_row}:{self.origin_col} {mark} {self.text!r}>"


def texts_of(cells: Iterable[Cell]) -> list[str]:
    """The plain texts of cells."""
    return [cell.text for cell in tuple(cells)]  # of a tuple compiled code knows the length, and makes the list once


class Row:
    """A row of the filled grid, and the template that made it, if one did (Election boxes). Never changed."""

    __slots__ = ("attrs", "call", "cells")

    def __init__(self, cells: tuple[Cell, ...], call: Call | None, attrs: Mapping[str, str]) -> None:
        self.cells = cells
        self.call = call  # e.g. Call("election box winning candidate with party link", {...})
        self.attrs = attrs

    def at(self, col: int | None) -> Cell | None:
        """The cell in a column; None where the row is too short or there is no such column."""
        return self.cells[col] if col is not None and col < len(self.cells) else None

    def text_at(self, col: int | None) -> str:
        """The words in a column, "" where there are none."""
        return self.cells[col].text if col is not None and col < len(self.cells) else ""

    def of(self, cells: tuple[Cell, ...]) -> Row:
        """The row with other cells."""
        return Row(cells, self.call, self.attrs)

    def __repr__(self) -> str:
        return f"<Row {list(self.cells)}>"


@dataclass(frozen=True, slots=True)
class Table:
    """A table in document order: wikitable, html table, or a table made by templates (Election box)."""

    table_no: int  # from 1; a table inside another's cell is counted after the one it stands in
    section_no: int  # of the section it stands in; 0 is the lead
    caption: str  # plain text
    rows: tuple[Row, ...]
    n_header_rows: int  # leading rows in which every cell is a header (at least their own cells)
    is_complete: bool  # False: the markup ends before the table does
    call: Call | None  # the template that opened it, if one did: Call("election box begin", {...})
    start: int  # offsets into the page's wikitext, as near as they can be told
    end: int
    nested: tuple[Table, ...] = ()  # tables inside its cells; the page has them among its tables too
    has_cut_spans: bool = False  # they would fill more places than a page may: what stands where cannot be told
    host_no: int | None = None  # table_no of the table in whose cell it stands: `{| |- | valign=top |\n{| … |}\n|}`

    @property
    def n_cols(self) -> int:
        """The width of the widest row."""
        return max([len(row.cells) for row in self.rows], default=0)


class InfoboxField(NamedTuple):
    """A field of an infobox, in the order written; a later one of the same name wins, as in MediaWiki."""

    name: str  # as written, stripped
    body: CellText
    wikitext: str  # as written, stripped


@dataclass(frozen=True, slots=True)
class Infobox:
    """A template whose name says infobox, embedded ones (`module = {{Infobox …|embed=yes}}`) after their host."""

    infobox_no: int  # from 1 in document order
    template: str  # canonical lower-case name: "infobox election"
    fields: Mapping[str, InfoboxField]
    section_no: int
    host_no: int | None  # infobox_no of the box it is embedded in
    start: int
    end: int


class ListItem(NamedTuple):
    """An item of a bullet or numbered list, markers as written ("#", "*", "##", "#*")."""

    marker: str
    body: CellText
    wikitext: str


class Section(NamedTuple):
    """A stretch of the page under one heading; the lead is section 0 with level 1 and heading ""."""

    section_no: int
    level: int
    heading: str  # plain text
    path: tuple[str, ...]  # headings from the outermost down to this one
    text: str  # prose as plain text, paragraphs parted by blank lines; tables, infoboxes, lists' markers left out
    links: tuple[Link, ...]
    items: tuple[ListItem, ...]
    start: int
    end: int


class Construct(NamedTuple):
    """Something met on the page and what became of it; the raw material of the table `coverage`."""

    construct: str  # template, infobox_field, table_layout, parser_function, extension_tag
    name: str
    outcome: Outcome
    reason: str


class Problem(NamedTuple):
    """Markup that could not be read as it should: what, and where."""

    kind: str  # unclosed_table, unclosed_template, too_deep, too_large, …
    message: str
    offset: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page's reading: everything that the election side may look at."""

    title: str
    wikitext: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    infoboxes: tuple[Infobox, ...]
    constructs: Mapping[Construct, int] = field(default_factory=dict)  # with the number of occurrences
    problems: tuple[Problem, ...] = ()
    redirect: str | None = None  # target of a #REDIRECT page
