"""What a dataset's folder and its copy in a store consist of: every file with its size and SHA-256."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from output.folder import Release, published, releases_folder
from output.hashing import sha256_of
from pipeline.errors import DatasetError

LATEST = "latest.json"
MANIFESTS, STATE, RELEASES, ARCHIVE = "manifests", "state", "releases", "archive"
# What belongs to a place and not to the dataset: links, pages written on demand, this machine's textfile, and what was
# read before (`cache/`): taken from elsewhere, it would be published unread.
_STAYS = {"latest", "reports", "cache", "canvass.prom", MANIFESTS, STATE, LATEST}


class FileEntry(NamedTuple):
    """A file's size in bytes and its SHA-256."""

    size: int
    sha256: str


def entries_of(content: Mapping[str, Any] | None) -> dict[str, FileEntry]:
    """The entries of a manifest that was read. DatasetError where it is none, or names what lies outside."""
    found: dict[str, FileEntry] = {}
    try:
        for path, entry in (content or {"files": {}})["files"].items():
            if not is_inside(path) or path.split("/", 1)[0] in _STAYS:
                raise ValueError(f"{path!r} leads out of the dataset, or is none of its files")
            found[path] = FileEntry(int(entry["size"]), str(entry["sha256"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DatasetError(f"the manifest in the store is damaged: {error}") from error
    return found


def as_content(entries: Mapping[str, FileEntry]) -> dict[str, Any]:
    """A manifest to be written."""
    return {"files": {path: entry._asdict() for path, entry in sorted(entries.items())}}


def object_of(path: str, entry: FileEntry) -> str:
    """Where a file's content is in the store: one that may change has a name by its content, never overwritten."""
    stays = path.startswith((f"{RELEASES}/", f"{ARCHIVE}/"))
    return path if stays else f"{STATE}/{entry.sha256[:16]}/{path}"


def is_inside(path: str) -> bool:
    """Whether a relative path stays below its root and means no hidden file, on any system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and "\\" not in path and "\0" not in path and not any(p.startswith((".", "/")) for p in parts)


def version_of(path: str) -> str | None:
    """The version that a file belongs to, if it is one of a release."""
    parts = path.split("/", 2)
    return parts[1] if parts[0] == RELEASES and len(parts) == 3 else None


def release_entries(release: Release) -> dict[str, FileEntry]:
    """The files of a version, hashes as it recorded them itself. DatasetError where one is missing or damaged."""
    if damage := release.damage():
        raise DatasetError(
            f"version {release.path.name} is damaged: {'; '.join(damage)}",
            where=str(release.path),
            remedy="A damaged version is not copied; restore it, or drop it",
        )
    recorded = {f"parquet/{name}.parquet": digest for name, digest in release.hashes.items()}
    recorded |= {item["path"]: item["hash"].removeprefix("sha256:") for item in release.package["files"]}
    prefix = f"{RELEASES}/{release.path.name}"
    found: dict[str, FileEntry] = {}
    for path in _files_below(release.path):
        name = path.relative_to(release.path).as_posix()
        found[f"{prefix}/{name}"] = FileEntry(path.stat().st_size, recorded.get(name) or sha256_of(path))
    return found


def versions_here(dataset: Path) -> dict[str, Release]:
    """The versions on disk, by name."""
    return {version: Release(releases_folder(dataset) / version) for version in published(dataset)}


def other_entries(dataset: Path) -> dict[str, FileEntry]:
    """Everything but the releases: archive, runs, waivers, pins, outbox, … Only under the lock."""
    found: dict[str, FileEntry] = {}
    for top in sorted(dataset.iterdir()):
        if top.name in _STAYS or top.name == RELEASES or top.name.startswith(".") or top.is_symlink():
            continue
        for path in _files_below(top) if top.is_dir() else [top]:
            if not path.name.endswith(".writing"):
                found[path.relative_to(dataset).as_posix()] = FileEntry(path.stat().st_size, sha256_of(path))
    return found


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path
