"""Whether the figures of a polls table are seats that a poll projects, and no percentages.

Israel's polls give seats of 120 with shares in brackets for who is below the threshold; India's give `230–235`. A
table is of seats if its title says so, or if its whole numbers add up to far more than 100 or to far less. Nothing is
converted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.words.numbers import read_count
from pipeline.wikitext.model import Row

_SAYS_SEATS: Final = (r"seat projections?", r"projected seats?", r"seats?", r"seat distribution")
_SAYS_SHARES: Final = (r"votes?", r"voting", r"percentages?", r"share", r"popular")
_IN_BRACKETS: Final = re.compile(r"\(\s*<?\s*\d{1,2}(?:\.\d+)?\s*%\s*\)")  # (1.4%): below the threshold, so no seats
_SHARE_BEHIND: Final = re.compile(r"\d{1,3} ?\(\s*\d{1,2}(?:\.\d+)?\s*%\s*\)")  # 33<br>(21.6%): seats and share
_SECOND_QUESTION: Final = (
    "tpp",
    "2pp",
    "tcp",
    "2cp",
    "two.party.*",
    "two.candidate.*",
    "preferred",
    "round",
    "run-?off",
)
_RANGE: Final = re.compile(r"\d{1,3}\s?[-–]\s?\d{1,3}")  # 72–78 seats
_LEAST_RANGES: Final = 3
_HUNDRED: Final = 100
_MOST_SEATS: Final = 800  # of any chamber's party
_FAR_ABOVE: Final = 105  # a hundred, and whatever a slip adds
_ROUNDING: Final = 0.5  # of each whole number
_FAR_BELOW: Final = 40  # what no poll's shares come to, whoever is undecided
_LEAST_CHOICES: Final = 4
_MOST: Final = 0.8  # of the rows


def holds_seats(view: TableView, choices: Sequence[int], others: Sequence[int] = ()) -> bool:
    """Whether the columns of choices hold seats; `others` are columns whose figures are no percentages."""
    rows = [row for _, row in view.body if not spans_table(row)]
    texts = [text for row in rows for text in _texts(row, choices)]
    bracketed = sum(bool(_IN_BRACKETS.fullmatch(text)) for text in texts)
    if any(_SHARE_BEHIND.fullmatch(text) for row in rows for text in _texts(row, (*choices, *others))):
        return True
    if any("%" in text for text in texts if not _IN_BRACKETS.fullmatch(text)):
        return False
    if (
        sum(map(bool, map(_RANGE.fullmatch, [*texts, *(text for row in rows for text in _texts(row, others))])))
        >= _LEAST_RANGES
    ):
        return True
    counts = [[count for text in _texts(row, choices) if (count := read_count(text)) is not None] for row in rows]
    whole = sum(map(len, counts))
    if not whole or whole < _MOST * sum(text[:1].isdigit() for text in texts):
        return False
    beyond = [count for row in rows for text in _texts(row, others) if (count := read_count(text)) is not None]
    if beyond and sum(_HUNDRED < count < _MOST_SEATS for count in beyond) >= _MOST * len(beyond):
        return True  # `Lab 431`: the greatest parties' seats, where the small ones' look like shares
    if bracketed or (any(view.says(words) for words in _SAYS_SEATS) and not any(map(view.says, _SAYS_SHARES))):
        return True
    if len(choices) >= _LEAST_RANGES and len(rows) > 1 and all(sum(row) < _FAR_BELOW for row in counts if row):
        return True  # `1 | 1 | 0`, of a state's two
    if len(choices) < _LEAST_CHOICES or view.has_header(*_SECOND_QUESTION) or view.says(*_SECOND_QUESTION):
        return False
    full = [row for row in counts if len(row) >= _LEAST_CHOICES]
    if full and sum(sum(row) > _FAR_ABOVE for row in full) >= _MOST * len(full):
        return True
    beyond_all = sum(sum(row) > _HUNDRED + _ROUNDING * len(row) for row in full)  # 29 + 26 + 18 + 13 + 18 = 104
    return beyond_all > 1 and 2 * beyond_all >= len(full)


def _texts(row: Row, choices: Sequence[int]) -> list[str]:
    return [text for col in choices if col < len(row.cells) and (text := row.cells[col].text.strip())]
