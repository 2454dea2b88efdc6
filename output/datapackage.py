"""datapackage.json (Frictionless Data Package 1): every table, column, unit, key, file hash; licence and provenance.

The release's own index as well: what `Release` knows of itself it reads from here. Written last into a release, since
it holds the hashes of all other files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from output.hashing import sha256_of
from output.provenance import Provenance
from schemas import SCHEMA_VERSION, TABLES, TableSchema
from schemas.column import Column

LICENCE = {
    "name": "CC-BY-SA-4.0",
    "title": "Creative Commons Attribution-ShareAlike 4.0 International",
    "path": "https://creativecommons.org/licenses/by-sa/4.0/",
}
ATTRIBUTION = (
    "Derived from Wikipedia articles by their authors, CC BY-SA 4.0. The table `pages` names each article, "
    "the revision read (url) and its authors (history_url). Share what you derive under the same licence."
)
_TYPES: dict[pl.DataType, str] = {
    pl.Int64(): "integer",
    pl.Float64(): "number",
    pl.Boolean(): "boolean",
    pl.String(): "string",
    pl.Date(): "date",
    pl.Datetime("us"): "datetime",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a release says of itself besides its tables. `created` is aware."""

    version: str
    previous: str | None
    created: datetime
    content_hash: str
    provenance: Provenance
    new_findings: int = 0


def describe(folder: Path, identity: Identity, rows: Mapping[str, int], hashes: Mapping[str, str]) -> dict[str, Any]:
    """The package of the release in a folder, as a JSON-ready mapping; `hashes`: SHA-256 of the Parquet file by table.

    The other files of the release go under `files`, once they are written (`other_files`).
    """
    return {
        "profile": "data-package",
        "name": "canvass-election-results",
        "title": "Canvass: Wikipedia's election results",
        "description": "Election results, candidates, polls and predictions of Wikipedia articles as typed, "
        "checked tables, with the revision and cell that each value came from.",
        "version": identity.version,
        "previous_version": identity.previous,
        "created": identity.created.astimezone(UTC).isoformat(),
        "schema_version": SCHEMA_VERSION,
        "content_hash": identity.content_hash,
        "new_findings": identity.new_findings,
        "licenses": [LICENCE],
        "attribution": ATTRIBUTION,
        "sources": [{"title": "Wikipedia", "path": "https://en.wikipedia.org/"}],
        "contributors": [{"title": "The authors of the Wikipedia articles named in the table pages", "role": "author"}],
        "keywords": ["elections", "results", "counties", "polls", "Wikipedia"],
        "provenance": identity.provenance.as_json(),
        "resources": [_resource(folder, schema, rows[name], hashes[name]) for name, schema in TABLES.items()],
    }


def other_files(folder: Path) -> list[dict[str, Any]]:
    """Path, size and hash of every file of a release that is neither a table's nor the package itself."""
    return [_file(folder, path) for path in sorted(folder.rglob("*")) if path.is_file() and _is_other(path)]


def _is_other(path: Path) -> bool:
    return path.suffix != ".parquet" and path.name != "datapackage.json"


def _file(folder: Path, path: Path) -> dict[str, Any]:
    return {
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }


def _resource(folder: Path, schema: TableSchema, rows: int, digest: str) -> dict[str, Any]:
    path = f"parquet/{schema.name}.parquet"
    return {
        "name": schema.name,
        "profile": "tabular-data-resource",
        "title": schema.name.replace("_", " ").capitalize(),
        "description": schema.description,
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "size_bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "is_data": schema.is_data,
        "schema": table_schema(schema),
    }


def table_schema(schema: TableSchema) -> dict[str, Any]:
    """A Frictionless Table Schema: fields with units and limits, keys. The empty string is a value, not a NULL."""
    described: dict[str, Any] = {"fields": [_field(column) for column in schema.columns], "missingValues": []}
    if schema.strict_key:
        described["primaryKey"] = list(schema.primary_key)
    if schema.foreign_keys:
        described["foreignKeys"] = [
            {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.target)}}
            for key in schema.foreign_keys
        ]
    return described


def _field(column: Column) -> dict[str, Any]:
    limits = {
        "required": None if column.nullable else True,
        "minimum": _plain(column.minimum),
        "maximum": _plain(column.maximum),
        "enum": list(column.one_of) or None,
    }
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.dtype],
        "description": column.description,
        "constraints": {name: value for name, value in limits.items() if value is not None},
    }
    if column.nullable and column.dtype != pl.String():
        # Frictionless reads Parquet through pandas, which shows NULLs of these types so.
        field["missingValues"] = ["nan", "NaT", "<NA>", "None"]
    return field | ({"unit": column.unit} if column.unit else {})


def _plain(limit: float | date | None) -> float | str | None:
    return limit.isoformat() if isinstance(limit, date) else limit
