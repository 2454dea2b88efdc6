"""DATASET/runs/YEAR.jsonl: a line when a refresh begins and one when it ends, whatever way; read back as one run each.

Appended with one write and synced, so that neither a kill nor another run's line can spoil more than the line itself.
A run whose second line is missing was killed, or is still at work: then it holds the dataset's lock. In DuckDB:

    SELECT * FROM read_json('dataset/runs/*.jsonl', union_by_name = true)
    QUALIFY row_number() OVER (PARTITION BY run_id ORDER BY ended DESC NULLS LAST) = 1
"""

from __future__ import annotations

import json
import os
import platform
import resource
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from output.staging import is_locked
from pipeline.errors import CanvassError
from pipeline.printable import one_line
from pipeline.sources.api.address import without_secrets

if TYPE_CHECKING:
    from pipeline.sources.base import Source
    from pipeline.steps.engine import Progress
    from pipeline.steps.run import Request
    from pipeline.steps.summary import Summary

FOLDER = "runs"
LONGEST_ERROR = 2000  # characters
LONGEST_LINE = 1 << 20  # bytes; a longer one is none of ours
DONE = ("published", "unchanged")
# How a run ends that Prefect started; the exceptions themselves say little.
_ENDED_BY = {
    "CancelledError": "its time limit was over, or it was cancelled",
    "TerminationSignal": "it was told to end",
    "SystemExit": "what had started it was gone, or ended it",
}


@dataclass
class RunRecord:
    """A refresh as it is remembered. Times are ISO 8601 in UTC; what did not come to be known is None or 0."""

    run_id: str
    started: str
    source: str
    outcome: str = "running"  # published, unchanged, failed, interrupted; read back: also running, killed
    ended: str | None = None
    seconds: float | None = None
    scope: str | None = None
    as_of: str | None = None
    version: str | None = None  # published, or the one that stands
    pages: int | None = None  # of the version
    fetched: int = 0  # pages fetched into the archive
    requests: int = 0  # to a wiki's API, first tries
    retries: int = 0
    bytes: int = 0  # of the wiki's answers, as they came
    rows: dict[str, int] = field(default_factory=dict)  # by table
    quarantined: int | None = None
    errors: int | None = None  # findings that last, by severity
    warnings: int | None = None
    notes: int | None = None
    new_errors: int | None = None
    problems: int | None = None  # what the source could not give
    alerts: list[str] = field(default_factory=list)  # what came of sending them
    step: str | None = None  # the last one that began: where a failed run failed
    step_seconds: dict[str, float] = field(default_factory=dict)
    processor_seconds: float | None = None  # with those of ended child processes
    peak_memory_mb: float | None = None  # of this process
    error: str | None = None
    exit_code: int | None = None
    host: str = ""
    pid: int = 0


class RunLog:
    """Hears of one refresh and writes it down."""

    def __init__(self, request: Request) -> None:
        self.record = RunRecord(
            run_id=uuid.uuid4().hex,
            started=_now(),
            source=without_secrets(request.source),
            scope=request.scope,
            as_of=request.as_of.isoformat() if request.as_of else None,
            host=platform.node(),
            pid=os.getpid(),
        )
        self._dataset = request.dataset
        self._begun = time.monotonic()
        self._processor = _processor_seconds()
        self._source: Source | None = None

    def watch(self, progress: Progress) -> Progress:
        """The same progress, overheard."""
        return _Overheard(progress, self.record)

    def asks(self, source: Source) -> Source:
        """The source of the run: what it asked for over the wire is told at the end."""
        self._source = source
        return source

    def done(self, summary: Summary) -> Summary:
        """The run ended well."""
        found = summary.findings
        told = {
            "outcome": "published" if summary.changed else "unchanged",
            "version": summary.version,
            "pages": summary.pages,
            "fetched": summary.fetched,
            "rows": dict(summary.rows),
            "quarantined": summary.quarantined,
            "errors": found["error"],
            "warnings": found["warning"],
            "notes": found["info"],
            "new_errors": summary.new_errors,
            "problems": len(summary.problems),
            "alerts": list(summary.alerts),
            "exit_code": 0,
        }
        vars(self.record).update(told)
        return summary

    def failed(self, error: BaseException) -> None:
        """The run ended with an error, or was interrupted."""
        known = isinstance(error, CanvassError)
        self.record.outcome = "failed" if isinstance(error, Exception) else "interrupted"
        name = type(error).__name__
        words = str(error) if known else f"{_ENDED_BY[name]} ({name})" if name in _ENDED_BY else f"{name}: {error}"
        self.record.error = one_line(words)[:LONGEST_ERROR]
        self.record.exit_code = error.exit_code if isinstance(error, CanvassError) else None

    def begin(self) -> None:
        """Write the first line. OSError where it cannot be."""
        append(self._dataset, self.record)

    def end(self) -> None:
        """Write the last line. OSError where it cannot be."""
        traffic: Any = getattr(getattr(self._source, "api", None), "traffic", None)
        if traffic is not None:
            self.record.requests, self.record.retries = traffic.requests, traffic.retries
            self.record.bytes = traffic.bytes
        self.record.ended = _now()
        self.record.seconds = round(time.monotonic() - self._begun, 3)
        self.record.processor_seconds = round(_processor_seconds() - self._processor, 3)
        # Linux counts it in KiB.
        self.record.peak_memory_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        append(self._dataset, self.record)


