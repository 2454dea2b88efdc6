"""Runs a flow on a schedule until it is told to stop: what `canvass serve` does.

The deployment's schedules are paused at the end and go on with the next start, so that no late runs pile up.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_RUNNER_POLL_FREQUENCY, temporary_settings
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from pipeline.errors import UsageError

SECONDS_BETWEEN_LOOKS = 5  # at the server, for runs that are due


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
    return Cron(cron, timezone=timezone)


def serve(flow: Flow[..., Any], name: str, schedule: Schedule, parameters: Mapping[str, Any], description: str) -> None:
    """Deploy the flow under the name and run it when the schedule says, one run at a time, until SIGINT or SIGTERM.

    A run that would begin while another one of it is at work is left out: that one's successor sees all it would have.
    """
    deployment = flow.to_deployment(
        name,
        schedule=schedule,
        parameters=dict(parameters),
        description=description,
        tags=["canvass"],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    logging.getLogger("prefect.runner").setLevel(logging.WARNING)
    with temporary_settings({PREFECT_RUNNER_POLL_FREQUENCY: SECONDS_BETWEEN_LOOKS}):
        runner = Runner(name=name, limit=1, pause_on_shutdown=True)
        runner.add_deployment(cast("RunnerDeployment", deployment))  # a coroutine in async code alone
        asyncio.run(_run(runner))


async def _run(runner: Runner) -> None:
    started = asyncio.ensure_future(runner.start())
    await asyncio.sleep(0)  # it puts a handler of SIGTERM of its own, which waits for itself
    stopping: list[asyncio.Future[None]] = []

    def stop() -> None:
        if stopping:
            return  # a second signal must not break off the end
        if runner.started:
            stopping.append(asyncio.ensure_future(runner.astop()))  # ends a run that is at work, pauses the schedule
        else:
            started.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    with suppress(asyncio.CancelledError):
        await started
