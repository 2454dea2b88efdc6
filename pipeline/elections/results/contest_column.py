"""A column before the names whose cells part a results table into contests, though no registry knows its header.

`Constituent | Candidate | Party | Votes | %`: `Bosniak` and `Croat` span rows of their own whose shares come to a
hundred each. Told by spans and sums alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import percent
from pipeline.elections.words.rounding import ALL_SHARES_OF_CONTESTS

_FEWEST: Final = 2  # contests


def contest_column(columns: Sequence[Column], first: int, shares: int | None, view: TableView) -> int | None:
    """The column before `first` (of names) that parts the rows, if the `shares` say so; None for none."""
    if shares is None or view.table.call is not None:
        return None
    least, most = ALL_SHARES_OF_CONTESTS
    for column in columns[:first]:
        if column.role not in {"choice", "unread"} or column.content.numeric or not column.content.filled:
            continue
        sums: dict[int, float] = {}
        for row_no, row in view.rows:
            cell, name = row.at(column.col), row.text_at(first)
            if cell is None or not cell.text.strip() or row.at(first) is cell or line_of_words(name) is not None:
                continue
            share = percent(row.text_at(shares))
            begun = cell.origin_row if cell.rowspan > 1 else row_no
            sums[begun] = sums.get(begun, 0.0) + (share or 0.0)
        if len(sums) >= _FEWEST and all(least <= whole <= most for whole in sums.values()):
            return column.col
    return None
