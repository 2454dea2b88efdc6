"""The figures of a results table's row, and those of an alliance that span the rows of its parties.

Values are as stated; a cell that spans more rows than the party it stands beside is not the party's.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.results.bracketed_shares import read_bracketed
from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.results.names import named_party
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.numbers import read_count_and_percent, read_signed_percent
from pipeline.records import Result
from pipeline.wikitext.model import Row

_SHARE_AND_CHANGE: Final = re.compile(  # 45.2% (+2.1), 45.2 (▼1.1 pp)
    r"(?P<pct>\d{1,3}(?:\.\d{1,3})?\s*%|\d{1,3}\.\d{1,3})\s*"
    r"\(?\s*(?P<change>[+−–▲▼-]\s*\d{1,2}(?:\.\d{1,3})?)\s*(?:%|pp|p\.p\.)?\s*\)?"
)
_ARROW_BEFORE: Final = re.compile(r"[▲▼▬]\s*(?=\d)")  # {{increase}} 167,481
_ALL: Final = 100.0  # percent


def own_columns(row: Row, columns: ResultColumns, figures: dict[str, int]) -> dict[str, int]:
    """The figures' columns without those whose cell spans more rows than who they are of: a coalition's votes."""
    named = [cell for col in (columns.candidate, columns.party) if (cell := row.at(col))]
    tallest = max((cell.rowspan for cell in named[:1] if cell.text.strip()), default=0) or max(
        (cell.rowspan for cell in named), default=1
    )
    return {kind: col for kind, col in figures.items() if (cell := row.at(col)) is None or cell.rowspan <= tallest}


def figures_of(row: Row, figures: dict[str, int], line: str) -> tuple[int | None, float | None, float | None]:
    """Votes, percentage and change of a row, as stated; a cell spanning votes and percentage is what its sign says."""
    votes_cell, pct_cell, change_cell = (row.at(figures.get(kind)) for kind in ("votes", "pct", "change"))
    votes: int | None = None
    pct: float | None = None
    if (both_cell := row.at(figures.get("both"))) is not None:
        pair = read_count_and_percent(both_cell.text)
        votes, pct = pair.count, pair.pct
    if (bracketed := row.at(figures.get("bracketed"))) is not None:
        votes, pct = read_bracketed(bracketed.text)
    if votes_cell is not None:
        votes = count(_ARROW_BEFORE.sub("", votes_cell.text, count=1))
        if votes is None:  # 2,012 (16.3%) in the votes' place of a turnout
            votes, pct = read_count_and_percent(votes_cell.text)
        if votes is None:
            pct = (
                percent(votes_cell.text)
                if "%" in votes_cell.text and (pct_cell is None or pct_cell is votes_cell or not pct_cell.text.strip())
                else None
            )
    if pct_cell is not None and pct_cell is not votes_cell:
        own = percent(pct_cell.text)
        pct = own if own is not None else pct
    both = _SHARE_AND_CHANGE.fullmatch(pct_cell.text.strip()) if pct_cell is not None else None
    if both is not None:
        pct = percent(both["pct"])
    change = read_signed_percent(change_cell.text, sign_required=True) if change_cell is not None else None
    if both is not None and change_cell is None:
        change = read_signed_percent(both["change"], sign_required=True)
    if change_cell is not None and (change_cell in (votes_cell, pct_cell) or abs(change or 0) > 100):
        change = None
    if line in {"hold", "gain", "swing"}:
        if any(line_of_words(cell.text) == "majority" for cell in row.cells):
            return None, None, None  # SNP gain from Labour | Majority | 1,342 | 4.0
        cells = [cell for cell in (votes_cell, pct_cell, change_cell) if cell is not None]
        swings = [read_signed_percent(cell.text) for cell in cells if line_of_words(cell.text) != "swing"]
        found = [swing for swing in swings if swing is not None and abs(swing) <= _ALL]
        return None, None, found[0] if found else None
    return votes, pct if pct is not None and pct <= 100 else None, change


def majority_beside(row: Row) -> tuple[int, float | None] | None:
    """Votes and share of a majority in the row of who holds the seat: `Labour hold | Majority | 1,342 | 4.0`."""
    said = next((cell for cell in row.cells if line_of_words(cell.text) == "majority"), None)
    if said is None:
        return None
    behind = [cell.text for cell in row.cells if cell.origin_col > said.origin_col and cell.text.strip()]
    votes = count(behind[0]) if behind else None
    return (votes, percent(behind[1]) if len(behind) > 1 else None) if votes is not None else None


def alliance_lines(
    row: Row, row_no: int, columns: ResultColumns, key: tuple[str, int, int, int, str | None]
) -> list[Result]:
    """The lines of an alliance that begins in a row, one per round, from the cells that span as many rows as it does.

    `key`: election, page, table, row and contest of the table.
    """
    outer = row.at(columns.alliance)
    if outer is None or outer is row.at(columns.party) or outer.rowspan < 2 or outer.origin_row != row_no:
        return []
    party = named_party(outer)
    found = []
    for group, figures in columns.figures.items():
        whole = {kind: col for kind, col in figures.items() if (cell := row.at(col)) and cell.rowspan == outer.rowspan}
        votes, pct, change = figures_of(row, whole, "party")
        if party is not None and (votes is not None or pct is not None):
            contest = " – ".join(part for part in (key[-1], group) if part) or None
            line = Result(*key[:-1], contest, "party", party=party.words, party_link=party.link)
            found.append(line._replace(votes=votes, pct=pct, pct_change_pp=change))
    return found


def is_whole(row: Row, figures: dict[str, int]) -> bool:
    """Whether a row's share is 100 %: of the votes, where a turnout would be of those entitled."""
    cell = row.at(figures.get("pct"))
    return cell is not None and percent(cell.text) == _ALL
