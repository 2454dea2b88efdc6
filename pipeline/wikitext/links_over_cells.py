"""Links over a bar: `| [[Ohio|Ann || Lee]]` is a link that begins in one cell and ends in the next.

MediaWiki parts cells before it reads links, and its links reach over whatever stands between, so that both cells show
their words without brackets (Parser::replaceInternalLinks2: a label is anything up to the next `]]`, no `[[` among it).
Here the first cell has the whole link, the other loses its brackets. Tables inside and calls between are left alone.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.wikitext.building import RawTable
from pipeline.wikitext.inline import DROPPED_LINK
from pipeline.wikitext.markers import MARK

OPEN: Final = re.compile(r"\[\[([^\[\]|<>{}\n\x7f]+)\|((?:[^\[\]]|\](?!\])|\[(?!\[))*)\Z")


def ended_in_cell(markup: str) -> str | None:
    """The markup with its last link ended, or without its brackets where no label is left; None if none is open."""
    at = markup.rfind("[[")
    match = OPEN.match(markup, at) if at >= 0 else None
    if match is None or DROPPED_LINK.match(match.group(1)):
        return None
    return f"{markup}]]" if match.group(2).strip() else markup[:at]


def place_of_end(table: RawTable, y: int, x: int) -> tuple[int, int] | None:
    """The row, and the cell in it, in which a link ends that is open behind cell x of row y; None if in none."""
    for row in range(y, len(table.rows)):
        cells = table.rows[row].cells
        for place in range(x + 1 if row == y else 0, len(cells)):
            cell = cells[place]
            markup = cell.markup
            end = markup.find("]]")
            between = markup if end < 0 else markup[:end]
            if cell.nested or MARK in between or "[[" in between:
                return None
            if end >= 0:
                return row, place
    return None
