"""The Prefect flows: `refresh` and `verify`. Thin: the steps are those of `pipeline/steps/`, each run as a task.

`python flows.py` runs refresh once with the settings at hand. Without PREFECT_API_URL Prefect starts a temporary
server, which costs some ten seconds; `canvass refresh` therefore runs the same steps without Prefect unless that is
set. `canvass serve` and prefect.yaml run these flows on a schedule.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.context import FlowRunContext
from prefect.runtime import flow_run

from output.folder import open_release
from output.remote.working_copy import working_copy
from pipeline.errors import DatasetError
from pipeline.orchestration.engine import PrefectEngine, one_at_a_time
from pipeline.orchestration.server import prefect_server
from pipeline.orchestration.telling import (
    FindingsEvents,
    ShownProgress,
    rename_run,
    tell_of_refresh,
    tell_of_verification,
)
from pipeline.quality.alerts.channels import Channel
from pipeline.settings import read_settings
from pipeline.sources.api.address import without_secrets
from pipeline.steps.dask_cluster import dask_runner, is_dask
from pipeline.steps.refresh import Request, Summary
from pipeline.steps.refresh import refresh as run_refresh
from pipeline.steps.summary_lines import summary_lines

# A run that has not ended by then hangs: the largest dump is read in a few hours (docs/scaling.md).
LONGEST_RUN_SECONDS = 12 * 3600
# A run that loses its server is ended and told of in a line by whoever serves it; this would add a traceback.
logging.getLogger("prefect.FlowRunSuspendingObserver").setLevel(logging.CRITICAL)


def _refresh_name() -> str:
    settings, given = read_settings(), flow_run.parameters
    source = given.get("source") or settings.source
    is_path = Path(source).exists()
    has_scope = source != "sample" and not (is_path and Path(source).is_dir())
    scope = f"{given.get('scope') or settings.scope} of " if has_scope else ""
    return f"{_dataset_name()} from {scope}{Path(source).name if is_path else without_secrets(source)}"


def _dataset_name() -> str:
    return Path(flow_run.parameters.get("dataset") or read_settings().dataset).absolute().name


@flow(name="refresh", flow_run_name=_refresh_name, timeout_seconds=LONGEST_RUN_SECONDS, persist_result=False)
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
        dataset: the dataset's folder, or s3://BUCKET/PREFIX; default: the settings'.
        scope: which pages of a wiki or dump; default: the settings'.
        as_of: each page's revision of that time (wikis only).
        settle_hours: take revisions that have stood for so long; default: the settings'.
        expand: ask the wiki for templates that the registry does not know.
    """
    settings = read_settings()
    context = FlowRunContext.get()
    if context is not None and is_dask(context.task_runner) and not settings.processes:
        settings = settings.model_copy(update={"processes": 1})  # Dask has a worker for each processor already
    logger = get_run_logger()
    place = dataset or settings.dataset
    progress = ShownProgress(logger.info)
    with one_at_a_time(place), working_copy(place, logger.info) as folder:
        request = Request(
            settings=settings,
            source=source or settings.source,
            dataset=folder,
            scope=scope,
            as_of=as_of,
            settle=timedelta(hours=settle_hours) if settle_hours is not None else None,
            expand=expand,
        )
        channels: list[Channel] = [FindingsEvents(folder)]
        summary = run_refresh(request, PrefectEngine(), progress, channels)
    progress.finish()
    tell_of_refresh(request, summary)
    for line in summary_lines(summary):
        logger.info(line)
    return summary.as_json()


@flow(
    name="verify",
    flow_run_name=_dataset_name,
    timeout_seconds=LONGEST_RUN_SECONDS,
    persist_result=False,
)
def verify(version: str = "latest", dataset: str | None = None) -> dict[str, Any]:
    """Build a version again from the archive and compare its bytes; fails where it is damaged or differs without cause.

    Args:
        version: a version like 2026.11.23-1, or latest.
        dataset: the dataset's folder; default: the settings'.
    """
    from pipeline.steps.rebuild import verify as build_again

    settings = read_settings()
    folder = Path(dataset) if dataset else settings.dataset
    progress = ShownProgress(get_run_logger().info)
    done = build_again(open_release(folder, version), folder, settings, PrefectEngine(), progress)
    progress.finish()
    tell_of_verification(done)
    rename_run(f"{done.version} {'identical' if done.is_identical else 'differs'}")
    if done.is_unexplained:
        raise DatasetError(
            f"version {done.version} is not what its revisions make",
            where=str(folder),
            remedy="`canvass verify` shows the files and cells; restore the folder from a backup",
        )
    return asdict(done) | {"changes": done.changes.height, "is_identical": done.is_identical}


def refresh_flow(request: Request, dask: str | None = None) -> Summary:
    """Run a request as the flow and give its summary, for the command line.

    `dask`: parse on Dask; a number of workers on this machine, or a scheduler's address. Raises UsageError.
    """
    settle = request.settle.total_seconds() / 3600 if request.settle is not None else None
    given = (request.source, str(request.dataset), request.scope, request.as_of, settle, request.expand)
    if not dask:
        return Summary(**refresh(*given))
    flow = refresh.with_options(task_runner=dask_runner(dask))
    # A server for all of them: else each of Dask's workers starts a temporary one, of 200 MB.
    with prefect_server():
        return Summary(**flow(*given))


if __name__ == "__main__":
    refresh()
