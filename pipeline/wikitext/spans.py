"""Fills row and column spans: a row of cells as written to a row in which every place has its cell.

The HTML table model (https://html.spec.whatwg.org/multipage/tables.html): a cell takes the first free place of its row,
rowspan=0 reaches to the end, spans are clipped to the table, and where two cells overlap the earlier one stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

MOST_PLACES: Final = 400_000  # that spans may fill on a page; wider or taller ones are then read as 1

T = TypeVar("T")


class Allowance:
    """The places that spans may still fill on a page, all its tables together: `{|⏎|colspan=1000|⏎|}` is soon said."""

    __slots__ = ("places",)

    def __init__(self, places: int = MOST_PLACES) -> None:
        self.places = places


Wanted = tuple[int, int]  # the rows (0: to the end) and columns that a cell asks for


class SpanFiller(Generic[T]):
    """Goes down a table row by row and remembers which cells reach into the rows below."""

    def __init__(self, height: int, allowance: Allowance) -> None:
        self.height = height
        self.allowance = allowance
        self.was_cut = False
        self.from_above: dict[int, tuple[T, int]] = {}  # column → cell, first row that it does not cover any more

    def fill(self, y: int, wanted: Sequence[Wanted], make: Callable[[int, int, int, int], T]) -> list[T | None]:
        """The places of row y. `make(number, column, rows, columns)` makes the cell; None: a place that nobody
        fills."""
        places: list[T | None] = []
        above = self.from_above
        if above:
            places = [None] * (max(above) + 1)
            for column, (cell, _) in above.items():
                places[column] = cell
        below: dict[int, tuple[T, int]] = {}
        x = 0
        for number, (rows, columns) in enumerate(wanted):
            while x < len(places) and places[x] is not None:
                x += 1
            rows = self.height - y if rows == 0 else min(rows, self.height - y)
            if rows * columns > 1:
                if rows * columns > self.allowance.places:
                    rows = columns = 1
                    self.was_cut = True
                self.allowance.places -= rows * columns
            cell = make(number, x, rows, columns)
            if x + columns > len(places):
                places.extend([None] * (x + columns - len(places)))
            for column in range(x, x + columns):
                if places[column] is None:
                    places[column] = cell
                if rows > 1:
                    held = above.get(column) or below.get(column)
                    if held is None or held[1] < y + rows:
                        # An earlier cell keeps its places; where it ends sooner, this one goes on below it.
                        below.setdefault(column, (cell, y + rows))
            x += columns
        self.from_above = {column: held for column, held in above.items() if held[1] > y + 1}
        for column, held in below.items():
            self.from_above.setdefault(column, held)
        # `| colspan=1000 | a || rowspan=0 | b`: each of the short rows below has 999 holes before its last place.
        self.allowance.places -= places.count(None)
        if self.allowance.places < 0 and self.from_above:
            self.from_above = {}
            self.was_cut = True
        return places
