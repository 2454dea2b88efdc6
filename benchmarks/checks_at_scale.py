"""The checks over the tables of a large dataset, and what comes after them: processor time, memory, temporary files.

    python -m benchmarks.checks_at_scale DATASET [--pages N] [--wrong SHARE] [--publish] [--report] [--folder FOLDER]

DATASET is one that `benchmarks.scale --keep` left. `--pages`: its pages are repeated under other ids and titles until
there are so many. `--wrong`: of that share of the pages with tables by area every tenth row has wrong votes, as many
findings as rows. `--publish`: a version is published then, with the findings' files, and with `--report` the report.
Tables are made below the temporary folder (`--folder`: there), where DuckDB's temporary files go as well, and removed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.memory import EVERY, STEP, Size, told_by
from output.assembling import TableFiles
from output.folder import open_release
from output.hashing import sha256_of
from output.parquet import row_group
from pipeline.memory import give_back
from pipeline.quality.alerts.message import message
from schemas import DATA_TABLES

FURTHER = 1_000_000_000  # between the page ids of two copies
_NOT_CHECKED = ("sections", "links", "infobox_fields")  # no check reads them
TITLED = ("election_id", "title", "previous_election", "next_election")


def main() -> None:
    """Prints what each step took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--wrong", type=float, default=0.0)
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_checked(options.dataset, options.publish, options.report)))
        return
    with tempfile.TemporaryDirectory(prefix="canvass-scale-", dir=options.folder) as made:
        folder = Path(made)
        once = () if options.publish else _NOT_CHECKED
        pages = write_tables(options.dataset, folder / "parquet", options.pages, options.wrong, once)
        print(f"{pages:,} pages, {options.wrong:.0%} of them with wrong votes", flush=True)
        _print(_in_child(folder, ["--publish"] * options.publish + ["--report"] * options.report))


def write_tables(dataset: Path, folder: Path, pages: int | None, wrong: float, once: Collection[str] = ()) -> int:
    """The data tables of a dataset's latest version, repeated, but for those `once`; how many pages they have."""
    folder.mkdir()
    release = open_release(dataset)
    elections = pq.read_table(release.parquet_path("elections"), columns=["page_id", "election_id"])
    own = pq.read_table(release.parquet_path("pages"), columns=["page_id"])["page_id"].combine_chunks().sort()
    wanted = pages or len(own)
    for name in DATA_TABLES:
        file = pq.ParquetFile(release.parquet_path(name))
        with pq.ParquetWriter(folder / f"{name}.parquet", file.schema_arrow, compression="zstd") as writer:
            for part in _repeated(file, own, elections, len(own) if name in once else wanted):
                writer.write_table(_with_faults(part, wrong) if name == "area_results" else part, row_group(name))
    return wanted


