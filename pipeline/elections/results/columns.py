"""Which columns of a results table hold party, candidate, votes, percentage and change, by round where it has several.

Header and content must agree: a column of seats or of electoral votes is never taken for votes. Where rows are
candidates or parties, a name over `Votes` and `%` is that of a round or a ballot: "Party vote", "First ballot".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import is_group_heading, is_system, role_of, unit_of
from pipeline.elections.columns.reading import read_columns
from pipeline.elections.columns.seats import SEATS
from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.answer_column import with_answers
from pipeline.elections.results.bracketed_shares import with_bracketed
from pipeline.elections.results.contest_column import contest_column
from pipeline.elections.results.electors_alone import are_electors_alone
from pipeline.elections.results.figure_columns import figure_columns
from pipeline.elections.results.groups import (
    by_round,
    is_count,
    of_names,
    of_this_election,
    one_round,
    with_final_count,
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
from pipeline.elections.results.summed_sections import with_summed_sections
from pipeline.elections.results.two_houses import with_joint_votes
from pipeline.elections.results.unknown_words import with_unknown_words
from pipeline.elections.table_memory import of_tables
from pipeline.elections.words.opposite_answers import pair_of

_ROUNDS: Final = re.compile(r"rounds?|ballots?|stages?")  # of a column whose cells are First, Second
_VOTE: Final = re.compile(r"\bvote\b", re.IGNORECASE)
_POINTS: Final = re.compile(r"\bpoints?\b", re.IGNORECASE)


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
    answers: frozenset[str] = frozenset()  # two options that are each other's opposite, whatever else they may mean

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
    figures = figure_columns(of_names(in_rounds, first, places.get("alliance")), view)
    figures = with_first_preferences(figures, columns)
    figures = {group: found for group, found in figures.items() if found.keys() & {"votes", "pct", "both"}}
    figures = with_final_count(figures, columns, view)
    figures = of_this_election(figures, view, "candidate" in places)
    figures = one_round(without_sections(figures, view), view)
    figures = with_bracketed(with_unknown_words(figures, columns, places.get("candidate", first), view), columns)
    if not figures and are_electors_alone(places, columns, view):
        figures = {"": {"electoral": places["electoral_votes"]}}
    figures = with_summed_sections(with_joint_votes(figures, places, columns, view), places, columns, view)
    if not figures:
        return None
    of_parties = places.get("party") if "candidate" in places else None
    parting = contest_column(columns, first, figures.get("", {}).get("pct"), of_parties, view)
    office = places.get("office", first if parting is None else parting)
    electoral = places.get("electoral_votes")
    whole = ResultColumns(
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
    return whole if answers is None else replace(whole, answers=pair_of(view.texts[answers]))


def _is_a_part(col: int | None, view: TableView) -> bool:
    """Whether a column has a part of the electoral votes alone: `Electoral votes` over `Statewide | District`."""
    cells = view.columns[col].cells if col is not None else ()
    is_below = len(cells) > 1 and cells[0].colspan > 1 and role_of(cells[0].text) == "electoral_votes"
    return is_below and unit_of(cells[-1].text) != "votes"  # but `Count | %`


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
    known = column.measure if column.measure != SEATS else None
    measure = known or over or ("votes" if column.content.whole > 0.7 else None)
    return column._replace(role=measure, group=words) if measure in {"votes", "pct"} else column


def _with_its_vote(words: str, head: Head) -> str:
    """A round's name with the word that was taken off as a unit: `Members' vote<br>5 September` over `Votes`."""
    whole = head.cells[0].text if len(head.cells) > 1 and head.cells[0].colspan > 1 else words
    return whole if whole != words and " ".join(_VOTE.sub(" ", whole).split()) == words else words
