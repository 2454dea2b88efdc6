"""`canvass serve` as a process of its own, for tests: where it works, what it said, how it is ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

COMMAND = [sys.executable, "-c", "from cli.main import main; main()", "serve", "--cron", "* * * * * */2"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], object], seconds: float) -> object:
    until = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


class Place:
    """A folder with a dataset, a Prefect home and a log; the server listens on `port`."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder, self.port = folder, free_port()
        self.log, self.dataset = folder / "log", folder / "dataset"
        self._options = ["--source", source, "--dataset", "dataset", "--port", str(self.port)]

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        gone = ("PREFECT_API_URL", "CANVASS_CONFIG")
        environment = {name: value for name, value in os.environ.items() if name not in gone}
        environment |= {"PREFECT_HOME": str(self.folder / "prefect")}
        with self.log.open("ab") as log:
            command = [*COMMAND, *self._options, *more]
            return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def ask(self, what: str) -> list[dict[str, object]]:
        """What the server has: flow_runs, deployments."""
        answer = httpx.post(f"http://127.0.0.1:{self.port}/api/{what}/filter", json={}, timeout=20)
        return list(answer.raise_for_status().json())


def power_cut(serving: subprocess.Popen[bytes]) -> None:
    """Everything ends at once: the command, its server, the run at work."""
    family = psutil.Process(serving.pid)
    killed = [*family.children(recursive=True), family]
    for process in killed:
        process.send_signal(signal.SIGKILL)
    serving.wait(60)
    # A process on its way out still holds its locks, as the one at work holds the dataset's.
    assert wait_until(lambda: not any(_is_alive(process) for process in killed), 60)


def _is_alive(process: psutil.Process) -> bool:
    """Whether any thread is left: the first one can be gone while others still hold the process's files."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1)
    except psutil.NoSuchProcess:
        return False


def stop(serving: subprocess.Popen[bytes]) -> int:
    serving.send_signal(signal.SIGTERM)
    return serving.wait(90)
