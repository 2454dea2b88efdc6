"""Which columns of a results table name the candidates, their parties, alliances and offices.

Told by headers, by the spans of cells and, where a header says `Name` alone, by the names themselves. Reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import is_group_heading, role_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import names_several
from pipeline.elections.results.parties_named import are_parties
from pipeline.elections.results.under_wide_headers import is_outdone, is_within, named_role
from pipeline.wikitext.model import Cell

_NAMES_ALONE: Final = re.compile(r"names?")  # whose, nobody says
_HEADS: Final = re.compile(r"president|governor|mayor")
_PAIRS: Final = re.compile(
    r"(?:candidates?|presidential|tickets?)(?: candidates?)? pairs?|pairs?(?: of candidates)?|tickets?"
)
_PAIR: Final = 2  # columns
_ELECTED: Final = frozenset(("member", "members", "member state", "member states"))  # of an organisation's council
_TICKETS: Final = re.compile(r"tickets?")
_LISTS: Final = re.compile(r"(?:(?:electoral|party|candidate) )?lists?(?: names?)?")
_ALLIANCES: Final = re.compile(r"(?:electoral )?(?:alliances?|coalitions?|blocs?|pacts?)")
_PARTIES_OR_ALLIANCES: Final = re.compile(r"part(?:y|ies) (?:or|and|/|&) (?:alliances?|coalitions?)")
_PROPOSERS: Final = re.compile(r"(?:nominated|proposed|supported|backed) by|nominators?|sponsors?")
_OF_OTHERS: Final = re.compile(
    r"\b(?:previous|former|old|last|defeated|outgoing|endors\w*|group|european|ep|opponent)\b"
)
_NAMES: Final = ("party", "candidate", "running_mate", "electoral_votes", "office")
_ELECTORS: Final = re.compile(r"(?:presidential )?electors?(?: names?)?")
_MEMBERS: Final = re.compile(
    r"(?:elected )?(?:members?|m[ens]?p|representatives?|deput(?:y|ies)|senators?|councillors?)(?: elected)?"
    r"|elected [a-z]+(?: [a-z]+)?|(?:[a-z]+ )?[a-z]+[- ]elect"
    r"|president|governor|mayor|chair(?:man|woman|person)?|chancellor|premier|candidatures?|politicians?"
    r"|candidate name\(s\)|spitzenkandidat(?:en|in)?|delegates?|individuals?|teams?|secretary"
)
_FIGURES: Final = frozenset(("votes", "pct", "change", "seats"))
_TICKET: Final = 3  # lines or names of a ticket at most
_FEW: Final = 0.5  # of a column's cells: fewer say the other thing by a slip, one of two by a lost cell


def name_places(columns: Sequence[Column], view: TableView) -> dict[str, int]:
    """The column of each role that names somebody; a party's before an alliance's."""
    places: dict[str, int] = {}
    of_offices = any(column.role == "office" for column in columns)
    tickets = _tickets_beside_parties(columns)
    for column in columns:
        role = "candidate" if of_offices and column.role == "winner" else named_role(column, view)
        role = "candidate" if column.col == tickets else role
        if role == "party" and column.group and column.group == view.columns[column.col].top.strip():
            continue  # of a part of its own: see `with_own_parties`
        if role in _NAMES and (column.content.numeric <= _FEW or role == "electoral_votes"):
            if is_outdone(column, columns, view):
                continue
            places.setdefault(role, column.col)
            if role == "party" and (
                is_within(column.col, places["party"], view) or _is_of_alliances(column.col, places["party"], view)
            ):
                places["alliance"], places["party"] = places["party"], column.col
    if "party" in places and "candidate" not in places and "running_mate" not in places:
        places |= _members_with_votes(columns, view)
    elif "candidate" not in places:
        places |= _members_in_rounds(columns, view)
    if "running_mate" not in places and _is_of_pairs(places.get("candidate", -1), columns, view):
        places["running_mate"] = places["candidate"] + 1
    if "running_mate" in places and "candidate" not in places:
        places |= _heads_of_tickets(columns, view)
    if "candidate" in places and "party" not in places and view.table.call is None:
        places |= _parties_of_unknown_word(columns, view)
    named = places.get("candidate")
    if named is not None and "party" not in places and _NAMES_ALONE.fullmatch(columns[named].header):
        places = {"party": named, **places} if are_parties(view.column_cells(named)) else places
        places = {role: col for role, col in places.items() if role != "candidate" or "party" not in places}
    return places


def _members_with_votes(columns: Sequence[Column], view: TableView) -> dict[str, int]:
    """The column of those elected, whose own votes stand behind: `MEP | Party | Preference votes`, a name a cell.

    Also that of an office for which they stood: `President | Party | Votes`.
    """
    unknown = [c.col for c in columns if c.role == "unread" and c.content.filled and not c.content.numeric]
    for column in columns:
        if column.role in _FIGURES:
            break
        if column.role == "unread" and unknown != [column.col]:
            continue  # `Zhupa | Mayor | Party | Votes`: places that nobody knows
        if column.role not in {"winner", "representative", "unread"} or not _MEMBERS.fullmatch(column.header):
            continue
        cells = [cell for cell in view.column_cells(column.col) if cell.text.strip()]
        one_each = all(len(cell.lines) < 2 and "," not in cell.text for cell in cells)
        if cells and one_each and not column.content.numeric:
            return {"candidate": column.col}
    return {}


def _members_in_rounds(columns: Sequence[Column], view: TableView) -> dict[str, int]:
    """The column of those who stood where all others are rounds: `Member | Round 1 | Round 2`."""
    filled = [column for column in columns if column.content.filled and column.role != "note"]
    if len(filled) < 2 or filled[0].header not in _ELECTED or filled[0].content.numeric > _FEW:
        return {}
    are_rounds = all(is_group_heading(view.columns[column.col].text) for column in filled[1:])
    return {"candidate": filled[0].col} if are_rounds else {}


def _is_of_pairs(candidate: int, columns: Sequence[Column], view: TableView) -> bool:
    """Whether a column and the one behind it stand under one wide header of pairs: `! colspan=2 | Candidate pair`."""
    cells = view.columns[candidate].cells if 0 <= candidate < len(columns) - 1 else ()
    if not cells or cells[-1].colspan != _PAIR or not _PAIRS.fullmatch(folded(cells[-1].text)):
        return False
    behind = columns[candidate + 1].content
    return bool(behind.filled) and not behind.numeric and view.columns[candidate + 1].cells[-1:] == cells[-1:]


def _heads_of_tickets(columns: Sequence[Column], view: TableView) -> dict[str, int]:
    """The column of those who stand with a running mate: `President | Vice President`, also below `Candidate`."""
    named = [c for c in columns if c.content.filled and not c.content.numeric and view.columns[c.col].cells]
    found = [c.col for c in named if _HEADS.fullmatch(folded(view.columns[c.col].cells[-1].text))]
    return {"candidate": found[0]} if len(found) == 1 else {}


def _tickets_beside_parties(columns: Sequence[Column]) -> int | None:
    """The column `Ticket` of candidates beside one of their parties; None where tickets are the parties themselves."""
    if any(column.role == "candidate" for column in columns):
        return None
    parties = [column for column in columns if column.role == "party" and column.content.filled]
    tickets = [column.col for column in parties if _TICKETS.fullmatch(column.header)]
    return tickets[0] if len(tickets) == 1 and len(parties) > 1 else None


def _parties_of_unknown_word(columns: Sequence[Column], view: TableView) -> dict[str, int]:
    """The column of parties before the figures whose header no registry knows: `Supported by`, `Formation`."""
    for column in columns:
        if column.role in _FIGURES:
            break
        if column.role not in {"choice", "unread"} and not _PROPOSERS.fullmatch(column.header):
            continue
        cells = view.column_cells(column.col)
        filled = [cell for cell in cells if cell.text.strip()]
        one_each = filled and not any("," in cell.text or len(cell.lines) > 1 for cell in filled)
        if one_each and not column.content.numeric and not _OF_OTHERS.search(column.header) and are_parties(cells):
            return {"party": column.col}
    return {}


def with_own_parties(columns: Sequence[Column], view: TableView) -> Sequence[Column]:
    """The columns with the parties behind the candidates' figures as a part of their own, with the figures behind them.

    `Candidate | Votes | % | Party | Votes | %`: a candidate's cells span the rows of the parties of his list, which
    have votes of their own (Italy). The part is named by the parties' header.
    """
    roles = [column.role for column in columns]
    if roles.count("candidate") == 0 or not {"votes"} <= set(roles):
        return columns
    first = roles.index("votes")
    own = next(
        (c for c in columns[first:] if c.role == "party" and c.content.filled and c.content.numeric < _FEW), None
    )
    if own is None or "candidate" not in roles[:first] or "candidate" in roles[first:]:
        return columns
    candidates = roles.index("candidate")
    if all(cell.rowspan < 2 for _, row in view.rows if (cell := row.at(candidates)) is not None):
        return columns  # `Candidate | Primary votes | Party | Votes`: one party each
    behind = columns[own.col + 1 :]
    if not any(c.role == "votes" for c in behind) or any(c.group for c in columns if c.role in _FIGURES):
        return columns
    heading = view.columns[own.col].top.strip()
    return [
        column._replace(group=heading)
        if column.col == own.col or (column.col > own.col and column.role in _FIGURES)
        else column
        for column in columns
    ]


def names_alliances(places: Mapping[str, int], view: TableView) -> bool:
    """Whether the column of parties is headed by alliances: `Coalition`."""
    heads = view.columns[places["party"]].cells if "party" in places else ()
    return bool(heads) and _ALLIANCES.fullmatch(folded(heads[-1].text)) is not None


def parties_below(places: Mapping[str, int], view: TableView) -> frozenset[int]:
    """The rows that name a party further in than the candidate above it, whose cell is wider (Italy).

    `| colspan=2 | [[Ann Lee]] || 251,234` over `| || [[Democratic Party (Italy)|Democratic Party]] || 180,001`.
    """
    candidates = places.get("candidate")
    if candidates is None or "party" in places or view.table.call is not None:
        return frozenset()
    named = {
        row_no: cell
        for row_no, row in view.rows
        if (cell := row.at(candidates)) is not None and cell.text.strip() and line_of_words(cell.text) is None
    }
    inner = {row_no for row_no, cell in named.items() if cell.origin_col == candidates and cell.colspan == 1}
    outer = [cell for row_no, cell in named.items() if row_no not in inner]
    if not inner or not outer or min(named) in inner or are_parties(outer):
        return frozenset()
    return frozenset(inner) if are_parties([named[row_no] for row_no in inner]) else frozenset()


def are_lists(places: Mapping[str, int], view: TableView) -> bool:
    """Whether the candidates are those of lists: beside a column of lists, or more in a cell than a ticket's two."""
    if "candidate" not in places or "party" not in places:
        return False
    heads = view.columns[places["party"]].cells
    cells = [row.cells[places["candidate"]] for _, row in view.rows if places["candidate"] < len(row.cells)]
    of_lists = bool(heads) and _LISTS.fullmatch(folded(heads[-1].text)) is not None
    return (
        any(map(names_several, cells))
        if of_lists
        else any(len(cell.lines) > _TICKET or _people(cell) > _TICKET for cell in cells)
    )


