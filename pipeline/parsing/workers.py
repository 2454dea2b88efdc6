"""Runs `parse_page` in worker processes that can be killed, keeping order: a page that hangs costs itself only.

Own processes over pipes rather than `multiprocessing` or `concurrent.futures`: neither can kill the one worker that
hangs and go on, and both import the caller's `__main__` (Prefect, for `python flows.py`) into every worker.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pipeline.parsing.collecting import collect_rarely
from pipeline.parsing.idle_workers import IdleWorkers
from pipeline.parsing.page import failed_page, parse_page
from pipeline.parsing.page_records import PageRecords
from pipeline.revision import Revision

TIME_LIMIT = 10.0  # seconds per page; the largest real articles take well under one
START_LIMIT = 30.0  # seconds for the process to start and import, added to its first page's time
MEMORY_LIMIT = 2 * 1024**3  # bytes of address space per worker
BATCH_PAGES = 16
BATCH_CHARS = 400_000  # so that a batch of long pages is no longer than one of short ones
AHEAD = 16  # batches that may be under way or waiting for their turn, per worker

_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class _Batch:
    number: int
    revisions: list[Revision]
    answers: list[PageRecords] = field(default_factory=list)

    @property
    def rest(self) -> list[Revision]:
        return self.revisions[len(self.answers) :]


class _Worker:
    """One child process and the batch it is at."""

    def __init__(self, time_limit: float, memory_limit: int) -> None:
        self.time_limit, self.memory_limit = time_limit, memory_limit
        self.answers: Mapping[str, str] | None = None
        self.batch: _Batch | None = None
        self.deadline = 0.0  # on the monotonic clock, for the page it is at
        self._start()

    def _start(self) -> None:
        child_reads, parent_writes = os.pipe()
        parent_reads, child_writes = os.pipe()
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        # Ctrl-C is ours to handle, also while the child still imports: it begins with the signal blocked, as we have it
        # for this moment.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.parsing.child"]
                + [str(n) for n in (child_reads, child_writes, self.time_limit, self.memory_limit)],
                pass_fds=(child_reads, child_writes),
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(child_reads)
        os.close(child_writes)
        self.inbox, self.outbox = Connection(parent_reads, writable=False), Connection(parent_writes, readable=False)
        self.starting = True
        self.first_size = 0  # bytes of address space, once it has imported
        self.sent: Mapping[str, str] | None = None  # the answers that the child has: they go to it once

    def give(self, batch: _Batch) -> None:
        """Send what is left of a batch; a child that died meanwhile is noticed when its pipe is read."""
        self.batch = batch
        if self.process.poll() is not None or self.is_swollen():
            self.stop()
            self._start()
        self.deadline = time.monotonic() + self.time_limit + (START_LIMIT if self.starting else 0)
        with contextlib.suppress(OSError):
            news = () if self.answers is self.sent else (self.answers,)
            self.outbox.send((news, [(r.wikitext, r.title, r.page_id) for r in batch.rest]))
            self.sent = self.answers

    def is_swollen(self) -> bool:
        """Whether what it remembers of earlier pages has taken half of the memory that the next ones may need."""
        first = self.first_size
        return bool(first) and _address_space(self.process.pid) > first + (self.memory_limit - first) // 2

    def read(self) -> None:
        """Take one page's answer, or find that the child died at it."""
        assert self.batch is not None
        try:
            collect_rarely()
            answer = self.inbox.recv()
            if answer is not None:
                self.batch.answers.append(answer)
            elif self.starting:  # its first message is that it is ready
                self.first_size = _address_space(self.process.pid)
            self.starting = False
            self.deadline = time.monotonic() + self.time_limit
        except (EOFError, OSError):
            code = self.process.wait()
            self.lose("worker_died", f"the parsing process ended ({_ending(code)})")

    def lose(self, kind: str, message: str) -> None:
        """Fail the page that the child was at and go on with the rest of its batch in a new child."""
        assert self.batch is not None
        batch, page = self.batch, self.batch.rest[0]
        batch.answers.append(failed_page(page.title, page.page_id, kind, message))
        self.stop()
        self._start()
        if batch.rest:
            self.give(batch)

    def stop(self) -> None:
        """End the child, at once."""
        for connection in (self.inbox, self.outbox):
            with contextlib.suppress(OSError):
                connection.close()
        self.process.kill()
        self.process.wait()


