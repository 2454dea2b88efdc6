"""What the template that made a line of an Election box says of it, whatever columns its table has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from pipeline.elections.results.columns import ResultColumns
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.numbers import read_signed_percent
from pipeline.wikitext.model import Call

_WON: Final = frozenset(
    ("yes", "y", "✓", "✔", "{{tick}}", "{{aye}}")
)  # {{Election box candidate no party with winner}}
_WINNING: Final = re.compile(
    r"winning|mmp election box (?:candidate|incumbent) win(?! list)"
)  # a list's seat is another
_PER_SEAT: Final = re.compile(r"([\d,]{1,12})\s*\([\d,.]{5,14}\)")  # 368,734<br/>(184,367), the votes per seat


def is_winner(call: Call | None) -> bool | None:
    """Whether a candidate's template says that he won, by its name or `winner=yes`; a hold's `winner` is a party."""
    if call is None:
        return None
    return bool(_WINNING.search(call.name)) or call.params.get("winner", "").strip().casefold() in _WON


class Majority(NamedTuple):
    """A winner's lead as the line of who holds the seat states it."""

    votes: int | None
    pct: float | None
    change: float | None


def stated_majority(call: Call | None) -> Majority | None:
    """The majority that `{{MMP election box hold|winner=…|majority=1,068|percentage=2.97|change=–2.63}}` states."""
    if call is None or " box " not in call.name or not (said := call.params.get("majority", "").strip()):
        return None
    votes, pct = count(said), percent(call.params.get("percentage", ""))
    change = read_signed_percent(call.params.get("change", ""), sign_required=True)
    return Majority(votes, pct, change) if votes is not None else None


def beside_those_per_seat(text: str) -> int | None:
    """The votes of a cell that has those per seat behind them: 425,091 for `425,091 (106,272.75)`; else None."""
    match = _PER_SEAT.fullmatch(text.strip()) if text[-1:] == ")" else None
    return count(match[1]) if match else None


def as_called(call: Call, votes: int | None, pct: float | None) -> tuple[int | None, float | None]:
    """Votes and percentage as a template's own parameters give them, whatever columns its table has.

    A box may open with another kind's template, so that its columns do not fit the lines.
    """
    if call.name.startswith("election results"):
        return votes, pct  # one call for all lines
    said_votes = _PER_SEAT.sub(r"\1", call.params.get("votes", "").strip())
    said_pct = (call.params.get("percentage") or call.params.get("votes %") or "").strip()
    return count(said_votes) if said_votes else votes, percent(said_pct) if said_pct else pct


def own_lead(call: Call | None, columns: ResultColumns) -> ResultColumns:
    """The columns as a line's own template has them where its box began without a party and the line names one.

    `{{Election box begin no party}}` over `{{Election box candidate with party link|…}}`: colour, party, candidate.
    """
    if call is None or columns.party is not None or columns.candidate not in {0, 1}:
        return columns
    if not call.params.get("party") or not call.params.get("candidate") or "no party no" in f"{call.name} no":
        return columns
    return replace(columns, party=1, candidate=2)
