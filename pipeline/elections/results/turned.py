"""Results turned round: candidates or parties as columns, `! !! [[Ann Lee]] !! [[Bo Roe]]` over rows `Votes`, `%`.

Only where every row says what it holds and the figures agree with it. A line points to the row of the names, as that
is what it is about. Never reads a table of areas, polls or several rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.areas.column import area_column, kind_said
from pipeline.elections.columns.labels import is_group_heading, role_of, unit_of
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView
from pipeline.elections.opinion.poll_columns import role_of as poll_role_of
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import Named, named_candidate, named_party
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.elections.words.rounding import ALL_SHARES_OF_PARTIES, OF_WHOLES
from pipeline.records import Result
from pipeline.wikitext.model import Cell, Row

_READ: Final = frozenset(("party", "candidate", "running_mate", "electoral_votes", "votes", "pct"))
_PASSED: Final = frozenset(("change", "seats", "note", "home_state", "heading", "first_elected", "contest_result"))
_LINES: Final = frozenset((None, "other", "write_in"))
_SAID: Final = ("polls?", "(?:opinion |exit )?polling", "surveys?", "delegates?")
_OF_POLLS: Final = frozenset(("pollster", "sample", "moe", "date"))


class Turned(NamedTuple):
    """Which row holds what, and the columns of names with the cells that name them."""

    rows: dict[str, Row]
    names: tuple[tuple[int, Cell], ...]
    total: tuple[tuple[int, Cell], ...]  # the column of all together, if there is one
    of_parties: bool  # the names are parties'


def turned_rows(view: TableView) -> Turned | None:
    """The rows of a table whose columns are candidates or parties; None for any other."""
    if len(view.header_rows) != 1 or not view.is_of_election or not 2 <= len(view.rows) <= len(_READ | _PASSED):
        return None
    rows = _rows_by_role(view)
    if rows is None or not rows.keys() & {"votes", "pct"} or area_column(view) is not None or kind_said(view):
        return None
    head = view.table.rows[view.header_rows[0]].cells
    whole = tuple(
        (col, head[col]) for col in range(1, len(head)) if head[col].text.strip() and role_of(head[col].text) != "note"
    )
    total = tuple((col, cell) for col, cell in whole[-1:] if line_of_words(cell.text) == "total")
    names = whole[:-1] if total else whole
    if view.says(*_SAID) or len(names) < 2 or not all(_is_named(cell) for _, cell in names):
        return None
    corner = role_of(head[0].text) if head[0].text.strip() else None
    known = sum(find_party(cell.text, "United States") is not None for _, cell in names)
    of_parties = corner == "party" or (corner is None and "party" not in rows and 2 * known >= len(names))
    told = corner in {"party", "candidate"} or rows.keys() & {"party", "candidate"} or of_parties
    return Turned(rows, names, total, of_parties) if told and _agrees(rows, names) else None


def _rows_by_role(view: TableView) -> dict[str, Row] | None:
    """The rows by what their first cell says; None where one says nothing known or what another says."""
    found: dict[str, Row] = {}
    for _, row in view.rows:
        label = row.cells[0].text.strip() if row.cells else ""
        role = unit_of(label) or role_of(label) or ("note" if not label else None)
        if role == "note":
            continue
        if role is None or (role not in _READ and role not in _PASSED) or poll_role_of(label) in _OF_POLLS:
            return None
        if role in _READ and role in found:
            return None
        found[role] = row
    return found


def _is_named(cell: Cell) -> bool:
    """Whether a header names one candidate or party: no year, no round, no unit, no sum."""
    text = cell.text.strip()
    if cell.colspan > 1 or any(map(str.isdigit, text)) or not is_name(text) or is_group_heading(text):
        return False
    return line_of_words(text) in _LINES and unit_of(text) is None and role_of(text) is None


def _agrees(rows: dict[str, Row], names: Sequence[tuple[int, Cell]]) -> bool:
    """Whether the figures are what the rows say: shares that come to a hundred, votes in proportion to them."""
    votes = [count(rows["votes"].text_at(col)) for col, _ in names] if "votes" in rows else []
    shares = [percent(rows["pct"].text_at(col)) for col, _ in names] if "pct" in rows else []
    if None in votes or None in shares:
        return False
    whole, counted = sum(share or 0 for share in shares), sum(number or 0 for number in votes)
    if not shares:
        return counted > 0
    if not votes:
        return ALL_SHARES_OF_PARTIES[0] <= whole <= ALL_SHARES_OF_PARTIES[1]
    if not counted or whole > ALL_SHARES_OF_PARTIES[1]:
        return False
    return all(
        abs((number or 0) * whole / counted - (share or 0)) <= OF_WHOLES
        for number, share in zip(votes, shares, strict=True)
    )


def read_turned(
    view: TableView, turned: Turned, context: PageContext, election_id: str, contest: str | None
) -> list[Result]:
    """A line for each of the names."""
    row_no = view.header_rows[0]
    return [
        _line(cell, col, turned)._replace(
            election_id=election_id,
            page_id=context.page_id,
            table_no=view.table.table_no,
            row_no=row_no,
            contest=contest,
        )
        for col, cell in (*turned.names, *turned.total)
    ]


def _line(cell: Cell, col: int, turned: Turned) -> Result:
    rows = turned.rows
    line = line_of_words(cell.text)
    above = named_party(cell) if turned.of_parties else named_candidate(cell)
    beside = _beside(rows.get("candidate" if turned.of_parties else "party"), col, turned.of_parties)
    candidate, party = (beside, above) if turned.of_parties else (above, beside)
    if line is not None:
        candidate, party = None if line == "total" else named_candidate(cell), None
    votes = count(rows["votes"].text_at(col)) if "votes" in rows else None
    pct = percent(rows["pct"].text_at(col)) if "pct" in rows else None
    electoral = count(rows["electoral_votes"].text_at(col)) if "electoral_votes" in rows else None
    mate = _beside(rows.get("running_mate"), col, True)
    personal = line is None and candidate is not None
    return Result(
        "", 0, 0, 0, None,
        line or ("candidate" if candidate is not None else "party"),
        party.words if party else None,
        party.link if party else None,
        candidate.words if candidate else None,
        candidate.link if candidate else None,
        mate.words if mate and personal else None,
        votes, pct, None, electoral,
        (candidate.is_incumbent if candidate else False) if personal else None,
        (candidate.is_write_in if candidate else False) if personal else None,
    )  # fmt: skip


def _beside(row: Row | None, col: int, is_person: bool) -> Named | None:
    """The person or party that a row names in a column; None for nobody."""
    cell = row.at(col) if row is not None else None
    if cell is None or not cell.text.strip():
        return None
    named = named_candidate(cell) if is_person else named_party(cell)
    return named if named is not None and is_name(named.words) else None
