"""A dataset's folder to a store and back: only what differs goes over the wire, every file by its SHA-256.

Upload writes every file and the manifest, then latest.json, which names both: whoever reads latest.json finds a whole
version, and an upload that is killed leaves all as it was. No object that latest.json leads to is ever overwritten.
One upload at a time (`lease.py`); latest.json is replaced only if it is still the one that the upload began with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from output.folder import VERSION, latest, published, releases_folder, version_order
from output.hashing import sha256_of
from output.remote.lease import lease
from output.remote.manifest import (
    ARCHIVE,
    LATEST,
    MANIFESTS,
    RELEASES,
    STATE,
    FileEntry,
    as_content,
    entries_of,
    is_inside,
    object_of,
    other_entries,
    release_entries,
    version_of,
    versions_here,
)
from output.remote.store import Store
from output.staging import clean_leftovers, dataset_lock, remove_folder, switch_latest
from pipeline.errors import DatasetError, UsageError
from pipeline.syncing import STAGING

Say = Callable[[str], None]


@dataclass(frozen=True)
class Copied:
    """What copying came to: files sent or fetched, copied within the store, left as they were, removed there."""

    version: str
    sent: int
    sent_bytes: int
    copied: int
    unchanged: int
    removed: int = 0


def upload(
    dataset: Path, store: Store, *, prune: bool = False, check: bool = False, say: Say = lambda _: None
) -> Copied:
    """Bring the store up to the folder, and its latest.json to the folder's latest version.

    `prune`: remove from the store the versions and archive files that the folder does not have (any more).
    `check`: read every file of the folder's back from the store and compare its hash.
    Raises DatasetError where the store has a version that the folder lacks (another machine published it), or another
    one of the same name; UsageError where nothing is published.
    """
    with dataset_lock(dataset), lease(store, dataset) as renew:
        release = latest(dataset)
        if release is None:
            raise UsageError("nothing is published yet", where=str(dataset), remedy="run `canvass refresh` first")
        newest = release.path.name
        pointed, tag = store.read_tagged(LATEST)
        known = _manifest(store, pointed)
        here = versions_here(dataset)
        if pointed is not None and pointed.get("version") not in here:
            raise _overtaken(store, str(pointed.get("version")))
        versions: dict[str, FileEntry] = {}
        for one in here.values():
            versions |= release_entries(one)
        for path, entry in versions.items():
            if path in known and known[path].sha256 != entry.sha256:
                raise DatasetError(
                    f"version {version_of(path)} in the store is another one than here: {path}",
                    where=store.url,
                    remedy="Two machines published under one name; use a store for each, or download that one first",
                )
        wanted = other_entries(dataset) | versions
        sent, copied = _send(dataset, store, wanted, known, say, renew)
        kept = wanted if prune else _of_store(known) | wanted
        if check:
            _check(store, wanted, say)
        content = as_content(kept)
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        manifest = f"{MANIFESTS}/{digest[:16]}.json"
        store.write_json(manifest, content)
        renew()
        superfluous = _superfluous(store, kept, known, {manifest, str((pointed or {}).get("manifest"))}, prune)
        if not store.replace_json(LATEST, _pointer(newest, release.content_hash, manifest), tag):
            raise _overtaken(store, "published meanwhile")
        for path in superfluous:
            store.remove(path)
    size = sum(wanted[path].size for path in sent)
    return Copied(newest, len(sent), size, copied, len(wanted) - len(sent) - copied, len(superfluous))


def download(store: Store, dataset: Path, *, everything: bool = False, say: Say = lambda _: None) -> Copied:
    """Bring the folder up to the store: archive, runs, … and the latest version, or `everything`: all of them.

    Each file's hash is compared before it takes its name. Raises UsageError where the store has no dataset,
    DatasetError where it is damaged, or the folder has a version that the store lacks.
    """
    with dataset_lock(dataset):
        pointed = store.read_json(LATEST)
        if pointed is None:
            raise UsageError("the store holds no dataset", where=store.url, remedy="`canvass upload` puts one there")
        newest = str(pointed.get("version"))
        if not VERSION.fullmatch(newest):
            raise DatasetError(f"{LATEST} in the store names no version: {newest!r}", where=store.url)
        clean_leftovers(dataset)
        entries = _manifest(store, pointed)
        theirs = {version for path in entries if (version := version_of(path))}
        # Older ones that the store lacks were pruned there.
        if ahead := [v for v in published(dataset) if v not in theirs and version_order(v) > version_order(newest)]:
            raise DatasetError(
                f"the folder has versions that the store lacks: {', '.join(ahead)}",
                where=str(dataset),
                remedy="`canvass upload` them first, or download into another folder",
            )
        versions = {v for v in theirs if VERSION.fullmatch(v)} if everything else {newest}
        got = [path for path in entries if version_of(path) is None and not _is_here(dataset / path, entries[path])]
        for path in got:
            _fetch(store, path, entries[path], dataset / path)
        for version in sorted(versions - set(published(dataset))):
            say(f"version {version}")
            got += _fetch_version(store, dataset, version, entries)
        if not (releases_folder(dataset) / newest).is_dir():
            raise DatasetError(f"the store lacks the files of version {newest}", where=store.url)
        switch_latest(dataset, newest)
    return Copied(newest, len(got), sum(entries[path].size for path in got), 0, len(entries) - len(got))


def _manifest(store: Store, pointed: Mapping[str, object] | None) -> dict[str, FileEntry]:
    if pointed is None:
        return {}
    path = str(pointed.get("manifest"))
    content = store.read_json(path) if is_inside(path) else None
    if content is None:
        raise DatasetError(f"the manifest that {LATEST} names is not there: {path}", where=store.url)
    return entries_of(content)


def _of_store(known: Mapping[str, FileEntry]) -> dict[str, FileEntry]:
    """What stays in a store although it is not here: versions and archive files; a file of the state is gone."""
    return {path: entry for path, entry in known.items() if object_of(path, entry) == path}


def _superfluous(
    store: Store, kept: Mapping[str, FileEntry], known: Mapping[str, FileEntry], manifests: set[str], prune: bool
) -> list[str]:
    """The objects that no manifest needs: not the one before either, whose reader may be at work, unless pruned.

    To be asked before latest.json is written: what comes later may be another upload's.
    """
    needed = {object_of(path, entry) for path, entry in kept.items()} | manifests | {LATEST}
    needed |= {place for path, entry in known.items() if (place := object_of(path, entry)) != path or not prune}
    ours = (f"{MANIFESTS}/", f"{STATE}/", *((f"{RELEASES}/", f"{ARCHIVE}/") if prune else ()))
    return [path for path in store.sizes() if path.startswith(ours) and path not in needed]


def _send(
    dataset: Path,
    store: Store,
    wanted: Mapping[str, FileEntry],
    known: Mapping[str, FileEntry],
    say: Say,
    renew: Callable[[], None],
) -> tuple[list[str], int]:
    there = store.sizes()
    places = {object_of(path, entry): entry for path, entry in known.items()}
    whole = {place: entry for place, entry in places.items() if there.get(place) == entry.size}
    # A table that did not change between two versions is copied within the store.
    by_hash = {entry.sha256: place for place, entry in whole.items()}
    sent: list[str] = []
    copied = 0
    for path, entry in sorted(wanted.items()):
        place = object_of(path, entry)
        if whole.get(place) == entry:
            continue
        renew()
        if (twin := by_hash.get(entry.sha256)) is not None:
            store.copy(twin, place)
            copied += 1
            continue
        say(f"{path}, {entry.size / 1e6:,.1f} MB")
        store.upload(dataset / path, place)
        by_hash[entry.sha256] = place
        sent.append(path)
    arrived = store.sizes()
    if cut := [path for path, entry in wanted.items() if arrived.get(object_of(path, entry)) != entry.size]:
        raise DatasetError(f"the store has not taken {cut[0]} whole", where=store.url, remedy="Run again")
    return sent, copied


def _check(store: Store, wanted: Mapping[str, FileEntry], say: Say) -> None:
    for path, entry in wanted.items():
        say(f"check {path}")
        digest = hashlib.sha256()
        for piece in store.pieces(object_of(path, entry)):
            digest.update(piece)
        if digest.hexdigest() != entry.sha256:
            raise DatasetError(
                f"{path} has other bytes in the store", where=store.url, remedy="Remove it; upload again"
            )


def _fetch_version(store: Store, dataset: Path, version: str, entries: Mapping[str, FileEntry]) -> list[str]:
    folder = releases_folder(dataset) / f"{STAGING}download-{version}"
    remove_folder(folder)
    prefix = f"{RELEASES}/{version}/"
    paths = [path for path in entries if path.startswith(prefix)]
    for path in paths:
        file = folder / path.removeprefix(prefix)
        _fetch(store, path, entries[path], file)
        file.chmod(0o444)
    if paths:
        folder.rename(releases_folder(dataset) / version)
    return paths


def _fetch(store: Store, path: str, entry: FileEntry, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"{STAGING}{file.name}")
    try:
        store.download(object_of(path, entry), staged)
        if sha256_of(staged) != entry.sha256:
            raise DatasetError(f"{path} in the store has other bytes than recorded", where=store.url)
        staged.replace(file)
    except FileNotFoundError as error:
        raise DatasetError(f"the store lacks {path}", where=store.url, remedy="Upload the dataset again") from error
    finally:
        staged.unlink(missing_ok=True)


def _is_here(file: Path, entry: FileEntry) -> bool:
    return file.is_file() and file.stat().st_size == entry.size and sha256_of(file) == entry.sha256


def _pointer(version: str, content_hash: str, manifest: str) -> dict[str, object]:
    folder = f"{RELEASES}/{version}"
    return {
        "version": version,
        "path": folder,
        "duckdb": f"{folder}/elections.duckdb",
        "content_hash": content_hash,
        "manifest": manifest,
    }


def _overtaken(store: Store, version: str) -> DatasetError:
    return DatasetError(
        f"another machine has written to the store: {version}",
        where=store.url,
        remedy="`canvass download` it into this folder first, then run again",
    )
