"""Recognises tables from which no typed records are taken, so that they are named and not just `unknown`.

Which words name which kind stands in `other.yaml`. Scores stay below those of
the tables that are read, but for tables by year, which look like results and are those of other elections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.areas.column import area_column
from pipeline.elections.columns.labels import unit_of
from pipeline.elections.columns.measures import are_years
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView, has_any, is_value, own_cells
from pipeline.elections.plain_tables import STATISTICS
from pipeline.elections.results.lines import line_of_words
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import texts_of
from pipeline.wikitext.remembering import remembered

_OF_TIMES: Final = re.compile(r"(?:year|elections?|date|elected|congress|session)\b")
_KEY: Final = re.compile(r"(?:key|legend)\b")
_SEAT: Final = re.compile(r"[A-Z]{1,4} ?\d{1,3} ?[^\w\s]?[A-Z]?.{0,3}")
_DISTINCT: Final = 0.8  # of the names
_LONGEST_SEAT: Final = 14  # characters that the pattern can match
_LONGEST_REMEMBERED: Final = 600  # characters of headers and headings
_SUREST: Final = 1.03  # of the scores in other.yaml
_SAID: Final = 0.05  # surer where the heading says so, too
_YEAR_ALONE: Final = re.compile(r"(?:1[6789]|20)\d\d")
_YEARS: Final = re.compile(r"\b(?:1[6789]|20)\d\d\b")
_FIGURED: Final = frozenset(("choice", "votes", "pct", "turnout", "registered", "voters"))  # roles of columns
_OF_YEARS: Final = frozenset(("year", "years", "election", "elections", "election year", "year of election"))
_YEAR: Final = re.compile(r".{0,40}\b(?:1[6789]|20)\d\d\b.{0,40}")


class _Words(NamedTuple):
    kind: str
    headers: tuple[str, ...]  # any of these in a header cell
    said: tuple[str, ...]  # or any of these in titles and headings
    score: float
    reason: str
    said_alone: bool
    unless: tuple[str, ...]


@cache
def _by_words() -> tuple[_Words, ...]:
    entries = package_yaml(Path(__file__).parent / "other.yaml")
    return tuple(
        _Words(
            e["kind"],
            tuple(e["headers"]),
            tuple(e["said"]),
            e["score"],
            e["reason"],
            bool(e.get("said_alone")),
            tuple(e.get("unless", ())),
        )
        for e in entries
    )


@recogniser(at_most=_SUREST + _SAID)
def by_words(view: TableView) -> Evidence | None:
    """Tables that their headers or headings name."""
    is_short = len(view.header_words) + len(view.words) <= _LONGEST_REMEMBERED
    return (_named_by if is_short else _named_by.__wrapped__)(view.header_words, view.words)


@lru_cache(maxsize=4096)
def _named_by(header_words: str, words: str) -> Evidence | None:
    for entry in _by_words():
        if entry.unless and has_any(entry.unless, header_words):
            continue
        said = bool(entry.said) and has_any(entry.said, words)
        if has_any(entry.headers, header_words):
            return Evidence(entry.kind, entry.score + (_SAID if said else 0), f"headers speak of {entry.reason}")
        if said and entry.said_alone:
            return Evidence(entry.kind, entry.score - 0.1, f"the heading speaks of {entry.reason}")
    return None


@recogniser(at_most=0.93)
def history(view: TableView) -> Evidence | None:
    """A row per year or election: results, turnout or members of other elections than the page's."""
    heads = [c for c in view.columns if c.text[:1].isdigit()]
    by_year = [c for c in heads if _YEAR_ALONE.fullmatch(c.text) and c.cells[-1].colspan == 1]
    if len(by_year) > 1 and len(by_year) >= len(view.columns) - 2:
        if any(column.group in view.page_title for column in read_columns(view, in_us=True) if column.group):
            return None  # the shares of the page's own election (columns/shares_by_year.py)
        return Evidence("history", 0.6, f"a column each of {len(by_year)} years: figures of other elections")
    column = next((column for column in view.columns[:3] if column.text), None)
    if column is None or not _OF_TIMES.match(column.text):
        return _best_of_years(view)
    cells = [cell.text for cell in view.column_cells(column.index) if cell.text.strip()]
    if not cells or sum(bool(_YEAR.fullmatch(text)) for text in cells) < len(cells) * 0.7:
        return None
    if len(cells) == 1 and (column.text not in _OF_YEARS or _is_of_page(cells[0], view.page_title)):
        return None
    columns = read_columns(view, in_us=True)
    if column.text.startswith("date") and area_column(view) is not None and _one_year(cells):
        return None  # the days on which each state held its primary
    if any(other.role in _FIGURED for other in columns):
        return Evidence("history", 0.93, "a row per year: figures of other elections")
    return Evidence("members", 0.8, "a row per election: who was elected, without figures")


def _best_of_years(view: TableView) -> Evidence | None:
    """A list of candidates with the year of each: `Rank | Candidate | Party | Year | Votes`."""
    for column in view.columns[1:]:
        if column.text in _OF_YEARS:
            texts = [text for text in view.texts[column.index] if text.strip()]
            if len(set(texts)) > 1 and sum(bool(_YEAR.fullmatch(text)) for text in texts) > len(texts) * 0.7:
                return Evidence("history", 0.93, "a column of the years of each row: figures of several elections")
    return None


