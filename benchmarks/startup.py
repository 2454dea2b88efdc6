"""How long a command takes to answer, side by side with importing Prefect: `python -m benchmarks.startup [--runs N]`.

Goals: `sql`, `versions`, `findings` under 0.5 s; `refresh` on an unchanged sample under 3 s, without a server. Each
command runs in a process of its own, on the sample published into a temporary folder; the median of the runs counts.
Processor time is what the command costs, wall time what one waits on this machine, with whatever else it does.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

MAIN = "import sys; from cli.main import main; main()"
COMMANDS: dict[str, tuple[str, ...]] = {
    "canvass --help": ("--help",),
    "canvass versions": ("versions",),
    "canvass sql": ("sql", "SELECT count(*) FROM area_results"),
    "canvass findings": ("findings",),
    "canvass runs": ("runs",),
    "canvass refresh, nothing new": ("refresh", "--source", "sample"),
}
BESIDE = {
    "python -c pass": "pass",
    "python -c 'import prefect'": "import prefect",
    "python -c 'import flows'": "import flows",
    "python -c 'import polars'": "import polars",
}


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """(seconds by the clock, seconds of processor time) of a process, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print the median of each."""
    parser = argparse.ArgumentParser(description="How long a command takes to answer.")
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        environment["CANVASS_DATASET"] = folder
        python = [sys.executable, "-c"]
        timed([*python, MAIN, "refresh", "--source", "sample"], environment)
        processes = {name: [*python, MAIN, *given] for name, given in COMMANDS.items()}
        processes |= {name: [*python, code] for name, code in BESIDE.items()}
        print(f"median of {runs} runs{'by the clock':>28}{'processor':>12}")
        for name, command in processes.items():
            times = [timed(command, environment) for _ in range(runs)]
            clock, processor = (statistics.median(part) for part in zip(*times, strict=True))
            print(f"{name:<34}{clock:>9.2f} s{processor:>10.2f} s")


if __name__ == "__main__":
    main()
