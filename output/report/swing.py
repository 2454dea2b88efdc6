"""The change against the election before, as a chart and a sentence: each area's lead then and now. Pure functions.

A lead is that of the table's two strongest parties, in points of all votes: above 0 the first party's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from output.report.areas import AreaLine, AreaTable

FEWEST_AREAS = 3  # below that, the table says it all


@dataclass(frozen=True)
class Swing:
    """What the chart of a table's swing shows; `rows` and `ends` are the data of charts/swing.vl.json.

    `summary`: how the whole electorate swung, and how many areas to which side.
    """

    rows: Sequence[Mapping[str, Any]]
    ends: Sequence[Mapping[str, float]]
    summary: Sequence[str]


def swing_of(table: AreaTable) -> Swing | None:
    """The swing of a table; None where fewer than FEWEST_AREAS areas can be compared."""
    first, second = table.shift_party, table.shift_against
    lines = [line for line in table.lines if line.shift is not None and not line.is_total]
    if first is None or second is None or len(lines) < FEWEST_AREAS:
        return None
    parties = first.party or "", second.party or ""
    rows = [_row(line, parties) for line in lines]
    figures = [row[name] for row in rows for name in ("before", "now")]
    ends = [{"at": min(figures)}, {"at": max(figures)}]
    towards = sum((line.shift or 0) > 0 for line in lines)
    away = sum((line.shift or 0) < 0 for line in lines)
    summary = [
        f"{towards} of {len(lines)} areas shifted towards {parties[0]}, {away} towards {parties[1]}",
        *_whole(table.total, parties),
    ]
    return Swing(rows, ends, summary)


def _row(line: AreaLine, parties: tuple[str, str]) -> dict[str, Any]:
    now, shift = line.balance or 0.0, line.shift or 0.0
    return {
        "area": line.area,
        "before": round(now - shift, 2),
        "now": round(now, 2),
        "votes": line.total_votes or 1,
        "colour": f"var(--{line.lead.first.colour if line.lead else 'p-none'})",
        "before_words": _lead_words(now - shift, parties),
        "now_words": _lead_words(now, parties),
        "shift_words": _lead_words(shift, parties),
    }


def _whole(total: AreaLine | None, parties: tuple[str, str]) -> list[str]:
    if total is None or total.shift is None or total.balance is None:
        return []
    before = _lead_words(total.balance - total.shift, parties)
    now = _lead_words(total.balance, parties)
    return [f"as a whole from {before} to {now}, a shift of {abs(total.shift):.2f} points"]


def _lead_words(points: float, parties: tuple[str, str]) -> str:
    """Democratic +3.21, Republican +0.50, or even."""
    if round(points, 2) == 0:
        return "even"
    return f"{parties[0] if points > 0 else parties[1]} +{abs(points):.2f}"
