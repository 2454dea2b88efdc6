"""Takes raised marks of footnotes off cells and fields before anything is read from them.

`546<sup>1</sup>` is 546 votes with a note, not 5461; `[[Van Wert County, Ohio|Van Wert]]<sup>2</sup>` is Van Wert. The
page's own reading, which `cells` shows, keeps them as MediaWiki does. Ordinals (`1<sup>st</sup>`) and units
(`km<sup>2</sup>`) stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.wikitext.model import Cell, Infobox, Page, Row, Table
from pipeline.wikitext.text import read_cell

_MARK = r"\s*(?:'')?[\[(]?(?!(?:st|nd|rd|th)\b)(?:[0-9]{1,2}|[a-z]{1,2}|[*†‡§]{1,3})[\])]?(?:'')?\s*"
_RAISED = re.compile(
    rf"(?:(?<=[0-9%\])}}'>])|(?<=[a-z]{{4}}))\s?(?:<sup\b[^<>]*>{_MARK}</sup\s*>|\{{\{{\s*sup(?:erscript)?\s*\|{_MARK}\}}\}})",
    re.IGNORECASE,
)


def without_raised_marks(page: Page) -> Page:
    """The page with marks of notes taken off its cells and infobox fields; the same page where it has none."""
    if not _RAISED.search(page.wikitext):
        return page
    tables = tuple(_of_table(table) for table in page.tables)
    return replace(page, tables=tables, infoboxes=tuple(_of_box(box) for box in page.infoboxes))


def _of_table(table: Table) -> Table:
    cells: dict[int, Cell] = {}  # copies that fill a span stay one object

    def bare(cell: Cell) -> Cell:
        if id(cell) not in cells:
            wikitext = _RAISED.sub("", cell.wikitext)
            cells[id(cell)] = cell if wikitext == cell.wikitext else cell._replace(body=read_cell(wikitext))
        return cells[id(cell)]

    return replace(table, rows=tuple(Row(tuple(map(bare, row.cells)), row.call, row.attrs) for row in table.rows))


def _of_box(box: Infobox) -> Infobox:
    fields = {
        name: field if wikitext == field.wikitext else field._replace(body=read_cell(wikitext))
        for name, field in box.fields.items()
        for wikitext in (_RAISED.sub("", field.wikitext),)
    }
    return replace(box, fields=fields)
