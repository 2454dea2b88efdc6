"""What the figures of each column of a table are, settled from its header, its cells and the columns beside it.

Works on columns whose roles are known (columns.py). Where the three do not agree, a choice's column becomes `unread`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.measures import fits, measure_of, sums_to_hundred
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.figures import percent
from pipeline.elections.words.names import is_group
from pipeline.elections.words.rounding import ALL_SHARES, ALL_SHARES_OF_A_ROW

# Roles whose figures are counts or percentages, so that a unit of their own makes sense.
_MEASURED: Final = frozenset(("choice", "total", "margin", "turnout", "registered", "invalid"))
_NEARLY_ALL: Final = 0.9  # of a column's cells
_MOSTLY: Final = 0.6  # of a column's cells
_SIGNED: Final = 0.5  # of a column's cells: with a percent sign
_LEAST_SHARED: Final = 2  # choices with votes and shares
_LEAST_FULL: Final = 3  # choices whose shares come to 100: two are the leading ones or a bloc each
_COUNTED: Final = frozenset(("votes", "pct", "both", "mixed"))


_Choice = tuple[str | None, tuple[str, ...]]  # the group that a choice stands in, and the words of its header


def measured(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with the measure of each settled, or `unread` where it cannot be."""
    counted = {_choice(column) for column in columns if column.role == "choice" and column.measure == "votes"}
    found = [_settled(column, counted) for column in columns]
    found = _with_names_of_choices(_without_second_shares(found, columns))
    if any(column.role == "choice" and column.measure == "votes" for column in found):
        found = [_counted_total(column) for column in found]
    undecided = [column for column in found if _is_unsettled(column)]
    if undecided:
        found = _decided_together(found, undecided, view)
    found = _without_statistics(_without_shares_of_seats(_without_blocs(found, view), view), view)
    return [column._replace(role="unread") if _is_unsettled(column) else column for column in found]


def _choice(column: Column) -> _Choice:
    """Whose figures a column has."""
    return column.group, column.lines


def _is_unsettled(column: Column) -> bool:
    """Whether a column is a choice's and nothing has told yet what its figures are."""
    return column.role == "choice" and column.measure is None and bool(column.content.filled)


def _settled(column: Column, counted: Container[_Choice]) -> Column:
    """The column with what its header promises, where its cells agree, else with what they tell."""
    if column.role not in _MEASURED:
        return column
    promised, told = column.measure, measure_of(column.content)
    if promised in {"votes", "pct"} and not fits(column.content, promised):
        promised = None
    if told == "mixed" and column.measure == "pct" and _choice(column) in counted:
        promised = "pct"  # a row that lacks a cell has its total below `Others %`, beside `Others #`
    elif told in {"both", "mixed"}:
        promised = told
    measure = promised or told
    return column if column.measure == measure else column._replace(measure=measure)


def _counted_total(column: Column) -> Column:
    """A column of totals as one of votes, beside choices that have votes: whole numbers, of which no header says so."""
    is_bare = column.role == "total" and column.measure is None and column.content.whole > _MOSTLY
    return column._replace(measure="votes") if is_bare else column


def _without_second_shares(columns: list[Column], before: Sequence[Column]) -> list[Column]:
    """The columns with shares unread that no header says are such, beside some of the same choice that one does.

    `Clinton | %` over `2.7 | 55.1%`: state delegate equivalents, no percentage. `before`: as the headers have them.
    """
    promised = {
        _choice(column)
        for column in before
        if column.role == "choice" and column.measure == "pct" and column.content.filled
    }
    return [
        column._replace(role="unread")
        if column.role == "choice"
        and column.measure == "pct"
        and said.measure is None
        and column.content.signed < _SIGNED
        and _choice(column) in promised
        else column
        for column, said in zip(columns, before, strict=True)
    ]


