"""The headings of an Election box that lost its beginning: `{{Election box candidate|…}}` and nothing above it.

Its lines are rows of a table that has no header; their template's name says which columns they have. Reads no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.wikitext.model import Cell, CellText, Table
from pipeline.wikitext.templates.box_layout import Layout, layout_of

_BOXES: Final = ("election box ", "ams election box ", "mmp election box ")


def box_heads(table: Table) -> list[tuple[Cell, ...]]:
    """The header rows that the box would have had; none where its first row is nobody's line of a box."""
    call = table.rows[0].call if table.rows else None
    if call is None or not call.name.startswith(_BOXES) or not ("candidate" in call.name or "party" in call.name):
        return []
    layout = layout_of(call.name)
    if layout.width != len(table.rows[0].cells):
        return []
    heads = [tuple(_places([*layout.lead, *((1, measure.heading) for measure in layout.measures)]))]
    return [tuple(_places(_grouped(layout))), *heads] if len(layout.groups) > 1 else heads


def _grouped(layout: Layout) -> list[tuple[int, str]]:
    """The width and words of the upper header's cells."""
    return [*layout.lead, *((len(measures), heading) for heading, measures in layout.groups)]


def _places(headings: Iterable[tuple[int, str]]) -> Iterator[Cell]:
    """A header cell for each place, one cell for all places that it spans."""
    col = 0
    for width, words in headings:
        cell = Cell(CellText(words, (words,), (), ()), True, words, {}, 0, col, 1, width)
        yield from [cell] * width
        col += width
