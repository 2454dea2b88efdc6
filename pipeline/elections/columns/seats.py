"""Whether the whole numbers under candidates' or parties' names are seats and no votes.

`Region | Total seats | BJP+ | SP+ | Others` looks like votes by region; its rows add up to the seats. Small numbers in
a table that nowhere speaks of votes may be seats too: what nobody can tell is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.measures import Content
from pipeline.elections.kinds.view import TableView, folded, has_any, spans_table
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import count
from pipeline.elections.words.parties import find_party

SEATS: Final = "seats"  # the measure of an unread column under somebody's name
_VOTES: Final = re.compile(  # registered voters alone are none
    r"\bvot(?:e|es|ing)\b|\bballots?\b|\bpolled\b|(?<!registered )(?<!eligible )(?<!enrolled )\bvoters\b"
)
COURTS: Final = (
    "(?:supreme |superior |appellate |trial )?courts?(?: of .*)?",
    "judicial",
    "justices?",
    "judge(?:ship)?s?",
)
_FEW_LARGE: Final = 0.5  # of a column's cells: votes are above 100 in nearly all areas, seats in few
_MOST: Final = 0.8  # of the rows
_THOUSAND: Final = 1000
_LEAST_PARTIES: Final = 2


def may_be_seats(choices: Sequence[int], contents: Sequence[Content], seats: Sequence[int], view: TableView) -> bool:
    """Whether the columns `choices`, of whole numbers, hold seats or could; `seats` are columns that say they do."""
    if not choices:
        return False
    if any(_adds_up(choices, total, view) for total in seats):
        return True
    if _VOTES.search(view.header_words) or (_VOTES.search(view.words) and not seats):  # Delegates: a roll call's vote
        return False
    return all(content.large <= _FEW_LARGE for content in contents)


def are_small_parts(choices: Sequence[Column], totals: Sequence[int], view: TableView) -> bool:
    """Whether choices of at most 100 in each area add up to a total, and no votes are spoken of: `SF | DUP | Total`."""
    if not choices or any(column.content.large for column in choices):
        return False
    if _VOTES.search(view.header_words) or _VOTES.search(view.words):
        return False
    return any(_adds_up([column.col for column in choices], total, view) for total in totals)


def may_be_seats_of_parties(choices: Sequence[Column], view: TableView) -> bool:
    """Whether the choices are parties without a figure of 1,000 or more, and no votes are spoken of.

    `! !! [[Labour Party (UK)|LAB]] !! CON` over `! England || 148 || 362`: of the Commons.
    """
    if len(choices) < _LEAST_PARTIES:
        return False
    if any((count(text) or 0) >= _THOUSAND for column in choices for text in view.texts[column.col]):
        return False  # asked first: nearly every table of votes has one right at its top
    if _VOTES.search(view.header_words) or _VOTES.search(view.words):
        return False
    words = [" ".join(column.lines) for column in choices]
    named = [text for text in words if text and line_of_words(text) is None]
    return len(named) >= _LEAST_PARTIES and all(text.isupper() or find_party(text) for text in named)


def is_seat_of_court(view: TableView, header: str) -> bool:
    """Whether a column's `Seat` is a chair of a court, for which the whole state votes, and no constituency."""
    return header == "seat" and (view.says(*COURTS) or has_any(COURTS, folded(view.page_title)))


def _adds_up(choices: Sequence[int], total: int, view: TableView) -> bool:
    """Whether the choices of most rows add up to the seats beside them."""
    equal = tested = 0
    for _, row in view.body:
        if spans_table(row) or max(*choices, total) >= len(row.cells):
            continue
        whole = count(row.cells[total].text)
        parts = [count(row.cells[col].text) for col in choices]
        if whole is None or not any(parts):
            continue
        tested += 1
        equal += whole == sum(part or 0 for part in parts)
    return tested > 1 and equal >= _MOST * tested
