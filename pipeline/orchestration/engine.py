"""Steps as Prefect tasks, and one run at a time for each dataset."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import requests
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.objects import State, TaskRun
from prefect.concurrency.sync import concurrency
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.runtime import deployment
from prefect.tasks import Task, exponential_backoff

from output.staging import is_locked
from pipeline.steps.dask_cluster import is_dask

T = TypeVar("T")
AHEAD = 16  # batches that Dask may be given before the first of them has come back
# Nobody is there to start a scheduled run again: it tries every step again where a connection failed.
UNATTENDED_RETRIES = 3
LEASE_SECONDS = 60  # after so long a killed run no longer stands in the way of the next


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
        self._least_retries = UNATTENDED_RETRIES if deployment.id else 0

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
            retries=max(retries, self._least_retries),
            retry_delay_seconds=self._backoff,
            retry_jitter_factor=0.5,
            retry_condition_fn=_is_network_fault,
            cache_policy=NO_CACHE,
            persist_result=False,
        )(work)


def name_on_server(dataset: Path | str) -> str:
    """What Prefect calls a dataset, a folder or a URL: its last part, and digits that tell those of one name apart."""
    place = str(dataset) if "://" in str(dataset) else str(Path(dataset).absolute())
    digest = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()
    # Prefect's names take no %, &, <, > or /.
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', place.rstrip('/').rpartition('/')[2])}-{digest[:6]}"


def limit_of(dataset: Path | str) -> str:
    """The name of the concurrency limit that lets one run at a time work on the dataset."""
    return f"canvass-{name_on_server(dataset)}"


@contextmanager
def one_at_a_time(dataset: Path | str) -> Iterator[None]:
    """Wait until no other flow run on this server works on the dataset. Its lock would end the run with an error.

    A slot that a killed run has kept, which a server that was killed with it never gives back, is taken from it:
    nobody writes to the dataset for as long as a lease lasts.
    """
    limit, logger = limit_of(dataset), get_run_logger()
    with ExitStack() as held:
        try:
            with get_client(sync_client=True) as client:
                client.upsert_global_concurrency_limit_by_name(limit, 1)
        except Exception as error:  # of Prefect's client; the dataset's own lock still holds
            logger.warning("no concurrency limit could be set: %s", type(error).__name__)
        while True:
            try:
                slot = concurrency(limit, lease_duration=LEASE_SECONDS, timeout_seconds=2 * LEASE_SECONDS)
                held.enter_context(slot)
                break
            except TimeoutError:
                if "://" in str(dataset) or is_locked(Path(dataset)):
                    logger.info("another run works on %s: waiting for it to end (limit %s)", dataset, limit)
                    continue
                logger.warning("the slot of a run that was killed is given back (limit %s)", limit)
                with get_client(sync_client=True) as client:
                    client.update_global_concurrency_limit(limit, GlobalConcurrencyLimitUpdate(active_slots=0))
        yield
