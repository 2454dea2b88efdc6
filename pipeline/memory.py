"""What keeps the memory of a run flat, whatever the number of pages: DuckDB's share, and giving back what a step had.

Everything else is a matter of windows: see docs/scaling.md. Nothing here changes a result.
"""

from __future__ import annotations

import ctypes
import gc
import os
from contextlib import suppress

import pyarrow as pa

# DuckDB's default is four fifths of the machine, whoever else needs it. Beyond the limit it uses files; each thread
# needs some of it, so that a machine of many processors does not get on with the same limit.
DUCKDB_LIMITS: dict[str, str | int] = {"memory_limit": "768MB", "threads": min(4, os.cpu_count() or 1)}

MANY_PAGES = 200  # from so many on giving back is worth the tenth of a second that it takes


def give_back() -> None:
    """Return to the system what is free: three allocators (Python's on libc, Arrow's, libc's) keep it for later."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # a system whose C library has no such call
        ctypes.CDLL("libc.so.6").malloc_trim(0)
