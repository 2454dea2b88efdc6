"""What the template that made a line of an Election box says of it, whatever columns its table has."""

from __future__ import annotations

from pipeline.elections.words.figures import count, percent
from pipeline.wikitext.model import Call


def is_winner(call: Call | None) -> bool | None:
    """Whether a candidate's template says that he won, by its name or `winner=yes`; a hold's `winner` is a party."""
    if call is None:
        return None
    return "winning" in call.name or call.params.get("winner", "").strip().casefold() in {"yes", "y"}


def as_called(call: Call, votes: int | None, pct: float | None) -> tuple[int | None, float | None]:
    """Votes and percentage as a template's own parameters give them, whatever columns its table has.

    A box may open with another kind's template, so that its columns do not fit the lines.
    """
    said_votes = call.params.get("votes", "").strip()
    said_pct = (call.params.get("percentage") or call.params.get("votes %") or "").strip()
    return count(said_votes) if said_votes else votes, percent(said_pct) if said_pct else pct
