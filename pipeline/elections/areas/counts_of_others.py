"""Counts beside shares of a table by area that are no votes: `! SVP !! SP` over `% | #` may count seats.

Votes of a row are in proportion to its shares, whatever the shares are of; seats and delegates are not. Where the rows'
counts contradict their shares in more than a third of them, the counts are left out and the shares kept. Nothing is
computed for the records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.elections.columns.choices import Choice
from pipeline.elections.words.figures import count, percent
from pipeline.elections.words.rounding import OF_SLIPS
from pipeline.wikitext.model import Row

_MOST: Final = 1000  # more than any chamber's seats, any state's delegates: larger counts are not looked at
_LEAST_ROWS: Final = 2
_LEAST_SHARE: Final = 2.0  # percent: of less nothing can be told


def without_other_counts(choices: Sequence[Choice], rows: Sequence[tuple[int, Row]]) -> tuple[Choice, ...]:
    """The choices, without their counts where more than a third of the rows have them out of proportion."""
    both = [choice for choice in choices if choice.columns.keys() >= {"votes", "pct"}]
    if len(both) < 2:
        return tuple(choices)
    told = fitting = 0
    for _, row in rows:
        counts = [count(row.text_at(choice.columns["votes"])) for choice in both]
        if any(own is not None and own >= _MOST for own in counts):
            return tuple(choices)
        fits = _fits([(own, row.text_at(choice.columns["pct"])) for own, choice in zip(counts, both, strict=True)])
        told += fits is not None
        fitting += fits is True
    if told < _LEAST_ROWS or fitting * 3 >= told * 2:
        return tuple(choices)
    return tuple(_shares_alone(choice) if choice in both else choice for choice in choices)


def _shares_alone(choice: Choice) -> Choice:
    return replace(choice, columns={measure: col for measure, col in choice.columns.items() if measure != "votes"})


def _fits(figures: Sequence[tuple[int | None, str]]) -> bool | None:
    """Whether counts and shares of a row can be of one whole; None where fewer than two can be compared."""
    least, most, compared = 0.0, float("inf"), 0
    for own, written in figures:
        share = percent(written)
        if own is None or share is None or share < _LEAST_SHARE:
            continue
        rounding = OF_SLIPS if "." in written else 2 * OF_SLIPS
        compared += 1
        least = max(least, 100 * own / (share + rounding))
        most = min(most, 100 * own / (share - rounding))
    return least <= most if compared > 1 else None
