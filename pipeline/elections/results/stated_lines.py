"""Which lines of a results table state something: second counts below the total, rounds without figures, empty sums.

Works on lines that are read; nothing is computed and no cell is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.records import Result

CANDIDATE_LINES: Final = frozenset(("candidate", "party"))
_OF_NOBODY: Final = frozenset(  # lines that say nothing without a figure
    (
        "total",
        "subtotal",
        "valid",
        "invalid",
        "turnout",
        "majority",
        "registered",
        "voters",
        "abstention",
        "exhausted",
        "swing",
    )
)


def without_empty(lines: Iterable[Result]) -> list[Result]:
    """The lines without those of nobody (a total, a turnout) that have no figure."""
    return [line for line in lines if line.line not in _OF_NOBODY or _has_figure(line)]


def _has_figure(line: Result) -> bool:
    return line.votes is not None or line.pct is not None or line.pct_change_pp is not None


def without_second_count(lines: list[Result]) -> list[Result]:
    """The lines without those below the total that repeat a candidate or party with a percentage alone.

    They are of another count (two-party-preferred), which only a heading could name.
    """
    kept: list[Result] = []
    seen: set[tuple[str | None, str | None, str | None]] = set()
    totals: set[str | None] = set()
    for line in lines:
        key = (line.contest, line.candidate, line.party)
        if line.line in CANDIDATE_LINES and line.contest in totals and key in seen and line.votes is None:
            continue
        seen.add(key)
        if line.line == "total":
            totals.add(line.contest)
        kept.append(line)
    return kept


def in_rounds(lines: list[Result]) -> list[Result]:
    """A row's lines, one per round, without the rounds in which it has no figure: who was out, who holds the seat."""
    stated = [line for line in lines if not (line.votes is None and line.pct is None)]
    return lines if len(lines) < 2 else stated or lines[:1]
