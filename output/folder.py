"""A published release folder, read: its version, files, hashes, tables. Never writes.

DATASET/releases/2026.11.23-1/{parquet/<table>.parquet, elections.duckdb, datapackage.json, …}
DATASET/latest -> releases/2026.11.23-1
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from output.hashing import sha256_of
from pipeline.errors import DatasetError, UsageError

if TYPE_CHECKING:
    import polars as pl  # imported where a table is read: listing versions must not wait for it

VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})-(\d+)")
JOURNAL = ".publishing"  # names the version between its rename and the switch of `latest`


def version_order(version: str) -> tuple[int, ...]:
    """Sorts versions: 2026.11.23-10 after 2026.11.23-9. ValueError for what is no version."""
    match = VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is no version (YYYY.MM.DD-N)")
    return tuple(int(part) for part in match.groups())


@dataclass(frozen=True)
class Release:
    """One release on disk. Attributes are read when asked for; DatasetError where the folder is damaged."""

    path: Path

    @property
    def version(self) -> str:
        """YYYY.MM.DD-N."""
        return str(self.package["version"])

    @property
    def duckdb_path(self) -> Path:
        """The DuckDB file."""
        return self.path / "elections.duckdb"

    @property
    def content_hash(self) -> str:
        """SHA-256 over the data tables' Parquet files and the schema version."""
        return str(self.package["content_hash"])

    @property
    def schema_version(self) -> str:
        """The version of the schemas it was written with."""
        return str(self.package["schema_version"])

    @property
    def parser_version(self) -> str:
        """The parser that made it."""
        return str(self.package["provenance"]["parser_version"])

    @property
    def created_at(self) -> datetime:
        """When it was published, aware, UTC."""
        return datetime.fromisoformat(self.package["created"])

    @cached_property
    def package(self) -> dict[str, Any]:
        """datapackage.json."""
        try:
            package: dict[str, Any] = json.loads((self.path / "datapackage.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DatasetError(f"release {self.path.name} is damaged: datapackage.json: {error}") from error
        return package

    @property
    def table_names(self) -> list[str]:
        """The tables it has."""
        return list(self.hashes)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each table's Parquet file, as recorded."""
        return {item["name"]: item["hash"].removeprefix("sha256:") for item in self.package["resources"]}

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """The columns of each table, as this release has them."""
        return {item["name"]: [f["name"] for f in item["schema"]["fields"]] for item in self.package["resources"]}

    def parquet_path(self, table: str) -> Path:
        """The table's Parquet file."""
        return self.path / "parquet" / f"{table}.parquet"

    def table(self, name: str) -> pl.DataFrame:
        """A table's rows in today's columns; empty where this release does not have it."""
        import polars as pl

        from output import parquet
        from schemas import TABLES

        if name not in self.hashes:
            return TABLES[name].empty()
        try:
            return parquet.read(name, self.parquet_path(name))
        except (OSError, pl.exceptions.PolarsError) as error:
            raise DatasetError(f"release {self.path.name} is damaged: {name}.parquet: {error}") from error

    def damage(self, digest_of: Callable[[Path], str] = sha256_of) -> list[str]:
        """What is missing or has other bytes than recorded, a line each; empty: whole. Reads every file."""
        try:
            expected = {f"parquet/{name}.parquet": digest for name, digest in self.hashes.items()}
            expected |= {item["path"]: item["hash"].removeprefix("sha256:") for item in self.package["files"]}
        except (DatasetError, KeyError, TypeError) as error:
            return [str(error) if isinstance(error, DatasetError) else f"datapackage.json: {error!r}"]
        found: list[str] = []
        for name, digest in expected.items():
            file = self.path / name
            if not file.is_file():
                found.append(f"{name} is missing")
            elif digest_of(file) != digest:
                found.append(f"{name} has other bytes than recorded")
        return found


def releases_folder(dataset: Path) -> Path:
    """Where the versions are."""
    return dataset / "releases"


def latest(dataset: Path) -> Release | None:
    """The release that `latest` points to; None before the first.

    DatasetError where it is gone though there are versions, is no link, or points to nothing. To go on as if nothing
    were published would tell every finding anew and take what is held.
    """
    link = dataset / "latest"
    if not link.is_symlink() and not link.exists():
        if (there := published(dataset)) and not (dataset / JOURNAL).exists():
            raise DatasetError(
                f"latest is gone, though there are versions ({len(there)}, the newest {there[-1]})",
                where=str(dataset),
                remedy=f"Copying may have left the link out: cd {dataset} && {_relink(there)}",
            )
        return None
    if not link.is_symlink():  # what `cp -rL`, an archive or a synced folder makes of a link
        raise DatasetError(
            f"latest is a {'folder' if link.is_dir() else 'file'}, not a link to a version",
            where=str(link),
            remedy=f"Put the link back: cd {dataset} && rm -r latest && {_relink(published(dataset))}",
        )
    try:
        target = link.resolve(strict=True)
    except OSError as error:
        raise DatasetError(
            "latest points to no release",
            where=str(link),
            remedy="`canvass versions` lists the releases; relink latest",
        ) from error
    return Release(target)


def _relink(versions: Sequence[str]) -> str:
    return f"ln -s releases/{versions[-1] if versions else 'VERSION'} latest"


def open_release(dataset: Path, version: str | None = None) -> Release:
    """A release by version (None or "latest": the latest). UsageError where there is none of that name."""
    if version is None or version == "latest":
        release = latest(dataset)
        if release is None:
            raise UsageError("nothing is published yet", where=str(dataset), remedy="run `canvass refresh` first")
        return release
    path = releases_folder(dataset) / version
    if not VERSION.fullmatch(version) or not path.is_dir():
        known = ", ".join(published(dataset)[-5:]) or "none"
        raise UsageError(f"there is no version {version}", where=str(dataset), remedy=f"The last ones are: {known}")
    return Release(path.resolve())


def published(dataset: Path) -> list[str]:
    """The versions on disk, oldest first."""
    folder = releases_folder(dataset)
    if not folder.is_dir():
        return []
    return sorted((item.name for item in folder.iterdir() if VERSION.fullmatch(item.name)), key=version_order)
