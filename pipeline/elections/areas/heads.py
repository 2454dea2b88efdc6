"""Which columns of a table are headed by areas, so that candidates are its rows: told by links, names, a heading.

Areas over votes and percentages each too, `! colspan=2 | [[Kinshasa]]` over `Votes | %`. Reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.areas.column import are_parties, area_column, kind_said, linked_area
from pipeline.elections.areas.numbered_heads import numbered_heads, place_of
from pipeline.elections.areas.rows import is_total_area
from pipeline.elections.columns.column import UNITS, Column
from pipeline.elections.columns.labels import is_group_heading, part_unit, unit_of
from pipeline.elections.columns.misfits import lacks_header_cell
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.context import state_of
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.names import is_group
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.places import Place, county_place, district_place, state_code
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import Cell

_ENOUGH: Final = 3  # columns headed by areas; two may be candidates called like counties
_LINKED: Final = 2  # where all of them link to areas
_FIGURES: Final = 0.3  # the share of figures in a column that may be an area's
_WIDEST: Final = 60  # columns
_FIGURED: Final = frozenset(("choice", "unread"))
_NUMBERED: Final = re.compile(
    r"(?:CD|District)?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?: (?:congressional )?district)?", re.IGNORECASE
)
_ROWS: Final = frozenset(("candidate", "party"))  # what rows are where areas are the columns


class AreaHead(NamedTuple):
    """A column headed by an area; where it stands over votes and percentages, those of votes and of percentages."""

    col: int
    row_no: int
    area_type: str
    area: str
    link: str | None
    place: Place
    is_total: bool = False
    share: int | None = None  # where a column of its own has the percentages


def area_heads(view: TableView) -> tuple[AreaHead, ...]:
    """The columns headed by areas, told by their links, as counties of the page's state, or by a heading "By province".

    () for any other table.
    """
    if not _ENOUGH <= len(view.columns) <= _WIDEST or not view.is_of_election:
        return ()
    code = state_code(state_of(view.page_title))
    if (numbered := numbered_heads(view, code)) is not None:
        return _numbered(*numbered, code)
    rows = area_column(view)
    if (rows is not None and rows.by_header) or lacks_header_cell(view):
        return ()
    if rows is not None and code and _are_counties(view.texts[rows.column], code):
        return ()
    heads = [own for head in view.columns if (own := _without_unit(head)).cells and own.cells[-1].colspan == 1]
    region = None if code else _regions_of(heads, view.page_title)
    found = [named for head in heads if (named := _area_head(head, code, region)) is not None]
    if len(found) < _LINKED and not _may_be_wide(view) and (rows is not None or not _may_be_said(view)):
        return ()  # as of most tables, whose columns need not be read for this
    columns = read_columns(view, in_us=True)
    if wide := _wide_heads(columns, view, code, are_named=rows is not None):
        return wide
    figured = [column for column in columns if column.content.numeric > _FIGURES]
    choices = sum(column.role in _FIGURED for column in figured)
    if len(figured) < _LINKED:
        return ()
    if choices >= _ENOUGH and len(found) >= max(_ENOUGH, len(heads) / 2):
        return tuple(found)
    if len(found) >= _LINKED and _are_all_linked(found, figured):
        return tuple(found)
    if choices < _ENOUGH:
        return ()
    return _heads_said(columns, view) if rows is None else ()


def _numbered(kind: str, heads: Sequence[tuple[Head, str]], code: str | None) -> tuple[AreaHead, ...]:
    """The columns of numbered areas: `Ward | 1 | 2 | 3`."""
    return tuple(
        AreaHead(
            head.index,
            head.cells[-1].origin_row,
            kind,
            number if kind == "congressional_district" else head.cells[-1].text.strip(),
            None,
            place_of(kind, code, number),
        )
        for head, number in heads
    )


def _may_be_wide(view: TableView) -> bool:
    """Whether any header stands over a unit of its own, as `_wide_heads` needs it."""
    return len(view.header_rows) > 1 and any(map(_wide_unit, view.columns))


def _wide_unit(head: Head) -> str | None:
    """The unit below a header over several columns: `! colspan=2 | [[Kinshasa]]` over `Votes | %`."""
    unit = unit_of(head.cells[-1].text) if len(head.cells) > 1 and head.cells[0].colspan > 1 else None
    return unit if unit in UNITS else None


def _may_be_said(view: TableView) -> bool:
    """Whether a heading over one row of headers speaks of areas, as `_heads_said` needs it."""
    return len(view.header_rows) == 1 and kind_said(view) is not None


def _are_all_linked(found: Sequence[AreaHead], figured: Sequence[Column]) -> bool:
    """Whether all columns of figures but a total's are headed by links to areas, as no candidates' are."""
    cols = {column.col for column in figured if column.role in _FIGURED or column.role in UNITS}
    return {head.col for head in found if head.link and linked_area(head.link)} == cols


def _are_counties(texts: Sequence[str], code: str) -> bool:
    """Whether most of a column's cells name counties of a state: candidates may be called like others of them."""
    named = [text for text in texts if text.strip()]
    return 2 * sum(county_place(text, code=code) is not None for text in named) > len(named)


