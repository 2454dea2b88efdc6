"""Who won, as far as an infobox says so for certain.

Electoral votes decide first. Without them the holder of the office after the election decides, unless the figures
say otherwise or the office is the nation's and the box a state's; an absolute majority decides by itself.
Boxes of parties and leaders (parliaments, councils) have no winner here: seats do not say who governs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.elections.words.names import name_tokens
from pipeline.records import Candidate


def with_winner(
    candidates: Sequence[Candidate], after_election: str | None, *, is_national_office: bool
) -> list[Candidate]:
    """The candidates with `is_winner` set on all of them, or on none where it is not certain.

    `is_national_office`: the box is about a part of an election (a state in a presidential election), so that who
    holds the office afterwards says nothing about who won here.
    """
    votes = [candidate.electoral_vote for candidate in candidates]
    if is_national_office:
        after_election = None
    if any(vote is not None for vote in votes):
        winner = _largest(votes)
        holder = _named(candidates, after_election)
        if holder is not None and holder != winner:  # 1824: the House chose, not the electors
            return list(candidates)
    else:
        winner = _by_office(candidates, after_election)
    if winner is None:
        return list(candidates)
    return [candidate._replace(is_winner=number == winner) for number, candidate in enumerate(candidates)]


def _largest(figures: Sequence[int | float | None]) -> int | None:
    """The place of the one largest figure above 0; None where two share it."""
    best = max((figure for figure in figures if figure), default=None)
    places = [number for number, figure in enumerate(figures) if figure == best]
    return places[0] if best is not None and len(places) == 1 else None


def _by_office(candidates: Sequence[Candidate], after_election: str | None) -> int | None:
    leader = _leader(candidates)
    if leader is None and any(candidate.pct or candidate.popular_vote for candidate in candidates):
        return None
    holder = _named(candidates, after_election)
    if after_election and holder is None:
        return None
    if holder is not None:
        return holder if leader in {None, holder} else None
    pct = candidates[leader].pct if leader is not None else None
    return leader if pct is not None and pct > 50 and len(candidates) > 1 else None


def _leader(candidates: Sequence[Candidate]) -> int | None:
    """The place of the candidate ahead in votes and percentages alike; None where they differ or are missing.

    Of percentages that are rounded to the same (12,645 and 12,639 votes, 38.7% both) the votes decide.
    """
    ahead = _largest(votes := [c.popular_vote for c in candidates])
    shares = [c.pct for c in candidates]
    if not any(shares) or (ahead is not None and shares[ahead] == max(filter(None, shares))):
        return ahead
    return None if any(votes) else _largest(shares)


def _named(candidates: Sequence[Candidate], name: str | None) -> int | None:
    tokens = name_tokens(name) if name else ()
    places = [number for number, c in enumerate(candidates) if tokens and c.name and name_tokens(c.name) == tokens]
    return places[0] if len(places) == 1 else None
