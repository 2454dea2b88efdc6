"""Which columns of a results table hold votes, shares and changes, by the round or ballot that they stand under.

Header and content must agree, and the columns beside: seats, numbers on the ballot and shares of either are no votes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import UNITS, Column
from pipeline.elections.columns.labels import is_group_heading, part_unit
from pipeline.elections.columns.measures import are_years
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.proportions import in_proportion

COUNTS_VOTES: Final = re.compile(r"vote|tally|^results? ")  # Total votes; `Result` over `Total | %`
_NUMBERS: Final = re.compile(r"#|nos?\.?|numbers?|count")  # of votes, or on the ballot
_NEARLY_ALL: Final = 0.9  # of a column's cells
_FEW: Final = 0.5  # of a column's cells: fewer say the other thing by a slip


def figure_columns(columns: Sequence[Column], view: TableView) -> dict[str, dict[str, int]]:
    """The columns of figures by group and measure (votes, pct, both, change), the first of each; {} if none is sure."""
    figures: dict[str, dict[str, int]] = {}
    before = ""  # the measure of the last column that has one, or "seats"
    of_seats = False
    for column in _of_rounds(columns, view):
        if column.role == "seats" or _counts_areas(column):
            before = "seats"
            continue
        measure = _measure(column)
        if measure == "pct" and before == "seats":
            of_seats = of_seats or not COUNTS_VOTES.search(column.header)
        if measure is not None and _is_of_something_else(column, measure, before, columns, view):
            continue
        if column.role in {"choice", "unread"}:
            before = ""  # what stands between: `MPs | Members | Unions | Total`
        if measure == "pct" and _is_second_share(column, columns):
            continue
        if measure:
            figures.setdefault(column.group or "", {}).setdefault(measure, column.col)
            before = measure if measure != "change" else before
    if of_seats and not any(found.keys() & {"votes", "both"} for found in figures.values()):
        return {}  # `Delegates | %`, `Seats | %`: a share of these as well as of votes
    return _with_totals(figures, columns) if before else _with_totals_of_groups(figures, columns)


def _is_of_something_else(
    column: Column, measure: str, before: str, columns: Sequence[Column], view: TableView
) -> bool:
    """Whether figures are nobody's votes and no share or change of them."""
    if measure == "votes":  # a lost header moved `Year` out of its place
        return are_years(view.texts[column.col]) or _is_number_on_ballot(column, columns, view)
    if measure == "pct":
        return before == "seats" and _is_share_of_seats(column, columns, view)
    if measure == "change":
        is_behind_share = before == "pct" or (view.table.call is not None and before != "seats")
        # `% | +/- | Change (pp)`: of the votes, then of the share
        return _is_of_votes(column) or not (is_behind_share or _is_of_share(column, before))
    return False


def _counts_areas(column: Column) -> bool:
    """Whether a column says how many areas were for somebody: a share of these is none of votes, `States | %`."""
    return column.role == "area" and column.content.whole > _NEARLY_ALL


def _is_second_share(column: Column, columns: Sequence[Column]) -> bool:
    """Whether shares stand under votes beside a column of shares: `Weighted votes | %`."""
    return column.role == "votes" and any(c.role == "pct" and c.group == column.group for c in columns)


def _with_totals(figures: dict[str, dict[str, int]], columns: Sequence[Column]) -> dict[str, dict[str, int]]:
    """The figures with the one column of totals right before the share as the votes: `Ward 1 | Ward 2 | Total | %`."""
    alone = figures.get("")
    if alone is not None and "votes" not in alone:
        totals = [c.col for c in columns if c.role == "total" and not c.group and _counts(c)]
        if len(totals) == 1 and alone.get("pct", 0) - 1 == totals[0]:
            alone["votes"] = totals[0]
    return _with_totals_of_groups(figures, columns)


def _with_totals_of_groups(figures: dict[str, dict[str, int]], columns: Sequence[Column]) -> dict[str, dict[str, int]]:
    """The figures with a candidate's totals in groups: `MPs | Members | Total`, `1st round` over `Total`."""
    for column in columns:
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
    if total := next((c.col for c in columns if c.role == "total" and not c.group and _says_votes(c)), None):
        plain.setdefault("votes", total)  # `First votes | Total votes (%)`
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


def _says_votes(column: Column) -> bool:
    return COUNTS_VOTES.search(column.header) is not None


def _counts(column: Column) -> bool:
    """Whether a column of totals has counts: also small ones, that no header promises."""
    return column.measure == "votes" or (column.measure is None and column.content.whole > _NEARLY_ALL)


def _is_share_of_seats(column: Column, columns: Sequence[Column], view: TableView) -> bool:
    """Whether a percentage right behind seats is theirs: there is another, or it is in no proportion to the votes."""
    if COUNTS_VOTES.search(column.header):
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


def _measure(column: Column) -> str | None:
    """What a column's figures are, where header and content agree."""
    content = column.content
    if column.role == "change":
        return "change"
    if column.role == "total" and column.measure == "pct":
        return "pct"  # `Votes cast | %`
    if column.role == "pct" and (content.large < 0.3 or content.signed > 0.5):
        return "both" if content.both > 0.5 else "pct"
    if column.role == "votes" or (column.role == "total" and COUNTS_VOTES.search(column.header)):
        if content.both > 0.5:
            return "both"
        if content.signed > 0.6 or content.decimal > 0.6:
            return "pct"
        return "votes"
    return None
