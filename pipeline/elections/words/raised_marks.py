"""Takes raised marks of footnotes off cells and fields before anything is read from them.

`546<sup>1</sup>` is 546 votes with a note, not 5461; `[[Van Wert County, Ohio|Van Wert]]<sup>2</sup>` is Van Wert. The
page's own reading, which `cells` shows, keeps them as MediaWiki does. Ordinals (`1<sup>st</sup>`) and units
(`km<sup>2</sup>`) stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.wikitext.model import Cell, Infobox, Page, Table
from pipeline.wikitext.recasting import recast
from pipeline.wikitext.tables import has_tag
from pipeline.wikitext.text import read_cell

_SUP: Final = "[sS][uU][pP]"  # cheaper than the flag: this looks for them in every page
# Two patterns that begin with a letter of their own, which a search skips to; one of both would try everywhere.
_RAISED: Final = (
    re.compile(rf"<{_SUP}[\s>]"),
    re.compile(rf"\{{\{{\s*{_SUP}(?i:erscript)?\s*\|"),
)
_S: Final = frozenset("sS")
_MARK: Final = r"(?:'')?[\[(]?(?:\d{1,2}|(?!st|nd|rd|th)[a-z]{1,2}|[*†‡§#]{1,3})[\])]?(?:'')?"
_SHOWN: Final = rf"(?:\[\[#[^\]\[|<>]*\|{_MARK}\]\]|{_MARK})"
_NOTE: Final = re.compile(
    rf"(?:<sup(?:\s[^<>]*)?>\s*{_SHOWN}(?:\s*,\s*{_SHOWN})*\s*</sup\s*>"
    rf"|\{{\{{\s*sup(?:erscript)?\s*\|\s*{_SHOWN}\s*\}}\}})"
    r"(?=\s|$|['\]),<|]|\{\{)",
    re.IGNORECASE,
)
_UNIT_BEFORE: Final = re.compile(r"(?:^|[^\w])(?:CO|[ckm]?m|mi|ft|yd|x)$", re.IGNORECASE)
_POWER: Final = re.compile(r"(?:[>|]|'')\s*\d(?:'')?\s*(?:<|\})")  # `<sup>2</sup>`, and no `[2]`
_LONGEST_UNIT: Final = 4  # characters: what parts it, two letters, a line's end


def without_raised_marks(page: Page) -> Page:
    """The page with marks of notes taken off its cells and infobox fields; the same page where it has none."""
    if not _mentions_sup(page):
        return page
    tables = tuple(_of_table(table) for table in page.tables)
    return replace(page, tables=tables, infoboxes=tuple(_of_box(box) for box in page.infoboxes))


def _mentions_sup(page: Page) -> bool:
    """Whether a raised mark may stand on the page; a page tells which templates it calls without a search for them."""
    called = any(construct.name == "sup" for construct in page.constructs)
    return called or has_tag(page.wikitext, _RAISED[0], _S)


def _of_table(table: Table) -> Table:
    return replace(table, rows=recast(table.rows, _of_cell))


def _of_cell(cell: Cell) -> Cell:
    wikitext = cell.wikitext
    if "<" not in wikitext and "{" not in wikitext:  # most cells by far
        return cell
    bare = bare_markup(wikitext)
    return cell.changed(body=read_cell(bare)) if bare != wikitext else cell


def _of_box(box: Infobox) -> Infobox:
    fields = {
        name: field if wikitext == field.wikitext else field._replace(body=read_cell(wikitext))
        for name, field in box.fields.items()
        for wikitext in (bare_markup(field.wikitext),)
    }
    return replace(box, fields=fields)


def bare_markup(wikitext: str) -> str:
    """The markup without raised marks behind a name or a figure."""
    return _NOTE.sub(_unless_part_of_word, wikitext) if _is_raised(wikitext) else wikitext


def _is_raised(wikitext: str) -> bool:
    return any(pattern.search(wikitext) for pattern in _RAISED)


def _unless_part_of_word(match: re.Match[str]) -> str:
    """Nothing for a note's mark; the mark itself where it stands alone or behind a unit of measure."""
    text, end = match.string, match.start()
    is_power = bool(_POWER.search(match[0]))
    while end and text[end - 1] in " '":
        end -= 1
    # Never the whole text before: a cell may have thousands of marks.
    of_unit = bool(is_power and _UNIT_BEFORE.search(text, max(0, end - _LONGEST_UNIT), end))
    return match[0] if not end or of_unit else ""
