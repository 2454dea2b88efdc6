"""From a dump to a published version, in growing sizes: seconds a page, memory, disk.

    python -m benchmarks.scale [PAGES …] [--dask WORKERS] [--edit]

Each size runs in a process of its own: a dump of so many election pages (`election_pages.py`, 34 KB each) is written
below the temporary folder, refreshed into a new dataset there, and both are removed. Prints processor seconds by step
(worker processes included), pages and megabytes of wikitext a second of one core, and the peak of the memory of the
process and all its children (resident, so that what they share is counted twice). `--edit`: then one page is edited,
and the refresh after it measured. `--dask`: parse on a local Dask cluster of so many workers, through Prefect.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import psutil

from benchmarks.election_pages import write_dump

T = TypeVar("T")
SIZES = (1_000, 3_000, 10_000)
SCOPE = "elections"


def main() -> None:
    """Prints a table, a row per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    parser.add_argument("--dask", metavar="WORKERS")
    parser.add_argument("--edit", action="store_true")
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_refreshed(Path(options.one), options.dask)))
        return
    for pages in options.pages:
        with tempfile.TemporaryDirectory(prefix="canvass-scale-") as folder:
            _measure(Path(folder), pages, options.dask, options.edit)


def _measure(folder: Path, pages: int, dask: str | None, edit: bool) -> None:
    size = write_dump(folder / "dump.xml.zst", pages)
    print(f"{pages:,} pages, {size / 1e6:,.0f} MB of wikitext", flush=True)
    _print(_in_child(folder, dask), pages, size)
    if edit:
        write_dump(folder / "dump.xml.zst", pages + 1)
        print("one page more:")
        _print(_in_child(folder, dask), pages, size)
    for name in ("archive", "cache", "latest/parquet", "latest/elections.duckdb", "latest/report"):
        print(f"  disk {name:25} {_bytes_of(folder / 'dataset' / name) / 1e6:10,.0f} MB")


def _in_child(folder: Path, dask: str | None) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.scale", "--one", str(folder), *(["--dask", dask] if dask else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        peak = _Peak(child.pid)
        assert child.stdout is not None
        answer = child.stdout.read()
        peak.end()
    found: dict[str, object] = json.loads(answer.splitlines()[-1])
    return found | {"memory": peak.bytes}


class _Peak:
    """The most memory that a process and its children have had at a time, looked at five times a second."""

    def __init__(self, pid: int) -> None:
        self.bytes, self._pid, self._ended = 0, pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            try:
                process = psutil.Process(self._pid)
                self.bytes = max(self.bytes, sum(_resident(p) for p in [process, *process.children(recursive=True)]))
            except psutil.NoSuchProcess:
                return

    def end(self) -> None:
        self._ended.set()
        self._thread.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _print(found: dict[str, object], pages: int, size: int) -> None:
    steps = found["steps"]
    assert isinstance(steps, dict)
    total = float(str(found["processor"]))
    print(f"  {'all':12} {total:10.1f} s of processor time, {float(str(found['seconds'])):8.1f} s by the clock")
    for step, seconds in steps.items():
        print(f"  {step:12} {seconds:10.1f} s {1000 * seconds / pages:8.2f} ms/page")
    print(f"  one core     {pages / total:10.1f} pages/s {size / 1e6 / total:6.2f} MB/s")
    print(f"  memory       {int(str(found['memory'])) / 1e6:10,.0f} MB at most, {found['rows']:,} rows", flush=True)


def _bytes_of(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


class _Timed:
    """The plain engine, which notes the processor time of each kind of step."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    def run(self, step: str, what: str, work: Callable[[], T], *, retries: int = 0) -> T:
        start = _processor()
        try:
            return work()
        finally:
            self.steps[step] = self.steps.get(step, 0) + _processor() - start

    def run_all(self, step: str, pieces: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        for what, work in pieces:
            yield self.run(step, what, work)


def _processor() -> float:
    """Seconds of this process and of its children, those that have ended and those that live on."""
    times = psutil.Process().cpu_times()
    ended = times.children_user + times.children_system
    alive = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            used = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        alive += used.user + used.system + used.children_user + used.children_system
    return float(times.user + times.system + ended + alive)


def _refreshed(folder: Path, dask: str | None) -> dict[str, object]:
    from pipeline.settings import ScopeSettings, Settings
    from pipeline.steps.refresh import Request, refresh

    scope = ScopeSettings(templates=("Infobox election",))
    request = Request(Settings(scopes={SCOPE: scope}, scope=SCOPE), str(folder / "dump.xml.zst"), folder / "dataset")
    start, engine = time.perf_counter(), _Timed()
    if dask:
        from flows import refresh_flow

        summary = refresh_flow(request, dask)
    else:
        summary = refresh(request, engine)
    used = {"processor": _processor(), "seconds": time.perf_counter() - start}
    return used | {"steps": engine.steps, "rows": sum(summary.rows.values())}


if __name__ == "__main__":
    main()
