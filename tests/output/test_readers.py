"""Readers of `latest` are never disturbed: no error and no mixed version while versions are published and pruned."""

from __future__ import annotations

import subprocess
import sys

from output.versions import prune
from tests.long import LONG
from tests.output.small import massachusetts, put

VERSIONS = 20 if LONG else 8

READ = """
import sys, time, duckdb
from pathlib import Path
dataset, seen = Path(sys.argv[1]), set()
print("ready", flush=True)
while not (dataset / "stop").exists():
    path = str(dataset / "latest" / "elections.duckdb")
    with duckdb.connect(path, read_only=True, config={"threads": 1}) as connection:
        version = connection.execute("SELECT max(len(version)), count(*) FROM versions").fetchone()[1]
        others = connection.execute("SELECT max(votes) FROM area_results WHERE candidate = 'Others'").fetchone()[0]
        assert others == 10_000 + version, (others, version)
        seen.add(version)
    time.sleep(0.4)
print(len(seen))
"""


def test_four_readers_while_versions_are_published(tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda handle: None)  # readers see the file system, whenever the disk has it
    put(tmp_path, massachusetts(others=10_001))
    command = [sys.executable, "-c", READ, str(tmp_path)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for reader in readers:
        assert reader.stdout.readline() == "ready\n"
    for n in range(2, VERSIONS + 1):
        put(tmp_path, massachusetts(others=10_000 + n))
        prune(tmp_path, keep=3)
    (tmp_path / "stop").touch()
    for reader in readers:
        out, error = reader.communicate(timeout=60)
        assert reader.returncode == 0, error
        assert int(out) > 1
