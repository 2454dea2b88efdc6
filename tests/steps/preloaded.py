"""Runs `canvass` in forks of a process that has imported everything, so that a run starts at once.

python -m tests.steps.preloaded        reads a JSON list of arguments per line; writes the run's process id,
                                       then, when it has ended, how: its exit code, or the signal, negative
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Preloaded:
    """The process that forks, seen from a test."""

    def __init__(self, environment: dict[str, str], stderr: Path) -> None:
        self.stderr = stderr
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(stderr)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()  # it is ready

    def run(self, *arguments: str, kill_after: float | None = None, largest_file: int | None = None) -> int:
        """The exit code of `canvass ARGUMENTS`; -9 where it was killed after so many seconds, being still at it.

        `largest_file`: bytes beyond which it can write no file, as on a full disk.
        """
        assert self._process.stdin
        print(json.dumps([arguments, largest_file]), file=self._process.stdin, flush=True)
        pid = self._read()
        if kill_after is not None:
            time.sleep(kill_after)
            # Its parent collects it only now, so that the id is its own to the end.
            os.kill(pid, 9)
        print(file=self._process.stdin, flush=True)
        return self._read()

    def _read(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


def _warm() -> None:
    """Does once what each run would do, but nothing that begins a thread: no fork has those."""
    import pandera.backends.polars.builtin_checks  # noqa: F401

    import output.report.writing
    import pipeline.elections.words.parties
    import pipeline.quality.holds.registry

    pipeline.quality.registry.checks()
    pipeline.quality.holds.registry.rules()
    pipeline.elections.words.parties.party_names()
    for template in Path(output.report.writing.__file__).parent.glob("templates/*.j2"):
        output.report.writing._templates().get_template(template.name)


def _serve(stderr: str) -> None:
    import output.release  # noqa: F401
    import pipeline.quality.running
    import pipeline.steps.read  # noqa: F401
    from cli.main import main

    _warm()

    print(0, flush=True)
    for line in sys.stdin:
        if not (pid := os.fork()):
            errors = os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 0)
            os.dup2(nothing, 1)
            os.dup2(errors, 2)
            arguments, largest_file = json.loads(line)
            if largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
            sys.argv = ["canvass", *arguments]
            main()
        print(pid, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
