"""A refresh: gather, judge, read, check, publish, in this order, under the dataset's lock.

Where nothing that decides the outcome has changed since the last run (revisions, parser, schemas, checks), nothing is
parsed and nothing published. A run that fails or is killed leaves the dataset as it was: see `output/staging.py`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from output.folder import Release, latest
from output.staging import clean_leftovers, dataset_lock, disk_faults_told, staging_folder
from pipeline.archive import Archive
from pipeline.archiving.expansions import Expansions
from pipeline.errors import DatasetError
from pipeline.memory import MANY_PAGES, give_back
from pipeline.parsing.version import PARSER_VERSION
from pipeline.quality.alerts.channels import Channel
from pipeline.quality.waivers import lasting, read_waivers
from pipeline.sources.opening import open_source
from pipeline.steps.alerting import Alerts, write_feeds
from pipeline.steps.engine import Engine, PlainEngine, Progress, Silence
from pipeline.steps.expand import PROVENANCE, api_of, read_expanded
from pipeline.steps.faults import check_faults
from pipeline.steps.gather import Gathered, LastPage, gather
from pipeline.steps.holding import Holding, hold, judged_by, with_known_rules
from pipeline.steps.run import Request, Run
from pipeline.steps.run_log import run_log
from pipeline.steps.state import fingerprint, keep_state, stands
from pipeline.steps.summary import Summary, summary_of
from pipeline.steps.vanished import check_vanished

if TYPE_CHECKING:
    import polars as pl

    from output.assembling import TableFiles
    from pipeline.quality.running import Checked
    from pipeline.steps.read import Reading

_LAST = ("title", "rev_id", "rev_sha1", "held_rev_id", "held_reason")

__all__ = ["Request", "Run", "Summary", "refresh"]


def refresh(
    request: Request, engine: Engine | None = None, progress: Progress | None = None, channels: Sequence[Channel] = ()
) -> Summary:
    """Bring the dataset up to the source, and tell of it: to `channels` besides those of the settings.

    Raises UsageError, SourceError, DatasetError; the dataset then stands.
    """
    started = time.monotonic()
    progress = progress or Silence()
    with run_log(request, progress.say) as log, dataset_lock(request.dataset):
        progress = log.watch(progress)
        for name in clean_leftovers(request.dataset):
            progress.say(f"removed what an unfinished run left: {name}")
        run = _opened(request, engine or PlainEngine(), progress)
        log.asks(run.source)
        alerts = Alerts(request.dataset, request.settings.alerts, run.before, channels)
        gathered = gather(run.source, run.archive, run.last, run.engine, progress)
        for problem in gathered.problems:
            progress.say(problem.in_words)
        check_vanished(run, gathered)
        inputs = fingerprint(run, gathered)
        if run.before is not None and stands(run, inputs):
            release, changed = run.before, False
        else:
            holding = hold(run, gathered, lambda keys: _read(run, keys))
            release, changed = _build(run, holding)
            held = {page_id: (one.rev_id, one.sha1) for page_id, one in holding.held.items()}
            keep_state(run.dataset, fingerprint(run, gathered), release, judged_by(run), held)
        told = alerts.deliver(release, progress.say)
        return log.done(summary_of(release, changed, gathered, time.monotonic() - started, told))


def _opened(request: Request, engine: Engine, progress: Progress) -> Run:
    """The request with all that it is carried out with: the dataset as it is, and its source."""
    with_known_rules(request.settings.holds)
    before = latest(request.dataset)
    last = _last_pages(before)
    archive = Archive(request.dataset)
    source = open_source(
        request.source,
        request.settings,
        scope=request.scope,
        as_of=request.as_of,
        settle=request.settle,
        known_pages={page_id: page.title for page_id, page in last.items()},
        text_of=archive.text_of,
        progress=lambda dump: progress.note(dump.in_words()),
    )
    expansions = Expansions(request.dataset) if request.expand and api_of(source) else None
    return Run(request, engine, progress, before, last, archive, source, expansions)


# polars and pandera are imported below only, so that a run that finds nothing new does not wait for them.


def _build(run: Run, holding: Holding) -> tuple[Release, bool]:
    from output.assembling import assemble

    gathered = holding.gathered
    reading = _read(run, gathered.revisions)
    _make_room(gathered)
    with disk_faults_told(run.dataset), staging_folder(run.dataset) as folder:
        files = run.engine.run(
            "assemble",
            f"{len(gathered.revisions)} pages",
            lambda: assemble(map(holding.marked, reading.windows()), folder),
        )
        reading.tidy()
        stands = run.before.version if run.before is not None else None
        check_faults(reading.problems, len(gathered.revisions), run.settings.most_faults, stands)
        _make_room(gathered)
        checked = _check(run, gathered, reading, files)
        _make_room(gathered)
        return _publish(run, files, checked, _replaced_read_anew(run, gathered))


def _make_room(gathered: Gathered) -> None:
    """Before a step that needs much memory, where there are many pages."""
    from pipeline.parsing.workers import stop_idle_workers

    if len(gathered.revisions) > MANY_PAGES:
        stop_idle_workers()
        give_back()


def _read(run: Run, keys: Sequence[tuple[int, int, str]]) -> Reading:
    from pipeline.steps.read import CACHE, read

    cache = run.dataset / CACHE
    if run.expansions is None:
        return read(run.archive, keys, run.settings, run.engine, run.progress, cache=cache)
    api = api_of(run.source)
    return read_expanded(run.archive, keys, run.settings, run.engine, run.progress, api, run.expansions, cache)


def _check(run: Run, gathered: Gathered, reading: Reading, files: TableFiles) -> Checked:
    from pipeline.quality.row_counts import COUNTED, page_rows
    from pipeline.quality.running import check_tables

    before = run.before
    run.progress.begin("check")
    known = before.table("findings") if before is not None else None
    rows_before = page_rows({name: before.parquet_path(name) for name in COUNTED}) if before is not None else None
    waived = lasting(read_waivers(run.dataset), datetime.now(UTC).date())
    met = [(problem.page_id, problem.title, problem.kind, problem.message) for problem in gathered.problems]
    tables = {name: files.path(name) for name in files.hashes}
    return run.engine.run(
        "check",
        f"{len(gathered.revisions)} pages",
        lambda: check_tables(tables, known, reading.problems, met, waived, rows_before),
    )


def _replaced_read_anew(run: Run, gathered: Gathered) -> Mapping[str, pl.DataFrame] | None:
    from pipeline.steps.rebuild import reparsed

    if run.before is None:
        return None
    return reparsed(run.before, gathered.revisions, run.dataset, run.settings, run.engine, run.progress)


def _publish(
    run: Run, files: TableFiles, checked: Checked, reparsed: Mapping[str, pl.DataFrame] | None
) -> tuple[Release, bool]:
    from output.provenance import Provenance
    from output.release import publish
    from output.report import write_report

    answers = run.newest_answers

    def write_more(staged: Release) -> None:
        write_feeds(staged, run.before, run.settings.alerts.severity)
        write_report(staged)  # links to what the feeds' step wrote

    def work() -> tuple[Release, bool]:
        made_by = {"scope": run.request.scope or ""} | ({PROVENANCE: answers} if answers else {})
        published = publish(
            run.dataset,
            {"checks": checked.checks, "findings": checked.findings},
            files=files,
            created_at=datetime.now(UTC),
            provenance=Provenance(PARSER_VERSION, run.source.name, run=made_by),
            reparsed=reparsed,
            write_more=write_more,
        )
        return published.release, published.changed

    run.progress.begin("publish")
    return run.engine.run("publish", str(run.dataset), work)


def _last_pages(release: Release | None) -> dict[int, LastPage]:
    if release is None:
        return {}
    try:
        rows = pq.read_table(release.parquet_path("pages"), columns=["page_id", *_LAST])
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(
            f"release {release.path.name} is damaged: {error}",
            where=str(release.path),
            remedy="Point `latest` at another release (`canvass versions`), or start a new dataset",
        ) from error
    return {row["page_id"]: LastPage(*(row[name] for name in _LAST)) for row in rows.to_pylist()}
