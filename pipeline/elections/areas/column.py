"""The column of a table that names areas, and what kind of area they are; never what a row's area is.

The header says the kind ("County"), else the articles that the cells link to, else the heading ("By ward").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.areas.chambers import LONGEST_TITLE, chamber_lettered, chamber_of
from pipeline.elections.columns.chairs import is_of_chairs, names_heads
from pipeline.elections.columns.labels import (
    Label,
    area_of_first,
    area_type_of,
    area_type_of_heads,
    is_of_figures,
    read_label,
    role_of,
)
from pipeline.elections.kinds.view import TableView, folded, is_value
from pipeline.elections.table_memory import of_tables
from pipeline.elections.words.parties import find_party, is_party_article
from pipeline.elections.words.places import state_code, without_contest
from pipeline.elections.words.plausible_names import NAMED_AREAS
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import Cell
from pipeline.wikitext.remembering import remembered

LARGER_AREAS: Final = {  # beside one of the next size for each: `District | Constituency`, `Council | Ward`
    **dict.fromkeys(("country", "state"), 4),
    **dict.fromkeys(("region", "province", "department", "governorate"), 3),
    **dict.fromkeys(("county", "district"), 2),
    **dict.fromkeys(("municipality", "borough"), 1),
}
NUMBERED_AREAS: Final = frozenset(
    ("congressional_district", "state_house_district", "state_senate_district", "district")
)


_BY_KIND: Final = re.compile(r"\bby (?:the )?(.+?)(?: of .*| in .*|,.*|\(.*)?$")
_PARTS: Final = {"provincial": "province", "regional": "region", "county": "county", "cantonal": "canton"}
_OF_PARTS: Final = re.compile(rf"(?P<part>{'|'.join(_PARTS)})[- ](?:level )?(?:results?|breakdowns?|returns?)")
_NUMBER_OF: Final = re.compile(r"(.{4,40}?) (?:number|no\.?|#|code)")
_SEATS: Final = re.compile(r"seats?|pos(?:ition|\.)?|positions")
_OF_CONGRESS: Final = re.compile(r"United States House of Representatives elections? in\b")
_NUMBERED: Final = re.compile(r"(?:[A-Z]{2}|CD)[ –-]?(?:0?\d{1,2}|AL)")  # NE-2, CD-1


_FIRST: Final = 4  # columns in which a table's states may stand: `Date | Primary | Delegates | …`
_CONTESTS: Final = re.compile(
    r"(?:(?:states?|primar(?:y|ies)|caucus(?:es)?|contests?|races?|elections?|events?|locations?|places?|jurisdictions?)"
    r"(?:[ /,&]+(?:or |and )?|$)){0,3}(?:(?:and )?(?:total )?popular votes?)?"
)


class AreaColumn(NamedTuple):
    """Where a table names its areas, what kind they are, and whether the header said so (else the cells)."""

    column: int
    area_type: str
    by_header: bool


@cache
def _linked_areas() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of area with what their articles are called, in order."""
    entries = package_yaml(Path(__file__).parents[1] / "columns" / "area_types.yaml")["links"]
    return tuple((entry["area_type"], re.compile(pattern)) for entry in entries for pattern in entry["patterns"])


@remembered
def linked_area(target: str) -> tuple[str, Mapping[str, str | None]] | None:
    """The kind of area that an article is about, by its title, and the `state`, `number`, `large` in the title."""
    if len(target) > LONGEST_TITLE:
        return None
    text = folded(target)
    for area_type, pattern in _linked_areas():
        match = pattern.fullmatch(text)
        if match:
            return area_type, match.groupdict()
    return None


def _is_state(cell: Cell) -> bool:
    return state_code(cell.text) is not None or (len(cell.lines) > 1 and state_code(cell.lines[0].strip()) is not None)


@of_tables(32)
def area_column(view: TableView, *, in_us: bool = True) -> AreaColumn | None:
    """The column that names areas; None if there is none. `in_us`: boroughs and independent cities are counties."""
    return _by_header(view, in_us) or _by_content(view, in_us)


