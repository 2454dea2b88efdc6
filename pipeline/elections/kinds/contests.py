"""Recognises lists of contests: a row per district or state with its incumbent and, in one cell, all candidates."""

from __future__ import annotations

from pipeline.elections.areas.column import area_column
from pipeline.elections.contest_lists import contest_columns
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.listed_offices import has_listed_offices


@recogniser(at_most=0.95)
def contests(view: TableView) -> Evidence | None:
    """A column of areas and one whose cells list candidates with party and percentage, a line each."""
    found = contest_columns(view)
    if found is None or area_column(view) is None:
        return None
    return Evidence(
        "contests", 0.95, f"cells that list candidates with party and percentage, {found.share:.0%} of the rows"
    )


@recogniser(at_most=0.88)
def offices(view: TableView) -> Evidence | None:
    """The same with a column of offices, for which all vote."""
    if not view.is_of_election or area_column(view) is not None or not has_listed_offices(view):
        return None
    return Evidence("contests", 0.88, "a row per office and cells that list its candidates with their figures")
