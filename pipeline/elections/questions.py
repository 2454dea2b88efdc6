"""Tables of several questions put to the voters: `Question | For | % | Against | % | Invalid | Total | Turnout`.

A row is a question and becomes a contest of its own, whose lines are its answers and its totals. Values are as stated.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.elections.columns import Column, read_columns
from pipeline.elections.context import PageContext
from pipeline.elections.figures import count, percent
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.plausible_names import is_broken
from pipeline.records import Result

_ANSWERS = frozenset(("for", "against", "yes", "no", "approve", "reject", "in favour", "in favor", "opposed", "blank"))
_TOTALS = {"invalid": "invalid", "total": "total", "registered": "registered", "turnout": "turnout"}


class QuestionColumns(NamedTuple):
    """The column of questions; for each answer and total its columns of votes and of percentages."""

    question: int
    answers: dict[str, dict[str, int]]
    totals: dict[str, dict[str, int]]


def question_columns(view: TableView) -> QuestionColumns | None:
    """The columns of a table of questions; None for any other, above all one without two answers."""
    columns = read_columns(view, in_us=True)
    question = next((c.col for c in columns if c.role == "choice_answer" and c.content.numeric < 0.3), None)
    if question is None:
        return None
    answers: dict[str, dict[str, int]] = {}
    totals: dict[str, dict[str, int]] = {}
    for column in columns:
        said = " ".join(column.lines)
        if column.role == "choice" and column.measure in {"votes", "pct"} and folded(said) in _ANSWERS:
            answers.setdefault(said, {}).setdefault(column.measure, column.col)
        elif column.role in _TOTALS and (measure := _measure(column)) is not None:
            totals.setdefault(_TOTALS[column.role], {}).setdefault(measure, column.col)
    return QuestionColumns(question, answers, totals) if len(answers) > 1 else None


def _measure(column: Column) -> str | None:
    """Votes or percentages of a column of totals, where its figures tell."""
    if column.measure in {"votes", "pct"}:
        return column.measure
    return (
        "votes"
        if column.content.large > 0.5
        else "pct"
        if column.content.signed + column.content.decimal > 0.5
        else None
    )


def read_questions(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per answer and total of each question, the question behind the table's own contest."""
    columns = question_columns(view)
    found: list[Result] = []
    for row_no, row in view.body if columns is not None else ():
        assert columns is not None
        if spans_table(row) or columns.question >= len(row.cells):
            continue
        asked = row.cells[columns.question].text.strip()
        if not any(map(str.isalpha, asked)) or is_broken(asked):
            continue
        said = " – ".join(part for part in (contest, asked) if part)
        key = (election_id, context.page_id, view.table.table_no, row_no, said)
        lines = [(name, "candidate", cols) for name, cols in columns.answers.items()]
        lines += [("", line, cols) for line, cols in columns.totals.items()]
        for name, line, cols in lines:
            votes, pct = row.text_at(cols.get("votes")), row.text_at(cols.get("pct"))
            result = Result(*key, line, candidate=name or None, votes=count(votes), pct=percent(pct))
            if result.votes is not None or result.pct is not None:
                found.append(result)
    return found