def _by_header(view: TableView, in_us: bool) -> AreaColumn | None:
    """The column whose header names a kind of area and whose cells are names of areas, not counts.

    Of several the finest: `County | Town | …` with a county's cell over all its towns is a table by town.
    """
    found: list[AreaColumn] = []
    for column in view.columns:
        if not column.cells:
            continue
        if named := area_type_of_heads(column.cells, in_us) or _named_behind_number(view, column.index, in_us):
            return AreaColumn(column.index, named, True)
        if (named := area_of_first(column)) is not None and not _is_figures(view, column.index, named):
            return AreaColumn(column.index, named, True)
        label = read_label(column.cells[-1], in_us, is_last=True)
        if label.role != "area" and len(column.cells) > 1:
            label = read_label(column.cells[0], in_us)
        elif len(column.cells) > 1 and column.cells[0].colspan > 1 and is_of_figures(column.cells[0].text):
            continue  # `! colspan=3 | Seats` over `! List !! Electorate !! Total`
        if label.role == "group" and (named := area_type_of(column.cells[-1].text, in_us)):
            label = Label("area", None, named, label.lines, label.links)  # a number and a name below it
        if (
            label.role == "area"
            and label.area_type
            and not _is_figures(view, column.index, label.area_type)
            and not _is_counted(view, column.index)
            and not (is_of_chairs(view, column.index) or names_heads(view, column.index))
        ):
            found.append(AreaColumn(column.index, label.area_type, True))
    found = [area for area in found if not _numbers_name_behind(view, area.column)]
    if len(found) > 1:
        found = [area for area in found if not _letters_seats(view, area.column)] or found
        found = [area for area in found if not _lists_areas(view, area.column)] or found
    if len(found) < 2:
        return next(iter(found), None)
    return min(found, key=lambda column: (*_coarseness(view, column.column), LARGER_AREAS.get(column.area_type, 0)))


def _numbers_name_behind(view: TableView, col: int) -> bool:
    """Whether a column numbers the areas that the next one names under the same header: `! colspan=2 | Constituency`
    over `1 | Chamba`."""
    heads = view.columns[col].cells
    if heads[-1].colspan < 2 or col + 1 >= len(view.columns) or view.columns[col + 1].cells[-1:] != heads[-1:]:
        return False
    numbers = [text.strip() for text in view.texts[col] if text.strip()]
    names = [text.strip() for text in view.texts[col + 1] if text.strip()]
    return (
        bool(numbers)
        and all(map(str.isdigit, numbers))
        and len(names) >= len(numbers)
        and not any(map(is_value, names))
    )


def _letters_seats(view: TableView, col: int) -> bool:
    """Whether a column tells the seats of a district apart and names no area: `District | Seat` over `1 | A`."""
    return bool(_SEATS.fullmatch(view.columns[col].text)) and all(len(text.strip()) < 3 for text in view.texts[col])


def _lists_areas(view: TableView, col: int) -> bool:
    """Whether the cells list areas, as those that a district is made of: `District | Votes | Counties`."""
    texts = [text for text in view.texts[col] if text.strip()]
    return col > 0 and 2 * sum("," in text for text in texts) > len(texts)


def _named_behind_number(view: TableView, col: int, in_us: bool) -> str | None:
    """The kind of area of a `Name` behind its number: `Constituency number | Name | District | Electors`."""
    if not col or folded(view.columns[col].text) not in {"name", "names"}:
        return None
    match = _NUMBER_OF.fullmatch(view.columns[col - 1].text)
    return area_type_of(match[1], in_us) if match else None


def _coarseness(view: TableView, col: int) -> tuple[bool, int]:
    """What sorts columns of areas from the finest: a cell over several rows is coarse, then few names are."""
    cells = view.column_cells(col)
    names = {(cell.text, cell.links[:1]) for cell in cells if cell.text.strip()}
    return any(cell.rowspan > 1 for cell in cells), -len(names)


def _is_figures(view: TableView, col: int, area_type: str) -> bool:
    if area_type in NUMBERED_AREAS:
        return False
    texts = [text for text in view.texts[col] if text.strip()]
    is_named = area_type in NAMED_AREAS or area_type == "area"  # never called by a number alone, however short
    figures = [text for text in texts if is_value(text) and (is_named or len(text) > 2)]
    return 2 * len(figures) > len(texts)


def _is_counted(view: TableView, col: int) -> bool:
    """Whether a column counts areas behind figures and names none: `County | Kerry | Bush | Precincts` over 24."""
    texts = [text.strip() for text in view.texts[col] if text.strip()]
    if not col or not texts or not all(map(str.isdigit, texts)):
        return False
    if view.columns[col].text.endswith("s") and any(role_of(head.text) == "party" for head in view.columns[:col]):
        return True  # `Party | Assembly segments` over 274
    before = [[text for text in column if text.strip()] for column in view.texts[:col]]
    return any(2 * sum(len(text) > 2 and is_value(text) for text in column) > len(column) for column in before)


