"""Tables by area that name persons in their rows: `Constituency | Winner | Party | Votes | Runner-up | … | Margin`.

Each person's columns are those between his name and the next one's. Nothing is read of a row where a name is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import unit_of
from pipeline.elections.contest import general_first
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import named_party, party_below
from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import CountAndPercent, is_nothing, read_count_and_percent, read_percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell, Row

_PERSONS: Final = frozenset(("winner", "runner_up", "candidate"))
_ROUND: Final = re.compile(
    r"\b(?:rounds?|ballots?|counts?|turns?|run-?off|stages?)\b|^(?:primary|general)(?: elections?)?$"
)
_NAMED: Final = frozenset((None, "write_in", "other"))  # what a line in a person's place can be, no total or turnout
_FORMER: Final = frozenset(("representative", "swing_from"))  # `Incumbent | Party`, `Before election | Party`
_ALLIANCE: Final = re.compile(r"(?:^|(?<!\bor)(?<!\band)(?<![/&,]) )(?:alliance|coalition|bloc|pact)$")
_HOLDER: Final = re.compile(
    r"(?:county |state )?(?:governor|mayor|senator|president|premier|prefect|reeve|councillor)s?"
)
_MEMBER: Final = re.compile(r"(?:members?|m\.?e?p|mla|mna|mpp|msp|deputy|legislator)")
_PLACES: Final[Mapping[str, int]] = {"winner": 0, "runner_up": 1}
_OF_PERSON: Final = frozenset(("party", "votes", "pct"))


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """The columns of one person per row."""

    name: int
    others: dict[str, int] = field(default_factory=dict)  # party, votes, pct → column


class PersonFigures(NamedTuple):
    """A person named in a row, in the order of `AreaResult`."""

    candidate: str
    party: str | None
    votes: int | None
    pct: float | None


def further_rounds(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """The rounds but the first that stand side by side, each with the columns that are of it or of all rounds."""
    rounds = _rounds(columns)[1:]
    return [(group, [column for column in columns if column.group in {None, group}]) for group in rounds]


def _rounds(columns: Sequence[Column]) -> list[str]:
    """The rounds side by side, the page's own election before its stages: `Primary | General election`."""
    return general_first(c.group for c in columns if c.group and _ROUND.search(c.group.casefold()))


def named_in_rows(columns: Sequence[Column]) -> tuple[PersonColumns, ...]:
    """The groups of columns that name a person in every row; () where there are none.

    Of several rounds side by side the first: the others are elections of their own (`further_rounds`).
    """
    rounds = _rounds(columns)
    columns = [column for column in columns if column.group not in rounds[1:]]
    found: list[PersonColumns] = []
    before: Column | None = None
    party: int | None = None  # a column of parties before the person's: District | Party | Candidate | Votes
    defended = any(column.role == "runner_up" for column in columns) or names_members(columns)
    for place, column in enumerate(columns):
        if before is not None and _is_alliance(column) and before.role == "party" and not _is_alliance(before):
            continue  # Party | Alliance: of the two the party
        of_seat = column.role == "representative" or (column.role == "unread" and _HOLDER.fullmatch(column.header))
        stands = defended and of_seat and _has_votes(columns[place + 1 :])  # `Governor | Party | Votes | Runner-up`
        if (stands or _is_person(column)) and column.content.numeric < 0.5:
            found.append(PersonColumns(column.col, {"party": party} if party is not None else {}))
            party = None
        elif before is not None and column.role == "party" and found and _is_alliance_of(before, found[-1]):
            found[-1].others["party"] = column.col  # Candidate | Alliance | Party
        elif column.role == "party" and (not found or "party" in found[-1].others):
            of_incumbent = before is not None and (before.role in _FORMER or _names_somebody(before))
            party = column.col if column.content.numeric < 0.5 and not of_incumbent else None
        elif found and (kind := _kind(column)) in _OF_PERSON and kind not in found[-1].others:
            figures = kind != "party"
            if not figures or column.content.numeric > 0.5:
                found[-1].others[kind] = column.col
        elif len(found) > _headed_place(column) >= 0 and column.measure in _OF_PERSON:
            is_share = column.content.decimal > 0.5  # `Votes (%)` over `Winner | Second`
            found[_headed_place(column)].others.setdefault("pct" if is_share else column.measure, column.col)
        elif not found and _kind(column) in {"votes", "pct"}:
            party = None  # `Governor chosen | Party | % | Runner-up`: of whom no header is known to name
        if column.role != "spacer":
            before = column
    return tuple(found)


