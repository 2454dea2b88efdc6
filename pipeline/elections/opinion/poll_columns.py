"""What each column of a polls table holds, by `poll_columns.yaml`, and whom a column of percentages is about.

Says nothing of single rows. A column whose header has no known role is a choice only if its cells are percentages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from pipeline.elections.columns.labels import unit_of
from pipeline.elections.columns.misfits import lacks_header_cell
from pipeline.elections.context import PageContext
from pipeline.elections.kinds.view import Column, TableView, folded
from pipeline.elections.opinion.poll_blocs import FOR_NOBODY, without_blocs, without_sums_of_groups
from pipeline.elections.opinion.poll_lists import listed_shares
from pipeline.elections.opinion.poll_names import are_of_parties, choice_name, distinct, parties_stand_below
from pipeline.elections.words.numbers import LONGEST, is_nothing, read_count, read_percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.registry import WordRegistry, registry_of
from pipeline.wikitext.model import Cell
from pipeline.wikitext.remembering import remembered

_SEATS_BELOW: Final = re.compile(r"\?|\(?\d{1,3}(?:\s*[/–-]\s*\d{1,3})?(?: seats?)?\)?")
_SEATS_BEHIND: Final = re.compile(  # 38.2 (12), 38% (110–115): the seats that it would bring
    r"(?P<share>\d{1,2}(?:\.\d{1,2} ?%?| ?%))\s*[(\[]\s*\d{1,3}(?:\s*[/–-]\s*\d{1,3})?(?: seats?)?\s*[)\]]"
)
_RANGE: Final = re.compile(r"\d\s*[/–-]\s*\d")
_HUNDRED: Final = 100
_CLOSING: Final = frozenset((")", "]"))
_OPPOSITION: Final = re.compile(r"opp\.?|opposition(?: parties)?")
_AMONG_LETTERS: Final = frozenset(("tpp", "50+"))  # else two parties preferred, who is older
_LETTERS: Final = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,4}")
_LEAST_LETTERS: Final = 2  # headers besides
_REFORM: Final = frozenset(("ref", "ref."))  # with percentages below it no reference


@dataclass(frozen=True, slots=True)
class PollColumns:
    """Columns by role; `choices` are fixed (index, name), `pairs` hold the choice's name in the cell before.

    `listed` are columns whose cells name choices and their shares themselves.
    """

    pollster: int
    date: int | None
    end_date: int | None
    sample: int | None
    population: int | None
    moe: int | None
    choices: tuple[tuple[int, str], ...]
    pairs: tuple[tuple[int, int], ...]  # (column of the name, column of the percentage)
    listed: tuple[int, ...] = ()
    others: tuple[int, ...] = ()  # columns of unknown role whose figures are no percentages

    @property
    def parties(self) -> list[int]:
        """The columns of choices but those of who votes for none, whose shares may come besides the others'."""
        return [col for col, name in self.choices if not FOR_NOBODY.match(name)]


@cache
def _roles() -> WordRegistry:
    return registry_of(Path(__file__).with_name("poll_columns.yaml"))


@remembered
def role_of(header: str) -> str | None:
    """The role that a header's words name; None for anything else, names of choices above all."""
    return _roles().name_of(folded(header).strip(" :*†")[:LONGEST])


def read_poll_columns(view: TableView, context: PageContext | None = None) -> PollColumns | None:
    """The columns of a polls table; None if it has no pollster's column or no choice's."""
    roles: dict[str, list[int]] = {}
    rest: list[Column] = []
    seen: set[tuple[int, ...]] = set()
    governs = view.has_header("gov(?:t|ern?ment)?")
    for column in view.columns:
        role = role_of(column.text) or role_of(column.top)
        if role == "skip" and column.index + 1 < len(view.columns) and _is_share(view.columns[column.index + 1]):
            role = None  # Leading candidate | % | Opponent | %
        if role == "skip" and _OPPOSITION.fullmatch(column.text) and not governs:
            role = None  # PSUV | Opposition | Undecided
        if role == "skip" and column.text in _REFORM and _holds_percentages(view, column, context):
            role = None  # [[Reform UK|Ref]]
        if role == "skip" and column.text in _AMONG_LETTERS and _holds_percentages(view, column, context):
            role = None if _has_letters(view) else role  # KMT | DPP | TPP, VVD | PvdA | 50+
        identity = tuple(id(cell) for cell in column.cells)
        if role:
            if identity not in seen:
                roles.setdefault(role, []).append(column.index)
        elif column.text and not _is_of_seats(column):
            rest.append(column)
        seen.add(identity)
    askers = roles.get("pollster") or roles.get("source")
    if not askers or "aggregate" in roles or lacks_header_cell(view):
        return None
    pairs = _pairs(view, rest)
    used = {index for pair in pairs for index in pair}
    shares = [column for column in rest if column.index not in used and _holds_percentages(view, column, context)]
    below = parties_stand_below(shares, context)
    parties = are_of_parties(shares, context)
    choices = distinct([(column, choice_name(column, context, below, parties)) for column in shares])
    listed = tuple(c.index for c in rest if c.index not in used and c not in shares and _lists_shares(view, c))
    if not choices and not pairs and not listed:
        return None
    choices = without_sums_of_groups(without_blocs(choices, view), view)
    dates = roles.get("date", [])
    return PollColumns(
        askers[0],
        dates[0] if dates else None,
        dates[1] if len(dates) == 2 else None,
        _only(roles, "sample"),
        _only(roles, "population"),
        _only(roles, "moe"),
        choices,
        pairs,
        listed,
        tuple(column.index for column in rest if column not in shares),
    )