def _without_unit(head: Head) -> Head:
    """A header without the unit below several: `! [[Queens]] !! [[Bronx]]` over `! colspan=2 | Votes`."""
    last = head.cells[-1] if len(head.cells) > 1 else None
    is_unit = last is not None and last.colspan > 1 and unit_of(last.text) is not None
    return Head(head.index, head.cells[:-1], head.text) if is_unit else head


def _wide_heads(
    columns: Sequence[Column], view: TableView, code: str | None, *, are_named: bool
) -> tuple[AreaHead, ...]:
    """The areas over `Votes | %` each, told by their articles or by a heading "By region"; () where they are none.

    `are_named`: the rows seem to be areas too, by such a heading; then the columns alone tell.
    """
    if len(view.header_rows) < 2 or (not are_named and all(column.role not in _ROWS for column in columns[:3])):
        return ()
    found: dict[int, tuple[Cell, dict[str, int]]] = {}
    for head in view.columns:
        if unit := _wide_unit(head):
            found.setdefault(id(head.cells[0]), (head.cells[0], {}))[1].setdefault(unit, head.index)
    whole = [(cell, cols) for cell, cols in found.values() if is_total_area(cell.text)]
    named = [(cell, cols) for cell, cols in found.values() if cell.text.strip() and not is_total_area(cell.text)]
    said = kind_said(view)
    kinds = [_area(cell.text.strip(), cell.links[0].target if cell.links else None, code) for cell, _ in named]
    region = None if code or any(kinds) else _regions_of([Head(0, (cell,), "") for cell, _ in named], view.page_title)
    if region is not None:
        kinds = [(kind, Place(None, None)) if (kind := region.get(folded(cell.text))) else None for cell, _ in named]
    linked = next((kind[0] for kind in kinds if kind), None)
    mostly = linked is not None and sum(kind is not None for kind in kinds) * 2 >= len(named)
    enough = mostly or (said is not None and not are_named)
    if len(named) < _ENOUGH or not enough or any(is_group_heading(cell.text) for cell, _ in named):
        return ()
    if any(find_party(cell.text, "United States") is not None or is_group(cell.text) for cell, _ in named):
        return ()
    nowhere = (linked or str(said), Place(None, None))
    return (
        *(_wide_head(cell, cols, kind or nowhere) for (cell, cols), kind in zip(named, kinds, strict=True)),
        *(_wide_head(cell, cols, nowhere)._replace(is_total=True) for cell, cols in whole[:1]),
    )


def _wide_head(cell: Cell, cols: Mapping[str, int], about: tuple[str, Place]) -> AreaHead:
    """The head of an area over its columns of votes and percentages, or over one of the two."""
    link = cell.links[0].target if cell.links else None
    col = cols.get("votes", cols.get("pct", 0))
    share = cols.get("pct") if "votes" in cols else None
    return AreaHead(col, cell.origin_row, about[0], _shown(cell.text.strip(), about[0]), link, about[1], share=share)


