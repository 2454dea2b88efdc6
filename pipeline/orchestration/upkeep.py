"""Keeps a schedule's runs in order on the Prefect server: one at a time, none for ever, none missed ten times over.

Prefect counts who is at work. A power cut or `kill -9` leaves runs that are "Running" for ever and slots that nobody
gives back: every later run would be cancelled for them. And each run that was due while nobody served would run, one
after the other. Whether a run really is at work, the dataset's lock knows: the system frees it when a process dies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed
from prefect.types import DateTime

AT_WORK = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
_LEFT = "left at work by a process that was killed; the dataset is as it was before"
_MISSED = "was due while nothing served the schedule, or a run was at work; the next one sees all that it would have"


class Upkeep:
    """Of one deployment. `limits`: concurrency limits by name; `is_at_work`: whether a process works on its dataset."""

    def __init__(self, deployment: UUID, limits: Iterable[str], is_at_work: Callable[[], bool]) -> None:
        self._deployment = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
        self._limits = (f"deployment:{deployment}", *limits)
        self._is_at_work = is_at_work
        self._left: list[UUID] | None = None  # runs that were at work before this schedule began; None: not looked yet
        self._is_free = False

    async def tidy(self, client: PrefectClient) -> list[str]:
        """Put right what is wrong by now; what was done, in words. Raises what Prefect's client does."""
        told = await self._free(client)
        at_work = await self._runs(client, FlowRunFilter(state=_of(*AT_WORK)))
        return told + await self._leave_out(client, bool(at_work))

    async def _free(self, client: PrefectClient) -> list[str]:
        """Runs that were left at work end, and their slots are free again, as soon as no process works."""
        if self._is_free:
            return []
        if self._left is None:
            self._left = [run.id for run in await self._runs(client, FlowRunFilter(state=_of(*AT_WORK)))]
        if self._is_at_work():
            return []
        told: list[str] = []
        wanted = FlowRunFilter(id=FlowRunFilterId(any_=self._left), state=_of(*AT_WORK))
        for run in await self._runs(client, wanted) if self._left else ():
            await client.set_flow_run_state(run.id, Crashed(message=_LEFT))
            told.append(f"run {run.name!r} was {_LEFT}")
        for name in self._limits:
            with suppress(ObjectNotFound):
                await client.update_global_concurrency_limit(name, GlobalConcurrencyLimitUpdate(active_slots=0))
        self._is_free = True
        return told

    async def _leave_out(self, client: PrefectClient, is_at_work: bool) -> list[str]:
        """Of the runs that are due, the newest alone is to run; none while another one is at work."""
        due = FlowRunFilter(
            state=_of(StateType.SCHEDULED),
            expected_start_time=FlowRunFilterExpectedStartTime(before_=DateTime.now("UTC")),
        )
        runs = [run for run in await self._runs(client, due) if run.auto_scheduled]  # not what a person asked for
        runs.sort(key=lambda run: run.expected_start_time or DateTime.now("UTC"))
        spare = runs if is_at_work else runs[:-1]
        for run in spare:
            await client.set_flow_run_state(run.id, Cancelled(message=_MISSED))
        return [f"{len(spare)} of the schedule's runs left out: each {_MISSED}"] if spare else []

    async def _runs(self, client: PrefectClient, wanted: FlowRunFilter) -> list[FlowRun]:
        return await client.read_flow_runs(flow_run_filter=wanted, deployment_filter=self._deployment)


def _of(*types: StateType) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))
