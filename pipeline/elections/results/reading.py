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
from pipeline.elections.results.box_calls import as_called, is_winner, own_lead
from pipeline.elections.results.columns import ResultColumns, result_columns
from pipeline.elections.results.independents import with_independents
from pipeline.elections.results.lines import hold_or_gain, line_of_template, line_of_words
from pipeline.elections.results.names import (
    Named,
    is_list,
    is_write_in,
    named_candidate,
    named_option,
    named_party,
    names_several,
)
from pipeline.elections.results.outcomes import with_elected
from pipeline.elections.results.parts import parts_of
from pipeline.elections.results.row_blocks import block_before, is_of_row_above, owner_before
from pipeline.elections.results.row_figures import alliance_lines, figures_of, is_whole, own_columns
from pipeline.elections.results.stated_lines import CANDIDATE_LINES, in_rounds, without_empty, without_second_count
from pipeline.elections.results.stv_totals import stated_totals
from pipeline.elections.results.unnamed_totals import with_unnamed_totals
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.parties import find_party, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.records import Result
from pipeline.wikitext.model import Cell, Row
from pipeline.wikitext.remembering import remembered

# The second ballot of two: its votes are a party's, whoever stands in the constituency.
_PARTY_BALLOT: Final = re.compile(
    r"(?:regional|party|list|proportional|party list|regional list)(?: (?:votes?|ballots?))?"
)
_OF_TOTAL: Final = re.compile(r"\(?\b(?:sub-?)?totals?\b\)?(?: for\b)?(?: the\b)?", re.IGNORECASE)
_HELD: Final = re.compile(r"\b(?:hold|gain|retain)", re.IGNORECASE)  # Democratic [[Political party strength|hold]]
_LONGEST_LETTERS: Final = 4  # of a party's abbreviation: D, Rep, DFL
_OF_LINE: Final = re.compile(r"candidate|.*(?:votes|percent).*")  # parameters of which a line has one at least: r votes
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
    lines: list[Result] = []
    section = ""
    parts = parts_of(view)
    boxes = [row.call.name for _, row in view.body if row.call is not None]
    decided = any(is_winner(row.call) for _, row in view.body)
    misfits = misfit_rows(view, len(context.page.wikitext)) if not boxes else frozenset()
    unread: set[int] = set()
    for row_no, row in view.body:
        section = parts.get(row_no, section)
        key = (election_id, context.page_id, view.table.table_no, row_no, contest)
        lines.extend(Result(*key, total.line, votes=total.votes, pct=total.pct) for total in stated_totals(row.call))
        if spans_table(row) and hold_or_gain(row.cells[0].text) is None:
            section = row.cells[0].text if is_group_heading(row.cells[0].text) else section
            continue
        if row_no in columns.further_electors:
            continue
        of_row: list[Result] = []
        for group, figures in columns.figures.items():
            own = own_lead(row.call, columns.within(group))
            if _is_of_parties(group) and _spans_candidates(row, own):
                own = replace(own, candidate=None)
            named = _named(row, row_no, own, figures)
            if named is None or is_of_row_above(row, row_no, own, figures):
                continue
            if (row_no in misfits and named.line in _FULL_LINES) or not _has_name(named):
                unread.add(row_no)
                continue
            of_round = "" if named.line in _OUTCOMES else group  # who gains the seat is of no round
            office = row.at(columns.office)
            sought = office.text.strip() if office is not None else ""
            sought = sought or row.text_at(columns.round).strip()
            said = " – ".join(part for part in (contest, section, sought, of_round) if part) or None
            if named.line == "candidate" and named.party is not None and _is_of_parties(group):
                named = _Row("party", None, named.party)
            line = _line(row, named, own, figures, (*key[:4], said), decided=decided)
            of_row.append(_with_party_in_full(line, named, context))
        lines.extend(alliance_lines(row, row_no, columns, key))
        lines.extend(in_rounds(of_row))
    lines = with_independents(without_empty(without_second_count(lines)), view, columns.candidate)
    found = with_elected(with_unnamed_totals(lines), view, columns)
    rows = ", ".join(map(str, sorted(unread)))
    return ResultsRead(found, f"rows not read, whose cells are out of place: {rows}" if rows else "")


