"""Votes and percentages of a table by area, looked at together: what contradicts itself, what is seats in brackets.

Knows no column and no name; nothing is computed but to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.words.rounding import OF_ANOTHER_WHOLE, OF_WHOLES

_MOST_SEATS: Final = 200  # of a party in an area


class Figures(NamedTuple):
    """A choice's figures in a row."""

    votes: int | None
    pct: float | None


NO_FIGURES: Final = Figures(None, None)


def without_seats(rows: list[list[Figures]]) -> list[list[Figures]]:
    """The figures without counts that are seats or delegates beside shares, where they contradict the shares.

    `26.98% (5)`: seats that are shared out in proportion come near to it, few votes come to the very share.
    """
    counted = [figures for row in rows for figures in row if figures.votes is not None]
    if (
        not counted
        or any(own.pct is None or (own.votes or 0) > _MOST_SEATS for own in counted)
        or not contradicts(rows, OF_WHOLES if any(own.pct % 1 for own in counted if own.pct) else OF_ANOTHER_WHOLE)
    ):
        return rows
    return [[figures._replace(votes=None) for figures in row] for row in rows]


def without_delegates(rows: list[list[Figures]]) -> list[list[Figures]]:
    """The figures of a table of delegates and votes without the counts of rows that have delegates alone.

    `29<br>(63.4%)` above `13<br>76,897 (49.73%)`: small counts beside shares with which they are in no proportion.
    """
    return [[own._replace(votes=None) for own in row] if _are_delegates(row) else row for row in rows]


def _are_delegates(row: list[Figures]) -> bool:
    counted = [own for own in row if own.votes is not None]
    small = bool(counted) and all(own.pct is not None and (own.votes or 0) <= _MOST_SEATS for own in counted)
    return small and contradicts([row, row], OF_WHOLES)


def contradicts(rows: Sequence[Sequence[Figures]], apart: float = OF_ANOTHER_WHOLE) -> bool:
    """Whether in most rows that can be tested the percentages are not in proportion to the votes.

    `apart`: how many points a share may be away from its votes.
    The base of a percentage (valid votes, ballots cast, the two leading candidates) does not matter to this.
    """
    tested = failed = 0
    for row in rows:
        votes, pct, both = 0, 0.0, 0
        for v, p in row:
            if v is not None and p is not None:
                votes += v
                pct += p
                both += 1
        if both < 2 or not votes or not pct:
            continue
        tested += 1
        for v, p in row:
            if v is not None and p is not None and abs(v * pct / votes - p) > apart:
                failed += 1
                break
    return tested >= 2 and failed > tested / 2
