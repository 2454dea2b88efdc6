"""From the archive to validated tables: parse each revision, build frames, part off the rows that break a schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from pipeline.archive import Archive
from pipeline.parse import PageRecords, parse_revisions
from pipeline.revision import Revision
from pipeline.settings import Settings
from pipeline.steps.engine import Engine, Progress
from pipeline.steps.gather import in_batches
from pipeline.wikitext.model import Problem
from schemas.frames import coverage_frame, frame_of
from schemas.validate import validate

PARSE_BATCH = 200  # pages per parsing task: enough rows to validate at once, few enough to hold in memory
LICENCE = "CC BY-SA 4.0"


class PageProblem(NamedTuple):
    """What was met on a page while it was read."""

    page_id: int
    title: str
    kind: str
    message: str


@dataclass
class Reading:
    """The tables of the next version, and what was met on each page."""

    tables: dict[str, pl.DataFrame]
    problems: list[PageProblem] = field(default_factory=list)


@dataclass
class _Batch:
    frames: dict[str, pl.DataFrame]
    coverage: list[Any]
    problems: list[PageProblem]


def read(
    archive: Archive,
    keys: Sequence[tuple[int, int, str]],
    settings: Settings,
    engine: Engine,
    progress: Progress,
) -> Reading:
    """Parse and validate the revisions; rows that break their schema are in the table `quarantine`."""
    progress.begin("parse", len(keys))
    parts: dict[str, list[pl.DataFrame]] = defaultdict(list)
    coverage: list[Any] = []
    problems: list[PageProblem] = []
    batches = list(in_batches(keys, PARSE_BATCH))
    for number, batch in enumerate(batches, start=1):
        done: _Batch = engine.run(
            "parse",
            f"batch {number} of {len(batches)}",
            lambda batch=batch: _read_batch(archive, batch, settings, progress),  # type: ignore[misc]
        )
        for name, frame in done.frames.items():
            parts[name].append(frame)
        coverage += done.coverage
        problems += done.problems
    tables = {name: pl.concat(frames) for name, frames in parts.items()}
    tables["coverage"] = coverage_frame(coverage)
    return Reading(tables, problems)


def _read_batch(
    archive: Archive, keys: Sequence[tuple[int, int, str]], settings: Settings, progress: Progress
) -> _Batch:
    records: dict[str, list[Any]] = defaultdict(list)
    problems: list[PageProblem] = []
    rev_ids: dict[int, int] = {}
    parsed = parse_revisions(archive.read(keys), settings.processes or None, settings.page_seconds)
    for revision, page in parsed:
        if revision.problem:
            page.problems.append(Problem("no_utf8", revision.problem, 0))
            page.status = "partial" if page.status == "ok" else page.status
        records["pages"].append(_page_row(revision, page))
        for name, rows in page.tables():
            records[name] += rows
        problems += [PageProblem(page.page_id, page.title, p.kind, p.message) for p in page.problems]
        rev_ids[page.page_id] = revision.rev_id
        progress.advance()
    coverage = records.pop("coverage", [])
    return _Batch(_validated(records, rev_ids), coverage, problems)


def _validated(records: Mapping[str, list[Any]], rev_ids: Mapping[int, int]) -> dict[str, pl.DataFrame]:
    frames: dict[str, pl.DataFrame] = {}
    quarantined: list[pl.DataFrame] = []
    for name, rows in records.items():
        frames[name], bad = validate(name, frame_of(name, rows), rev_ids)
        quarantined.append(bad)
    frames["quarantine"] = pl.concat(quarantined)
    return frames


def _page_row(revision: Revision, page: PageRecords) -> dict[str, Any]:
    return {
        "page_id": revision.page_id,
        "title": revision.title,
        "url": revision.url,
        "history_url": revision.history_url,
        "rev_id": revision.rev_id,
        "rev_timestamp": revision.timestamp,
        "rev_sha1": revision.sha1,
        "wikitext_bytes": len(revision.wikitext.encode("utf-8", "surrogatepass")),
        "source": revision.source,
        "licence": LICENCE,
        "parse_status": page.status,
        "held_rev_id": None,
        "held_reason": None,
    }
