"""Whether shares in a column of a results table can be those of the votes in another; computes no record."""

from __future__ import annotations

from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.rounding import OF_ANOTHER_WHOLE


def in_proportion(votes: int, pct: int, view: TableView) -> bool:
    """Whether the shares in a column may be those of the votes in another."""
    pairs = [
        (number, share)
        for _, row in view.rows
        if (number := count(row.text_at(votes))) and (share := percent(row.text_at(pct))) is not None
    ]
    whole = sum(share for _, share in pairs) / max(1, sum(number for number, _ in pairs))
    return all(abs(number * whole - share) <= OF_ANOTHER_WHOLE for number, share in pairs)
