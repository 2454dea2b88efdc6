"""Columns of a table by area that nobody voted for, told by arithmetic: what is left of a total, or of 100 percent.

`County | DeWine | Cordray | Ballots cured | Total`: where those whom the page knows, with some of the others or none,
come to the total or their shares to 100 in nearly all rows, what is left over counts something else. No list of words
has them all. Blocs behind all parties (`Votes | S | M | Other | Left | Right`) are told by the votes that the parties
come to. Nothing is computed for the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from pipeline.elections.columns.choices import Choice
from pipeline.elections.columns.column import Column
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.rounding import OF_A_SUM
from pipeline.wikitext.model import Row

_LEAST_ROWS: Final = 2
_NEARLY_ALL: Final = 0.9  # of the rows
_MOST_BLOCS: Final = 3
_SIDES: Final = frozenset(("left", "right", "centre", "center"))
_LEAST_PARTIES: Final = 2
_LEAST_COUNT: Final = 100  # votes: fewer may be the sum of some by chance
_MANY: Final = 1_000  # votes, of the one row of a table
_MOST_UNKNOWN: Final = 5  # whose subsets are tried


def without_bystanders(
    choices: Sequence[Choice],
    columns: Sequence[Column],
    rows: Sequence[tuple[int, Row]],
    is_unknown: Callable[[Choice], bool],
) -> tuple[Choice, ...]:
    """The choices without those unknown ones that find no room in the rows' totals or in their 100 percent."""
    whole = _without_blocs(_without_sides(tuple(choices)), columns, rows, is_unknown)
    unknown = [choice for choice in whole if is_unknown(choice)]
    if not unknown or len(unknown) > _MOST_UNKNOWN or len(whole) - len(unknown) < 2:
        return whole
    totals = [column.col for column in columns if column.role == "total" and column.measure == "votes"]
    if len(totals) == 1:
        wanted = [float(count(row.text_at(totals[0])) or 0) for _, row in rows]
        counts = {id(c): _counts(c, rows) for c in whole if "votes" in c.columns}
        if (kept := _filling(whole, unknown, counts, wanted, 0.0)) is not None:
            return kept
    shares = {id(c): _shares(c, rows) for c in whole if "pct" in c.columns}
    kept = _filling(whole, unknown, shares, [100.0] * len(rows), OF_A_SUM)
    return whole if kept is None else kept


def _without_sides(whole: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices without `Left` and `Right` behind the others, whose sums they are, whatever the parties come to."""
    before = len(whole)
    while before and whole[before - 1].candidate.casefold() in _SIDES:
        before -= 1
    said = {choice.candidate.casefold() for choice in whole[before:]}
    return whole[:before] if before >= _LEAST_PARTIES and {"left", "right"} <= said else whole


def _without_blocs(
    whole: tuple[Choice, ...],
    columns: Sequence[Column],
    rows: Sequence[tuple[int, Row]],
    is_unknown: Callable[[Choice], bool],
) -> tuple[Choice, ...]:
    """The choices up to the one with whom they come to all votes, exactly in nearly all rows; behind it stand sums.

    All votes are in the one column of counts that is nobody's: `Votes` before the parties, `Total` behind them. Where
    there is none, two blocs or more part all of the parties' votes among them: `A | V | O | B | Left | Right`.
    """
    behind = 0  # unknown ones at the end: one whom the page knows is no bloc
    while behind < len(whole) and whole[-1 - behind].columns.keys() == {"votes"} and is_unknown(whole[-1 - behind]):
        behind += 1
    fewest = max(2, len(whole) - min(behind, _MOST_BLOCS))
    if fewest >= len(whole) or any("votes" not in choice.columns for choice in whole):
        return whole
    totals = [c.col for c in columns if (c.role == "total" and c.measure == "votes") or c.role == "votes"]
    if len(totals) > 1:
        return whole
    wanted = [count(row.text_at(totals[0])) or 0 for _, row in rows] if totals else None
    by_row = [[count(row.text_at(choice.columns["votes"])) or 0 for choice in whole] for _, row in rows]
    for kept in range(fewest, len(whole)):
        parties, blocs = [sum(own[:kept]) for own in by_row], [sum(own[kept:]) for own in by_row]
        if wanted is not None and _are_equal(wanted, parties, blocs):
            return whole[:kept]
        if wanted is None and kept > len(whole) - kept > 1 and _are_equal(parties, blocs, blocs):
            return whole[:kept]
    return whole


def _are_equal(all_votes: Sequence[int], sums: Sequence[int], blocs: Sequence[int]) -> bool:
    """Whether sums are all the votes in nearly all rows that have blocs; of one row many votes are enough, if the
    blocs have most of them too."""
    told = [
        total == own and bloc > 0
        for total, own, bloc in zip(all_votes, sums, blocs, strict=True)
        if total >= _LEAST_COUNT
    ]
    of_one = len(sums) == 1 and sums[0] >= _MANY and 2 * blocs[0] > sums[0]
    return len(told) >= (1 if of_one else _LEAST_ROWS) and sum(told) >= _NEARLY_ALL * len(told)


def _filling(
    whole: Sequence[Choice],
    unknown: Sequence[Choice],
    figures: dict[int, list[float | None]],
    wanted: Sequence[float],
    tolerance: float,
) -> tuple[Choice, ...] | None:
    """The choices whose figures come to what is wanted in nearly all rows; None where no set of them does."""
    for left_out in _sets(unknown):
        kept = tuple(choice for choice in whole if choice not in left_out)
        own = [figures[id(choice)] for choice in kept if id(choice) in figures]
        if len(own) < len(kept):
            continue
        told = [
            abs(sum(value for value in values if value is not None) - total) <= tolerance
            for total, *values in zip(wanted, *own, strict=True)
            if total and None not in values
        ]
        if len(told) >= _LEAST_ROWS and sum(told) >= _NEARLY_ALL * len(told):
            return kept
    return None


def _sets(unknown: Sequence[Choice]) -> Iterator[tuple[Choice, ...]]:
    """What may be left out, the least first."""
    for size in range(len(unknown) + 1):
        yield from combinations(unknown, size)


def _counts(choice: Choice, rows: Sequence[tuple[int, Row]]) -> list[float | None]:
    col = choice.columns["votes"]
    return [None if (own := count(row.text_at(col))) is None else float(own) for _, row in rows]


def _shares(choice: Choice, rows: Sequence[tuple[int, Row]]) -> list[float | None]:
    col = choice.columns["pct"]
    return [percent(row.text_at(col)) for _, row in rows]
