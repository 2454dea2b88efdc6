"""Which header cells part columns into rounds, ballots or elections, told by what stands below them.

A name wider than those below it is a group, unless the one below is its party, or those below are the parties of a
fusion ticket or rounds. Never looks at a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from pipeline.elections.columns.labels import is_group_heading, read_label, role_of, unit_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.names import is_group
from pipeline.elections.words.parties import party_names
from pipeline.wikitext.model import Cell

_COUNTED: Final = re.compile(r"vote|tally")  # and not the seats themselves, as `#` may
_OF_ALL: Final = re.compile(r"(?:total|all|overall|won|of) ")
_TWO: Final = 2  # contests, rows of a header, columns of a contest


def group_cells(view: TableView, in_us: bool, units: frozenset[str]) -> set[int]:
    """The header cells (by identity) that part columns: a name wider than those below it, of which there are several.

    A lone party below is that of the name: `Mitt Romney` over `Republican | %`. `units`: words below that name nobody.
    """
    beside = _contests_beside(view)
    if beside:
        return beside
    below: dict[int, dict[int, str]] = {}
    for head in view.columns:
        named = [
            cell
            for cell in head.cells
            if ((label := read_label(cell, in_us)).role is None and label.lines and folded(cell.text) not in units)
            or _is_ballots(cell)
        ]
        if len(named) > 1 and named[0].colspan > named[1].colspan:
            below.setdefault(id(named[0]), {})[id(named[1])] = named[1].text
    rounds = {cell for names in below.values() for cell in names if all(map(is_group_heading, names.values()))}
    if rounds:
        ballots = {id(cell) for head in view.columns for cell in head.cells if _is_ballots(cell) and id(cell) in below}
        return rounds | ballots  # `Ann Lee` over `First round | Second round`, `Ballots` over `1st | 2nd`
    tickets = _fusion_tickets(below) if in_us else frozenset()
    parted = {
        cell
        for cell, names in below.items()
        if (len(names) > 1 or not _is_party(*names.values())) and cell not in tickets
    }
    return parted | _votes_for_seats(view)


def _contests_beside(view: TableView) -> set[int]:
    """The header cells of contests that stand beside one another, with candidates of their own: none where a column is
    of no contest.

    `! colspan=4 | Abbey ward !! colspan=4 | Castle ward` over `Party | Candidate | Votes | %` each.
    """
    below: dict[int, list[str]] = {}
    for head in view.columns:
        if not head.cells or role_of(head.cells[-1].text) == "note":
            continue
        if len(head.cells) < _TWO or head.cells[0].colspan < _TWO or _is_party(head.cells[0].text):
            return set()
        below.setdefault(id(head.cells[0]), []).append(folded(head.cells[-1].text))
    parts = {tuple(heads) for heads in below.values()}
    if len(below) < _TWO or len(parts) > 1:
        return set()
    heads = parts.pop()
    named = any(role_of(text) == "candidate" for text in heads)
    return {*below} if named and any(unit_of(text) for text in heads) else set()


def _votes_for_seats(view: TableView) -> set[int]:
    """The header cells of seats that are elected apart, over the votes for them.

    `! colspan=2 | Communal seats !! colspan=2 | Open seats` over `Votes | %` each; `Seats` over `Votes` says no kind.
    """
    kinds: dict[str, int] = {}
    for head in view.columns:
        if len(head.cells) < _TWO or head.cells[0].colspan < _TWO:
            continue
        above, unit = folded(head.cells[0].text), folded(head.cells[-1].text)
        if not above.endswith(" seats") or _OF_ALL.match(above):
            continue
        if unit_of(unit) == "votes" and _COUNTED.search(unit):
            kinds[above] = id(head.cells[0])
    return {*kinds.values()} if len(kinds) > 1 else set()


def _is_ballots(cell: Cell) -> bool:
    """Whether a wide cell says `Ballots`, of which ordinals stand below it; alone it counts those who voted."""
    return cell.colspan > 1 and folded(cell.text) == "ballots"


def _fusion_tickets(below: Mapping[int, Mapping[int, str]]) -> frozenset[int]:
    """The cells that name the candidate of several parties: `John Kerry` over `Democratic | Working Families | Total`.

    Each party stands below one of them; offices and rounds have the same parties again.
    """
    named = [text for names in below.values() for text in map(folded, names.values())]
    if len(named) != len(set(named)) or not all(_is_party(name) for name in named):
        return frozenset()
    return frozenset(below)


@cache
def _party_names() -> frozenset[str]:
    return frozenset(folded(name) for _, name, _ in party_names())


def _is_party(words: str) -> bool:
    """Whether a header's words are a party's name in some country, or say that there is none."""
    text = folded(words)
    return text in _party_names() or text.endswith(" party") or is_group(text)
