"""The lines that a row of a results table gives: one per round, its alliance's, what its template states besides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, own_cells
from pipeline.elections.results.box_calls import Majority, as_called, is_winner, own_lead, stated_majority
from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.groups import is_count
from pipeline.elections.results.names import Named, named_party
from pipeline.elections.results.outcomes import is_unopposed
from pipeline.elections.results.row_blocks import is_of_row_above
from pipeline.elections.results.row_figures import figures_of, majority_beside, own_columns
from pipeline.elections.results.row_subjects import RowSubject, has_name, row_subject
from pipeline.elections.results.stated_lines import CANDIDATE_LINES, in_rounds
from pipeline.elections.results.stv_totals import Total, further_counts, stated_totals, written_totals
from pipeline.elections.words.figures import count
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.parties import find_party
from pipeline.records import Result
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Row
from pipeline.wikitext.remembering import remembered

# The second ballot of two: its votes are a party's, whoever stands in the constituency.
_PARTY_BALLOT: Final = re.compile(
    r"(?:regional|party|list|proportional|party list|regional list)(?: (?:votes?|ballots?))?"
    r"|second votes?|zweitstimmen?"
)
_LONGEST_LETTERS: Final = 4  # of a party's abbreviation: D, Rep, DFL
_OUTCOMES: Final = frozenset(("hold", "gain"))
_FULL_LINES: Final = CANDIDATE_LINES | {"write_in", "other"}  # lines that fill the table's width; footers need not

Key = tuple[str, int, int, int, str | None]  # election, page, table, row, contest


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """A results table with all that its rows are read with."""

    view: TableView
    context: PageContext
    election_id: str
    contest: str | None
    columns: ResultColumns
    decided: bool  # whether a template of the box says who won
    misfits: frozenset[int]  # rows whose cells are out of place
    begins_with_part: bool  # the contest is what its first part is called, and not what all of them are

    def key(self, row_no: int) -> Key:
        """What tells a row's lines from others; its last part is the contest of the whole table."""
        return (self.election_id, self.context.page_id, self.view.table.table_no, row_no, self.contest)


class RowLines(NamedTuple):
    """A row's lines, and whether it has others that cannot be read, its cells being out of place."""

    lines: list[Result]
    is_unread: bool


def spanning_lines(table: ResultsTable, row_no: int, row: Row) -> list[Result]:
    """The sums that a row's template or a row of one cell states: `Electorate: 4,612; Turnout: 30.8%`."""
    totals = stated_totals(row.call)
    if row.call is None and (len(table.columns.figures) > 1 or any(map(is_count, table.columns.figures))):
        totals = (*totals, *written_totals(row.cells[0].text))
    return _sums(totals, table.key(row_no))


def row_lines(table: ResultsTable, row_no: int, row: Row, section: str) -> RowLines:
    """The lines of a row; `section`: what the part of the table that it stands in is called."""
    key = table.key(row_no)
    columns = table.columns
    lines = _sums(stated_totals(row.call), key)
    of_row, is_unread = _of_rounds(table, row_no, row, section)
    if of_row:
        for of_count, votes in further_counts(row.call, len(columns.figures)):
            said = _contest_of(table.contest, section, of_count)
            of_row.append(of_row[0]._replace(contest=said, votes=votes, pct=None))
    lines += _of_alliance(row, row_no, columns, key)
    lines += in_rounds(of_row)
    lead = stated_majority(row.call)
    if row.call is None and of_row and of_row[0].line in _OUTCOMES and (beside := majority_beside(row)) is not None:
        lead = Majority(*beside, None)
    if lead is not None:
        said = _contest_of(table.contest, section, next(iter(columns.figures)))
        lines.append(Result(*key[:4], said, "majority", votes=lead.votes, pct=lead.pct, pct_change_pp=lead.change))
    return RowLines(lines, is_unread)


def _sums(totals: Iterable[Total], key: Key) -> list[Result]:
    """Sums that are stated as lines of their own."""
    return [Result(*key, total.line, votes=total.votes, pct=total.pct) for total in totals]


def _of_alliance(row: Row, row_no: int, columns: ResultColumns, key: Key) -> list[Result]:
    """The lines of an alliance that begins in a row, one per round, from the cells that span as many rows as it."""
    outer = row.at(columns.alliance)
    if outer is None or outer is row.at(columns.party) or outer.rowspan < 2 or outer.origin_row != row_no:
        return []
    party = named_party(outer)
    found = []
    for group, figures in columns.figures.items():
        whole = {kind: col for kind, col in figures.items() if (cell := row.at(col)) and cell.rowspan == outer.rowspan}
        votes, pct, change = figures_of(row, whole, "party")
        if party is not None and (votes is not None or pct is not None):
            line = Result(*key[:4], _contest_of(key[4], group), "party", party=party.words, party_link=party.link)
            found.append(line._replace(votes=votes, pct=pct, pct_change_pp=change))
    return found


