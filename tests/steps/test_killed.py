"""A run killed at any moment leaves the version before as `latest`, and the next run ends well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from output.folder import latest
from output.versions import list_versions
from tests.steps.folder import page, run, write

ROOT = Path(__file__).resolve().parents[2]


def start(source, dataset):
    """`canvass refresh` in a process group of its own."""
    command = [sys.executable, "-c", "from cli.main import main; main()", "refresh"]
    return subprocess.Popen(
        [*command, "--source", str(source), "--dataset", str(dataset)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Five pages and their first version."""
    folder = tmp_path_factory.mktemp("killed")
    write(folder / "source", **{f"Page_{n}": page(f"Page {n}") for n in range(5)})
    run(folder / "source", folder / "dataset")
    return folder


# What the run says when it begins a step, and how long after it to strike; a staging folder stands while publishing.
@pytest.mark.parametrize(
    ("moment", "after"),
    [("list", 0.0), ("parse", 0.0), ("check", 0.0), ("publish", 0.0), ("publish", 0.15), ("publish", 0.4)],
)
def test_killed(published, tmp_path, moment, after):
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    shutil.copytree(published, tmp_path, symlinks=True, dirs_exist_ok=True)
    first = latest(dataset)
    write(source, Page_1=page("Page 1", kerry=1_803_817))
    process = start(source, dataset)
    for line in process.stderr:
        if line.startswith(moment):
            break
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    standing = latest(dataset)
    assert standing.damage() == []
    assert standing.version == first.version or after > 0
    run(source, dataset)
    assert {status.state for status in list_versions(dataset)} == {"ok"}
    assert len(list_versions(dataset)) == 2
    assert not [path.name for path in (dataset / "releases").iterdir() if path.name.startswith(".")]
