"""Columns of one choice whose headers have not the same words: `Mitt Romney` over `Republican | %`. Reads no row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.wikitext.model import Cell


def with_whole_names(columns: Sequence[Column], view: TableView) -> list[Column]:
    """Columns under one name have all its words: `Mitt Romney` over `Republican | %` are one choice's two columns."""
    found = list(columns)
    for left, right in pairwise(range(len(columns))):
        one, other = found[left], found[right]
        if one.role != "choice" or other.role != "choice" or one.group != other.group:
            continue
        above, beside = view.columns[left].cells, view.columns[right].cells
        shorter, longer = sorted((one.lines, other.lines), key=len)
        if (
            above[0] is beside[0]
            and shorter
            and shorter != longer
            and longer[: len(shorter)] == shorter
            and not _is_ticket(view, above[0], columns)
        ):
            whole = one if one.lines == longer else other
            found[left] = one._replace(lines=whole.lines, links=whole.links)
            found[right] = other._replace(lines=whole.lines, links=whole.links)
    return found


def _is_ticket(view: TableView, name: Cell, columns: Sequence[Column]) -> bool:
    """Whether several parties stand below a name, so that the columns without one are none of theirs."""
    heads = zip(columns, view.columns, strict=True)
    below = {column.lines for column, head in heads if head.cells and head.cells[0] is name}
    return len(below) > 2
