"""Blocs behind the parties of a polls table: `S | M | SD | Others | Lead | Red | Blue`, each the sum of several.

Where shares come to 100 without the columns behind them and these come to much again, they are sums or another
question, of which nobody says what. Undecided voters behind a full hundred come to little and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import percent
from pipeline.elections.words.names import is_group
from pipeline.wikitext.model import Row

FOR_NOBODY: Final = re.compile(r"undecided|blank|abst|don[’']t know|none\b|would not|not vot", re.IGNORECASE)
_LEAST_PARTIES: Final = 4
_FULL, _OVERFULL = 98.0, 101.5  # what the parties of a poll come to
_MUCH: Final = 60.0  # percent, of all blocs together
_LEAST_BESIDE: Final = 2  # parties beside a bloc
_BLOC: Final = re.compile(
    r"(?:total )?(?:(?:far|cent(?:re|er))[- ])?(?:left|right|red|blue|gov(?:ernment|t)?\.?|opp(?:osition|\.)?)"
    r"(?:[- ](?:wing|bloc|block|parties|total|coalition|alliance)){0,2}"
)
_LEAST_OF_GROUP: Final = 3  # columns: two parties and their sum
_LEAST_ROWS: Final = 2
_SLIP: Final = 0.06  # what rounding adds to a sum, of each share with a decimal
_MOST: Final = 0.5  # of the rows


def without_blocs(choices: tuple[tuple[int, str], ...], view: TableView) -> tuple[tuple[int, str], ...]:
    """The choices without those behind a full hundred that come to much once more."""
    choices = _without_named(choices, view)
    if len(choices) < _LEAST_PARTIES + 2 or any(_is_grouped(view, col) for col, _ in choices):
        return choices
    rows = [[_share(row, col) or 0.0 for col, _ in choices] for _, row in view.rows]
    filled = [row for row in rows if sum(row) > _OVERFULL]
    if not filled or len(filled) <= _MOST * len(rows):
        return choices
    sums = [list(accumulate(row)) for row in filled]
    for size in range(_LEAST_PARTIES, len(choices) - 1):
        full = sum(_FULL <= whole[size - 1] <= _OVERFULL and whole[-1] - whole[size - 1] > _MUCH for whole in sums)
        if full > _MOST * len(filled):
            return choices[:size]
    return choices


def _without_named(choices: tuple[tuple[int, str], ...], view: TableView) -> tuple[tuple[int, str], ...]:
    """The choices without those called like blocs, where they make the shares of most polls more than a hundred."""
    parties = [place for place, (_, name) in enumerate(choices) if not _is_bloc(name) and not _is_rest(name)]
    behind = choices[parties[-1] + 1 :] if parties else ()
    blocs = [choice for choice in behind if _is_bloc(choice[1])]
    if not blocs or len(choices) - len(blocs) < _LEAST_BESIDE:
        return choices
    rows = [sum(_share(row, col) or 0.0 for col, _ in choices) for _, row in view.rows]
    filled = [whole for whole in rows if whole]
    overfull = sum(whole > _OVERFULL for whole in filled) > _MOST * len(filled)
    return tuple(choice for choice in choices if choice not in blocs) if overfull else choices


def _is_rest(name: str) -> bool:
    return is_group(name) or FOR_NOBODY.match(name) is not None


def _is_bloc(name: str) -> bool:
    return _BLOC.fullmatch(name.casefold()) is not None


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
    rows = [[_share(row, col) for col in cols] for _, row in view.rows]
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


def _share(row: Row, col: int) -> float | None:
    """The share in a cell, without the seats on the line below."""
    cell = row.at(col)
    return percent(cell.lines[0]) if cell is not None and cell.lines else None
