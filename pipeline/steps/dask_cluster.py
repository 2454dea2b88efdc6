"""Where one machine is not enough: Prefect's task runner for Dask, an optional extra (`pip install canvass[dask]`).

Only parsing goes there: batches of revisions out, validated frames back. Fetching, checks and publishing stay here.
"""

from __future__ import annotations

from typing import Any

from prefect.task_runners import TaskRunner

from pipeline.errors import UsageError


def dask_runner(where: str) -> TaskRunner[Any]:
    """A runner on a cluster of so many workers on this machine, or on the scheduler of that address.

    Raises UsageError where the extra is not installed or `where` is neither.
    """
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError("prefect-dask is not installed", remedy="pip install canvass[dask]") from error
    if where.isdigit() and int(where):
        workers = {"n_workers": int(where), "threads_per_worker": 1, "dashboard_address": None}
        return DaskTaskRunner(cluster_kwargs=workers)
    if "://" not in where:
        raise UsageError(f"--dask takes a number of workers or tcp://HOST:PORT, not {where!r}")
    return DaskTaskRunner(address=where)


def is_dask(runner: object) -> bool:
    """Whether a flow's tasks go to Dask."""
    return type(runner).__module__.partition(".")[0] == "prefect_dask"
