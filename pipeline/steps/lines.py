"""How far a run is, as plain log lines: for logs, pipes and Prefect. A terminal has its bar in `cli/bar.py`."""

from __future__ import annotations

import time
from collections.abc import Callable

from pipeline.printable import one_line

SECONDS_BETWEEN_LINES = 10.0


class Lines:
    """A line when a step begins, and then now and again."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._step, self._done, self._total, self._last = "", 0, 0, 0.0

    def begin(self, step: str, total: int | None = None) -> None:
        """One line."""
        self._step, self._done, self._total, self._last = step, 0, total or 0, time.monotonic()
        self._write(step if total is None else f"{step}: {total} pages")

    def advance(self, pages: int = 1) -> None:
        """A line if the last one is long ago."""
        self._done += pages
        if time.monotonic() - self._last > SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self._write(f"{self._step}: {self._done} of {self._total} pages")

    def note(self, message: str) -> None:
        """A line if the last one is long ago."""
        if time.monotonic() - self._last > SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self._write(one_line(f"{self._step}: {message}"))

    def say(self, message: str) -> None:
        """One line."""
        self._write(one_line(message))
