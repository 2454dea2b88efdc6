"""Fusion tickets in tables by area: a column a party line and one of their sum, `Kerry (D) | Kerry (WF) | Kerry total`.

`area_results` has a row a party line, so that a candidate's votes add up once; the sum is left out where it is that.
Where it is more than the lines that have columns, the sum is kept and the lines are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.choices import Choice
from pipeline.elections.words.figures import count
from pipeline.wikitext.model import Row

_ENOUGH: Final = 0.8  # of the rows with figures: a slip in some must not turn lines into a sum
_COUNTS: Final = ("votes", "mixed")


def without_sums(choices: Sequence[Choice], rows: Sequence[tuple[int, Row]]) -> tuple[Choice, ...]:
    """The choices with each candidate's votes once; two columns of one choice under two spellings become one."""
    by_name: dict[str, list[Choice]] = {}
    for choice in choices:
        by_name.setdefault(choice.candidate, []).append(choice)
    if len(by_name) == len(choices):
        return tuple(choices)
    left_out: set[int] = set()
    for same in by_name.values():
        lines = [choice for choice in same if choice.is_line]
        wholes = [choice for choice in same if not choice.is_line]
        if len({choice.party for choice in lines}) < 2 or not wholes:
            left_out |= _joined(same)
            continue
        total = next((whole for whole in reversed(wholes) if _is_sum(whole, same, rows)), None)
        kept = [choice for choice in same if choice is not total] if total else wholes[-1:]
        for line in wholes if total else ():
            line.party = None  # `Kerry (I)` beside `Kerry (D)`: a line of a party that nobody can tell
        left_out |= {id(choice) for choice in same if not any(choice is one for one in kept)} | _joined(kept)
    return tuple(choice for choice in choices if id(choice) not in left_out)


def _joined(same: Sequence[Choice]) -> set[int]:
    """The choices that say again what the first of their party does, whose other columns become the first's."""
    firsts: dict[str | None, Choice] = {}
    again = set()
    lines = [choice for choice in same if choice.is_line]
    for choice in same:
        party = choice.party
        if not choice.is_line and len(lines) == 1 and not choice.columns.keys() & lines[0].columns.keys():
            party = lines[0].party  # `Ann Lee<br>(D, WF) | Ann Lee %`
        first = firsts.setdefault(party, choice)
        if first is not choice:
            again.add(id(choice))
            for measure, col in choice.columns.items():
                first.columns.setdefault(measure, col)
    return again


def _is_sum(whole: Choice, same: Sequence[Choice], rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a column's votes are those of the others together; also if it has no votes, but their share alone."""
    lines = [choice for choice in same if choice is not whole]
    stated = [(_votes(whole, row), [_votes(line, row) for line in lines]) for _, row in rows]
    told = [total == sum(part or 0 for part in parts) for total, parts in stated if total is not None]
    return sum(told) >= _ENOUGH * len(told)


def _votes(choice: Choice, row: Row) -> int | None:
    col = next((choice.columns[measure] for measure in _COUNTS if measure in choice.columns), None)
    return count(row.text_at(col))