def _heads_said(columns: Sequence[Column], view: TableView) -> tuple[AreaHead, ...]:
    """The columns of names under a heading "Results by province", where the rows are candidates or parties.

    None of them is a party's name or has a unit, and their figures are no seats.
    """
    said = kind_said(view)
    if said is None or len(view.header_rows) != 1:
        return ()
    rows = [c.col for c in columns[:3] if c.role in _ROWS or (not c.header and are_parties(view.column_cells(c.col)))]
    if not rows:
        return ()
    first = max(rows) + 1
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
    data = package_yaml(Path(__file__).parents[1] / "data" / "regions.yaml")
    return {
        country: {folded(word): entry["kind"] for name, also in entry["names"].items() for word in (name, *also)}
        for country, entry in data.items()
    }


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    """Country → the words of which a page's title has to have one, where its parts' names are not its own alone."""
    data = package_yaml(Path(__file__).parents[1] / "data" / "regions.yaml")
    return {country: tuple(entry["title"]) for country, entry in data.items() if "title" in entry}


def _regions_of(heads: Sequence[Head], title: str) -> dict[str, str] | None:
    """The parts of the one country that most headers name; None below three."""
    said = [folded(head.cells[-1].text) for head in heads]
    counted = {country: sum(word in words for word in said) for country, words in _regions().items()}
    if max(counted.values()) < _ENOUGH:
        return None
    about = title.casefold()
    for country, words in _titles().items():
        if not any(word in about for word in words):
            counted[country] = 0
    best = max(counted, key=lambda country: counted[country])
    return _regions()[best] if counted[best] >= _ENOUGH else None


def _area_head(head: Head, code: str | None, region: dict[str, str] | None) -> AreaHead | None:
    cell = head.cells[-1]
    words, link = cell.text.strip(), cell.links[0].target if cell.links else None
    if region is not None and (kind := region.get(folded(words))) is not None:
        return AreaHead(head.index, cell.origin_row, kind, words, link, Place(None, None))
    found = _area(words, link, code) if words and len(words) <= LONGEST else None
    if found is None:
        return None
    return AreaHead(head.index, cell.origin_row, found[0], _shown(words, found[0]), link, found[1])


@lru_cache(maxsize=4096)
def _area(words: str, link: str | None, code: str | None) -> tuple[str, Place] | None:
    """The kind of area that a header names and its place; None for anything else."""
    place = county_place(words, code=code, link=link) if code else None
    if place is not None:
        return "county", place
    about = linked_area(link) if link else None
    if about is None:
        return None
    number, own = about[1].get("number"), state_code(about[1].get("state"))
    of_congress = about[0] == "congressional_district" and number is not None and own is not None
    district = district_place(str(own), str(number)) if of_congress and code in {own, None} else None
    return about[0], district or Place(None, None)


def _shown(words: str, kind: str) -> str:
    """The name of an area, of a district of Congress the number: `[[Maine's 1st congressional district|1st]]`."""
    numbered = _NUMBERED.fullmatch(words) if kind == "congressional_district" else None
    return numbered[1] if numbered else words


def total_head(heads: Sequence[AreaHead], view: TableView) -> tuple[AreaHead, ...]:
    """The column of totals behind the areas: `Staten Island | Total | %`; () where there is none, or are several."""
    if not heads or any(head.is_total for head in heads) or len({head.area_type for head in heads}) > 1:
        return ()
    behind = [head for head in view.columns if head.index > heads[-1].col and head.cells]
    found = [head for head in behind if is_total_area(head.cells[-1].text)]
    wide = len(found) == 2 and found[0].cells[-1] is found[1].cells[-1]  # `colspan=2 | Total` over 585,466 and 50.7%
    if wide and any("%" not in text for text in view.texts[found[1].index] if text.strip()):
        return ()
    if not wide and (len(found) != 1 or found[0].cells[-1].colspan > 1):
        return ()
    cell, col = found[0].cells[-1], found[0].index
    beside = next((head for head in behind if head.index == col + 1), None)
    share = col + 1 if wide or (beside is not None and unit_of(beside.cells[-1].text) == "pct") else None
    kind, row_no = heads[0].area_type, cell.origin_row
    return (AreaHead(col, row_no, kind, cell.text.strip(), None, Place(None, None), is_total=True, share=share),)
