"""The same revisions and the same code give the same Parquet bytes, whatever the run was like; `verify` proves it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from output.folder import latest
from pipeline.settings import Settings
from pipeline.sources.sample import PAGES
from pipeline.steps.rebuild import verify
from schemas import DATA_TABLES

RUN = """
import random, sys
from pathlib import Path
from pipeline.settings import Settings
from pipeline.sources.folder import FolderSource
from pipeline.steps import gather
from pipeline.steps.refresh import Request, refresh

source, dataset, processes, seed = sys.argv[1:]
listed = FolderSource.newest

def shuffled(self):
    refs = list(listed(self))
    random.Random(seed).shuffle(refs)
    return iter(refs)

FolderSource.newest = shuffled
gather.FETCH_BATCH = 2 + len(seed)
refresh(Request(Settings(processes=int(processes)), source, Path(dataset)))
"""
PAGES_USED = ("2004*Massachusetts", "2008*Vermont", "*Vermont*", "*gubernatorial*", "*Senate*")


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """Two datasets, each from a copy of the pages, made in surroundings as different as can be."""
    folder = tmp_path_factory.mktemp("identity")
    files = sorted({path for pattern in PAGES_USED for path in PAGES.glob(f"{pattern}.*")})
    assert len(files) > 3

    def made(name, processes, seed, pages, **environment):
        source, dataset = folder / name / "source", folder / name / "dataset"
        for some in pages:  # one refresh after the other: the archive then has them in another order
            source.mkdir(parents=True, exist_ok=True)
            for file in some:
                shutil.copy(file, source)
            command = [sys.executable, "-c", RUN, str(source), str(dataset), str(processes), seed]
            subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
        return dataset

    one = made("one", 1, "a", [files], TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="1", POLARS_MAX_THREADS="1")
    two = made(
        "elsewhere/deeper [2]",
        2,
        "another",
        [files[3:], files],
        TZ="Asia/Kathmandu",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="2",
        POLARS_MAX_THREADS="2",
    )
    return one, two


def test_processes_order_of_pages_time_zone_locale_and_folder_do_not_show(releases):
    one, two = (latest(dataset) for dataset in releases)
    assert {name: one.hashes[name] for name in DATA_TABLES} == {name: two.hashes[name] for name in DATA_TABLES}
    assert one.content_hash == two.content_hash
    assert one.table("area_results").height > 100


def test_verify_proves_it_from_the_archive_alone(releases):
    for dataset, processes in zip(releases, (2, 1), strict=True):
        shutil.rmtree(dataset.parent / "source")
        done = verify(latest(dataset), dataset, Settings(processes=processes))
        assert done.is_identical
        assert done.identical == DATA_TABLES
        assert done.changes.is_empty()


def test_verify_says_which_revisions_the_archive_lacks(releases, tmp_path):
    from pipeline.errors import DatasetError

    release = latest(releases[0])
    with pytest.raises(DatasetError, match=r"the archive lacks \d of the \d revisions of version .*first: page -"):
        verify(release, tmp_path, Settings(processes=1))
