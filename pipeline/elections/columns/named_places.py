"""Places over names by area: `Constituency | Winner | Votes | 2nd | Votes | 3rd | Votes`, `Second` over name and votes.

In rows of candidates the same words are ballots or rounds; behind areas they say who came where. Figures below a wide
`Winner` or `Second` beside the name are his. Reads no row.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.measures import measure_of
from pipeline.elections.kinds.view import TableView, folded

_PLACE: Final = re.compile(
    r"(?:1st|first|winner|2nd|3rd|[4-9]th|second|third|fourth|fifth)(?:[- ]placed?)?(?: candidate)?"
)
_NAMES: Final = 0.3  # of a column's cells: no more are figures
_MOST: Final = 0.5
_FIGURES: Final = frozenset(("votes", "pct", "both"))
_MAY_NAME: Final = frozenset(("unread", "choice", "winner", "runner_up"))


def is_place(words: str) -> bool:
    """Whether words say where somebody came: `1st`, `Second place`."""
    return _PLACE.fullmatch(folded(words)) is not None


def with_places_named(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with those under places as names and their figures; the same for a table without areas before."""
    first = next((column.col for column in columns if column.role == "area"), None)
    if first is None or not any(is_place(_words(column, view)) for column in columns[first + 1 :]):
        return columns
    found = list(columns)
    for place, column in enumerate(columns):
        if column.col <= first or column.role not in _MAY_NAME or column.measure in _FIGURES:
            continue
        words = _words(column, view)
        if is_place(words) and column.content.filled and column.content.numeric < _NAMES and _names(column, view):
            is_first = words.startswith(("1st", "first", "winner"))
            role = "winner" if is_first else "runner_up"
            found[place] = column._replace(role=role, measure=None, lines=(), links=(), group=None)
            if place + 1 < len(columns) and _is_below_the_same(columns[place + 1], column, view):
                behind = columns[place + 1]
                told = measure_of(behind.content) or "votes"
                role = told if told in {"votes", "pct"} else "votes"
                found[place + 1] = behind._replace(role=role, measure=told, lines=(), links=(), group=None)
    return found


def _words(column: Column, view: TableView) -> str:
    """The words of a header of one cell."""
    cells = view.columns[column.col].cells
    return folded(cells[0].text) if len(cells) == 1 else ""


def _names(column: Column, view: TableView) -> bool:
    """Whether most cells have no figure in them: `Lab 12,001` is no name."""
    texts = [text for text in view.texts[column.col] if text.strip()]
    return sum(any(map(str.isdigit, text)) for text in texts) < _MOST * len(texts)


def _is_below_the_same(behind: Column, column: Column, view: TableView) -> bool:
    """Whether the next column's figures stand below the same wide header."""
    own, other = view.columns[column.col].cells[0], view.columns[behind.col].cells
    return bool(other) and other[0] is own and behind.content.numeric > _MOST
