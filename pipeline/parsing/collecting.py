"""Fewer collections of garbage once pages are parsed: what parsing makes is tuples without cycles.

Python looks for cycles after every 700 new objects, a hundred times and more for a page of tables, and finds none: a
sixth of the time. The threshold stays raised: to lower it behind each page sets off a collection of all that the page
has made, a tenth of the time of a compiled parse. What is raised already, or off, is left alone.

A page of 2 MB would still set off a hundred, each looking again at what the page keeps, a fifth of its time: while one
is parsed there are none.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLD = 50_000  # new objects between two collections


def collect_rarely() -> None:
    """From now on collections are rare in this process."""
    youngest, *older = gc.get_threshold()
    if 0 < youngest < THRESHOLD:
        gc.set_threshold(THRESHOLD, *older)


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """No collection inside, as before behind it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
