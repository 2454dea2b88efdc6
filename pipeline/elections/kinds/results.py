"""Recognises results tables of the whole electorate: candidates or parties as rows, votes or percentages as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.earlier import earlier_election
from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView, folded, has_any
from pipeline.elections.results.columns import ResultColumns, result_columns
from pipeline.elections.results.questions import question_columns
from pipeline.elections.results.tickets import read_tickets
from pipeline.elections.results.turned import turned_rows
from pipeline.elections.words.dates import YEAR

_POLLING: Final = re.compile(r"(?:Nationwide |National )?[Oo]pinion poll(?:s|ing)\b")  # pages of nothing but polls
_MEMBERS: Final = re.compile(
    r"(?:Lists? of )?(?:current |former )?(?:[Mm]embers|MPs|MLAs|MEPs|[Ss]enators|[Dd]eputies|[Cc]ouncillors) "
)
_OF_POLLS: Final = (r"(?:polls|polling|surveys)(?! (?:open|close|place|station|day)\w*)",)
_PROJECTED: Final = (
    r"(?:projected )?national (?:equivalent )?(?:vote )?shares?(?: of the vote)?",
    r"(?:(?:seat|constituency|vote|result)s? )?(?:projections|forecasts?)",
    r"projected (?:results?|seats|shares?|votes?)",
)
_BARE: Final = frozenset(("#", "no", "no.", "nr", "nr.", "number"))
_ROUND: Final = re.compile(
    r"(?:round|count|ballot) \d+|(?:1st|2nd|3rd|\d+th|first|second|third|final) (?:round|count)", re.IGNORECASE
)
_BY_PARTS: Final = (r"by (?:congressional |state |legislative )?(?:districts?|wards?|precincts?)",)
_DISTINCT: Final = 0.8  # of a column's names
_ORDINAL: Final = re.compile(r"(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth)", re.IGNORECASE)


@recogniser(at_most=1.0)
def election_box(view: TableView) -> Evidence | None:
    """A table that Election box templates made."""
    name = view.table.call.name if view.table.call else ""
    if name.startswith(("election box", "election summary")) and result_columns(view) is not None:
        return Evidence("results", 1.0, f"made by {{{{{name}}}}}")
    return None


@recogniser(at_most=0.92)
def tickets(view: TableView) -> Evidence | None:
    """A column of offices and, for each party, one of names and one of votes."""
    found = read_tickets(view)
    if not found:
        return None
    return Evidence("tickets", 0.92, f"a row per office, candidates and votes of {len(found)} parties")


@recogniser(at_most=0.93)
def results(view: TableView) -> Evidence | None:
    """Columns for candidate or party and for votes or percentage, and no column of areas before them."""
    found = result_columns(view)
    if found is None:
        return None
    columns = read_columns(view, in_us=True)
    if not _is_of_votes(view, found, columns):
        return None
    if view.says(*_PROJECTED):
        return Evidence("projection", 0.93, "shares under a heading of projections: nobody voted so")
    if _are_of_polls(view, found):
        return Evidence("poll_shares", 0.9, "shares alone under a heading of polls, of which no column says whose")
    earlier = earlier_election(view)
    if earlier and not any(YEAR.search(said) for said in (*view.titles, earlier)):
        return Evidence("history", 0.93, f"results under {earlier!r}: votes of another election")
    if found.candidate is None and _is_of_others(view, found, columns):
        return None
    area = next((column.col for column in columns if column.role == "area"), None)
    first = min(c for c in (found.party, found.candidate) if c is not None)
    if area is not None and area < first:
        return None
    if any(column.role == "year" and column.col < first for column in columns):
        return None
    if found.candidate is None and _is_of_places(columns):
        return None
    if len(found.figures) > 1 and view.says(*_BY_PARTS) and all(map(_ORDINAL.fullmatch, filter(None, found.figures))):
        return None  # `Candidate | 1st | 2nd | 3rd` are districts
    named = " and ".join(
        word for word, col in (("candidate", found.candidate), ("party", found.party)) if col is not None
    )
    rounds = [group for group in found.figures if _ROUND.search(group)]
    if len(rounds) > 2 or (
        len(rounds) > 1 and view.says("ranked.choice.*", "instant.runoff.*", "single transferable.*")
    ):
        return Evidence("ranked_choice", 0.9, f"columns for {named} and votes in {len(rounds)} rounds")
    score = 0.85 if found.candidate is not None else 0.75
    if view.says("results?", "elections?", "primary", "ward", "vote"):
        score += 0.05
    return Evidence("results", score, f"columns for {named} and for {', '.join(next(iter(found.figures.values())))}")


@recogniser(at_most=0.8)
def turned(view: TableView) -> Evidence | None:
    """Candidates or parties as columns over rows of votes, percentages, parties."""
    found = turned_rows(view)
    if found is None or earlier_election(view) or view.says(*_PROJECTED) or _POLLING.match(view.page_title):
        return None
    return Evidence("results", 0.8, f"{len(found.names)} columns headed by names over rows of {', '.join(found.rows)}")


def _is_of_votes(view: TableView, found: ResultColumns, columns: Sequence[Column]) -> bool:
    """Whether the figures are surely votes: page, heading or header say so, and not a bare `#` beside names.

    Rosters (`# | Name`) and statistics of players (`Name | No. | Pct`) look like results.
    """
    words = view.header_words
    if _POLLING.match(view.page_title) or _MEMBERS.match(view.page_title):
        return False
    if not view.is_of_election and ("vote" not in words or (found.party is None and "candidate" not in words)):
        return False
    used = [columns[col] for figures in found.figures.values() for col in figures.values()]
    return any(column.role != "votes" or column.group or column.header not in _BARE for column in used)


def _are_of_polls(view: TableView, found: ResultColumns) -> bool:
    """Whether a title or the heading right above says polls and no column has counts: `Candidate | May 1 | June 1`."""
    near = folded(" | ".join((*view.titles, view.heading)))
    counts = any(figures.keys() & {"votes", "both"} for figures in found.figures.values())
    return not counts and has_any(_OF_POLLS, near)


def _is_of_places(columns: Sequence[Column]) -> bool:
    """Whether rows are places under a word that nobody knows: who won there against whom, `Zhupa | Winner | Votes`."""
    named = [column.role for column in columns if column.content.filled and not column.content.numeric]
    if "winner" not in named:
        return False
    return "runner_up" in named or "unread" in named[: named.index("winner")]


def _is_of_others(view: TableView, found: ResultColumns, columns: Sequence[Column]) -> bool:
    """Whether rows are about neither candidates nor parties, but electors or counties of several: `Elector | Party`."""
    assert found.party is not None
    first = min(col for figures in found.figures.values() for col in figures.values())
    unknown = [c for c in columns[: found.party] if c.role == "unread" and c.content.filled and not c.content.numeric]
    if len(unknown) > 1:
        return True  # `Zhupa | Mayor | Party | Votes`, however few
    parties = [text for text in view.texts[found.party] if text.strip()]
    if len(set(parties)) > _DISTINCT * len(parties):
        return False
    return any(
        column.role == "unread"
        and not column.content.numeric
        and column.content.filled > _DISTINCT * len(view.rows)
        and len(set(view.texts[column.col])) > _DISTINCT * len(view.rows)
        for column in columns[:first]
    )


@recogniser(at_most=0.94)
def questions(view: TableView) -> Evidence | None:
    """A column of questions and columns of votes for and against."""
    found = question_columns(view)
    if found is None:
        return None
    return Evidence("questions", 0.94, f"a question a row and figures of {' and '.join(found.answers)}")
