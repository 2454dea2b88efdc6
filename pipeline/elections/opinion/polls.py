"""Polls: who asked whom when, and what share each choice got.

A row is a poll if it names a pollster and gives at least one percentage. Rows of events, of election results and of
averages are none, nor are rows that do not come to the table's width. Dates without a year take it from the heading
above ("2010") or from the election they come before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.columns.misfits import misfit_rows, narrow_rows
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import TableView, folded, spans_table
from pipeline.elections.opinion.poll_columns import PollColumns, read_poll_columns, read_share
from pipeline.elections.opinion.poll_lists import listed_shares
from pipeline.elections.opinion.poll_others import named_instead
from pipeline.elections.opinion.poll_seats import holds_seats
from pipeline.elections.words.dates import DateRange, read_date, read_dates
from pipeline.elections.words.names import is_group, read_name
from pipeline.elections.words.numbers import LONGEST, bare, is_nothing, read_count, read_margin_of_error
from pipeline.elections.words.plausible_names import is_broken
from pipeline.elections.words.registry import WordRegistry, registry_of
from pipeline.records import Poll, PollResult
from pipeline.wikitext.model import Cell, Row
from pipeline.wikitext.remembering import remembered

_ASIDE: Final = re.compile(r"\s*\([^()]*\)$")
_SAMPLE: Final = re.compile(
    r"(?:sample(?: size)?\s*[:=]?\s*|n\s*=\s*)?(?P<size>[0-9][0-9, \u00a0]*)\s*"
    r"(?:\(?\s*(?P<population>[A-Za-z][A-Za-z &/-]{0,40}?)\.?\s*\)?)?",
    re.IGNORECASE,
)
_OWN_SAMPLE: Final = re.compile(r"\(?sampl(?:e|ing)(?: size)?\s*[:=]?\s+(?P<value>[\d,]+[^:]{0,40}?)\)?", re.IGNORECASE)
_OWN_ERROR: Final = re.compile(r"\(?(?:margin of error|moe)\s*[:=]?\s*(?P<value>[^:]{1,20}?)\)?", re.IGNORECASE)
_WIDE: Final = 2  # columns
_MEDIAN: Final = "median"  # a pollster of Prague; without a sample it is that of the polls above
_ROLLING: Final = re.compile(r"\s*\(1/\d\)$")  # 1,200 (1/4): a quarter of a rolling sample is new each day
_YEAR_HEADING: Final = re.compile(
    r"(?:polls? (?:in |of |from )?)?(1[89]\d\d|20\d\d)(?: polls?| polling)?", re.IGNORECASE
)


def read_polls(view: TableView, context: PageContext, election_id: str) -> list[Poll | PollResult]:
    """The polls of a table of the kind `polls`, each followed by its results."""
    columns = read_poll_columns(view, context)
    if columns is None or (context.state is None and holds_seats(view, columns.parties, columns.others)):
        return []
    latest = _latest(view, context)
    misfits = unread_rows(view, context)
    found: list[Poll | PollResult] = []
    for row_no, row in view.body:
        if spans_table(row):
            year = _YEAR_HEADING.fullmatch(row.cells[0].text.strip())
            latest = _year_end(int(year[1]), context) if year else latest
            continue
        if row_no in misfits:
            continue
        results = list(_results(row, columns, context))
        pollster = _pollster(row, columns)
        if pollster is None or not any(pct is not None for _, pct in results):
            continue
        key = (election_id, context.page_id, view.table.table_no, row_no)
        found.append(_poll(key, row, columns, pollster, latest, context))
        found.extend(PollResult(*key, choice, pct) for choice, pct in results)
    return found


def unread_rows(view: TableView, context: PageContext) -> frozenset[int]:
    """The numbers of rows whose cells may stand in other columns than their own, so that nothing is read of them."""
    return misfit_rows(view, len(context.page.wikitext)) | narrow_rows(view)


def _poll(
    key: tuple[str, int, int, int],
    row: Row,
    columns: PollColumns,
    pollster: str,
    latest: date | None,
    context: PageContext,
) -> Poll:
    own = _said_of_pollster(row.at(columns.pollster))
    field = _field_dates(row, columns, latest, month_first=True if context.country == "United States" else None)
    size, population = read_sample(row.text_at(columns.sample) if columns.sample is not None else own.sample)
    written = bare(row.text_at(columns.population))
    return Poll(
        *key,
        pollster,
        field.start if field else None,
        field.end if field else None,
        size,
        population or (None if is_nothing(written) else written),
        read_margin_of_error(row.text_at(columns.moe) if columns.moe is not None else own.error),
    )


def read_sample(text: str) -> tuple[int | None, str | None]:
    """Size and population of a sample: (1149, "LV") of `1,149 (LV)`, (506, "likely voters") of `506 likely voters`."""
    text = _ROLLING.sub("", bare(text))
    match = _SAMPLE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None, None
    size = read_count(match["size"].strip(" ,"))
    return size, match["population"] if size is not None else None


def _results(row: Row, columns: PollColumns, context: PageContext) -> Iterator[tuple[str, float | None]]:
    """Each choice of a row with its share; one cell over several choices (`colspan`) is nobody's."""
    for index, choice in columns.choices:
        cell = row.at(index)
        if cell is None or cell.colspan > 1:
            continue
        other = named_instead(cell, choice) if len(cell.lines) > 1 else None
        if other is None:
            yield choice, read_share(cell)
        elif other:
            yield _whole_name(other, context), read_share(cell)
    for named, share in columns.pairs:
        cell, value = row.at(named), row.at(share)
        if cell is None or value is None or is_nothing(cell.text) or cell is value or is_broken(cell.text):
            continue
        yield _whole_name(read_name(cell.text, pairs=False).name or cell.text, context), read_share(value)
    seen: set[str] = set()
    for index in columns.listed:
        listed = row.at(index)
        for written, pct in listed_shares(listed) if listed is not None and listed.colspan == 1 else ():
            choice = _whole_name(written, context)
            if choice not in seen:
                seen.add(choice)
                yield choice, pct


