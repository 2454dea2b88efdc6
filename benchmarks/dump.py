"""Scanning a dump: how close the search for pages in scope comes to the bare decompressor.

    python -m benchmarks.dump [MEGABYTES]

Writes a dump of real wiki pages (../shared/corpus/pages, cut and repeated; sizes as in the English Wikipedia's, three
in ten a redirect), packs it as one bzip2 stream and as multistream, and reads each with a scope of titles and one of
templates. One process is compared in processor seconds, as is what each of several does to its stretches of the file;
several by the clock. The best of three rounds, in turns.
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
                text = f"{{{{Infobox election}}}}{text}"
            title = f"{1900 + number // 500 % 100} election in Maine" if number % 500 == 0 else f"Page {number}"
            stream += (
                f"<page>\n<title>{title}</title>\n<ns>0</ns>\n<id>{number}</id>\n<revision>\n<id>{number}</id>\n"
                f"<timestamp>2024-01-01T00:00:00Z</timestamp>\n<text>{escape(text)}</text>\n</revision>\n</page>\n"
            ).encode()
        size += len(stream)
        yield bytes(stream)
    yield b"</mediawiki>\n"


def best_of(works: dict[str, Callable[[], int]], clock: Callable[[], float]) -> dict[str, tuple[int, float]]:
    """Result and least seconds of each, in turns, so that a busy spell of the machine hits all alike."""
    best: dict[str, tuple[int, float]] = {}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = clock()
            result = work()
            seconds = clock() - start
            best[name] = (result, min(seconds, best.get(name, (0, seconds))[1]))
    return best


def _found(path: Path, scope: Scope, processes: int) -> int:
    return len(list(DumpSource(path, scope, processes=processes).newest()))


def _found_in_stretches(path: Path, scope: Scope) -> int:
    """The work of the several processes, done by one, so that its processor time can be told."""
    size, chosen = path.stat().st_size, PageFilter(scope)
    starts = range(0, size, STRETCH_BYTES)
    return sum(len(read_stretch(path, at, min(at + STRETCH_BYTES, size), chosen, LARGEST_PAGE).pages) for at in starts)


def main() -> None:
    """Prints one line per packing and scope."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        single, multi = Path(folder) / "single.xml.bz2", Path(folder) / "multi.xml.bz2"
        with bz2.open(single, "wb") as one, multi.open("wb") as many:
            for stream in dump_streams(megabytes):
                one.write(stream)
                many.write(bz2.compress(stream))
        cores = os.cpu_count() or 1
        for path, found, clock, unit in (
            (single, partial(_found, processes=1), time.process_time, "of processor time"),
            (multi, _found_in_stretches, time.process_time, "of processor time, by stretches"),
            (multi, partial(_found, processes=cores), time.perf_counter, f"by the clock, {cores} processes"),
        ):
            works: dict[str, Callable[[], int]] = {
                "bare decompressor": partial(lambda p: sum(len(piece.data) for piece in pieces(p)), path)
            }
            for name, settings in SCOPES.items():
                works[f"scope of {name}"] = partial(found, path, Scope(name, settings))
            results = best_of(works, clock)
            size, bare = results["bare decompressor"]
            for name, (result, seconds) in results.items():
                print(
                    f"{path.name:16} {name:18} {result:11,} {size / 1e6 / seconds:7.1f} MB/s {unit},"
                    f" {bare / seconds:5.0%} of the bare decompressor"
                )
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
