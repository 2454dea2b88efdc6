"""From a dump to a published version, in growing sizes: seconds a page, memory, disk.

    python -m benchmarks.scale [PAGES …] [--dask WORKERS] [--edit] [--keep FOLDER]

Each size runs in a process of its own: a dump of so many election pages (`election_pages.py`, 34 KB each) is written
below the temporary folder, refreshed into a new dataset there, and both are removed (`--keep`: they stay). Prints
processor seconds by step (worker processes included), pages and megabytes of wikitext a second of one core, and the
most memory in each step (`memory.py`). `--edit`: then one page is added, and the refresh after it measured. `--dask`:
then the same anew, parsed on a local Dask cluster of so many workers, through Prefect: the same bytes?
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

import psutil

from benchmarks.election_pages import write_dump
from benchmarks.memory import STEP, Size, told_by

T = TypeVar("T")
SIZES = (1_000, 3_000, 10_000)
SCOPE, TEMPLATES = "elections", ["Infobox election"]
PARTS = {  # of the step publish, and the function that each is
    "publish changes": ("output.release", "changes_between"),
    "publish DuckDB": ("output.duckdb_file", "write"),
    "publish report": ("output.report", "write_report"),
}


def main() -> None:
    """Prints a table, a row per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    parser.add_argument("--dask", metavar="WORKERS")
    parser.add_argument("--edit", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="work there, and leave what was made")
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_refreshed(Path(options.one), options.dask)))
        return
    for pages in options.pages:
        with tempfile.TemporaryDirectory(prefix="canvass-scale-") as made:
            folder = options.keep / str(pages) if options.keep else Path(made)
            folder.mkdir(parents=True, exist_ok=True)
            _measure(folder, pages, options.dask, options.edit)


def _measure(folder: Path, pages: int, dask: str | None, edit: bool) -> None:
    size = write_dump(folder / "dump.xml.zst", pages)
    print(f"{pages:,} pages, {size / 1e6:,.0f} MB of wikitext", flush=True)
    _print(_in_child(folder, None), pages, size)
    if dask:
        plain = _hashes(folder)
        shutil.rmtree(folder / "dataset")
        print(f"on Dask, {dask} workers:")
        _print(_in_child(folder, dask), pages, size)
        print(f"  {'data tables':20} {'the same bytes' if _hashes(folder) == plain else 'OTHER BYTES'}", flush=True)
    if edit:
        write_dump(folder / "dump.xml.zst", pages + 1)
        print("one page more:")
        _print(_in_child(folder, dask), pages, size)
    for name in ("archive", "cache", "latest/parquet", "latest/elections.duckdb", "latest/report"):
        print(f"  disk {name:25} {_bytes_of(folder / 'dataset' / name) / 1e6:10,.0f} MB")


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 by table of the data tables."""
    from output.folder import open_release
    from schemas import DATA_TABLES

    hashes = open_release(folder / "dataset").hashes
    return {name: hashes[name] for name in DATA_TABLES}


def _in_child(folder: Path, dask: str | None) -> dict[str, Any]:
    """What the child tells at its end, with the memory of each step; it says which step begins, a line each."""
    command = [sys.executable, "-m", "benchmarks.scale", "--one", str(folder), *(["--dask", dask] if dask else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        return told_by(child)


def _print(found: dict[str, Any], pages: int, size: int) -> None:
    total, steps = found["processor"], found["steps"]
    print(f"  {'all':20} {total:10.1f} s of processor time, {found['seconds']:8.1f} s by the clock")
    for step, seconds in steps.items():
        print(f"  {step:20} {seconds:10.1f} s {1000 * seconds / pages:8.2f} ms/page")
    print(f"  {'one core':20} {pages / total:10.1f} pages/s {size / 1e6 / total:6.2f} MB/s, {found['rows']:,} rows")
    most: dict[str, dict[str, Size]] = found["memory"]
    for step, kinds in most.items():
        parts = ", ".join(f"{kind} {size.total / 1e6:,.0f}" for kind, size in kinds.items() if kind != "all")
        every = kinds["all"]
        print(
            f"  memory {step:13} {every.total / 1e6:10,.0f} MB at most, {every.own / 1e6:,.0f} without files: {parts}"
        )
    print(f"  {'memory':20} {max(kinds['all'].total for kinds in most.values()) / 1e6:10,.0f} MB at most", flush=True)


def _bytes_of(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


class _Timed:
    """The plain engine, which notes the processor time of each kind of step, and says which one begins."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    def run(self, step: str, what: str, work: Callable[[], T], *, retries: int = 0) -> T:
        with self.told(step):
            return work()

    def run_all(self, step: str, pieces: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        for what, work in pieces:
            yield self.run(step, what, work)

    @contextmanager
    def told(self, step: str) -> Iterator[None]:
        print(f"{STEP}{step}", flush=True)
        start = _processor()
        try:
            yield
        finally:
            self.steps[step] = self.steps.get(step, 0) + _processor() - start
            if step in PARTS:
                print(f"{STEP}publish", flush=True)

    @contextmanager
    def with_parts(self) -> Iterator[None]:
        """PARTS are told of, too; their time is also in that of their step."""
        with contextlib.ExitStack() as patched:
            for part, (module, name) in PARTS.items():
                function = getattr(import_module(module), name)
                patched.enter_context(mock.patch(f"{module}.{name}", self._as_part(part, function)))
            yield

    def _as_part(self, part: str, function: Callable[..., T]) -> Callable[..., T]:
        def told(*given: Any, **named: Any) -> T:
            with self.told(part):
                return function(*given, **named)

        return told


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


def _refreshed(folder: Path, dask: str | None) -> dict[str, Any]:
    from pipeline.settings import ScopeSettings, Settings
    from pipeline.steps.refresh import Request, refresh

    scope = ScopeSettings(templates=tuple(TEMPLATES))
    request = Request(Settings(scopes={SCOPE: scope}, scope=SCOPE), str(folder / "dump.xml.zst"), folder / "dataset")
    start, engine = time.perf_counter(), _Timed()
    if dask:
        (folder / "canvass.toml").write_text(f'scope = "{SCOPE}"\n[scopes.{SCOPE}]\ntemplates = {TEMPLATES}\n')
        os.environ |= {"CANVASS_CONFIG": str(folder / "canvass.toml"), "PREFECT_HOME": str(folder / "prefect")}
        from flows import refresh_flow

        summary = refresh_flow(request, dask)
    else:
        with engine.with_parts():
            summary = refresh(request, engine)
    used = {"processor": _processor(), "seconds": time.perf_counter() - start}
    return used | {"steps": engine.steps, "rows": sum(summary.rows.values())}


if __name__ == "__main__":
    main()
