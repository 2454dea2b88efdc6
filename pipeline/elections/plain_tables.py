"""Small tables of shares, seats and turnout: what little of them the dataset has a place for.

A composition bar (`Anastasiades | ▇▇▇ | 45.46%`) under a title that speaks of votes gives results lines; a table of
seats gives its parties without figures; turnout by area gives a turnout line per area, the area behind the contest.
"""

from __future__ import annotations

from pipeline.elections.area_names import AreaNames
from pipeline.elections.columns import read_columns
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, own_cells, spans_table
from pipeline.elections.lines import line_of_words
from pipeline.elections.names import is_group
from pipeline.elections.numbers import read_count, read_percent
from pipeline.elections.result_names import named_candidate, named_party
from pipeline.records import Result

_OF_VOTES = (r"popular votes?", r"votes?", r"(?:1st|2nd|first|second|final) (?:round|ballot|preferences?)")


def read_bars(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per bar, with its percentage; nothing where the title does not say that the shares are of votes."""
    if not any(view.says(words) for words in _OF_VOTES) or view.says("seats?", "composition", "members"):
        return []
    found = []
    for row_no, row in view.body:
        cells = [cell for cell in own_cells(row) if cell.text.strip()]
        if spans_table(row) or len(cells) != 2:
            continue
        pct = read_percent(cells[1].text)
        named = named_candidate(cells[0])
        if pct is None or pct > 100 or named is None or "%" not in cells[1].text:
            continue
        line = "other" if is_group(named.words) else line_of_words(cells[0].text) or "candidate"
        found.append(
            Result(
                election_id, context.page_id, view.table.table_no, row_no, contest, line,
                candidate=named.words, candidate_link=named.link, pct=pct,
            )
        )  # fmt: skip
    return found


def read_seats(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line per party of a table of seats: the party alone, for its seats have no column in `results`."""
    columns = read_columns(view, in_us=True)
    parties = [column.col for column in columns if column.role == "party" and column.content.numeric < 0.5]
    if len(parties) != 1:
        return []
    found = []
    for row_no, row in view.body:
        if spans_table(row) or parties[0] >= len(row.cells):
            continue
        party = named_party(row.cells[parties[0]])
        if party is not None and line_of_words(party.words) is None and any(ch.isalpha() for ch in party.words):
            found.append(
                Result(
                    election_id, context.page_id, view.table.table_no, row_no, contest, "party",
                    party=party.words, party_link=party.link,
                )
            )  # fmt: skip
    return found


def read_turnout(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A turnout line per area, where a column says turnout or is the only one and holds percentages."""
    names = AreaNames.of(view, context)
    columns = [c for c in read_columns(view, in_us=True) if names is None or c.col != names.column]
    told = [c for c in columns if c.role == "turnout" or (c.role == "pct" and len(columns) == 1)]
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
                    election_id, context.page_id, view.table.table_no, row_no, said, "turnout",
                    votes=read_count(text) if pct is None else None, pct=pct if pct is None or pct <= 100 else None,
                )
            )  # fmt: skip
    return found
