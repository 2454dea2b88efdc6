"""The answers to a question put to the voters, by their words: which two are each other's opposite.

Words alone; whether a column holds answers or a line of a table is one is told where they are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.elections.kinds.view import folded

PAIRS: Final = tuple(
    frozenset(pair)
    for pair in (
        ("yes", "no"),
        ("for", "against"),
        ("approved", "rejected"),
        ("approve", "reject"),
        ("approval", "rejection"),
        ("accepted", "rejected"),
        ("accept", "reject"),
        ("passed", "failed"),
        ("pass", "fail"),
        ("in favor", "against"),
        ("in favor", "opposed"),
        ("in favour", "against"),
        ("in favour", "opposed"),
        ("for", "opposed"),
        ("support", "oppose"),
        ("approve", "disapprove"),
        ("retain", "remove"),
        ("retain", "do not retain"),
        ("retained", "not retained"),
        ("keep", "remove"),
        ("recall", "do not recall"),
    )
)
_MARKS: Final = "✓✔✗✘☑☒ "


def said_in(text: str) -> str:
    """What a cell says, folded, without the tick before it."""
    return folded(text).lstrip(_MARKS)


def pair_of(texts: Iterable[str]) -> frozenset[str]:
    """The two opposite answers that both stand among some texts: `Rejected` beside `Approved` is no rejected ballot."""
    said = {said_in(text) for text in texts}
    return next((pair for pair in PAIRS if pair <= said), frozenset())
