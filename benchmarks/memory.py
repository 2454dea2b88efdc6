"""How much memory a process and its children have, looked at from outside, by step and by kind of process.

Proportional set size (`/proc/PID/smaps_rollup`): a page that several processes share counts once in all. Beside it the
part of it that is the processes' own, for the rest are files (libraries, tables) that the kernel may drop any moment.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import psutil

STEP = "step: "  # how the lines of a watched process begin that name the step it is at
EVERY = 0.2  # seconds; a look costs a few milliseconds a process
KINDS = (("pipeline.parsing.child", "workers"), ("distributed", "dask"), ("multiprocessing", "dask"))


class Size(NamedTuple):
    """Bytes: in all, and of it what no file backs."""

    total: int = 0
    own: int = 0

    def __add__(self, other: object) -> Size:  # type: ignore[override]  # of a tuple's, which would join them
        assert isinstance(other, Size)
        return Size(self.total + other.total, self.own + other.own)


class Watch:
    """The most memory in each step, of each kind of process and of all together, until `end`."""

    def __init__(self, pid: int) -> None:
        self.step = "start"
        self.most: dict[str, dict[str, Size]] = {}
        self._pid, self._ended = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(EVERY):
            step = self.step
            try:
                process = psutil.Process(self._pid)
                now = _by_kind(process, process.children(recursive=True))
            except psutil.NoSuchProcess:
                return
            most = self.most.setdefault(step, {})
            for kind, size in now.items():
                most[kind] = max(most.get(kind, Size()), size)


def told_by(child: subprocess.Popen[str]) -> dict[str, Any]:
    """What a child tells in JSON at its end, and the `memory` of each step; it says which step begins, a line each."""
    found: dict[str, Any] = {}
    watch = Watch(child.pid)
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith(STEP):
            watch.step = line.removeprefix(STEP).strip()
        elif line.startswith("{"):
            found = json.loads(line)
    watch.end()
    return found | {"memory": watch.most}


def _by_kind(process: psutil.Process, children: Iterable[psutil.Process]) -> dict[str, Size]:
    found: dict[str, Size] = defaultdict(Size)
    found["main"] = _size(process.pid)
    for child in children:
        found[_kind(child)] += _size(child.pid)
    found["all"] = sum(found.values(), Size())
    return found


def _kind(process: psutil.Process) -> str:
    try:
        command = " ".join(process.cmdline())
    except psutil.Error:
        command = ""
    return next((kind for word, kind in KINDS if word in command), "others")


def _size(pid: int) -> Size:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    except OSError:  # it has ended
        return Size()
    sizes = {name: int(rest.split()[0]) * 1024 for name, rest in (line.split(":", 1) for line in lines)}
    return Size(sizes["Pss"], sizes["Pss_Anon"])
