"""Tables of the votes of electors and of no others: `Candidate | Party | Electoral votes`. Reads no figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView

_BESIDE: Final = frozenset(
    ("candidate", "party", "running_mate", "home_state", "rank", "spacer", "blank", "note", "electoral_votes")
)
_NEARLY_ALL: Final = 0.9  # of a column's cells


def are_electors_alone(places: Mapping[str, int], columns: Sequence[Column], view: TableView) -> bool:
    """Whether a table has the electoral votes of candidates and no other figures.

    Seats, areas, years and dates beside them are of another table.
    """
    if "candidate" not in places or "electoral_votes" not in places or not view.is_of_election:
        return False
    counted = columns[places["electoral_votes"]].content
    return counted.whole + counted.large > _NEARLY_ALL and {column.role for column in columns} <= _BESIDE
