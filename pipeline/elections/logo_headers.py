"""Headers that are a party's logo and no word: `! colspan=2 | [[File:PP.svg|40px|link=People's Party (Spain)]]`.

The article that the picture leads to is the header's word and link, made such once, before anything is read. The
page's own reading, which `cells` shows, keeps the cell as it is. Pictures below the header are left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import Final

from pipeline.elections.words.numbers import LONGEST
from pipeline.wikitext.model import Cell, CellText, Link, Page, Row, Table
from pipeline.wikitext.recasting import recast

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
    heads = tuple(takewhile(_is_head, table.rows[:_MOST_ROWS]))
    named = recast(heads, _with_its_name)
    if all(new is old for new, old in zip(named, heads, strict=True)):
        return table
    return replace(table, rows=(*named, *table.rows[len(heads) :]))


def _is_head(row: Row) -> bool:
    return all(cell.is_header for cell in row.cells)


def _with_its_name(cell: Cell) -> Cell:
    """The cell with what its picture leads to as its text; the cell itself where it has words or no such picture."""
    title = _pictured(cell)
    if not title:
        return cell
    shown = _DISAMBIGUATED.sub("", title)
    return cell.changed(body=CellText(shown, (shown,), (Link(title, shown),), cell.calls))


def _pictured(cell: Cell) -> str:
    """The article that a header without words leads to by its picture; "" for none."""
    if cell.text.strip() or "link" not in cell.wikitext:
        return ""
    match = _LOGO.search(cell.wikitext[:LONGEST])
    return match[1].strip().replace("_", " ") if match else ""
