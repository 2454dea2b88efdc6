"""What keeps the memory of a run flat, whatever the number of pages: DuckDB's share, and giving back what a step had.

Everything else is a matter of windows: see docs/scaling.md. Nothing here changes a result.
"""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import pyarrow as pa

# DuckDB's default is four fifths of the machine, whoever else needs it. Beyond the limit it uses files; each thread
# needs some of it, so that a machine of many processors does not get on with the same limit.
DUCKDB_LIMITS: dict[str, str | int] = {"memory_limit": "1GB", "threads": min(4, os.cpu_count() or 1)}
# Some of what it does cannot go to files (lists that are summed up, keys). Better more memory than no version.
_WIDER = ("2GB", "4GB", "8GB")
MANY_PAGES = 200  # from so many on giving back is worth the tenth of a second that it takes

T = TypeVar("T")


def within_limits(work: Callable[[dict[str, str | int]], T]) -> T:
    """What `work` gives, called with limits for DuckDB; again with wider ones where it finds them too narrow."""
    import duckdb  # not for a run that has nothing to do

    for limits in (DUCKDB_LIMITS, *({**DUCKDB_LIMITS, "memory_limit": memory} for memory in _WIDER[:-1])):
        with suppress(duckdb.OutOfMemoryException):
            return work(limits)
    return work({**DUCKDB_LIMITS, "memory_limit": _WIDER[-1]})


def give_back() -> None:
    """Return to the system what is free: three allocators (Python's on libc, Arrow's, libc's) keep it for later."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # a system whose C library has no such call
        ctypes.CDLL("libc.so.6").malloc_trim(0)
