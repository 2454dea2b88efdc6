"""A Prefect server for a schedule: the one that the settings name, one that runs here, or one of our own.

The temporary server that Prefect starts for a single flow runs no schedules. Ours is a real one, on this machine's
loopback address alone, with Prefect's own database (PREFECT_HOME); it ends with the block that asked for it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

from pipeline.errors import UsageError

DEFAULT_PORT = 4200  # Prefect's own
SECONDS_TO_START = 120.0  # it creates its database the first time; a small machine needs its time
SECONDS_TO_END = 15.0
LOG = "canvass-server.log"  # in PREFECT_HOME


@contextmanager
def prefect_server(port: int | None = None) -> Iterator[tuple[str, bool]]:
    """The API's URL, and whether the server is ours; Prefect's clients and child processes use it within the block.

    `port`: where a server of our own listens; None: 4200, or a free one where something else listens there.
    Raises UsageError where the configured server does not answer, or none can be started.
    """
    if configured := PREFECT_API_URL.value():
        with get_client(sync_client=True) as client:
            fault = client.api_healthcheck()
        if fault is not None:
            raise UsageError(
                f"the Prefect server does not answer: {type(fault).__name__}",
                where=configured,
                remedy="Start it, or unset PREFECT_API_URL to have one started here",
            )
        yield configured, False
        return
    url = _api(port or DEFAULT_PORT)
    if _answers(url):
        with _using(url):
            yield url, False
        return
    url = _api(_free_port(port))
    server = _start(url)
    try:
        _wait_for(server, url)
        with _using(url):
            yield url, True
    finally:
        _end(server)


@contextmanager
def _using(url: str) -> Iterator[None]:
    with temporary_settings({PREFECT_API_URL: url}):
        yield


def _api(port: int) -> str:
    return f"http://127.0.0.1:{port}/api"


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2, trust_env=False).json() is True
    except (httpx.HTTPError, ValueError):
        return False


def _free_port(wanted: int | None) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or DEFAULT_PORT))
        except OSError as error:
            if wanted is not None:
                raise UsageError(
                    f"port {wanted} is taken by something else than a Prefect server",
                    remedy="Choose another with --port",
                ) from error
            with socket.socket() as other:
                other.bind(("127.0.0.1", 0))
                return int(other.getsockname()[1])
        return int(probe.getsockname()[1])


def _start(url: str) -> subprocess.Popen[bytes]:
    log = Path(PREFECT_HOME.value()) / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    port = url.removesuffix("/api").rpartition(":")[2]
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    # Without the first the page asks the API at port 4200, wherever it is; nobody is told that we use Prefect.
    settings = {
        "PREFECT_UI_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"} | settings
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A session of its own: Ctrl-C is for us, the server has to live until its schedules are paused.
            start_new_session=True,
        )


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        if _answers(url):
            return
        time.sleep(0.25)
    log = Path(PREFECT_HOME.value()) / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise UsageError(f"no Prefect server could be started: {lines[-1] if lines else 'no answer'}", where=str(log))


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
