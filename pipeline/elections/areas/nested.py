"""Whether areas or offices of one column of a table stand within the areas of another, by the rows that they span."""

from __future__ import annotations

from typing import Final

from pipeline.elections.columns.chairs import HEADERS
from pipeline.elections.kinds.view import TableView

_FEWEST: Final = 2


def has_areas_within(view: TableView, outer: int, inner: int) -> bool:
    """Whether a cell of the outer column spans several of the inner one that name different areas, called alike under
    another: `Hinds` over 1 and 2, `Rankin` over 1."""
    if view.columns[inner].text in HEADERS:
        return False  # `District | Seat` over `1 | A`: chairs of one district
    under: dict[int, set[str]] = {}
    for row_no, row in view.rows:
        above, below = row.at(outer), row.at(inner)
        if above is None or below is None or above is below or not below.text.strip():
            continue
        under.setdefault(above.origin_row if above.rowspan > 1 else row_no, set()).add(below.text.strip())
    return any(len(names) >= _FEWEST for names in under.values())
