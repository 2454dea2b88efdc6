"""What each column of a table holds: its role, its measure, and the candidate or party that it belongs to.

Roles come from the header cells (labels.py), measures from header and content together (measures.py).
A column of which the two do not agree gets the role `unread`; nothing here reads a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.elections.areas.footers import footers
from pipeline.elections.columns.attached_units import attached, has_unit_of_its_own, is_of_rows
from pipeline.elections.columns.header_groups import group_cells
from pipeline.elections.columns.header_siblings import (
    has_answers,
    party_letters,
    seats_letters,
    told_by_siblings,
    years_below,
)
from pipeline.elections.columns.header_units import repeated_units
from pipeline.elections.columns.labels import Label, area_type_of, read_label, unit_of
from pipeline.elections.columns.leads import with_leads
from pipeline.elections.columns.lost_headers import is_shifted, lacks_header
from pipeline.elections.columns.measures import Content, are_years, content_of, measure_of
from pipeline.elections.columns.rounds import rounds_named
from pipeline.elections.columns.seats import may_be_seats
from pipeline.elections.columns.settled_measures import measured
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.plausible_names import is_statistic
from pipeline.wikitext.model import Cell, Link

_PERSONS = frozenset(("winner", "runner_up", "candidate"))  # `Winner` over `Candidate`, `Party`, `Votes`, `%`
_FIGURES = frozenset(("choice", "total", "margin", "votes", "pct"))
_NAMES = frozenset(("representative", "running_mate", "home_state"))  # never figures
_HEADINGS_ABOVE = frozenset(("candidate", "contest_result"))  # roles that above other headers only sum them up
_IGNORED_IN_MATE = "mate_other"
_UNITS = frozenset(("votes", "pct"))
_MARGINS = frozenset(("margin", "swing_from"))
_RANKS = frozenset(("#", "no", "no.", "nr", "nr.", "number"))
_LONGEST_PARTY = 4  # letters of one
_NEARLY_ALL = 0.9  # of a column's cells
_MOST = 0.5


class Column(NamedTuple):
    """A column's reading."""

    col: int
    role: str  # choice, area, total, margin, party, candidate, votes, pct, change, spacer, unread, … (columns.yaml)
    measure: str | None  # votes, pct, both, mixed
    lines: tuple[str, ...]  # of a choice: the words of its header, part by part, units left out
    links: tuple[Link, ...]
    group: str | None  # the round, ballot or election that the column is part of
    area_type: str | None
    content: Content
    header: str
    below: int = 0  # of a choice's lines, how many stand in header cells below the first one that names it


@lru_cache(maxsize=16)
def read_columns(view: TableView, *, in_us: bool) -> tuple[Column, ...]:
    """The reading of every column of a table, in order."""
    contents = _contents_of(view)
    letters = seats_letters(view.columns)
    units = repeated_units(view.columns)
    groups = group_cells(view, in_us, letters | units)
    answers = has_answers(view.columns)
    rounds = rounds_named(view, contents)
    year, parties = years_below(view), party_letters(view.columns)
    columns: list[Column] = []
    misplaced = False  # figures below `Representative`, names below a unit
    for head, content, cells in zip(view.columns, contents, view.texts, strict=True):
        read = [(read_label(cell, in_us, is_last=cell is head.cells[-1]), id(cell) in groups) for cell in head.cells]
        labels = [label._replace(role="group") if is_group else label for label, is_group in read]
        is_unit = bool(units and head.cells) and folded(head.cells[-1].text) in units
        counted = measure_of(content) if is_unit else None
        labels = told_by_siblings(
            labels, head, answers, letters | parties, year, counted if counted in _UNITS else None
        )
        shared = bool(head.cells) and head.cells[-1].colspan > 1
        column = _column(head.index, labels, shared, content, head.text)
        if head.index in rounds:
            group, role = rounds[head.index]
            columns.append(column._replace(role=role, measure=None, lines=(), links=(), group=group))
            continue
        if column.role == "shared_unit":
            column = column._replace(role=measure_of(content) or "unread")
        if column.role == "choice" and is_statistic(" ".join(column.lines)):
            column = column._replace(role="unread")  # Median income, Registered Democrats
        elif column.role in _UNITS and _is_of_another_year(head, view):
            column = column._replace(role="unread")  # `2006 votes` on the page of 2010
        empty = not content.filled and not any(text.strip() for text in cells)
        beside = columns[-1] if columns else None
        if empty and (not head.cells or shared):
            column = column._replace(role="spacer")
        elif column.role in {"votes", "choice"} and _counts_rows(head, columns, column.role):
            column = column._replace(role="rank", measure=None, lines=(), links=())
        elif column.role == "area" and column.area_type == "area" and content.whole > _NEARLY_ALL:
            column = column._replace(role="rank", area_type=None)  # Place: 1, 2, 3
        elif column.role == "area" and content.signed + content.decimal > 0.5:
            of_party = len(head.cells[-1].text) <= _LONGEST_PARTY and head.cells[-1].text.isupper()  # `SD`
            lines = (head.cells[-1].text,) if of_party else ()
            column = column._replace(role="choice" if of_party else "unread", area_type=None, lines=lines)
        elif column.role == "choice" and content.large > _NEARLY_ALL and are_years(cells):
            column = column._replace(role="year", measure=None, lines=(), links=())
        elif column.role == "seats" and content.filled and not content.numeric and head.text == "elected":
            column = column._replace(role="winner")  # who was, not how many
        elif column.role in _NAMES and content.numeric > 0.5:
            column, misplaced = column._replace(role="unread"), True
        elif (
            beside is not None
            and column.role in {"votes", "pct"}
            and column.group == beside.group
            and not has_unit_of_its_own(head)
        ):
            column = column if is_of_rows(head, column, columns, view) else attached(column, columns)
        columns.append(column)
    if lacks_header(columns, view, misplaced) or any(
        is_shifted(head, column, view) for head, column in zip(view.columns, columns, strict=True)
    ):
        return tuple(column._replace(role="unread", lines=(), links=()) for column in columns)
    columns = _without_ballot_numbers(columns, view)
    found = _without_seats(measured(_with_whole_names(columns, view), view), view)
    return tuple(with_leads(found, view) if any(c.role in _MARGINS and not c.measure for c in found) else found)


