"""Tables by area: a row per county, district, ward or state, a column or more per candidate.

Values are as stated. A column whose content does not fit its header is not read, and where votes and percentages of
most rows contradict each other nothing of the table is: the reason says so and the cells remain in `cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, NamedTuple

from pipeline.elections.areas.area_record import area_record, with_second_row
from pipeline.elections.areas.contests import AreaContest, area_contests
from pipeline.elections.areas.figures import NO_FIGURES, Figures, contradicts, without_delegates, without_seats
from pipeline.elections.areas.listed_columns import listed_columns, read_listed_cells
from pipeline.elections.areas.names import AreaNames
from pipeline.elections.areas.whose import whose_figures
from pipeline.elections.areas.winners import PersonFigures, further_rounds, read_persons
from pipeline.elections.columns.choices import Choice, read_choices
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.halves import table_halves
from pipeline.elections.columns.misfits import misfit_rows
from pipeline.elections.columns.party_words import party_of_heading
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.contest import stage_id
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import count, count_and_percent, percent
from pipeline.elections.words.legislatures import says_no_vote
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.plausible_names import is_area_name, is_name
from pipeline.records import Area, AreaResult
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Cell, Row, texts_of


class AreasRead(NamedTuple):
    """What a table by area yielded, and why less than it seems to hold, if so."""

    areas: tuple[Area, ...]
    results: tuple[AreaResult, ...]
    reason: str


_NO_VOTE: Final = Figures(None, None)  # where the people did not vote at all: nobody's figures, not a missing one


def read_areas(view: TableView, context: PageContext, election_id: str, *, resolve: bool = True) -> AreasRead:
    """The areas and their candidates' figures of a table that was recognised as one by area."""
    names = AreaNames.of(view, context)
    if names is None:
        return AreasRead((), (), "no column of areas")
    columns = read_columns(view, in_us=names.code is not None)
    found = read_choices(columns, context, resolve=resolve)
    first, *further = area_contests(found, columns, context.year, election_id)
    halves = table_halves(view, names.column)
    read = _read_contest(first, columns[: halves[0]] if halves else columns, names, view, context)
    for contest in further:
        areas, results, _ = _read_contest(contest, columns, names, view, context)
        read = AreasRead((*read.areas, *areas), (*read.results, *results), read.reason)
    for group, of_round in further_rounds(columns) if read.results and not found else ():
        areas, results = _of_round(group, of_round, names, view, context, election_id)
        kept = _without_others(read.results, results)
        read = AreasRead((*read.areas, *areas), (*kept, *results), read.reason)
    for start, end in pairwise((*halves, len(columns)) if halves and not found else ()):
        beside = replace(names, column=start)
        areas, results, _ = _read_contest(first, columns[start:end], beside, view, context)
        read = AreasRead((*read.areas, *areas), (*read.results, *results), read.reason)
    return read


def _without_others(results: Sequence[AreaResult], of_round: Sequence[AreaResult]) -> Iterator[AreaResult]:
    """The results without persons who have no figures in their round and some in another: the primary's losers."""
    stood = {(one.row_no, one.candidate) for one in of_round}
    for one in results:
        if one.votes is not None or one.pct is not None or (one.row_no, one.candidate) not in stood:
            yield one


def _of_round(
    group: str, columns: Sequence[Column], names: AreaNames, view: TableView, context: PageContext, election_id: str
) -> tuple[tuple[Area, ...], tuple[AreaResult, ...]]:
    """The areas of a further round, with the persons of their rows who have figures in it."""
    contest = AreaContest(stage_id(election_id, group), (), ())
    areas, results, _ = _read_contest(contest, columns, names, view, context)
    stood = tuple(result for result in results if result.votes is not None or result.pct is not None)
    rows = {result.row_no for result in stood}
    return tuple(area for area in areas if area.row_no in rows), stood


def _read_contest(
    contest: AreaContest, columns: Sequence[Column], names: AreaNames, view: TableView, context: PageContext
) -> AreasRead:
    """The areas of one contest of a table, with the figures under its heading."""
    election_id, _, of_area = contest
    choices, persons = whose_figures(contest, columns, names, view, context)
    listed = () if any(not is_group(choice.candidate) for choice in choices) else listed_columns(columns, view)
    areas: list[Area] = []
    figures: list[list[Figures]] = []
    named: list[list[PersonFigures]] = []
    nominees: list[dict[str, Nominee]] = []
    nameless: list[int] = []
    misfits = misfit_rows(view, len(context.page.wikitext))
    places = [_places(choice) for choice in choices]
    taken = [col for choice in choices for col in choice.columns.values()]
    of_rows = [choice for choice in choices if "name" in choice.columns]
    for row_no, row in view.rows:
        if row_no in misfits or names.column >= len(row.cells):
            continue
        cell = row.cells[names.column]
        of_last = areas and (cell.origin_row != row_no or row_no == areas[-1].row_no)  # or a further line of the row
        if of_last and cell.origin_row == areas[-1].row_no:
            areas[-1] = with_second_row(areas[-1], row, row_no, of_area)
            second = _figures(places, row)
            figures[-1] = [_filled(*own, row, row_no) for own in zip(figures[-1], second, choices, strict=True)]
            named[-1].extend(read_persons(persons, row, row_no, context.country))
            continue
        name = names.read(row_no, row)
        if name is None:
            continue
        if cell.colspan > 1 and taken and (_fills(cell, taken, row) or not any(map(row.text_at, taken))):
            continue
        if not name.is_total and not is_area_name(name.area, name.area_type):
            nameless.append(row_no)
            continue
        areas.append(area_record(name, row, row_no, of_area, context.page_id, view.table.table_no, election_id))
        figures.append(_figures(places, row))
        nominees.append(_nominees(of_rows, row) if of_rows and not name.is_total else {})
        people = read_persons(persons, row, row_no, context.country) if persons else []
        people += read_listed_cells(listed, row, row_no, context) if listed else []
        named.append(people if not name.is_total else [])
    figures = without_seats(figures)
    figures = without_delegates(figures) if view.has_header("delegates?") else figures
    if contradicts(figures):
        return AreasRead((), (), "votes and percentages of most rows contradict each other")
    read_cols = {column.col for column in listed}
    unread = [c.header for c in columns if c.role == "unread" and c.content.filled and c.col not in read_cols]
    results = _results(areas, choices, figures, nominees, named)
    return AreasRead(tuple(areas), results, _unread(unread, sorted(misfits), nameless))


