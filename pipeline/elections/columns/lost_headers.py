"""Whether a table's header has lost or doubled a cell, so that its words stand over the wrong columns.

Nobody can say which one: such a table's columns are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import unit_of
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView

_FIGURES: Final = frozenset(("choice", "total", "margin", "votes", "pct"))
# What a row has a cell for; notes and changes behind the figures may be left out where there are none.
_HELD: Final = _FIGURES | {
    "electoral_votes",
    "seats",
    "running_mate",
    "home_state",
    "winner",
    "representative",
    "party",
    "mate_other",
}
_MOST: Final = 0.5  # of a column's cells


def is_shifted(head: Head, column: Column, view: TableView) -> bool:
    """Whether a column shows that the header has lost or doubled a cell, so that all behind it are out of place.

    It has a unit and nothing above it, or a wide name and nothing below, or a unit below `County`, or promises
    figures, seats or names where no row has a cell.
    """
    if not head.cells or not view.header_rows:
        return False
    *above, lower = (len(view.table.rows[number].cells) for number in view.header_rows)
    last = head.cells[-1]
    if above:
        full = sum(head.index < width for width in above) + 1  # header rows that reach this far
        if head.index >= min(above) and len(head.cells) <= full and last.origin_row == view.header_rows[-1]:
            return unit_of(last.text) is not None
        if view.widest > head.index >= lower > last.origin_col and last.colspan > 1:
            return True
        if column.role == "area" and head.cells[0].colspan == 1 and column.content.numeric < _MOST:
            return unit_of(last.text) is not None
    return column.role in _HELD and bool(view.rows) and head.index >= view.widest


def lacks_header(columns: Sequence[Column], view: TableView, misplaced: bool) -> bool:
    """Whether figures by area stand behind the last header cell, so that one before them is lost: nobody says which.

    Words behind it have a header that was left out, unless others are `misplaced`: figures below `Representative`.
    """
    if not view.header_rows or not (misplaced or any(column.role == "area" for column in columns)):
        return False
    width = max(len(view.table.rows[number].cells) for number in view.header_rows)
    if view.widest <= width:
        return False
    common = Counter(len(row.cells) for _, row in view.rows).most_common(1)[0][0]
    behind = columns[width:common]
    if not behind or not (misplaced or any(_holds_digits(view.texts[column.col]) for column in behind)):
        return False
    colours = sum(not any(text.strip() for text in view.texts[column.col]) for column in columns[:width])
    return colours < len(behind)  # a cell of colour before each row's name has moved nothing that is read here


def _holds_digits(texts: Sequence[str]) -> bool:
    """Whether most cells that say something have a figure in them, a margin in words too: `R+27.9`."""
    said = [text for text in texts if text.strip()]
    return sum(any(map(str.isdigit, text)) for text in said) > _MOST * len(said)
