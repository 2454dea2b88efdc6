"""`canvass serve` from outside: a server of its own, a run that the schedule starts, a clean end."""

from __future__ import annotations

import socket
import subprocess
import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import httpx
import psutil
import pytest

from output.folder import latest
from pipeline.errors import UsageError
from pipeline.steps.run_log import read_runs
from tests.orchestration.serving import Place, free_port, power_cut, stop, wait_until
from tests.sources.fake_wiki import fake_wiki
from tests.steps.folder import page

pytestmark = pytest.mark.prefect


def test_a_schedule_from_a_power_cut_to_its_end(tmp_path):
    """A cron line of every two seconds, whose runs publish, one at a time; a second schedule is refused.

    Of a power cut: what was at work is told of, what was missed runs once. A lost server: the schedule goes on.
    """
    with fake_wiki() as wiki:
        wiki.write("Delaware", page("Delaware"))
        goes_on, answer = threading.Event(), wiki.reply
        wiki.reply = lambda query: (goes_on.wait(), answer(query))[1]
        (tmp_path / "canvass.toml").write_text('scope = "one"\n[scopes.one]\ntitles = ["Delaware"]\n')
        place = Place(tmp_path, wiki.url)
        serving = place.start()
        assert wait_until(lambda: "running" in [run.outcome for run in read_runs(place.dataset)], 150), place.said()
        power_cut(serving)
        # Linux takes its time to let go of the lock of a process that was killed.
        assert wait_until(lambda: [run.outcome for run in read_runs(place.dataset)] == ["killed"], 20), place.said()

        goes_on.set()
        serving = place.start()
        try:
            done = wait_until(lambda: (place.dataset / "latest").exists() or serving.poll() is not None, 150)
            assert done and serving.poll() is None, place.said()
            runs = place.ask("flow_runs")
            crashed = [run["state"]["message"] for run in runs if run["state_name"] == "Crashed"]
            assert crashed == ["left at work by a process that was killed; the dataset is as it was before"]
            assert "left out: each was due while nothing served" in place.said()
            assert {run["created_by"]["type"] for run in runs} == {"SCHEDULE"}
            (deployment,) = place.ask("deployments")
            once = {"collision_strategy": "CANCEL_NEW", "grace_period_seconds": None}
            assert deployment["concurrency_options"] == once
            assert place.start().wait(60) == 4, place.said()
            assert "another `canvass serve` runs a schedule" in place.said()

            (server,) = (child for child in psutil.Process(serving.pid).children() if "server" in child.cmdline())
            server.kill()
            assert wait_until(lambda: "the Prefect server ended by SIGKILL" in place.said(), 60), place.said()
            count = len(read_runs(place.dataset))  # no run is at work now
            again = wait_until(lambda: read_runs(place.dataset)[count:], 150)
            assert again and serving.poll() is None, place.said()
        finally:
            code = stop(serving)
        assert code == 0, place.said()
        assert "stopped; the schedule is paused" in place.said()
        assert latest(place.dataset).table("pages").height == 1
        with pytest.raises(httpx.TransportError):  # the server has ended, too
            place.ask("flow_runs")


@pytest.mark.parametrize(
    ("cron", "zone", "said"),
    [
        ("six in the morning", "UTC", "is no cron schedule"),
        ("61 * * * *", "UTC", "is no cron schedule"),
        ("0 0 30 2 *", "UTC", "comes never"),
        ("0 6 * * *", "Mars/Olympus", "no timezone 'Mars/Olympus'"),
    ],
)
def test_a_schedule_that_is_none(cron, zone, said):
    from pipeline.orchestration.schedule import cron_schedule

    with pytest.raises(UsageError, match=said):
        cron_schedule(cron, zone)


def test_when_a_schedule_comes_next_is_told_with_seconds_as_the_last_field(monkeypatch):
    from prefect.types._datetime import create_datetime_instance as at

    from pipeline.orchestration.schedule import next_run

    now = at(datetime(2026, 11, 30, 18, 47, 12, tzinfo=UTC))
    monkeypatch.setattr("prefect.server.schemas.schedules.now", lambda _zone: now)
    assert f"{next_run('*/20 * * * * *', 'UTC')}" == "2026-11-30 19:00:00+00:00"  # no run each 20 seconds
    assert f"{next_run('* * * * * */20', 'UTC')}" == "2026-11-30 18:47:20+00:00"
    assert f"{next_run('0 6 * * *', 'America/New_York')}" == "2026-12-01 06:00:00-05:00"


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


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (
            "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) database is locked",
            "Another process is at work",
        ),
        ("sqlite3.OperationalError: database or disk is full", "Make room there"),
        ("sqlite3.DatabaseError: file is not a database", "prefect.db away"),
    ],
)
def test_a_server_that_does_not_start_says_what_to_do(tmp_path, words, remedy):
    from prefect.settings import PREFECT_HOME, temporary_settings

    from pipeline.orchestration import server

    (tmp_path / server.LOG).write_text(f"Traceback\n{words}\nApplication startup failed\n")
    ended = subprocess.Popen(["false"])
    ended.wait()
    with temporary_settings({PREFECT_HOME: tmp_path}), pytest.raises(UsageError) as told:
        server._wait_for(ended, "http://127.0.0.1:1/api")
    assert words in str(told.value) and remedy in str(told.value)


@pytest.mark.parametrize(("free", "said"), [(0, "is full: make room there"), (2**30, "answers with RuntimeError")])
def test_a_server_that_refuses_for_want_of_room_is_told_of(tmp_path, monkeypatch, free, said):
    from prefect.settings import PREFECT_HOME, temporary_settings

    from pipeline.orchestration.server import Server

    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    ours = Server("http://127.0.0.1:1/api", SimpleNamespace())
    with temporary_settings({PREFECT_HOME: tmp_path}):
        assert said in ours.refused(RuntimeError("500"))
