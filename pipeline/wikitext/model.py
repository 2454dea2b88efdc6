"""What a reading of wikitext is made of: links, cells, tables, infoboxes, sections, a page.

Plain immutable values. They say what stands on the page and nothing of elections; nothing here parses.
Cells are NamedTuples because a page has thousands and building one must cost well under a microsecond.
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


class Cell(NamedTuple):
    """A cell of the filled grid; the copies that fill a span are the same object as their origin."""

    body: CellText
    is_header: bool
    wikitext: str  # the cell's markup as written, attributes and the bar before them left out
    attrs: Mapping[str, str]  # html attributes, lower-case; templates in attribute place under "template"
    origin_row: int
    origin_col: int
    rowspan: int  # as clipped to the table
    colspan: int

    @property
    def text(self) -> str:
        """The plain text."""
        return self.body.text

    @property
    def lines(self) -> tuple[str, ...]:
        """The plain text parted at line breaks."""
        return self.body.lines

    @property
    def links(self) -> tuple[Link, ...]:
        """The internal links."""
        return self.body.links

    @property
    def calls(self) -> tuple[Call, ...]:
        """The templates called inside."""
        return self.body.calls


def texts_of(cells: Iterable[Cell]) -> list[str]:
    """The plain texts of cells: what `cell.text` is, without the cost of a property for each of thousands."""
    return [cell[0][0] for cell in tuple(cells)]  # of a tuple compiled code knows the length, and makes the list once


class Row(NamedTuple):
    """A row of the filled grid, and the template that made it, if one did (Election boxes)."""

    cells: tuple[Cell, ...]
    call: Call | None  # e.g. Call("election box winning candidate with party link", {...})
    attrs: Mapping[str, str]

    def at(self, col: int | None) -> Cell | None:
        """The cell in a column; None where the row is too short or there is no such column."""
        return self.cells[col] if col is not None and col < len(self.cells) else None

    def text_at(self, col: int | None) -> str:
        """The words in a column, "" where there are none."""
        return self.cells[col][0][0] if col is not None and col < len(self.cells) else ""


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
        return max([len(row[0]) for row in self.rows], default=0)


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
