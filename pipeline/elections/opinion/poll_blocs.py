"""Blocs behind the parties of a polls table: `S | M | SD | Others | Lead | Red | Blue`, each the sum of several.

Where shares come to 100 without the columns behind them and these come to much again, they are sums or another
question, of which nobody says what. Undecided voters behind a full hundred come to little and stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import percent

_LEAST_PARTIES: Final = 4
_FULL, _OVERFULL = 98.0, 101.5  # what the parties of a poll come to
_MUCH: Final = 60.0  # percent, of all blocs together
_LEAST_OF_GROUP: Final = 3  # columns: two parties and their sum
_LEAST_ROWS: Final = 2
_SLIP: Final = 0.06  # what rounding adds to a sum, of each share with a decimal
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


def without_sums_of_groups(choices: tuple[tuple[int, str], ...], view: TableView) -> tuple[tuple[int, str], ...]:
    """The choices without the first or last under a wide header that is the sum of the others: `FdI | Lega | FI | CDX`.

    In every poll, of which there must be several.
    """
    groups: dict[int, list[int]] = {}
    for col, _ in choices:
        cells = view.columns[col].cells
        if len(cells) > 1 and cells[0].colspan > _LEAST_OF_GROUP - 1:
            groups.setdefault(id(cells[0]), []).append(col)
    sums = {_sum_among(cols, view) for cols in groups.values()}
    return tuple(choice for choice in choices if choice[0] not in sums)


def _sum_among(cols: Sequence[int], view: TableView) -> int | None:
    """The first or last of several columns where it is the sum of the others in every row."""
    rows = [[percent(_first_line(row.text_at(col))) for col in cols] for _, row in view.rows]
    told = [
        [share or 0.0 for share in row] for row in rows if sum(share is not None for share in row) > _LEAST_OF_GROUP - 1
    ]
    if len(cols) < _LEAST_OF_GROUP or len(told) < _LEAST_ROWS:
        return None
    for place in (-1, 0):
        if all(abs(sum(row) - 2 * row[place]) < _SLIP * len(row) for row in told):
            return cols[place]
    return None


def _is_grouped(view: TableView, col: int) -> bool:
    """Whether a wide header stands over a column: two questions side by side, each with its name."""
    return any(cell.colspan > 1 for cell in view.columns[col].cells)


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
