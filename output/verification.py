"""Is a version what its revisions and the code at hand make? Byte for byte, and if not, which cells differ."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from output.assembling import TableFiles
from output.changes import changes_between, side_of, side_of_files
from output.folder import Release
from schemas import DATA_TABLES, SCHEMA_VERSION


@dataclass(frozen=True)
class Verification:
    """`identical`, `differing`: data tables by whether their Parquet files have the same bytes.

    `changes`: the cells that differ, from the release to what was built now; empty although bytes differ where only
    the schema or the library that writes Parquet is another. `damage`: files of the release with other bytes than it
    recorded itself. `same_code`: the parser and the schemas at hand are those that made the release; then nothing
    may differ.
    """

    version: str
    identical: tuple[str, ...]
    differing: tuple[str, ...]
    changes: pl.DataFrame
    damage: tuple[str, ...]
    same_code: bool

    @property
    def is_identical(self) -> bool:
        """The release is whole, and every data table was built again byte for byte."""
        return not self.differing and not self.damage

    @property
    def is_unexplained(self) -> bool:
        """Files are damaged, or tables differ though the code is the same: something that has to be looked into."""
        return bool(self.damage) or bool(self.differing and self.same_code)


def verify(release: Release, files: TableFiles, parser_version: str) -> Verification:
    """Compares a release with the tables built anew from its revisions.

    Raises DatasetError where the release cannot be read.
    """
    differing = tuple(name for name in DATA_TABLES if files.hashes[name] != release.hashes.get(name))
    found = changes_between(side_of(release), side_of_files(files, parser_version), tables=differing)
    identical = tuple(name for name in DATA_TABLES if name not in differing)
    same_code = (release.parser_version, release.schema_version) == (parser_version, SCHEMA_VERSION)
    return Verification(release.version, identical, differing, found, tuple(release.damage()), same_code)
