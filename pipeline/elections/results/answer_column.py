"""The column of a referendum's answers: named so, or without a header and holding a Yes and a No. Reads no figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.opposite_answers import pair_of, said_in

_OPTIONS: Final = re.compile(r"(?:voting )?(?:choices?|options?|responses?|answers?|alternatives?)")
_REFERENDUM: Final = re.compile(r"\b(?:referend(?:ums?|a)|plebiscites?|initiatives?|propositions?|ballot measures?)\b")
_OTHER_WORDS: Final = frozenset(("choice", "unread", "contest_result"))
_MOST_LINES: Final = 12  # of a question: two answers, totals, turnout
_OPINION: Final = ("polls?", "(?:opinion |exit )?polling", "surveys?")


def with_answers(
    places: dict[str, int], columns: Sequence[Column], view: TableView
) -> tuple[int | None, dict[str, int]]:
    """The column of answers to a question, and the places with it as the candidates'; None where people stand."""
    if "candidate" not in places and "party" in places and are_answers(view.texts[places["party"]]):
        answers = places["party"]  # {{Election results|row1=For|…}} heads them Party
        return answers, {role: col for role, col in places.items() if role != "party"} | {"candidate": answers}
    found = answer_column(view, columns)
    if found is not None and "candidate" not in places and places.get("party", -1) > found:
        places = {role: col for role, col in places.items() if role != "party"}  # Choice | Votes | Parties in favour
    if found is None or places.keys() & {"party", "candidate"}:
        return None, places
    asked = [c.col for c in columns[:found] if c.role == "choice_answer" and c.content.filled]
    return found, places | {"candidate": found} | ({"office": asked[0]} if asked else {})


def answer_column(view: TableView, columns: Sequence[Column]) -> int | None:
    """The column of a referendum's answers: named so, or without header and holding a Yes and a No."""
    for column in columns[:3]:
        if column.role in _OTHER_WORDS and _are_all_answers(column, view):
            return column.col  # `Issue 5 | Votes | %` over For and Against
        if column.role not in {"choice_answer", "blank"} or column.content.numeric > 0.3:
            continue
        if _holds_options(column, columns, view):
            return column.col
        if _is_of_voters(view) and are_answers(view.texts[column.col]):
            return column.col
        words = {said_in(cell.text) for cell in view.column_cells(column.col)}
        if any(word.startswith(("yes", "for")) for word in words) and any(
            w.startswith(("no", "against")) for w in words
        ):
            return column.col
    return None


def _is_of_voters(view: TableView) -> bool:
    """Whether a table is of a vote, and no poll's."""
    return view.is_of_election and not view.says(*_OPINION)


def _are_all_answers(column: Column, view: TableView) -> bool:
    """Whether a column under any word has a Yes and a No alone, on a page of an election and in no poll."""
    if column.content.numeric or not column.content.filled or not _is_of_voters(view):
        return False
    if not column.col and len(view.rows) > _MOST_LINES:
        return False
    return are_answers(view.texts[column.col]) and _are_of_one_question_each(column.col, view)


def _are_of_one_question_each(col: int, view: TableView) -> bool:
    """Whether what stands before the answers is the same for both of a question: `Measure A` that spans two rows.

    `Measure A | Passed | 12,000` and `Measure B | Failed | 9,000` say what became of two.
    """
    asked: dict[int, list[str]] = {}
    for row_no, row in view.rows:
        cell = row.at(col - 1) if col else None
        begun = -1 if not col else row_no if cell is None or cell.rowspan < 2 else cell.origin_row
        asked.setdefault(begun, []).append(row.text_at(col))
    return any(len(said) > 1 for said in asked.values()) and all(
        are_answers(said) for said in asked.values() if any(line_of_words(text) is None for text in said)
    )


def are_answers(texts: Sequence[str]) -> bool:
    """Whether the lines of a column, totals left out, are a Yes and a No or For and Against and nothing else."""
    pair = pair_of(texts)
    return bool(pair) and all(
        said_in(text) in pair or line_of_words(text) is not None for text in texts if text.strip()
    )


def _holds_options(column: Column, columns: Sequence[Column], view: TableView) -> bool:
    """Whether a column's header says that its words are what was voted for: `Choice | Votes | %`, and no survey's."""
    head = view.columns[column.col].cells
    if not head or not _OPTIONS.fullmatch(folded(head[-1].text)) or not view.is_of_election or view.says(*_OPINION):
        return False
    counted = any(other.role == "votes" or other.measure == "votes" for other in columns)
    return counted or _REFERENDUM.search(folded(view.page_title)) is not None
