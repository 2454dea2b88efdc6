"""Infoboxes of elections in two rounds: which day and which turnout are the box's.

`{{start date|2022|4|10}} (first round)<br>{{start date|2022|4|24}} (second round)`: where the figures of the box are
those of a last round (somebody has a majority), its day and turnout are the last round's; else the first's.
Several polling days without a word on rounds stay no date, and two turnouts without such words none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from pipeline.elections.infobox.turnout import Turnout, read_turnout
from pipeline.elections.infobox.values import lines, words
from pipeline.elections.words.dates import read_date, read_dates
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.rounding import ALL_SHARES
from pipeline.records import Candidate, Election
from pipeline.wikitext.model import InfoboxField

_VOTE: Final = r"(?:round|ballot|stage|turn|tour)"
_ROUND: Final = re.compile(
    rf"\(?\s*(?:(?P<first>(?:first|1st) {_VOTE}|round (?:1|one)\b|(?<=\()(?:first|1st)(?=\))"
    r"|(?P<primary>(?<=\()(?:jungle |open |nonpartisan )?primary(?: election)?(?=\))))"
    rf"|(?:second|2nd)(?: and final)?(?: run-?off)? {_VOTE}|final round|round (?:2|two)\b|(?<=\()(?:second|2nd)(?=\))"
    r"|run-?off(?: round| vote| election)?|(?P<general>(?<=\()general(?: election)?(?=\))))"
    r"(?: of voting| run-?off)?\s*(?:\)|[:;,–-])?",
    re.IGNORECASE,
)
_BETWEEN: Final = " ,;:·•|/()[]–-&"
_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s*[,;·•/]\s*(?=\d{1,2}[.,]\d|[Ss]econd|2nd|[Rr]un)|\s+and\s+(?=\d{1,2}[.,]\d|second|2nd)")
_CHANGE_ALONE: Final = re.compile(r"\(?\s*[▲▼▬]")
_APART: Final = timedelta(days=5)  # of two days that may be rounds; one round's polling days are nearer
_ROUNDS: Final = 2
_HALF: Final = 50.0  # percent
_FIRST_ROUND: Final = 1
_LAST_ROUND: Final = 2


class _Days(NamedTuple):
    """The days of an election, and whether words say that they are those of its rounds."""

    first: date
    last: date
    is_of_rounds: bool


def with_round(
    election: Election, candidates: Sequence[Candidate], day: InfoboxField | None, turnout: InfoboxField | None
) -> Election:
    """The election with the day and the turnout of the round that its box is about, where it has not read them yet."""
    days = _days_of(day) if election.election_date is None else None
    turnouts = _turnouts_of(turnout) if election.turnout_pct is None else {}
    if days is None and not turnouts:
        return election
    if len(turnouts) < _ROUNDS and (days is None or not days.is_of_rounds):
        return election  # polling days without a word on rounds
    number = _round_of_figures(candidates)
    if number is None or (number == _FIRST_ROUND and _are_of_kinds(day, turnout)):
        return election
    if days is not None and (days.is_of_rounds or days.last - days.first > _APART):
        held = days.last if number == _LAST_ROUND else days.first
        election = election._replace(election_date=held, year=held.year)
    said = turnouts.get(number)
    return election._replace(turnout_pct=said.pct, turnout_change_pp=said.change_pp) if said else election


def _are_of_kinds(*fields: InfoboxField | None) -> bool:
    """Whether the first of the days is a primary's, whose figures a box hardly ever has, or a general election's."""
    return any(
        mark["primary"] or mark["general"]
        for field in fields
        for mark in _ROUND.finditer((words(field) or "")[:LONGEST])
    )


def _round_of_figures(candidates: Sequence[Candidate]) -> int | None:
    """The round whose figures a box has: the last where one has a majority, which no first round leaves undecided.

    Without shares, or of parties with seats, the first; None where several without a majority have all votes, as in a
    last round of three (Germany 1925) and in a first one of which nobody is left out.
    """
    shares = [candidate.pct for candidate in candidates if candidate.pct is not None]
    if not shares or any(candidate.seats is not None for candidate in candidates):
        return _FIRST_ROUND
    if max(shares) > _HALF:
        return _LAST_ROUND
    return _FIRST_ROUND if sum(shares) < ALL_SHARES[0] else None


def _days_of(field: InfoboxField | None) -> _Days | None:
    text = words(field) or ""
    if not text or len(text) > LONGEST:
        return None
    if (of_rounds := _days_by_round(text)) is not None:
        return of_rounds
    read = read_dates(text) or read_dates(_AND.sub(" – ", text, count=1))
    if read is not None:
        return _Days(read.start, read.end, is_of_rounds=False)
    days = [read_date(line.strip(_BETWEEN)) for line in lines(field)]
    if len(days) == _ROUNDS and days[0] is not None and days[1] is not None and days[0] < days[1]:
        return _Days(days[0], days[1], is_of_rounds=False)
    return None


def _days_by_round(text: str) -> _Days | None:
    """The days of `10 April 2022 (first round), 24 April 2022 (second round)`, also with the round before its day."""
    marks = list(_ROUND.finditer(text))
    if [_round_of(mark) for mark in marks] != [_FIRST_ROUND, _LAST_ROUND] and not _are_general_and_runoff(marks):
        return None
    first, last = marks
    parts = [text[: first.start()], text[first.end() : last.start()], text[last.end() :]]
    said = [part.strip(_BETWEEN) for part in parts if part.strip(_BETWEEN)]
    if len(said) != _ROUNDS:
        return None
    said = [_AND.sub(" ", f" {part} ").strip(_BETWEEN) for part in said]
    days = [read_date(part) for part in said]
    if days[0] is not None and days[1] is not None and days[0] < days[1]:
        return _Days(days[0], days[1], is_of_rounds=True)
    read = read_dates(" – ".join(said))  # the year may stand with the last alone
    return _Days(read.start, read.end, is_of_rounds=True) if read is not None else None


def _are_general_and_runoff(marks: Sequence[re.Match[str]]) -> bool:
    """Whether a general election, here the first round, stands before a runoff: `(general)`, `(runoff)`."""
    return len(marks) == _ROUNDS and marks[0]["general"] is not None and marks[1]["general"] is None


def _round_of(mark: re.Match[str]) -> int:
    return _FIRST_ROUND if mark["first"] else _LAST_ROUND


def rounds_said(line: str) -> list[tuple[int, str]]:
    """The rounds that a line of figures says, each with its figure: (2, "15,000") of `15,000 (2nd round)`.

    Before the figures or behind them; [] where not each has one.
    """
    marks = list(_ROUND.finditer(line))
    bounds = [0, *(end for mark in marks for end in mark.span()), len(line)]
    between = [line[start:end].strip(_BETWEEN) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    figures = [text for text in between if text]
    if not marks or len(figures) != len(marks) or (between[0] and between[-1]):
        return []
    return [(_round_of(mark), figure) for mark, figure in zip(marks, figures, strict=True)]


def _with_changes(said: Sequence[str]) -> list[str]:
    """The lines with the changes that stand below them: `64.51% (first round)<br>{{increase}} 15.55pp<br>68.18% …`."""
    whole: list[str] = []
    for line in said:
        if whole and _CHANGE_ALONE.match(line) and not _CHANGE_ALONE.match(whole[-1]):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _turnouts_of(field: InfoboxField | None) -> dict[int, Turnout]:
    """The turnout of each round that the field names; {} where a part of it is not understood."""
    text = words(field) or ""
    if not text or len(text) > LONGEST:
        return {}
    parts = _with_changes(lines(field))
    if len(parts) == 1:
        parts = _NEXT.split(parts[0], maxsplit=1)
    found: dict[int, Turnout] = {}
    for part in parts:
        marks = list(_ROUND.finditer(part))
        if len(marks) != 1:
            return {}
        opened = marks[0][0].lstrip().startswith("(") and not marks[0][0].rstrip().endswith(")")
        rest = f"{part[: marks[0].start()]} {'(' if opened else ''}{part[marks[0].end() :]}"
        read = read_turnout(rest.replace("()", "").strip(" ,;"))
        if read.pct is None:
            return {}
        found[_round_of(marks[0])] = read
    return found
