"""A page's election records, all of them: infoboxes, results, areas, predictions, polls, electors.

Each table is recognised, then read by its kind's reader. An exception in one table makes that table `unknown` with
the reason and is a problem of the page; every other table is unharmed. Never raises on any page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from pipeline.elections.areas.across import read_areas_across
from pipeline.elections.areas.column import area_column
from pipeline.elections.areas.other_contests import by_table, empty_tables, foreign_tables, lone_runoff
from pipeline.elections.areas.reading import read_areas
from pipeline.elections.bold_headers import with_bold_headers
from pipeline.elections.contest import contest_of, is_stage
from pipeline.elections.contest_lists import read_contests
from pipeline.elections.context import PageContext, read_context
from pipeline.elections.electors import read_electors
from pipeline.elections.infobox.coverage import infobox_constructs
from pipeline.elections.kinds import Recognition, TableView, recognise, view_of
from pipeline.elections.kinds.headed_parts import headed_parts
from pipeline.elections.kinds.other_pages import other_subject
from pipeline.elections.kinds.registry import UNKNOWN
from pipeline.elections.kinds.run_together import first_of_each
from pipeline.elections.logo_headers import with_logo_headers
from pipeline.elections.opinion.polls import read_polls, unread_rows
from pipeline.elections.opinion.polls_across import turned_polls
from pipeline.elections.opinion.predictions import read_prediction_lists, read_predictions
from pipeline.elections.opinion.race_ratings import read_race_ratings
from pipeline.elections.plain_tables import read_bars, read_statistics, read_turnout
from pipeline.elections.result_lists import read_result_lists
from pipeline.elections.results.listed_offices import read_listed_offices
from pipeline.elections.results.questions import read_questions
from pipeline.elections.results.reading import read_results
from pipeline.elections.results.tickets import read_ticket_lines
from pipeline.elections.results.turned import read_turned, turned_rows
from pipeline.elections.table_memory import forget_tables
from pipeline.elections.words.raised_marks import without_raised_marks
from pipeline.records import Area, AreaResult, Candidate, Election, Elector, Poll, PollResult, Prediction, Result
from pipeline.wikitext.model import Construct, Page, Problem, Table


class ElectionReading(NamedTuple):
    """Everything that the election side found on a page."""

    elections: tuple[Election, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    results: tuple[Result, ...] = ()
    areas: tuple[Area, ...] = ()
    area_results: tuple[AreaResult, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    polls: tuple[Poll, ...] = ()
    poll_results: tuple[PollResult, ...] = ()
    electors: tuple[Elector, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    constructs: dict[Construct, int] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    problems: tuple[Problem, ...] = ()


Record = Result | Area | AreaResult | Prediction | Poll | PollResult


class TableRead(NamedTuple):
    """A table's records and, where it holds more than was read, why."""

    records: list[Record]
    reason: str = ""


Reader = Callable[[TableView, PageContext], TableRead]


def _results(view: TableView, context: PageContext) -> TableRead:
    contest = contest_of(view, context)
    read = read_results(view, context, contest.election_id, contest.name)
    if not read.lines and (turned := turned_rows(view)) is not None:
        return TableRead(list(read_turned(view, turned, context, contest.election_id, contest.name)))
    return TableRead(list(read.lines), read.reason)


def _areas(view: TableView, context: PageContext) -> TableRead:
    contest = contest_of(view, context)
    of_contest = context.among_all_people() if contest.is_primary else context
    (_, first), *further = headed_parts(view)
    read = read_areas(first, of_contest, contest.areas_id)
    records: list[Record] = [*read.areas, *read.results]
    reason = read.reason
    names = {result.candidate for result in read.results}
    for start, part in further:
        below = read_areas(part, of_contest, contest.areas_id)
        if {result.candidate for result in below.results} == names:
            records += _moved([*below.areas, *below.results], start)
        else:
            reason = "; ".join(filter(None, (reason, f"rows not read, below another header: from {start}")))
    return TableRead(records, reason)


def _areas_across(view: TableView, context: PageContext) -> TableRead:
    areas, results = read_areas_across(view, context, contest_of(view, context).areas_id)
    return TableRead([*areas, *results], "" if areas else "no column that is surely the candidates'")


