"""What a results table's row has from the rows above or the cells before it: an alliance, a party, a candidate.

Cells that span several rows make a block; a total within one is the block's and not the table's. Reads no figures.
"""

from __future__ import annotations

from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row


def is_of_row_above(row: Row, row_no: int, columns: ResultColumns, figures: dict[str, int]) -> bool:
    """Whether the name and all figures began in a row above, which has them: a second party of one candidate."""
    label = row.at(columns.label)
    if label is None or label.origin_row == row_no:
        return False
    cells = [cell for col in figures.values() if (cell := row.at(col)) is not None]
    return bool(cells) and all(cell.origin_row < row_no for cell in cells)


def block_before(row: Row, row_no: int, label: Cell) -> Cell | None:
    """The cell before a total's label that began in a row above: an alliance, whose parties stand between."""
    before = [cell for cell in row.cells[: max(label.origin_col, 0)] if cell.origin_row < row_no]
    return next((cell for cell in before if cell.text.strip()), before[0] if before else None)


def owner_before(row: Row, label: Cell) -> Cell | None:
    """The cell of words right before a total's label in its own row: a party's total over its candidates."""
    if label.origin_col < 1:
        return None
    before = row.cells[label.origin_col - 1]
    text = before.text.strip()
    return before if before is not label and is_name(text) and line_of_words(text) is None else None
