"""Tables by area turned round: areas as columns, candidates as rows, `! !! [[Manhattan]] !! [[The Bronx]] !! Total`.

Parties as rows too, a row of seats and one of votes each, `Seats: | 6 | 4`, `Vote: | 28.1 | 25.1`: the votes alone.

A column of totals behind them is an area too, the total's; a percentage right behind it is the total's share.

An area's record points to the row of its header cell, and so do its candidates' figures: the area is what a row of
`areas` is about. A row under a candidate's (his percentages below his votes) is his too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from pipeline.elections.areas.heads import AreaHead, area_heads, total_head
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.misfits import misfit_rows
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.columns.seats import may_be_seats
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import Named, named_candidate, named_party
from pipeline.elections.words.figures import count, count_and_percent, form_of, percent
from pipeline.elections.words.independents import INDEPENDENT, has_independents
from pipeline.elections.words.parties import find_party, short_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.records import Area, AreaResult
from pipeline.wikitext.model import Cell, Row

_MOSTLY: Final = 0.6  # of a column's cells
_LABEL: Final = re.compile(
    r"(?:seats?|(?:popular )?votes?|popular vote|number|share|%|percentage)[ :()%]*(?:seats|votes|won)?:?"
)
_SEATS: Final = re.compile(r"\bseats?\b|\bwon\b|\bmps?\b")
_VOTE: Final = re.compile(r"\bvotes?\b|\bballots?\b")
_PERSONS: Final = frozenset((None, "other", "write_in"))


class _Figures(NamedTuple):
    votes: int | None
    pct: float | None


class _Across(NamedTuple):
    """A table with areas across and the columns before them."""

    heads: Sequence[AreaHead]
    candidate: int
    party: int | None
    labels: int | None  # the column that says what a row's figures are: `Seats:`, `Vote:`
    country: str | None
    has_independents: bool


class _Line(NamedTuple):
    """What a row says of all areas."""

    line: str | None  # total, other, write_in; None for a candidate or party
    candidate: Named | None
    figures: dict[int, _Figures]  # by the column of the area


_Who = tuple[str, str | None]  # the candidate's name, or the party's where rows are parties; the party


def read_areas_across(
    view: TableView, context: PageContext, election_id: str
) -> tuple[tuple[Area, ...], tuple[AreaResult, ...]]:
    """The areas and their candidates' figures; both empty where no column is surely the candidates'."""
    table = _across(view, context)
    if table is None:
        return (), ()
    totals: dict[int, int] = {}
    found: dict[_Who, dict[int, _Figures]] = {}
    misfits = misfit_rows(view, len(context.page.wikitext))
    for row_no, row in view.body:
        if spans_table(row) or table.candidate >= len(row.cells) or row_no in misfits:
            continue
        line = _line(row, table)
        if line is None:
            continue
        if line.line == "total":
            totals |= {col: own.votes for col, own in line.figures.items() if own.votes is not None}
        who = _who(row, line, table, found)
        if who is not None:
            _fill(found.setdefault(who, {}), line.figures)
    areas, results = [], []
    for head in table.heads:
        key = (election_id, context.page_id, view.table.table_no, head.row_no, head.area_type, head.area)
        areas.append(Area(*key, head.link, *head.place, head.is_total, None, None, totals.get(head.col), None))
        results += [AreaResult(*key, *who, *figures[head.col]) for who, figures in found.items()]
    return (tuple(areas), tuple(results)) if results else ((), ())


def _across(view: TableView, context: PageContext) -> _Across | None:
    """The table's areas and the columns before them; None where no column is surely the candidates'."""
    heads = area_heads(view)
    columns = [column for column in read_columns(view, in_us=True) if heads and column.col < heads[0].col]
    heads = (*heads, *total_head(heads, view))
    labels = _label_column(columns, view)
    names = _name_columns([column for column in columns if column.col != labels], view, context.country)
    if not heads or names is None or (labels is None and _are_seats(heads, view)):
        return None
    candidate, party = names
    independents = has_independents([text.strip() for text in view.texts[candidate]])
    return _Across(heads, candidate, party, labels, context.country, independents)


def _line(row: Row, table: _Across) -> _Line | None:
    """A row with its figures in all areas; None for one of seats."""
    said = folded(row.text_at(table.labels))
    if _SEATS.search(said):
        return None
    candidate = named_candidate(row.cells[table.candidate])
    line = line_of_words(candidate.words) if candidate is not None else "none"
    shares = "%" in said or any(form_of(row.text_at(head.col)) == "decimal" for head in table.heads)
    figures = {head.col: _of_area(row, head, shares, line in _PERSONS) for head in table.heads}
    return _Line(line, candidate, figures)


def _who(row: Row, line: _Line, table: _Across, before: Iterable[_Who]) -> _Who | None:
    """Whose figures a row has; None where it is nobody's, or sums up a candidate's parties whose rows stand above."""
    candidate = line.candidate
    if candidate is None or line.line not in _PERSONS or not is_name(candidate.words):
        return None
    party = None
    if line.line is None:
        cell = row.at(table.party)
        party = named_party(cell) if cell is not None else None
        if party is not None and not is_name(party.words):
            return None  # a lost bar or bracket
        party = party or _behind(row.cells[table.candidate], candidate, table)
    summed = line_of_words(party.words) if party is not None else None
    if summed == "majority":
        return None  # `Margin` below the candidate's parties
    if summed == "total":
        if any(name == candidate.words for name, _ in before):
            return None
        party = None
    if party is None:
        return candidate.words, None
    return party.words if table.party == table.candidate else candidate.words, party.words


def _behind(cell: Cell, candidate: Named, table: _Across) -> Named | None:
    """The party that stands behind a name in brackets: `Ann Lee (D)`, also `(I)` where others have letters."""
    if table.has_independents and cell.text.strip().endswith(INDEPENDENT):
        return Named("Independent")
    return Named(short_party(candidate.aside, table.country), candidate.aside_link) if candidate.aside else None


def _of_area(row: Row, head: AreaHead, shares: bool, of_person: bool) -> _Figures:
    """A row's figures in an area's column, and the share right behind it."""
    own = _figures(row.text_at(head.col), shares)
    is_beside = head.share is not None and not shares and of_person
    return own._replace(pct=percent(row.text_at(head.share))) if is_beside else own


def _fill(known: dict[int, _Figures], further: dict[int, _Figures]) -> None:
    """Put a further row's figures where a candidate has none yet: his percentages stand below his votes."""
    for col, own in further.items():
        votes, pct = known.get(col, _Figures(None, None))
        known[col] = _Figures(own.votes if votes is None else votes, own.pct if pct is None else pct)