def _of_rounds(table: ResultsTable, row_no: int, row: Row, section: str) -> tuple[list[Result], bool]:
    """A row's line in each round that it has one in, and whether it has another that cannot be read."""
    found: list[Result] = []
    is_unread = False
    key = table.key(row_no)
    heads = _may_head(row)
    for group, figures in table.columns.figures.items():
        own = own_lead(row.call, table.columns.within(group))
        if _is_of_parties(group) and _spans_candidates(row, own):
            own = replace(own, candidate=None)
        about = row_subject(row, row_no, own, figures)
        if about is None or is_of_row_above(row, row_no, own, figures) or (heads and _is_heading(about, own)):
            continue
        if (row_no in table.misfits and about.line in _FULL_LINES) or not has_name(about):
            is_unread = True
            continue
        if about.line == "candidate" and about.party is not None and _is_of_parties(group):
            about = RowSubject("party", None, about.party)
        of_round = "" if about.line in _OUTCOMES else group  # who gains the seat is of no round
        within = None if section and table.begins_with_part else table.contest
        said = _contest_of(within, section, _sought(row, own, table.view), of_round)
        line = _line(row, about, own, figures, (*key[:4], said), decided=table.decided)
        found.append(_with_party_in_full(line, about, table.context))
    return found, is_unread


def _contest_of(*parts: str | None) -> str | None:
    """The name of a contest, of the table's, its part's and its round's; None where none is said."""
    return " – ".join([part for part in parts if part]) or None


def _sought(row: Row, columns: ResultColumns, view: TableView) -> str:
    """The office or the round that a row names in a column of its own, an office by number with the word above it."""
    office = row.text_at(columns.office).strip()
    if columns.office is not None and office.isdecimal():
        return f"{view.columns[columns.office].top.strip()} {office}".strip()
    return office or row.text_at(columns.round).strip()


def _may_head(row: Row) -> bool:
    """Whether a row says one thing alone, as one that heads those below; asked once a row, however many its rounds."""
    return row.call is None and sum(bool(cell.text.strip()) for cell in own_cells(row)) == 1


def _is_heading(about: RowSubject, columns: ResultColumns) -> bool:
    """Whether a row that says one thing alone names a party or alliance: it heads the rows of its parties below."""
    return about.line == "party" and columns.candidate is None


@remembered
def _is_of_parties(group: str) -> bool:
    """Whether a group of columns is of the ballot for parties."""
    return _PARTY_BALLOT.fullmatch(folded(group)) is not None


def _spans_candidates(row: Row, columns: ResultColumns) -> bool:
    """Whether a party's cell reaches over the rows of several candidates, whose votes its own are not."""
    party, candidate = row.at(columns.party), row.at(columns.candidate)
    return party is not None and candidate is not None and party.rowspan > candidate.rowspan


def _line(
    row: Row, about: RowSubject, columns: ResultColumns, figures: dict[str, int], key: Key, *, decided: bool
) -> Result:
    """A row's record."""
    votes, pct, change = figures_of(row, own_columns(row, columns, figures), about.line)
    if row.call is not None and len(columns.figures) == 1 and about.line in CANDIDATE_LINES:
        votes, pct = as_called(row.call, votes, pct)
    candidate, party = about.candidate, about.party
    personal = about.line in {"candidate", "write_in", "other"}
    mate_cell, electoral = row.at(columns.running_mate), row.at(columns.electoral_votes)
    mate = None
    if (
        about.line == "candidate"
        and mate_cell is not None
        and mate_cell not in (row.at(columns.candidate), row.at(columns.party))
    ):
        mate = read_name(mate_cell.text, pairs=False).name
        mate = (
            None
            if not mate or is_group(mate) or not any(map(str.isalpha, mate)) or mate.casefold() in {"n/a", "none"}
            else mate
        )
    if electoral is not None and electoral.origin_row != key[3]:
        electoral = None  # it spans the lines of a ticket, whose first has it
    write_in: bool | None = None
    if about.line == "write_in" or (candidate is not None and candidate.is_write_in):
        write_in = True
    elif about.line == "candidate":
        write_in = False
    return new(
        Result,
        (
            *key, about.line,
            party.words if party else None,
            party.link if party else None,
            candidate.words if candidate else None,
            candidate.link if candidate else None,
            mate or (candidate.running_mate if candidate else None),
            votes, pct, change,
            count(electoral.text) if electoral is not None and about.line not in {"hold", "gain"} else None,
            _incumbent(candidate) if personal else None,
            write_in,
            _is_winner(row, figures, decided) if about.line == "candidate" else None,
        ),
    )  # fmt: skip


def _is_winner(row: Row, figures: dict[str, int], decided: bool) -> bool | None:
    """Whether a candidate won, as far as the row's template or `Unopposed` in place of votes says so."""
    if decided and (said := is_winner(row.call)) is not False:
        return said
    return True if is_unopposed(row, figures) else False if decided else None


def _with_party_in_full(line: Result, about: RowSubject, context: PageContext) -> Result:
    """The line with a party that only a letter behind the name tells, `Ann Lee (D)`, by its short name."""
    aside = about.candidate.aside if about.candidate is not None else None
    if not aside or line.party != aside or len(aside) > _LONGEST_LETTERS:
        return line
    party = find_party(aside, context.country)
    return line._replace(party=party.short) if party else line


def _incumbent(candidate: Named | None) -> bool | None:
    """Whether a candidate is marked as incumbent; None for a star, which marks one or a note."""
    if candidate is None:
        return False
    return True if candidate.is_incumbent else None if candidate.is_starred else False
