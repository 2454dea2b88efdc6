"""Lists of offices: `Seat | Incumbent | Candidates` over `Chairman`, `At-large`, where one cell lists all candidates.

Also `Office | Democratic | Republican` over `Ann Lee<br>55,400 (21.9%)`, a cell a candidate. A row is an office, for
which all vote, and its contest; what lists of districts give by area (contest_lists.py, listed_columns.py) stands here
as lines.
"""

from __future__ import annotations

from pipeline.elections.areas.listed_columns import listed_columns, read_listed_cells
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.contest_lists import ContestColumns, contest_columns, listed_in
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.records import AreaResult, Result
from pipeline.wikitext.model import Row


def offices_column(view: TableView) -> int | None:
    """The first column, if it holds offices; None for any other."""
    columns = read_columns(view, in_us=True)
    first = columns[0] if columns else None
    return first.col if first is not None and first.role == "office" and not first.content.numeric else None


def has_listed_offices(view: TableView) -> bool:
    """Whether the rows are offices and their cells list candidates with figures."""
    if offices_column(view) is None:
        return False
    return contest_columns(view) is not None or bool(listed_columns(read_columns(view, in_us=True), view))


def read_listed_offices(view: TableView, context: PageContext, election_id: str, contest: str | None) -> list[Result]:
    """A line for each candidate of each office; the contest is the table's and the office."""
    columns, office = contest_columns(view), offices_column(view)
    of_parties = listed_columns(read_columns(view, in_us=True), view) if columns is None else ()
    found: list[Result] = []
    for row_no, row in view.body if office is not None else ():
        said = row.text_at(office).strip()
        if spans_table(row) or not said:
            continue
        name = " – ".join(part for part in (contest, said) if part)
        key = (election_id, context.page_id, view.table.table_no, row_no)
        for listed in _listed(row, row_no, columns, key, context):
            stage = (listed.election_id, *key[1:], name, "candidate", listed.party, None, listed.candidate)
            found.append(Result(*stage, votes=listed.votes, pct=listed.pct))
        for person in read_listed_cells(of_parties, row, row_no, context):
            line = (*key, name, "candidate", person.party, None, person.candidate)
            found.append(Result(*line, votes=person.votes, pct=person.pct))
    return found


def _listed(
    row: Row, row_no: int, columns: ContestColumns | None, key: tuple[str, int, int, int], context: PageContext
) -> list[AreaResult]:
    """The candidates of the one cell that lists them all; none where it began in a row above."""
    if columns is None or columns.candidates >= len(row.cells) or row.cells[columns.candidates].origin_row != row_no:
        return []
    return listed_in(row, columns, (*key, "", ""), context.country)[0]
