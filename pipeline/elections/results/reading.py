"""Results tables: a line per candidate or party, then the total, the turnout, who holds or gains the seat.

Reads wikitables and Election boxes alike (an Election box is a table whose rows know the template that made them).
Rounds and counts that stand side by side become contests of their own. Nothing is computed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.columns.misfits import misfit_rows
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, own_cells, spans_table
from pipeline.elections.results.bloc_totals import with_bloc_totals
from pipeline.elections.results.box_calls import as_called, is_winner, own_lead, stated_majority
from pipeline.elections.results.columns import ResultColumns, result_columns
from pipeline.elections.results.independents import with_independents
from pipeline.elections.results.lines import hold_or_gain
from pipeline.elections.results.names import Named, second_lines_are_parties
from pipeline.elections.results.outcomes import is_unopposed, with_elected
from pipeline.elections.results.parts import parts_of
from pipeline.elections.results.row_blocks import is_of_row_above
from pipeline.elections.results.row_figures import alliance_lines, figures_of, majority_beside, own_columns
from pipeline.elections.results.row_subjects import RowSubject, has_name, row_subject
from pipeline.elections.results.stated_lines import CANDIDATE_LINES, in_rounds, without_empty, without_second_count
from pipeline.elections.results.stv_totals import further_counts, stated_totals, written_totals
from pipeline.elections.results.unnamed_totals import with_unnamed_totals
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


class ResultsRead(NamedTuple):
    """The lines of a results table, in its order, one per round where it has several; and why some rows gave none."""

    lines: list[Result]
    reason: str = ""


def read_results(view: TableView, context: PageContext, election_id: str, contest: str | None) -> ResultsRead:
    """The lines of a results table that was recognised as one."""
    columns = result_columns(view)
    if columns is None:
        return ResultsRead([], "no columns of names and of votes or percentages")
    columns = _with_country(columns, view, context.country)
    lines: list[Result] = []
    section = ""
    parts = parts_of(view)
    boxes = [row.call.name for _, row in view.body if row.call is not None]
    decided = any(is_winner(row.call) for _, row in view.body)
    is_first_part = contest == view.title and not view.table.caption and _names_primary(view.title)
    misfits = misfit_rows(view, len(context.page.wikitext)) if not boxes else frozenset()
    unread: set[int] = set()
    for row_no, row in view.body:
        section = parts.get(row_no, section)
        key = (election_id, context.page_id, view.table.table_no, row_no, contest)
        lines.extend(Result(*key, total.line, votes=total.votes, pct=total.pct) for total in stated_totals(row.call))
        if spans_table(row) and hold_or_gain(row.cells[0].text) is None:
            is_counted = row.call is None and len(columns.figures) > 1
            totals = written_totals(row.cells[0].text) if is_counted else ()
            lines.extend(Result(*key, total.line, votes=total.votes, pct=total.pct) for total in totals)
            section = row.cells[0].text if is_group_heading(row.cells[0].text) else section
            continue
        if row_no in columns.further_electors:
            continue
        of_row: list[Result] = []
        heads = _may_head(row)
        for group, figures in columns.figures.items():
            own = own_lead(row.call, columns.within(group))
            if _is_of_parties(group) and _spans_candidates(row, own):
                own = replace(own, candidate=None)
            named = row_subject(row, row_no, own, figures)
            if named is None or is_of_row_above(row, row_no, own, figures) or (heads and _is_heading(named, own)):
                continue
            if (row_no in misfits and named.line in _FULL_LINES) or not has_name(named):
                unread.add(row_no)
                continue
            of_round = "" if named.line in _OUTCOMES else group  # who gains the seat is of no round
            office = row.at(columns.office)
            sought = office.text.strip() if office is not None else ""
            sought = sought or row.text_at(columns.round).strip()
            within = None if section and is_first_part else contest
            said = _contest_of(within, section, sought, of_round)
            if named.line == "candidate" and named.party is not None and _is_of_parties(group):
                named = RowSubject("party", None, named.party)
            line = _line(row, named, own, figures, (*key[:4], said), decided=decided)
            of_row.append(_with_party_in_full(line, named, context))
        if of_row:
            for of_count, votes in further_counts(row.call, len(columns.figures)):
                said = _contest_of(contest, section, of_count)
                of_row.append(of_row[0]._replace(contest=said, votes=votes, pct=None))
        lines.extend(alliance_lines(row, row_no, columns, key))
        lines.extend(in_rounds(of_row))
        if row.call is None and of_row and of_row[0].line in _OUTCOMES and (beside := majority_beside(row)) is not None:
            said = _contest_of(contest, section, next(iter(columns.figures)))
            lines.append(Result(*key[:4], said, "majority", votes=beside[0], pct=beside[1]))
        if (lead := stated_majority(row.call)) is not None:
            said = _contest_of(contest, section, next(iter(columns.figures)))
            lines.append(Result(*key[:4], said, "majority", votes=lead.votes, pct=lead.pct, pct_change_pp=lead.change))
    lines = with_independents(without_empty(without_second_count(lines)), view, columns.candidate)
    lines = with_bloc_totals(with_unnamed_totals(lines)) if columns.candidate is None else with_unnamed_totals(lines)
    found = with_elected(lines, view, columns)
    rows = ", ".join(map(str, sorted(unread)))
    return ResultsRead(found, f"rows not read, whose cells are out of place: {rows}" if rows else "")


def _contest_of(*parts: str | None) -> str | None:
    """The name of a contest, of the table's, its part's and its round's; None where none is said."""
    return " – ".join([part for part in parts if part]) or None


def _with_country(columns: ResultColumns, view: TableView, country: str | None) -> ResultColumns:
    """The columns with the country by whose parties a second line below a candidate's name is told."""
    if columns.candidate is None:
        return columns
    cells = [cell for _, row in view.rows if (cell := row.at(columns.candidate)) is not None and len(cell.lines) > 1]
    if not cells:
        return columns
    return replace(columns, country=country, below_are_parties=second_lines_are_parties(cells, country))


def _may_head(row: Row) -> bool:
    """Whether a row says one thing alone, as one that heads those below; asked once a row, however many its rounds."""
    return row.call is None and sum(bool(cell.text.strip()) for cell in own_cells(row)) == 1


def _is_heading(about: RowSubject, columns: ResultColumns) -> bool:
    """Whether a row that says one thing alone names a party or alliance: it heads the rows of its parties below."""
    return about.line == "party" and columns.candidate is None


def _names_primary(title: str) -> bool:
    """Whether a row above the header is the first of several primaries in one table, and not what they all are."""
    return is_group_heading(title) and "primary" in folded(title)


@remembered
def _is_of_parties(group: str) -> bool:
    """Whether a group of columns is of the ballot for parties."""
    return _PARTY_BALLOT.fullmatch(folded(group)) is not None


def _spans_candidates(row: Row, columns: ResultColumns) -> bool:
    """Whether a party's cell reaches over the rows of several candidates, whose votes its own are not."""
    party, candidate = row.at(columns.party), row.at(columns.candidate)
    return party is not None and candidate is not None and party.rowspan > candidate.rowspan


_Key = tuple[str, int, int, int, str | None]  # election, page, table, row, contest


def _line(
    row: Row, about: RowSubject, columns: ResultColumns, figures: dict[str, int], key: _Key, *, decided: bool
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
