"""`canvass serve` from outside: a server of its own, a run that the schedule starts, a clean end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from output.folder import latest
from pipeline.errors import UsageError
from tests.steps.folder import page, write

pytestmark = pytest.mark.prefect


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so, seconds):
    until = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def test_the_schedule_starts_a_run_and_the_end_is_clean(tmp_path, monkeypatch):
    """A cron line of every two seconds; the runs that it starts publish, one at a time."""
    for name in ("PREFECT_API_URL", "CANVASS_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    write(tmp_path / "source", Massachusetts=page())
    port = free_port()
    command = [sys.executable, "-c", "from cli.main import main; main()", "serve", "--cron", "* * * * * */2"]
    command += ["--source", "source", "--dataset", "dataset", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        serving = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    try:
        done = wait_until(lambda: (tmp_path / "dataset" / "latest").exists() or serving.poll() is not None, 150)
        assert done and serving.poll() is None, (tmp_path / "log").read_text()
        runs = httpx.post(f"http://127.0.0.1:{port}/api/flow_runs/filter", json={}).json()
        (deployment,) = httpx.post(f"http://127.0.0.1:{port}/api/deployments/filter", json={}).json()
    finally:
        serving.send_signal(signal.SIGTERM)
        code = serving.wait(60)
    said = (tmp_path / "log").read_text()
    assert code == 0, said
    assert "stopped; the schedule is paused" in said
    assert latest(tmp_path / "dataset").table("pages").height == 1
    assert {run["created_by"]["type"] for run in runs} == {"SCHEDULE"}
    assert deployment["concurrency_options"] == {"collision_strategy": "CANCEL_NEW", "grace_period_seconds": None}
    with pytest.raises(httpx.TransportError):  # the server has ended, too
        httpx.get(f"http://127.0.0.1:{port}/api/health")


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