@lru_cache(maxsize=4)
def _contents_of(view: TableView) -> list[Content]:
    below = footers(view)
    if not below:
        return [content_of(texts) for texts in view.texts]
    return [content_of([cell.text for cell in cells if cell.origin_row not in below]) for cells in view.cells]


def _is_of_another_year(head: Head, view: TableView) -> bool:
    """Whether the last header cell of bare figures has one year, none of the page's, and others have not."""
    years = YEAR.findall(head.cells[-1].text) if head.cells else []
    if len(years) != 1 or not YEAR.search(view.page_title) or years[0] in view.page_title:
        return False
    others = [other.cells[-1].text for other in view.columns if other.cells and other is not head]
    return any(unit_of(text) == "votes" and not YEAR.search(text) for text in others)


def _counts_rows(head: Head, before: Sequence[Column], role: str) -> bool:
    """Whether a `#` counts the rows and no votes: nothing stands before it, nor above it but a kind of area."""
    if folded(head.cells[-1].text) not in _RANKS or any(column.role != "spacer" for column in before):
        return False
    return role == "votes" or (len(head.cells) > 1 and area_type_of(head.cells[0].text, in_us=True) is not None)


def _without_ballot_numbers(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with a bare `#` beside the column `Votes` as the numbers of the candidates, as on the ballot."""
    votes = [(column, view.columns[column.col]) for column in columns if column.role == "votes"]
    if len(votes) < 2:
        return columns
    numbered = {
        column.col
        for column, head in votes
        if folded(head.cells[-1].text) in _RANKS and not has_unit_of_its_own(head) and not column.content.large
    }
    counted = {column.group for column, _ in votes if column.col not in numbered}
    return [
        column._replace(role="rank", measure=None) if column.col in numbered and column.group in counted else column
        for column in columns
    ]


def _with_whole_names(columns: list[Column], view: TableView) -> list[Column]:
    """Columns under one name have all its words: `Mitt Romney` over `Republican | %` are one choice's two columns."""
    found = list(columns)
    for left, right in pairwise(range(len(columns))):
        one, other = found[left], found[right]
        if one.role != "choice" or other.role != "choice" or one.group != other.group:
            continue
        above, beside = view.columns[left].cells, view.columns[right].cells
        shorter, longer = sorted((one.lines, other.lines), key=len)
        if (
            above[0] is beside[0]
            and shorter
            and shorter != longer
            and longer[: len(shorter)] == shorter
            and not _is_ticket(view, above[0], columns)
        ):
            whole = one if one.lines == longer else other
            found[left] = one._replace(lines=whole.lines, links=whole.links)
            found[right] = other._replace(lines=whole.lines, links=whole.links)
    return found


def _is_ticket(view: TableView, name: Cell, columns: Sequence[Column]) -> bool:
    """Whether several parties stand below a name, so that the columns without one are none of theirs."""
    heads = zip(columns, view.columns, strict=True)
    below = {column.lines for column, head in heads if head.cells and head.cells[0] is name}
    return len(below) > 2


def _column(index: int, labels: Sequence[Label], shared: bool, content: Content, header: str) -> Column:
    """A column by its header cells alone, from top to bottom."""
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
    if subjects and role in {None, "candidate", "party", "total"} and not (role == "total" and len(subjects) > 1):
        role = "choice"
    elif role is None:
        rounds = shared and labels[-1].role == "group"  # `! colspan=2 | Round 1` over votes and percentages
        role = unit or ("blank" if not labels else "shared_unit" if labels[-1].unit or rounds else "unread")
    lines = tuple(line for subject in subjects for line in subject.lines) if role == "choice" else ()
    links = tuple(link for subject in subjects for link in subject.links) if role == "choice" else ()
    if role == "choice" and unit == "change":
        role = "change_of_choice"
    return Column(
        index,
        role,
        unit if unit != "change" or role != "choice" else None,
        lines,
        links,
        group,
        area_type,
        content,
        header,
        len(lines) - len(subjects[0].lines) if lines else 0,
    )


def _narrowed(outer: str | None, inner: str) -> str:
    """The role of a column under two headers: under "Running mate" stand his name, home state and electoral votes."""
    if outer == "running_mate":
        return "running_mate" if inner in {"candidate", "running_mate"} else _IGNORED_IN_MATE
    if outer == "swing_from":
        return outer  # `Pre-election` over `Member`, `Votes`, `Margin`
    if outer == "seats" and inner not in _PERSONS:  # but `Elected` over `Candidate`, `Party`
        return "seats"
    return inner


def _without_seats(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with choices whose figures are or may be seats unread; nothing of the kind where some are shares."""
    choices = [column for column in columns if column.role == "choice" and column.measure]
    if any(column.measure != "votes" for column in choices):
        return columns
    seats = [column.col for column in columns if column.role == "seats" and column.content.whole > 0.6]
    if not may_be_seats([c.col for c in choices], [c.content for c in choices], seats, view):
        return columns
    return [column._replace(role="unread", measure=None) if column in choices else column for column in columns]
