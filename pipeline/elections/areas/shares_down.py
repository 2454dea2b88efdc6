"""Whether the shares of a table add up down its columns and not along its rows: rows of parties that seem to be areas.

Under a heading "By constituency" a first column without a header is taken for one of areas. Where areas are the columns
(`! !! [[Reykjavík North]] !! [[Reykjavík South]] !! Total` over parties), arithmetic tells: a row's shares come to
nothing in particular, and what stands below `Total` is no hundred. Reads no figure for a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import percent

_FEWEST: Final = 3  # rows or columns
_FULL: tuple[float, ...] = (97.0, 102.0)  # what the shares of all parties come to, some left out
_HUNDRED: Final = 99.0
_MOST: Final = 0.8  # of the columns, of the rows


def add_up_down(columns: Sequence[Column], view: TableView) -> bool:
    """Whether shares are those of parties in the rows: their total's is no hundred, or the columns come to one each."""
    shared = [c.col for c in columns if c.role == "choice" and c.measure == "pct" and "%" not in c.header]
    rows = [row for _, row in view.rows if line_of_words(row.text_at(0)) is None]
    if len(shared) < _FEWEST or len(rows) < _FEWEST:
        return False
    totals = [c.col for c in columns if c.role == "total" and c.measure == "pct"]
    if len(totals) == 1:
        told = [pct for row in rows if (pct := percent(row.text_at(totals[0]))) is not None]
        return len(told) >= _FEWEST and all(pct < _HUNDRED for pct in told)
    cells = [[percent(row.text_at(col)) or 0.0 for col in shared] for row in rows]
    along = sum(_is_full(own) for own in cells)
    down = sum(_is_full(list(own)) for own in zip(*cells, strict=True))
    return down >= _MOST * len(shared) and along < _MOST * len(rows)


def _is_full(shares: Sequence[float]) -> bool:
    return _FULL[0] <= sum(shares) <= _FULL[1]
