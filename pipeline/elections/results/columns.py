"""Which columns of a results table hold party, candidate, votes, percentage and change, by round where it has several.

Header and content must agree: a column of seats or of electoral votes is never taken for votes. Where rows are
candidates or parties, a name over `Votes` and `%` is that of a round or a ballot: "Party vote", "First ballot".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.elections.columns.column import UNITS, Column
from pipeline.elections.columns.labels import is_group_heading, is_system, part_unit, role_of, unit_of
from pipeline.elections.columns.measures import are_years
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.answer_column import with_answers
from pipeline.elections.results.bracketed_shares import with_bracketed
from pipeline.elections.results.contest_column import contest_column
from pipeline.elections.results.electors_alone import are_electors_alone
from pipeline.elections.results.groups import (
    by_round,
    is_count,
    of_names,
    of_this_election,
    one_round,
    with_first_preferences,
    with_narrow_rounds,
    with_units_parted,
    without_sections,
)
from pipeline.elections.results.name_columns import (
    are_lists,
    further_electors,
    name_places,
    names_alliances,
    parties_below,
    with_own_parties,
)
from pipeline.elections.results.proportions import in_proportion
from pipeline.elections.results.unknown_words import with_unknown_words
from pipeline.elections.table_memory import of_tables

_COUNTS_VOTES: Final = re.compile(r"vote|tally|^results? ")  # Total votes; `Result` over `Total | %`
_ROUNDS: Final = re.compile(r"rounds?|ballots?|stages?")  # of a column whose cells are First, Second
_VOTE: Final = re.compile(r"\bvote\b", re.IGNORECASE)
_POINTS: Final = re.compile(r"\bpoints?\b", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"#|nos?\.?|numbers?|count")  # of votes, or on the ballot
_NEARLY_ALL: Final = 0.9  # of a column's cells
_FEW: Final = 0.5  # of a column's cells: fewer say the other thing by a slip


@dataclass(frozen=True)
class ResultColumns:
    """Which column holds what; figures by group (round, count), "" where the table has one."""

    party: int | None
    candidate: int | None
    running_mate: int | None
    electoral_votes: int | None
    figures: dict[str, dict[str, int]]
    office: int | None = None  # the office that each row's candidate stood for, where a table has several
    alliance: int | None = None  # a column beside the party's, whose cells span the rows of an alliance's parties
    has_lists: bool = False  # the candidates' cells name those of a party's list, of whom none is the line's alone
    round: int | None = None  # what round a row is of, where the rounds of a candidate are rows
    of_round: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)  # its own names
    has_options: bool = False  # the candidates are a referendum's options, whose words are taken as they stand
    parties_below: frozenset[int] = frozenset()  # rows of the candidates' column that name a party of the one above
    has_alliances: bool = False  # the column of parties names alliances
    further_electors: frozenset[int] = frozenset()  # rows of a candidate's electors but his first
    country: str | None = None  # whose parties may stand below the candidates' names
    below_are_parties: bool = False  # what stands on a second line of most candidates' cells is a known party
    outer: int | None = None  # of candidates whose cells span the parties that have votes of their own

    def within(self, group: str) -> ResultColumns:
        """The columns for a round, with its own of parties and candidates where it has such."""
        own = self.of_round.get(group)
        return self if own is None else replace(self, party=own[0], candidate=own[1], outer=self.candidate)

    @property
    def label(self) -> int | None:
        """The column whose words tell a total from a candidate."""
        return self.candidate if self.candidate is not None else self.party


@of_tables(4)  # asked by the recogniser, then by the reader
def result_columns(view: TableView) -> ResultColumns | None:
    """The columns of a results table; None if it has no candidates or parties, or neither votes nor percentages."""
    columns = with_own_parties(with_units_parted(read_columns(view, in_us=True)), view)
    columns = with_narrow_rounds(columns, view)
    places = name_places(columns, view)
    answers, places = with_answers(places, columns, view)
    first = min((places[role] for role in ("party", "candidate") if role in places), default=None)
    if first is None:
        return None
    in_rounds = [_in_round(c, view.columns[c.col], first) for c in columns]
    figures = _figures(of_names(in_rounds, first, places.get("alliance")), view)
    figures = with_first_preferences(figures, columns)
    figures = {group: found for group, found in figures.items() if found.keys() & {"votes", "pct", "both"}}
    figures = of_this_election(figures, view, "candidate" in places)
    figures = one_round(without_sections(figures, view), view)
    figures = with_bracketed(with_unknown_words(figures, columns, places.get("candidate", first), view), columns)
    if not figures and are_electors_alone(places, columns, view):
        figures = {"": {"electoral": places["electoral_votes"]}}
    if not figures:
        return None
    of_parties = places.get("party") if "candidate" in places else None
    parting = contest_column(columns, first, figures.get("", {}).get("pct"), of_parties, view)
    office = places.get("office", first if parting is None else parting)
    electoral = places.get("electoral_votes")
    return ResultColumns(
        places.get("party"),
        places.get("candidate"),
        places.get("running_mate"),
        None if _is_a_part(electoral, view) else electoral,
        figures,
        office if office < first else None,
        places.get("alliance"),
        are_lists(places, view),
        next((c.col for c in columns if _ROUNDS.fullmatch(c.header) and not c.content.large + c.content.signed), None),
        by_round(columns, figures),
        answers is not None,
        parties_below(places, view),
        names_alliances(places, view),
        further_electors(places, view),
    )


def _is_a_part(col: int | None, view: TableView) -> bool:
    """Whether a column has a part of the electoral votes alone: `Electoral votes` over `Statewide | District`."""
    cells = view.columns[col].cells if col is not None else ()
    is_below = len(cells) > 1 and cells[0].colspan > 1 and role_of(cells[0].text) == "electoral_votes"
    return is_below and unit_of(cells[-1].text) != "votes"  # but `Count | %`


def _figures(columns: Sequence[Column], view: TableView) -> dict[str, dict[str, int]]:
    """The columns of figures by group and measure, the first of each; a change counts if it is that of a percentage."""
    figures: dict[str, dict[str, int]] = {}
    is_box = view.table.call is not None
    before = ""
    of_seats = False
    for column in _of_rounds(columns, view):
        if column.role == "seats":
            before = "seats"
            continue
        measure = _measure(column)
        if measure == "votes" and (
            are_years(view.texts[column.col])  # a lost header moved `Year` out of its place
            or _is_number_on_ballot(column, columns, view)
        ):
            continue
        if measure == "pct" and before == "seats":
            of_seats = of_seats or not _COUNTS_VOTES.search(column.header)
            if _is_share_of_seats(column, columns, view):
                continue
        if measure == "change" and _is_of_votes(column):
            continue  # `% | +/- | Change (pp)`: of the votes, then of the share
        if measure == "change" and not (
            (is_box and before != "seats") or before == "pct" or _is_of_share(column, before)
        ):
            continue
        if column.role in {"choice", "unread"}:
            before = ""  # what stands between: `MPs | Members | Unions | Total`
        if (
            measure == "pct"
            and column.role == "votes"
            and any(c.role == "pct" and c.group == column.group for c in columns)
        ):
            continue  # Weighted votes | %
        if measure:
            figures.setdefault(column.group or "", {}).setdefault(measure, column.col)
            before = measure if measure != "change" else before
    if of_seats and not any(found.keys() & {"votes", "both"} for found in figures.values()):
        return {}  # `Delegates | %`, `Seats | %`: a share of these as well as of votes
    if "votes" not in (alone := figures.get("", {"votes": 0})) and before:  # `Ward 1 | Ward 2 | Total | %`
        totals = [c.col for c in columns if c.role == "total" and not c.group and _counts(c)]
        if len(totals) == 1 and alone.get("pct", 0) - 1 == totals[0]:
            alone["votes"] = totals[0]
    for column in columns:  # `1st round` over `Total` and `Of round`, `MPs | Members | Total`: the candidate's total
        if column.role == "total" and column.group and column.measure in {"votes", "pct"}:
            figures.setdefault(column.group, {}).setdefault(column.measure, column.col)
    return figures


def _is_of_votes(column: Column) -> bool:
    """Whether changes are those of counts: most are above 100, or one is and none has a decimal: `+400 | +49`."""
    content = column.content
    return content.large > _FEW or (content.large > 0 and not content.decimal + content.signed)


def _is_number_on_ballot(column: Column, columns: Sequence[Column], view: TableView) -> bool:
    """Whether small numbers are those on the ballot, and the shares beside them of no votes in the table."""
    if column.content.large or not _NUMBERS.fullmatch(column.header):
        return False
    shares = [other.col for other in columns if other.role == "pct" and other.group == column.group]
    return bool(shares) and not in_proportion(column.col, shares[0], view)


def _of_rounds(columns: Sequence[Column], view: TableView) -> list[Column]:
    """The columns with `Primary votes` as those of the primary where a plain `Votes` stands beside.

    Also where the plain unit is the other one, and the two are in no proportion: `Primary votes | Percentage`.
    """
    named = {column.col: said for column in columns if (said := _round_before_unit(column, view))}
    if not named:
        return list(columns)
    plain = {column.role: column.col for column in columns if not column.group and column.col not in named}
    return [
        column._replace(group=named[column.col]) if column.col in named and _is_apart(column, plain, view) else column
        for column in columns
    ]


def _is_apart(column: Column, plain: Mapping[str, int], view: TableView) -> bool:
    """Whether a round's column of votes or shares is not of the count that the plain ones are of."""
    if column.role in plain or not plain.keys() & UNITS:
        return column.role in plain
    votes, pct = (column.col, plain["pct"]) if column.role == "votes" else (plain["votes"], column.col)
    return not in_proportion(votes, pct, view)


