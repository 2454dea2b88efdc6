"""How steps are run and told of: plainly, or each as a Prefect task (see flows.py); and who hears of progress.

The order of a refresh is written once, in `pipeline/steps/refresh.py`, against these two protocols.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Engine(Protocol):
    """Runs one piece of work: now, retried, recorded, … as the engine does."""

    def run(self, step: str, what: str, work: Callable[[], T], *, retries: int = 0) -> T:
        """The work's result. `step` is its kind (fetch, parse, …), `what` names this piece of it (batch 3 of 12).

        `retries`: how often work that failed on its surroundings may be tried again. Raises what the work raised.
        """

    def run_all(self, step: str, pieces: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """The results of several pieces (what, work), in order; pieces are drawn as they are needed.

        Work that an engine may send to other machines: pure, and small enough to be sent.
        """


class PlainEngine:
    """Calls the work; sources retry their own requests, so nothing is repeated here."""

    def run(self, step: str, what: str, work: Callable[[], T], *, retries: int = 0) -> T:
        """The work's result."""
        return work()

    def run_all(self, step: str, pieces: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """One after the other."""
        return (work() for _, work in pieces)


class Progress(Protocol):
    """Hears how far a run is."""

    def begin(self, step: str, total: int | None = None) -> None:
        """A step begins; `total` is in pages, None where it cannot be known."""

    def advance(self, pages: int = 1) -> None:
        """So many more pages are through the current step."""

    def note(self, message: str) -> None:
        """How the current step is getting on, where pages do not tell: the latest counts."""

    def say(self, message: str) -> None:
        """Something worth a line."""


class Silence:
    """Progress that nobody hears."""

    def begin(self, step: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, pages: int = 1) -> None:
        """Nothing."""

    def note(self, message: str) -> None:
        """Nothing."""

    def say(self, message: str) -> None:
        """Nothing."""
