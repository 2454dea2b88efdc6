"""Runs a flow on a schedule until it is told to stop or loses its server: what `canvass serve` does.

The deployment's schedules are paused at the end and go on with the next start, so that no late runs pile up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from filelock import FileLock, Timeout
from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.server.schemas import schedules
from prefect.settings import PREFECT_RUNNER_POLL_FREQUENCY, temporary_settings
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from output.remote.working_copy import copy_of
from output.staging import SERVING, is_locked
from pipeline.errors import DatasetError, UsageError
from pipeline.orchestration.engine import limit_of, name_on_server
from pipeline.orchestration.server import Server
from pipeline.orchestration.serving import SECONDS_BETWEEN_LOOKS, Serving
from pipeline.orchestration.upkeep import Upkeep


@dataclass(frozen=True)
class Task:
    """What is to run: a flow with parameters, on a schedule; under one name for each dataset, a folder or a URL."""

    flow: Flow[..., Any]
    schedule: Schedule
    parameters: Mapping[str, Any]
    dataset: Path | str

    @property
    def folder(self) -> Path:
        """The dataset's folder on this machine."""
        return self.dataset if isinstance(self.dataset, Path) else copy_of(self.dataset.rstrip("/"))


def cron_schedule(cron: str, timezone: str) -> Schedule:
    """The schedule of a cron line, of five fields or six with seconds last. Raises UsageError for one that is none."""
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        first = error.errors()[0]
        if "timezone" in first["loc"]:
            raise UsageError(
                f"there is no timezone {timezone!r}", remedy="Write one of the tz database, as in America/New_York"
            ) from error
        raise UsageError(
            f"{cron!r} is no cron schedule",
            remedy='Write minute, hour, day, month, weekday, as in "0 6 * * *" for six every morning',
        ) from error
    next_run(cron, timezone)
    return Cron(cron, timezone=timezone)


def next_run(cron: str, timezone: str) -> datetime:
    """When the schedule comes next, by the scheduler's own reckoning. Raises UsageError for a day that never comes."""
    try:
        (coming,) = asyncio.run(schedules.CronSchedule(cron=cron, timezone=timezone).get_dates(1))
    except ValueError as error:  # of croniter, which looks fifty years ahead
        raise UsageError(f"{cron!r} comes never", remedy="Name a day that its month has") from error
    return coming.replace(microsecond=0)


@contextmanager
def alone(task: Task) -> Iterator[None]:
    """Holds the dataset against another schedule: the one that ends would pause the other. Raises DatasetError."""
    task.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(task.folder / SERVING).acquire(timeout=0):
            yield
            (task.folder / SERVING).unlink(missing_ok=True)  # after a kill it stays, and `canvass doctor` tells of it
    except Timeout as error:
        raise DatasetError(
            "another `canvass serve` runs a schedule for this dataset",
            where=str(task.dataset),
            remedy="End that one first; one schedule is enough for a dataset",
        ) from error


# Loggers of Prefect's that tell of a lost server in tracebacks; we tell of it in a line.
_TROUBLED = (
    "asyncio",
    "prefect.FlowRunCancellingObserver",
    "prefect.FlowRunSuspendingObserver",
    "prefect.events.clients",
    "prefect.runner.cancellation_manager",
    "prefect.runner.state_proposer",
)


def serve(task: Task, server: Server, say: Callable[[str], None]) -> None:
    """Run the task on the server when its schedule says, one run at a time, until SIGINT, SIGTERM or SIGHUP.

    A run that would begin while another one of it is at work is left out: that one's successor sees all it would have.
    Raises ServerLostError; a run at work is then ended, and its dataset as it was.
    """
    made = task.flow.to_deployment(
        name_on_server(task.dataset),
        schedule=task.schedule,
        parameters=dict(task.parameters),
        description=f"Refresh of {task.dataset}",
        tags=["canvass"],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    for name, level in {"prefect.runner": logging.WARNING, **dict.fromkeys(_TROUBLED, logging.CRITICAL)}.items():
        logging.getLogger(name).setLevel(level)
    with temporary_settings({PREFECT_RUNNER_POLL_FREQUENCY: SECONDS_BETWEEN_LOOKS}):
        deployment = cast("RunnerDeployment", made)  # a coroutine in async code alone
        runner = Runner(name=deployment.name, limit=1, pause_on_shutdown=True)
        deployment_id = cast("UUID", runner.add_deployment(deployment))
        upkeep = Upkeep(deployment_id, (limit_of(task.dataset),), lambda: is_locked(task.folder))
        Serving(runner, upkeep, server, say).until_the_end()
