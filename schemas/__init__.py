"""The ONE place where tables, columns, types, units, limits, keys and meanings are written: a file per table.

DuckDB's comments, datapackage.json, croissant.json and docs/data-dictionary.md are made from it. Imports no other
part of canvass.
"""

from __future__ import annotations

from schemas import (
    area_results,
    areas,
    candidates,
    cells,
    changes,
    checks,
    coverage,
    elections,
    electors,
    findings,
    infobox_fields,
    links,
    page_tables,
    pages,
    poll_results,
    polls,
    predictions,
    quarantine,
    results,
    sections,
    versions,
)
from schemas.table import TableSchema

SCHEMA_VERSION = "2"
"""Raised whenever a table or column comes, goes or changes its meaning; part of every content hash."""

TABLES: dict[str, TableSchema] = {
    module.TABLE.name: module.TABLE
    for module in (
        pages,
        elections,
        candidates,
        results,
        areas,
        area_results,
        predictions,
        polls,
        poll_results,
        electors,
        infobox_fields,
        page_tables,
        cells,
        sections,
        links,
        coverage,
        quarantine,
        checks,
        findings,
        changes,
        versions,
    )
}
"""Every table by name, parents before children."""

DATA_TABLES: tuple[str, ...] = tuple(name for name, schema in TABLES.items() if schema.is_data)
"""The tables that a release's content hash covers."""

RAW_LAYER: tuple[str, ...] = ("infobox_fields", "page_tables", "cells", "sections", "links")
"""What stands on the pages as it stands there, understood or not: large, and under every other table."""

__all__ = ["DATA_TABLES", "RAW_LAYER", "SCHEMA_VERSION", "TABLES", "TableSchema"]