def _are_seats(heads: Sequence[AreaHead], view: TableView) -> bool:
    """Whether the figures of the areas are whole numbers that may be seats."""
    own = [column for column in read_columns(view, in_us=True) if column.col in {head.col for head in heads}]
    if not all(column.content.whole > _MOSTLY for column in own if column.content.filled):
        return False
    if _SEATS.search(view.header_words) and not _VOTE.search(view.header_words):
        return True  # `! Party !! England !! Wales !! Total seats`
    return may_be_seats([column.col for column in own], [column.content for column in own], (), view)


def _label_column(columns: Sequence[Column], view: TableView) -> int | None:
    """The column that says what a row's figures are: `Seats:`, `Vote:`."""
    for column in columns:
        texts = [folded(cell.text) for cell in view.column_cells(column.col) if cell.text.strip()]
        if texts and sum(bool(_LABEL.fullmatch(text)) for text in texts) > len(texts) * 0.7:
            return column.col
    return None


def _name_columns(columns: Sequence[Column], view: TableView, country: str | None) -> tuple[int, int | None] | None:
    """The columns of the candidates and of their parties, among those before the areas; one where rows are parties."""
    words = [column.col for column in columns if column.content.filled and column.content.numeric < 0.3]
    of_parties = {col: _share_of_parties(view, col, country) for col in words}
    candidates = [col for col, share in of_parties.items() if share < 0.3]
    parties = [col for col, share in of_parties.items() if share > 0.5]
    headed = [column.col for column in columns if column.role == "party" and column.col in words]
    if len(words) == 1 and (parties or headed):
        return words[0], words[0]
    if len(headed) == 1 and len(words) == len(headed) + 1:
        return next(col for col in words if col not in headed), headed[0]  # of parties that nobody knows
    if len(candidates) != 1 or len(parties) > 1:
        return None
    return candidates[0], parties[0] if parties else None


def _share_of_parties(view: TableView, col: int, country: str | None) -> float:
    """The share of a column's names that are parties, of fusion tickets too: `Democratic–Working Families`."""
    texts = [cell.text for _, row in view.body if col < len(row.cells) and (cell := row.cells[col]).text.strip()]
    named = [text for text in texts if line_of_words(text) is None]
    first = [text.replace("-", "–").replace("/", "–").partition("–")[0].strip() for text in named]
    return sum(find_party(text, country or "United States") is not None for text in first) / max(1, len(first))


def _figures(text: str, shares: bool) -> _Figures:
    if form_of(text) == "both":
        return _Figures(*count_and_percent(text))
    return _Figures(None, percent(text)) if shares or "%" in text else _Figures(count(text), None)
