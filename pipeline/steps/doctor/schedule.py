"""What runs the refreshes: `canvass serve`, and a Prefect server where one is named. Does not import Prefect."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from output.staging import SERVING, is_locked
from pipeline.steps.doctor.sign import Sign, examined

SECONDS_TO_ANSWER = 10


def examine_schedule(dataset: Path) -> Iterator[Sign]:
    """All signs of the schedule."""
    yield from examined("services", (partial(serving, dataset), partial(prefect, dataset)))


def serving(dataset: Path) -> Iterator[Sign]:
    """Whether `canvass serve` is at work on the dataset; a timer or a worker is not seen from here."""
    if is_locked(dataset, SERVING):
        yield Sign("services", "schedule", "ok", "`canvass serve` is at work on this dataset")
    elif (dataset / SERVING).exists():
        what = "`canvass serve` of this dataset was killed, and does not run now"
        yield Sign("services", "schedule", "warning", what, f"Start it again, or remove {dataset / SERVING} for good")
    else:
        yield Sign("services", "schedule", "ok", "`canvass serve` is not used for this dataset")


def prefect(dataset: Path) -> Iterator[Sign]:
    """Whether the Prefect server answers, where one is named, and whether it would let a run begin."""
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        what = "PREFECT_API_URL is not set: refresh runs without Prefect, `canvass serve` starts a server of its own"
        yield Sign("services", "prefect", "ok", what)
        return
    import httpx

    place = urlsplit(url)
    shown = f"{place.scheme}://{place.hostname}{f':{place.port}' if place.port else ''}{place.path}"
    try:
        with httpx.Client(base_url=url.rstrip("/"), timeout=SECONDS_TO_ANSWER) as server:
            answered = server.get("/health")
            fault = "" if answered.is_success else f"HTTP {answered.status_code}"
            stuck = [] if fault or is_locked(dataset) else _stuck_limits(server)
    except httpx.HTTPError as error:
        fault, stuck = type(error).__name__, []
    if fault:
        remedy = "Start it (`prefect server start`), or unset PREFECT_API_URL"
        yield Sign("services", "prefect", "fault", f"the server at {shown} does not answer: {fault}", remedy)
    elif stuck:
        what = f"limits on the server count a run as at work, and none writes here: {', '.join(stuck)}"
        remedy = "If none is at work elsewhere: " + "; ".join(
            f"`prefect global-concurrency-limit update {name} --active-slots 0`" for name in stuck
        )
        yield Sign("services", "prefect", "warning", what, remedy)
    else:
        yield Sign("services", "prefect", "ok", f"the server at {shown} answers")


def _stuck_limits(server: Any) -> list[str]:
    """Concurrency limits of canvass's deployments that are used up; none where the server lets nobody ask."""
    answers = [server.post(f"/{what}/filter", json={}) for what in ("deployments", "v2/concurrency_limits")]
    if not all(answer.is_success for answer in answers):
        return []
    deployments, limits = (answer.json() for answer in answers)
    ours = {f"deployment:{deployment['id']}" for deployment in deployments if "canvass" in deployment["tags"]}
    return [
        limit["name"]
        for limit in limits
        if limit["active_slots"] >= limit["limit"] and (limit["name"] in ours or limit["name"].startswith("canvass-"))
    ]
