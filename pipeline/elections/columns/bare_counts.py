"""Counts of a single transferable vote that a header gives by their bare numbers: `% 1st Pref | 1 | 2 | 3`.

Behind a share of first preferences they need no more; else their figures tell, which grow from count to count until a
candidate is out (Malta). The same header over wards or districts has figures that do neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import count

_FIRST_PREFERENCES: Final = re.compile(r"\bfpv\b|\b(?:1st|first)[- ]pref")
_FEWEST: Final = 3  # counts, and rows of figures
_NEARLY_ALL: Final = 0.9  # of the steps from count to count: who is elected loses his surplus


def bare_counts(view: TableView) -> dict[int, tuple[str, str]]:
    """Column → its count and `votes`; {} where bare numbers may be anything else."""
    first = next((head.index for head in view.columns if head.text == "1" and _is_plain(head)), 0)
    if not first:
        return {}
    found: dict[int, tuple[str, str]] = {}
    for number, head in enumerate(view.columns[first:], 1):
        if head.text != str(number) or not _is_plain(head):
            break
        found[head.index] = (f"Count {number}", "votes")
    known = len(found) > 1 and _FIRST_PREFERENCES.search(view.columns[first - 1].text) is not None
    return found if known or (len(found) >= _FEWEST and _grow(list(found), view)) else {}


def _grow(cols: Sequence[int], view: TableView) -> bool:
    """Whether rows have figures from the first count on without a gap, most of them growing, and some end early."""
    steps = grown = rows = ended = 0
    for _, row in view.rows:
        figures = [count(row.text_at(col)) for col in cols]
        counted = [figure for figure in figures if figure is not None]
        if not counted:
            continue
        if any(before is None and after is not None for before, after in pairwise(figures)):
            return False
        rows += 1
        ended += len(counted) < len(cols)
        steps += len(counted) - 1
        grown += sum(before <= after for before, after in pairwise(counted))
    return rows >= _FEWEST and ended > 0 and steps >= _FEWEST and grown >= _NEARLY_ALL * steps


def _is_plain(head: Head) -> bool:
    return len(head.cells) == 1 and head.cells[0].colspan == 1
