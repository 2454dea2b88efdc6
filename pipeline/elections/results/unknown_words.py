"""Columns of votes or shares that no registry knows by their words, told by what their figures come to.

`Candidate | Ψήφοι | %`: counts right before the shares, in proportion to them, are the votes that these are shares of;
`Votes | Prosentti`: so are shares right behind the votes, if they are what the votes come to. Nothing is computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import count, count_and_percent, percent
from pipeline.elections.words.plausible_names import is_statistic, says_how_cast
from pipeline.elections.words.rounding import ALL_SHARES, OF_DECIMALS, OF_WHOLES
from pipeline.wikitext.model import Row

_MAY_COUNT: Final = frozenset(("choice", "unread", "turnout", "total", "contest_result", "heading"))
_MAY_BE_SHARES: Final = frozenset(("choice", "unread", "contest_result", "blank"))
_MAY_VOTE: Final = re.compile(r"members?|tally|num\.?")  # statistics elsewhere; here members have votes
_FEWEST: Final = 1000  # votes under a word that nobody knows: fewer may be seats
_NEARLY_ALL: Final = 0.9  # of a column's cells


def with_unknown_words(
    figures: Mapping[str, Mapping[str, int]], columns: Sequence[Column], label: int, view: TableView
) -> dict[str, dict[str, int]]:
    """The figures with the votes before lone shares, or the shares behind lone votes; `label`: who a row is about."""
    found = {group: dict(cols) for group, cols in figures.items()}
    if not found:
        return _of_lone_pairs(columns, label, view)
    alone = found.get("", {})
    if len(found) != 1 or "both" in alone or ("votes" in alone) == ("pct" in alone):
        return found
    shares = alone.get("pct", alone.get("votes", 0) + 1)
    counts = alone.get("votes", shares - 1)
    if counts <= label or shares >= len(columns):
        return found
    if "pct" in alone:
        asked = columns[counts]
        may_be = asked.role in _MAY_COUNT and asked.content.whole > _NEARLY_ALL
    else:
        asked = columns[shares]
        may_be = asked.role in _MAY_BE_SHARES and asked.content.decimal + asked.content.signed > _NEARLY_ALL
    rows = [row for _, row in view.rows]
    of_statistic = asked.role == "candidate" or is_statistic(asked.header)  # `Party | Candidates | % of total`
    of_statistic = of_statistic and "pct" in alone and asked.content.whole > _NEARLY_ALL
    of_all = "vote" in columns[shares].header and not says_how_cast(asked.header)  # and not of the postal votes
    if of_statistic and not _may_vote(asked, columns[label]) and not of_all:
        return {}  # `Candidate | Spending | %`, `Party | Members | Share`: the shares are of that
    if not may_be or asked.group or not _agree(rows, label, counts, shares):
        return found
    if "pct" in alone:
        if of_statistic and not _may_vote(asked, columns[label]):
            return {}
        if sum(count(row.text_at(counts)) or 0 for row in rows) < _FEWEST:
            return found
    return {"": {**alone, "votes": counts, "pct": shares}}


def _of_lone_pairs(columns: Sequence[Column], label: int, view: TableView) -> dict[str, dict[str, int]]:
    """The one column of figures where each is a count with its share, `Support` over `443,389 (33%)`, and all agree."""
    pairs = [c for c in columns if c.content.both > _NEARLY_ALL and c.col > label]
    others = [c for c in columns if c.col > label and c.content.numeric > 1 - _NEARLY_ALL and c not in pairs]
    if len(pairs) != 1 or others or pairs[0].role not in _MAY_BE_SHARES or is_statistic(pairs[0].header):
        return {}
    rows = [row for _, row in view.rows]
    read = [(count_and_percent(row.text_at(pairs[0].col)), "." in row.text_at(pairs[0].col), row) for row in rows]
    known = [(both.count, both.pct, fine, row) for both, fine, row in read if both.count is not None]
    agree = _come_to_all(
        [(number, pct, fine) for number, pct, fine, row in known if pct is not None and _is_own(row, label)]
    )
    return {"": {"both": pairs[0].col}} if agree and sum(number for number, *_ in known) >= _FEWEST else {}


def _is_own(row: Row, label: int) -> bool:
    """Whether a row is a candidate's, the others' or of those written in, and no total's."""
    said = row.text_at(label)
    return bool(said.strip()) and line_of_words(said) in {None, "other", "write_in"}


def _may_vote(asked: Column, label: Column) -> bool:
    """Whether a word for statistics counts votes here: a leadership's candidates have members' votes, no party has."""
    return bool(_MAY_VOTE.fullmatch(asked.header)) and (label.role != "party" or "member" not in asked.header)


def _agree(rows: Sequence[Row], label: int, counts: int, shares: int) -> bool:
    """Whether the shares of the candidates come to a hundred and are what their counts come to."""
    pairs = [
        (number, pct, "." in row.text_at(shares))
        for row in rows
        if (number := count(row.text_at(counts))) is not None
        and (pct := percent(row.text_at(shares))) is not None
        and _is_own(row, label)
    ]
    return _come_to_all(pairs)


def _come_to_all(pairs: Sequence[tuple[int, float, bool]]) -> bool:
    """Whether counts and shares, the latter with decimals or without, are of one whole."""
    votes, whole = sum(number for number, _, _ in pairs), sum(pct for _, pct, _ in pairs)
    if len(pairs) < 2 or not votes or not ALL_SHARES[0] <= whole <= ALL_SHARES[1]:
        return False
    return all(
        abs(100 * number / votes - pct) < (OF_DECIMALS if is_fine else OF_WHOLES) + abs(whole - 100)
        for number, pct, is_fine in pairs
    )