@contextmanager
def run_log(request: Request, say: Any) -> Iterator[RunLog]:
    """Keeps the record of the refresh inside the block, and writes the metrics after it.

    A record that cannot be written is told of once and fails nothing: what the run does matters more.
    """
    log = RunLog(request)
    say = _once(say)
    _or_say(say, log.begin)
    try:
        yield log
    except BaseException as error:
        log.failed(error)
        raise
    finally:
        _or_say(say, log.end)
        _or_say(say, lambda: _write_metrics(request, log.record))


def append(dataset: Path, record: RunRecord) -> None:
    """Add a line for the record. OSError where the folder cannot be written."""
    path = dataset / FOLDER / f"{record.started[:4]}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(record), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line  # what a full disk or a power cut left of another line
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_runs(dataset: Path) -> list[RunRecord]:
    """The runs that are remembered, oldest first; lines that cannot be read are passed over."""
    found: dict[str, RunRecord] = {}
    for path in sorted((dataset / FOLDER).glob("*.jsonl")):
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                record = _record(line)
                if record is not None and not (record.run_id in found and record.outcome == "running"):
                    found[record.run_id] = record
    runs = sorted(found.values(), key=lambda run: run.started)
    open_ones = [run for run in runs if run.outcome == "running"]
    at_work = open_ones[-1] if open_ones and is_locked(dataset) else None
    for run in open_ones:
        if run is not at_work:
            run.outcome = "killed"
    return runs


def last_done(runs: list[RunRecord]) -> RunRecord | None:
    """The last run that ended well."""
    return next((run for run in reversed(runs) if run.outcome in DONE), None)


_NAMES = {item.name for item in fields(RunRecord)}


def _record(line: bytes) -> RunRecord | None:
    try:
        content = json.loads(line)
        record = RunRecord(**{name: value for name, value in content.items() if name in _NAMES})
        datetime.fromisoformat(record.started)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return record


class _Overheard:
    """Progress, with the clock at hand: which step is on, how long each took, how many pages were fetched."""

    def __init__(self, inner: Progress, record: RunRecord) -> None:
        self._inner, self._record = inner, record
        self._since = time.monotonic()

    def begin(self, step: str, total: int | None = None) -> None:
        self._turn()
        self._record.step = step
        self._record.step_seconds.setdefault(step, 0.0)
        self._inner.begin(step, total)

    def advance(self, pages: int = 1) -> None:
        if self._record.step == "fetch":
            self._record.fetched += pages
        self._turn()
        self._inner.advance(pages)

    def note(self, message: str) -> None:
        self._turn()
        self._inner.note(message)

    def say(self, message: str) -> None:
        self._turn()
        self._inner.say(message)

    def _turn(self) -> None:
        now = time.monotonic()
        if step := self._record.step:
            self._record.step_seconds[step] = round(self._record.step_seconds[step] + now - self._since, 3)
        self._since = now


def _write_metrics(request: Request, record: RunRecord) -> None:
    if request.settings.metrics:
        from pipeline.steps.metrics import write_metrics

        write_metrics(request.dataset, request.dataset / request.settings.metrics, record, read_runs(request.dataset))


def _once(say: Any) -> Any:
    """What says the first thing that it is told, and nothing after it."""
    told: list[str] = []

    def say_first(message: str) -> None:
        if not told:
            say(message)
        told.append(message)

    return say_first


def _or_say(say: Any, work: Any) -> None:
    try:
        work()
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""  # a full disk shows in a write, which names no file
        say(f"the run's record or metrics cannot be written: {error.strerror or error}{where}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _processor_seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
