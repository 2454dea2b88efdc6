"""A runner of Prefect's at work, and how it ends: as it is told to, or with its server.

Whatever the server does, ended, silent or hanging: within a minute no run is at work any more.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Collection, Coroutine
from typing import Any

import psutil  # type: ignore[import-untyped]
from prefect.client.orchestration import get_client
from prefect.runner import Runner

from pipeline.orchestration.server import Server
from pipeline.orchestration.upkeep import Upkeep

SECONDS_BETWEEN_LOOKS = 5  # at the server, for runs that are due, and at what is wrong there
SECONDS_WITHOUT_SERVER = 15  # after so long without an answer it is lost
SECONDS_TO_TIDY = 30
SECONDS_TO_STOP = 40  # for a run that is at work
SECONDS_TO_GIVE_UP = 5  # for what waits for a server that does not answer
MOST_WAITS = 20  # of a task on its way out


class ServerLostError(Exception):
    """The server ended, or does not answer any more, while the schedule was on; says how, in words."""


class Serving:
    """A runner at work: how it ends."""

    def __init__(self, runner: Runner, upkeep: Upkeep, server: Server, say: Callable[[str], None]) -> None:
        self._runner, self._upkeep, self._server, self._say = runner, upkeep, server, say
        self._stop = asyncio.Event()
        self._told = ""

    def until_the_end(self) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP; no run is at work then. Raises ServerLostError."""
        _run(self._serve())

    async def _serve(self) -> None:
        await self._tidy()  # before the first run begins
        started = asyncio.ensure_future(self._runner.start())
        await asyncio.sleep(0)  # it puts a handler of SIGTERM of its own, which waits for itself
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        stopped = asyncio.ensure_future(self._stop.wait())
        lost = [asyncio.ensure_future(watch) for watch in (self._ended(), self._silent())]
        await asyncio.wait({started, stopped, *lost}, return_when=asyncio.FIRST_COMPLETED)
        why = next((watch.result() for watch in lost if watch.done()), "")
        for waiting in (stopped, *lost):
            waiting.cancel()
        if self._stop.is_set():
            await self._end(started)
            return
        self._runner.pause_on_shutdown = False  # nobody would hear of it
        await self._give_up(started)
        raise ServerLostError(why or await asyncio.to_thread(self._server.fault) or "failed the schedule")

    async def _ended(self) -> str:
        """How a server of our own ended, once it has."""
        while not (ended := self._server.ended()):
            await asyncio.sleep(1)
        return ended

    async def _silent(self) -> str:
        """How the server does not answer, once it has not for long. As long as it does, the runs are looked after."""
        silent_since: float | None = None
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            fault = await asyncio.to_thread(self._server.fault)
            if not fault:
                silent_since = None
                await self._tidy()
            elif silent_since is None:
                silent_since = time.monotonic()
            elif time.monotonic() - silent_since >= SECONDS_WITHOUT_SERVER:
                return fault

    async def _tidy(self) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_TIDY), get_client() as client:
                told = await self._upkeep.tidy(client)
        except Exception as error:  # of Prefect's client, whatever it is: it is tried again
            told = [f"the schedule's runs could not be looked after: {self._server.refused(error)}"]
            if told == [self._told]:
                return
            self._told = told[0]
        for line in told:
            self._say(line)

    async def _end(self, started: asyncio.Future[None]) -> None:
        """As asked for: a run at work is cancelled, the schedule paused."""
        fault = await asyncio.to_thread(self._server.fault)
        if not fault and self._runner.started:
            try:
                await asyncio.wait_for(self._stopped(started), SECONDS_TO_STOP)
            except Exception as error:  # a server that went away, or answers what it should not
                fault = type(error).__name__
        if fault:
            self._runner.pause_on_shutdown = False
        await self._give_up(started)
        paused = f"could not be paused, the server {fault}: what is missed will be left out" if fault else "is paused"
        self._say(f"stopped; the schedule {paused} until the next start")

    async def _stopped(self, started: asyncio.Future[None]) -> None:
        await self._runner.astop()
        await asyncio.shield(started)

    async def _give_up(self, started: asyncio.Future[None]) -> None:
        """Whatever the server says: no run is at work afterwards."""
        started.cancel()
        await asyncio.wait({started}, timeout=SECONDS_TO_GIVE_UP)
        for child in psutil.Process().children():
            if self._server.process is None or child.pid != self._server.process.pid:
                child.kill()


def _run(serving: Coroutine[Any, Any, None]) -> None:
    """As asyncio.run, which waits for ever for a task of Prefect's that waits for a server that hangs."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(serving)
    finally:
        rest = asyncio.all_tasks(loop)
        for one in rest:
            one.cancel()
        stuck = loop.run_until_complete(asyncio.wait(rest, timeout=SECONDS_TO_GIVE_UP))[1] if rest else set()
        asyncio.set_event_loop(None)
        _forget(loop, stuck)


def _forget(loop: asyncio.AbstractEventLoop, stuck: Collection[asyncio.Task[Any]]) -> None:
    """End what even cancelling did not, and the loop; Python complains at length of tasks that nobody awaits.

    A schedule that goes on for years may lose its server often: nothing of a lost one is kept.
    """
    loop.set_exception_handler(lambda _loop, _context: None)
    for task in stuck:
        coroutine = task.get_coro()
        for _ in range(MOST_WAITS):
            try:
                coroutine.close()
                break
            except RuntimeError:  # on its way out it waits for something more
                continue
            except Exception:  # of its own ending
                break
    loop.close()