def _without_shares_of_seats(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with shares unread that stand behind delegates under a name without votes: `Clinton`: `SDEs | %`."""
    if not any(column.role == "seats" for column in columns):
        return columns
    counted = {
        (column.group, column.lines) for column in columns if column.role == "choice" and column.measure != "pct"
    }
    return [
        column._replace(role="unread")
        if column.role == "choice"
        and column.measure == "pct"
        and place
        and columns[place - 1].role == "seats"
        and not ("vote" in column.header and "seat" in columns[place - 1].header)  # `NDA` over `Seats | Votes %`
        and (column.group, column.lines) not in counted
        and _under_one_name(place, view)
        else column
        for place, column in enumerate(columns)
    ]


def _under_one_name(place: int, view: TableView) -> bool:
    """Whether a column stands under the same header cell as the one before it."""
    left, right = view.columns[place - 1].cells, view.columns[place].cells
    return len(left) > 1 and len(right) > 1 and left[0] is right[0]


def _without_blocs(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with choices unread that stand behind shares which come to 100 without them.

    `S | M | SD | Other | L-vote | R-vote | Left | Right`: blocs, or another count, of which nobody says how it is made.
    """
    shares = [column for column in columns if column.role == "choice" and column.measure == "pct"]
    if len(shares) < _LEAST_FULL or len({column.lines for column in shares}) < len(shares):
        return columns
    if any(column.role == "choice" and column.measure in {"both", "mixed", "name"} for column in columns):
        return columns
    counted = [column for column in columns if column.role == "choice" and column.measure == "votes"]
    if {column.lines for column in counted} & {column.lines for column in shares}:
        return columns
    size = next((n for n in range(_LEAST_FULL, len(shares) + 1) if _come_to_hundred(shares[:n], view)), None)
    if size is None:
        return columns
    behind = [
        column
        for column in (*shares[size:], *counted)
        if column.col > shares[size - 1].col and not _is_rest(column, shares[:size], view)
    ]
    return [column._replace(role="unread") if column in behind else column for column in columns]


def _is_rest(column: Column, shares: Sequence[Column], view: TableView) -> bool:
    """Whether a column of `Others` finds room beside the shares before it in every row."""
    if not is_group(" ".join(column.lines)) or column.measure != "pct":
        return False
    cols = [own.col for own in (*shares, column)]
    return all(sum(percent(row.text_at(col)) or 0.0 for col in cols) <= ALL_SHARES[1] for _, row in view.rows)


def _without_statistics(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with what counts no votes for anybody unread: bare numbers beside shares that come to 100 already.

    `State | Roll | For | % | Against | % | Quota`: no list of words has them all.
    """
    choices = [column for column in columns if column.role == "choice" and column.measure in _COUNTED]
    measures: dict[tuple[str | None, tuple[str, ...]], set[str | None]] = {}
    for column in choices:
        measures.setdefault((column.group, column.lines), set()).add(column.measure)
    bare = {
        (group, lines) for (group, lines), own in measures.items() if own == {"votes"} and not is_group(" ".join(lines))
    }
    shared = [key for key, own in measures.items() if own == {"votes", "pct"}]
    if not bare or len(shared) < _LEAST_SHARED:
        return columns
    groups = {group for group, _ in shared}
    full = {group for group in groups if _come_to_hundred([c for c in choices if c.group == group], view)}
    return [
        column._replace(role="unread")
        if (column.group, column.lines) in bare and column.role == "choice" and column.group in full
        else column
        for column in columns
    ]


def _come_to_hundred(choices: list[Column], view: TableView) -> bool:
    """Whether the shares of most rows come to 100."""
    cols = [column.col for column in choices if column.measure == "pct"]
    sums = [
        sum(shares)
        for _, row in view.rows
        if len(shares := [pct for col in cols if (pct := percent(row.text_at(col))) is not None]) > 1
    ]
    return (
        bool(sums) and sum(ALL_SHARES_OF_A_ROW[0] <= total <= ALL_SHARES_OF_A_ROW[1] for total in sums) > len(sums) / 2
    )


def _with_names_of_choices(columns: list[Column]) -> list[Column]:
    """The columns with `name` as the measure of those that name a choice's candidate in each row, `party` his party.

    `Democratic` over `Candidate | Votes | %`, or `Democratic candidate | Votes`: words in one of a choice's columns.
    """
    counted = {(c.group, c.lines) for c in columns if c.role == "choice" and c.measure in _COUNTED}
    return [
        column._replace(measure="party" if column.header.endswith((" party", " alliance")) else "name")
        if column.role == "choice"
        and column.measure is None
        and column.content.filled
        and column.content.numeric < 0.3
        and (column.group, column.lines) in counted
        else column
        for column in columns
    ]


def _shares_have_decimals(columns: list[Column]) -> bool:
    """Whether all choices of known measure have votes and shares, the shares none without a decimal or a sign."""
    known = [column for column in columns if column.role == "choice" and column.measure in _COUNTED]
    shares = [column for column in known if column.measure == "pct"]
    return {column.measure for column in known} == {"votes", "pct"} and all(
        column.content.decimal + column.content.signed > _NEARLY_ALL for column in shares
    )


def _decided_together(columns: list[Column], undecided: list[Column], view: TableView) -> list[Column]:
    """Choices whose small whole numbers tell nothing singly: percentages if rows add up to 100."""
    if any(column.content.whole < 0.6 for column in undecided):
        return columns
    paired = {
        column.col: {other.measure for other in columns if other.role == "choice" and other.lines == column.lines}
        - {None}
        for column in undecided
    }
    rows = [[row.cells[c.col].text for c in undecided if c.col < len(row.cells)] for _, row in view.body]
    settled: str | None = None
    if all(partner == {"votes"} for partner in paired.values()) or (not any(paired.values()) and sums_to_hundred(rows)):
        settled = "pct"
    elif (
        all(partner == {"pct"} for partner in paired.values())
        or {column.measure for column in columns if column.role == "choice"} == {"votes", None}
        or any(column.role == "total" and column.measure == "votes" for column in columns)
        or _shares_have_decimals(columns)
    ):
        settled = "votes"
    chosen = {column.col for column in undecided}
    return [column._replace(measure=settled) if column.col in chosen else column for column in columns]