def _headed_place(column: Column) -> int:
    """Whose figures a column has behind all names, `Votes` over `Winner | Runner-up`: 0, 1; -1 for any other column."""
    return _PLACES.get(column.role, -1) if column.content.numeric > 0.5 else -1


def names_members(columns: Sequence[Column]) -> bool:
    """Whether rows name who was elected under a word for a member alone: `Constituency | MP | Party | Votes`."""
    if any(_is_person(column) for column in columns):
        return False
    return any(
        column.role == "representative" and _MEMBER.fullmatch(column.header) and _has_votes(columns[place + 1 :])
        for place, column in enumerate(columns)
    )


def names_elected(columns: Sequence[Column]) -> bool:
    """Whether rows name who was elected, with his own votes: `Constituency | Elected member | Party | Votes`."""
    return names_members(columns) or any(
        column.role == "representative" and _is_person(column) and _has_votes(columns[place + 1 :])
        for place, column in enumerate(columns)
    )


def _is_alliance(column: Column) -> bool:
    """Whether a column has the alliances of parties: `Alliance` beside `Party`."""
    return column.role == "party" and _ALLIANCE.search(column.header) is not None


def _is_alliance_of(column: Column, person: PersonColumns) -> bool:
    """Whether a person's party was read from a column of alliances."""
    return _is_alliance(column) and person.others.get("party") == column.col


def _kind(column: Column) -> str:
    """What a column tells of a person; his votes are also those below `Votes` over `Total | %`."""
    over, _, own = column.header.rpartition(" ")
    return "votes" if column.role == "total" and own == "total" and unit_of(over) == "votes" else column.role


def _has_votes(behind: Sequence[Column]) -> bool:
    """Whether figures stand right behind a name, its party and its alliance: `Incumbent | Votes | Rival | Votes`."""
    for column in behind[:3]:
        if column.role in {"votes", "pct"}:
            return True
        if column.role != "party":
            break
    return False


def _names_somebody(column: Column) -> bool:
    """Whether a column under a word that nobody knows has names, so that a party behind it is theirs."""
    content = column.content
    return column.role == "unread" and bool(content.filled) and content.numeric < 0.5


def _is_person(column: Column) -> bool:
    """Whether a column names who stood there: `Elected member` too, who is no former one."""
    return column.role in _PERSONS or (column.role == "representative" and column.header.startswith("elected "))


def _team(cell: Cell) -> str | None:
    """The names of a team that stands together, a line each, parted by commas; None for one person."""
    names = [read_name(line, pairs=False).name for line in cell.lines]
    if len(names) < 2 or not all(" " in name and is_name(name) and "(" not in name for name in names):
        return None
    return ", ".join(names)


def read_persons(
    persons: Sequence[PersonColumns], row: Row, row_no: int, country: str | None = None
) -> list[PersonFigures]:
    """The persons of a row, those left out whose names stand in a row above and span this one.

    A party that only stands behind the name (`Ann Lee (D)`) is the country's party of that name or letter.
    """
    read = []
    for person in persons:
        if person.name >= len(row.cells) or is_nothing(row.cells[person.name].text):
            continue
        if row.cells[person.name].origin_row != row_no:
            continue
        cells = {kind: row.cells[col] for kind, col in person.others.items() if col < len(row.cells)}
        below = party_below(row.cells[person.name], country)
        words = row.cells[person.name].lines[0] if below is not None else row.cells[person.name].text
        written = read_name(words, pairs=False)
        name = (_team(row.cells[person.name]) if below is None else None) or written.name
        of_party = cells.get("party")
        party = named_party(of_party) if of_party is not None and of_party is not row.cells[person.name] else None
        party = below if party is None else party
        if is_name(name) and line_of_words(name) in _NAMED:
            both = read_count_and_percent(cells["votes"].text) if "votes" in cells else CountAndPercent()
            votes, pct = both.count, read_percent(cells["pct"].text) if "pct" in cells else both.pct
            behind = find_party(written.party, country) if party is None and written.party else None
            shown = party.words if party else behind.short if behind else written.party
            read.append(PersonFigures(name, shown, votes, pct if pct is None or pct <= 100 else None))
    return read
