"""A dump of many bzip2 streams, read by several processes, each a stretch of the file; pages come in file order.

Wikipedia's multistream dumps put 100 whole pages into a stream; pbzip2's streams end anywhere, so what lies open at
the end of a stretch is joined with what the next one begins with.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pipeline.sources.dumps.cutting import PageCutter, PageFilter
from pipeline.sources.dumps.decompression import BrokenStreamError, bz2_pieces, next_bz2_stream

# Compressed, at most. Small enough that the pages of a few stretches fit in memory, large enough to keep a process
# busy.
STRETCH_BYTES = 8 * 2**20


class Stretch(NamedTuple):
    """What a process found between two offsets of the file."""

    pages: list[bytes]
    head: bytes  # before the first <page>; everything, where there is none
    tail: bytes  # after the last </page>
    met_page: bool
    ending: bytes  # the last of the decompressed bytes
    too_large: list[str]
    size: int  # decompressed bytes
    end: int  # offset in the file
    broken: str | None  # why it could not be read to its end


def is_multistream(path: Path) -> bool:
    """Whether the file is larger than a stretch and holds a second bzip2 stream within one of its beginning."""
    return path.stat().st_size > STRETCH_BYTES and next_bz2_stream(path, 1, STRETCH_BYTES) is not None


def read_stretches(path: Path, page_filter: PageFilter, max_page_bytes: int, processes: int) -> Iterator[Stretch]:
    """Every stretch of the file in order, pages that cross a seam put into the later one. Stops at a broken one."""
    size = path.stat().st_size
    # Four for each process at least, so that none is idle for long at the end.
    length = max(STRETCH_BYTES // 8, min(STRETCH_BYTES, size // (4 * processes)))
    offsets = deque(range(0, size, length))
    waiting: deque[Future[Stretch]] = deque()
    carry = b""
    # forkserver: a fork of a process with threads, as a flow's is, may hang.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    no_ctrl_c = (signal.SIGINT, signal.SIG_IGN)  # it is ours to handle: these would end in a traceback each
    with ProcessPoolExecutor(processes, context, signal.signal, no_ctrl_c) as pool:
        try:
            while offsets or waiting:
                while offsets and len(waiting) < 2 * processes:
                    start = offsets.popleft()
                    end = min(start + length, size)
                    waiting.append(pool.submit(read_stretch, path, start, end, page_filter, max_page_bytes))
                stretch = waiting.popleft().result()
                seam = PageCutter(page_filter, max_page_bytes)
                crossing = list(seam.feed(carry + stretch.head))
                # A page begun before a stretch that begins pages of its own has ended, or it is damaged.
                carry = stretch.tail if stretch.met_page else seam.tail
                yield stretch._replace(pages=crossing + stretch.pages, too_large=seam.too_large + stretch.too_large)
                if stretch.broken:
                    return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def read_stretch(path: Path, start: int, end: int, page_filter: PageFilter, max_page_bytes: int) -> Stretch:
    """The wanted pages of the bzip2 streams that begin at `start` or later and before `end`."""
    pages: list[bytes] = []
    cutter = PageCutter(page_filter, max_page_bytes)
    size, broken, ending = 0, None, b""
    begin = next_bz2_stream(path, start, end)
    if begin is not None:
        try:
            for piece in bz2_pieces(path, begin, end):
                size += len(piece.data)
                ending = (ending + piece.data[-64:])[-64:]
                pages.extend(cutter.feed(piece.data))
        except BrokenStreamError as error:
            broken = str(error)
    met = cutter.met_page
    head, tail = (cutter.head, cutter.tail) if met else (cutter.tail, b"")
    return Stretch(pages, head, tail, met, ending, cutter.too_large, size, end, broken)
