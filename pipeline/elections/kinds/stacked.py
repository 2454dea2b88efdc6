"""Rows whose cells hold several lines each, `Ann Lee<br>Bo Roe | Democratic<br>Whig | 8,000<br>7,650`: one row a line.

A row is parted only if a cell under a name's header and one of figures have as many lines, the figures all of one form
(a count and its percentage below are one figure), and no other cell has another number of lines. Years are no figures:
`1926<br />1932`, when a senator was elected, beside two candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from pipeline.elections.words.figures import form_of
from pipeline.wikitext.model import Cell, CellText, Row
from pipeline.wikitext.recasting import recast

_YEAR: Final = re.compile(r"(?:1[6789]|20)\d\d")
_MOST: Final = 60  # lines of a cell
_FORMS: Final = {"large": "whole", "whole": "whole", "signed": "signed", "decimal": "decimal"}


def unstacked(body: Sequence[tuple[int, Row]], names: frozenset[int]) -> tuple[tuple[int, Row], ...]:
    """The rows of a body with each row of stacked cells as several, all of its number; `names`: columns of names."""
    parted: list[tuple[int, Row]] = []
    for row_no, row in body:
        lines = _stacked(row.cells, names) if names else 0
        if not lines:
            parted.append((row_no, row))
        else:
            parted += [(row_no, recast((row,), partial(_line, number=number))[0]) for number in range(lines)]
    return tuple(parted)


def _stacked(cells: Sequence[Cell], names: frozenset[int]) -> int:
    """How many lines the cells of a row have in parallel; 0 where they are not stacked."""
    if not any(len(cells[col].lines) > 1 for col in names if col < len(cells)):
        return 0
    figures = 0
    for cell in cells:
        if len(cell.lines) > 1 and cell.text[:1].isdigit():
            forms = {_FORMS.get(form_of(line), "") for line in cell.lines}
            if len(forms) == 1 and "" not in forms and not all(map(_YEAR.fullmatch, cell.lines)):
                figures = len(cell.lines)
                break
    if not 1 < figures <= _MOST:
        return 0
    several = {len(cell.lines) for cell in cells if len(cell.lines) > 1}
    named = any(col < len(cells) and len(cells[col].lines) == figures for col in names)
    return figures if several == {figures} and named else 0


def _line(cell: Cell, number: int) -> Cell:
    """The cell of one line; a lone figure is the first line's alone, a lone word everybody's."""
    text, lines, links, calls = cell.body
    if len(lines) > 1:
        own = tuple(link for link in links if link.label and link.label.strip() in lines[number])
        body = CellText(lines[number], (lines[number],), own, calls)
    elif number and form_of(text) not in {"", "words"} and not cell.is_header:
        body = CellText("", (), (), ())
    else:
        body = cell.body
    return cell.changed(body=body)
