"""A Prefect server for a schedule: the one that the settings name, one that runs here, or one of our own.

The temporary server that Prefect starts for a single flow runs no schedules. Ours is a real one, on this machine's
loopback address alone, with Prefect's own database (PREFECT_HOME); it ends with the block that asked for it. One that
outlived its starter (kill -9) is found again, wherever it listens.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from prefect.client.orchestration import get_client
from prefect.settings import (
    PREFECT_API_REQUEST_TIMEOUT,
    PREFECT_API_URL,
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_HOME,
    temporary_settings,
)

from pipeline.errors import UsageError

DEFAULT_PORT = 4200  # Prefect's own
SECONDS_TO_START = 120.0  # it creates its database the first time; a small machine needs its time
SECONDS_TO_END = 15.0
LOG = "canvass-server.log"  # in PREFECT_HOME; that of the server before has `.1` behind it
PLACE = "canvass-server.url"  # in PREFECT_HOME: where the last server of our own listens
FULL = 2**20  # bytes free: no page of a database fits any more
_HASTY = {PREFECT_API_REQUEST_TIMEOUT: 5.0, PREFECT_CLIENT_MAX_RETRIES: 0}  # seconds
_EXCEPTION = re.compile(r"[\w.]*(?:Error|Exception): ")  # how a traceback ends


@dataclass(frozen=True)
class Server:
    """A server that answers. `process`: of one that is ours, else None."""

    url: str  # of its API
    process: subprocess.Popen[bytes] | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it was started for this block, and ends with it."""
        return self.process is not None

    def ended(self) -> str:
        """How a server of our own ended, in words; "" while it lives, and of any other."""
        code = self.process.poll() if self.process is not None else None
        if code is None:
            return ""
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}: {_last_words()}"

    def fault(self) -> str:
        """What is wrong with it just now, in words; "" where it answers. May take some seconds."""
        if ended := self.ended():
            return ended
        with temporary_settings(_HASTY), get_client(sync_client=True) as client:
            fault = client.api_healthcheck()
        return f"does not answer: {type(fault).__name__}" if fault is not None else ""

    def refused(self, error: Exception) -> str:
        """Why it answers with that error, in words, and what to do. A full disk takes its log's last words, too."""
        if self.is_ours and shutil.disk_usage(PREFECT_HOME.value()).free < FULL:
            return f"the disk of {PREFECT_HOME.value()} is full: make room there, or set PREFECT_HOME to another folder"
        where = str(_home(LOG)) if self.is_ours else "its log"
        return f"the Prefect server answers with {type(error).__name__}: see {where}"


@contextmanager
def prefect_server(port: int | None = None) -> Iterator[Server]:
    """A server that answers; Prefect's clients and child processes use it within the block.

    `port`: where a server of our own listens; None: 4200, or a free one where something else listens there.
    Raises UsageError where the configured server does not answer, or none can be started.
    """
    if configured := PREFECT_API_URL.value():
        server = Server(configured)
        if fault := server.fault():
            raise UsageError(
                f"the Prefect server {fault}",
                where=configured,
                remedy="Start it, or unset PREFECT_API_URL to have one started here",
            )
        yield server
        return
    for url in filter(None, (_api(port or DEFAULT_PORT), _left_behind() if port is None else "")):
        if _answers(url):
            with _using(url):
                yield Server(url)
            return
    url = _api(_free_port(port))
    process = _start(url)
    try:
        _wait_for(process, url)
        _home(PLACE).write_text(f"{url}\n", encoding="utf-8")
        with _using(url):
            yield Server(url, process)
    finally:
        _end(process)


@contextmanager
def _using(url: str) -> Iterator[None]:
    with temporary_settings({PREFECT_API_URL: url}):
        yield


def _api(port: int) -> str:
    return f"http://127.0.0.1:{port}/api"


def _home(name: str) -> Path:
    return Path(PREFECT_HOME.value()) / name


def _left_behind() -> str:
    """Where the last server of our own listened: a second one beside it would share its database."""
    try:
        url = _home(PLACE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
    return url if url.startswith("http://127.0.0.1:") else ""


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2, trust_env=False).json() is True
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
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
    log = _home(LOG)
    port = url.removesuffix("/api").rpartition(":")[2]
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    settings = {
        # Without it the page asks the API at port 4200, wherever it is.
        "PREFECT_UI_API_URL": url,
        # Who holds a slot of a concurrency limit: kept in memory, a power cut would leave the slot taken for ever.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        # Nobody is told that we use Prefect.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"} | settings
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(f"{log}.1")
        output = log.open("wb")
    except OSError as error:
        raise UsageError(
            f"Prefect's folder cannot be written: {error.strerror or error}",
            where=str(log.parent),
            remedy="Give this user write access and room there, or set PREFECT_HOME to another folder",
        ) from error
    with output:
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
    raise UsageError(
        f"no Prefect server could be started: {_last_words()}",
        where=str(_home(LOG)),
        remedy=_remedy(_last_words()),
    )


_REMEDIES = {
    "database is locked": "Another process is at work on its database: end that one (a server that was left? `ps`), "
    "or set PREFECT_HOME to another folder",
    "disk is full": "Make room there, or set PREFECT_HOME to another folder",
    "No space left": "Make room there, or set PREFECT_HOME to another folder",
}


def _remedy(words: str) -> str:
    """What to do about a server that ended so."""
    return next(
        (remedy for sign, remedy in _REMEDIES.items() if sign in words),
        f"Mend that; where its database is damaged, move {_home('prefect.db')} away: "
        "it holds Prefect's memory of runs alone, the dataset is none of it",
    )


def _last_words() -> str:
    """What the server's log says of its end: the last exception, else the last line."""
    try:
        text = _home(LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "no word"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return ([line for line in lines if _EXCEPTION.match(line)] or lines or ["no word"])[-1]


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
