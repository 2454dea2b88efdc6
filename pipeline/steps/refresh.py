"""A refresh: gather, read, check, publish, in this order, under the dataset's lock.

Where nothing that decides the outcome has changed since the last run (revisions, parser, schemas, checks), nothing is
parsed and nothing published. A run that fails or is killed leaves the dataset as it was: see `output/staging.py`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from output.folder import Release, latest
from output.staging import clean_leftovers, dataset_lock
from pipeline.archive import Archive
from pipeline.archiving.expansions import Expansions
from pipeline.errors import DatasetError
from pipeline.parsing.version import PARSER_VERSION, digest_of
from pipeline.quality.alerts.channels import Channel
from pipeline.quality.waivers import FILE as WAIVERS
from pipeline.quality.waivers import lasting, read_waivers
from pipeline.settings import Settings
from pipeline.sources.base import Source, SourceProblem
from pipeline.sources.opening import open_source
from pipeline.steps.alerting import Alerts, write_feeds
from pipeline.steps.engine import Engine, PlainEngine, Progress, Silence
from pipeline.steps.expand import PROVENANCE, api_of, read_expanded
from pipeline.steps.gather import Gathered, LastPage, gather

_ROOT = Path(__file__).resolve().parents[2]
STATE = "refresh.json"  # beside `latest`: what the last run that ended well was made of


@dataclass(frozen=True)
class Request:
    """What to refresh, from where, into which dataset."""

    settings: Settings
    source: str
    dataset: Path
    scope: str | None = None
    as_of: datetime | None = None
    settle: timedelta | None = None
    expand: bool = False  # ask the wiki for templates that the registry does not know


@dataclass(frozen=True)
class Summary:
    """What a refresh came to. `changed` False: nothing new, `version` is the one that stands."""

    version: str
    changed: bool
    path: str
    pages: int
    fetched: int
    rows: Mapping[str, int]
    quarantined: int
    findings: Mapping[str, int]  # by severity, resolved and waived ones left out
    new_errors: int  # findings of severity error that are new in this version
    seconds: float
    problems: tuple[str, ...] = field(default=())  # what the source could not give, in words
    alerts: tuple[str, ...] = field(default=())  # what came of sending them, a line a channel

    def as_json(self) -> dict[str, Any]:
        """A plain mapping."""
        return asdict(self)


def refresh(
    request: Request, engine: Engine | None = None, progress: Progress | None = None, channels: Sequence[Channel] = ()
) -> Summary:
    """Bring the dataset up to the source, and tell of it: to `channels` besides those of the settings.

    Raises UsageError, SourceError, DatasetError; the dataset then stands.
    """
    engine, progress = engine or PlainEngine(), progress or Silence()
    started = time.monotonic()
    with dataset_lock(request.dataset):
        for name in clean_leftovers(request.dataset):
            progress.say(f"removed what an unfinished run left: {name}")
        before = latest(request.dataset)
        last = _last_pages(before)
        alerts = Alerts(request.dataset, request.settings.alerts, before, channels)
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
        gathered = gather(source, archive, last, engine, progress)
        for problem in gathered.problems:
            progress.say(_in_words(problem))
        inputs = _fingerprint(gathered, source.name, request.dataset / WAIVERS, expansions)
        if before is not None and _state(request.dataset) == {"inputs": inputs, "version": before.version}:
            return _summary(before, False, gathered, started, alerts.deliver(before, progress.say))
        release, changed = _build(request, gathered, archive, before, source, expansions, engine, progress)
        inputs = _fingerprint(gathered, source.name, request.dataset / WAIVERS, expansions)
        _keep_state(request.dataset, {"inputs": inputs, "version": release.version})
        return _summary(release, changed, gathered, started, alerts.deliver(release, progress.say))


def _build(
    request: Request,
    gathered: Gathered,
    archive: Archive,
    before: Release | None,
    source: Source,
    expansions: Expansions | None,
    engine: Engine,
    progress: Progress,
) -> tuple[Release, bool]:
    # Here, so that a run that finds nothing new does not wait for polars and pandera.
    from pipeline.quality.row_counts import COUNTED, page_rows
    from pipeline.quality.running import check_tables
    from pipeline.steps.read import read
    from pipeline.steps.rebuild import reparsed

    keys, settings = gathered.revisions, request.settings
    if expansions is None:
        reading = read(archive, keys, settings, engine, progress)
    else:
        reading = read_expanded(archive, keys, settings, engine, progress, api_of(source), expansions)
    progress.begin("check")
    known = before.table("findings") if before is not None else None
    rows_before = page_rows({name: before.table(name) for name in COUNTED}) if before is not None else None
    waived = lasting(read_waivers(request.dataset), datetime.now(UTC).date())
    checked = engine.run(
        "check",
        f"{len(gathered.revisions)} pages",
        lambda: check_tables(
            reading.tables, known, reading.problems, _for_checks(gathered.problems), waived, rows_before
        ),
    )
    tables = reading.tables | {"checks": checked.checks, "findings": checked.findings}
    anew = reparsed(before, gathered.revisions, request.dataset, request.settings, engine, progress) if before else None
    progress.begin("publish")
    return engine.run("publish", str(request.dataset), _publishing(request, tables, source.name, expansions, anew))


def _for_checks(problems: tuple[SourceProblem, ...]) -> list[tuple[int | None, str, str, str]]:
    return [(problem.page_id, problem.title, problem.kind, problem.message) for problem in problems]


def _publishing(
    request: Request,
    tables: Mapping[str, Any],
    source: str,
    expansions: Expansions | None,
    reparsed: Mapping[str, Any] | None,
) -> Callable[[], tuple[Release, bool]]:
    from output.provenance import Provenance
    from output.release import publish
    from output.report import write_report

    answers = expansions.newest if expansions is not None else ""

    def write_more(staged: Release) -> None:
        write_report(staged)
        write_feeds(staged, latest(request.dataset), request.settings.alerts.severity)

    def work() -> tuple[Release, bool]:
        run = {"scope": request.scope or ""} | ({PROVENANCE: answers} if answers else {})
        provenance = Provenance(PARSER_VERSION, source, run=run)
        published = publish(
            request.dataset,
            tables,
            created_at=datetime.now(UTC),
            provenance=provenance,
            reparsed=reparsed,
            write_more=write_more,
        )
        return published.release, published.changed

    return work


def _last_pages(release: Release | None) -> dict[int, LastPage]:
    if release is None:
        return {}
    try:
        rows = pq.read_table(release.parquet_path("pages"), columns=["page_id", "title", "rev_id", "rev_sha1"])
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(
            f"release {release.path.name} is damaged: {error}",
            where=str(release.path),
            remedy="Point `latest` at another release (`canvass versions`), or start a new dataset",
        ) from error
    return {row["page_id"]: LastPage(row["title"], row["rev_id"], row["rev_sha1"]) for row in rows.to_pylist()}


def _summary(release: Release, changed: bool, gathered: Gathered, started: float, alerts: tuple[str, ...]) -> Summary:
    findings = pq.read_table(release.parquet_path("findings"), columns=["severity", "status"]).to_pylist()
    lasting = Counter(row["severity"] for row in findings if row["status"] in ("new", "ongoing"))
    rows = {name: pq.read_metadata(release.parquet_path(name)).num_rows for name in release.table_names}
    return Summary(
        version=release.version,
        changed=changed,
        path=str(release.path),
        pages=rows["pages"],
        fetched=gathered.fetched,
        rows=rows,
        quarantined=rows["quarantine"],
        findings={severity: lasting[severity] for severity in ("error", "warning", "info")},
        new_errors=changed * sum(row == {"severity": "error", "status": "new"} for row in findings),
        seconds=round(time.monotonic() - started, 2),
        problems=tuple(map(_in_words, gathered.problems)),
        alerts=alerts,
    )


def _in_words(problem: SourceProblem) -> str:
    return f"{problem.title}: {problem.message}" if problem.title else problem.message


def _fingerprint(gathered: Gathered, source: str, waivers: Path, expansions: Expansions | None) -> str:
    """A digest of all that the outcome follows from: revisions, what was met, waivers, and the code from end to end."""
    code = digest_of(_ROOT / folder for folder in ("pipeline", "schemas", "output"))
    waived = digest_of([waivers]) if waivers.is_file() else ""
    digest = hashlib.sha256()
    answers = expansions.newest if expansions is not None else None
    for part in (source, answers, PARSER_VERSION, code, waived, gathered.revisions, gathered.problems):
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _state(dataset: Path) -> Any:
    try:
        return json.loads((dataset / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _keep_state(dataset: Path, state: Mapping[str, str]) -> None:
    staged = dataset / f".{STATE}"
    staged.write_text(json.dumps(state), encoding="utf-8")
    staged.replace(dataset / STATE)
