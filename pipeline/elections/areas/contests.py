"""The contests that stand side by side in a table by area: `First round | Runoff`, `2008 | 2012`, two ballots.

Each has its own columns of candidates, and its own margin and total where these stand under its heading. The first is
the table's election; the others are stages of it (contest.py). Columns of other years are other elections: left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.choices import Choice
from pipeline.elections.columns.column import Column
from pipeline.elections.contest import general_first, group_stage, stage_id
from pipeline.elections.words.dates import YEAR

_OF_AREA: Final = frozenset(("margin", "total", "representative"))


class AreaContest(NamedTuple):
    """The columns of one contest."""

    election_id: str
    choices: tuple[Choice, ...]
    of_area: tuple[Column, ...]  # what is said of the area itself: margin, total, representative


def area_contests(
    choices: Sequence[Choice], columns: Sequence[Column], year: int | None, election_id: str
) -> list[AreaContest]:
    """The contests of a table, the table's own first; one at least, with no choices where none can be read."""
    of_area = tuple(column for column in columns if column.role in _OF_AREA)
    first = _first_group(choices, year)
    groups = list(dict.fromkeys(choice.group for choice in choices))
    further = [group for group in groups if group and group not in first and not _other_year(group, year)]
    if not further:
        return [AreaContest(election_id, tuple(c for c in choices if c.group in first), of_area)]
    found = []
    ordered = [*first[:1], *further] if None in first[:1] else general_first([*filter(None, first[:1]), *further])
    for number, group in enumerate(ordered):
        stage = group_stage(group, is_first=number == 0) if group else None
        own = tuple(column for column in of_area if column.group in {None, group} or column.role == "representative")
        own = own if number == 0 else tuple(column for column in own if column.group or column.role == "representative")
        found.append(
            AreaContest(
                stage_id(election_id, stage) if stage else election_id,
                tuple(choice for choice in choices if choice.group == group),
                own,
            )
        )
    return _each_once(found)


def _first_group(choices: Sequence[Choice], year: int | None) -> list[str | None]:
    """The group of the table's election: the year's where columns are parted by years, else the first; [] for none."""
    groups = list(dict.fromkeys(choice.group for choice in choices))
    if len(groups) < 2 and not (groups and groups[0] and groups[0].isdigit()):
        return groups
    if year is not None and all(group and group.isdigit() and group != str(year) for group in groups):
        return []  # columns of other years' elections alone
    if year is not None:  # `Trump 2016` before those of the page's year
        groups = [group for group in groups if not (group and group.isdigit() and group != str(year))] or groups
    of_year = [group for group in groups if year is not None and group and str(year) in group]
    return groups[:1] if len(of_year) != 1 else [*of_year]


def _other_year(group: str, year: int | None) -> bool:
    return any(int(said) != year for said in YEAR.findall(group))


def _each_once(contests: list[AreaContest]) -> list[AreaContest]:
    """The contests without those that have the election of one before: two groups that both say `General election`."""
    return list({contest.election_id: contest for contest in reversed(contests)}.values())[::-1]
