"""Python, the libraries as they were locked, room on the disk, processors."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from output.folder import releases_folder
from pipeline.steps.doctor.sign import Sign, examined

OLDEST_PYTHON = (3, 11)
LOCK = Path(__file__).resolve().parents[3] / "requirements.txt"  # beside the code, in a checkout
LEAST_FREE_BYTES = 200_000_000
VERSIONS_OF_ROOM = 3  # free space for so many more versions as large as the largest is comfortable
MOST_NAMED = 5
_WRITTEN = (".lock", "archive", "cache", "releases", "runs", "outbox.json", "refresh.json")  # by every refresh


def examine_machine(dataset: Path) -> Iterator[Sign]:
    """All signs of the machine."""
    yield from examined("machine", (python, libraries, lock, partial(disk, dataset), partial(write_access, dataset)))


def python() -> Iterator[Sign]:
    """Whether this Python will do."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield Sign("machine", "python", "fault", f"Python {found}", "Install Python 3.11 or newer, then `make`")
    else:
        yield Sign("machine", "python", "ok", f"Python {found}, {os.cpu_count()} cores")


def libraries() -> Iterator[Sign]:
    """Whether every library that canvass needs is there in a version that it can use."""
    wrong: list[str] = []
    wanted = [Requirement(line) for line in requires("canvass") or ()]
    needed = [need for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    for need in needed:
        try:
            found = version(need.name)
        except PackageNotFoundError:
            wrong.append(f"{need.name} is missing")
            continue
        if not need.specifier.contains(found, prereleases=True):
            wrong.append(f"{need.name} {found} is not {need.specifier}")
    if wrong:
        yield Sign("machine", "libraries", "fault", _some(wrong), "Install what requirements.txt says: `make`")
    else:
        yield Sign("machine", "libraries", "ok", f"all {len(needed)} that canvass needs")


def lock() -> Iterator[Sign]:
    """Whether the versions are those that the tests ran with; only in a checkout."""
    if not LOCK.is_file():
        return
    other: list[str] = []
    lines = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    for line in lines:
        name, _, locked = line.partition("==")
        try:
            found = version(name)
        except PackageNotFoundError:
            continue  # a tool of the tests; what canvass needs is looked at above
        if found != locked.split()[0]:
            other.append(f"{name} {found}, locked {locked}")
    if other:
        what = f"other versions than locked: {_some(other)}"
        yield Sign("machine", "lock", "warning", what, "pip install -r requirements.txt")
    else:
        yield Sign("machine", "lock", "ok", "versions are those of requirements.txt")


def disk(dataset: Path) -> Iterator[Sign]:
    """Whether there is room for more versions."""
    free = shutil.disk_usage(_existing(dataset)).free
    sizes = [_bytes_in(release) for release in releases_folder(dataset).glob("*") if release.is_dir()]
    wanted = max(VERSIONS_OF_ROOM * max(sizes, default=0), LEAST_FREE_BYTES)
    what = f"{free / 1e9:,.1f} GB free where the dataset is"
    if free < LEAST_FREE_BYTES:
        yield Sign("machine", "disk", "fault", what, "Make room: `canvass prune --keep 30 --keep-monthly`")
    elif free < wanted:
        what += f"; {VERSIONS_OF_ROOM} more versions may take {wanted / 1e9:,.1f} GB"
        yield Sign("machine", "disk", "warning", what, "Make room: `canvass prune --keep 30 --keep-monthly --dry-run`")
    else:
        yield Sign("machine", "disk", "ok", what)


def write_access(dataset: Path) -> Iterator[Sign]:
    """Whether a refresh could write there: tried, with a file that is gone at once; and what another user left."""
    place = _existing(dataset)
    closed = [path.name for path in (dataset / name for name in _WRITTEN) if path.exists() and not _is_open(path)]
    if closed and os.statvfs(place).f_flag & os.ST_RDONLY:
        what = f"{dataset} is on a file system that is mounted read-only"
        yield Sign("machine", "write access", "fault", what, "Mount it for writing; reading works without")
        return
    if closed:
        what = f"in {dataset}, {', '.join(closed)} cannot be written: of another user, from a run as root?"
        remedy = f"chown -R {getpass.getuser()} {dataset}, and refresh as this user alone"
        yield Sign("machine", "write access", "fault", what, remedy)
        return
    try:
        with tempfile.TemporaryFile(dir=place, prefix=".canvass-doctor-"):
            pass
    except OSError as error:
        what = f"{place} cannot be written: {error.strerror}"
        yield Sign("machine", "write access", "fault", what, "Give this user write access; reading works without")
    else:
        yield Sign("machine", "write access", "ok", str(place))


def _is_open(path: Path) -> bool:
    return os.access(path, os.W_OK | os.X_OK if path.is_dir() else os.W_OK)


def _existing(path: Path) -> Path:
    path = path.absolute()
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _some(things: list[str]) -> str:
    more = f" and {len(things) - MOST_NAMED} more" if len(things) > MOST_NAMED else ""
    return ", ".join(things[:MOST_NAMED]) + more
