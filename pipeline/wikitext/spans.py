"""Fills row and column spans: from cells as written to a grid in which every place has its cell.

The HTML table model (https://html.spec.whatwg.org/multipage/tables.html): a cell takes the first free place of its row,
rowspan=0 reaches to the end, spans are clipped to the table, and where two cells overlap the earlier one stays.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

MOST_PLACES = 400_000  # in one table; wider or taller spans are then read as 1

T = TypeVar("T")


class Spanning(NamedTuple, Generic[T]):
    """A cell with the rows (0: to the end) and columns it wants."""

    cell: T
    rows: int
    columns: int


class Placed(NamedTuple, Generic[T]):
    """Where a cell begins and how far it reaches in the table as it is."""

    cell: T
    row: int
    column: int
    rows: int
    columns: int


def fill_spans(rows: list[list[Spanning[T]]]) -> tuple[list[list[Placed[T] | None]], bool]:
    """The grid, and whether spans had to be cut because the table would be too large. None: a place nobody fills."""
    height = len(rows)
    room = MOST_PLACES
    cut = False
    grid: list[list[Placed[T] | None]] = []
    carried: dict[int, tuple[Placed[T], int]] = {}  # column → cell from above, rows it still covers
    for y, row in enumerate(rows):
        places: list[Placed[T] | None] = []
        if carried:
            places = [None] * (max(carried) + 1)
            for column, (placed, _) in carried.items():
                places[column] = placed
            carried = {column: (placed, left - 1) for column, (placed, left) in carried.items() if left > 1}
        x = 0
        for cell, tall, wide in row:
            width = len(places)
            while x < width and places[x] is not None:
                x += 1
            tall = height - y if tall == 0 else min(tall, height - y)
            if tall * wide > 1:
                if tall * wide > room:
                    tall = wide = 1
                    cut = True
                room -= tall * wide
            placed = Placed(cell, y, x, tall, wide)
            if x + wide > width:
                places.extend([None] * (x + wide - width))
            for column in range(x, x + wide):
                if places[column] is None:
                    places[column] = placed
                if tall > 1 and column not in carried:
                    carried[column] = (placed, tall - 1)
            x += wide
        grid.append(places)
    return grid, cut
