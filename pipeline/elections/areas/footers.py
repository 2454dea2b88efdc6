"""Which rows below the total of a table by area name no area: `Percentage`, `Margin`, `Turnout`.

They would be areas with figures of nobody, and their percentages below columns of votes would hide what those hold.
"""

from __future__ import annotations

from typing import Final

from pipeline.elections.areas.rows import is_no_area, is_total_area
from pipeline.elections.columns.labels import area_type_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.table_memory import of_tables

_STATISTICS: Final = frozenset(
    ("turnout", "voters", "majority", "registered", "invalid", "overvotes", "undervotes", "valid")
)
_LABELS: Final = 2  # columns in which a row's name may stand
_LONGEST: Final = 60  # characters of a row's name


@of_tables(8)
def footers(view: TableView) -> frozenset[int]:
    """The numbers of these rows; none where no column of areas stands first."""
    if not any(area_type_of(column.text, in_us=True) for column in view.columns[:_LABELS]):
        return frozenset()
    found: set[int] = set()
    is_below = False
    for row_no, row in view.body:
        label = row.text_at(0)
        if not label.strip():
            label = row.text_at(1)
        if is_below:
            words = folded(label).strip(" :")
            if len(words) <= _LONGEST and (is_no_area(label) or line_of_words(label) in _STATISTICS):
                found.add(row_no)
        elif is_total_area(label):
            is_below = True
    return frozenset(found)
