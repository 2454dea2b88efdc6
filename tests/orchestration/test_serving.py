"""What waits for a server that hangs is given up, whatever it does, and nothing of it is kept."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from pipeline.orchestration import serving


class Waits:
    """A task's own thing, to see whether anything of the task is left."""


def test_a_task_that_will_not_end_is_forgotten(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(serving, "SECONDS_TO_GIVE_UP", 0.05)
    seen: list[weakref.ref[object]] = []

    async def waits_for_ever(own: Waits) -> None:
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                continue  # as Prefect's, which asks the server once more
            finally:
                await asyncio.sleep(0)

    async def serve() -> None:
        own = Waits()
        seen.extend([weakref.ref(own), weakref.ref(asyncio.get_running_loop())])
        task = asyncio.ensure_future(waits_for_ever(own))
        await asyncio.sleep(0)
        seen.append(weakref.ref(task))

    serving._run(serve())
    gc.collect()
    assert [ref() for ref in seen] == [None, None, None]
    assert capsys.readouterr().err == ""


def test_what_serving_raises_comes_out() -> None:
    async def lost() -> None:
        raise serving.ServerLostError("ended")

    with pytest.raises(serving.ServerLostError, match="ended"):
        serving._run(lost())
