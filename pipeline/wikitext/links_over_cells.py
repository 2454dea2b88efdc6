"""Links over a bar: `| [[Ohio|Ann || Lee]]` is a link that begins in one cell and ends in the next.

MediaWiki parts cells before it reads links, and its links reach over whatever stands between, so that both cells show
their words without brackets (Parser::replaceInternalLinks2: a label is anything up to the next `]]`, no `[[` among it).
Here the first cell has the whole link, the other loses its brackets. A picture or category swallows what it reaches
over, so that `| [[File:A.svg|20px||x]] Lee` is one cell. Tables inside and calls between are left alone, and pictures
from row to row.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.wikitext.building import RawTable
from pipeline.wikitext.inline import DROPPED_LINK
from pipeline.wikitext.markers import MARK

OPEN: Final = re.compile(r"\[\[([^\[\]|<>{}\n\x7f]+)\|((?:[^\[\]]|\](?!\])|\[(?!\[))*)\Z")

THUMBNAIL: Final = re.compile(r"(?:^|\|) *(?:thumb|frame(?!less))")  # a block, whose caption may hold cells


def ended_in_cell(markup: str) -> tuple[str, bool] | None:
    """The markup with its last link ended, or without it where no label is left, and whether it swallows what is up to
    its end; None if none is open."""
    at = markup.rfind("[[")
    match = OPEN.match(markup, at) if at >= 0 else None
    if match is None:
        return None
    title, label = match.groups()
    is_dropped = DROPPED_LINK.match(title) is not None
    swallows = is_dropped and THUMBNAIL.search(label) is None
    return (f"{markup}]]" if label.strip() and not is_dropped else markup[:at]), swallows


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
