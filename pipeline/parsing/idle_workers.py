"""Worker processes that wait for the next batch of pages: starting one costs as much as parsing some dozen pages.

A refresh parses in batches, each a call of `parse_revisions`; the workers of one are the next one's. One that was
idle for a while ends itself, and all end with this process.
"""

from __future__ import annotations

import math
import os
import time
from collections import defaultdict
from threading import Lock
from typing import Generic, Protocol, TypeVar

REUSED_WITHIN = 10.0  # seconds; well within those after which a child ends itself (child.IDLE_SECONDS)


class _Stoppable(Protocol):
    def stop(self) -> None: ...


Kind = tuple[float, int, str]
W = TypeVar("W", bound=_Stoppable)


class IdleWorkers(Generic[W]):
    """Workers by their kind (limits, path that they import from), each with the time it is idle since. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: defaultdict[Kind, list[tuple[float, W]]] = defaultdict(list)

    def take(self, kind: Kind) -> W | None:
        """A worker of this kind that is surely alive still, or None."""
        with self._lock:
            late, self._idle = self._parted(time.monotonic() - REUSED_WITHIN)
            found = self._idle[kind].pop()[1] if self._idle[kind] else None
        for worker in late:
            worker.stop()
        return found

    def give(self, kind: Kind, worker: W) -> None:
        """Keep a worker that has nothing to do; end it where as many wait as there are processors."""
        with self._lock:
            is_one_too_many = sum(map(len, self._idle.values())) >= (os.cpu_count() or 1)
            if not is_one_too_many:
                self._idle[kind].append((time.monotonic(), worker))
        if is_one_too_many:
            worker.stop()

    def stop(self) -> None:
        """End all of them."""
        with self._lock:
            late, self._idle = self._parted(math.inf)
        for worker in late:
            worker.stop()

    def _parted(self, since: float) -> tuple[list[W], defaultdict[Kind, list[tuple[float, W]]]]:
        late, kept = [], defaultdict[Kind, list[tuple[float, W]]](list)
        for kind, waiting in self._idle.items():
            for began, worker in waiting:
                if began < since:
                    late.append(worker)
                else:
                    kept[kind].append((began, worker))
        return late, kept
