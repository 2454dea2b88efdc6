"""Margins written with whose they are, `R+12.4`, `Trump +5.2%`, `+3.1% D`, and those of the page's own year.

Tables of swings set the margins of several elections side by side (`2020 margin | 2024 margin | Net swing`): the
margin of the page's year is the area's, those of other years are other elections'. Who leads has no column.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.dates import YEAR
from pipeline.elections.words.numbers import CountAndPercent, is_nothing, read_count, read_percent

LEAD: Final = "lead"  # the measure of such a column
_LONGEST: Final = 40  # characters
_FIGURE: Final = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)(?P<sign{0}> ?(?:%|pp|pts?\.?|points?))?"
_LED: Final = re.compile(
    rf"(?:[A-Z][\w.'’–-]{{0,19}} ?\+ ?{_FIGURE.format('behind')}"
    rf"|\+?{_FIGURE.format('before')} \(?(?:D|R|I|L|G|W|F|DFL|Dem\.?|Rep\.?|Ind\.?|GOP|Democratic|Republican)\)?)"
)
_OF_MARGIN: Final = re.compile(
    r"(?:\d{4} )?(?:presidential |election |win(?:ning)? )*margins?(?: of victory)?(?: \(?(?:in |of )?\d{4}\)?)?"
)
_OF_RESULT: Final = re.compile(r"\d{4}(?: (?:presidential |election )*(?:results?|lead|margin))?")
_MOST: Final = 0.6  # of a column's cells


def read_lead(text: str) -> CountAndPercent:
    """The margin of a cell that says whose it is; nothing of any other cell."""
    match = _LED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return CountAndPercent()
    figure, sign = match["behind"] or match["before"], match["signbehind"] or match["signbefore"]
    if "," in figure:
        return CountAndPercent(read_count(figure) if not sign else None, None)
    return CountAndPercent(None, read_percent(figure))


def with_leads(columns: list[Column], view: TableView) -> list[Column]:
    """The columns with margins that say whose they are measured, and the margin of the page's year as the margin."""
    found = list(columns)
    for place, column in enumerate(columns):
        if column.role == "margin" and column.measure is None and _holds_leads(column, view):
            found[place] = column._replace(measure=LEAD)
        elif column.role == "swing_from" and column.content.filled and _is_of_page(column, view):
            if _holds_leads(column, view):
                found[place] = column._replace(role="margin", measure=LEAD)
            elif _OF_MARGIN.fullmatch(column.header) and column.content.signed + column.content.decimal >= _MOST:
                found[place] = column._replace(role="margin", measure="pct")
    return found


def _holds_leads(column: Column, view: TableView) -> bool:
    texts = [text for text in view.texts[column.col] if not is_nothing(text)]
    return bool(texts) and sum(bool(_LED.fullmatch(text.strip())) for text in texts if len(text) <= _LONGEST) >= (
        _MOST * len(texts)
    )


def _is_of_page(column: Column, view: TableView) -> bool:
    """Whether a header names the year of the page's election, the last of those in its title, and no other."""
    years, named = YEAR.findall(folded(view.page_title)), YEAR.findall(column.header)
    if not years or named != years[-1:]:
        return False
    return bool(_OF_MARGIN.fullmatch(column.header) or _OF_RESULT.fullmatch(column.header))
