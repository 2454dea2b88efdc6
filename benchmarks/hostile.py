"""How long hostile pages take: `python -m benchmarks.hostile [--size 2000000] [--only WORD] [--slowest N]`.

Each page of `tests/hostile_pages.py` is parsed in a process of its own, with the memory that a worker may use and
60 s of processor time. A worker may take 10 s by the clock (pipeline/parsing/workers.py): a page that needs more than
5 s of processor time is marked, for it would be lost on a busy machine. Exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection
from typing import NamedTuple

from pipeline.parse import parse_page
from pipeline.parsing.workers import MEMORY_LIMIT
from tests.hostile_pages import HOSTILE

TOO_LONG = 5.0  # seconds of processor time
LONGEST = 60


class Outcome(NamedTuple):
    """What came of a page."""

    name: str
    size: int
    seconds: float  # of processor time
    megabytes: float  # the process's peak
    status: str


def parse_apart(name: str, size: int) -> Outcome:
    """Parse one hostile page in a process of its own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_parse, args=(name, size, theirs))
    process.start()
    theirs.close()
    try:
        seconds, megabytes, status = ours.recv()
    except EOFError:
        seconds, megabytes, status = float(LONGEST), 0.0, "died"
    process.join()
    return Outcome(name, size, seconds, megabytes, status)


def _parse(name: str, size: int, answer: Connection) -> None:
    page = HOSTILE[name](size)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    begin = time.process_time()
    try:
        status = parse_page(page, f"2004 United States presidential election in Massachusetts ({name})").status
    except MemoryError:
        status = "out of memory"
    seconds = time.process_time() - begin
    answer.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, status))


def main() -> int:
    """Prints the slowest pages and how many there were of each status; 1 if one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="characters (default 100,000 and 2,000,000)")
    parser.add_argument("--only", default="", help="generators whose name holds this")
    parser.add_argument("--slowest", type=int, default=15)
    options = parser.parse_args()
    outcomes = []
    for size in options.size or [100_000, 2_000_000]:
        done = [parse_apart(name, size) for name in HOSTILE if options.only in name]
        outcomes += done
        counts = {status: sum(one.status == status for one in done) for status in sorted({one.status for one in done})}
        print(f"{len(done)} pages of {size:,} characters: {', '.join(f'{n} {status}' for status, n in counts.items())}")
        for one in sorted(done, key=lambda outcome: -outcome.seconds)[: options.slowest]:
            mark = "  TOO LONG" if one.seconds > TOO_LONG else ""
            print(f"  {one.seconds:6.2f} s {one.megabytes:6.0f} MB  {one.status:<8} {one.name}{mark}", flush=True)
    lost = [one for one in outcomes if one.seconds > TOO_LONG or one.status in {"died", "out of memory"}]
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
