"""The figures of a results table's row, as stated; a cell that spans more rows than who it stands beside is not his."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.elections.results.box_calls import beside_those_per_seat
from pipeline.elections.results.bracketed_shares import read_bracketed
from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.numbers import read_count_and_percent, read_signed_percent
from pipeline.wikitext.model import Cell, Row

_SHARE_AND_CHANGE: Final = re.compile(  # 45.2% (+2.1), 45.2 (▼1.1 pp)
    r"(?P<pct>\d{1,3}(?:\.\d{1,3})?\s*%|\d{1,3}\.\d{1,3})\s*"
    r"\(?\s*(?P<change>[+−–▲▼-]\s*\d{1,2}(?:\.\d{1,3})?)\s*(?:%|pp|p\.p\.)?\s*\)?"
)
_ARROW_BEFORE: Final = re.compile(r"[▲▼▬]\s*(?=\d)")  # {{increase}} 167,481
_ABOUT: Final = re.compile(
    r"(?:c\.|ca\.|circa|approx\.)\s?(?=\d)", re.IGNORECASE
)  # c. 569, as old boxes reckon turnout
_ABOUT_BEGINS: Final = frozenset("cCaA")
_ALL: Final = 100.0  # percent
_OUTCOMES: Final = frozenset(("hold", "gain", "swing"))  # lines of which a swing is the only figure


def own_columns(row: Row, columns: ResultColumns, figures: dict[str, int]) -> dict[str, int]:
    """The figures' columns without those whose cell spans more rows than who they are of: a coalition's votes."""
    named = [cell for col in (columns.candidate, columns.party) if (cell := row.at(col))]
    tallest = max((cell.rowspan for cell in named[:1] if cell.text.strip()), default=0) or max(
        (cell.rowspan for cell in named), default=1
    )
    return {kind: col for kind, col in figures.items() if (cell := row.at(col)) is None or cell.rowspan <= tallest}


_Stated = tuple[int | None, float | None]  # votes, percentage


def figures_of(row: Row, figures: dict[str, int], line: str) -> tuple[int | None, float | None, float | None]:
    """Votes, percentage and change of a row, as stated; a cell spanning votes and percentage is what its sign says."""
    votes_cell, pct_cell, change_cell = (row.at(figures.get(kind)) for kind in ("votes", "pct", "change"))
    if line in _OUTCOMES:
        return None, None, _swing(row, (votes_cell, pct_cell, change_cell))
    votes, pct = _in_one_cell(row, figures)
    if votes_cell is not None:
        votes, pct = _of_votes_cell(votes_cell, pct_cell, pct)
    if pct_cell is not None and pct_cell is not votes_cell:
        own = percent(_without_about(pct_cell.text))
        pct = own if own is not None else pct
    both = _share_and_change(pct_cell.text) if pct_cell is not None else None
    if both is not None:
        pct = percent(both["pct"])
    change: float | None = None
    if change_cell is None:
        change = read_signed_percent(both["change"], sign_required=True) if both is not None else None
    elif change_cell not in (votes_cell, pct_cell):
        change = read_signed_percent(change_cell.text, sign_required=True)
        change = change if abs(change or 0) <= _ALL else None
    return votes, pct if pct is not None and pct <= _ALL else None, change


def _without_about(text: str) -> str:
    """A figure without the word that says that it is reckoned; of an infobox's nothing is read."""
    return _ABOUT.sub("", text, count=1) if text[:1] in _ABOUT_BEGINS else text


def _share_and_change(text: str) -> re.Match[str] | None:
    """A share with its change, `45.2% (+2.1)`; most shares are alone, and no pattern need tell that."""
    if text.isascii() and "(" not in text and "+" not in text and "-" not in text:
        return None
    return _SHARE_AND_CHANGE.fullmatch(text.strip())


def _in_one_cell(row: Row, figures: dict[str, int]) -> _Stated:
    """The votes and the percentage that stand in one cell, `2,012 (16.3%)`."""
    if (bracketed := row.at(figures.get("bracketed"))) is not None:
        return read_bracketed(bracketed.text)
    if (both := row.at(figures.get("both"))) is not None:
        pair = read_count_and_percent(both.text)
        return pair.count, pair.pct
    return None, None


def _of_votes_cell(cell: Cell, pct_cell: Cell | None, pct: float | None) -> _Stated:
    """The votes in their place; a turnout's may have its share with them, `2,012 (16.3%)`, or be a share alone."""
    text = _without_about(cell.text)
    votes = count(text if text.isascii() else _ARROW_BEFORE.sub("", text, count=1))
    if votes is not None:
        return votes, pct
    votes, pct = read_count_and_percent(cell.text)
    if votes is None:
        votes = beside_those_per_seat(cell.text)
    if votes is not None:
        return votes, pct
    is_share = "%" in cell.text and (pct_cell is None or pct_cell is cell or not pct_cell.text.strip())
    return None, percent(cell.text) if is_share else None


def _swing(row: Row, cells: Iterable[Cell | None]) -> float | None:
    """The swing in a row of who holds or gains the seat."""
    if any(line_of_words(cell.text) == "majority" for cell in row.cells):
        return None  # SNP gain from Labour | Majority | 1,342 | 4.0
    said = [
        read_signed_percent(cell.text) for cell in cells if cell is not None and line_of_words(cell.text) != "swing"
    ]
    return next((swing for swing in said if swing is not None and abs(swing) <= _ALL), None)


def majority_beside(row: Row) -> tuple[int, float | None] | None:
    """Votes and share of a majority in the row of who holds the seat: `Labour hold | Majority | 1,342 | 4.0`."""
    said = next((cell for cell in row.cells if line_of_words(cell.text) == "majority"), None)
    if said is None:
        return None
    behind = [cell.text for cell in row.cells if cell.origin_col > said.origin_col and cell.text.strip()]
    votes = count(behind[0]) if behind else None
    return (votes, percent(behind[1]) if len(behind) > 1 else None) if votes is not None else None


def is_whole(row: Row, figures: dict[str, int]) -> bool:
    """Whether a row's share is 100 %: of the votes, where a turnout would be of those entitled."""
    cell = row.at(figures.get("pct"))
    return cell is not None and percent(cell.text) == _ALL
