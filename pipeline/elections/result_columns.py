"""Which columns of a results table hold party, candidate, votes, percentage and change, by round where it has several.

Header and content must agree: a column of seats or of electoral votes is never taken for votes.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.elections.columns import Column, read_columns
from pipeline.elections.kinds.view import TableView, folded


@dataclass(frozen=True)
class ResultColumns:
    """Which column holds what; figures by group (round, count), "" where the table has one."""

    party: int | None
    candidate: int | None
    running_mate: int | None
    electoral_votes: int | None
    figures: dict[str, dict[str, int]]

    @property
    def label(self) -> int | None:
        """The column whose words tell a total from a candidate."""
        return self.candidate if self.candidate is not None else self.party


def result_columns(view: TableView) -> ResultColumns | None:
    """The columns of a results table; None if it has no candidates or parties, or neither votes nor percentages."""
    columns = read_columns(view, in_us=True)
    places: dict[str, int] = {}
    figures: dict[str, dict[str, int]] = {}
    for column in columns:
        if column.role in {"party", "candidate", "running_mate", "electoral_votes"} and column.content.numeric < 0.5 + (
            column.role == "electoral_votes"
        ):
            places.setdefault(column.role, column.col)
        measure = _measure(column)
        if measure:
            figures.setdefault(column.group or "", {}).setdefault(measure, column.col)
    if not places.keys() & {"party", "candidate"}:
        answers = _answers(view, columns)
        if answers is not None:
            places["candidate"] = answers
    figures = {group: found for group, found in figures.items() if found.keys() & {"votes", "pct", "both"}}
    if not figures or not places.keys() & {"party", "candidate"}:
        return None
    return ResultColumns(
        places.get("party"), places.get("candidate"), places.get("running_mate"), places.get("electoral_votes"), figures
    )


def _answers(view: TableView, columns: tuple[Column, ...]) -> int | None:
    """The column of a referendum's answers: named so, or without header and holding a Yes and a No."""
    for column in columns[:2]:
        if column.role not in {"choice_answer", "blank"} or column.content.numeric > 0.3:
            continue
        words = {folded(cell.text).lstrip("✓✔✗✘☑☒ ") for cell in view.column_cells(column.col)}
        if any(word.startswith(("yes", "for")) for word in words) and any(
            w.startswith(("no", "against")) for w in words
        ):
            return column.col
    return None


def _measure(column: Column) -> str | None:
    """What a column's figures are, where header and content agree."""
    content = column.content
    if column.role == "change":
        return "change"
    if column.role == "pct" and (content.large < 0.3 or content.signed > 0.5):
        return "both" if content.both > 0.5 else "pct"
    if column.role == "votes" or (column.role == "total" and "vote" in column.header):
        if content.both > 0.5:
            return "both"
        if content.signed > 0.6 or content.decimal > 0.6:
            return "pct"
        return "votes"
    return None
