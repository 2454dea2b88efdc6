"""What is told of a disk: its own faults by the dataset's error, a file missing elsewhere as it is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from output.staging import disk_faults_told
from pipeline.errors import DatasetError


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied", "/elsewhere/temporary"),
    ],
)
def test_a_disk_that_cannot_be_written_is_told(error: OSError, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=f"cannot be written: {error.strerror}"), disk_faults_told(tmp_path):
        raise error


def test_a_file_missing_in_the_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="No such file"), disk_faults_told(tmp_path):
        (tmp_path / "releases" / "gone").read_text()


def test_a_file_missing_elsewhere_is_not_the_datasets(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), disk_faults_told(tmp_path / "dataset"):
        (tmp_path / "counties.csv").read_text()
