"""Fewer collections of garbage while a page is parsed: what parsing makes is tuples without cycles.

Python looks for cycles after every 700 new objects, a hundred times and more for a page of tables, and finds none: a
sixth of the time. The threshold is raised while any thread parses and put back behind the last one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

THRESHOLD = 50_000  # new objects between two collections

_LOCK = Lock()
_under_way = 0
_before = 0


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Within it collections are rare; nothing changes where they are rarer already, or off."""
    global _under_way, _before
    with _LOCK:
        if _under_way == 0:
            _before = gc.get_threshold()[0]
            if 0 < _before < THRESHOLD:
                gc.set_threshold(THRESHOLD)
        _under_way += 1
    try:
        yield
    finally:
        with _LOCK:
            _under_way -= 1
            if _under_way == 0 and 0 < _before < THRESHOLD:
                gc.set_threshold(_before)
