"""A worker process: reads batches of pages from one pipe, parses them, writes each page's records to another.

Started as `python -m pipeline.parsing.child READ_FD WRITE_FD TIME_LIMIT MEMORY_BYTES` by `workers.py`. It bounds itself
too: memory by RLIMIT_AS, and processor time per page by RLIMIT_CPU, so that it ends even where its parent was killed.
"""

from __future__ import annotations

import gc
import math
import resource
import signal
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection

from pipeline.parsing.page import failed_page, parse_page

IDLE_SECONDS = 60.0  # without work; the parent gives none after 10 (idle_workers.py)
READY = None  # the first message: imported, the first page's time begins


def _bound_memory(limit: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _bound_processor_time(seconds: float) -> None:
    """Let the kernel end this process once it has spent `seconds` more; the parent kills it earlier if it is there."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(spent.ru_utime + spent.ru_stime + seconds)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def main(read_fd: int, write_fd: int, time_limit: float, memory_limit: int) -> None:
    """Answer batches until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _bound_memory(memory_limit)
    gc.freeze()  # what the imports made is for good
    inbox, outbox = Connection(read_fd, writable=False), Connection(write_fd, readable=False)
    answers: Mapping[str, str] | None = None
    outbox.send(READY)
    while True:
        try:
            if not inbox.poll(IDLE_SECONDS):
                return
            news, batch = inbox.recv()
        except (EOFError, OSError):
            return
        except MemoryError:  # the page itself does not fit; the parent sees this process end at it
            raise SystemExit(1) from None
        if news:
            (answers,) = news
        for wikitext, title, page_id in batch:
            _bound_processor_time(2 * time_limit + 1)
            try:
                outbox.send(parse_page(wikitext, title, page_id, answers))
            except MemoryError:
                outbox.send(failed_page(title, page_id, "out_of_memory", "its records do not fit into memory"))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
