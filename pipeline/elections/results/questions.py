"""Tables of several questions put to the voters: `Question | For | % | Against | % | Invalid | Total | Turnout`.

Where no header says which column has the questions, it is the first one of words before the answers, and the answers'
headers say `For (%)` over `1,102,046 (49.2)`.

A row is a question and becomes a contest of its own, whose lines are its answers and its totals. Values are as stated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.column import UNITS, Column
from pipeline.elections.columns.misfits import misfit_rows, narrow_rows
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.words.figures import count, count_and_percent, percent
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.opposite_answers import is_answer
from pipeline.elections.words.plausible_names import is_broken
from pipeline.records import Result
from pipeline.wikitext.model import Row

_FURTHER_ANSWERS: Final = {
    "blank",
    "not retain",
    "for retention",
    "against retention",
    "do retain",
    "repeal",
    "uphold",
}
_BRACKETED: Final = "bracketed"
_SHARE_BEHIND: Final = re.compile(r"(?P<votes>[\d,]{1,12})\s*\((?P<pct>\d{1,3}(?:\.\d{1,3})?)\)")
_OF_POLLS: Final = ("polls?", "pollsters?", "polling.*", "(?:opinion )?survey.*", "sample.*", "margin of error")
_MAY_ASK: Final = frozenset(("rank", "candidate", "unread", "note", "office", "blank"))
_OUTCOMES: Final = frozenset(("yes", "no", "passed", "failed", "approved", "rejected", "adopted", "defeated", "✓", "✗"))
_DESCRIBES: Final = re.compile(r"(?:(?:short |ballot )?(?:description|title|summary|subject)|name)")
_ROUNDING: Final = 0.2  # percent
_FEW_FIGURES: Final = 0.3  # of a column's cells
_TOTALS: Final = {"invalid": "invalid", "total": "total", "registered": "registered", "turnout": "turnout"}


class QuestionColumns(NamedTuple):
    """The column of questions; for each answer and total its columns of votes and of percentages."""

    question: int
    answers: dict[str, dict[str, int]]
    totals: dict[str, dict[str, int]]


def _is_answer(words: str) -> bool:
    return is_answer(words) or folded(words) in _FURTHER_ANSWERS


def question_columns(view: TableView) -> QuestionColumns | None:
    """The columns of a table of questions; None for any other, above all one without two answers."""
    if not view.is_of_election or view.has_header(*_OF_POLLS):
        return None  # a football league's `For | Against | %`
    columns = read_columns(view, in_us=True)
    answers: dict[str, dict[str, int]] = {}
    totals: dict[str, dict[str, int]] = {}
    for column in columns:
        said = " ".join(column.lines) or (column.group or "" if column.role in UNITS else "")
        if _is_answer(said) and (measure := _measure_of_answer(column, view)) is not None:
            answers.setdefault(said, {}).setdefault(measure, column.col)
        elif column.role in _TOTALS and (measure := _measure(column)) is not None:
            totals.setdefault(_TOTALS[column.role], {}).setdefault(measure, column.col)
    answers = _with_lone_share(answers, view)
    question = (
        _question(columns, view, min(min(cols.values()) for cols in answers.values())) if len(answers) > 1 else None
    )
    return None if question is None else QuestionColumns(question, answers, totals)


def _with_lone_share(answers: dict[str, dict[str, int]], view: TableView) -> dict[str, dict[str, int]]:
    """The answers with the one share behind two of them at the one that it is of: `YES | NO | %`, mostly of the Yes."""
    shares = [found["pct"] for found in answers.values() if "pct" in found]
    counted = {said: found["votes"] for said, found in answers.items() if "votes" in found}
    if len(shares) != 1 or len(counted) != len(answers) or len(counted) < 2 or shares[0] < max(counted.values()):
        return answers
    fit = dict.fromkeys(counted, 0)
    told = 0
    for _, row in view.rows:
        votes = {said: count(row.text_at(col)) or 0 for said, col in counted.items()}
        share, whole = percent(row.text_at(shares[0])), sum(votes.values())
        if share is None or not whole:
            continue
        told += 1
        for said, own in votes.items():
            fit[said] += abs(100 * own / whole - share) < _ROUNDING
    whose = [said for said, times in fit.items() if told and times == told]
    bare = {said: {"votes": col} for said, col in counted.items()}
    return bare | {whose[0]: bare[whose[0]] | {"pct": shares[0]}} if len(whose) == 1 else bare


def _question(columns: Sequence[Column], view: TableView, first: int) -> int | None:
    """The column of the questions: the one headed so, else the first with words before the answers, no area's.

    What became of each, `passed` over YES and NO, asks nothing; its words stand behind then, `Description`.
    """
    named = [c for c in columns if c.role == "choice_answer"]
    asked = [c.col for c in named if c.content.numeric < _FEW_FIGURES]
    asked += [c.col for c in named if c.col < first and not c.content.large + c.content.decimal]  # Proposition 53
    if asked:
        return asked[0]
    before = [c for c in columns[:first] if c.content.filled and c.content.numeric < _FEW_FIGURES]
    before = [c for c in before if not {folded(text) for text in view.texts[c.col] if text.strip()} <= _OUTCOMES]
    # `Name | Subject | For`: what a measure is about, and no subject of Russia
    if any(
        c.role not in _MAY_ASK and not (number and _DESCRIBES.fullmatch(c.header)) for number, c in enumerate(before)
    ):
        return None
    behind = [c.col for c in columns[first:] if _DESCRIBES.fullmatch(c.header)] if not before else []
    return before[0].col if before else behind[0] if behind else None


def _measure_of_answer(column: Column, view: TableView) -> str | None:
    """What an answer's figures are: also a count with its share in brackets, where the header says that it is one."""
    if column.role == "choice" and column.measure in {"votes", "pct", "both"}:
        return column.measure
    if column.role in UNITS:  # below a wide `Retained`
        return column.role
    if column.role != "unread" or not column.header.endswith("(%)"):
        return None
    texts = [text for text in view.texts[column.col] if not is_nothing(text)]
    return _BRACKETED if texts and all(map(_SHARE_BEHIND.fullmatch, texts)) else None


