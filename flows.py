"""The Prefect flow `refresh`: the steps of `pipeline/steps/refresh.py`, each run as a Prefect task. No parsing, no SQL.

`python flows.py` runs it once with the settings at hand. Without PREFECT_API_URL Prefect starts a temporary server,
which costs some ten seconds; `canvass refresh` therefore runs the same steps without Prefect unless that is set.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import requests
from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.events import emit_event
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.tasks import Task, exponential_backoff

from pipeline.quality.alerts.channels import Channel
from pipeline.quality.alerts.message import Message
from pipeline.settings import read_settings
from pipeline.steps.alerting import artifact_rows
from pipeline.steps.dask_cluster import dask_runner, is_dask
from pipeline.steps.lines import Lines
from pipeline.steps.refresh import Request, Summary
from pipeline.steps.refresh import refresh as run_refresh
from pipeline.steps.summary_lines import summary_lines

T = TypeVar("T")
AHEAD = 16  # batches that Dask may be given before the first of them has come back


def _is_network_fault(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only a connection may be better the next time; a wrong source or a full disk is not."""
    error = state.result(raise_on_failure=False)
    while isinstance(error, BaseException):
        if isinstance(error, requests.RequestException | ConnectionError | TimeoutError):
            return True
        error = error.__cause__
    return False


class PrefectEngine:
    """Runs each piece of work as a task with a name of its own, inside the current flow run."""

    def __init__(self, seconds_before_retry: float = 10) -> None:
        self._backoff = exponential_backoff(seconds_before_retry)  # doubled from one retry to the next

    def run(self, step: str, what: str, work: Callable[[], T], *, retries: int = 0) -> T:
        """The work's result. No caching, no stored results: the dataset itself knows what is done."""
        return self._task(step, what, work, retries)()

    def run_all(self, step: str, pieces: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """One after the other; side by side where the flow runs on Dask."""
        context = FlowRunContext.get()
        if context is None or not is_dask(context.task_runner):
            yield from (self.run(step, what, work) for what, work in pieces)
            return
        waiting: deque[PrefectFuture[T]] = deque()
        for what, work in pieces:
            waiting.append(self._task(step, what, work, 0).submit())
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)

    def _task(self, step: str, what: str, work: Callable[[], T], retries: int) -> Task[[], T]:
        return task(
            name=step,
            task_run_name=f"{step}: {what}",
            tags=["canvass"],
            retries=retries,
            retry_delay_seconds=self._backoff,
            retry_jitter_factor=0.5,
            retry_condition_fn=_is_network_fault,
            cache_policy=NO_CACHE,
            persist_result=False,
        )(work)


class FindingsEvents:
    """A channel of alerts: `canvass.findings.new` or `.resolved`, for automations to react to; sent once, as any."""

    key = "prefect"
    name = "Prefect event"

    def __init__(self, dataset: Path) -> None:
        self._dataset = dataset

    def send(self, message: Message) -> None:
        """One event a run; its payload has the words and the numbers."""
        found = message.news
        numbers = {"new": found.count(found.new), "resolved": found.count(found.resolved)}
        errors = {"new_errors": found.count(found.new, "error")}
        words = {"version": found.version, "title": message.title, "text": message.text}
        kind = "new" if found.new else "resolved"
        emit_event(f"canvass.findings.{kind}", _resource(self._dataset), payload=words | numbers | errors)


def _resource(dataset: Path) -> dict[str, str]:
    return {"prefect.resource.id": f"canvass.dataset.{dataset.name}", "prefect.resource.name": str(dataset)}


def _show(request: Request, summary: Summary) -> None:
    """What a run came to, where Prefect's users look: an event each run, and the findings of a new version as a table.

    Never fails the run: what is published stands.
    """
    try:
        numbers = ("version", "changed", "pages", "fetched", "quarantined", "findings", "new_errors", "seconds")
        told = summary.as_json()
        payload = {name: told[name] for name in numbers}
        emit_event("canvass.refresh.completed", _resource(request.dataset), payload=payload)
        if summary.changed:
            rows = artifact_rows(Path(summary.path), request.settings.alerts.severity)
            create_table_artifact(rows, key="canvass-findings", description=f"Findings of version {summary.version}")
    except Exception as error:  # of Prefect's client, whatever it is
        get_run_logger().warning("Prefect could not be told of version %s: %s", summary.version, type(error).__name__)


def _run_name() -> str:
    settings, given = read_settings(), flow_run.parameters
    return f"{given.get('dataset') or settings.dataset} from {given.get('source') or settings.source}"


@flow(name="refresh", flow_run_name=_run_name, persist_result=False)
def refresh(
    source: str | None = None,
    dataset: str | None = None,
    scope: str | None = None,
    as_of: datetime | None = None,
    settle_hours: float | None = None,
    expand: bool = False,
) -> dict[str, Any]:
    """Fetch what changed, parse, check, and publish a version if anything differs; returns the summary.

    Args:
        source: sample, wikipedia, an API's URL, a folder, or a dump; default: the settings'.
        dataset: the dataset's folder; default: the settings'.
        scope: which pages of a wiki or dump; default: the settings'.
        as_of: each page's revision of that time (wikis only).
        settle_hours: take revisions that have stood for so long; default: the settings'.
        expand: ask the wiki for templates that the registry does not know.
    """
    settings = read_settings()
    logger = get_run_logger()
    request = Request(
        settings=settings,
        source=source or settings.source,
        dataset=Path(dataset) if dataset else settings.dataset,
        scope=scope,
        as_of=as_of,
        settle=timedelta(hours=settle_hours) if settle_hours is not None else None,
        expand=expand,
    )
    channels: list[Channel] = [FindingsEvents(request.dataset)]
    summary = run_refresh(request, PrefectEngine(), Lines(logger.info), channels)
    _show(request, summary)
    for line in summary_lines(summary):
        logger.info(line)
    return summary.as_json()


def refresh_flow(request: Request, dask: str | None = None) -> Summary:
    """Run a request as the flow and give its summary, for the command line.

    `dask`: parse on Dask; a number of workers on this machine, or a scheduler's address. Raises UsageError.
    """
    flow = refresh.with_options(task_runner=dask_runner(dask)) if dask else refresh
    settle = request.settle.total_seconds() / 3600 if request.settle is not None else None
    outcome = flow(request.source, str(request.dataset), request.scope, request.as_of, settle, request.expand)
    return Summary(**outcome)


if __name__ == "__main__":
    refresh()