def _by_content(view: TableView, in_us: bool) -> AreaColumn | None:
    """The first column without a telling header, if its cells link to areas or the heading says "By county"."""
    for column in view.columns[:_FIRST]:
        if _CONTESTS.fullmatch(column.text) and _are_states(_named(view, column.index)):
            return AreaColumn(column.index, "state", False)
    for column in view.columns[:2]:
        cells = [cell for cell in view.column_cells(column.index) if cell.text.strip()]
        if len(cells) < 2 or sum(is_value(cell.text) for cell in cells) > len(cells) / 2:
            continue
        kind, times = _most_linked(cells)
        if kind and times >= len(cells) * 0.6:
            return AreaColumn(column.index, kind, False)
        if not column.text:
            said = next(_kinds_said(view, in_us), None)
            if said and not are_parties(cells):
                return AreaColumn(column.index, said, False)
    return None


def are_parties(cells: Sequence[Cell]) -> bool:
    """Whether most of a column's cells name parties, by their articles or as they are known."""
    said = [cell for cell in cells if cell.text.strip()]
    named = sum(
        bool(find_party(cell.text)) or (bool(cell.links) and is_party_article(cell.links[0].target)) for cell in said
    )
    return named > 1 and named * 2 > len(said)


def _named(view: TableView, index: int) -> list[str]:
    """What the cells of a column call their areas."""
    return [above_figure(cell) or cell.text for cell in view.column_cells(index)]


def above_figure(cell: Cell) -> str | None:
    """What a cell calls its area above the votes of all on a second line: `[[… primary|Iowa]]<br>100,000`."""
    lines = cell.lines
    return lines[0].strip() if len(lines) == 2 and is_value(lines[1]) and not is_value(lines[0]) else None


def _are_states(texts: Sequence[str]) -> bool:
    """Whether most of a column's cells name states, most of them another each."""
    named = [text for text in texts if text.strip()]
    codes = [state_code(without_contest(text.strip(" *†‡"))) for text in named]
    known = {code for code in codes if code}
    return len(known) > 1 and len(known) >= len(named) * 0.6


def _most_linked(cells: Sequence[Cell]) -> tuple[str, int]:
    """The kind of area that most cells link to first, the earliest of as many, and how many do; "" and 0: none."""
    abouts = [linked_area(cell.links[0].target) for cell in cells if cell.links]
    kinds = [about[0] for about in abouts if about]
    best = max(dict.fromkeys(kinds), key=kinds.count, default="")
    return best, kinds.count(best)


def kind_said(view: TableView) -> str | None:
    """The kind of area that a title or heading speaks of, the nearest to the table: "Results by province"."""
    return next(_kinds_said(view, in_us=True), None)


def _kinds_said(view: TableView, in_us: bool) -> Iterator[str]:
    """The kinds of area that titles and headings speak of: "Results by ward", the nearest first."""
    for words in (*view.titles, *reversed(view.path)):
        if of_parts := _OF_PARTS.fullmatch(folded(words)):
            yield _PARTS[of_parts["part"]]
        match = _BY_KIND.search(folded(words))
        if match:
            area_type = area_type_of(match[1], in_us)
            if area_type:
                yield area_type


def narrowed(area_type: str, cells: list[Cell], view: TableView, in_us: bool) -> str:
    """The kind of area behind a general word: "District" of a House election, "City" of a list of counties."""
    if area_type in {"district", "area", "state", "region"}:
        kind, times = _most_linked(cells)
        if kind and times >= max(1, len(cells) * 0.5):
            return kind
    if area_type in {"district", "constituency"} and cells and all(_is_state(cell) for cell in cells):
        return "state"  # closest races of the Senate: `District | Winner | Margin`, `Constituency` of its summary
    if area_type in {"district", "area"}:
        if view.says("congressional districts?", "u\\.?s\\.? house") or _OF_CONGRESS.search(view.page_title):
            return "congressional_district"
        if (lettered := chamber_lettered(cells)) is not None:
            return lettered
        if in_us and sum(bool(_NUMBERED.fullmatch(cell.text.strip())) for cell in cells[:60]) >= max(
            1, min(60, len(cells)) * 0.5
        ):
            return "congressional_district"
        if chamber := chamber_of(view.page_title):
            return chamber
        if view.says("state house districts?", "house districts?", "assembly districts?", "legislative districts?"):
            return "state_house_district"
        if view.says("state senate districts?", "senate districts?"):
            return "state_senate_district"
        if area_type == "area":
            return next(_kinds_said(view, in_us), area_type)
    return area_type
