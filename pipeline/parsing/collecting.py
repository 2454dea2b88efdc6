"""Fewer collections of garbage once pages are parsed: what parsing makes is tuples without cycles.

Python looks for cycles after every 700 new objects, a hundred times and more for a page of tables, and finds none: a
sixth of the time. The threshold stays raised: to lower it behind each page sets off a collection of all that the page
has made, a tenth of the time of a compiled parse. What is raised already, or off, is left alone.
"""

from __future__ import annotations

import gc

THRESHOLD = 50_000  # new objects between two collections


def collect_rarely() -> None:
    """From now on collections are rare in this process."""
    youngest, *older = gc.get_threshold()
    if 0 < youngest < THRESHOLD:
        gc.set_threshold(THRESHOLD, *older)
