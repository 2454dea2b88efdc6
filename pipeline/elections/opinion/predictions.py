"""Predictions: who rated the race, how, and when, from tables and from lists.

Tables have a row per source (`Source | Rating | As of`), several columns of ratings, or the sources as columns.
Lists (`# [[CNN]]: Solid Obama`) have no table: their table_no is 0 and their row_no the item's number in the page's
prediction lists, from 1. A row whose rating is not understood keeps its words in `rating` and has no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from pipeline.elections.columns.misfits import misfit_rows, narrow_rows
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, TableView, folded, spans_table
from pipeline.elections.opinion.ratings import RATING_TEMPLATES, Rating, read_rating, read_words
from pipeline.elections.words.dates import read_date
from pipeline.elections.words.numbers import LONGEST, is_nothing
from pipeline.elections.words.plausible_names import is_broken
from pipeline.records import Prediction
from pipeline.wikitext.model import Cell, ListItem, Row, Section
from pipeline.wikitext.remembering import remembered
from pipeline.wikitext.templates.registry import lookup

SOURCE_HEADER: Final = re.compile(
    r"(?:source|forecaster|pundit|organi[sz]ation|predictor|rater|publication|outlet|site"
    r"|rating agency|news organi[sz]ation)s?(?: name)?"
)
RATING_HEADER: Final = re.compile(
    r"(?:(?:race |final |current |most recent |last |election )*"
    r"(?:ratings?|rankings?|predictions?|forecasts?|projections?))"
    r"(?: \(.*\))?|call"
)
DATE_HEADER: Final = re.compile(
    r"as of|(?:last )?(?:updated|update)|dates?(?: of .*)?|published|last (?:change|changed)|most recent date"
)
_PART_HEADER: Final = re.compile(  # of a state that parts its electors: NE-2, ME-02, CD-1
    r"state ?wide|overall|at[- ]large|(?:[a-z]{2}|cd|district)[- –]?(?:0?\d|al)"
    r"|\d(?:st|nd|rd|th)(?: (?:congressional )?district)?"
)
PREDICTION_HEADING: Final = re.compile(
    r"\b(?:predictions?|ratings?|forecasts?|projections?|prognos\w+)\b", re.IGNORECASE
)
_ITEM: Final = re.compile(r"(?P<source>[^:]{2,80}?)\s*:\s*(?P<rating>[^:]{1,60})")
_MONTH_ALONE: Final = re.compile(
    r"\(?(?:as of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? (?:19|20)\d\d\)?",
    re.IGNORECASE,
)


def read_predictions(view: TableView, context: PageContext, election_id: str) -> Iterator[Prediction]:
    """The predictions of a table of the kind `predictions`."""
    source = next((column for column in view.columns if is_source(column)), None)
    ratings = [column for column in view.columns if is_rating(column) or is_part(column)]
    if source is not None and ratings:
        dates = [column for column in view.columns if DATE_HEADER.fullmatch(column.text)]
        yield from _row_per_source(view, context, election_id, source, ratings, dates)
    else:
        yield from _source_per_column(view, context, election_id)


def is_source(column: Column) -> bool:
    """Whether a column's header says that it holds the sources."""
    return _names_source(column.text)


@remembered
def _names_source(words: str) -> bool:
    return bool(SOURCE_HEADER.fullmatch(words))


@remembered
def _names_rating(words: str) -> bool:
    return bool(RATING_HEADER.fullmatch(words))


def is_rating(column: Column) -> bool:
    """Whether a column's header, or the header above it, says that it holds ratings, or is the day of the ratings."""
    return _names_rating(column.text) or _names_rating(folded(column.top)) or is_day(column)


def is_part(column: Column) -> bool:
    """Whether a column's header is a part of the state, which its sources rate apart: `Source | Statewide | NE-2`."""
    return _names_part(column.text)


@remembered
def _names_part(words: str) -> bool:
    return bool(_PART_HEADER.fullmatch(words))


def is_day(column: Column) -> bool:
    """Whether ratings stand below their day: `! Source !! Nov 1 !! Nov 5`."""
    return bool(column.cells) and read_date(column.cells[-1].text, latest=date.max) is not None


def _row_per_source(
    view: TableView, context: PageContext, election_id: str, source: Column, ratings: list[Column], dates: list[Column]
) -> Iterator[Prediction]:
    misfits = misfit_rows(view, len(context.page.wikitext)) | narrow_rows(view)
    wide = _below_one_header(ratings)
    for row_no, row in view.body:
        if spans_table(row):
            continue
        name = _at(row, source.index)
        if name is None or is_nothing(name.text) or is_broken(name.text):
            continue
        for columns in wide:
            column = columns[0]
            cells = [cell for own in columns if (cell := _at(row, own.index)) is not None and _says_rating(cell)]
            if not cells:
                continue
            cell = next((cell for cell in cells if read_rating(cell, context, election_id)), cells[0])
            when = next((date for date in dates if date.index > column.index), dates[0] if len(dates) == 1 else None)
            dated = column.cells[-1] if is_day(column) else _at(row, when.index) if when else None
            said = dated.text if dated is not None else None
            label = name.text if len(wide) == 1 else f"{name.text.strip(' :')} ({column.cells[-1].text})"
            rating = read_rating(cell, context, election_id)
            if rating is None and row_no in misfits:
                continue  # a cell was lost, and a day or a source may stand in the rating's column
            yield prediction(view, context, election_id, row_no, label, cell.text, rating, said)