def _round_before_unit(column: Column, view: TableView) -> str:
    """The round that stands before the unit of a column of none, `Primary votes`, `Machine count`; "" for any other."""
    if column.role not in UNITS or column.group:
        return ""
    top = view.columns[column.col].top
    words, unit = part_unit(top)
    return "" if unit is None else words if is_group_heading(words) else top if is_group_heading(top) else ""


def _counts(column: Column) -> bool:
    """Whether a column of totals has counts: also small ones, that no header promises."""
    return column.measure == "votes" or (column.measure is None and column.content.whole > _NEARLY_ALL)


def _is_share_of_seats(column: Column, columns: Sequence[Column], view: TableView) -> bool:
    """Whether a percentage right behind seats is theirs: there is another, or it is in no proportion to the votes."""
    if _COUNTS_VOTES.search(column.header):
        return False  # `Seats % | Votes % | Votes`
    if any(other.role == "pct" and other.group == column.group and other.col > column.col for other in columns):
        return True
    votes = [other for other in columns if other.role == "votes"]
    counted = [other.col for other in votes if other.group == column.group]
    if not counted:
        return bool(votes)
    return not in_proportion(counted[-1], column.col, view)


def _is_of_share(column: Column, before: str) -> bool:
    """Whether a change that stands behind no percentage is one: it says so, or its figures have decimals or signs."""
    if before == "seats":
        return False
    told = column.content.signed + column.content.decimal > _FEW
    return told or re.search(r"%|\bpp\b|swing|share", column.header) is not None