def _repeated(file: pq.ParquetFile, own: pa.Array, elections: pa.Table, wanted: int) -> Iterator[pa.Table]:
    columns = file.schema_arrow.names
    by_page = "page_id" in columns
    for copy in range(-(-wanted // len(own)) if by_page or "election_id" in columns else 1):
        rest = wanted - copy * len(own)
        last = own[min(rest, len(own)) - 1]
        there = elections.filter(pc.less_equal(elections["page_id"], last))["election_id"]
        for number in range(file.metadata.num_row_groups):
            part = file.read_row_group(number)
            if rest < len(own):
                kept = pc.less_equal(part["page_id"], last) if by_page else pc.is_in(part["election_id"], there)
                part = part.filter(kept)
            for name in (name for name in ("page_id", *TITLED) if copy and name in columns):
                changed = pc.add(part[name], copy * FURTHER) if name == "page_id" else _titled(part[name], copy)
                part = part.set_column(columns.index(name), part.schema.field(name), changed)
            yield part


def _titled(titles: pa.ChunkedArray, copy: int) -> pa.ChunkedArray:
    suffix = pa.scalar(f" («{copy}»)", titles.type)
    return pc.binary_join_element_wise(titles, suffix, pa.scalar("", titles.type))


def _with_faults(part: pa.Table, wrong: float) -> pa.Table:
    """Every tenth row has 1,000 votes too many, on the pages that are meant."""
    of_hundred = pc.subtract(part["page_id"], pc.multiply(pc.divide(part["page_id"], 100), 100))
    tenth = pc.subtract(part["row_no"], pc.multiply(pc.divide(part["row_no"], 10), 10))
    is_wrong = pc.and_(pc.less(of_hundred, round(100 * wrong)), pc.equal(tenth, 3))
    votes = pc.if_else(is_wrong, pc.add(part["votes"], 1000), part["votes"])
    return part.set_column(part.schema.get_field_index("votes"), part.schema.field("votes"), votes)


def _in_child(folder: Path, wanted: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.checks_at_scale", str(folder), "--one"]
    (folder / "temporary").mkdir()
    environment = os.environ | {"TMPDIR": str(folder / "temporary")}
    with subprocess.Popen([*command, *wanted], stdout=subprocess.PIPE, text=True, env=environment) as child:
        most = [0]
        look = threading.Thread(target=_temporary, args=(child, folder / "temporary", most))
        look.start()
        found = told_by(child)
        look.join()
    return found | {"temporary": most[0]}


def _temporary(child: subprocess.Popen[str], folder: Path, most: list[int]) -> None:
    while child.poll() is None:
        size = 0
        for path in folder.rglob("*"):
            try:
                size += path.stat().st_blocks * 512
            except OSError:
                continue
        most[0] = max(most[0], size)
        time.sleep(EVERY)


def _print(found: dict[str, Any]) -> None:
    for step, (processor, seconds, written) in found["steps"].items():
        most = found["memory"].get(step, {"all": Size()})["all"]  # a step may be over before anybody looks
        times = f"{processor:8.1f} s of processor time, {seconds:8.1f} s by the clock"
        memory = f"{most.total / 1e6:8,.0f} MB at most ({most.own / 1e6:,.0f} without files)"
        print(f"  {step:8} {times}, {memory}, {written / 1e6:10,.0f} MB written")
    print(f"  {found['findings']:,} findings; temporary files at most {found['temporary'] / 1e6:,.0f} MB", flush=True)


def _checked(folder: Path, publish: bool, report: bool) -> dict[str, Any]:
    from pipeline.quality.running import check_tables

    steps: dict[str, tuple[float, float, int]] = {}

    @contextmanager
    def told(step: str) -> Iterator[None]:
        print(f"{STEP}{step}", flush=True)
        processor, clock, written = time.process_time(), time.perf_counter(), _written()
        yield
        steps[step] = time.process_time() - processor, time.perf_counter() - clock, _written() - written

    tables = {name: folder / "parquet" / f"{name}.parquet" for name in DATA_TABLES}
    with told("check"):
        checked = check_tables(tables)
    if publish:
        give_back()
        files = TableFiles(folder / "parquet", {n: sha256_of(p) for n, p in tables.items()}, _rows(tables))
        with told("publish"):
            _publish(folder / "dataset", files, {"checks": checked.checks, "findings": checked.findings}, told, report)
    return {"steps": steps, "findings": checked.findings.height}


def _publish(
    dataset: Path,
    files: TableFiles,
    tables: dict[str, Any],
    told: Callable[[str], AbstractContextManager[None]],
    report: bool,
) -> None:
    """`publish`, in which the parts are told of as steps of their own, too."""
    from output.provenance import Provenance
    from output.release import Release, publish
    from output.report import write_report
    from pipeline.steps.alerting import news_since, write_feeds

    def write_more(staged: Release) -> None:
        give_back()
        with told("feeds"):
            write_feeds(staged, None, "warning")
        give_back()
        if report:
            with told("report"):
                write_report(staged)

    made = datetime.now(UTC)
    done = publish(
        dataset, tables, files=files, created_at=made, provenance=Provenance("0", "dump"), write_more=write_more
    )
    with told("news"):
        message(news_since(dataset, done.release, None, "warning"))


def _rows(tables: dict[str, Path]) -> dict[str, int]:
    return {name: pq.ParquetFile(path).metadata.num_rows for name, path in tables.items()}


def _written() -> int:
    return int(psutil.Process().io_counters().write_chars)


if __name__ == "__main__":
    main()
