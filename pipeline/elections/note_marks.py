"""Superscript note marks behind names and figures: `Van Wert<sup>2</sup>` is Van Wert, `30.79%<sup>1</sup>` is 30.79%.

A cell's plain text says what MediaWiki shows ("Van Wert2"), so this looks at the markup. Ordinals (`4<sup>th</sup>`)
and units (`km<sup>2</sup>`, `CO<sup>2</sup>`) are no notes. Tables without a superscript are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.wikitext.model import Cell, Table
from pipeline.wikitext.text import read_cell

_RAISED = re.compile(r"<sup[\s>]|\{\{\s*sup(?:erscript)?\s*\|", re.IGNORECASE)
_MARK = r"[\[(]?(?:\d{1,2}|(?!st|nd|rd|th)[a-z]{1,2}|[*†‡§#]{1,3})[\])]?"
_SHOWN = rf"(?:\[\[#[^\]|]*\|{_MARK}\]\]|{_MARK})"
_NOTE = re.compile(
    rf"(?:<sup(?:\s[^<>]*)?>\s*{_SHOWN}(?:\s*,\s*{_SHOWN})*\s*</sup\s*>"
    rf"|\{{\{{\s*sup(?:erscript)?\s*\|\s*{_SHOWN}\s*\}}\}})"
    r"(?=\s|$|['\]),<|]|\{\{)",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(r"(?:^|[^\w])(?:CO|[ckm]?m|mi|ft|yd|x)$", re.IGNORECASE)


def without_note_marks(table: Table, wikitext: str) -> Table:
    """The table with the texts of its cells read without raised marks; `wikitext` is its page's."""
    if not _RAISED.search(wikitext, table.start, table.end) and table.call is None:
        return table
    known: dict[int, Cell] = {}

    def read(cell: Cell) -> Cell:
        if id(cell) not in known:
            known[id(cell)] = unmarked(cell)
        return known[id(cell)]

    return replace(table, rows=tuple(row._replace(cells=tuple(map(read, row.cells))) for row in table.rows))


def unmarked(cell: Cell) -> Cell:
    """The cell read without raised marks, or itself where it has none."""
    if not _RAISED.search(cell.wikitext):
        return cell
    kept = _NOTE.sub(_unless_part_of_word, cell.wikitext)
    return cell if kept == cell.wikitext else cell._replace(body=read_cell(kept))


def _unless_part_of_word(match: re.Match[str]) -> str:
    """Nothing for a note mark; the mark itself where it stands alone or behind a unit of measure."""
    before = match.string[: match.start()].rstrip(" '")
    return match[0] if not before or _UNIT_BEFORE.search(before) else ""
