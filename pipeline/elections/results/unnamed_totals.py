"""Which line of a results table is the total though its words say nothing known: `| Celkem || 10,000 || 100`.

Told by the figures alone: the last of the candidates or parties, without party or link, has what all others have
together. Never makes a line and never changes a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.elections.words.parties import find_party
from pipeline.elections.words.rounding import ALL_BUT_A_LINE, WHOLE_SHARE
from pipeline.records import Result

_NAMED: Final = frozenset(("candidate", "party"))
_COUNTED: Final = _NAMED | {"write_in", "other", "none_of_the_above"}
_SUMS: Final = frozenset(("total", "valid", "turnout"))
_LEAST_SUM: Final = 100  # votes without a share beside them: fewer add up by chance
_FEWEST: Final = 3  # lines that add up to one without a share


def with_unnamed_totals(lines: list[Result]) -> list[Result]:
    """The lines, the last named one of each contest as its total where that is what it is."""
    by_contest: dict[str | None, list[int]] = {}
    summed: set[str | None] = set()
    for number, line in enumerate(lines):
        if line.line in _COUNTED:
            by_contest.setdefault(line.contest, []).append(number)
        elif line.line in _SUMS:
            summed.add(line.contest)
    found = list(lines)
    for contest, numbers in by_contest.items():
        last = lines[numbers[-1]]
        if contest not in summed and _may_be_total(last) and _is_sum(last, [lines[n] for n in numbers[:-1]]):
            found[numbers[-1]] = last._replace(
                line="total", candidate=None, party=None, is_incumbent=None, is_write_in=None, is_winner=None
            )
    return found


def _may_be_total(line: Result) -> bool:
    """Whether nobody and no party is surely named."""
    if line.line not in _NAMED or line.candidate_link or line.party_link or not line.votes or line.is_winner:
        return False
    words = line.candidate or line.party or ""
    return (line.line == "party" or not line.party) and find_party(words) is None


def _is_sum(last: Result, others: Iterable[Result]) -> bool:
    """Whether a line has the votes of all others: exactly, or about and with the whole share."""
    counts = [line.votes for line in others if line.votes]
    whole = sum(counts)
    if len(counts) < 2 or not whole or last.votes is None:
        return False
    if last.pct is not None:
        return last.pct >= WHOLE_SHARE and ALL_BUT_A_LINE * last.votes <= whole <= last.votes
    return len(counts) >= _FEWEST and last.votes == whole and whole >= _LEAST_SUM
