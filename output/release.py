"""Publishing: tables in, a numbered immutable release out, `latest` switched by one atomic rename.

The order of steps is what makes it safe to kill: everything is written into a staging folder and synced, the folder is
renamed to its version, `latest` is switched. Content that is the same as the latest release's publishes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from output import datapackage, duckdb_file, history, parquet, reference
from output.changelog import changelog
from output.changes import Side, changes_between, side_of
from output.croissant import croissant
from output.datapackage import Identity
from output.diff import schema_changes
from output.folder import Release, latest, open_release, published, version_order
from output.hashing import sha256_of
from output.integrity import settle
from output.provenance import Provenance
from output.staging import clean_leftovers, dataset_lock, put_in_place, share_file, staging_folder
from pipeline.errors import DatasetError
from schemas import DATA_TABLES, SCHEMA_VERSION, TABLES

__all__ = ["Provenance", "Published", "Release", "content_hash", "latest", "open_release", "publish", "write_tables"]


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing came to. `changed` False: nothing new, `version` is the release that stands."""

    version: str
    path: Path
    changed: bool
    rows: Mapping[str, int]
    changes: int
    cleaned: tuple[str, ...]

    @property
    def release(self) -> Release:
        """The release that now is the latest."""
        return Release(self.path)


def publish(
    dataset: Path,
    tables: Mapping[str, pl.DataFrame],
    *,
    created_at: datetime,
    provenance: Provenance,
    reparsed: Mapping[str, pl.DataFrame] | None = None,
    write_more: Callable[[Release], object] | None = None,
    lock_timeout: float = 0.0,
) -> Published:
    """Publishes the tables as a new version unless their content is the latest release's.

    `tables`: validated frames by name; missing ones count as empty; `versions` and `changes` are made here and
    `findings.first_seen_version` is filled in. `created_at`: aware. `reparsed`: see `changes_between`.
    `write_more`: called with the staged release, may add files to its folder (the report page).
    Raises DatasetError (exit code 4) where the dataset is locked by another run, damaged or not writable; the latest
    release then stands as it was.
    """
    with dataset_lock(dataset, lock_timeout):
        try:
            cleaned = tuple(clean_leftovers(dataset))
            history.ensure(dataset)
            with staging_folder(dataset) as staged:
                return _publish(dataset, staged, tables, created_at, provenance, reparsed, write_more, cleaned)
        except OSError as error:
            raise DatasetError(
                f"the dataset cannot be written: {error.strerror or error}",
                where=str(error.filename or dataset),
                remedy="Mend that and run again; what was published stands",
            ) from error


def write_tables(tables: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, str]:
    """Writes each frame as `<table>.parquet`; returns the files' SHA-256 by table. `verify` compares these."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: parquet.write(name, frame, folder / f"{name}.parquet") for name, frame in tables.items()}


def content_hash(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the data tables' Parquet files and the schema version."""
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION}\n".encode())
    for name in sorted(DATA_TABLES):
        digest.update(f"{name} {hashes[name]}\n".encode())
    return digest.hexdigest()


def _publish(
    dataset: Path,
    staged: Path,
    tables: Mapping[str, pl.DataFrame],
    created_at: datetime,
    provenance: Provenance,
    reparsed: Mapping[str, pl.DataFrame] | None,
    write_more: Callable[[Release], object] | None,
    cleaned: tuple[str, ...],
) -> Published:
    settled = settle(tables)
    rows = {name: frame.height for name, frame in settled.items()}
    hashes = write_tables({name: settled[name] for name in DATA_TABLES}, staged / "parquet")
    digest = content_hash(hashes)
    before = latest(dataset)
    if before is not None and before.content_hash == digest:
        return Published(before.version, before.path, False, rows, 0, cleaned)

    version = _next_version(dataset, created_at, before)
    settled |= _bookkeeping(settled, hashes, before, version, digest, created_at, provenance, reparsed)
    rows |= {name: settled[name].height for name in ("versions", "changes", "findings")}
    others = {name: settled[name] for name in TABLES if name not in DATA_TABLES}
    hashes |= write_tables(others, staged / "parquet")
    _share_unchanged(before, staged, hashes)
    duckdb_file.write(staged / "parquet", staged / "elections.duckdb")
    previous = before.version if before else None
    new_findings = settled["findings"].filter(pl.col("status") == "new").height
    identity = Identity(version, previous, created_at, digest, provenance, new_findings)
    (staged / reference.PARTY_NAMES_FILE).write_text(reference.party_names_csv(), encoding="utf-8")
    (staged / "CHANGELOG.md").write_text(_changelog(settled, before, version), encoding="utf-8")
    _write_package(staged, identity, rows, hashes)
    if write_more is not None:
        write_more(Release(staged))
        _write_package(staged, identity, rows, hashes)
    path = put_in_place(dataset, staged, version)
    made = settled["changes"].filter(pl.col("version") == version).height
    return Published(version, path, True, rows, made, cleaned)


