"""Runs a flow on a schedule until it is told to stop or loses its server: what `canvass serve` does.

The deployment's schedules are paused at the end and go on with the next start, so that no late runs pile up.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from filelock import FileLock, Timeout
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_RUNNER_POLL_FREQUENCY, temporary_settings
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from output.remote.working_copy import copy_of
from output.staging import is_locked
from pipeline.errors import DatasetError, UsageError
from pipeline.orchestration.engine import limit_of, name_on_server
from pipeline.orchestration.server import Server
from pipeline.orchestration.upkeep import Upkeep

SECONDS_BETWEEN_LOOKS = 5  # at the server, for runs that are due, and at what is wrong there
SECONDS_WITHOUT_SERVER = 15  # after so long without an answer it is lost
SECONDS_TO_STOP = 45  # for a run that is at work
SERVING = ".serve.lock"  # in the dataset's folder


class ServerLostError(Exception):
    """The server ended, or does not answer any more, while the schedule was on; says how, in words."""


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
    return Cron(cron, timezone=timezone)


@contextmanager
def alone(task: Task) -> Iterator[None]:
    """Holds the dataset against another schedule: the one that ends would pause the other. Raises DatasetError."""
    task.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(task.folder / SERVING).acquire(timeout=0):
            yield
    except Timeout as error:
        raise DatasetError(
            "another `canvass serve` runs a schedule for this dataset",
            where=str(task.dataset),
            remedy="End that one first; one schedule is enough for a dataset",
        ) from error


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
    for name, level in {"runner": logging.WARNING, **dict.fromkeys(_TROUBLED, logging.CRITICAL)}.items():
        logging.getLogger(f"prefect.{name}").setLevel(level)
    with temporary_settings({PREFECT_RUNNER_POLL_FREQUENCY: SECONDS_BETWEEN_LOOKS}):
        deployment = cast("RunnerDeployment", made)  # a coroutine in async code alone
        runner = Runner(name=deployment.name, limit=1, pause_on_shutdown=True)
        deployment_id = cast("UUID", runner.add_deployment(deployment))
        upkeep = Upkeep(deployment_id, (limit_of(task.dataset),), lambda: is_locked(task.folder))
        asyncio.run(_Serving(runner, upkeep, server, say).run())


# Loggers of Prefect's that tell of a lost server in tracebacks; we tell of it in a line.
_TROUBLED = ("FlowRunCancellingObserver", "FlowRunSuspendingObserver", "runner.cancellation_manager", "events.clients")


class _Serving:
    """A runner at work: how it ends."""

    def __init__(self, runner: Runner, upkeep: Upkeep, server: Server, say: Callable[[str], None]) -> None:
        self._runner, self._upkeep, self._server, self._say = runner, upkeep, server, say
        self._stop = asyncio.Event()
        self._told = ""

    async def run(self) -> None:
        """Until a signal comes, or the server is lost: ServerLostError."""
        await self._tidy()  # before the first run begins
        started = asyncio.ensure_future(self._runner.start())
        await asyncio.sleep(0)  # it puts a handler of SIGTERM of its own, which waits for itself
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        stopped = asyncio.ensure_future(self._stop.wait())
        lost = asyncio.ensure_future(self._watch())
        await asyncio.wait({started, stopped, lost}, return_when=asyncio.FIRST_COMPLETED)
        if stopped.done():
            await self._end(started)
            lost.cancel()
            return
        why = lost.result() if lost.done() else ""
        self._runner.pause_on_shutdown = False  # nobody would hear of it
        await self._give_up(started)
        stopped.cancel()
        lost.cancel()
        raise ServerLostError(why or await asyncio.to_thread(self._server.fault) or "failed the schedule")

    async def _watch(self) -> str:
        """Look after the schedule's runs; how the server was lost, once it is."""
        silent_since: float | None = None
        next_look = 0.0
        while True:
            await asyncio.sleep(1)
            if ended := self._server.ended():
                return ended
            if time.monotonic() < next_look:
                continue
            fault = await asyncio.to_thread(self._server.fault)
            next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS
            if not fault:
                silent_since = None
                await self._tidy()
            elif silent_since is None:
                silent_since = time.monotonic()
            elif time.monotonic() - silent_since >= SECONDS_WITHOUT_SERVER:
                return fault

    async def _tidy(self) -> None:
        try:
            async with get_client() as client:
                told = await self._upkeep.tidy(client)
        except Exception as error:  # of Prefect's client, whatever it is: it is tried again
            told = [f"the schedule's runs could not be looked after: {type(error).__name__}"]
            if told == [self._told]:
                return
            self._told = told[0]
        for line in told:
            self._say(line)

    async def _end(self, started: asyncio.Future[None]) -> None:
        """As asked for: a run at work is cancelled, the schedule paused."""
        if self._runner.started:
            try:
                await asyncio.wait_for(self._runner.astop(), SECONDS_TO_STOP)
                await asyncio.wait_for(asyncio.shield(started), SECONDS_TO_STOP)
            except Exception as error:  # a server that is away, or answers what it should not
                self._say(f"the schedule could not be paused: {type(error).__name__}")
        await self._give_up(started)

    async def _give_up(self, started: asyncio.Future[None]) -> None:
        """Whatever the server says: no run is at work afterwards."""
        started.cancel()
        await asyncio.wait({started}, timeout=SECONDS_TO_STOP)