def _figures(columns: Mapping[str, int], row: Row) -> tuple[int | None, float | None]:
    """The votes and the percentage of an answer or a total in a row."""
    votes, pct = count(row.text_at(columns.get("votes"))), percent(row.text_at(columns.get("pct")))
    if "both" in columns:
        votes, pct = count_and_percent(row.text_at(columns["both"]))
    if _BRACKETED in columns and (match := _SHARE_BEHIND.fullmatch(row.text_at(columns[_BRACKETED]))):
        votes, pct = count(match["votes"]), percent(match["pct"])
    return votes, pct


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


def _place_column(columns: QuestionColumns | None, view: TableView) -> int | None:
    """The column of the states that asked, before the questions: Maine and Nevada have a Question 1 each."""
    before = read_columns(view, in_us=True)[: columns.question] if columns is not None else ()
    states = [c.col for c in before if c.role == "area" and c.area_type == "state"]
    return states[0] if states and len({text for text in view.texts[states[0]] if text.strip()}) > 1 else None


def read_questions(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per answer and total of each question, the question behind the table's own contest."""
    columns = question_columns(view)
    place = _place_column(columns, view)
    found: list[Result] = []
    misfits = misfit_rows(view, len(context.page.wikitext)) | narrow_rows(view)
    for row_no, row in view.body if columns is not None else ():
        assert columns is not None
        if spans_table(row) or columns.question >= len(row.cells) or row_no in misfits:
            continue
        asked = row.cells[columns.question].text.strip()
        if asked.isdecimal():
            asked = f"{view.columns[columns.question].top.strip()} {asked}"  # `Proposition` over 53
        if not any(map(str.isalpha, asked)) or is_broken(asked):
            continue
        said = " – ".join(part for part in (contest, row.text_at(place).strip(), asked) if part)
        key = (election_id, context.page_id, view.table.table_no, row_no, said)
        lines = [(name, "candidate", cols) for name, cols in columns.answers.items()]
        lines += [("", line, cols) for line, cols in columns.totals.items()]
        for name, line, cols in lines:
            votes, pct = _figures(cols, row)
            result = Result(*key, line, candidate=name or None, votes=votes, pct=pct)
            if result.votes is not None or result.pct is not None:
                found.append(result)
    return found
