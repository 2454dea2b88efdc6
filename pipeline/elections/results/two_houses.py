"""Votes of a legislature, house by house: `Candidate | Party | Senate | Assembly | Total`, as senators were chosen.

Only the total is of the election; it is told by being what both houses come to in each row. Never of parties, whose
figures under such words are seats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import count

# `Senate (51 members)`, `State House`, `House of Delegates`
_HOUSE: Final = re.compile(r"(?:state )?(?:senate|house|assembly|council|legislative council)\b.*", re.IGNORECASE)
_TOTAL: Final = re.compile(r"(?:joint |grand )?totals?|joint (?:ballot|session|assembly|convention)", re.IGNORECASE)
_FEWEST: Final = 2  # rows that must agree


def with_joint_votes(
    figures: dict[str, dict[str, int]], places: Mapping[str, int], columns: Sequence[Column], view: TableView
) -> dict[str, dict[str, int]]:
    """The figures with the column of both houses' votes as the votes, also where `Senate votes` were read as these."""
    if "candidate" not in places or len(columns) < 3:
        return figures
    of_days = {col for group, own in figures.items() if group for col in own.values()}  # January 17, January 18
    heads = [column.cells[-1].text.strip() if column.cells else "" for column in view.columns]
    for total in range(2, len(heads)):
        if _TOTAL.fullmatch(heads[total]) and _HOUSE.match(heads[total - 1]) and _HOUSE.match(heads[total - 2]):
            is_of_all = total not in of_days and _is_sum(total, view)
            return {"": {**figures.get("", {}), "votes": total}} if is_of_all else figures
    return figures


def _is_sum(total: int, view: TableView) -> bool:
    """Whether every row that has figures has in this column what the two before it come to."""
    rows = [[count(row.text_at(col)) for col in (total - 2, total - 1, total)] for _, row in view.rows]
    stated = [(first or 0, second or 0, both) for first, second, both in rows if both is not None]
    return len(stated) >= _FEWEST and all(first + second == both for first, second, both in stated)
