"""A raw cell's attributes and content, read: text, markup as written, the templates before its bar.

Remembers what it has read: attributes and contents repeat on a page, and plain contents over pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from pipeline.wikitext.attributes import NO_ATTRIBUTES, column_span, read_attributes, row_span
from pipeline.wikitext.building import RawCell, RawTable
from pipeline.wikitext.inline import shown
from pipeline.wikitext.markers import BEGIN, MARK, MARKER, NESTED_TABLE, Piece, read_and_written, restored
from pipeline.wikitext.model import Call, CellText
from pipeline.wikitext.remembering import remembered
from pipeline.wikitext.text import EMPTY, read_markup

HIDDEN: Final = re.compile(r"display:\s*none")
ANY_MARKER: Final = re.compile(r"\x7f(?:[be]?\d+|t)\x7f")
REMEMBERED: Final = 1 << 16  # contents, over pages
LONGEST_REMEMBERED: Final = 500  # characters
LONGEST_NESTED: Final = 50_000  # characters of tables inside a cell that are given back with its markup
BODIES: Final[tuple[dict[str, CellText], dict[str, CellText]]] = (
    {},
    {},
)  # without and with calls; shared, values never change


class CellAttributes(NamedTuple):
    """Attributes and the spans they ask for; rows 0: to the end of the table."""

    values: Mapping[str, str]
    rows: int
    columns: int
    is_hidden: bool  # display:none


NONE: Final = CellAttributes(NO_ATTRIBUTES, 1, 1, False)


def cell_attributes(values: Mapping[str, str]) -> CellAttributes:
    """The attributes with what they ask for."""
    return CellAttributes(values, row_span(values), column_span(values), hides(values)) if values else NONE


@remembered
def plain_attributes(text: str) -> CellAttributes:
    """The attributes of a text without markers, which means the same on every page."""
    return cell_attributes(read_attributes(text))


class CellReader:
    """Reads the cells of one text with its markers; `calls=False` where the wiki has expanded the templates already."""

    def __init__(self, text: str, pieces: list[Piece], *, calls: bool) -> None:
        self.text = text
        self.pieces = pieces
        self.calls = calls
        self.known: dict[str, CellAttributes] = {"": NONE}
        self.calls_of: dict[int, Call | None] = {}  # by piece: all the rows that one call wrote lead back to it
        self.marked: dict[
            str, tuple[CellText, str]
        ] = {}  # contents with markers, whose numbers mean something here only
        self.bodies = BODIES[calls]
        if len(self.bodies) > REMEMBERED:
            self.bodies.clear()

    def attributes(self, text: str) -> CellAttributes:
        """Attributes; names of templates among them under "template"."""
        found = self.known.get(text)
        if found is None:
            read = plain_attributes(text) if MARK not in text else cell_attributes(self.marked_attributes(text))
            found = self.known[text] = read
        return found

    def marked_attributes(self, text: str) -> Mapping[str, str]:
        """Attributes with templates among them."""
        names = [
            call.name
            for which, number in MARKER.findall(text)
            if not which
            and (piece := self.pieces[int(number)]).kind == "call"
            and (call := outermost_call(piece.source)) is not None
        ]
        values = read_attributes(ANY_MARKER.sub(self.answered_attributes, text))
        return {**values, "template": " ".join(names)} if names else values

    def answered_attributes(self, marker: re.Match[str]) -> str:
        """What a template among the attributes says, where the wiki was asked, and what nowiki shows; else a blank."""
        number = MARKER.fullmatch(marker.group())
        if number is None or number[1]:
            return " "
        answer = self.pieces[int(number[2])].answer
        return f" {answer} " if answer else shown(self.pieces, number) or " "

    def content(self, raw: RawCell, *, is_hidden: bool) -> tuple[CellText, str]:
        """The cell's reading and its markup as written."""
        markup = raw.markup
        if is_hidden:
            return EMPTY, restored(markup, self.pieces)
        has_begun = BEGIN in raw.attributes
        if not has_begun and MARK not in markup:
            return self.plain_content(markup), markup
        if has_begun or raw.nested:
            return self.marked_content(raw, markup)
        found = self.marked.get(markup)
        if found is None:
            found = self.marked[markup] = self.marked_content(raw, markup)
        return found

    def plain_content(self, markup: str) -> CellText:
        """The reading of markup without markers."""
        body = self.bodies.get(markup)
        if body is None:
            body = read_markup(markup, self.calls)
            if len(markup) <= LONGEST_REMEMBERED:
                self.bodies[markup] = body
        return body

    def marked_content(self, raw: RawCell, markup: str) -> tuple[CellText, str]:
        """The same where markers stand in the content, or a call's rendering has begun in the attributes."""
        if MARK not in markup:
            body, written = self.plain_content(markup), markup
        else:
            read_as, written = read_and_written(markup, self.pieces)
            body = self.plain_content(read_as)
            if NESTED_TABLE in written:
                written = self.with_nested(written, raw.nested or [])
        if BEGIN in raw.attributes:  # a template wrote attributes, bar and content of this cell
            structure = tuple(
                call
                for which, number in MARKER.findall(raw.attributes)
                if which == "b" and (call := self.call_of(int(number))) is not None
            )
            body = body._replace(calls=structure + body.calls)
        return body, written

    def with_nested(self, written: str, nested: list[RawTable]) -> str:
        """The markup with that of the tables inside in its place."""
        parts = written.split(NESTED_TABLE)
        if sum(table.end - table.start for table in nested) > LONGEST_NESTED:
            return "".join(parts)
        inner = [restored(self.text[table.start : table.end], self.pieces) for table in nested]
        inner += [""] * (len(parts) - len(inner))
        return "".join(part + table for part, table in zip(parts, inner, strict=False))

    def call_in(self, attributes: str) -> Call | None:
        """The call whose rendering wrote a `{|` or `|-`."""
        if MARK not in attributes:
            return None
        for which, number in MARKER.findall(attributes):
            if not which and self.pieces[int(number)].kind == "structure":
                return self.call_of(int(number))
        return None

    def call_of(self, number: int) -> Call | None:
        """The call that a piece is, read once: `{{bar box|bars=…}}` writes a row for each of thousands of bars."""
        if number not in self.calls_of:
            self.calls_of[number] = outermost_call(self.pieces[number].read_as)
        return self.calls_of[number]


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether the cell is not displayed; it keeps its place in the grid."""
    style = attributes.get("style", "")
    return "none" in style and HIDDEN.search(style) is not None


def outermost_call(source: str) -> Call | None:
    """The call that a piece of source is."""
    calls = read_markup(source, True).calls
    return calls[0] if calls else None
