"""Recognises tables turned round: areas as columns, candidates as rows, of which no records are taken yet.

`! colspan=3 | 2021 election !! [[Manhattan]] !! [[The Bronx]] !! [[Brooklyn]] !! Total`.
"""

from __future__ import annotations

from pipeline.elections.area_names import area_column, linked_area
from pipeline.elections.context import state_of
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import Column, TableView
from pipeline.elections.places import county_place, state_code

_ENOUGH = 3  # columns headed by areas; two may be candidates called like counties


@recogniser
def areas_across(view: TableView) -> Evidence | None:
    """Several columns headed by areas, told by their links or as counties of the page's state, figures below."""
    heads = [head for head in view.columns if head.cells and head.cells[-1].colspan == 1]
    if len(heads) < _ENOUGH or len(view.columns) > 60 or not view.is_of_election or area_column(view) is not None:
        return None
    code = state_code(state_of(view.page_title))
    found = sum(_is_area(head, code) for head in heads)
    if found < _ENOUGH or found < len(heads) / 2:
        return None
    return Evidence("areas_across", 0.9, f"{found} columns headed by areas: candidates as rows")


def _is_area(head: Column, code: str | None) -> bool:
    """Whether a column's last header cell is an area: by the article it links to, or a county of the page's state."""
    words, links = head.cells[-1].text.strip(), head.cells[-1].links
    link = links[0].target if links else None
    if link and linked_area(link):
        return True
    return bool(code and words) and county_place(words, code=code, link=link) is not None
