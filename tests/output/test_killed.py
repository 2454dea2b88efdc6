"""A run killed at any step of publishing leaves the latest version whole, and the next run cleans up after it.

What kill -9 leaves is the state of the files at that moment. So an audit hook copies the dataset before every step
that touches the file system (open for writing, mkdir, link, rename, symlink, chmod, remove), and every copy is then
treated as the dataset of a killed run. A few runs are killed for real as well.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from output.hashing import sha256_of
from output.release import latest
from output.sql import query
from output.versions import list_versions
from tests.output.small import massachusetts, put

STEPS = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.chmod", "tempfile.mkdtemp")


class Snapshots:
    """Copies of a folder, one before each step that changes it; copies alike are taken once."""

    def __init__(self, folder, target):
        self.folder, self.target = folder, target
        self.taken, self.seen, self.active, self.steps = [], set(), False, 0
        sys.addaudithook(self.watch)

    def watch(self, event, args):
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if self.active and (writes or event in STEPS):
            self.active = False
            self.steps += 1
            self.copy()
            self.active = True

    def copy(self):
        paths = sorted(self.folder.rglob("*"))
        state = tuple((str(p), p.lstat().st_size, p.is_symlink() and str(p.readlink())) for p in paths)
        if state in self.seen:
            return
        self.seen.add(state)
        copy = self.target / str(len(self.taken))
        shutil.copytree(self.folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".lock"))
        self.taken.append(copy)


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset")
    put(folder, massachusetts())
    watched = Snapshots(folder, tmp_path_factory.mktemp("killed"))
    watched.active = True
    put(folder, massachusetts(others=4015))
    watched.active = False
    return watched


def test_the_steps_are_watched(snapshots):
    assert snapshots.steps > 60
    assert len(snapshots.taken) > 20


@pytest.fixture
def cheap_publishing(monkeypatch, tmp_path):
    """Publishing thirty times over: the DuckDB file is built once, and the disk is not waited for."""
    built = put(tmp_path / "first", massachusetts()).path
    then = put(tmp_path / "first", massachusetts(others=4015)).path
    assert built != then

    def write(_parquet_folder, path):
        shutil.copyfile(then / "elections.duckdb", path)
        return sha256_of(path)

    monkeypatch.setattr("output.duckdb_file.write", write)
    monkeypatch.setattr("os.fsync", lambda handle: None)


def test_wherever_it_was_killed_latest_is_whole_and_the_next_run_publishes(snapshots, cheap_publishing):
    seen = set()
    for dataset in snapshots.taken:
        release = latest(dataset)
        assert release.version in {"2026.11.23-1", "2026.11.23-2"}, dataset
        assert release.damage() == [], dataset
        assert query(release, "SELECT max(version) FROM versions").rows == [(release.version,)]
        states = {status.version: status.state for status in list_versions(dataset, check_bytes=False)}
        assert set(states.values()) <= {"ok", "unpublished"}, dataset
        put(dataset, massachusetts(others=4015))
        after = latest(dataset)
        assert after.version == "2026.11.23-2", dataset
        assert after.damage() == [], dataset
        assert sorted(path.name for path in dataset.iterdir()) == [".lock", "history.sql", "latest", "releases"], (
            dataset
        )
        assert {path.name for path in (dataset / "releases").iterdir()} == {"2026.11.23-1", "2026.11.23-2"}, dataset
        seen |= {release.version, *states.values()}
    assert seen == {"2026.11.23-1", "2026.11.23-2", "ok", "unpublished"}, "every stage was met"


KILL = """
import os, signal, sys
from pathlib import Path
from tests.output.small import massachusetts, put
event, part = sys.argv[2:]
def kill(name, args):
    if name == event and any(part in str(arg) for arg in args):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
put(Path(sys.argv[1]), massachusetts(others=4015))
"""


@pytest.mark.parametrize(
    ("event", "part"),
    [
        ("open", "elections"),
        ("os.link", "cells"),
        ("os.chmod", "pages"),
        ("os.symlink", "latest"),
        ("os.rename", "latest"),
    ],
)
def test_killed_for_real(event, part, tmp_path):
    put(tmp_path, massachusetts())
    done = subprocess.run([sys.executable, "-c", KILL, str(tmp_path), event, part], check=False)
    assert done.returncode == -signal.SIGKILL
    assert latest(tmp_path).version == "2026.11.23-1"
    assert latest(tmp_path).damage() == []
    assert put(tmp_path, massachusetts(others=4015)).version == "2026.11.23-2"
    assert [status.state for status in list_versions(tmp_path)] == ["ok", "ok"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from pipeline.errors import DatasetError
from tests.output.small import massachusetts, put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    put(Path(sys.argv[1]), massachusetts(others=4015))
except DatasetError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("limit", [100, 2_000, 20_000, 500_000], ids=["first file", "Parquet", "package", "DuckDB"])
def test_a_full_disk_is_one_clear_line_and_the_latest_stands(limit, tmp_path):
    """A limit on the size of files fails writes as a full disk does, at the file that grows beyond it."""
    put(tmp_path, massachusetts())
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), str(limit)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 4, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert [status.state for status in list_versions(tmp_path)] == ["ok"]
    assert put(tmp_path, massachusetts(others=4015)).version == "2026.11.23-2"


READ_ONLY = """
import os, sys
from pathlib import Path
from pipeline.errors import DatasetError
from tests.output.small import massachusetts, put
dataset = Path(sys.argv[1])
put(dataset, massachusetts())
if os.geteuid() == 0:  # root may write to read-only folders
    for path in (dataset, *dataset.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    os.seteuid(65534)
(dataset / "releases").chmod(0o555)
try:
    put(dataset, massachusetts(others=4015))
except DatasetError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def test_a_read_only_folder_is_one_clear_line():
    with tempfile.TemporaryDirectory() as folder:  # not below pytest's own folder, which only its owner may enter
        done = subprocess.run([sys.executable, "-c", READ_ONLY, folder], capture_output=True, text=True, check=False)
        assert done.returncode == 4, done.stderr
        assert "cannot be written" in done.stdout
        assert len(done.stdout.splitlines()) == 1
        assert latest(Path(folder)).version == "2026.11.23-1"
        (Path(folder) / "releases").chmod(0o755)