def _bookkeeping(
    settled: Mapping[str, pl.DataFrame],
    hashes: Mapping[str, str],
    before: Release | None,
    version: str,
    digest: str,
    created_at: datetime,
    provenance: Provenance,
    reparsed: Mapping[str, pl.DataFrame] | None,
) -> dict[str, pl.DataFrame]:
    """The tables that tell of versions: the history of the release before, and this version's part."""
    findings = settled["findings"].with_columns(pl.col("first_seen_version").fill_null(version))
    past, line = TABLES["changes"].empty(), TABLES["versions"].empty()
    if before is not None:
        line = before.table("versions")
        now = Side(lambda name: settled[name], hashes, provenance.parser_version)
        found = changes_between(side_of(before), now, reparsed=reparsed, whole_pages=False)
        found = found.with_columns(version=pl.lit(version)).select(past.columns)
        past = pl.concat([before.table("changes"), found])
    row = {
        "version": version,
        "created_at": created_at.astimezone(UTC).replace(tzinfo=None),
        "previous": before.version if before else None,
        "content_hash": digest,
        "pages": settled["pages"].height,
        "rows": sum(settled[name].height for name in DATA_TABLES),
        "new_findings": findings.filter(pl.col("status") == "new").height,
    }
    versions = pl.concat([line, pl.DataFrame([row], schema=TABLES["versions"].dtypes)])
    return {"findings": findings, "changes": past, "versions": versions}


def _changelog(settled: Mapping[str, pl.DataFrame], before: Release | None, version: str) -> str:
    if before is None:
        rows = sum(settled[name].height for name in DATA_TABLES)
        return f"# {version}\n\nThe first version: {settled['pages'].height:,} pages, {rows:,} rows.\n"
    own = settled["changes"].filter(pl.col("version") == version)
    pages = pl.concat([settled["pages"], before.table("pages")])
    today = {name: schema.column_names for name, schema in TABLES.items()}
    schema = schema_changes(before.columns, today)
    return changelog(own, pages, dict(settled), f"{version}: changes since {before.version}", schema)


def _next_version(dataset: Path, created_at: datetime, before: Release | None) -> str:
    """`YYYY.MM.DD-N` after every version there is or was; should the clock run behind, the latest version's day."""
    known = published(dataset)
    if before is not None:
        known += before.table("versions")["version"].to_list()
    today = created_at.astimezone(UTC)
    newest = max((version_order(version) for version in known), default=(0, 0, 0, 0))
    day = max((today.year, today.month, today.day), newest[:3])
    number = newest[3] + 1 if newest[:3] == day else 1
    return f"{day[0]:04}.{day[1]:02}.{day[2]:02}-{number}"


def _share_unchanged(before: Release | None, staged: Path, hashes: Mapping[str, str]) -> None:
    """Hard-links Parquet files that have the very bytes of the release before."""
    for name, digest in hashes.items():
        if before is not None and before.hashes.get(name) == digest:
            published_file = before.parquet_path(name)
            if published_file.is_file() and sha256_of(published_file) == digest:
                share_file(published_file, staged / "parquet" / f"{name}.parquet")


def _write_package(folder: Path, identity: Identity, rows: Mapping[str, int], hashes: Mapping[str, str]) -> None:
    package = datapackage.describe(folder, identity, rows, hashes)
    _write_json(folder / "croissant.json", croissant(package))
    _write_json(folder / "datapackage.json", package | {"files": datapackage.other_files(folder)})


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