def _is_of_page(text: str, title: str) -> bool:
    """Whether a row's year is the page's, whose own election it then tells."""
    return bool(set(_YEARS.findall(text)) & set(_YEARS.findall(title)))


def _one_year(texts: Sequence[str]) -> bool:
    """Whether all the dates are of one year."""
    return len({year for text in texts for year in _YEARS.findall(text)}) == 1


@recogniser(at_most=0.93)
def parties(view: TableView) -> Evidence | None:
    """Who stands: parties with ideology, leader and their share of the last election, without votes."""
    if not view.has_header("(?:main |political )?ideolog(?:y|ies)"):
        return None
    columns = read_columns(view, in_us=True)
    counted = any(column.role in {"votes", "total"} and column.content.large for column in columns)
    return None if counted else Evidence("parties", 0.93, "parties with their ideology, and no votes")


@recogniser(at_most=0.9)
def navigation(view: TableView) -> Evidence | None:
    """Succession boxes, keys, layout tables: few cells, no header, no figures to speak of."""
    first = texts_of([cell for row in view.table.rows[:6] for cell in own_cells(row)])
    words = " ".join(first[:6]).casefold()
    if "preceded by" in words or "succeeded by" in words:
        return Evidence("navigation", 0.9, "preceded and succeeded by")
    if _KEY.match(words) or "legend" in (view.table.call.name if view.table.call else ""):
        return Evidence("legend", 0.8, "a key to colours")
    if len(view.table.rows) <= 3 and not any(map(is_value, first)):
        return Evidence("layout", 0.4, "few cells and no figures")
    return None


@remembered
def _is_seat(text: str) -> bool:
    return _SEAT.fullmatch(text) is not None


@recogniser(at_most=0.8)
def composition(view: TableView) -> Evidence | None:
    """A chamber drawn as a grid: a cell per seat, `D<sub>12</sub>`."""
    most_others = (
        sum(len(row.cells) for row in view.table.rows) / 4
    )  # where more are no seats, the rest is not looked at
    seats = others = 0
    for row in view.table.rows:
        for cell in own_cells(row):
            text = cell.text
            if len(text) <= _LONGEST_SEAT and "A" <= text[:1] <= "Z" and _is_seat(text):
                seats += 1
            elif text.strip():
                others += 1
        if others > most_others:
            return None
    if seats + others > 20 and seats > (seats + others) * 0.8:
        return Evidence("composition", 0.8, "a cell per seat")
    return None


@recogniser(at_most=0.82)
def statistics(view: TableView) -> Evidence | None:
    """A name and a figure per row, some of them turnout, electors or invalid votes."""
    rows = [own_cells(row) for _, row in view.body[:40]]
    named = [cells for cells in rows if len(cells) == 2 and line_of_words(cells[0].text) in STATISTICS]
    if named and all(len(cells) <= 2 for cells in rows):
        return Evidence("statistics", 0.82, f"a name and a figure per row, {len(named)} of them of the vote")
    if _are_counts_and_shares(view):
        return Evidence("statistics", 0.82, "a name, a count and its share per row, all of the vote")
    return None


def _are_counts_and_shares(view: TableView) -> bool:
    """Whether every row has a name of such a line, a count and at most a share: `| | Number | % |`."""
    rows = [own_cells(row) for _, row in view.rows[:40]]
    if len(view.columns) < 3 or len(rows) < 2 or any(len(cells) < 3 for cells in rows):
        return False
    if any(is_value(text) for texts in view.texts[3:] for text in texts):  # but sources and notes
        return False
    if unit_of(view.columns[1].text) != "votes" or unit_of(view.columns[2].text) != "pct":
        return False
    lines = [line_of_words(cells[0].text) for cells in rows]
    return all(lines) and len(STATISTICS.intersection(filter(None, lines))) > 1


@recogniser(at_most=0.7)
def seats(view: TableView) -> Evidence | None:
    """Parties with whole numbers and neither votes nor percentages."""
    columns = read_columns(view, in_us=True)
    parties = [column for column in columns if column.role == "party" and column.content.numeric < 0.5]
    figures = [
        c
        for c in columns
        if c.content.whole > 0.5 and c.role not in {"votes", "rank", "year"} and not are_years(view.texts[c.col])
    ]
    if (
        len(parties) == 1
        and figures
        and not any("vote" in c.header for c in figures)
        and _are_distinct(view.texts[parties[0].col])
        and not any(c.role in {"votes", "pct", "candidate", "area", "year"} for c in columns)
    ):
        return Evidence("seats", 0.7, f"a column of parties and {len(figures)} of whole numbers, none of them votes")
    return None


def _are_distinct(names: Sequence[str]) -> bool:
    """Whether hardly a party stands twice: in lists of members it does."""
    said = [name for name in names if name.strip()]
    return len(set(said)) >= _DISTINCT * len(said)


@recogniser(at_most=0.7)
def bar_chart(view: TableView) -> Evidence | None:
    """Composition bars: rows of a name, a coloured bar and a percentage, without a header for each."""
    if view.header_rows or len(view.table.rows) > 60:
        return None
    rows = [[cell.text for cell in own_cells(row) if cell.text.strip()] for _, row in view.body]
    full = [row for row in rows if row]
    if len(full) >= 2 and all(len(row) == 2 and "%" in row[1] for row in full):
        return Evidence("bar_chart", 0.7, "a name, a bar and a percentage in each row")
    return None
