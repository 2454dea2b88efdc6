"""Tables by area turned round: areas as columns, candidates as rows, `! !! [[Manhattan]] !! [[The Bronx]] !! Total`.

Parties as rows too, a row of seats and one of votes each, `Seats: | 6 | 4`, `Vote: | 28.1 | 25.1`: the votes alone.

A column of totals behind them is an area too, the total's; a percentage right behind it is the total's share.

An area's record points to the row of its header cell, and so do its candidates' figures: the area is what a row of
`areas` is about. A row under a candidate's (his percentages below his votes) is his too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.elections.area_column import area_column, kind_said, linked_area
from pipeline.elections.columns import Column, read_columns
from pipeline.elections.context import PageContext, state_of
from pipeline.elections.figures import count, form_of, percent
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.labels import part_unit, unit_of
from pipeline.elections.lines import is_total_area, line_of_words
from pipeline.elections.misfits import lacks_header_cell, misfit_rows
from pipeline.elections.names import is_group
from pipeline.elections.numbers import LONGEST
from pipeline.elections.parties import find_party
from pipeline.elections.places import Place, county_place, state_code
from pipeline.elections.plausible_names import is_name
from pipeline.elections.result_names import named_candidate, named_party
from pipeline.elections.seat_columns import may_be_seats
from pipeline.package_yaml import package_yaml
from pipeline.records import Area, AreaResult

_ENOUGH = 3  # columns headed by areas; two may be candidates called like counties
_FIGURES = 0.3  # the share of figures in a column that may be an area's
_MOSTLY = 0.6  # of a column's cells
_WIDEST = 60  # columns
_FIGURED = frozenset(("choice", "unread"))
_ROWS = frozenset(("candidate", "party"))  # what rows are where areas are the columns
_LABEL = re.compile(
    r"(?:seats?|(?:popular )?votes?|popular vote|number|share|%|percentage)[ :()%]*(?:seats|votes|won)?:?"
)
_SEATS = re.compile(r"\bseats?\b|\bwon\b|\bmps?\b")
_PERSONS = frozenset((None, "other", "write_in"))


class AreaHead(NamedTuple):
    """A column headed by an area."""

    col: int
    row_no: int
    area_type: str
    area: str
    link: str | None
    place: Place
    is_total: bool = False
    share: int | None = None  # where a column of its own has the percentages


class _Figures(NamedTuple):
    votes: int | None
    pct: float | None


def area_heads(view: TableView) -> tuple[AreaHead, ...]:
    """The columns headed by areas, told by their links, as counties of the page's state, or by a heading "By province".

    () for any other table.
    """
    if not _ENOUGH <= len(view.columns) <= _WIDEST or not view.is_of_election:
        return ()
    rows = area_column(view)
    if (rows is not None and rows.by_header) or lacks_header_cell(view):
        return ()
    columns = read_columns(view, in_us=True)
    if sum(column.role in _FIGURED and column.content.numeric > _FIGURES for column in columns) < _ENOUGH:
        return ()
    heads = [head for head in view.columns if head.cells and head.cells[-1].colspan == 1]
    code = state_code(state_of(view.page_title))
    region = None if code else _regions_of(heads)
    found = [named for head in heads if (named := _area_head(head, code, region)) is not None]
    if len(found) >= max(_ENOUGH, len(heads) / 2):
        return tuple(found)
    return _heads_said(columns, view) if rows is None else ()


def _heads_said(columns: Sequence[Column], view: TableView) -> tuple[AreaHead, ...]:
    """The columns of names under a heading "Results by province", where the rows are candidates or parties.

    None of them is a party's name or has a unit, and their figures are no seats.
    """
    said = kind_said(view)
    if said is None or len(view.header_rows) != 1 or all(column.role not in _ROWS for column in columns[:3]):
        return ()
    first = max(place for place, column in enumerate(columns[:3]) if column.role in _ROWS) + 1
    figured = [c for c in columns[first:] if c.role in _FIGURED and c.content.numeric > _FIGURES and c.lines]
    named = [c for c in figured if not is_group(c.header) and find_party(" ".join(c.lines), "United States") is None]
    cells = [view.columns[column.col].cells for column in named]
    if len(named) < _ENOUGH or len(named) < len(figured) or any(part_unit(own[-1].text)[1] for own in cells):
        return ()
    return tuple(
        AreaHead(
            column.col,
            own[-1].origin_row,
            said,
            own[-1].text.strip(),
            own[-1].links[0].target if own[-1].links else None,
            Place(None, None),
        )
        for column, own in zip(named, cells, strict=True)
    )


@cache
def _regions() -> dict[str, dict[str, str]]:
    """Country → how its parts are written, folded → their kind."""
    data = package_yaml(Path(__file__).parent / "data" / "regions.yaml")
    return {
        country: {folded(word): entry["kind"] for name, also in entry["names"].items() for word in (name, *also)}
        for country, entry in data.items()
    }


def _regions_of(heads: Sequence[Head]) -> dict[str, str] | None:
    """The parts of the one country that most headers name; None below three."""
    said = [folded(head.cells[-1].text) for head in heads]
    counted = {country: sum(word in words for word in said) for country, words in _regions().items()}
    best = max(counted, key=lambda country: counted[country])
    return _regions()[best] if counted[best] >= _ENOUGH else None


def _area_head(head: Head, code: str | None, region: dict[str, str] | None) -> AreaHead | None:
    cell = head.cells[-1]
    words, link = cell.text.strip(), cell.links[0].target if cell.links else None
    if region is not None and (kind := region.get(folded(words))) is not None:
        return AreaHead(head.index, cell.origin_row, kind, words, link, Place(None, None))
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
    heads = (*heads, *_total_head(heads, view))
    labels = _label_column(columns, view)
    names = _name_columns([column for column in columns if column.col != labels], view, context.country)
    if not heads or names is None or (labels is None and _are_seats(heads, view)):
        return (), ()
    candidate_col, party_col = names
    totals: dict[int, int] = {}
    found: dict[tuple[str, str | None], dict[int, _Figures]] = {}
    misfits = misfit_rows(view, len(context.page.wikitext))
    for row_no, row in view.body:
        if spans_table(row) or candidate_col >= len(row.cells) or row_no in misfits:
            continue
        said = folded(row.cells[labels].text) if labels is not None and labels < len(row.cells) else ""
        if _SEATS.search(said):
            continue
        label = named_candidate(row.cells[candidate_col])
        line = line_of_words(label.words) if label is not None else "none"
        shares = "%" in said or any(form_of(row.text_at(head.col)) == "decimal" for head in heads)
        figures = {head.col: _figures(row.text_at(head.col), shares) for head in heads}
        for head in heads:
            if head.share is not None and not shares and line in _PERSONS:
                figures[head.col] = figures[head.col]._replace(pct=percent(row.text_at(head.share)))
        if line == "total":
            totals |= {col: own.votes for col, own in figures.items() if own.votes is not None}
        if label is None or line not in _PERSONS or not is_name(label.words):
            continue
        party = named_party(row.cells[party_col]) if party_col is not None and line is None else None
        if party is not None and not is_name(party.words):
            continue  # a lost bar or bracket
        if party is not None and line_of_words(party.words) == "total":
            if any(name == label.words for name, _ in found):
                continue  # of the candidate's parties, whose lines stand above
            party = None
        if party_col == candidate_col and party is not None:
            label = party
        known = found.setdefault((label.words, party.words if party else None), {})
        for col, own in figures.items():
            before = known.get(col, _Figures(None, None))
            known[col] = _Figures(
                own.votes if before.votes is None else before.votes, own.pct if before.pct is None else before.pct
            )
    areas, results = [], []
    for head in heads:
        key = (election_id, context.page_id, view.table.table_no, head.row_no, head.area_type, head.area)
        areas.append(Area(*key, head.link, *head.place, head.is_total, None, None, totals.get(head.col), None))
        results += [AreaResult(*key, *who, *figures[head.col]) for who, figures in found.items()]
    return (tuple(areas), tuple(results)) if results else ((), ())


def _are_seats(heads: Sequence[AreaHead], view: TableView) -> bool:
    """Whether the figures of the areas are whole numbers that may be seats."""
    own = [column for column in read_columns(view, in_us=True) if column.col in {head.col for head in heads}]
    whole = all(column.content.whole > _MOSTLY for column in own if column.content.filled)
    return whole and may_be_seats([column.col for column in own], [column.content for column in own], (), view)


def _total_head(heads: Sequence[AreaHead], view: TableView) -> tuple[AreaHead, ...]:
    """The column of totals behind the areas: `Staten Island | Total | %`; () where there is none, or are several."""
    if not heads or len({head.area_type for head in heads}) > 1:
        return ()
    behind = [head for head in view.columns if head.index > heads[-1].col and head.cells]
    found = [head for head in behind if head.cells[-1].colspan == 1 and is_total_area(head.cells[-1].text)]
    if len(found) != 1:
        return ()
    cell, col = found[0].cells[-1], found[0].index
    beside = next((head for head in behind if head.index == col + 1), None)
    share = col + 1 if beside is not None and unit_of(beside.cells[-1].text) == "pct" else None
    kind, row_no = heads[0].area_type, cell.origin_row
    return (AreaHead(col, row_no, kind, cell.text.strip(), None, Place(None, None), is_total=True, share=share),)


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
    return _Figures(None, percent(text)) if shares or "%" in text else _Figures(count(text), None)
