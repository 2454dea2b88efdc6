"""Runs the checks over a version's tables and gives the tables `checks` and `findings`.

All comparing is SQL over whole tables; nothing here loops over rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.quality.life import with_status
from pipeline.quality.reference import reference_tables
from pipeline.quality.registry import FOLDER, SEVERITIES, Check, checks
from pipeline.quality.row_counts import page_rows
from schemas import DATA_TABLES, TABLES

_PLACE = re.compile(r"\{(\w+)\}")
_POSITIONS = {"table_no", "row_no"}  # they move when a row is inserted above; a fault stays the same

GROUNDWORK = ("figures", "margins", "pages", "counties")  # in this order: each may use those before it

PROBLEMS = {"page_id": pl.Int64(), "title": pl.String(), "kind": pl.String(), "message": pl.String()}
"""What reading or fetching met, as the checks see it: the tables `reading_problems` and `source_problems`."""


class Checked(NamedTuple):
    """The two tables, in their schemas' columns."""

    checks: pl.DataFrame
    findings: pl.DataFrame


def check_tables(
    tables: Mapping[str, pl.DataFrame],
    before: pl.DataFrame | None = None,
    reading_problems: Sequence[tuple[Any, ...]] = (),
    source_problems: Sequence[tuple[Any, ...]] = (),
    waived: Collection[str] = (),
    rows_before: pl.DataFrame | None = None,
) -> Checked:
    """Run every check over the tables (missing ones count as empty).

    `before`: the findings of the version before, for status and first_seen_version. Problems are (page_id, title, kind,
    message). `waived`: finding_ids. `rows_before`: `page_rows` of the version before.
    """
    with prepared(tables, rows_before, reading_problems, source_problems) as connection:
        ran = [(check, compared(connection, check)) for check in checks()]
    found = [_found(check, rows) for check, rows in ran]
    lines = [
        (check.id, check.severity, check.means, rows.height, part.height)
        for (check, rows), part in zip(ran, found, strict=True)
    ]
    findings = _with_links(_with_ids(pl.concat(found)), tables)
    table = pl.DataFrame(lines, schema=TABLES["checks"].dtypes, orient="row")
    return Checked(table, with_status(findings, before, waived))


def _beside(tables: Mapping[str, pl.DataFrame], rows_before: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    """What the checks join besides the data tables: reference data, and rows per page now and before."""
    return reference_tables() | {
        "rows_now": page_rows(tables),
        "rows_before": page_rows({}) if rows_before is None else rows_before,
    }


@contextmanager
def prepared(
    tables: Mapping[str, pl.DataFrame],
    rows_before: pl.DataFrame | None = None,
    reading_problems: Sequence[tuple[Any, ...]] = (),
    source_problems: Sequence[tuple[Any, ...]] = (),
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with all that a check's SQL sees: data tables, problems, reference data, groundwork."""
    with duckdb.connect() as connection:
        for name in DATA_TABLES:
            connection.register(name, tables.get(name, TABLES[name].empty()).to_arrow())
        for name, problems in (("reading_problems", reading_problems), ("source_problems", source_problems)):
            connection.register(name, pl.DataFrame(list(problems), schema=PROBLEMS, orient="row").to_arrow())
        for name, frame in _beside(tables, rows_before).items():
            connection.register(name, frame.to_arrow())
        for name in GROUNDWORK:
            connection.execute((FOLDER / "groundwork" / f"{name}.sql").read_text(encoding="utf-8"))
        yield connection


def compared(connection: duckdb.DuckDBPyConnection, check: Check) -> pl.DataFrame:
    """Every row that the check compared. Raises RuntimeError for SQL that fails: a fault of the program."""
    try:
        rows: pl.DataFrame = connection.sql(check.sql).pl()
    except duckdb.Error as error:
        raise RuntimeError(f"check {check.id}: {error}") from error
    return rows


def _found(check: Check, all_rows: pl.DataFrame) -> pl.DataFrame:
    """The rows beyond the lowest threshold, in the columns that findings share before they have ids."""
    size = pl.col("size").cast(pl.Float64)
    severity = pl.lit(None, dtype=pl.String)
    for name in SEVERITIES:
        if name in check.thresholds:
            severity = pl.when(size > check.thresholds[name]).then(pl.lit(name)).otherwise(severity)
    schema = TABLES[check.table]
    key = schema.primary_key
    rows = all_rows.with_columns(severity.alias("severity")).filter(pl.col("severity").is_not_null())
    rows = rows.with_columns(pl.col(name).cast(schema.dtypes[name]) for name in key)
    identity = [name for name in key if name not in _POSITIONS] if set(key) & {"area", "candidate", "line"} else key
    page_id = pl.col("page_id") if "page_id" in rows.columns else pl.lit(None)
    election_id = pl.col("election_id") if "election_id" in rows.columns else pl.lit(None)
    table_no = pl.col("table_no") if "table_no" in rows.columns else pl.lit(None)
    named = pl.struct(identity).struct.json_encode()
    if check.table == "pages" and "title" in rows.columns:  # a page that never had an id: its title names it
        named = pl.when(pl.col("page_id").is_null()).then("title").otherwise(named)
    return rows.select(
        pl.lit(check.id).alias("check_id"),
        "severity",
        page_id.cast(pl.Int64).alias("page_id"),
        election_id.cast(pl.String).alias("election_id"),
        pl.lit(check.table).alias("table_name"),
        schema.record_key().alias("record_key"),
        pl.lit(check.column, dtype=pl.String).alias("column_name"),
        pl.col("observed").cast(pl.String),
        pl.col("expected").cast(pl.String),
        _message(check).alias("message"),
        named.alias("identity"),
        table_no.cast(pl.Int64).alias("table_no"),
    ).sort("record_key", "observed", "message")


def _message(check: Check) -> pl.Expr:
    words = [pl.lit(part) if i % 2 == 0 else pl.col(part).cast(pl.String).fill_null("–") for i, part in _parts(check)]
    return pl.concat_str(words)


def _parts(check: Check) -> list[tuple[int, str]]:
    return list(enumerate(_PLACE.split(check.message)))


def _with_ids(found: pl.DataFrame) -> pl.DataFrame:
    """finding_id: a hash of check, record and column; a second fault of the same name on a page counts on."""
    named = ["check_id", "table_name", "identity", "column_name"]
    text = pl.concat_str(
        [pl.col(name).fill_null("") for name in named] + [pl.int_range(pl.len()).over(named).cast(pl.String)],
        separator="\0",
    )
    return found.with_columns(
        text.map_elements(_digest, return_dtype=pl.String).alias("finding_id"),
    ).drop("identity")


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _with_links(findings: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`url`: the permalink of the page's revision, at the section of the table at fault where there is one."""
    pages = tables.get("pages", TABLES["pages"].empty()).select("page_id", "url")
    heading = pl.col("section_path").str.split(" > ").list.last().str.replace_all(" ", "_")
    sections = tables.get("page_tables", TABLES["page_tables"].empty()).select("page_id", "table_no", heading=heading)
    anchor = pl.when(pl.col("heading") != "").then("#" + pl.col("heading")).otherwise(pl.lit("")).fill_null("")
    linked = findings.join(pages, on="page_id", how="left", maintain_order="left")
    linked = linked.join(sections, on=["page_id", "table_no"], how="left", maintain_order="left")
    return linked.with_columns(pl.col("url") + anchor).drop("table_no", "heading")
