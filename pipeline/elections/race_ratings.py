"""Ratings of many races in one table: a row per state or district, a column per source with its day in the header.

`! State !! PVI !! Incumbent !! Cook !! Sabato !! Result` over `| [[2022 … election in Ohio|Ohio]] || … ||
{{USRaceRating|Lean|R}}`. A race is told by the article that its row links to; else by the page and the row's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.elections.area_column import area_column
from pipeline.elections.contest import stage_id
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, TableView, folded, spans_table
from pipeline.elections.lines import is_total_area
from pipeline.elections.numbers import is_nothing
from pipeline.elections.predictions import prediction, source_and_date
from pipeline.elections.ratings import RATING_TEMPLATES, is_rating_words, read_rating
from pipeline.records import Prediction
from pipeline.wikitext.model import Cell

_LOOKED_AT = 40  # cells of a column; enough to tell one of ratings
_MOST = 0.5  # of them: sources drop out of races, and the last row may sum up


def rating_columns(view: TableView) -> tuple[Column, ...]:
    """The columns of ratings, each under its source's name."""
    found = []
    for column in view.columns:
        cells = [
            cell for cell in view.column_cells(column.index)[:_LOOKED_AT] if not is_nothing(cell.text) or cell.calls
        ]
        rated = sum(_is_rated(cell) for cell in cells)
        if column.top and rated and rated >= _MOST * len(cells):
            found.append(column)
    return tuple(found)


def _is_rated(cell: Cell) -> bool:
    return any(call.name in RATING_TEMPLATES for call in cell.calls) or is_rating_words(cell.text)


def read_race_ratings(view: TableView, context: PageContext, election_id: str) -> Iterator[Prediction]:
    """The predictions of a table of the kind `predictions_by_area`."""
    columns = rating_columns(view)
    races = _race_column(view, columns)
    if races is None:
        return
    sources = [(column.index, *source_and_date(column)) for column in columns]
    for row_no, row in view.body:
        if spans_table(row) or races >= len(row.cells) or is_nothing(row.cells[races].text):
            continue
        if is_total_area(row.cells[races].text) or folded(row.cells[races].text) == "overall":
            continue
        race = _race(row.cells[races], view.columns[races].top, election_id)
        for index, source, day in sources:
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or cell.origin_row != row_no or not _is_rated(cell):
                continue
            rating = read_rating(cell, context, race)
            if rating is not None:
                yield prediction(view, context, race, row_no, source, cell.text, rating, day)


def _race_column(view: TableView, columns: Sequence[Column]) -> int | None:
    """The column of states or districts, else the first one where it stands before the ratings and has words."""
    found = area_column(view)
    if found is not None:
        return found.column
    first = view.columns[0].index if view.columns and view.columns[0].top else None
    return first if first is not None and columns and first < columns[0].index else None


def _race(cell: Cell, header: str, election_id: str) -> str:
    """The election that a row rates: the article it links to, else the page's election with the row's name.

    A bare number has its header before it, `#District 2`: `#2` is a page's second infobox.
    """
    link = next((link.target.partition("#")[0] for link in cell.links if " election" in link.target.casefold()), "")
    name = " ".join(cell.text.split())
    return link or stage_id(election_id, f"{header} {name}" if name.isdigit() else name)
