"""Headers that are a party's logo and no word: `! colspan=2 | [[File:PP.svg|40px|link=People's Party (Spain)]]`.

The article that the picture leads to is the header's word and link, made such once, before anything is read. The
page's own reading, which `cells` shows, keeps the cell as it is. Pictures below the header are left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.elections.words.numbers import LONGEST
from pipeline.wikitext.model import Cell, CellText, Link, Page, Row, Table

_MOST_ROWS: Final = 6  # of a header
_LOGO: Final = re.compile(r"\[\[(?:File|Image):[^\[\]]*\|\s*link\s*=\s*([^|\[\]]+)", re.IGNORECASE)
_DISAMBIGUATED: Final = re.compile(r"\s+\([^()]*\)\s*$")


def with_logo_headers(page: Page) -> Page:
    """The page with the logos in its tables' headers as words; the same page where it has none."""
    if "link" not in page.wikitext:
        return page
    tables = tuple([_named(table) for table in page.tables])
    if all(new is old for new, old in zip(tables, page.tables, strict=True)):
        return page
    return replace(page, tables=tables)


def _named(table: Table) -> Table:
    made: dict[int, Cell] = {}  # copies that fill a span stay one object
    rows: list[Row] = []
    for row in table.rows[:_MOST_ROWS]:
        if not all(cell.is_header for cell in row.cells):
            break
        for cell in row.cells:
            if id(cell) not in made and (title := _pictured(cell)):
                shown = _DISAMBIGUATED.sub("", title)
                made[id(cell)] = cell.changed(body=CellText(shown, (shown,), (Link(title, shown),), cell.calls))
        rows.append(row)
    if not made:
        return table
    heads = [row.of(tuple([made.get(id(cell), cell) for cell in row.cells])) for row in rows]
    return replace(table, rows=(*heads, *table.rows[len(heads) :]))


def _pictured(cell: Cell) -> str:
    """The article that a header without words leads to by its picture; "" for none."""
    if cell.text.strip() or "link" not in cell.wikitext:
        return ""
    match = _LOGO.search(cell.wikitext[:LONGEST])
    return match[1].strip().replace("_", " ") if match else ""
