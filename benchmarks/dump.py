"""Scanning a dump: how close the search for pages in scope comes to the bare decompressor.

    python -m benchmarks.dump [MEGABYTES]

Writes a dump of real wiki pages (../shared/corpus/pages, cut and repeated; sizes as in the English Wikipedia's, three
in ten a redirect), packs it as one bzip2 stream and as multistream, and reads each with a scope of titles, of templates
and of categories. By processor time and by the clock, the best of three rounds in turns, beside the bare decompressor
in one process. Of several processes only the clock tells; "by stretches" is their work done by one.
"""

from __future__ import annotations

import bz2
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from pipeline.settings import ScopeSettings
from pipeline.sources.dump import DumpSource
from pipeline.sources.dumps.cutting import PageFilter
from pipeline.sources.dumps.decompression import pieces
from pipeline.sources.dumps.parallel import STRETCH_BYTES, read_stretch
from pipeline.sources.scopes import Scope

ROUNDS = 3
LARGEST_PAGE = 32 * 2**20
PAGES = Path(__file__).parents[1].parent / "shared" / "corpus" / "pages"
SCOPES = {
    "titles": ScopeSettings(pattern="{year} election in {state}", years=("1900-2010",)),
    "templates": ScopeSettings(templates=("Infobox election", "Election box begin")),
    "categories": ScopeSettings(categories=("Elections in Maine",)),
}


def dump_streams(megabytes: int) -> Iterator[bytes]:
    """The dump in pieces of 100 pages, as a multistream dump packs them."""
    texts = [path.read_text(errors="replace") for path in sorted(PAGES.rglob("*.wikitext"))]
    chance = random.Random(1)
    yield b"<mediawiki><siteinfo><base>http://127.0.0.1/wiki/Main_Page</base></siteinfo>\n"
    size = number = 0
    while size < megabytes * 1_000_000:
        stream = bytearray()
        for _ in range(100):
            number += 1
            text = chance.choice(texts)
            text = text[:60] if chance.random() < 0.3 else text[: int(chance.paretovariate(1.2) * 1500)]
            if number % 500 == 0:
                text = f"{{{{Infobox election}}}}{text}\n[[Category:Elections in Maine]]"
            title = f"{1900 + number // 500 % 100} election in Maine" if number % 500 == 0 else f"Page {number}"
            stream += (
                f"<page>\n<title>{title}</title>\n<ns>0</ns>\n<id>{number}</id>\n<revision>\n<id>{number}</id>\n"
                f"<timestamp>2024-01-01T00:00:00Z</timestamp>\n<text>{escape(text)}</text>\n</revision>\n</page>\n"
            ).encode()
        size += len(stream)
        yield bytes(stream)
    yield b"</mediawiki>\n"


class Took(NamedTuple):
    """Seconds of one work, the least of the rounds."""

    result: int
    processor: float
    clock: float


def best_of(works: dict[str, Callable[[], int]]) -> dict[str, Took]:
    """What each took, in turns, so that a busy spell of the machine hits all alike."""
    best: dict[str, Took] = {}
    for _ in range(ROUNDS):
        for name, work in works.items():
            clock, processor = time.perf_counter(), time.process_time()
            result = work()
            took = Took(result, time.process_time() - processor, time.perf_counter() - clock)
            before = best.get(name, took)
            best[name] = Took(result, min(took.processor, before.processor), min(took.clock, before.clock))
    return best


def _found(path: Path, scope: Scope, processes: int) -> int:
    return len(list(DumpSource(path, scope, processes=processes).newest()))


def _found_in_stretches(path: Path, scope: Scope) -> int:
    """The work of the several processes, done by one, so that its processor time can be told."""
    size, chosen = path.stat().st_size, PageFilter(scope)
    starts = range(0, size, STRETCH_BYTES)
    return sum(len(read_stretch(path, at, min(at + STRETCH_BYTES, size), chosen, LARGEST_PAGE).pages) for at in starts)


def main() -> None:
    """Prints one line per packing, way of reading and scope."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        single, multi = Path(folder) / "single.xml.bz2", Path(folder) / "multi.xml.bz2"
        with bz2.open(single, "wb") as one, multi.open("wb") as many:
            for stream in dump_streams(megabytes):
                one.write(stream)
                many.write(bz2.compress(stream))
        print(
            f"load {os.getloadavg()[0]:.1f} at the beginning, {cores} cores; share of the bare decompressor in brackets"
        )
        print(f"{'':15}{'':26}{'found':>12}  {'processor time':20}  by the clock")
        for path, ways in (
            (single, {"": partial(_found, processes=1)}),
            (multi, {", by stretches": _found_in_stretches, f", {cores} processes": partial(_found, processes=cores)}),
        ):
            works: dict[str, Callable[[], int]] = {"bare decompressor": partial(_unpacked, path)}
            for how, found in ways.items():
                works |= {f"{name}{how}": partial(found, path, Scope(name, scope)) for name, scope in SCOPES.items()}
            results = best_of(works)
            bare = results["bare decompressor"]
            for name, took in results.items():
                processor, clock = (bare.result / 1e6 / seconds for seconds in took[1:])
                of_process = f"{processor:6.1f} MB/s ({bare.processor / took.processor:4.0%})"
                if name.endswith("processes"):
                    of_process = ""
                shares = f"{of_process:20}  {clock:6.1f} MB/s ({bare.clock / took.clock:4.0%})"
                print(f"{path.name:15}{name:26}{took.result:12,}  {shares}")
        print(f"load {os.getloadavg()[0]:.1f} at the end")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _unpacked(path: Path) -> int:
    return sum(len(piece.data) for piece in pieces(path))


if __name__ == "__main__":
    main()