def _contests(view: TableView, context: PageContext) -> TableRead:
    contest = contest_of(view, context)
    if area_column(view) is None:
        return TableRead(list(read_listed_offices(view, context, contest.election_id, contest.name)))
    areas, results, reason = read_contests(view, context, contest.election_id)
    return TableRead([*areas, *results], reason)


def _predictions(view: TableView, context: PageContext) -> TableRead:
    return TableRead(list(read_predictions(view, context, contest_of(view, context).race_id)))


def _race_ratings(view: TableView, context: PageContext) -> TableRead:
    return TableRead(list(read_race_ratings(view, context, contest_of(view, context).election_id)))


def _polls(view: TableView, context: PageContext) -> TableRead:
    parts = [(start, first_of_each(part)) for start, part in headed_parts(view)]
    unread = sorted(start + row_no for start, part in parts for row_no in unread_rows(part, context))
    reason = f"rows not read, as wide as no other: {', '.join(map(str, unread))}" if unread else ""
    race = contest_of(view, context).race_id
    return TableRead([r for start, part in parts for r in _moved(read_polls(part, context, race), start)], reason)


def _moved(records: Iterable[Record], start: int) -> list[Record]:
    """The records of a part of a table, with the numbers of the whole table's rows."""
    return [record._replace(row_no=record.row_no + start) for record in records] if start else list(records)


def _polls_across(view: TableView, context: PageContext) -> TableRead:
    turned = turned_polls(view)
    return _polls(turned, context) if turned is not None else TableRead([])


def _plain(reader: Callable[[TableView, PageContext, str, str | None], list[Result]], reason: str = "") -> Reader:
    def read(view: TableView, context: PageContext) -> TableRead:
        contest = contest_of(view, context)
        return TableRead(list(reader(view, context, contest.election_id, contest.name)), reason)

    return read


READERS: Final[dict[str, Reader]] = {
    "results": _results,
    "ranked_choice": _results,
    "areas": _areas,
    "areas_across": _areas_across,
    "contests": _contests,
    "predictions": _predictions,
    "predictions_by_area": _race_ratings,
    "polls": _polls,
    "polls_across": _polls_across,
    "bar_chart": _plain(read_bars),
    "questions": _plain(read_questions),
    "turnout": _plain(read_turnout),
    "tickets": _plain(read_ticket_lines),
    "statistics": _plain(read_statistics),
}


def read_election_page(page: Page, page_id: int) -> ElectionReading:
    """All election records of a page, one recognition per table, and what became of each table."""
    page = with_logo_headers(with_bold_headers(without_raised_marks(page)))
    context, constructs, problems = _infoboxes(page, page_id)
    records: list[Any] = []
    recognitions: list[Recognition] = []
    read_tables = _read_tables(page.tables, context)
    forget_tables()
    lone, left_out = _beside_each_other([read for _, read, _ in read_tables], context)
    for recognition, read, problem in read_tables:
        if lone:
            read = read._replace(records=[_with_election(record, lone) for record in read.records])
        read = left_out.get(recognition.table_no, read)
        recognitions.append(recognition)
        records.extend(read.records)
        construct = _construct(recognition, read)
        constructs[construct] = constructs.get(construct, 0) + 1
        if problem is not None:
            problems.append(problem)
    for reader in (read_electors, read_prediction_lists, read_result_lists):
        try:
            records.extend(reader(context))
        except Exception as error:
            problems.append(Problem("list_unread", f"{reader.__name__} of {page.title!r}: {error!r}", 0))
    by_type: defaultdict[type, list[Any]] = defaultdict(list)
    for record in records:
        by_type[type(record)].append(record)
    return ElectionReading(
        elections=context.elections,
        candidates=context.candidates,
        results=tuple(by_type[Result]),
        areas=tuple(by_type[Area]),
        area_results=tuple(by_type[AreaResult]),
        predictions=tuple(by_type[Prediction]),
        polls=tuple(by_type[Poll]),
        poll_results=tuple(by_type[PollResult]),
        electors=tuple(by_type[Elector]),
        recognitions=tuple(recognitions),
        constructs=constructs,
        problems=tuple(problems),
    )


