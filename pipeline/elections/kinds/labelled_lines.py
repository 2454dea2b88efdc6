"""Columns whose cells hold a figure a ballot, each with its name: `First ballot: 1,201<br>Second ballot: 1,300`.

Such a column becomes one a ballot, headed by the ballot's name, and is read like any other. Only where all its filled
cells name the same ballots in the same order; nothing else of a table is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.wikitext.model import Cell, CellText, Table

_MOST_ROWS: Final = 60
_LINE: Final = re.compile(
    r"(?P<ballot>(?:first|second|third|fourth|fifth|final|\d{1,2}(?:st|nd|rd|th)) (?:ballot|round|count|vote|trial)"
    r"|(?:ballot|round|count) \d{1,2}|run-?off)\s*[:–—-]\s*(?P<figure>\d[\d,.]*%?(?: \([\d,.]+%?\))?)",
    re.IGNORECASE,
)


def with_ballots_as_columns(table: Table) -> Table:
    """The table with a column for each ballot where one held the figures of all; the same table for any other."""
    if len(table.rows) > _MOST_ROWS:
        return table
    found = {col for row in table.rows for col, cell in enumerate(row.cells) if len(cell.lines) > 1 and _parted(cell)}
    for col in sorted(found, reverse=True):
        table = _with_columns(table, col)
    return table


def _parted(cell: Cell) -> list[re.Match[str]]:
    """The ballots of a cell; none if any line is something else."""
    matches: list[re.Match[str]] = []
    for line in cell.lines:  # of nearly all cells the first says that they are none
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return []
        matches.append(match)
    return matches


def _with_columns(table: Table, col: int) -> Table:
    """The table with the column parted, if its cells agree."""
    cells = [row.cells[col] for row in table.rows if col < len(row.cells)]
    parted = [[match["ballot"] for match in _parted(cell)] for cell in cells if len(cell.lines) > 1]
    heads = [cell for cell in cells if cell.is_header]
    if len(parted) < 2 or not heads or any(names != parted[0] for names in parted) or not parted[0]:
        return table
    last = heads[-1]
    rows = [row.of(_widened(row.cells, col, parted[0], last)) for row in table.rows]
    return replace(table, rows=tuple(rows))


def _widened(cells: Sequence[Cell], col: int, names: Sequence[str], head: Cell) -> tuple[Cell, ...]:
    """A row's cells with as many in the place of one as there are ballots."""
    if col >= len(cells):
        return tuple(cells)
    own, added = cells[col], len(names) - 1
    if own is head:
        texts = list(names)
    elif len(own.lines) > 1 and _parted(own):
        texts = [match["figure"] for match in _parted(own)]
    else:
        texts = []
    made = [
        own.changed(body=CellText(text, (text,), (), ()), origin_col=col + number) for number, text in enumerate(texts)
    ] or [own] * (added + 1)
    return (*cells[:col], *made, *(cell.changed(origin_col=cell.origin_col + added) for cell in cells[col + 1 :]))
