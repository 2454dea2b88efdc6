"""Takes dots between thousands for commas, where a whole column of a table has them: `| 8.123.456 || 29,0`.

A figure of three groups (8.123.456) is nothing else; beside such a one, in its column or in others of the table, all
that has no other form (45.678, 980) is written so, too. A lone `1.234` is left as it is, and so is a column of them
unless its header counts votes and one is above 100, which with a decimal point would be no share, or the table's
shares have commas for the decimal point: `129.022 || 29,26%`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from pipeline.wikitext.model import Cell, Table
from pipeline.wikitext.recasting import recast

_LOOKED_AT: Final = 8  # rows in which a dot before three digits is sought
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?=\s*\(?\d{1,3}(?:,\d{1,2})? ?%\)?$|$)")
_SHARE: Final = re.compile(r"\d{1,2},\d{1,2} ?%?")
_SMALL: Final = re.compile(r"(?:0|[1-9]\d{0,2})(?:\s*\(?\d{1,3}(?:,\d{1,2})? ?%\)?)?")
_LONGEST: Final = 30  # characters of a figure, its share behind it
_OF_VOTES: Final = ("vote", "tally", "stimmen", "electors")  # in the header of a column of counts
_FEWEST: Final = 3  # figures of a column with one dot each
_GROUP: Final = 4  # characters: the dot and three digits
_TWO_GROUPS: Final = 2


def with_dots_as_commas(table: Table, header: Sequence[int], first: int) -> Table:
    """The table with commas for dots in its columns of counts; the same table where it has none."""
    places = _with_dots(table, first)
    if not places:
        return table
    counted = {col: figures for col in places if (figures := _counts_of(table, first, col))}
    surely = any(text.count(".") >= _TWO_GROUPS for figures in counted.values() for text in figures)
    surely = surely or (bool(counted) and _has_decimal_commas(table, first, counted))
    cols = [
        col
        for col, figures in counted.items()
        if "%" not in (said := _header_of(table, header, col)) and (surely or _is_of_votes(said, figures))
    ]
    if not cols:
        return table
    rows = recast(table.rows[first:], partial(_with_commas, cols=cols))
    return replace(table, rows=(*table.rows[:first], *rows))


def _with_dots(table: Table, first: int) -> list[int]:
    """The columns that have a dot before the last three characters of a cell, in the first rows of the body."""
    found: set[int] = set()
    for row in table.rows[first : first + _LOOKED_AT]:
        for cell in row.cells:
            text = cell.text
            dot = text.find(".")
            if 0 < dot < _GROUP and text[dot + 1 : dot + _GROUP].isdigit() and _GROUPED.match(text[:_LONGEST]):
                found.add(cell.origin_col)
    return sorted(found)


def _counts_of(table: Table, first: int, col: int) -> list[str]:
    """The figures with dots of a column, if all its figures can be counts; else none."""
    found: list[str] = []
    for row in table.rows[first:]:
        cell = row.at(col)
        text = cell.text.strip() if cell is not None and cell.origin_col == col else ""
        if not text[:1].isdigit() or not any(map(str.isdigit, text)):
            continue
        if len(text) > _LONGEST:
            return []
        if (grouped := _GROUPED.match(text)) is not None:
            found.append(grouped[0])
        elif not _SMALL.fullmatch(text):
            return []
    return found


def _has_decimal_commas(table: Table, first: int, counted: Mapping[int, Sequence[str]]) -> bool:
    """Whether all fractions beside the counts have commas, `129.022 | 29,26%`, and no other dot stands there."""
    shares = 0
    for row in table.rows[first : first + _LOOKED_AT]:
        for col, cell in enumerate(row.cells):
            text = cell.text
            if col in counted or cell.origin_col != col or not text[:1].isdigit():
                continue
            if "." in text:
                return False
            shares += _SHARE.fullmatch(text[:_LONGEST]) is not None
    return shares > 1


def _header_of(table: Table, header: Sequence[int], col: int) -> str:
    """The last header cell's words above a column."""
    said = [table.rows[no].text_at(col).strip() for no in header]
    return next((text for text in reversed(said) if text), "")


def _is_of_votes(header: str, figures: Sequence[str]) -> bool:
    """Whether a header counts votes above figures of which one is no share."""
    above = [text for text in figures if len(text) > _GROUP + 2 and text[:3] > "100"]
    return len(figures) >= _FEWEST and bool(above) and any(word in header.casefold() for word in _OF_VOTES)


def _with_commas(cell: Cell, cols: Sequence[int]) -> Cell:
    if cell.origin_col not in cols or "." not in cell.text:
        return cell
    text = cell.text.strip()
    grouped = _GROUPED.match(text) if len(text) <= _LONGEST else None
    if grouped is None:
        return cell
    text = grouped[0].replace(".", ",") + text[grouped.end() :]
    return cell.changed(body=cell.body._replace(text=text, lines=(text,)))
