"""Who was elected, where a column of a results table says so of each candidate: `Result` over `Elected`, `Defeated`.

Only words that say it plainly count, and a column that says anything else too (`Runoff`, `Nominated`) says nothing of
winners. Reads no figure, and adds nothing where templates of Election boxes say who won.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.words.numbers import UNOPPOSED
from pipeline.records import Result
from pipeline.wikitext.model import Row

_BEHIND_NAME: Final = re.compile(r"\((?:re-?)?elected(?: \d{1,2})?\)[*† ]*$", re.IGNORECASE)
_LONGEST_MARK: Final = 24  # characters at a cell's end
_SAYS: Final = re.compile(r"results?|outcomes?|status|elected|notes?|remarks?|")
_OF_ELECTED: Final = frozenset(("elected", "result", "results"))
_ELECTED: Final = re.compile(r"(?:duly )?(?:re-?)?elected(?: unopposed)?|won|winner|✓")
_ANSWERS: Final = {"yes": "elected", "no": "not elected"}
_LOST: Final = re.compile(
    r"(?:not |un)(?:re-?)?elected|defeated|lost|unsuccessful|not returned|✗"
    r"|(?:forfeited|lost)(?: \(?(?:forfeited|lost))? deposit\)?"
)


def is_unopposed(row: Row, figures: dict[str, int]) -> bool:
    """Whether words in place of a row's votes or share say that nobody stood against the candidate."""
    if row.call is not None and "unopposed" in row.call.name:
        return True
    for kind in ("votes", "pct", "both"):
        text = row.text_at(figures.get(kind))
        if text[:1].isalpha() and folded(text).strip(" *†.'()") in UNOPPOSED:
            return True
    return False


def with_elected(lines: Sequence[Result], view: TableView, columns: ResultColumns) -> list[Result]:
    """The lines of candidates with what a column says of them, in a table with one count."""
    if columns.candidate is None or len(columns.figures) != 1 or any(line.is_winner is False for line in lines):
        return list(lines)
    figures = next(iter(columns.figures.values())).values()
    elected = _said_elected(view, {columns.candidate, columns.party, *figures})
    elected = elected or _said_behind_names(view, columns.candidate)
    if not elected:
        return list(lines)
    return [
        line._replace(is_winner=elected[line.row_no])
        if line.line == "candidate" and line.row_no in elected and not line.is_winner
        else line
        for line in lines
    ]


def _said_behind_names(view: TableView, col: int | None) -> dict[int, bool]:
    """The rows whose candidate's cell says that he was elected, `Ann Lee (elected 2)`; of others nothing is known."""
    if col is None:
        return {}
    said = ((row_no, row.text_at(col)[-_LONGEST_MARK:]) for row_no, row in view.body)
    return {row_no: True for row_no, text in said if _BEHIND_NAME.search(text)}


def _said_elected(view: TableView, used: Collection[int | None]) -> dict[int, bool]:
    """The rows of whose candidates a column says that they were elected or not; none where no column says so.

    An empty cell beside others that say `Elected` says that he was not.
    """
    for column in view.columns:
        if column.index in used or not _SAYS.fullmatch(column.text):
            continue
        said = {
            row_no: folded(row.cells[column.index].text).strip(" *†'")
            for row_no, row in view.rows
            if column.index < len(row.cells) and row.cells[column.index].origin_col == column.index
        }
        if column.text not in _OF_ELECTED and sum("✓" in words for words in said.values()) > 1:
            continue  # several ticks without a word may be those who went on to a runoff
        if column.text == "elected":  # over Yes and No
            said = {row_no: _ANSWERS.get(words, words) for row_no, words in said.items()}
        elected = {row_no: _ELECTED.fullmatch(words) is not None for row_no, words in said.items()}
        plain = all(elected[row_no] or not words or _LOST.fullmatch(words) for row_no, words in said.items())
        if plain and any(elected.values()):
            return elected
    return {}