def _below_one_header(ratings: list[Column]) -> list[list[Column]]:
    """The columns of ratings, those below one wide cell together: `! colspan=2 | Ranking` over `Lean R | Flip`."""
    wide: list[list[Column]] = []
    for column in ratings:
        if wide and column.cells and column.cells[-1] is wide[-1][0].cells[-1]:
            wide[-1].append(column)
        else:
            wide.append([column])
    return wide


def _says_rating(cell: Cell) -> bool:
    """Whether a cell says anything in a rating's place, also what nobody knows."""
    return not is_nothing(cell.text) or _is_unread(cell)


def _is_unread(cell: Cell) -> bool:
    """Whether a cell says something by a template that nobody knows: its source has a rating, which stays open."""
    return not cell.text and any(lookup(call.name) is None for call in cell.calls)


def _source_per_column(view: TableView, context: PageContext, election_id: str) -> Iterator[Prediction]:
    """`! Cook !! Rothenberg` over `| {{USRaceRating|Solid|D}} || …`: each column under a name with one rating below."""
    for row_no, row in view.body:
        seen: set[int] = set()
        for column in view.columns:
            cell = _at(row, column.index)
            if cell is None or id(cell) in seen or not column.top or DATE_HEADER.fullmatch(column.text):
                continue
            seen.add(id(cell))
            rating = read_rating(cell, context, election_id)
            if rating is not None and any(call.name in RATING_TEMPLATES for call in cell.calls):
                name, said = source_and_date(column)
                yield prediction(view, context, election_id, row_no, name, cell.text, rating, said)


def source_and_date(column: Column) -> tuple[str, str | None]:
    """A column's source, and the words of its header that are a day, in a cell or a line below the source's name.

    A heading over all of them (`Ratings`) is no source.
    """
    named = [cell for cell in column.cells if not RATING_HEADER.fullmatch(folded(cell.text))] or list(column.cells)
    day = next((cell.text for cell in named[1:] if _is_day(cell.text)), None)
    lines = named[0].lines
    for first in range(len(lines) - 1, 0, -1) if day is None else ():
        if _is_day(said := " ".join(lines[first:])):  # Cook<br>Nov. 1,<br>2024
            return " ".join(lines[:first]), said
    if len(lines) > 1 and _MONTH_ALONE.fullmatch(lines[-1].strip()):
        return " ".join(lines[:-1]), day  # Cook<br>Sep. 2025: which day, nobody says
    return named[0].text, day


def _is_day(text: str) -> bool:
    return read_date(text, latest=date.max) is not None


def prediction(
    view: TableView,
    context: PageContext,
    election_id: str,
    row_no: int,
    source: str,
    words: str,
    rating: Rating | None,
    said: str | None,
) -> Prediction:
    """A prediction; without words its rating is None."""
    month_first = True if context.country == "United States" else None  # 10/2/2008
    as_of = read_date(said, latest=context.election_date, month_first=month_first) if said is not None else None
    return Prediction(
        election_id,
        context.page_id,
        view.table.table_no,
        row_no,
        source.strip(" :'"),
        words or None,
        rating.level if rating else None,
        rating.party if rating else None,
        rating.is_flip if rating else None,
        as_of,
    )


def _at(row: Row, index: int) -> Cell | None:
    return row.cells[index] if index < len(row.cells) else None


def read_prediction_lists(context: PageContext) -> list[Prediction]:
    """The predictions of lists under a heading that says so; items that are no `source: rating` are left out."""
    found: list[Prediction] = []
    number = 0
    election_id = context.elections[0].election_id if context.elections else context.page.title
    for section in context.page.sections:
        if not PREDICTION_HEADING.search(section.heading):
            continue
        for item in _items(section):
            text = item.body.text.strip()
            match = _ITEM.fullmatch(text) if len(text) <= LONGEST else None
            rating = read_words(match["rating"], context, election_id) if match else None
            if match is None or rating is None or is_broken(match["source"]):
                continue
            number += 1
            found.append(
                Prediction(
                    election_id,
                    context.page_id,
                    0,
                    number,
                    match["source"].strip(" '\""),
                    match["rating"].strip(),
                    rating.level,
                    rating.party,
                    rating.is_flip,
                )
            )
    return found


def _items(section: Section) -> Iterator[ListItem]:
    return (item for item in section.items if set(item.marker) <= set("#*"))
