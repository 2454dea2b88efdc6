"""Ratings of many races in one table: a row per state or district, a column per source with its day in the header.

`! State !! PVI !! Incumbent !! Cook !! Sabato !! Result` over `| [[2022 … election in Ohio|Ohio]] || … ||
{{USRaceRating|Lean|R}}`. A race is told by the article that its row links to; else by the page and the row's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.elections.areas.column import area_column
from pipeline.elections.areas.rows import is_total_area
from pipeline.elections.columns.misfits import lacks_header_cell
from pipeline.elections.contest import stage_id
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, TableView, folded, spans_table
from pipeline.elections.opinion.predictions import prediction, source_and_date
from pipeline.elections.opinion.ratings import RATING_TEMPLATES, is_rating_words, read_rating
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.plausible_names import is_broken
from pipeline.records import Prediction
from pipeline.wikitext.model import Cell, Link, Row

_LOOKED_AT: Final = 40  # cells of a column; enough to tell one of ratings
_NO_SOURCE: Final = frozenset(  # by whom, nobody says; or a column of something else, over which a header was lost
    (
        "predicted",
        "predicted control",
        "projected",
        "projected control",
        "result",
        "results",
        "chamber",
        "last election",
    )
)
_MOST: Final = 0.5  # of them: sources drop out of races, and the last row may sum up


def rating_columns(view: TableView) -> tuple[Column, ...]:
    """The columns of ratings, each under its source's name."""
    found = []
    for column in view.columns:
        cells = [
            cell for cell in view.column_cells(column.index)[:_LOOKED_AT] if not is_nothing(cell.text) or cell.calls
        ]
        rated = sum(_is_rated(cell) for cell in cells)
        if column.top and rated and rated >= _MOST * len(cells) and column.text not in _NO_SOURCE:
            found.append(column)
    return tuple(found)


def _is_rated(cell: Cell) -> bool:
    return any(call.name in RATING_TEMPLATES for call in cell.calls) or is_rating_words(cell.text)


def read_race_ratings(view: TableView, context: PageContext, election_id: str) -> Iterator[Prediction]:
    """The predictions of a table of the kind `predictions_by_area`."""
    columns = rating_columns(view)
    races = _race_column(view, columns) if columns and not lacks_header_cell(view) else None
    if races is None:
        return
    sources = [(column.index, *source_and_date(column)) for column in columns]
    sources = [source for source in sources if not is_broken(source[1])]
    for row_no, row in view.body:
        if spans_table(row) or races >= len(row.cells) or is_nothing(row.cells[races].text):
            continue
        if is_total_area(row.cells[races].text) or folded(row.cells[races].text) == "overall":
            continue
        race = _race(
            row.cells[races], _part_of(row, row_no, races, columns[0].index), view.columns[races].top, election_id
        )
        for index, source, day in sources:
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or cell.origin_row != row_no or not _is_rated(cell):
                continue
            rating = read_rating(cell, context, race)
            if rating is not None:
                yield prediction(view, context, race, row_no, source, cell.text, rating, day)


def _race_column(view: TableView, columns: Sequence[Column]) -> int | None:
    """The column with the most articles of elections, else that of states or districts, else the first with words."""
    linked = {
        column.index: {
            link.target for cell in view.column_cells(column.index) for link in cell.links if _is_of_election(link)
        }
        for column in view.columns[: columns[0].index]
    }
    best = max(linked, key=lambda index: len(linked[index]), default=None)
    if best is not None and len(linked[best]) > _MOST * len(view.rows):
        return best
    found = area_column(view)
    if found is not None:
        return found.column
    first = view.columns[0].index if view.columns and view.columns[0].top else None
    return first if first is not None and columns and first < columns[0].index else None


def _part_of(row: Row, row_no: int, races: int, ratings: int) -> Cell | None:
    """The cell that tells which of the several races of a state a row rates: `rowspan=2 | Ohio || Senate`, `House`."""
    if row.cells[races].rowspan < 2 or any(map(_is_of_election, row.cells[races].links)):
        return None
    between = [cell for cell in row.cells[races + 1 : ratings] if cell.origin_row == row_no and cell.text.strip()]
    linked = (cell for cell in between if any(map(_is_of_election, cell.links)))
    return next(linked, between[0] if between else None)


def _is_of_election(link: Link) -> bool:
    return " election" in link.target.casefold()


def _race(cell: Cell, part: Cell | None, header: str, election_id: str) -> str:
    """The election that a row rates: the article it links to, else the page's election with the row's name.

    A bare number has its header before it, `#District 2`: `#2` is a page's second infobox.
    """
    links = (*cell.links, *(part.links if part is not None else ()))
    link = next((link.target.partition("#")[0] for link in links if _is_of_election(link)), "")
    name = " ".join(f"{cell.text} {part.text if part is not None else ''}".split())
    return link or stage_id(election_id, f"{header} {name}" if name.isdigit() else name)
