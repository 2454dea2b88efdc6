"""Columns of parties whose cells name a candidate with his votes and share: Canadian tables by riding.

`! Liberal` over `| '''[[Ken McDonald]]'''<br />19,122<br />46.26%`. A cell is read if each of its lines is surely a
name, a figure or both; columns of candidates of any party (`Other`) list several, each with his party in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.elections.areas.winners import PersonFigures
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.named_places import is_place
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView
from pipeline.elections.listed_candidates import read_listed
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.numbers import is_nothing, read_count, read_count_and_percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row

_LOOKED_AT: Final = 12  # cells of a column; enough to tell one of candidates
_MOST: Final = 0.5  # of them
_LONGEST: Final = 90  # characters of a name with what stands around it
_PLACED: Final = re.compile(r"\((\d[\d,]*), \d{1,2}(?:st|nd|rd|th)\)")  # (50,656, 2nd): his votes and his place


_INLINE: Final = re.compile(
    r"(?P<name>[^\d%]{2,60}?)[\s:,–-]+(?P<votes>\d{1,3}(?:,\d{3})+|\d{1,7})(?: votes?)?"
)  # Ann Lee 12,345

_BRACKETED: Final = re.compile(r"(?P<name>[^\d%()]{3,60}?) \((?P<votes>\d{1,3}(?:,\d{3})+)\)")  # Ann Lee (16,073)


class ListedColumn(NamedTuple):
    """A column whose cells name candidates of a party; None for one of several parties."""

    col: int
    party: str | None


def listed_columns(columns: Sequence[Column], view: TableView) -> tuple[ListedColumn, ...]:
    """The columns of listed candidates of a table; () unless there are two at least."""
    found = []
    for column in columns:
        if column.role != "unread" or not column.lines or column.content.numeric > 0.3:
            continue
        cells = [cell for cell in view.column_cells(column.col) if not is_nothing(cell.text)][:_LOOKED_AT]
        read = sum(bool(candidates_of(cell)) for cell in cells)
        if cells and read >= _MOST * len(cells):
            words = " ".join(column.lines)
            found.append(ListedColumn(column.col, None if is_group(words) or is_place(words) else words))
    return tuple(found) if len(found) > 1 else ()


def candidates_of(cell: Cell) -> tuple[PersonFigures, ...]:
    """The candidates of a cell in order, each with a figure at least; () if any line is not surely part of one."""
    found: list[PersonFigures] = []
    for line in cell.lines:
        placed = _PLACED.fullmatch(line.strip())
        figures = read_count_and_percent(placed[1] if placed else line)
        if figures.count is not None or figures.pct is not None:
            if not found:
                return ()
            last = found[-1]
            if (figures.count is not None and last.votes is not None) or (
                figures.pct is not None and last.pct is not None
            ):
                return ()  # two counts behind one name: nobody can say which
            found[-1] = last._replace(
                votes=last.votes or figures.count, pct=figures.pct if last.pct is None else last.pct
            )
            continue
        person = _named(line)
        if person is None or (found and _is_bare(found[-1])):
            return ()
        found.append(person)
    return (
        ()
        if not found or _is_bare(found[-1]) or any(_is_bare(person) for person, _ in pairwise(found))
        else tuple(found)
    )


def _is_bare(person: PersonFigures) -> bool:
    return person.votes is None and person.pct is None


def _named(line: str) -> PersonFigures | None:
    """A line's name, with the figures behind it if there are some."""
    listed = read_listed(line)
    if listed is not None and (listed.votes is not None or listed.pct is not None):
        return PersonFigures(*listed)
    said = line.strip() if len(line) <= _LONGEST else ""
    inline = _INLINE.fullmatch(said) or _BRACKETED.fullmatch(said)
    if inline is not None:
        line = inline["name"]
    read = read_name(line, pairs=False)
    if len(line) > _LONGEST or not is_name(read.name) or any(ch.isdigit() for ch in read.name):
        return None
    name, _, tail = read.name.partition(" (")  # `Bob Ray (Ind.)`: brackets that read_name does not know
    return PersonFigures(
        name, read.party or tail.rstrip(")") or None, read_count(inline["votes"]) if inline else None, None
    )


def read_listed_cells(
    columns: Sequence[ListedColumn], row: Row, row_no: int, context: PageContext
) -> list[PersonFigures]:
    """The candidates of a row's listed columns; a cell that began in a row above is not this row's."""
    found = []
    for column in columns:
        if column.col >= len(row.cells) or row.cells[column.col].origin_row != row_no:
            continue
        for person in candidates_of(row.cells[column.col]):
            said = person.party or (person.candidate if column.party is None else None)  # `Lab 12,001` under `1st`
            known = find_party(said, context.country) if said else None
            party = column.party or (known.short if known else person.party)
            found.append(person._replace(party=party))
    return found
