"""Tables by area turned round: areas as columns, candidates as rows, `! !! [[Manhattan]] !! [[The Bronx]] !! Total`.

An area's record points to the row of its header cell, and so do its candidates' figures: the area is what a row of
`areas` is about. A row under a candidate's (his percentages below his votes) is his too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.elections.area_column import area_column, linked_area
from pipeline.elections.columns import Column, read_columns
from pipeline.elections.context import PageContext, state_of
from pipeline.elections.figures import count, percent
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, spans_table
from pipeline.elections.lines import line_of_words
from pipeline.elections.numbers import LONGEST
from pipeline.elections.parties import find_party
from pipeline.elections.places import Place, county_place, state_code
from pipeline.elections.plausible_names import is_name
from pipeline.elections.result_names import named_candidate, named_party
from pipeline.records import Area, AreaResult
from pipeline.wikitext.model import Row

_ENOUGH = 3  # columns headed by areas; two may be candidates called like counties
_FIGURES = 0.3  # the share of figures in a column that may be an area's
_WIDEST = 60  # columns
_PERSONS = frozenset((None, "other", "write_in"))


class AreaHead(NamedTuple):
    """A column headed by an area."""

    col: int
    row_no: int
    area_type: str
    area: str
    link: str | None
    place: Place


class _Figures(NamedTuple):
    votes: int | None
    pct: float | None


def area_heads(view: TableView) -> tuple[AreaHead, ...]:
    """The columns headed by areas, told by their links or as counties of the page's state; () for any other table."""
    if not _ENOUGH <= len(view.columns) <= _WIDEST or area_column(view) is not None or not view.is_of_election:
        return ()
    columns = read_columns(view, in_us=True)
    if sum(column.role == "choice" and column.content.numeric > _FIGURES for column in columns) < _ENOUGH:
        return ()
    heads = [head for head in view.columns if head.cells and head.cells[-1].colspan == 1]
    code = state_code(state_of(view.page_title))
    found = [named for head in heads if (named := _area_head(head, code)) is not None]
    return tuple(found) if len(found) >= max(_ENOUGH, len(heads) / 2) else ()


def _area_head(head: Head, code: str | None) -> AreaHead | None:
    cell = head.cells[-1]
    words, link = cell.text.strip(), cell.links[0].target if cell.links else None
    found = _area(words, link, code) if words and len(words) <= LONGEST else None
    return AreaHead(head.index, cell.origin_row, found[0], words, link, found[1]) if found else None


@lru_cache(maxsize=4096)
def _area(words: str, link: str | None, code: str | None) -> tuple[str, Place] | None:
    """The kind of area that a header names and its place; None for anything else."""
    place = county_place(words, code=code, link=link) if code else None
    if place is not None:
        return "county", place
    about = linked_area(link) if link else None
    return (about[0], Place(None, None)) if about else None


def read_areas_across(
    view: TableView, context: PageContext, election_id: str
) -> tuple[tuple[Area, ...], tuple[AreaResult, ...]]:
    """The areas and their candidates' figures; both empty where no column is surely the candidates'."""
    heads = area_heads(view)
    columns = [column for column in read_columns(view, in_us=True) if heads and column.col < heads[0].col]
    names = _name_columns(columns, view)
    if not heads or names is None:
        return (), ()
    candidate_col, party_col = names
    totals: dict[int, int] = {}
    found: dict[tuple[str, str | None], dict[int, _Figures]] = {}
    for _, row in view.body:
        if spans_table(row) or candidate_col >= len(row.cells):
            continue
        label = named_candidate(row.cells[candidate_col])
        line = line_of_words(label.words) if label is not None else "none"
        figures = {head.col: _figures(row, head.col) for head in heads}
        if line == "total":
            totals |= {col: own.votes for col, own in figures.items() if own.votes is not None}
        if label is None or line not in _PERSONS or not is_name(label.words):
            continue
        party = named_party(row.cells[party_col]) if party_col is not None and line is None else None
        known = found.setdefault((label.words, party.words if party else None), {})
        for col, own in figures.items():
            before = known.get(col, _Figures(None, None))
            known[col] = _Figures(
                own.votes if before.votes is None else before.votes, own.pct if before.pct is None else before.pct
            )
    areas, results = [], []
    for head in heads:
        key = (election_id, context.page_id, view.table.table_no, head.row_no, head.area_type, head.area)
        areas.append(Area(*key, head.link, *head.place, False, None, None, totals.get(head.col), None))
        results += [AreaResult(*key, *who, *figures[head.col]) for who, figures in found.items()]
    return (tuple(areas), tuple(results)) if results else ((), ())


def _name_columns(columns: Sequence[Column], view: TableView) -> tuple[int, int | None] | None:
    """The columns of the candidates and of their parties, among those before the areas."""
    words = [column.col for column in columns if column.content.filled and column.content.numeric < 0.3]
    of_parties = {col: _share_of_parties(view, col) for col in words}
    candidates = [col for col, share in of_parties.items() if share < 0.3]
    parties = [col for col, share in of_parties.items() if share > 0.5]
    if len(candidates) != 1 or len(parties) > 1:
        return None
    return candidates[0], parties[0] if parties else None


def _share_of_parties(view: TableView, col: int) -> float:
    """The share of a column's names that are parties, of fusion tickets too: `Democratic–Working Families`."""
    texts = [cell.text for _, row in view.body if col < len(row.cells) and (cell := row.cells[col]).text.strip()]
    named = [text for text in texts if line_of_words(text) is None]
    first = [text.replace("-", "–").replace("/", "–").partition("–")[0].strip() for text in named]
    return sum(find_party(text, "United States") is not None for text in first) / max(1, len(first))


def _figures(row: Row, col: int) -> _Figures:
    text = row.cells[col].text if col < len(row.cells) else ""
    return _Figures(None, percent(text)) if "%" in text else _Figures(count(text), None)
