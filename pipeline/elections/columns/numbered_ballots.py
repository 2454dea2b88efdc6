"""Ballots that a number alone heads: `Candidate | I | II | III`, `Cardinal | 1 | 2 | 3` below a heading of ballots.

Numbers from one on, without a gap, behind the column of those who stood; anywhere else they may be districts or lists.
Reads no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from pipeline.elections.columns.labels import role_of
from pipeline.elections.columns.measures import Content
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded, has_any

_ROMAN: Final = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
_SAID: Final = (r"ballot(?:s|ing)?", r"rounds?", r"scrutin(?:y|ies)", r"conclave", r"convention")
_LEAST: Final = 2  # ballots
_MOST: Final = 0.5  # of a column's cells


def numbered_ballots(view: TableView, contents: Sequence[Content]) -> dict[int, tuple[str, str]]:
    """Column → its ballot and "votes"; {} unless at least two are numbered in order behind those who stood."""
    if len(view.columns) <= _LEAST or not any(_counts_one(head) for head in view.columns):
        return {}
    first = next(head.index for head in view.columns if _counts_one(head))
    named = [head for head in view.columns[:first] if len(head.cells) == 1]
    if not any(role_of(head.cells[0].text) in {"candidate", "party"} for head in named):
        return {}
    near = folded(" | ".join((*view.titles, view.heading, view.page_title)))
    if not has_any(_SAID, near):
        return {}
    numbers = _ROMAN if view.columns[first].cells[0].text.strip(" .") == "I" else tuple(map(str, range(1, 100)))
    behind = zip(view.columns[first:], numbers, strict=False)
    run = [head.index for head, number in takewhile(lambda pair: _is_alone(pair[0], pair[1]), behind)]
    if len(run) < _LEAST or any(contents[col].signed + contents[col].decimal > 0 for col in run):
        return {}
    if any(contents[col].filled and contents[col].whole < _MOST for col in run):
        return {}
    return {col: (view.columns[col].cells[0].text.strip(" ."), "votes") for col in run}


def _counts_one(head: Head) -> bool:
    return _is_alone(head, "I") or _is_alone(head, "1")


def _is_alone(head: Head, number: str) -> bool:
    """Whether a column's header is that number and nothing else."""
    return len(head.cells) == 1 and head.cells[0].colspan == 1 and head.cells[0].text.strip(" .") == number
