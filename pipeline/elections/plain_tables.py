"""Small tables of shares, seats, turnout and statistics: what little of them the dataset has a place for.

A composition bar (`Anastasiades | ▇▇▇ | 45.46%`) under a title that speaks of votes gives results lines, one of seats
none; turnout by area gives a turnout line per area, the area behind the contest.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.areas.names import AreaNames
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, own_cells, spans_table
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import named_candidate
from pipeline.elections.results.parties_named import are_parties
from pipeline.elections.words.figures import count_and_percent
from pipeline.elections.words.names import is_group
from pipeline.elections.words.numbers import read_count, read_percent
from pipeline.records import Result

_NO_VOTERS: Final = re.compile(r"population|quota")  # though headed as the electorate is
STATISTICS: Final = frozenset(("turnout", "registered", "voters", "valid", "invalid", "abstention"))
_OF_VOTES: Final = (r"popular votes?", r"votes?", r"(?:1st|2nd|first|second|final) (?:round|ballot|preferences?)")


def read_bars(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per bar with its percentage, where the title says that it is of votes and not of seats."""
    if view.says("seats?", "composition", "members") or not any(view.says(words) for words in _OF_VOTES):
        return []
    found = []
    of_parties = are_parties([own[0] for _, row in view.body if len(own := own_cells(row)) > 1], context)
    for row_no, row in view.body:
        filled = [cell for cell in own_cells(row) if cell.text.strip()]
        if spans_table(row) or len(filled) != 2:
            continue
        pct = read_percent(filled[1].text)
        named = named_candidate(filled[0])
        if pct is None or pct > 100 or named is None or "%" not in filled[1].text:
            continue
        line = "other" if is_group(named.words) else line_of_words(filled[0].text) or "candidate"
        key = (election_id, context.page_id, view.table.table_no, row_no, contest)
        if line == "candidate" and of_parties:
            found.append(Result(*key, "party", party=named.words, party_link=named.link, pct=pct))
        else:
            found.append(Result(*key, line, candidate=named.words, candidate_link=named.link, pct=pct))
    return found


def read_turnout(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per area of turnout or registered voters, where a column says so or is the only one, of percentages."""
    names = AreaNames.of(view, context)
    columns = [c for c in read_columns(view, in_us=True) if names is None or c.col != names.column]
    told = [c for c in columns if c.role == "turnout" or (c.role == "pct" and len(columns) == 1)]
    if len(told) == 2 and sum(c.content.large > 0.5 for c in told) == 1:
        return _ballots_and_share(view, context, election_id, contest, names, told)
    votes = [c for c in columns if c.role == "votes" and c.content.large > 0.5]
    if len(told) == len(votes) == 1 and told[0].content.large == 0:  # Electorate | Votes | Turnout
        return _ballots_and_share(view, context, election_id, contest, names, [*votes, *told])
    line = "turnout" if told else "registered"
    told = told or [
        c for c in columns if c.role == "registered" and c.content.large > 0.5 and not _NO_VOTERS.search(c.header)
    ]
    if names is None or len(told) != 1:
        return []
    found = []
    for row_no, row in view.body:
        if spans_table(row) or max(told[0].col, names.column) >= len(row.cells):
            continue
        name, text = names.read(row_no, row), row.cells[told[0].col].text
        if name is not None:
            pct = read_percent(text) if "%" in text or told[0].content.large == 0 else None
            said = " – ".join(part for part in (contest, name.area) if part)
            found.append(
                Result(
                    election_id, context.page_id, view.table.table_no, row_no, said, line,
                    votes=read_count(text) if pct is None else None, pct=pct if pct is None or pct <= 100 else None,
                )
            )  # fmt: skip
    return found


def _ballots_and_share(
    view: TableView,
    context: PageContext,
    election_id: str,
    contest: str | None,
    names: AreaNames | None,
    told: list[Column],
) -> list[Result]:
    """A turnout line per area of two columns, `Ballots cast | Turnout`: one counts, the other is the share."""
    counted, shared = sorted(told, key=lambda column: -column.content.large)
    if names is None or shared.content.signed + shared.content.decimal < 0.6:
        return []
    found = []
    for row_no, row in view.body:
        if spans_table(row) or max(counted.col, shared.col, names.column) >= len(row.cells):
            continue
        name = names.read(row_no, row)
        if name is not None:
            pct = read_percent(row.cells[shared.col].text)
            key = (election_id, context.page_id, view.table.table_no, row_no)
            said = " – ".join(part for part in (contest, name.area) if part)
            votes = read_count(row.cells[counted.col].text)
            found.append(Result(*key, said, "turnout", votes=votes, pct=pct if pct is None or pct <= 100 else None))
    return found


def read_statistics(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """The lines of a table of a name and its figure, or its count and share, whose names are a results table's."""
    found = []
    for row_no, row in view.body:
        cells = own_cells(row)
        line = line_of_words(cells[0].text) if len(cells) > 1 else None
        if line not in STATISTICS:
            continue
        votes, pct = count_and_percent(cells[1].text)
        if len(cells) > 2 and pct is None:
            pct = read_percent(cells[2].text)
        key = (election_id, context.page_id, view.table.table_no, row_no, contest, str(line))
        if votes is not None or pct is not None:
            found.append(Result(*key, votes=votes, pct=pct if pct is None or pct <= 100 else None))
    return found
