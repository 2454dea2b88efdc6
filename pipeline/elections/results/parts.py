"""The parts of a results table, each with its heading across the table and a total of its own.

Denmark's tables have `! colspan=6 | Denmark proper` and `! colspan=6 | Faroe Islands` over parties and totals of their
own: two contests. Headings over parties that one total sums up at the end (`! colspan=5 | Opposition`) part nothing.
Belgium's electoral colleges have no totals at all; their headings' words tell, or shares that come to 100 in each part.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from pipeline.elections.kinds.view import TableView, own_cells, spans_table
from pipeline.elections.results.lines import hold_or_gain, line_of_words
from pipeline.elections.words.figures import percent
from pipeline.wikitext.model import Row

_TOTALS: Final = frozenset(("total", "valid"))
_ELECTORATE: Final = re.compile(
    r"\belectoral college\b|\bconstituency\b|-speaking\b|^(?:ward|district|division|zone|area)s? (?:no\.? ?)?\d+",
    re.IGNORECASE,
)
_FEWEST: Final = 2  # parts with more than one row
_HUNDRED: Final = 100
_ROUNDING: Final = 1.5
_LONGEST: Final = 80  # characters of a heading


def parts_of(view: TableView) -> dict[int, str]:
    """The number of each heading's row with its words; {} unless two parts or more have totals of their own.

    Without any total, where all headings name electorates. The first part may have no heading of its own:
    `! colspan=6 | Indigenous seats` below the total of the others (Colombia).
    """
    headings: dict[int, str] = {}
    totals: set[int] = set()
    first_total = False
    part = -1
    for row_no, row in view.body:
        if spans_table(row):
            if _is_heading(row):
                part = row_no
                headings[row_no] = row.cells[0].text.strip()
        elif _is_total(row):
            first_total = first_total or part < 0
            totals |= {part} if part >= 0 else set()
    if headings and are_headed_again(view, headings):
        return headings
    if not totals and len(headings) > 1 and all(map(_ELECTORATE.search, headings.values())):
        return {} if any(_is_total(row) for _, row in view.body) else headings
    if not totals and not first_total and _add_up(view, headings):
        return headings
    if first_total:
        return headings if headings and len(totals) == len(headings) else {}
    return headings if len(totals) > 1 and len(totals) >= len(headings) - 1 else {}


def are_headed_again(view: TableView, headings: Collection[int]) -> bool:
    """Whether the table's header stands again below each heading, so that another contest begins there.

    The rows of a body lack headers that are said again.
    """
    numbers = {row_no for row_no, _ in view.body}
    return all(row_no + 1 not in numbers and row_no + 1 < len(view.table.rows) for row_no in headings)


def _add_up(view: TableView, headings: Collection[int]) -> bool:
    """Whether the shares below each of several headings come to 100, as those of an electorate do.

    Who stood alone below a heading may have none. Whatever stands above the first heading is of no part.
    """
    if len(headings) < _FEWEST:
        return False
    parts: list[list[Row]] = []
    for row_no, row in view.body:
        if row_no in headings:
            parts.append([])
        elif parts and not spans_table(row):
            parts[-1].append(row)
    contested = [rows for rows in parts if len(rows) > 1]
    if len(contested) < _FEWEST or view.rows[0][0] < min(headings):
        return False
    return any(
        all(abs(sum(percent(row.text_at(col)) or 0 for row in rows) - _HUNDRED) < _ROUNDING for rows in contested)
        for col in range(1, view.widest)
    )


def _is_heading(row: Row) -> bool:
    cell = row.cells[0]
    text = cell.text.strip()
    marked = cell.is_header or cell.wikitext.strip().startswith("'''")
    return bool(marked and text) and len(text) <= _LONGEST and hold_or_gain(text) is None and not line_of_words(text)


def _is_total(row: Row) -> bool:
    first = next((cell for cell in own_cells(row) if cell.text.strip()), None)
    return first is not None and line_of_words(first.text) in _TOTALS
