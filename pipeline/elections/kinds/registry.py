"""The registry of recognisers: small functions that say which kind of table a table is, how surely, and why.

A recogniser looks at one `TableView` and gives its `Evidence` or None; the best evidence names the table's kind.
It never reads records out of the table and never looks at other tables. To teach canvass a new kind, write a
function in a module of this folder and mark it `@recogniser`; every module of the folder is loaded:

    @recogniser(at_most=0.9)
    def predictions(view: TableView) -> Evidence | None:
        if view.has_header("source") and view.has_header("rating", "ranking"):
            return Evidence("predictions", 0.9, "columns for the source and its rating")
        return None

`at_most` is the highest score that it can give: it is not asked where another was surer already.

Scores: 1.0 certain (a template's own table), 0.9 header and content agree, 0.7 header or heading alone,
0.5 content alone, below 0.35 (`THRESHOLD`) nothing is recognised and the kind is `unknown`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.kinds.view import TableView

UNKNOWN: Final = "unknown"
THRESHOLD: Final = 0.35


class Evidence(NamedTuple):
    """What a recogniser found: the kind, how sure it is (0 to 1) and why, in words that `explain` shows."""

    kind: str
    score: float
    reason: str


class Recognition(NamedTuple):
    """The kind that a page's table was given."""

    table_no: int
    kind: str
    score: float
    reason: str


Recogniser = Callable[[TableView], Evidence | None]


class Entry(NamedTuple):
    """A recogniser in the registry, its place there, and the highest score that it can give."""

    at_most: float
    place: int
    function: Recogniser


RECOGNISERS: Final[list[Entry]] = []


def recogniser(*, at_most: float) -> Callable[[Recogniser], Recogniser]:
    """Enter a function in the registry; use it as a decorator."""

    def enter(function: Recogniser) -> Recogniser:
        RECOGNISERS.append(Entry(at_most, len(RECOGNISERS), function))
        return function

    return enter


@cache
def load_recognisers() -> tuple[Entry, ...]:
    """Every recogniser of this folder's modules, loaded in the modules' alphabetical order; those that can be the
    surest first."""
    for module in sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])):
        import_module(f"{__package__}.{module}")
    return tuple(sorted(RECOGNISERS, key=lambda entry: -entry.at_most))


def recognise(view: TableView) -> Recognition:
    """The kind of a table: the best evidence, of two as good the one that was loaded first; `unknown` with a reason
    where there is none."""
    best, place = Evidence(UNKNOWN, 0.0, "no recogniser knows this layout"), -1
    for entry in load_recognisers():
        if entry.at_most < best.score:
            break
        if entry.at_most == best.score and entry.place > place:
            continue
        evidence = entry.function(view)
        if evidence is not None and (evidence.score, -entry.place) > (best.score, -place):
            best, place = evidence, entry.place
    if best.score < THRESHOLD:
        best = Evidence(UNKNOWN, best.score, best.reason)
    return Recognition(view.table.table_no, *best)
