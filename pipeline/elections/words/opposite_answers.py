"""The answers to a question put to the voters, by their words: which two are each other's opposite.

Words alone; whether a column holds answers or a line of a table is one is told where they are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.elections.kinds.view import folded
from pipeline.package_yaml import package_yaml

_FILE: Final = Path(__file__).with_name("opposite_answers.yaml")
_MARKS: Final = "✓✔✗✘☑☒ "


@cache
def pairs() -> tuple[frozenset[str], ...]:
    """The two answers of each pair, in the order in which they are tried."""
    listed: list[list[str]] = package_yaml(_FILE)
    return tuple(map(frozenset, listed))


@cache
def _answers() -> frozenset[str]:
    return frozenset().union(*pairs())


def is_answer(text: str) -> bool:
    """Whether a text is one of a pair, also where its opposite is not said."""
    return folded(text) in _answers()


def said_in(text: str) -> str:
    """What a cell says, folded, without the tick before it."""
    return folded(text).lstrip(_MARKS)


def pair_of(texts: Iterable[str]) -> frozenset[str]:
    """The two opposite answers that both stand among some texts: `Rejected` beside `Approved` is no rejected ballot."""
    said = {said_in(text) for text in texts}
    return next((pair for pair in pairs() if pair <= said), frozenset())
