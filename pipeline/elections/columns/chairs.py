"""Whether a column of seats names chairs of a body, for which all vote, and no areas: `Chairman`, `At-large`, `Seat 3`.

Told by the header with the cells, or by a court on the page. Reads no record, and says nothing of what the areas are.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.columns.labels import area_type_of
from pipeline.elections.columns.seats import is_seat_of_court
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.table_memory import of_tables

HEADERS: Final = frozenset(
    ("seat", "seats", "place", "places", "pos", "pos.", "position", "positions", "post", "posts")
) | {"council seat", "board seat"}
_NUMBER: Final = r"(?:,? (?:no\.? ?|# ?)?(?:\d{1,3}|[a-z]))?"
_HEADS: Final = (
    r"(?:chair(?:man|woman|person)?|mayor|president|chief (?:justice|judge)|presiding (?:justice|judge)|speaker)"
)
_CHAIR: Final = re.compile(
    rf"(?:seat|place|position|pos\.?|post|chair|judgeship|trustee|department|office){_NUMBER}"
    rf"|(?:(?:council|councillor|councilmember|commissioner|trustee|member|city|board),? )?at[- ]large"
    rf"(?:,? (?:seat|place|position|post|district|member|council))?{_NUMBER}(?: \(.{{1,20}}\))?"
    rf"|(?:(?:vice|deputy|council|board|school board|commission|city|county|village|town)[ -]){{0,2}}{_HEADS}"
    rf"(?: (?:at[- ]large|pro tem(?:pore)?))?"
    rf"|(?:city |town |village |county )?(?:clerk|treasurer|assessor|attorney|auditor)"
)
_OF_ALL: Final = re.compile(rf"(?:(?:vice|deputy|council|board|city|village|town)[ -]){{0,2}}{_HEADS}|at[- ]large")
_AREA: Final = re.compile(
    r"(?:council |board )?(?:district|ward|zone|area|precinct|sub-?district|region|division) .{1,20}"
)
_BARE: Final = re.compile(r"seat|place|position|post|office|department")  # `Seat` over nothing more
_BOARD: Final = re.compile(
    r"\b(?:council(?:man|member|lor)?s?|school board|board of|boards?|commission(?:er)?s?|trustees|mayor(?:al|s)?"
    r"|city|county"
    r"|town|village|municipal|local|courts?|judicial|judges?|justices?)\b"
)


@of_tables(16)
def is_of_chairs(view: TableView, col: int) -> bool:
    """Whether each cell of a column names a chair of a body; beside one at large or its head its districts too."""
    header = view.columns[col].text
    if header not in HEADERS:
        return False
    if is_seat_of_court(view, header):
        return True
    said = _said(view, col)
    chairs = [text for text in said if _CHAIR.fullmatch(text) and not _BARE.fullmatch(text)]
    if not chairs:
        return False
    of_all = names_heads(view, col)
    if not of_all and not all(_CHAIR.fullmatch(text) or _AREA.fullmatch(text) for text in said):
        return False
    if len(chairs) == len(said) and all(text[-1:].isdigit() for text in said):
        return True  # Place 2, Place 4: no area is called so
    if not (of_all or _BOARD.search(folded(view.page_title)) or _BOARD.search(view.words)):
        return False
    return not any(area_type_of(head.text, in_us=True) for head in view.columns if head.index != col)


@of_tables(16)
def names_heads(view: TableView, col: int) -> bool:
    """Whether some cells of a column of seats name who leads or stands for all, also beside a column of areas:
    `City | Seat` over `Chula Vista | Mayor`."""
    return view.columns[col].text in HEADERS and any(map(_OF_ALL.fullmatch, _said(view, col)))


def _said(view: TableView, col: int) -> list[str]:
    """The words of a column's cells."""
    return [folded(text).strip(" *†‡") for text in view.texts[col] if text.strip()]
