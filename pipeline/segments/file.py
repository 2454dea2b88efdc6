"""One segment on disk: a zip of Arrow files, named by the code that read the pages and by the SHA-256 of its bytes.

So a file that is cut off, was changed or was made by other code is told before anything of it is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl

from pipeline.errors import DatasetError
from pipeline.segments.read_pages import FRAMES, PageEntry, ReadPages, empty_frame

SUFFIX = ".segment"
WRITING = ".writing"
_INDEX = "pages.json"
_FIXED = (1980, 1, 1, 0, 0, 0)  # zip writes times; the same content has the same name


def write_segment(folder: Path, version: str, read: ReadPages) -> Path:
    """Write a segment, whole or not at all; its path. Raises DatasetError where the disk is full or not writable."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_INDEX, _FIXED), json.dumps(read.entries))
        for name, frame in read.frames.items():
            if frame.height:
                member = BytesIO()
                frame.write_ipc(member, compression="zstd")
                archive.writestr(zipfile.ZipInfo(name, _FIXED), member.getvalue())
    path = folder / f"{version}-{hashlib.sha256(content.getbuffer()).hexdigest()[:32]}{SUFFIX}"
    staged = folder / f"{path.name}.{os.getpid()}{WRITING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content.getbuffer())
        staged.replace(path)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise DatasetError(
            f"what was read cannot be kept: {error.strerror or error}",
            where=str(path),
            remedy="Make room or give write access, then run again; what was published stands",
        ) from error
    return path


def read_entries(path: Path) -> list[PageEntry] | None:
    """The pages of a segment; None where its bytes are not those that were written."""
    try:
        content = path.read_bytes()
        digest = path.name.removesuffix(SUFFIX).rpartition("-")[2]
        if hashlib.sha256(content).hexdigest()[:32] != digest:
            return None
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [_entry(*values) for values in json.loads(archive.read(_INDEX))]
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def read_segment(path: Path, entries: list[PageEntry]) -> ReadPages:
    """A segment's rows, `entries` being what `read_entries` gave. Raises DatasetError where it changed since."""
    try:
        with zipfile.ZipFile(path) as archive:
            there = set(archive.namelist())
            frames = {
                name: pl.read_ipc(BytesIO(archive.read(name))) if name in there else empty_frame(name)
                for name in FRAMES
            }
    except (OSError, zipfile.BadZipFile, pl.exceptions.PolarsError) as error:
        raise DatasetError(
            f"a segment of the cache changed while it was used: {error}", where=str(path), remedy="Run again"
        ) from error
    return ReadPages(entries, frames)


def _entry(
    page_id: int,
    digest: str,
    title: str,
    problems: list[list[str]],
    unsettled: list[str],
    asked: list[str] | None,
    answered: str,
) -> PageEntry:
    met = tuple((kind, message) for kind, message in problems)
    calls = None if asked is None else tuple(asked)
    return PageEntry(page_id, digest, title, met, tuple(unsettled), calls, answered)
