"""Which rows bear the name of the whole and are its total, where a county is called like its state.

`| Arkansas || 1,234 || …` in a table by county is Arkansas County, unless it stands at an end and holds about as many
votes as all other rows together, or another row is the county's. A row that says "Total" needs none of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.elections.areas.rows import is_total_area
from pipeline.elections.kinds.parting import is_bold
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.places import base_name
from pipeline.elections.words.plausible_names import says_how_cast
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import Cell, Row

_FEWEST: Final = 4  # rows: two that add up to a third may do so by chance
_LEAST_SUM: Final = 1000
_FEW: Final = 100  # votes: less may be the sum of others by chance
_SEVERAL: Final = 3  # columns
_WHOLE_SHARE: Final = 0.9  # of the other rows' sum: late or missing rows make them differ a little


def namesake_totals(view: TableView, column: int, wholes: frozenset[str]) -> frozenset[int]:
    """The number of the first or last row if it is the whole's and not its namesake county's; at most one."""
    rows = {no: row for no, row in view.rows if column < len(row.cells)}
    ends = [no for no in (max(rows), min(rows)) if _bears(rows[no], column, wholes)] if rows else []
    ends = [no for no in ends if not rows[no].cells[column].links]
    if not ends or any(is_total_area(row.cells[column].text) for row in rows.values()):
        return frozenset()
    if sum(_bears(row, column, wholes) for row in rows.values()) > 1:
        return frozenset(ends[:1])
    return frozenset(no for no in ends if _outweighs_others(no, {n: _counts(row.cells) for n, row in rows.items()}))


def _bears(row: Row, column: int, wholes: frozenset[str]) -> bool:
    """Whether a row has the name of the whole."""
    return folded(base_name(row.cells[column].text.strip())) in wholes


def unnamed_total(view: TableView, column: int, *, abroad: bool) -> int | None:
    """The number of the last row if it is the total of a country's table under the country's name; None if it is not.

    `! Switzerland !! 1,762,872 !! …`: headers or bold alone, as no other row, or the sum of all others in its greatest
    figure; or `abroad` the last or first row that alone bears a country's name. States, counties and towns of the
    United States are called so too: Georgia, Lebanon, Peru.
    """
    rows = [(no, row.cells) for no, row in view.rows if row.text_at(column).strip()]
    if len(rows) < 3 or is_total_area(rows[-1][1][column].text):
        return None
    named = [no for no, cells in rows if abroad and folded(cells[column].text.strip()) in _countries()]
    if len(named) == 1 and named[0] in {rows[0][0], rows[-1][0]}:
        counts = {no: _counts(cells) for no, cells in rows}
        if not any(map(any, counts.values())) or _outweighs_others(named[0], counts):
            return named[0]  # and not Luxembourg, the province
    number, own = rows[-1]
    if (
        _is_marked(own)
        and not says_how_cast(own[column].text)
        and any(count(cell.text) or percent(cell.text) for cell in own)
    ):
        marked = [no for no, cells in rows if _is_marked(cells)]
        return number if marked == [number] else None
    values = [count(cell.text) or 0 for cell in own]
    if len(rows) > 2 and _sums_up(values, [cells for _, cells in rows[:-1]]):
        return number
    greatest = values.index(max(values))
    if len(rows) < _FEWEST or values[greatest] < _LEAST_SUM:
        return None
    others = sum(count(cells[greatest].text) or 0 for _, cells in rows[:-1] if greatest < len(cells))
    return number if others == values[greatest] else None


def _is_marked(cells: Sequence[Cell]) -> bool:
    """Whether all that a row says is in headers or bold."""
    return all(cell.is_header or is_bold(cell) for cell in cells if cell.text.strip())


@cache
def _countries() -> frozenset[str]:
    names: list[str] = package_yaml(Path(__file__).parents[1] / "data" / "countries.yaml")
    return frozenset(map(folded, names))


def _sums_up(values: Sequence[int], others: Sequence[Sequence[Cell]]) -> bool:
    """Whether several columns hold exactly what the other rows have together."""
    sums = [
        sum(count(cells[place].text) or 0 for cells in others if place < len(cells)) if value > _FEW else -1
        for place, value in enumerate(values)
    ]
    return sum(whole == value for whole, value in zip(sums, values, strict=True)) >= _SEVERAL


def _counts(cells: Sequence[Cell]) -> list[int | None]:
    return [count(cell.text) for cell in cells]


def _outweighs_others(number: int, counts: dict[int, list[int | None]]) -> bool:
    """Whether in the column of the greatest figures a row has about what all others have together, or more."""
    own = counts[number]
    best: tuple[int, int] = (0, 0)
    for column, value in enumerate(own):
        others = [row[column] for no, row in counts.items() if no != number and column < len(row)]
        best = max(best, (sum(other or 0 for other in others), value or 0))
    return len(counts) > 2 and best[1] >= max(1, _WHOLE_SHARE * best[0])
