"""A header below lines of statistics: `Enrolled voters | 3,212,657`, `Informal votes | 84,142`, then `Party | Votes`.

So articles on elections of Australian states have them. The lines above are lines of the table like the totals that
others have at their end; here only their rows and the header's are told. Reads no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.kinds.view import is_value, own_cells, spans_table
from pipeline.elections.results.lines import line_of_words
from pipeline.wikitext.model import Table

_MOST: Final = 8  # rows above a header
_FEWEST: Final = 4  # cells with words in a header
_STATISTICS: Final = frozenset(("registered", "turnout", "total", "valid", "invalid", "abstention"))


class StatisticsAbove(NamedTuple):
    """The numbers of the rows of statistics, and of the header's row below them."""

    rows: tuple[int, ...]
    header: int


def statistics_above(table: Table, first: int) -> StatisticsAbove | None:
    """What stands above a header, from the row `first` on; None where it begins with anything else."""
    rows: list[int] = []
    for number in range(first, min(first + _MOST, len(table.rows))):
        row = table.rows[number]
        if spans_table(row):
            continue
        said = [cell.text for cell in own_cells(row) if cell.text.strip()]
        if _is_statistic(said):
            rows.append(number)
        else:
            return StatisticsAbove(tuple(rows), number) if rows and _heads_columns(said) else None
    return None


def _is_statistic(said: Sequence[str]) -> bool:
    """Whether a row begins with the words of a total, turnout or the like and has a figure behind them."""
    return len(said) > 1 and line_of_words(said[0]) in _STATISTICS and is_value(said[1])


def _heads_columns(said: Sequence[str]) -> bool:
    """Whether a row has words alone, several of them."""
    return len(said) >= _FEWEST and not any(map(is_value, said))
