"""`canvass serve` from outside: a server of its own, a run that the schedule starts, a clean end."""

from __future__ import annotations

import socket
import threading

import httpx
import psutil
import pytest

from output.folder import latest
from pipeline.errors import UsageError
from pipeline.steps.run_log import read_runs
from tests.orchestration.serving import Place, free_port, power_cut, stop, wait_until
from tests.sources.fake_wiki import fake_wiki
from tests.steps.folder import page, write

pytestmark = pytest.mark.prefect


def test_the_schedule_starts_a_run_and_the_end_is_clean(tmp_path):
    """A cron line of every two seconds; its runs publish, one at a time; a second schedule is refused."""
    write(tmp_path / "source", Massachusetts=page())
    place = Place(tmp_path, "source")
    serving = place.start()
    try:
        done = wait_until(lambda: (place.dataset / "latest").exists() or serving.poll() is not None, 150)
        assert done and serving.poll() is None, place.said()
        second = place.start()
        assert second.wait(60) == 4, place.said()
        runs = place.ask("flow_runs")
        (deployment,) = place.ask("deployments")
    finally:
        code = stop(serving)
    said = place.said()
    assert code == 0, said
    assert "stopped; the schedule is paused" in said
    assert "another `canvass serve` runs a schedule" in said
    assert latest(place.dataset).table("pages").height == 1
    assert {run["created_by"]["type"] for run in runs} == {"SCHEDULE"}
    assert deployment["concurrency_options"] == {"collision_strategy": "CANCEL_NEW", "grace_period_seconds": None}
    with pytest.raises(httpx.TransportError):  # the server has ended, too
        place.ask("flow_runs")


def test_a_power_cut_and_a_lost_server(tmp_path):
    """What was at work is told of, what was missed runs once; the schedule goes on in both cases."""
    with fake_wiki() as wiki:
        wiki.write("Delaware", page("Delaware"))
        goes_on, answer = threading.Event(), wiki.reply
        wiki.reply = lambda query: (goes_on.wait(), answer(query))[1]
        (tmp_path / "canvass.toml").write_text('scope = "one"\n[scopes.one]\ntitles = ["Delaware"]\n')
        place = Place(tmp_path, wiki.url)
        serving = place.start()
        assert wait_until(lambda: "running" in [run.outcome for run in read_runs(place.dataset)], 150), place.said()
        power_cut(serving)
        assert [run.outcome for run in read_runs(place.dataset)] == ["killed"]

        goes_on.set()
        serving = place.start()
        try:
            assert wait_until(lambda: (place.dataset / "latest").exists(), 150), place.said()
            crashed = [run["state"]["message"] for run in place.ask("flow_runs") if run["state_name"] == "Crashed"]
            assert crashed == ["left at work by a process that was killed; the dataset is as it was before"]
            assert "left out: each was due while nothing served" in place.said()

            (server,) = (child for child in psutil.Process(serving.pid).children() if "server" in child.cmdline())
            server.kill()
            count = len(read_runs(place.dataset))
            assert wait_until(lambda: "the Prefect server ended by SIGKILL" in place.said(), 60), place.said()
            again = wait_until(lambda: read_runs(place.dataset)[count + 1 :], 150)
            assert again and serving.poll() is None, place.said()
        finally:
            code = stop(serving)
        assert code == 0, place.said()


@pytest.mark.parametrize(
    ("cron", "zone", "said"),
    [
        ("six in the morning", "UTC", "is no cron schedule"),
        ("61 * * * *", "UTC", "is no cron schedule"),
        ("0 6 * * *", "Mars/Olympus", "no timezone 'Mars/Olympus'"),
    ],
)
def test_a_schedule_that_is_none(cron, zone, said):
    from pipeline.orchestration.schedule import cron_schedule

    with pytest.raises(UsageError, match=said):
        cron_schedule(cron, zone)


def test_a_configured_server_that_does_not_answer_is_told_of(monkeypatch):
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from pipeline.orchestration.server import prefect_server

    url = f"http://127.0.0.1:{free_port()}/api"
    refused = pytest.raises(UsageError, match="does not answer")
    with temporary_settings({PREFECT_API_URL: url}), refused, prefect_server():
        pass


def test_something_else_on_the_port_is_told_of():
    from pipeline.orchestration.server import prefect_server

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UsageError, match="taken by something else"), prefect_server(other.getsockname()[1]):
            pass
