"""Rounds that single headers name: `Candidate | Primary vote | % | Runoff vote | %`, `| 1st round | 2nd round`.

Rounds in a wide cell over their columns are parted by columns.py; here each column says its round itself, and a bare
unit behind it belongs to the same: `Votes (1st) | % (1st) | Votes (2nd)`. One such header alone parts nothing, but
where plain votes stand before it: `Votes | % | Party votes | %`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.ballots_of_houses import ballots_of_houses
from pipeline.elections.columns.bare_counts import bare_counts
from pipeline.elections.columns.labels import is_group_heading, is_system, part_unit, role_of, unit_of
from pipeline.elections.columns.measures import Content, measure_of
from pipeline.elections.columns.numbered_ballots import numbered_ballots
from pipeline.elections.columns.shares_by_year import shares_by_year
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.wikitext.remembering import remembered

_FIGURES: Final = ("votes", "pct")
_YEAR: Final = 4  # digits
_MOST: Final = 0.5  # of a column's cells
_UNIT_FIRST: Final = re.compile(  # Votes (1st), Votes 1st round
    r"(?P<unit>[^\d()]{1,12}?)(?:\s*[(–:-]\s*|\s+)(?P<round>[^()]{1,30})\)?"
)


def rounds_named(view: TableView, contents: Sequence[Content]) -> dict[int, tuple[str, str]]:
    """Column → its round and its unit (votes, pct, change); {} unless two columns or more name different rounds."""
    if by_year := shares_by_year(view, contents):
        return {col: (year, "pct") for col, year in by_year.items()}
    if counts := bare_counts(view) or ballots_of_houses(view, contents) or numbered_ballots(view, contents):
        return counts
    found: dict[int, tuple[str, str]] = {}
    for head, content in zip(view.columns, contents, strict=True):
        named = _named(head, content)
        if named is not None:
            before = found.get(head.index - 1)
            # `Final round votes | Final %` are one round
            same = before is not None and before[1] != named[1] and before[0].startswith(f"{named[0]} ")
            found[head.index] = (before[0], named[1]) if before is not None and same else named
        elif (before := found.get(head.index - 1)) is not None and _goes_on(head, view.columns[head.index - 1]):
            unit = unit_of(head.cells[-1].text)
            if unit is not None and unit != before[1]:
                found[head.index] = (before[0], unit)
    rounds = {name for name, _ in found.values()}
    lone = len(rounds) == 1 and role_of(*rounds) != "margin"  # `Votes | % | Plurality` is the margin
    parted = len(rounds) > 1 or (
        lone and (_stands_behind_votes(view, found) or _has_all_figures(view, found, contents))
    )
    return found if parted else {}


def _has_all_figures(view: TableView, found: dict[int, tuple[str, str]], contents: Sequence[Content]) -> bool:
    """Whether the one round that is named has votes and their share, stands right behind who stood and alone has
    figures: `Candidate | General election | %`."""
    first, last = min(found), max(found)
    said = role_of(view.columns[first - 1].text) if first else None
    figured = [head.index for head, own in zip(view.columns, contents, strict=True) if own.numeric > _MOST]
    units = sorted(unit for _, unit in found.values())
    return said == "candidate" and units == ["pct", "votes"] and figured == [first, last]


def _stands_behind_votes(view: TableView, found: dict[int, tuple[str, str]]) -> bool:
    """Whether plain votes stand before the first column of the one named ballot, and nobody's name between the two."""
    first = min(found)
    before = [head for head in view.columns[:first] if _is_plain(head)]
    units = [unit_of(head.cells[0].text) for head in before]
    return found[first][1] == "votes" and "votes" in units and bool(units) and units[-1] is not None


def _named(head: Head, content: Content) -> tuple[str, str] | None:
    above = _ballot_above(head)
    text = head.cells[-1].text.strip() if _is_plain(head) or above else ""
    if not text:
        return None
    if text[:_YEAR].isdigit():  # 2017 votes, 2017 %; but 2008 Obama is of no round
        unit = unit_of(text[_YEAR:].strip())
        return (text[:_YEAR], unit) if unit in _FIGURES and content.numeric > _MOST else None
    if is_system(text):
        return None
    lines = head.cells[-1].lines
    if (is_group_heading(text) or (len(lines) == 2 and is_group_heading(lines[0]))) and not above:  # and its day
        measure = measure_of(content)
        measure = "votes" if measure == "both" else measure  # 39,909 (31.8%)
        return (text, measure) if measure in _FIGURES else None
    unit, of_round = _unit_first(text)
    if unit in _FIGURES:
        said = f"{above} {of_round}".strip()
        return (said, unit) if is_group_heading(of_round) and content.numeric > _MOST else None
    words, unit = part_unit(text)
    return (
        (f"{above} {words}".strip(), unit)
        if unit in _FIGURES and is_group_heading(words) and content.numeric > _MOST
        else None
    )


@remembered
def _unit_first(text: str) -> tuple[str | None, str]:
    """The unit and the round of `Votes (1st)`; None and "" of anything else."""
    parted = _UNIT_FIRST.fullmatch(text)
    return (unit_of(parted["unit"]), parted["round"]) if parted else (None, "")


def _ballot_above(head: Head) -> str:
    """The ballot whose wide cell stands over a column's own: `Constituency` over `Votes (1st round) | %`; else ""."""
    cells = head.cells
    wide = len(cells) == 2 and cells[0].colspan > 1 and cells[1].colspan == 1 and is_group_heading(cells[0].text)
    return cells[0].text.strip() if wide else ""


def _goes_on(head: Head, before: Head) -> bool:
    """Whether a column can belong to the round of the one before it: both alone, or both under one wide cell."""
    return _is_plain(head) or bool(_ballot_above(head) and head.cells[0] is before.cells[0])


def _is_plain(head: Head) -> bool:
    return len(head.cells) == 1 and head.cells[0].colspan == 1
