"""Blocs behind the parties of a polls table: `S | M | SD | Others | Lead | Red | Blue`, each the sum of several.

Where shares come to 100 without the columns behind them and these come to much again, they are sums or another
question, of which nobody says what. Undecided voters behind a full hundred come to little and stay.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import percent

_LEAST_PARTIES: Final = 4
_FULL, _OVERFULL = 98.0, 101.5  # what the parties of a poll come to
_MUCH: Final = 60.0  # percent, of all blocs together
_MOST: Final = 0.5  # of the rows


def without_blocs(choices: tuple[tuple[int, str], ...], view: TableView) -> tuple[tuple[int, str], ...]:
    """The choices without those behind a full hundred that come to much once more."""
    if len(choices) < _LEAST_PARTIES + 2 or any(_is_grouped(view, col) for col, _ in choices):
        return choices
    rows = [[percent(_first_line(row.text_at(col))) or 0.0 for col, _ in choices] for _, row in view.rows]
    filled = [row for row in rows if sum(row) > _OVERFULL]
    if not filled or len(filled) <= _MOST * len(rows):
        return choices
    sums = [list(accumulate(row)) for row in filled]
    for size in range(_LEAST_PARTIES, len(choices) - 1):
        full = sum(_FULL <= whole[size - 1] <= _OVERFULL and whole[-1] - whole[size - 1] > _MUCH for whole in sums)
        if full > _MOST * len(filled):
            return choices[:size]
    return choices


def _is_grouped(view: TableView, col: int) -> bool:
    """Whether a wide header stands over a column: two questions side by side, each with its name."""
    return any(cell.colspan > 1 for cell in view.columns[col].cells)


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
