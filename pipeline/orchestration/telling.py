"""What a run shows of itself in Prefect: events to react to, artifacts to look at, how far it is.

Telling never fails a run: what is published stands, whatever the server says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.events import emit_event
from prefect.runtime import flow_run

from pipeline.printable import markdown
from pipeline.quality.alerts.message import Message
from pipeline.settings import Settings
from pipeline.steps.alerting import artifact_rows
from pipeline.steps.lines import Lines
from pipeline.steps.refresh import Request, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.verification import Verification

# Where each step stands in a run, in percent: fetching takes the most of a first run, parsing of a new parser's.
_PERCENT = {"list": (0, 5), "fetch": (5, 45), "parse": (45, 80), "expand": (80, 82), "check": (82, 90)}
_PERCENT |= {"publish": (90, 99), "compare": (80, 99)}
SECONDS_BETWEEN_UPDATES = 5.0
MOST_PROBLEMS = 50
MOST_CELLS = 100
_PLURAL = {"error": "errors", "warning": "warnings", "info": "notes"}
_NUMBERS = ("version", "changed", "pages", "fetched", "quarantined", "findings", "new_errors", "seconds")


class FindingsEvents:
    """A channel of alerts: `canvass.findings.new` or `.resolved`, for automations to react to; sent once, as any."""

    key = "prefect"
    name = "Prefect event"

    def __init__(self, dataset: Path) -> None:
        self._dataset = dataset

    def send(self, message: Message) -> None:
        """One event a run; its payload has the words and the numbers."""
        found = message.news
        numbers = {"new": found.new.number, "resolved": found.resolved.number}
        errors = {"new_errors": found.new.by_severity.get("error", 0)}
        words = {"version": found.version, "title": message.title, "text": message.text}
        kind = "new" if found.new.groups else "resolved"
        emit_event(f"canvass.findings.{kind}", _resource(self._dataset), payload=words | numbers | errors)


class ShownProgress(Lines):
    """Lines in the run's log, and a progress bar among its artifacts."""

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__(write)
        self._artifact: UUID | None = None
        self._shown = float("-inf")
        self._pages, self._of = 0, 0

    def begin(self, step: str, total: int | None = None) -> None:
        """A line, and the bar moves to the step's place."""
        super().begin(step, total)
        self._pages, self._of = 0, total or 0
        self._show()

    def advance(self, pages: int = 1) -> None:
        """The bar moves on within the step."""
        super().advance(pages)
        self._pages += pages
        if time.monotonic() - self._shown > SECONDS_BETWEEN_UPDATES:
            self._show()

    def finish(self) -> None:
        """The bar is full."""
        self._show(100.0)

    def _show(self, percent: float | None = None) -> None:
        self._shown = time.monotonic()
        if percent is None:
            first, last = _PERCENT.get(self._step, (0, 0))
            percent = first + (last - first) * (self._pages / self._of if self._of else 0)
        with _told("how far it is"):
            if self._artifact is None:
                made = create_progress_artifact(percent, "canvass-progress", f"run {flow_run.name}")
                self._artifact = cast("UUID", made)  # a coroutine in async code alone
            else:
                update_progress_artifact(self._artifact, percent)


def tell_of_refresh(request: Request, summary: Summary) -> None:
    """An event, the summary, the report's link; of a new version its findings. The run's name gets the version."""
    with _told(f"version {summary.version}"):
        told = summary.as_json()
        payload = {name: told[name] for name in _NUMBERS}
        emit_event("canvass.refresh.completed", _resource(request.dataset), payload=payload)
        create_markdown_artifact(summary_markdown(summary), "canvass-summary", f"version {summary.version}")
        if summary.changed:
            rows = artifact_rows(Path(summary.path), request.settings.alerts.severity)
            create_table_artifact(rows, key="canvass-findings", description=f"Findings of version {summary.version}")
        link = report_link(request.settings, summary)
        # A browser follows no link from http to a file: then the path, to be copied, is all it has.
        words = "Report" if request.settings.public_url else link
        create_link_artifact(link, words, key="canvass-report", description=f"The page of version {summary.version}")
        rename_run(f"{summary.version} {'published' if summary.changed else 'stands'}")


def tell_of_verification(done: Verification) -> None:
    """What came of building a version again, as an artifact."""
    with _told(f"the verification of {done.version}"):
        create_markdown_artifact(
            verification_markdown(done), "canvass-verification", f"version {done.version} built again"
        )


def rename_run(outcome: str) -> None:
    """Put what came of the run behind its name."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(str(flow_run.id)), name=f"{flow_run.name}: {outcome}")


def report_link(settings: Settings, summary: Summary) -> str:
    """Where a version's report is: on the web, if the settings say where that is; else on this machine."""
    if settings.public_url:
        return f"{settings.public_url.rstrip('/')}/releases/{summary.version}/report.html"
    return (Path(summary.path).resolve() / "report.html").as_uri()


def summary_markdown(summary: Summary) -> str:
    """The summary as a page: what was done, rows by table, what the source could not give, alerts."""
    found = summary.findings
    facts = {
        "outcome": "published" if summary.changed else "nothing changed",
        "version": summary.version,
        "pages": f"{summary.pages:,} ({summary.fetched:,} fetched)",
        "findings": ", ".join(f"{count:,} {_PLURAL[severity]}" for severity, count in found.items()),
        "new errors": f"{summary.new_errors:,}",
        "quarantined": f"{summary.quarantined:,}",
        "seconds": f"{summary.seconds:,.1f}",
        "path": summary.path,
    }
    parts = [f"# {markdown(summary.version)}", _table(("", ""), facts.items())]
    parts.append("## Rows\n\n" + _table(("table", "rows"), ((n, f"{c:,}") for n, c in summary.rows.items())))
    for heading, lines in (("The source could not give", summary.problems), ("Alerts", summary.alerts)):
        if lines:
            told = [f"- {markdown(line)}" for line in lines[:MOST_PROBLEMS]]
            told += [f"- … and {len(lines) - MOST_PROBLEMS:,} more"] * (len(lines) > MOST_PROBLEMS)
            parts.append(f"## {heading}\n\n" + "\n".join(told))
    return "\n\n".join(parts) + "\n"


def verification_markdown(done: Verification) -> str:
    """What is identical, what differs, which cells."""
    code = "the same" if done.same_code else "another one by now"
    facts = {
        "identical": ", ".join(done.identical) or "none",
        "differing": ", ".join(done.differing) or "none",
        "damaged files": "; ".join(done.damage) or "none",
        "code": code,
    }
    parts = [f"# {markdown(done.version)} built again", _table(("", ""), facts.items())]
    if not done.changes.is_empty():
        columns = ("table_name", "record_key", "change", "column_name", "old_value", "new_value")
        parts.append("## Cells\n\n" + _table(columns, done.changes.select(columns).head(MOST_CELLS).iter_rows()))
    return "\n\n".join(parts) + "\n"


def _table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    head = list(columns)
    lines = [head, ["---"] * len(head), *([markdown(str(value)) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _resource(dataset: Path) -> dict[str, str]:
    return {"prefect.resource.id": f"canvass.dataset.{dataset.name}", "prefect.resource.name": str(dataset)}


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # of Prefect's client, whatever it is
        get_run_logger().warning("Prefect could not be told of %s: %s", what, type(error).__name__)
