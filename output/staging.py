"""Publishing a folder so that it can be killed at any moment: staged, synced, renamed, then `latest` switched.

    releases/.staging-…/        being written; a leftover is removed by the next run
    .publishing                 names the version between its rename and the switch of `latest`; a version that it
                                names and `latest` does not was never published, and the next run removes it
Readers see either the version before or the whole new one. Nothing here knows what the files contain.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from output.folder import JOURNAL, VERSION, releases_folder
from pipeline.errors import DatasetError
from pipeline.syncing import STAGING, sync, write_synced

LOCK = ".lock"  # whoever writes to the dataset
SERVING = ".serve.lock"  # `canvass serve`, as long as it runs its schedule


@contextmanager
def dataset_lock(dataset: Path, timeout: float = 0.0) -> Iterator[None]:
    """Holds the dataset against other writers; may be entered again by its holder.

    Waits `timeout` seconds, then DatasetError (exit code 4). The system frees the lock of a killed process.
    """
    try:
        dataset.mkdir(parents=True, exist_ok=True)
        held = FileLock(dataset / LOCK, is_singleton=True).acquire(timeout=timeout)
    except Timeout as error:
        raise DatasetError(
            "another run is writing to the dataset", where=str(dataset), remedy="Wait for it to end, then run again"
        ) from error
    except OSError as error:
        raise _told(error, dataset) from error
    with held:
        yield


def is_locked(dataset: Path, lock: str = LOCK) -> bool:
    """Whether another process writes to the dataset just now, or holds that lock. Only asks; False where it may not."""
    if not (dataset / lock).exists():
        return False  # asking would make it, and the folder
    try:
        with FileLock(dataset / lock, is_singleton=True).acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


@contextmanager
def disk_faults_told(dataset: Path) -> Iterator[None]:
    """A disk that is full or not writable becomes a DatasetError (exit code 4) that says where.

    A file that is missing elsewhere is no fault of the dataset's and goes on as it is.
    """
    try:
        yield
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not _lies_in(error.filename, dataset):
            raise
        raise _told(error, dataset) from error


def _told(error: OSError, dataset: Path) -> DatasetError:
    if isinstance(error, FileExistsError | NotADirectoryError) and not dataset.is_dir():
        is_link = dataset.is_symlink()
        why = "is a link to a folder that is not there" if is_link else "is a file, or lies below one"
        return DatasetError(
            f"the dataset's place {why}",
            where=str(dataset),
            remedy="Is its disk mounted?" if is_link else "Name another one with --dataset",
        )
    return DatasetError(
        f"the dataset cannot be written: {error.strerror or error}",
        where=str(error.filename or dataset),
        remedy="Mend that and run again; what was published stands",
    )


def _lies_in(file: object, folder: Path) -> bool:
    return isinstance(file, str | Path) and Path(file).absolute().is_relative_to(folder.absolute())


def clean_leftovers(dataset: Path) -> list[str]:
    """Removes what killed runs left; returns its names. Only under the lock."""
    removed: list[str] = []
    journal = dataset / JOURNAL
    if journal.is_file():
        version = unpublished(dataset)
        if version is not None:
            remove_folder(releases_folder(dataset) / version)
            removed.append(version)
        journal.unlink()
    leftovers = [*releases_folder(dataset).glob(f"{STAGING}*"), *dataset.glob(f"{STAGING}*")]
    for leftover in leftovers:
        if leftover.is_dir() and not leftover.is_symlink():
            remove_folder(leftover)
        else:
            leftover.unlink()
        removed.append(leftover.name)
    return removed


def unpublished(dataset: Path) -> str | None:
    """The version that a killed run put in place but not into `latest`, if there is one."""
    try:
        version = (dataset / JOURNAL).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder, link = releases_folder(dataset) / version, dataset / "latest"
    if not VERSION.fullmatch(version) or not folder.is_dir():
        return None
    return None if link.exists() and link.resolve() == folder.resolve() else version


@contextmanager
def staging_folder(dataset: Path) -> Iterator[Path]:
    """An empty folder beside the releases, gone at the end unless it was renamed into place."""
    releases = releases_folder(dataset)
    releases.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=releases))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        with suppress(OSError):
            remove_folder(folder)


def put_in_place(dataset: Path, staged: Path, version: str) -> Path:
    """Makes the staged folder the release `version` and `latest`; returns its place. Each step survives a power cut."""
    target = releases_folder(dataset) / version
    _sync_tree(staged)
    write_synced(dataset / JOURNAL, version)
    staged.rename(target)
    sync(releases_folder(dataset))
    switch_latest(dataset, version)
    (dataset / JOURNAL).unlink()
    sync(dataset)
    return target


def switch_latest(dataset: Path, version: str) -> None:
    """Points `latest` at a version by one atomic rename."""
    link = dataset / f"{STAGING}latest"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / version, target_is_directory=True)
    link.replace(dataset / "latest")
    sync(dataset)


def share_file(published: Path, staged: Path) -> bool:
    """Replaces a staged file by a hard link to a published one of the same bytes (the caller knows they are).

    False where the file system cannot link; the staged file then stays, which is right and merely larger.
    """
    link = staged.with_name(f"{STAGING}{staged.name}")
    try:
        os.link(published, link)
    except OSError:
        return False
    link.replace(staged)
    return True


def remove_folder(folder: Path) -> None:
    """Removes a folder of read-only files; of a link to one, the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _sync_tree(folder: Path) -> None:
    for root, _, files in os.walk(folder):
        for name in files:
            path = Path(root, name)
            sync(path)
            path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        sync(Path(root))
