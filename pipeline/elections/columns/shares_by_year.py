"""Parties' shares by year on the page of one election: `Party | 2014 | 2019`. The page's own year is read, no other.

Only shares that come to about 100 in the page's year, the last of the years: seats, turnout and what the polls said
by year are of other things.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import role_of
from pipeline.elections.columns.measures import Content, measure_of
from pipeline.elections.kinds.view import TableView
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.figures import percent
from pipeline.elections.words.rounding import NEARLY_ALL_SHARES

_FEWEST: Final = 3  # parties
_FEWEST_YEARS: Final = 2
_WHOLE: Final = 100.0
_PLACES: Final = 3  # of the columns: the party's is one of the first


def shares_by_year(view: TableView, contents: Sequence[Content]) -> dict[int, str]:
    """Column → its year, of all columns headed by a year; {} unless they are shares of all parties' votes."""
    years = {
        head.index: head.text
        for head in view.columns
        if head.text[:1].isdigit() and len(head.cells) == 1 and YEAR.fullmatch(head.text)
    }
    if len(set(years.values())) < _FEWEST_YEARS:
        return {}
    of_page = set(YEAR.findall(view.page_title))
    if of_page != {max(years.values())}:
        return {}
    if not any(role_of(head.text) == "party" for head in view.columns[:_PLACES]) or view.says("referendum", "seats?"):
        return {}
    if any(measure_of(contents[col]) != "pct" for col in years):
        return {}
    own = next(col for col, year in years.items() if year in of_page)
    shares = [share for text in view.texts[own] if (share := percent(text)) is not None]
    whole = sum(shares) - (_WHOLE if _WHOLE in shares else 0.0)  # in the line of the total
    found = len(shares) >= _FEWEST and NEARLY_ALL_SHARES[0] <= whole <= NEARLY_ALL_SHARES[1]
    return years if found else {}
