"""Which of the columns under one wide header has the names: `! colspan=4 | Party` over colours, letters and names.

Told by the spans of cells and by what stands beside them. Reads no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import role_of
from pipeline.elections.kinds.view import TableView

_LETTERS: Final = 2  # at most, of a list: Æ, Ap


def named_role(column: Column, view: TableView) -> str:
    """The role of a column; that of the wide header over it where none of its cells is as narrow as the column.

    `! colspan=4 | Party` over `| || colspan=3 | [[Australian Labor Party]]`: names that begin in the second of four.
    """
    cells = view.columns[column.col].cells
    if column.role != "spacer" or not cells or cells[-1].colspan < 2:
        return column.role
    return role_of(cells[-1].text) or column.role


def is_outdone(column: Column, columns: Sequence[Column], view: TableView) -> bool:
    """Whether another column under the same wide header has more names, or names where this one has letters.

    `! colspan=4 | Party` over `| rowspan=3 | || || colspan=2 | [[Liberal Party]]`: colours that span an alliance's
    rows; `! colspan=3 | Party` over `| || A || [[Social Democrats (Denmark)|Social Democrats]]`: letters of lists.
    """
    cells = view.columns[column.col].cells
    if not cells or cells[-1].colspan < 2:
        return False
    beside = [c.col for c in columns if view.columns[c.col].cells and view.columns[c.col].cells[-1] is cells[-1]]
    named = {col: sum(bool(row.text_at(col).strip()) for _, row in view.rows) for col in beside}
    may_be_letters = column.role != "electoral_votes"  # `10 || 100.00%`
    return named[column.col] < max(named.values()) or (
        may_be_letters and _has_letters_of_lists(column.col, beside, view)
    )


def _has_letters_of_lists(col: int, beside: Sequence[int], view: TableView) -> bool:
    """Whether a column has nothing but a letter or two where the one behind it, under the same header, has names."""
    if col + 1 not in beside:
        return False
    pairs = [(row.at(col), row.at(col + 1)) for _, row in view.rows]
    own = [(a.text.strip(), b.text.strip()) for a, b in pairs if a is not None and b is not None and a is not b]
    said = [(letters, name) for letters, name in own if letters]
    return bool(said) and all(len(letters) <= _LETTERS < len(name) for letters, name in said)


def is_within(col: int, party: int, view: TableView) -> bool:
    """Whether a column has the parties of the alliances in another, the two under one header."""
    own, outer = view.columns[col].cells, view.columns[party].cells
    if col == party or not own or not outer or own[-1] is not outer[-1]:
        return False
    cells = [row.cells[party] for _, row in view.body if party < len(row.cells)]
    return any(cell.rowspan > 1 and cell.text.strip() for cell in cells)
