"""The versions on disk: what each holds, whether it is whole, what it costs; pinning and pruning them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from output.folder import Release, latest, open_release, published, releases_folder, version_order
from output.hashing import sha256_of
from output.staging import clean_leftovers, dataset_lock, disk_faults_told, remove_folder, unpublished
from pipeline.errors import DatasetError, UsageError
from pipeline.syncing import STAGING, write_synced

PINS = "pins.json"
Digest = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class VersionStatus:
    """One version on disk.

    `state`: ok; damaged (files missing or with other bytes than recorded: `problems` says which); unpublished (left
    by a killed run, never was `latest`, goes with the next run). `bytes`: what its files hold; `own_bytes`: what the
    disk would gain without it, files shared with other versions left out. `pinned`: the reason, if it is.
    """

    version: str
    state: str
    problems: tuple[str, ...]
    is_latest: bool
    pinned: str | None
    created_at: datetime | None
    pages: int | None
    rows: int | None
    new_findings: int | None
    bytes: int
    own_bytes: int


def list_versions(dataset: Path, *, check_bytes: bool = True) -> list[VersionStatus]:
    """Every version on disk, oldest first; `check_bytes` reads every file, shared ones once, and compares its hash."""
    current = _latest_path(dataset)
    left_over = unpublished(dataset)
    reasons = pins(dataset)
    digest = _digest_by_inode() if check_bytes else None
    return [
        _status(Release(releases_folder(dataset) / version), current, left_over, reasons, digest)
        for version in published(dataset)
    ]


def disk_bytes(dataset: Path) -> int:
    """What all versions together take on disk: a file that several of them share counts once."""
    files = (file.lstat() for file in releases_folder(dataset).rglob("*") if file.is_file())
    return sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())


def pins(dataset: Path) -> dict[str, str]:
    """Pinned versions with the reason. DatasetError where the list of pins cannot be read."""
    path = dataset / PINS
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DatasetError(f"the list of pins cannot be read: {error}", where=str(path)) from error
    if not isinstance(content, dict):  # pruning must not go on as if nothing were pinned
        raise DatasetError(
            "the list of pins cannot be read: it is no JSON object",
            where=str(path),
            remedy='It holds each version with the reason: {"2026.11.23-1": "cited in a paper"}',
        )
    return {version: str(reason) for version, reason in content.items()}


def pin(dataset: Path, version: str, reason: str = "") -> None:
    """Keeps a version from being pruned. UsageError where it does not exist."""
    with dataset_lock(dataset), disk_faults_told(dataset):
        name = open_release(dataset, version).path.name
        write_synced(dataset / PINS, _as_text(pins(dataset) | {name: reason}))


def unpin(dataset: Path, version: str) -> None:
    """Lets a version be pruned again. UsageError where it is not pinned."""
    with dataset_lock(dataset), disk_faults_told(dataset):
        pinned = pins(dataset)
        if version not in pinned:
            raise UsageError(f"version {version} is not pinned", where=str(dataset))
        write_synced(dataset / PINS, _as_text({name: why for name, why in pinned.items() if name != version}))


def to_prune(versions: Iterable[str], *, keep: int, keep_monthly: bool, always: Iterable[str]) -> list[str]:
    """The versions that go: all but the `keep` newest, those in `always` and, on wish, the last one of each month."""
    newest_first = sorted(versions, key=version_order, reverse=True)
    stay = set(newest_first[: max(keep, 0)]) | set(always)
    if keep_monthly:
        last_of_month: dict[tuple[int, ...], str] = {}
        for version in newest_first:
            last_of_month.setdefault(version_order(version)[:2], version)
        stay |= set(last_of_month.values())
    return [version for version in reversed(newest_first) if version not in stay]


def prune(dataset: Path, *, keep: int, keep_monthly: bool = False, dry_run: bool = False) -> list[str]:
    """Drops old versions and returns their names; never the latest, never a pinned one.

    A version goes by one rename, so none is ever half there. `changes` and `versions` of the latest keep telling of it.
    """
    if keep < 0:
        raise UsageError(
            f"cannot keep {keep} versions", remedy="Give --keep a number from 0 up; the latest always stays"
        )
    with dataset_lock(dataset), disk_faults_told(dataset):
        if not dry_run:
            clean_leftovers(dataset)
        current = latest(dataset)
        always = [*pins(dataset), *([current.path.name] if current else [])]
        doomed = to_prune(published(dataset), keep=keep, keep_monthly=keep_monthly, always=always)
        for version in [] if dry_run else doomed:
            folder = releases_folder(dataset) / version
            going = folder.with_name(f"{STAGING}pruned-{version}")
            folder.rename(going)
            remove_folder(going)
        return doomed


def _status(
    release: Release, current: Path | None, left_over: str | None, reasons: dict[str, str], digest: Digest | None
) -> VersionStatus:
    version = release.path.name
    problems = tuple(release.damage(digest)) if digest else ()
    created, pages, rows, new_findings = _figures(release)
    if created is None and not problems:
        problems = ("datapackage.json cannot be read",)
    state = "damaged" if problems else "unpublished" if version == left_over else "ok"
    sizes = [file.stat() for file in release.path.rglob("*") if file.is_file()]
    return VersionStatus(
        version=version,
        state=state,
        problems=problems,
        is_latest=current is not None and current == release.path.resolve(),
        pinned=reasons.get(version),
        created_at=created,
        pages=pages,
        rows=rows,
        new_findings=new_findings,
        bytes=sum(size.st_size for size in sizes),
        own_bytes=sum(size.st_size for size in sizes if size.st_nlink == 1),
    )


def _digest_by_inode() -> Digest:
    known: dict[tuple[int, int], str] = {}

    def digest(path: Path) -> str:
        file = path.stat()
        if (file.st_dev, file.st_ino) not in known:
            known[file.st_dev, file.st_ino] = sha256_of(path)
        return known[file.st_dev, file.st_ino]

    return digest


def _figures(release: Release) -> tuple[datetime | None, int | None, int | None, int | None]:
    """(created_at, pages, rows, new findings) as its own row of `versions` and its package tell; None where damaged."""
    try:
        rows = {item["name"]: int(item["rows"]) for item in release.package["resources"]}
        data_rows = sum(int(item["rows"]) for item in release.package["resources"] if item.get("is_data", True))
        created = release.created_at.astimezone(UTC)
        new_findings = int(release.package.get("new_findings", 0))
        return created, rows["pages"], data_rows, new_findings
    except (DatasetError, KeyError, ValueError, TypeError):
        return None, None, None, None


def _latest_path(dataset: Path) -> Path | None:
    try:
        current = latest(dataset)
    except DatasetError:
        return None
    return current.path if current else None


def _as_text(content: dict[str, str]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
