"""Publishing: tables in, a numbered immutable release out, `latest` switched by one atomic rename.

The order of steps is what makes it safe to kill: everything is written into a staging folder and synced, the folder is
renamed to its version, `latest` is switched. Content that is the same as the latest release's publishes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl

from output import datapackage, duckdb_file, history, parquet, reference
from output.assembling import TableFiles, assemble, content_hash
from output.changelog import changelog
from output.changes import changes_between, side_of, side_of_files
from output.croissant import croissant
from output.datapackage import Identity
from output.diff import schema_changes
from output.folder import Release, latest, open_release, published, version_order
from output.hashing import sha256_of
from output.integrity import check_known, check_unique
from output.provenance import Provenance
from output.staging import (
    clean_leftovers,
    dataset_lock,
    disk_faults_told,
    put_in_place,
    share_file,
    staging_folder,
)
from pipeline.memory import MANY_PAGES, give_back
from schemas import DATA_TABLES, TABLES

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
    files: TableFiles | None = None,
    reparsed: Mapping[str, pl.DataFrame] | None = None,
    write_more: Callable[[Release], object] | None = None,
    lock_timeout: float = 0.0,
) -> Published:
    """Publishes the tables as a new version unless their content is the latest release's.

    `tables`: validated frames by name; missing ones count as empty; `versions` and `changes` are made here and
    `findings.first_seen_version` is filled in. `files`: the data tables, where they are written already, on the
    dataset's disk; they are taken from there. `created_at`: aware. `reparsed`: see `changes_between`.
    `write_more`: called with the staged release, may add files to its folder (the report page).
    Raises DatasetError (exit code 4) where the dataset is locked by another run, damaged or not writable; the latest
    release then stands as it was.
    """
    with dataset_lock(dataset, lock_timeout), disk_faults_told(dataset):
        cleaned = () if files is not None else tuple(clean_leftovers(dataset))  # the files lie in a staging folder
        history.ensure(dataset)
        with staging_folder(dataset) as staged:
            return _publish(dataset, staged, tables, files, created_at, provenance, reparsed, write_more, cleaned)


def write_tables(tables: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, str]:
    """Writes each frame as `<table>.parquet`; returns the files' SHA-256 by table."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: parquet.write(name, frame, folder / f"{name}.parquet") for name, frame in tables.items()}


def _publish(
    dataset: Path,
    staged: Path,
    tables: Mapping[str, pl.DataFrame],
    files: TableFiles | None,
    created_at: datetime,
    provenance: Provenance,
    reparsed: Mapping[str, pl.DataFrame] | None,
    write_more: Callable[[Release], object] | None,
    cleaned: tuple[str, ...],
) -> Published:
    check_known(tables)
    if files is None:
        files = assemble([{name: frame for name, frame in tables.items() if name in DATA_TABLES}], staged / "parquet")
    else:
        files = files.moved_to(staged / "parquet")
    before = latest(dataset)
    if before is not None and before.content_hash == files.content_hash:
        return Published(before.version, before.path, False, files.rows, 0, cleaned)

    version = _next_version(dataset, created_at, before)
    others = _bookkeeping(tables, files, before, version, created_at, provenance, reparsed)
    hashes = dict(files.hashes) | write_tables(others, staged / "parquet")
    rows = dict(files.rows) | {name: frame.height for name, frame in others.items()}
    _share_unchanged(before, staged, hashes)
    if rows["pages"] > MANY_PAGES:
        give_back()  # what comparing had, before DuckDB takes its share
    duckdb_file.write(staged / "parquet", staged / "elections.duckdb")
    previous = before.version if before else None
    new_findings = others["findings"].filter(pl.col("status") == "new").height
    identity = Identity(version, previous, created_at, files.content_hash, provenance, new_findings)
    (staged / reference.PARTY_NAMES_FILE).write_text(reference.party_names_csv(), encoding="utf-8")
    own = others["changes"].filter(pl.col("version") == version)
    (staged / "CHANGELOG.md").write_text(_changelog(own, files, before, version), encoding="utf-8")
    _write_package(staged, identity, rows, hashes)
    if write_more is not None:
        write_more(Release(staged))
        _write_package(staged, identity, rows, hashes)
    path = put_in_place(dataset, staged, version)
    return Published(version, path, True, rows, own.height, cleaned)


def _bookkeeping(
    tables: Mapping[str, pl.DataFrame],
    files: TableFiles,
    before: Release | None,
    version: str,
    created_at: datetime,
    provenance: Provenance,
    reparsed: Mapping[str, pl.DataFrame] | None,
) -> dict[str, pl.DataFrame]:
    """The tables that tell of versions: the history of the release before, and this version's part."""
    checks, findings = (tables.get(name, TABLES[name].empty()) for name in ("checks", "findings"))
    findings = findings.with_columns(pl.col("first_seen_version").fill_null(version))
    past, line = TABLES["changes"].empty(), TABLES["versions"].empty()
    if before is not None:
        line = before.table("versions")
        now = side_of_files(files, provenance.parser_version)
        found = changes_between(side_of(before), now, reparsed=reparsed, whole_pages=False)
        found = found.with_columns(version=pl.lit(version)).select(past.columns)
        past = pl.concat([before.table("changes"), found])
    row = {
        "version": version,
        "created_at": created_at.astimezone(UTC).replace(tzinfo=None),
        "previous": before.version if before else None,
        "content_hash": files.content_hash,
        "pages": files.rows["pages"],
        "rows": sum(files.rows.values()),
        "new_findings": findings.filter(pl.col("status") == "new").height,
    }
    versions = pl.concat([line, pl.DataFrame([row], schema=TABLES["versions"].dtypes)])
    made = {"checks": checks, "findings": findings, "changes": past, "versions": versions}
    for name, frame in made.items():
        check_unique(name, frame)
    return made


def _changelog(own: pl.DataFrame, files: TableFiles, before: Release | None, version: str) -> str:
    if before is None:
        rows = sum(files.rows.values())
        return f"# {version}\n\nThe first version: {files.rows['pages']:,} pages, {rows:,} rows.\n"
    pages = pl.concat([files.table("pages"), before.table("pages")])
    today = {name: schema.column_names for name, schema in TABLES.items()}
    schema = schema_changes(before.columns, today)
    return changelog(own, pages, cache(files.table), f"{version}: changes since {before.version}", schema)


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
