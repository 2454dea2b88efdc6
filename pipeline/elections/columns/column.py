"""A column of a table as its header cells say it: role, unit, whose it is. Nothing here looks at a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.labels import Label, ends_small
from pipeline.elections.columns.measures import Content, measure_of
from pipeline.elections.kinds.view import Column as Head
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Link

UNITS: Final = frozenset(("votes", "pct"))  # of figures; roles, too, of columns below a name
_PERSONS: Final = frozenset(("winner", "runner_up", "candidate"))  # `Winner` over `Candidate`, `Party`, `Votes`, `%`
_HEADINGS_ABOVE: Final = frozenset(("candidate", "contest_result"))  # roles that above other headers only sum them up
_OF_SOMEBODY: Final = frozenset((None, "candidate", "party", "total"))  # beside his name they say no more
_IGNORED_IN_MATE: Final = "mate_other"


class Column(NamedTuple):
    """A column's reading."""

    col: int
    role: str  # choice, area, total, margin, party, candidate, votes, pct, change, spacer, unread, … (columns.yaml)
    measure: str | None  # votes, pct, both, mixed; seats of a column that is not read
    lines: tuple[str, ...]  # of a choice: the words of its header, part by part, units left out
    links: tuple[Link, ...]
    group: str | None  # the round, ballot or election that the column is part of
    area_type: str | None
    content: Content
    header: str
    below: int = 0  # of a choice's lines, how many stand in header cells below the first one that names it
    ends_small: bool = False  # whether the last of them is in small print


class _Heading(NamedTuple):
    """What the header cells of a column say, taken together from top to bottom."""

    role: str | None
    unit: str | None
    group: str | None
    area_type: str | None
    subjects: Sequence[Label]  # the labels with words of no known meaning: whose the column is


def column_under(head: Head, labels: Sequence[Label], content: Content) -> Column:
    """A column by its header cells, from top to bottom; where a unit is shared with others, its cells say which."""
    shared = bool(head.cells) and head.cells[-1].colspan > 1
    heading = _heading(labels, shared=shared)
    role = _role(heading, labels, content, shared=shared)
    _, measure, group, area_type, subjects = heading
    if role != "choice":
        return new(Column, (head.index, role, measure, (), (), group, area_type, content, head.text, 0, False))
    lines = tuple([line for subject in subjects for line in subject.lines])
    links = tuple([link for subject in subjects for link in subject.links])
    if measure == "change":
        role = "change_of_choice"
    below = len(lines) - len(subjects[0].lines)
    small = len(lines) > 1 and any(ends_small(cell) and cell.lines[-1] == lines[-1] for cell in head.cells)
    return new(Column, (head.index, role, measure, lines, links, group, area_type, content, head.text, below, small))


def _heading(labels: Sequence[Label], *, shared: bool) -> _Heading:
    """The labels of a column as one; `shared`: the last of them stands over other columns, too."""
    role: str | None = None
    unit: str | None = None
    group: str | None = None
    area_type: str | None = None
    subjects: list[Label] = []
    for depth, label in enumerate(labels):
        last = depth == len(labels) - 1
        if label.unit and not (last and shared and not label.lines):
            unit = label.unit
            if last and role in _PERSONS and not label.lines:
                role = unit
        if label.role == "group" or (label.role == "party" and not last and labels[-1].unit):
            group = label.words if group is None else f"{group} {label.words}"
        elif label.role == "area":
            role, area_type = role or "area", label.area_type
        elif label.role == "heading" or (label.role in _HEADINGS_ABOVE and not last):
            continue
        elif label.role:
            role = _narrowed(role, label.role)
        elif label.lines:
            subjects.append(label)
    return new(_Heading, (role, unit, group, area_type, subjects))


def _role(heading: _Heading, labels: Sequence[Label], content: Content, *, shared: bool) -> str:
    """A column's role: somebody's, where its header has words of no known meaning, else what it says, else its unit."""
    role, subjects = heading.role, heading.subjects
    if subjects and role in _OF_SOMEBODY and not (role == "total" and len(subjects) > 1):
        return "choice"
    if role is not None:
        return role
    rounds = shared and labels[-1].role == "group"  # `! colspan=2 | Round 1` over votes and percentages
    told = measure_of(content) if labels and (labels[-1].unit or rounds) else None
    return heading.unit or told or ("unread" if labels else "blank")


def _narrowed(outer: str | None, inner: str) -> str:
    """The role of a column under two headers: under "Running mate" stand his name, home state and electoral votes."""
    if outer == "running_mate":
        return "running_mate" if inner in {"candidate", "running_mate"} else _IGNORED_IN_MATE
    if outer == "swing_from":
        return outer  # `Pre-election` over `Member`, `Votes`, `Margin`
    if outer == "seats" and inner not in _PERSONS:  # but `Elected` over `Candidate`, `Party`
        return "seats"
    return inner
