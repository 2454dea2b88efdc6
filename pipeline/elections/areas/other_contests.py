"""Tables by area that are of another contest than the page's, though no heading says so: a primary's under "Results".

A table is one if another by the same kind of area has two of the page's nominees and this one does not, and if its
own candidates make up the whole vote. A runoff whose areas are the only ones is the election itself. Nothing here
reads a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from pipeline.elections.contest import is_runoff, is_stage
from pipeline.elections.words.names import is_group
from pipeline.records import Area, AreaResult, Candidate

_TABLE: Final[Any] = attrgetter("table_no")
_ELECTION: Final[Any] = attrgetter("election_id")
_ELECTION_AND_TABLE: Final[Any] = attrgetter("election_id", "table_no")
ResultsByTable = Mapping[int, Sequence[AreaResult]]


def by_table(results: Iterable[AreaResult]) -> dict[int, list[AreaResult]]:
    """The results of each table by its number."""
    found: dict[int, list[AreaResult]] = {}
    for table_no, rows in groupby(results, _TABLE):
        found.setdefault(table_no, []).extend(rows)
    return found


def foreign_tables(areas: Sequence[Area], results: ResultsByTable, candidates: Iterable[Candidate]) -> frozenset[int]:
    """The numbers of the tables whose rows are not of the page's contest."""
    nominees = {candidate.name for candidate in candidates if candidate.name}
    known = {table: len(nominees & {result.candidate for result in rows}) for table, rows in results.items()}
    if max(known.values(), default=0) < 2 or min(known.values()) > 1:
        return frozenset()
    kinds = {area.table_no: area.area_type for area in areas if not area.is_total}
    totals = {(area.table_no, area.row_no): area.total_votes for area in areas if area.total_votes}
    settled = {kinds.get(table) for table, found in known.items() if found > 1}
    return frozenset(
        table
        for table, rows in results.items()
        if known[table] < 2 and kinds.get(table) in settled and _strangers(rows, nominees) and _is_whole(rows, totals)
    )


def empty_tables(areas: Sequence[Area], results: ResultsByTable) -> frozenset[int]:
    """The numbers of the tables that give nothing but areas which another table of the election has with figures.

    A table of swings, or of seats, by the provinces that the results stand by.
    """
    counted = {(election_id, table) for table, rows in results.items() for election_id in set(map(_ELECTION, rows))}
    uncounted = set(map(_ELECTION_AND_TABLE, areas)) - counted
    if not uncounted:
        return frozenset()
    told = {(area.election_id, area.area) for area in areas if (area.election_id, area.table_no) in counted}
    bare = {table for _, table in uncounted}
    for area in areas:
        says = area.margin_votes is not None or area.margin_pct is not None or area.total_votes is not None
        known = area.is_total or (area.election_id, area.area) in told
        is_bare = known and not says and area.representative is None
        if not is_bare or (area.election_id, area.table_no) in counted:
            bare.discard(area.table_no)
    return frozenset(bare)


def lone_runoff(ids: Collection[str]) -> str | None:
    """The runoff whose areas are the only ones but for primaries: it is what the page's election came to.

    `ids`: the elections that the areas of a page are of.
    """
    runoffs = [election_id for election_id in ids if is_runoff(election_id)]
    return runoffs[0] if len(runoffs) == 1 and all(map(is_stage, ids)) else None


def _strangers(rows: Sequence[AreaResult], nominees: set[str]) -> bool:
    """Whether a person who is no nominee has a column; a column headed by a party alone is no stranger's."""
    return any(
        row.candidate not in nominees and row.candidate != row.party and not is_group(row.candidate) for row in rows
    )


def _is_whole(rows: Sequence[AreaResult], totals: Mapping[tuple[int, int], int]) -> bool:
    """Whether the percentages of most areas add up to about 100, or the votes to the total beside them."""
    shares: dict[int, float] = {}
    votes: dict[int, int] = {}
    for row in rows:
        if row.pct is not None:
            shares[row.row_no] = shares.get(row.row_no, 0.0) + row.pct
        votes[row.row_no] = votes.get(row.row_no, 0) + (row.votes or 0)
    counted = {number: totals[rows[0].table_no, number] for number in votes if (rows[0].table_no, number) in totals}
    filled = sum(votes[number] >= 0.9 * total for number, total in counted.items())
    whole = sum(share >= 90 for share in shares.values())
    return (bool(shares) and whole > len(shares) / 2) or (not shares and bool(counted) and filled > len(counted) / 2)