def _whole_name(written: str, context: PageContext) -> str:
    """The name in full where one of the page's people is meant."""
    person = None if is_group(written) else context.resolve_candidate(written)
    return person.name if person and person.name else written


def _pollster(row: Row, columns: PollColumns) -> str | None:
    cell = row.at(columns.pollster)
    if cell is None or is_nothing(cell.text) or cell.colspan > 2 or len(cell.text) > LONGEST:
        return None
    name = bare(_said_of_pollster(cell).name).strip(" *†")
    if folded(name) == _MEDIAN and read_sample(row.text_at(columns.sample))[0] is None:
        return None
    return None if is_no_poll(name) or is_broken(name) or _is_of_result(row, name, columns) else name


def _is_of_result(row: Row, name: str, columns: PollColumns) -> bool:
    """Whether a wide cell behind says what a row is: `April 4, 2023 | colspan=3 | Runoff election results`."""
    beside = row.at(columns.date) or row.at(columns.sample)
    if beside is None or beside.colspan < _WIDE or len(beside.text) > LONGEST:
        return False
    return is_no_poll(beside.text) or read_date(name) is not None


@cache
def _no_polls() -> WordRegistry:
    return registry_of(Path(__file__).with_name("no_polls.yaml"))


@remembered
def is_no_poll(name: str) -> bool:
    """Whether what stands in the pollster's place names an election, its result or an average: see `no_polls.yaml`."""
    return len(name) <= LONGEST and _no_polls().knows(_ASIDE.sub("", folded(name)))


class _Said(NamedTuple):
    """What a pollster's cell says: his name and, below it, sample and margin of error."""

    name: str
    sample: str = ""
    error: str = ""


def _said_of_pollster(cell: Cell | None) -> _Said:
    """`Mason-Dixon<br />Sampling size: 500<br />Margin of error: ±4.5%`, as tables without such columns write it."""
    if cell is None:
        return _Said("")
    if len(cell.lines) < 2 or len(cell.text) > LONGEST:
        return _Said(cell.text)
    sample, error = (next(filter(None, map(of.fullmatch, cell.lines)), None) for of in (_OWN_SAMPLE, _OWN_ERROR))
    if sample is None and error is None:
        return _Said(cell.text)
    kept = [line for line in cell.lines if not _OWN_SAMPLE.fullmatch(line) and not _OWN_ERROR.fullmatch(line)]
    return _Said(" ".join(kept), sample["value"] if sample else "", error["value"] if error else "")


def _field_dates(row: Row, columns: PollColumns, latest: date | None, month_first: bool | None) -> DateRange | None:
    if columns.end_date is not None:
        start = read_date(row.text_at(columns.date), latest=latest, month_first=month_first)
        end = read_date(row.text_at(columns.end_date), latest=latest, month_first=month_first)
        return DateRange(start, end) if start and end and start <= end else None
    return read_dates(row.text_at(columns.date), latest=latest, month_first=month_first)


def _latest(view: TableView, context: PageContext) -> date | None:
    """The last day on which a poll of this table can have been taken."""
    for words in (view.heading, view.title):
        year = _YEAR_HEADING.fullmatch(words.strip())
        if year:
            return _year_end(int(year[1]), context)
    return context.election_date or _first_day_said(context)


def _first_day_said(context: PageContext) -> date | None:
    """The last day of the first round where an election takes two: 24 May of `23–24 May 2012 (first round)<br>…`."""
    said = context.elections[0].election_date_text if context.elections else None
    days = read_dates(said.partition("(")[0].strip()) if said else None
    return days.end if days else None


def _year_end(year: int, context: PageContext) -> date:
    """The last day of a year, or the election's if it comes before."""
    end = date(year, 12, 31)
    return min(end, context.election_date) if context.election_date and context.election_date.year == year else end