def _unread(columns: Sequence[str], misfits: Sequence[int], nameless: Sequence[int]) -> str:
    """Why a table holds more than was read; "" where all was."""
    told = (
        ("columns not read", columns),
        ("rows not read, as wide as no other", misfits),
        ("rows not read, a figure or markup in the area's place", nameless),
    )
    return "; ".join([f"{reason}: {', '.join(map(str, which))}" for reason, which in told if which])


def _fills(cell: Cell, taken: Sequence[int], row: Row) -> bool:
    """Whether a cell reaches over the columns of figures."""
    return any(row.cells[col] is cell for col in taken if col < len(row.cells))


def _results(
    areas: Sequence[Area],
    choices: Sequence[Choice],
    figures: Sequence[Sequence[Figures]],
    nominees: Sequence[dict[str, Nominee]],
    named: Sequence[Sequence[PersonFigures]],
) -> tuple[AreaResult, ...]:
    """The areas' candidates: those with columns of their own, then those that the rows name."""
    results: list[AreaResult] = []
    of_rows = any("name" in choice.columns for choice in choices)
    plain: list[tuple[Any, ...]] = [(choice.candidate, choice.party) for choice in choices]
    for area, read, names, persons in zip(areas, figures, nominees, named, strict=True):
        key: tuple[Any, ...] = area[:6]  # election, page, table, row, kind and name
        # Straight to the tuple, in the order of the fields: a page has thousands of figures.
        if not of_rows or area.is_total:
            results += [
                new(AreaResult, key + of_choice + own)
                for of_choice, own in zip(plain, read, strict=True)
                if own is not _NO_VOTE
            ]
        else:
            for c, own in zip(choices, read, strict=True):
                nobody = own == NO_FIGURES  # where rows name those who stood, a party without a name had none
                name, party = names.get(c.candidate, Nominee("" if nobody else c.candidate, None))
                party = party or c.party or (party_of_heading(c.candidate) if name != c.candidate else None)
                results += [new(AreaResult, (*key, name, party, *own))] if name else []
        results += [new(AreaResult, (*key, *person)) for person in persons]
    return tuple(results)


class Nominee(NamedTuple):
    """Who stood for a choice in an area, and for which of its parties, where the row says so."""

    name: str
    party: str | None


def _nominees(choices: Sequence[Choice], row: Row) -> dict[str, Nominee]:
    """The names that a row gives to choices that are parties, by choice; none where nobody stood."""
    found: dict[str, Nominee] = {}
    for choice in choices:
        col = choice.columns.get("name")
        text = row.text_at(col)
        name = read_name(text, pairs=False).name if not is_nothing(text) else ""
        if name and is_name(name):
            party = row.text_at(choice.columns.get("party")).strip()
            found[choice.candidate] = Nominee(name, None if is_nothing(party) else party)
    return found


class _Places(NamedTuple):
    """The columns of a choice's figures."""

    both: int | None
    votes: int | None
    mixed: int | None
    pct: int | None


def _places(choice: Choice) -> _Places:
    return _Places(*(choice.columns.get(measure) for measure in _Places._fields))


def _figures(places: Sequence[_Places], row: Row) -> list[Figures]:
    """Each choice's votes and percentage in a row; None for what is not surely such a figure."""
    texts = texts_of(row.cells)
    width = len(texts)
    read: list[Figures] = []
    count_of, percent_of, kind = count, percent, Figures  # a module's name costs compiled code a search each time
    for both_at, votes_at, mixed_at, pct_at in places:
        votes: int | None = None
        pct: float | None = None
        if both_at is not None and both_at < width:
            votes, pct = count_and_percent(texts[both_at])
        if votes_at is not None:
            votes = count_of(texts[votes_at]) if votes_at < width else None
        if mixed_at is not None:
            text = texts[mixed_at] if mixed_at < width else ""
            votes, pct = (None, percent(text)) if "%" in text else (count(text), None)
        if pct_at is not None:
            pct = percent_of(texts[pct_at]) if pct_at < width else None
            if pct is None and pct_at < width and "%" in texts[pct_at]:
                pct = count_and_percent(texts[pct_at]).pct  # 33.4% (394): of what, no column says
        if votes is None and pct is None and says_no_vote(texts, both_at, votes_at, mixed_at, pct_at):
            read.append(_NO_VOTE)
            continue
        read.append(new(kind, (votes, pct if pct is not None and pct <= 100 else None)))
    return read


def _filled(figures: Figures, second: Figures, choice: Choice, row: Row, row_no: int) -> Figures:
    """A choice's figures with what a second row adds: votes above, percentages below."""
    own = [col for col in choice.columns.values() if col < len(row.cells) and row.cells[col].origin_row == row_no]
    if not own:
        return figures
    return Figures(
        second.votes if figures.votes is None else figures.votes, second.pct if figures.pct is None else figures.pct
    )
