"""Tables of a state's offices with a ticket per party: `Office | Democratic ticket | | Republican ticket | | …`.

A row is an office, a party has two columns: its candidate's name and, under no header or the same one, his votes.
Each name with votes is a results line; the office is its contest. Nothing is read where a pair is not surely one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.elections.columns.chairs import HEADERS, is_of_chairs
from pipeline.elections.columns.labels import unit_of
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.columns.seats import COURTS
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, TableView, folded, has_any, spans_table
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import named_candidate
from pipeline.elections.table_memory import of_tables
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.names import is_group
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.records import Result
from pipeline.wikitext.model import Row

_OFFICE: Final = re.compile(
    r"(?:ticket ?/ ?)?offices?|positions?|posts?|races?|contests?|office ?/ ?ticket|", re.IGNORECASE
)
_OF_JUDGES: Final = HEADERS | {"department", "judgeship", "justice", "judge"}
_TICKET: Final = re.compile(r"\s+(?:ticket|party|candidates?|nominees?|slate)$", re.IGNORECASE)


_UNOPPOSED: Final = re.compile(r"\(?(?:unopposed|uncontested|no opposition|no opponent)\)?", re.IGNORECASE)


class Ticket(NamedTuple):
    """A party's two columns, or three with the share of the votes."""

    party: str
    party_link: str | None
    name: int
    votes: int
    pct: int | None = None


@of_tables(4)
def read_tickets(view: TableView) -> tuple[Ticket, ...]:
    """The tickets of a table whose first column holds offices; () for any other table."""
    if not view.columns or not (
        _OFFICE.fullmatch(view.columns[0].text) or is_of_chairs(view, 0) or _are_of_court(view)
    ):
        return ()
    contents = [column.content for column in read_columns(view, in_us=True)]
    found: list[Ticket] = []
    for head, beside in pairwise(view.columns[1:]):
        same = bool(head.cells) and bool(beside.cells) and head.cells[-1] is beside.cells[-1]
        if not head.text or unit_of(head.text) or (beside.text and not same and _unit(beside) != "votes"):
            continue
        names, votes = contents[head.index], contents[beside.index]
        if names.filled and names.numeric < 0.3 and votes.whole > 0.6 and votes.large > 0:
            party = _TICKET.sub("", head.top).strip()
            link = next((link.target for cell in head.cells for link in cell.links if link.label in head.top), None)
            behind = beside.index + 1
            has_share = behind < len(view.columns) and _unit(view.columns[behind]) == "pct"
            found.append(Ticket(party, link, head.index, beside.index, behind if has_share else None))
    known = sum(bool(_TICKET.search(view.columns[t.name].top) or find_party(t.party, "United States")) for t in found)
    return tuple(found) if len(found) > 1 and known > len(found) / 2 else ()


def _are_of_court(view: TableView) -> bool:
    """Whether the rows are the places of a court: `Place` over 2, 4, 6, each with a candidate of each party."""
    is_place = view.columns[0].text in _OF_JUDGES
    return is_place and (view.says(*COURTS) or has_any(COURTS, folded(view.page_title)))


def _office(row: Row, head: Column) -> str:
    """The office that a row is of, a bare number with the word above it: `Place 2`."""
    said = row.cells[0].text.strip()
    return f"{head.top.strip()} {said}" if said.isdecimal() else said


def _unit(column: Column) -> str | None:
    """The unit that a column's last header cell is: `Votes`, also below the party's name."""
    return unit_of(column.cells[-1].text) if column.cells else None


def _others(view: TableView) -> tuple[str, int, int | None] | None:
    """The columns of all others together, `Others` over `Votes` and `%`: their heading, votes and share."""
    columns = [column for column in read_columns(view, in_us=True) if column.role == "choice"]
    for column in columns:
        if column.measure == "votes" and is_group(words := " ".join(column.lines)):
            shares = (other.col for other in columns if other.measure == "pct" and other.lines == column.lines)
            return words, column.col, next(shares, None)
    return None


def read_ticket_lines(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per office and party that has a candidate and votes; the contest is the table's and the office."""
    found: list[Result] = []
    others = _others(view)
    for row_no, row in view.body:
        if spans_table(row) or not row.cells[0].text.strip():
            continue
        said = " – ".join(part for part in (contest, _office(row, view.columns[0])) if part)
        for ticket in read_tickets(view):
            if ticket.votes >= len(row.cells) or row.cells[ticket.name].origin_row != row_no:
                continue
            votes, named = count(row.cells[ticket.votes].text), named_candidate(row.cells[ticket.name])
            if votes is None and not _UNOPPOSED.fullmatch(row.text_at(ticket.votes).strip()):
                continue
            if named is None or not is_name(named.words) or line_of_words(named.words):
                continue
            found.append(
                Result(
                    election_id, context.page_id, view.table.table_no, row_no, said, "candidate", ticket.party,
                    ticket.party_link, named.words, named.link, votes=votes, is_incumbent=named.is_incumbent or None,
                    pct=percent(row.text_at(ticket.pct)),
                )
            )  # fmt: skip
        if others is not None and (votes := count(row.text_at(others[1]))) is not None:
            key = (election_id, context.page_id, view.table.table_no, row_no, said, "other")
            found.append(Result(*key, candidate=others[0], votes=votes, pct=percent(row.text_at(others[2]))))
    return found
