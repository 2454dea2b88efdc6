"""A column before the names whose cells part a results table into contests, though no registry knows its header.

`Constituent | Candidate | Party | Votes | %`: `Bosniak` and `Croat` span rows of their own whose shares come to a
hundred each; so do a court's `Seat 3` and `Seat 5`, and numbers that span rows each. Without shares the parties tell:
`First` and `Second` span candidates of the same parties, one of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.chairs import is_of_chairs
from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import percent
from pipeline.elections.words.rounding import ALL_SHARES_OF_CONTESTS

_FEWEST: Final = 2  # contests


def contest_column(
    columns: Sequence[Column], first: int, shares: int | None, parties: int | None, view: TableView
) -> int | None:
    """The column before `first` (of names) that parts the rows, if `shares` or else `parties` say so; None for none."""
    if view.table.call is not None:
        return None
    if shares is None:
        may_part = [c for c in columns[:first] if c.role in {"choice", "unread"} and not c.content.numeric]
        return next((c.col for c in may_part if parties is not None and _repeats(c.col, parties, view)), None)
    least, most = ALL_SHARES_OF_CONTESTS
    for column in columns[:first]:
        if not column.content.filled or not _may_part(column, view):
            continue
        sums: dict[int, float] = {}
        unopposed: set[int] = set()  # contests of one row without a share
        wide: set[int] = set()
        for row_no, row in view.rows:
            cell, name = row.at(column.col), row.text_at(first)
            if cell is None or not cell.text.strip() or row.at(first) is cell or line_of_words(name) is not None:
                continue
            share = percent(row.text_at(shares))
            if cell.rowspan > 1:
                wide.add(cell.origin_row)
            elif share is None:
                unopposed.add(row_no)
                continue
            begun = cell.origin_row if cell.rowspan > 1 else row_no
            sums[begun] = sums.get(begun, 0.0) + (share or 0.0)
        enough = len(wide) >= _FEWEST if column.content.numeric else len(sums) + len(unopposed) >= _FEWEST
        if enough and sums and all(least <= whole <= most for whole in sums.values()):
            return column.col
    return None


def _may_part(column: Column, view: TableView) -> bool:
    """Whether a column may name contests: chairs, what no registry knows, numbers (`Office No.` over 41, 43)."""
    if is_of_chairs(view, column.col):
        return True
    return column.role in {"choice", "unread"} or (column.role in {"rank", "office"} and column.content.whole > 0)


def _repeats(col: int, parties: int, view: TableView) -> bool:
    """Whether each cell of a column spans one candidate of each of several parties, which stand again under another."""
    groups: dict[int, list[str]] = {}
    for _, row in view.rows:
        cell, party = row.at(col), row.text_at(parties).strip()
        if cell is None or cell is row.at(parties) or not cell.text.strip() or not party:
            continue
        if cell.rowspan < _FEWEST:
            return False
        groups.setdefault(cell.origin_row, []).append(party)
    if len(groups) < _FEWEST or any(len(set(group)) < max(_FEWEST, len(group)) for group in groups.values()):
        return False
    whole = [set(group) for group in groups.values()]
    return all(any(own & other for other in whole if other is not own) for own in whole)