def _people(cell: Cell) -> int:
    """How many a cell names, on lines or behind commas: `'''[[Ann Lee]], [[Bo Roe]]'''<br>Cy Poe, Di Fox`."""
    if "," not in cell.text:
        return len(cell.lines)
    return sum(len(name.split()) > 1 for line in cell.lines for name in line.split(","))


def further_electors(places: Mapping[str, int], view: TableView) -> frozenset[int]:
    """The rows of a candidate's electors but his first, whose votes are his again: `Pledged to | Elector | Votes`.

    `| rowspan=2 | Woodrow Wilson || Francis J. Heney || 466,289` over `| Isidore B. Dockweiler || 465,936`.
    """
    candidates = places.get("candidate")
    heads = [column.index for column in view.columns if _ELECTORS.fullmatch(column.text)]
    if candidates is None or not heads or heads[0] <= candidates:
        return frozenset()
    firsts: dict[tuple[str, str], int] = {}  # by candidate and party: of two parties he has electors of each
    return frozenset(
        row_no
        for row_no, row in view.rows
        if (name := row.text_at(candidates).strip())
        and firsts.setdefault((name, row.text_at(places.get("party"))), row_no) != row_no
    )


def _is_of_alliances(col: int, party: int, view: TableView) -> bool:
    """Whether a column of parties stands behind one of alliances, which not every party has: `Alliance | Party`."""
    own, outer = view.columns[col].cells, view.columns[party].cells
    if col == party or not own or not outer or own[-1] is outer[-1]:
        return False
    own_words = folded(own[-1].text)
    of_parties = role_of(own_words) == "party" and not _ALLIANCES.search(own_words)
    outer_words = folded(outer[-1].text)
    if _LISTS.fullmatch(outer_words) and role_of(own_words) == "party":
        if _LISTS.fullmatch(own_words) or _ALLIANCES.fullmatch(own_words):
            return False
        cells = [row.cells[party] for _, row in view.body if party < len(row.cells)]
        return any(cell.rowspan > 1 and cell.text.strip() for cell in cells)  # List | Pact | Party (Chile)
    if _PARTIES_OR_ALLIANCES.fullmatch(outer_words):  # `Party or alliance | Party` (Mexico)
        return of_parties and any(cell.rowspan > 1 and cell.text.strip() for cell in view.column_cells(party))
    return bool(_ALLIANCES.fullmatch(outer_words)) and of_parties
