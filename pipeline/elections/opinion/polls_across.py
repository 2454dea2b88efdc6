"""Tables of polls turned round: pollsters as columns, `! Poll !! Gallup !! Roper`, choices as rows.

The table is turned and read like any other of polls; a poll's row is then the number of its column. Only where a row
says when or how many were asked, and the corner or a row says that pollsters stand across; never reads a share itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.elections.columns.labels import role_of as header_role
from pipeline.elections.kinds.parting import parted
from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.opinion.poll_columns import PollColumns, read_poll_columns, read_share, role_of
from pipeline.elections.table_memory import of_tables
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.places import state_code
from pipeline.wikitext.model import Cell, CellText, Row, Table

_MOST_ROWS: Final = 60
_WIDEST: Final = 60  # columns
_LEAST: Final = 2  # polls, and choices
_OVERFULL: Final = 105.0  # percent
_ASKED: Final = frozenset(("date", "published", "sample", "moe"))
_CORNERS: Final = frozenset(("candidate", "choice_answer"))  # what the rows are
_NOTHING: Final = CellText("", (), (), ())
_POLLSTER: Final = CellText("Pollster", ("Pollster",), (), ())


@of_tables(4)  # asked by the recogniser, then by the reader
def turned_polls(view: TableView) -> TableView | None:
    """The table with its columns as rows; None where its columns are not surely polls."""
    rows = view.table.rows
    if len(rows) > _MOST_ROWS or not _LEAST < len(view.columns) <= _WIDEST or not view.says("polls?", "polling"):
        return None
    if _ASKED & {role_of(column.text) for column in view.columns[1:]}:
        return None
    kept = [row.cells for row in rows if not spans_table(row) and row.cells]
    labels = [role_of(row[0].text) for row in kept]
    if not kept or not _ASKED & set(labels) or len({len(row) for row in kept}) > 1:
        return None
    is_corner = "pollster" not in labels
    heads = kept[0 if is_corner else labels.index("pollster")]
    if is_corner and not _are_pollsters(heads):
        return None
    passed = {col for col, cell in enumerate(heads) if col and _is_no_pollster(cell.text)}
    turned = parted(_turned(view, kept, is_corner, passed), view.page_title, view.path, of_election=view.is_of_election)
    columns = read_poll_columns(turned)
    return turned if columns is not None and _are_shares(turned, columns) else None


def _are_pollsters(head: tuple[Cell, ...]) -> bool:
    """Whether the first row below no word of its own can be pollsters: no parties, states, years, nothing asked."""
    corner = head[0].text.strip()
    names = [cell.text.strip() for cell in head[1:] if not _is_no_pollster(cell.text)]
    return (not corner or header_role(corner) in _CORNERS) and not any(
        role_of(name)
        or YEAR.search(name)
        or state_code(name)
        or find_party(name, "United States")
        or not any(map(str.isalpha, name))
        for name in names
    )


def _is_no_pollster(head: str) -> bool:
    """Whether a column is one of references, notes or averages."""
    return is_nothing(head) or role_of(head) == "skip"


def _are_shares(turned: TableView, columns: PollColumns) -> bool:
    """Whether there are several polls of several choices, and each comes to a hundred at most."""
    sums = [
        sum(share for col, _ in columns.choices if (cell := row.at(col)) and (share := read_share(cell)) is not None)
        for _, row in turned.rows
    ]
    return len(columns.choices) >= _LEAST and sum(map(bool, sums)) >= _LEAST and max(sums) <= _OVERFULL


def _turned(view: TableView, kept: list[tuple[Cell, ...]], is_corner: bool, passed: set[int]) -> Table:
    """The table of these rows with its columns as rows, the first of them the header; nothing in those passed over."""
    made: dict[int, Cell] = {}
    for number, row in enumerate(kept):
        for col, cell in enumerate(row):
            made.setdefault(
                id(cell),
                cell.changed(
                    body=_NOTHING if col in passed else _POLLSTER if is_corner and not number + col else cell.body,
                    is_header=not col,
                    origin_row=col,
                    origin_col=number,
                    rowspan=cell.colspan,
                    colspan=cell.rowspan,
                ),
            )
    turned = [Row(tuple(made[id(row[col])] for row in kept), None, {}) for col in range(len(kept[0]))]
    return replace(view.table, rows=tuple(turned), n_header_rows=1, nested=())