_IDLE: IdleWorkers[_Worker] = IdleWorkers()


@atexit.register
def stop_idle_workers() -> None:
    """End the workers that wait for pages, at once and not after a minute."""
    _IDLE.stop()


def _address_space(pid: int) -> int:
    """The bytes that a process has mapped, what RLIMIT_AS counts; 0 where nobody says."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _ending(code: int) -> str:
    """What a return code of `Popen` says: the signal's name, or the number."""
    return signal.Signals(-code).name if code < 0 else f"code {code}"


def _batches(revisions: Iterable[Revision]) -> Iterator[_Batch]:
    number, pages, chars = 0, list[Revision](), 0
    for revision in revisions:
        if pages and (len(pages) >= BATCH_PAGES or chars + len(revision.wikitext) > BATCH_CHARS):
            yield _Batch(number, pages)
            number, pages, chars = number + 1, [], 0
        pages.append(revision)
        chars += len(revision.wikitext)
    if pages:
        yield _Batch(number, pages)


def parse_revisions(
    revisions: Iterable[Revision],
    processes: int | None = None,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
    answers: Mapping[str, str] | None = None,
) -> Iterator[tuple[Revision, PageRecords]]:
    """Each revision with its records, in the order given, whichever worker was faster.

    `processes`: worker processes; None: one per processor; 0: this process, without limits of time and memory.
    A page over `time_limit` (seconds) or `memory_limit` (bytes, of the worker) comes back with status "failed".
    `answers` as for `parse_page`.
    Revisions are drawn as needed, so a stream of any length takes bounded memory.
    """
    if processes == 0:
        for revision in revisions:
            yield revision, parse_page(revision.wikitext, revision.title, revision.page_id, answers)
        return
    workers: list[_Worker] = []
    kind = (time_limit, memory_limit, os.environ.get("PYTHONPATH", ""))
    is_done = False

    def new_worker() -> _Worker:
        worker = _IDLE.take(kind) or _Worker(time_limit, memory_limit)
        worker.answers = answers
        return worker

    try:
        for batch in _in_order(_batches(revisions), processes or os.cpu_count() or 1, workers, new_worker):
            yield from zip(batch.revisions, batch.answers, strict=True)
        is_done = True
    finally:
        for worker in workers:
            if is_done and not worker.starting:
                _IDLE.give(kind, worker)
            else:
                worker.stop()


def _in_order(
    batches: Iterator[_Batch], processes: int, workers: list[_Worker], new_worker: Callable[[], _Worker]
) -> Iterator[_Batch]:
    """Batches with all their answers, in order; `workers` is filled as they are needed, for the caller to stop."""
    under_way: deque[_Batch] = deque()
    while True:
        for worker in [*workers, *[None] * (processes - len(workers))]:
            if worker is not None and worker.batch is not None:
                continue
            if len(under_way) >= AHEAD * processes or not (drawn := list(islice(batches, 1))):
                break
            if worker is None:
                worker = new_worker()
                workers.append(worker)
            worker.give(drawn[0])
            under_way.append(drawn[0])
        if not under_way:
            return
        _hear(workers)
        while under_way and not under_way[0].rest:
            yield under_way.popleft()


def _hear(workers: list[_Worker]) -> None:
    """Wait for answers; then end the workers whose page has had its time."""
    busy = {worker.inbox: worker for worker in workers if worker.batch is not None}
    patience = max(0.0, min(worker.deadline for worker in busy.values()) - time.monotonic())
    heard = wait(list(busy), patience)
    for connection, worker in busy.items():
        if connection in heard:
            worker.read()
        elif time.monotonic() > worker.deadline:
            worker.lose("time_limit", f"parsing took longer than {worker.time_limit:g} s")
        if worker.batch is not None and not worker.batch.rest:
            worker.batch = None
