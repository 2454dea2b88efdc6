"""Which lines of a results table are sums of the parties right above them though their words say no total (Norway).

`! colspan=2 | Red–green bloc !! 1,186,355 !! 39.8` below the parties that it is made of. Told by the votes alone, which
are exactly those of the two parties or more since the last such sum, or of one below the word for a bloc; never makes a
line and never changes a figure.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.records import Result

_FEWEST: Final = 2  # parties
_BLOC: Final = re.compile(r"\b(?:bloc|coalition|alliance|camp|majority|opposition)\b", re.IGNORECASE)
_LEAST: Final = 1_000  # votes: fewer may be the sum of some by chance


def with_bloc_totals(lines: list[Result]) -> list[Result]:
    """The lines, those of parties that have the votes of all parties since the last sum as subtotals."""
    above: dict[str | None, list[int]] = {}  # contest → votes of the parties since the last sum
    found: list[Result] = []
    for line in lines:
        counted = above.setdefault(line.contest, [])
        votes = line.votes if line.line == "party" else None
        if votes is not None and _is_sum(votes, counted, line.party or ""):
            line = line._replace(line="subtotal")
            counted.clear()
        elif votes is not None:
            counted.append(votes)
        elif line.line != "party":
            counted.clear()
        found.append(line)
    return found


def _is_sum(votes: int, counted: list[int], words: str) -> bool:
    """Whether votes are those of all parties counted: several, or one whose bloc the words name."""
    several = len(counted) >= _FEWEST or (len(counted) == 1 and _BLOC.search(words) is not None)
    return several and votes == sum(counted) and votes >= _LEAST