@remembered
def _is_of_parties(group: str) -> bool:
    """Whether a group of columns is of the ballot for parties."""
    return _PARTY_BALLOT.fullmatch(folded(group)) is not None


def _spans_candidates(row: Row, columns: ResultColumns) -> bool:
    """Whether a party's cell reaches over the rows of several candidates, whose votes its own are not."""
    party, candidate = row.at(columns.party), row.at(columns.candidate)
    return party is not None and candidate is not None and party.rowspan > candidate.rowspan


class _Row(NamedTuple):
    """Who or what a row is about."""

    line: str
    candidate: Named | None
    party: Named | None


def _has_name(about: _Row) -> bool:
    """Whether what stands in the candidate's or party's place can be a name: a lost cell or bracket leaves none."""
    return about.line not in CANDIDATE_LINES or all(
        is_name(named.words) for named in (about.candidate, about.party) if named is not None
    )


def _named(row: Row, row_no: int, columns: ResultColumns, figures: dict[str, int]) -> _Row | None:
    """What a row is about: by its template, by its words, else a candidate or a party."""
    made = line_of_template(row.call.name) if row.call else None
    held = _held(row, columns, made)
    if held is not None:
        return held
    label = _label(row, columns, figures)
    if label is None or _is_unknown_heading(row, made):
        return None
    candidate_cell, party_cell = row.at(columns.candidate), row.at(columns.party)
    of_all_lines = party_cell is not None and line_of_words(party_cell.text) == "total"  # Total | Ann Lee | 3,300
    names = of_all_lines and label is candidate_cell and label is not party_cell and is_name(label.text)
    if names and line_of_words(label.text) is None:
        return _Row("subtotal", named_candidate(label), None)
    said = line_of_words(read_name(label.text, pairs=False).name or label.text) or line_of_words(label.text)
    if said is None and _is_party_total(label.text):
        said = "subtotal"
    if said == "none":
        return None
    if said == "turnout" and "turn" not in folded(label.text) and is_whole(row, figures):
        said = "total"  # Total votes cast: 100%
    if said == "total" and (block := block_before(row, row_no, label)) is not None:
        if block is candidate_cell and block is not party_cell:
            return _Row("subtotal", named_candidate(block), None)  # of a candidate's parties
        return _Row("subtotal", None, named_party(block))
    if said == "total" and (owner := owner_before(row, label)) is not None:
        return _Row("subtotal", None, named_party(owner))
    if said == "subtotal":
        return _Row("subtotal", None, Named(_OF_TOTAL.sub("", label.text).replace('"', "").strip(" :–-“”'")))
    line = said if said and made in {None, "candidate"} else made if made != "candidate" else None
    lists = (
        candidate_cell is not None
        and candidate_cell is not party_cell
        and (is_list(candidate_cell, row.call) or (columns.has_lists and names_several(candidate_cell)))
    )
    if line is None and party_cell is not None and lists:
        return _Row("party", None, named_party(party_cell))  # its candidates are many, in one cell
    if line is None and columns.has_options:
        option = named_option(label)
        return _Row("candidate", option, None) if option else None
    if line is None and row_no in columns.parties_below:
        return _Row("party", None, named_party(label))
    if line is None:
        about = _person(candidate_cell, party_cell, is_box=made is not None)
        person = about.candidate if about is not None else None
        if about is not None and person is not None and person.aside and columns.has_alliances:
            about = about._replace(party=Named(person.aside, person.aside_link))  # Ann Lee (PT) | United for Brazil
        return about
    if line in {"write_in", "other", "none_of_the_above"}:
        party = named_party(party_cell) if party_cell is not None and party_cell is not candidate_cell else None
        return _Row(line, named_candidate(label), None if is_write_in(party) else party)
    return _Row(line, None, None)