def _lists_shares(view: TableView, column: Column) -> bool:
    """Whether most of a column's cells name choices with their shares: `Clinton 47%, Obama 30%`."""
    cells = [cell for cell in view.column_cells(column.index) if not is_nothing(cell.text)]
    return sum(bool(listed_shares(cell)) for cell in cells) > 0.6 * len(cells)


def read_share(cell: Cell) -> float | None:
    """The percentage in a poll's cell, 0 to 100: also where a note stands on the line below it.

    `8%<br />{{small|1% for the Brexit Party}}` is 8; two bare figures in one cell are nothing.
    """
    text = cell.text
    if len(cell.lines) > 1 and "%" in cell.lines[0] and all(re.search(r"[^\W\d]{2}", line) for line in cell.lines[1:]):
        text = cell.lines[0]
    if (
        len(cell.lines) == 2
        and _SEATS_BELOW.fullmatch(cell.lines[1])
        and (
            "." in cell.lines[0]
            or cell.lines[1] == "?"
            or (read_count(cell.lines[1].strip("()")) or _HUNDRED) > _HUNDRED
            or _RANGE.search(cell.lines[1])
        )
    ):
        text = cell.lines[0]  # 30.5<br>{{small|130/135}}: the seats that it would bring
    elif text[-1:] in _CLOSING and len(text) <= LONGEST and (pair := _SEATS_BEHIND.fullmatch(text.strip())):
        text = pair["share"]
    value = read_percent(text)
    return value if value is not None and value <= 100 else None


def _only(roles: dict[str, list[int]], role: str) -> int | None:
    return roles[role][0] if roles.get(role) else None


def _holds_percentages(view: TableView, column: Column, context: PageContext | None) -> bool:
    """Whether a column's figures can be percentages: most of them, or some below a candidate's or party's name."""
    cells = [
        cell for cell in view.column_cells(column.index) if not is_nothing(cell.text) and cell.text[:1] not in "<≤"
    ]
    good = sum(read_share(cell) is not None for cell in cells)
    if good < 0.3 * len(cells) or good >= 0.6 * len(cells):
        return good >= 0.6 * len(cells) > 0
    country = (context.country if context else None) or "United States"
    names = (column.top, *(column.cells[0].lines[:1] if column.cells else ()))
    return any(find_party(name, country) or (context and context.resolve_candidate(name)) for name in names)


def _has_letters(view: TableView) -> bool:
    """Whether some headers are parties' letters."""
    words = [head.cells[-1].text.strip() for head in view.columns if head.cells]
    letters = [text for text in words if _LETTERS.fullmatch(text) and not text[1:].islower()]
    return sum(text.casefold() not in _AMONG_LETTERS for text in letters) >= _LEAST_LETTERS


def _is_of_seats(column: Column) -> bool:
    """Whether a column has seats beside shares under one wide header: `Rose coalition` over `% | Seats`."""
    return len(column.cells) > 1 and column.cells[0].colspan > 1 and folded(column.cells[-1].text) == "seats"


def _is_share(column: Column) -> bool:
    """Whether a header is the bare unit, so that the column before it names whose share it is."""
    return unit_of(column.text) == "pct" or column.text == "vote"


def _pairs(view: TableView, columns: list[Column]) -> tuple[tuple[int, int], ...]:
    """`Democrat | % | Republican | %`: names in one column, percentages in the next, whose header is the bare unit."""
    found = []
    for name, share in pairwise(columns):
        if share.index != name.index + 1 or not _is_share(share):
            continue
        if not any(read_percent(cell.text) is not None for cell in view.column_cells(name.index)):
            found.append((name.index, share.index))
    return tuple(found)
