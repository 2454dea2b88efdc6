"""The last refresh in figures for Prometheus: a textfile for node_exporter's collector, replaced by one rename.

https://github.com/prometheus/node_exporter#textfile-collector
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from pipeline.steps.run_log import DONE, RunRecord, last_done

# Gauges of the last run that ended well: (name, what it is, field of its record).
_FIGURES = (
    ("pages", "Pages in the version", "pages"),
    ("quarantined_rows", "Rows that broke their schema", "quarantined"),
    ("new_errors", "Findings of severity error that are new in the version", "new_errors"),
)
# Of the last run, however it ended.
_COSTS = (
    ("duration_seconds", "How long the last refresh took", "seconds"),
    ("processor_seconds", "Processor time of the last refresh", "processor_seconds"),
    ("peak_memory_megabytes", "Most memory that the last refresh had", "peak_memory_mb"),
    ("fetched_pages", "Pages that the last refresh fetched", "fetched"),
    ("api_requests", "Requests of the last refresh to the wiki", "requests"),
    ("api_retries", "Repeated requests of the last refresh", "retries"),
    ("api_bytes", "Bytes that the wiki sent to the last refresh", "bytes"),
    ("source_problems", "What the source could not give to the last refresh", "problems"),
)
_OUTCOMES = ("published", "unchanged", "failed", "interrupted")


def write_metrics(dataset: Path, path: Path, last: RunRecord, runs: Sequence[RunRecord]) -> None:
    """Write the file. `runs`: all that are remembered, for what lasts from run to run. OSError where it cannot be."""
    registry = CollectorRegistry()

    def gauge(name: str, means: str, value: float | None, **labels: str) -> None:
        if value is not None:
            known = gauges.get(name)
            if known is None:
                known = gauges[name] = Gauge(f"canvass_{name}", means, ["dataset", *labels], registry=registry)
            known.labels(dataset=dataset.absolute().name, **labels).set(value)

    gauges: dict[str, Gauge] = {}
    gauge("last_run_timestamp_seconds", "When the last refresh ended", _seconds(last.ended))
    for outcome in _OUTCOMES:
        gauge("last_run_outcome", "1 for the way the last refresh ended", outcome == last.outcome, outcome=outcome)
    for name, means, field in _COSTS:
        gauge(name, means, getattr(last, field))
    for step, seconds in last.step_seconds.items():
        gauge("step_seconds", "How long each step of the last refresh took", seconds, step=step)
    failures = 0
    for run in reversed(runs):
        if run.outcome in DONE:
            break
        failures += run.outcome != "running"
    gauge("failures_since_success", "Refreshes that did not end well since the last one that did", failures)
    if (good := last_done(list(runs))) is not None:
        gauge("last_success_timestamp_seconds", "When a refresh last ended well", _seconds(good.ended))
        gauge("version_info", "The version that stands", 1, version=good.version or "")
        for name, means, field in _FIGURES:
            gauge(name, means, getattr(good, field))
        for severity, count in {"error": good.errors, "warning": good.warnings, "info": good.notes}.items():
            gauge("findings", "Findings that last, by severity", count, severity=severity)
        for table, rows in good.rows.items():
            gauge("rows", "Rows of the version, by table", rows, table=table)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(path), registry)


def _seconds(moment: str | None) -> float | None:
    return datetime.fromisoformat(moment).timestamp() if moment else None