def _is_party_total(text: str) -> bool:
    """Whether words are a party's total, `Total Democratic`, and no name that begins so."""
    total, _, party = text.strip().partition(" ")
    return total.casefold() in {"total", "totals"} and find_party(party) is not None


def _is_unknown_heading(row: Row, made: str | None) -> bool:
    """Whether a template of an Election box that is not known made a line without a candidate and without votes."""
    call = row.call
    if call is None or made is not None or "election box" not in call.name:
        return False
    return not any(map(_OF_LINE.fullmatch, call.params))


def _held(row: Row, columns: ResultColumns, made: str | None) -> _Row | None:
    """A row that says who holds or gains the seat, in the candidates' place or by its template."""
    label = columns.label or 0
    for cell in own_cells(row):
        held = hold_or_gain(cell.text) if cell.origin_col <= label else None
        if held is not None:
            link = next((link for link in cell.links if not _HELD.search(link.label)), None)
            shown = link.label if link and link.label != link.target else short_party(held[1])
            return _Row(held[0], None, Named(shown, link.target if link else None))
    if made in {"hold", "gain"} and row.call is not None:
        winner = short_party(row.call.params.get("winner", ""))
        return _Row(made, None, Named(winner) if winner else None)  # an independent's gain names the loser alone
    return None


def _label(row: Row, columns: ResultColumns, figures: dict[str, int]) -> Cell | None:
    """The cell that tells what a row is: the candidate's, else the first with words before the figures."""
    first = min(figures.values())
    candidate = row.at(columns.label)
    if candidate is not None and candidate.text.strip() and candidate is not row.at(first):
        return candidate
    for cell in own_cells(row):
        if (
            cell.origin_col < first
            and cell.text.strip()
            and not any(row.cells[c] is cell for c in figures.values() if c < len(row.cells))
        ):
            return cell
    if candidate is not None and candidate.colspan > 1 and line_of_words(candidate.text) is not None:
        beside = [row.at(col) for col in figures.values()]
        if any(cell is not None and cell is not candidate and percent(cell.text) is not None for cell in beside):
            return candidate  # `! colspan=3 | Voter turnout !! 22.6%` reaches over the votes
    return None


def _person(candidate_cell: Cell | None, party_cell: Cell | None, *, is_box: bool) -> _Row | None:
    """A row about a candidate, or about a party where the table has no candidates or the row names none."""
    party = named_party(party_cell) if party_cell is not None and party_cell is not candidate_cell else None
    candidate = named_candidate(candidate_cell) if candidate_cell is not None and candidate_cell.text.strip() else None
    if candidate is None:
        if is_write_in(party):
            return _Row("write_in", party, None)
        return _Row("party", None, party) if party else None
    if is_write_in(party):
        return _Row("candidate", candidate._replace(is_write_in=True), None)
    if party is None and candidate.aside:
        party = Named(candidate.aside, candidate.aside_link)
    if party is not None and party.words == party.link and (is_box or find_party(party.words) is not None):
        party = party._replace(words=short_party(party.words))  # a template's party without a short name of its own
    elif party is not None and "(" in party.words and is_box and (known := find_party(party.words)) is not None:
        party = party._replace(words=known.short)  # {{Election box candidate|party=Democratic Party (US)}}
    return _Row("candidate", candidate, party)


_Key = tuple[str, int, int, int, str | None]  # election, page, table, row, contest


def _line(
    row: Row, about: _Row, columns: ResultColumns, figures: dict[str, int], key: _Key, *, decided: bool
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
    return Result(
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
        is_winner(row.call) if decided and about.line == "candidate" else None,
    )  # fmt: skip


def _with_party_in_full(line: Result, about: _Row, context: PageContext) -> Result:
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