def _in_round(column: Column, head: Head, first: int) -> Column:
    """A column that was read as one of a candidate's figures as one of a round's, where rows are the candidates."""
    if column.role in {"area", "party"} and column.measure == "votes" and column.col > first:
        return column._replace(role="votes", group=head.cells[-1].text)  # `Votes` over `Ward | List | Total | %`
    if column.role not in {"choice", "change_of_choice", "unread"} or not column.lines or column.col < first:
        return column
    words = _with_its_vote(" ".join(column.lines), head)
    if _POINTS.search(words):
        return column._replace(role="unread")  # `Total points`, of votes and sections
    if column.group and is_group_heading(
        column.group
    ):  # `First round | Runoff` over `Members | Prefectures` over units
        words = f"{column.group} – {words}"
    counted = f"{head.cells[0].text} {head.cells[-1].text}" if len(head.cells) > 1 else words
    if is_count(counted):
        return column._replace(role="votes", group=counted)  # `! colspan=3 | Count` over `! 1 !! 2 !! 3`
    wide = len(head.cells) > 1 and head.cells[0].colspan > 1
    unit = unit_of(head.cells[-1].text) if wide else None
    if column.role == "change_of_choice":
        return column._replace(role="change", group=words) if unit else column
    over = unit_of(head.cells[0].text) if wide and len(head.cells) == 2 else None  # `Votes` over `1st ballot`
    if unit is None and not ((over or (len(head.cells) == 1 and not is_system(words))) and is_group_heading(words)):
        return column
    measure = column.measure or over or ("votes" if column.content.whole > 0.7 else None)
    return column._replace(role=measure, group=words) if measure in {"votes", "pct"} else column


def _with_its_vote(words: str, head: Head) -> str:
    """A round's name with the word that was taken off as a unit: `Members' vote<br>5 September` over `Votes`."""
    whole = head.cells[0].text if len(head.cells) > 1 and head.cells[0].colspan > 1 else words
    return whole if whole != words and " ".join(_VOTE.sub(" ", whole).split()) == words else words


def _measure(column: Column) -> str | None:
    """What a column's figures are, where header and content agree."""
    content = column.content
    if column.role == "change":
        return "change"
    if column.role == "total" and column.measure == "pct":
        return "pct"  # `Votes cast | %`
    if column.role == "pct" and (content.large < 0.3 or content.signed > 0.5):
        return "both" if content.both > 0.5 else "pct"
    if column.role == "votes" or (column.role == "total" and _COUNTS_VOTES.search(column.header)):
        if content.both > 0.5:
            return "both"
        if content.signed > 0.6 or content.decimal > 0.6:
            return "pct"
        return "votes"
    return None
