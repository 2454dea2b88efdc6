"""Recognises tables by area turned round: areas as columns, candidates as rows."""

from __future__ import annotations

from pipeline.elections.areas.heads import area_heads
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView


@recogniser(at_most=0.93)
def areas_across(view: TableView) -> Evidence | None:
    """Several columns headed by areas, told by their links or as counties of the page's state."""
    heads = area_heads(view)
    if not heads:
        return None
    numbered = heads[0].area.endswith("1")  # the corner says their kind, as if the rows were areas
    return Evidence(
        "areas_across", 0.93 if numbered else 0.9, f"{len(heads)} columns headed by areas: candidates as rows"
    )
