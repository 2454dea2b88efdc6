"""Columns headed by the numbers of areas, so that candidates are the rows: `Ward | 1 | 2`; the corner says the kind.

Reads no figure; which column is the candidates' and what the total is told by others (across.py, heads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import area_type_of, role_of
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded, is_value
from pipeline.elections.words.places import Place, district_place

_FEWEST: Final = 2
_CORNER: Final = re.compile(r"(?:by )?(?P<kind>[^\d/\\]{2,40}?)(?: (?:no\.?|number|#))?")
_NUMBERED: Final = re.compile(
    r"(?:(?:ward|district|precinct|cd)[ -])?(?P<number>\d{1,3})(?:st|nd|rd|th)?", re.IGNORECASE
)
_NAMES: Final = frozenset(("candidate", "party"))
_COUNTS: Final = ("rounds?", "counts?", "ballots?", "ranked[- ]choice.*", "instant[- ]runoff.*", "preferences?")
_BY: Final = re.compile(r"\bby (?P<kind>(?:[a-z]+ )?(?:wards?|precincts?|districts?))\b")


def numbered_heads(view: TableView, code: str | None) -> tuple[str, Sequence[tuple[Head, str]]] | None:
    """The kind of area that the corner says and its numbers, one a column from 1 on; None for any other table."""
    if len(view.header_rows) != 1 or len(view.columns) <= _FEWEST:
        return None
    kind = _kind(view.columns[0], code is not None) or _kind_above(view)
    names = [text for text in view.texts[0] if text.strip()]
    if kind is None or not names or any(map(is_value, names)):
        return None
    found: list[tuple[Head, str]] = []
    for head in view.columns[1:]:
        match = _NUMBERED.fullmatch(head.text)
        if match is None or int(match["number"]) != len(found) + 1:
            break
        found.append((head, match["number"]))
    return (kind, found) if len(found) >= _FEWEST and _has_figures(view.texts[found[0][0].index]) else None


def _has_figures(texts: Sequence[str]) -> bool:
    """Whether figures stand in most cells: below `Constituency | 1st | 2nd` may be who came there, `Lab 12,001`."""
    said = [text for text in texts if text.strip()]
    return 2 * sum(map(is_value, said)) > len(said)


def _kind(corner: Head, in_us: bool) -> str | None:
    """The kind of area that the corner says, `Ward`, `By district`."""
    match = _CORNER.fullmatch(corner.text)
    return area_type_of(match["kind"], in_us) if match else None


def _kind_above(view: TableView) -> str | None:
    """The kind that the heading right above says, over candidates: `Results by ward` over `Candidate | 1 | 2 | 3`."""
    corner = view.columns[0].text
    if (corner and role_of(corner) not in _NAMES) or view.says(*_COUNTS):
        return None
    near = folded(" | ".join((*view.titles, view.heading)))
    match = _BY.search(near)
    return area_type_of(match["kind"], True) if match else None


def place_of(kind: str, code: str | None, number: str) -> Place:
    """The keys of a numbered area of a state, if it has any."""
    return (district_place(code, number) if kind == "congressional_district" and code else None) or Place(None, None)