def _infoboxes(page: Page, page_id: int) -> tuple[PageContext, dict[Construct, int], list[Problem]]:
    """What the infoboxes say of the page; a fault in reading them is a problem, and the tables are read without."""
    try:
        context = read_context(page, page_id)
        return context, infobox_constructs(page, context.elections, context.candidates), []
    except Exception as error:
        problem = Problem("infobox_unread", f"infoboxes of {page.title!r}: {error!r}", 0)
        return PageContext(page, page_id), {}, [problem]


def _beside_each_other(reads: Iterable[TableRead], context: PageContext) -> tuple[str | None, dict[int, TableRead]]:
    """What only all tables by area together tell: the one runoff that is the page's election, and the tables, by their
    number, whose records are left out, with the reason."""
    whole = [record for read in reads for record in read.records]
    of_areas = {area.election_id for area in _of(Area, whole)}
    lone = lone_runoff(of_areas)
    stages = {election_id for election_id in of_areas if is_stage(election_id) and election_id != lone}
    if stages:
        whole = [record for record in whole if record.election_id not in stages]
    areas, of_tables = _of(Area, whole), by_table(_of(AreaResult, whole))
    foreign = TableRead([], "candidates of another contest than the page's")
    empty = TableRead([], "no figures of candidates, and its areas stand in another table")
    left_out = dict.fromkeys(empty_tables(areas, of_tables), empty)
    return lone, left_out | dict.fromkeys(foreign_tables(areas, of_tables, context.candidates), foreign)


MOST_ROWS: Final = 20_000  # of a page's tables; the longest lists of towns and polls have some thousands
ROWS_OF_TABLE: Final = 4  # as many rows a table counts for besides its own: what telling its kind costs
WIDEST: Final = 500  # columns; no table of an election has so many, and telling them apart takes their square


def _read_tables(tables: Iterable[Table], context: PageContext) -> list[tuple[Recognition, TableRead, Problem | None]]:
    """Every table of a page; those that would go beyond `MOST_ROWS` stay `unknown`, with a problem."""
    if (other := other_subject(context.page)) is not None:
        reason = f"on a page with {other!r}"
        return [(Recognition(table.table_no, UNKNOWN, 0.0, reason), TableRead([]), None) for table in tables]
    room = MOST_ROWS
    found = []
    for table in tables:
        cost = len(table.rows) + ROWS_OF_TABLE
        if cost <= room:
            room -= cost
            found.append(read_table(table, context))
            continue
        reason = f"no more than {MOST_ROWS:,} rows of a page's tables are read"
        problem = Problem("too_large", f"table {table.table_no} is left out: {reason}", table.start)
        found.append((Recognition(table.table_no, UNKNOWN, 0.0, reason), TableRead([]), problem))
    return found


def read_table(table: Table, context: PageContext) -> tuple[Recognition, TableRead, Problem | None]:
    """One table's kind and records; a fault in reading it is a problem and leaves the kind `unknown`."""
    if table.n_cols > WIDEST:
        return Recognition(table.table_no, UNKNOWN, 0.0, f"wider than {WIDEST} columns"), TableRead([]), None
    if table.has_cut_spans:
        return Recognition(table.table_no, UNKNOWN, 0.0, "its spans were cut"), TableRead([]), None
    try:
        view = view_of(table, context.page)
        recognition = recognise(view)
        reader = READERS.get(recognition.kind)
        return recognition, reader(view, context) if reader else TableRead([]), None
    except Exception as error:
        reason = f"not read: {type(error).__name__}: {error}"
        problem = Problem("table_unread", f"table {table.table_no} of {context.page.title!r}: {reason}", table.start)
        return Recognition(table.table_no, UNKNOWN, 0.0, reason), TableRead([]), problem


def _with_election(record: Record, lone: str) -> Record:
    """The record, of the page's election if it was of that stage of it."""
    return record._replace(election_id=lone.partition("#")[0]) if record.election_id == lone else record


def _of(kind: type, records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple([record for record in records if type(record) is kind])


def _construct(recognition: Recognition, read: TableRead) -> Construct:
    """What became of a table, for `coverage`."""
    reason = "; ".join(part for part in (recognition.reason, read.reason) if part)
    if recognition.kind == UNKNOWN:
        return Construct("table_layout", UNKNOWN, "unknown", reason)
    if recognition.kind in READERS:
        return Construct("table_layout", recognition.kind, "parsed" if read.records else "unknown", reason)
    return Construct("table_layout", recognition.kind, "ignored", reason)
