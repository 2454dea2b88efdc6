"""From the archive to validated tables: parse each revision, build frames, part off the rows that break a schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
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
    unsettled: tuple[str, ...] = ()  # unknown calls that stand where it matters: what `--expand` asks the wiki for


@dataclass
class ReadBatch:
    """What came of some pages; picklable, for it may come from another machine."""

    frames: dict[str, pl.DataFrame]
    coverage: list[Any]
    problems: list[PageProblem]
    unsettled: list[str]


def read(
    archive: Archive,
    keys: Sequence[tuple[int, int, str]],
    settings: Settings,
    engine: Engine,
    progress: Progress,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """Parse and validate the revisions; rows that break their schema are in the table `quarantine`.

    `answers`: what the wiki made of calls that the registry does not know, by the call as written.
    """
    progress.begin("parse", len(keys))
    parts: dict[str, list[pl.DataFrame]] = defaultdict(list)
    coverage: list[Any] = []
    problems: list[PageProblem] = []
    unsettled: dict[str, None] = {}
    batches = list(in_batches(keys, PARSE_BATCH))
    pieces = (
        (
            f"batch {number} of {len(batches)}",
            partial(read_batch, tuple(archive.read(batch)), settings.processes, settings.page_seconds, answers or {}),
        )
        for number, batch in enumerate(batches, start=1)
    )
    for batch, done in zip(batches, engine.run_all("parse", pieces), strict=True):
        for name, frame in done.frames.items():
            parts[name].append(frame)
        coverage += done.coverage
        problems += done.problems
        unsettled.update(dict.fromkeys(done.unsettled))
        progress.advance(len(batch))
    tables = {name: pl.concat(frames) for name, frames in parts.items()}
    tables["coverage"] = coverage_frame(coverage)
    return Reading(tables, problems, tuple(unsettled))


def read_batch(
    revisions: Sequence[Revision], processes: int, page_seconds: float, answers: Mapping[str, str]
) -> ReadBatch:
    """Parse and validate some revisions: a pure function, here or on another machine."""
    records: dict[str, list[Any]] = defaultdict(list)
    problems: list[PageProblem] = []
    unsettled: list[str] = []
    rev_ids: dict[int, int] = {}
    for revision, page in parse_revisions(revisions, processes or None, page_seconds, answers=answers):
        if revision.problem:
            page.problems.append(Problem("no_utf8", revision.problem, 0))
            page.status = "partial" if page.status == "ok" else page.status
        records["pages"].append(_page_row(revision, page))
        for name, rows in page.tables():
            records[name] += rows
        problems += [PageProblem(page.page_id, page.title, p.kind, p.message) for p in page.problems]
        unsettled += page.unsettled
        rev_ids[page.page_id] = revision.rev_id
    coverage = records.pop("coverage", [])
    return ReadBatch(_validated(records, rev_ids), coverage, problems, unsettled)


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
