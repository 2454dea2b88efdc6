"""Lists of contests: `District | Incumbent | … | Candidates`, where one cell lists all candidates, a line each.

`'''[[John McDuffie]] (D) 99.7%'''<br />Andrew Forsman (R) 0.3%`. Each row is an area, each line that is surely
name, party and percentage one of its candidates; of a cell with any other kind of line nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pipeline.elections.areas.names import AreaNames
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.named_places import is_place
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.contest import group_stage, stage_id
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.listed_candidates import is_round, listed_rounds
from pipeline.elections.table_memory import of_tables
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.seat_holders import seat_holder
from pipeline.records import Area, AreaResult
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Cell, Row

_NO_PARTY: Final = re.compile(r"\b(?:others?|independents?|candidates?|results?|nominees?|winners?)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(r"other\b(?!.*\bparty\b)")
_MAY_LIST: Final = frozenset(("candidate", "contest_result", "unread", "choice", "winner", "runner_up"))
_WON: Final = frozenset(("winner", "runner_up"))
_LETTERS: Final = 4  # of a party
_HOLDERS: Final = frozenset(("delegate", "resident commissioner", "delegate/resident commissioner"))  # of territories


_ORDINALS: Final = {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}
_SIGNS: Final = (
    "%",
    "nopposed",
    "ncontested",
    " votes",
    "✓",
    "✔",
    "√",
)  # the last: who was elected, where no figure is known


class ListColumn(NamedTuple):
    """A column of candidates: of a party that its cells leave out, or of a ballot, `First trial | Second trial`."""

    col: int
    party: str = ""
    stage: str | None = None  # of the second ballot and every further one


class ContestColumns(NamedTuple):
    """Where a list of contests has its candidates and incumbents."""

    candidates: int
    incumbent: int | None
    share: float  # of the rows whose candidates can be read
    parts: tuple[ListColumn, ...] = ()  # where each party's or ballot's candidates have a column: all of them


@lru_cache(maxsize=1024)
def _shown_party(written: str, country: str | None) -> str:
    """The short name of a party that a letter or its members' name stands for; `People's` as it is written."""
    party = find_party(written, country)
    if party is None or not (len(written) <= _LETTERS or written.isupper() or written[:4] == party.short[:4]):
        return written
    return party.short


@of_tables(4)  # asked by the recogniser, then by the reader
def contest_columns(view: TableView) -> ContestColumns | None:
    """The columns of a list of contests; None for any other table."""
    columns = read_columns(view, in_us=True)
    heads = [c for c in columns if c.role in _MAY_LIST or "candidates" in c.header]
    best: tuple[float, int] | None = None
    listing: list[Column] = []
    for column in heads:
        if column.content.numeric > 0.3 or not _may_list(view, column.col):
            continue
        cells: Sequence[Cell] = [cell for cell in view.column_cells(column.col) if cell.text.strip()]
        read = [listed_rounds(cell) for cell in cells]
        several = sum(
            bool(found) and any(sign in cell.text for sign in _SIGNS) for cell, found in zip(cells, read, strict=True)
        )
        if several:
            listing.append(column)
        if cells and several / len(cells) >= 0.5 and (best is None or several / len(cells) > best[0]):
            best = (several / len(cells), column.col)
    if best is None or _OTHERS.match(columns[best[1]].header):
        return None  # who else stood, without whoever won
    incumbent = next((c.col for c in columns if c.role == "representative" or c.header in _HOLDERS), None)
    parts = _parts(listing) if any(column.col == best[1] and column.lines for column in listing) else ()
    parts = parts or _places(listing)
    return ContestColumns(parts[0].col if parts else best[1], incumbent, best[0], parts)


def _parts(columns: Sequence[Column]) -> tuple[ListColumn, ...]:
    """The columns headed by parties, `Democratic | Republican | Other`, or by ballots: `First trial | Second trial`."""
    found: list[ListColumn] = []
    for column in columns:
        words = " ".join(column.lines) or (column.header if column.header[:1].isdigit() else "")  # `2nd place`
        if words and is_round(words):
            found.append(ListColumn(column.col, "", words if found else None))
        elif words:
            party = find_party(words, "United States")
            unknown = (
                "" if len(columns) < 2 or _NO_PARTY.search(words) or is_place(words) else words
            )  # `This race` over `Candidates`
            found.append(ListColumn(column.col, party.short if party else unknown))
    return tuple(found)


def _places(columns: Sequence[Column]) -> tuple[ListColumn, ...]:
    """The columns of who won and who came second, a candidate each: `Winner | Runner-up`; () where one is missing."""
    found = [column for column in columns if column.role in _WON]
    return tuple(ListColumn(column.col) for column in found) if {column.role for column in found} == _WON else ()


def _may_list(view: TableView, col: int) -> bool:
    """Whether one of the first cells of a column holds letters and a percentage or votes, or says unopposed."""
    texts = [row.cells[col].text for _, row in view.body[:8] if col < len(row.cells)]
    return any(len(text) > 10 and any(sign in text for sign in _SIGNS) for text in texts)


def read_contests(view: TableView, context: PageContext, election_id: str) -> tuple[list[Area], list[AreaResult], str]:
    """The areas and candidates of a list of contests, and how many rows could not be read."""
    found = contest_columns(view)
    names = AreaNames.of(view, context)
    if found is None or names is None:
        return [], [], "no column of areas or candidates"
    areas: list[Area] = []
    results: list[AreaResult] = []
    unread = 0
    seats: dict[int, int] = {}  # how many contests of its own the district that begins in a row has had
    for row_no, row in view.body:
        if spans_table(row) or max(found.candidates, names.column) >= len(row.cells):
            continue
        first_row = row.cells[names.column].origin_row
        if row.cells[found.candidates].origin_row != row_no:
            if first_row != row_no and areas and areas[-1].row_no == first_row:
                areas[-1] = _with_second_holder(areas[-1], row, row_no, found.incumbent)
            continue
        if first_row != row_no and first_row not in seats:
            unread += 1
            continue
        name = names.read(row_no, row)
        if name is None:
            continue
        seats[first_row] = seats.get(first_row, 0) + 1
        own_id = election_id if seats[first_row] == 1 else stage_id(election_id, _further(seats[first_row], row, found))
        begun = len(areas)
        key: tuple[Any, ...] = (own_id, context.page_id, view.table.table_no, row_no, name.area_type, name.area)
        holder = _holder(row, found.incumbent)
        about = (name.link, name.geoid, name.ocd_id, name.is_total, None, None, None, holder)
        areas.append(new(Area, key + about))
        of_row, lost = listed_in(row, found, key, context.country)
        unread += lost
        results += of_row
        stages = dict.fromkeys(result.election_id for result in of_row)
        areas += [areas[begun]._replace(election_id=stage) for stage in stages if stage != own_id]
    return areas, results, f"{unread} rows whose candidates are not surely name, party and percentage" if unread else ""


def listed_in(
    row: Row, found: ContestColumns, key: tuple[Any, ...], country: str | None
) -> tuple[list[AreaResult], int]:
    """The candidates whom a row lists, those of further rounds in elections of their own; how many cells are unread."""
    results: list[AreaResult] = []
    unread = 0
    for col, of_column, stage in found.parts or (ListColumn(found.candidates),):
        if col >= len(row.cells) or (found.parts and not _begins_at(row.cells[col], col)):
            continue
        part_id = stage_id(key[0], stage) if stage else key[0]
        rounds = listed_rounds(row.cells[col])
        unread += rounds is None
        for number, (heading, candidates) in enumerate(rounds or ()):
            of_stage = (_of_round(part_id, heading, number), *key[1:])
            for candidate in candidates:
                shown = _shown_party(candidate.party, country) if candidate.party else of_column or None
                results.append(new(AreaResult, (*of_stage, candidate.name, shown, candidate.votes, candidate.pct)))
    return results, unread


def _begins_at(cell: Cell, col: int) -> bool:
    """Whether a cell with words is a column's own, and not one that an earlier column shares."""
    return cell.origin_col == col and bool(cell.text.strip())


def _holder(row: Row, col: int | None) -> str | None:
    """Who holds the seat of a row, by the first line of the cell."""
    cell = row.at(col)
    return seat_holder(cell.lines[0]) if cell is not None and cell.lines else None


def _with_second_holder(area: Area, row: Row, row_no: int, col: int | None) -> Area:
    """The area of a district of several seats and one contest, with whoever holds the seat of this row too."""
    cell = row.at(col)
    other = _holder(row, col) if cell is not None and cell.origin_row == row_no else None
    if other is None or other == area.representative:
        return area
    return area._replace(representative=f"{area.representative} / {other}" if area.representative else other)


def _further(number: int, row: Row, columns: ContestColumns) -> str:
    """What a further contest of a district is called: a ballot if its list says so, `'''Second ballot:'''`."""
    rounds = listed_rounds(row.cells[columns.candidates]) or ()
    said = _plain_heading(rounds[0].heading) if rounds and rounds[0].heading else ""
    return said or f"{_ORDINALS.get(number, f'{number}th')} contest"


def _plain_heading(heading: str) -> str:
    """A heading of a list without the day behind it."""
    return heading.partition("(")[0].strip(" ,–-")


def _of_round(election_id: str, heading: str | None, number: int) -> str:
    """The election of a round of a cell: the first is the page's own, each further one a stage of it."""
    stage = group_stage(_plain_heading(heading), number == 0) if heading else None
    return stage_id(election_id, stage) if stage else election_id
