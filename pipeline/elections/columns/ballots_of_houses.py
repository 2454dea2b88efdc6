"""Ballots of a legislature for a United States senator, by house: `January 17` over `Senate | Assembly`, `Joint`.

A house that has the sum of both beside it is a part of that; houses alone are a ballot each. Only headers and the forms
of figures are looked at; nothing is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import role_of
from pipeline.elections.columns.measures import Content
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded

_UPPER: Final = frozenset(("senate", "state senate", "council"))
_LOWER: Final = frozenset(
    ("assembly", "state assembly", "house", "state house", "house of representatives", "house of delegates")
)
_BOTH: Final = frozenset(("total", "totals", "joint", "joint session", "joint ballot", "joint vote", "joint assembly"))
_HOUSES: Final = _UPPER | _LOWER
_LAST_YEAR: Final = "1914"  # in which legislatures chose senators
_TITLE: Final = "senate election"
_MOST_WHOLE: Final = 0.9  # of a column's cells
_DEEPEST: Final = 2  # header rows: the day, the house

_Part = tuple[str, str]  # the words above a house (its day) and the house, as written


def ballots_of_houses(view: TableView, contents: Sequence[Content]) -> dict[int, tuple[str, str]]:
    """Column → its ballot and `votes`; {} unless both houses stand beside each other on a page of senators' elections.

    A house whose day has a sum has no entry of its own.
    """
    if _TITLE not in view.page_title.casefold() or view.page_title[: len(_LAST_YEAR)] > _LAST_YEAR:
        return {}
    if not any(role_of(head.text) == "candidate" for head in view.columns):
        return {}  # seats of parties in both houses
    parts = {head.index: part for head in view.columns if (part := _part(head)) is not None}
    houses = {folded(house) for _, house in parts.values()}
    if houses.isdisjoint(_UPPER) or houses.isdisjoint(_LOWER):
        return {}
    if any(contents[col].filled and contents[col].whole < _MOST_WHOLE for col in parts):
        return {}
    summed = {day for day, house in parts.values() if folded(house) in _BOTH}
    return {
        col: (_ballot(day, house), "votes")
        for col, (day, house) in parts.items()
        if day not in summed or folded(house) in _BOTH
    }


def _part(head: Head) -> _Part | None:
    """The day and the house of a column; also of `January 18<br />(joint)`."""
    cells = head.cells
    if not cells or len(cells) > _DEEPEST or cells[-1].colspan > 1:
        return None
    day = cells[0].text.strip() if len(cells) == _DEEPEST else ""
    if folded(cells[-1].text) in _HOUSES | _BOTH:
        return day, cells[-1].text.strip()
    lines = cells[-1].lines
    if not day and len(lines) == _DEEPEST and folded(lines[1].strip(" ()")) in _BOTH:
        return lines[0].strip(), lines[1].strip(" ()")
    return None


def _ballot(day: str, house: str) -> str:
    """What a ballot is called; the sum of a day by the day alone, and that of the only ballot by nothing."""
    if folded(house).startswith("total"):
        return "" if folded(day) in {"votes", "vote"} else day
    return f"{day} {house}".strip()
