"""docs/data-dictionary.md, made from the schemas: `python -m schemas.dictionary` writes it, a test keeps it true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schemas import SCHEMA_VERSION, TABLES, TableSchema
from schemas.column import SQL_TYPES, Column

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"


def data_dictionary() -> str:
    """The data dictionary as Markdown: every table, column, type, unit, limit and key."""
    data = [schema for schema in TABLES.values() if schema.is_data]
    bookkeeping = [schema for schema in TABLES.values() if not schema.is_data]
    lines = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. Made from `schemas/` by `python -m schemas.dictionary`; do not edit.",
        "",
        "The same words stand in the DuckDB file as comments and in `datapackage.json`. A value beyond its limits puts",
        "its row into `quarantine`. NULL is what the article does not say; 0 is a 0 that it says. Times are UTC.",
        "",
        "| table | one row per |",
        "| --- | --- |",
        *(f"| [{schema.name}](#{schema.name}) | {_short(schema)} |" for schema in TABLES.values()),
        "",
        "## Data",
        "",
        "Covered by the content hash: the same revisions and code give the same bytes.",
        "",
        *(line for schema in data for line in _table(schema)),
        "## Book-keeping",
        "",
        "Tells of versions and is outside the content hash.",
        "",
        *(line for schema in bookkeeping for line in _table(schema)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _short(schema: TableSchema) -> str:
    return schema.description.removeprefix("One row per ").split(".")[0].split(":")[0].split(";")[0]


def _table(schema: TableSchema) -> list[str]:
    keys = [f"Key: {', '.join(f'`{name}`' for name in schema.primary_key)}."]
    for key in schema.foreign_keys:
        keys.append(f"{', '.join(f'`{name}`' for name in key.columns)} → [{key.table}](#{key.table}).")
    return [
        f"### {schema.name}",
        "",
        schema.description,
        "",
        " ".join(keys),
        "",
        "| column | type | unit | meaning |",
        "| --- | --- | --- | --- |",
        *(_row(column) for column in schema.columns),
        "",
    ]


def _row(column: Column) -> str:
    required = "" if column.nullable else " NOT NULL"
    meaning = column.description + (f". One of: {', '.join(column.one_of)}" if column.one_of else "") + _limits(column)
    return f"| `{column.name}` | {SQL_TYPES[column.dtype]}{required} | {column.unit or ''} | {meaning} |"


def _limits(column: Column) -> str:
    if column.minimum is None or column.dtype.is_temporal():
        return ""
    return f" ({_number(column.minimum)} to {_number(column.maximum)})"


def _number(limit: float | date | None) -> str:
    if isinstance(limit, float) and limit.is_integer():
        limit = int(limit)
    return f"{limit:,}" if isinstance(limit, int | float) else str(limit)


if __name__ == "__main__":
    DOCUMENT.write_text(data_dictionary(), encoding="utf-8")
