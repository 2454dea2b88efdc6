"""What a check found: the rows beyond its thresholds, fetched from DuckDB and put into the columns of `findings`."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl

from pipeline.quality.registry import SEVERITIES, Check
from schemas import TABLES

_PLACE = re.compile(r"\{(\w+)\}")
_POSITIONS = {"table_no", "row_no"}  # they move when a row is inserted above; a fault stays the same
_WORDS = ("table_name", "record_key", "column_name", "observed", "expected", "message", "identity", "url")
_FOUND = dict.fromkeys(("check_id", "severity", "page_id", "election_id", *_WORDS), pl.String()) | {
    "page_id": pl.Int64()
}
_SHARED = ("page_id", "election_id", "table_no", "title", "observed", "expected", "size")


def compared(connection: duckdb.DuckDBPyConnection, check: Check) -> tuple[int, pl.DataFrame]:
    """How many rows the check compared, and those of them beyond its lowest threshold, in the columns needed here.

    One pass, and only the columns that are asked for: whatever else the check's SQL selects, DuckDB leaves out.
    Raises RuntimeError for SQL that fails: a fault of the program; DuckDB's OutOfMemoryException as it is.
    """
    try:
        n_compared, found = _answer(connection, _question(check))
    except duckdb.OutOfMemoryException:
        raise  # tried again with more
    except duckdb.Error as error:
        raise RuntimeError(f"check {check.id}: {error}") from error
    return n_compared, found


def _question(check: Check) -> str:
    wanted = {*_SHARED, *TABLES[check.table].primary_key, *_PLACE.findall(check.message)}
    told = f"told.size::DOUBLE > {min(check.thresholds.values())}"
    columns = f"COLUMNS('^({'|'.join(sorted(wanted))})$')"
    return (
        f"SELECT count(*) AS compared, list(told) FILTER ({told}) AS found"
        f" FROM (SELECT {columns} FROM (\n{check.sql}\n)) AS told"
    )


def _answer(connection: duckdb.DuckDBPyConnection, question: str) -> tuple[int, pl.DataFrame]:
    """How many were compared, and the rows found. `execute` plans a statement once, where `sql` does so twice."""
    connection.execute(question)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")  # copies one row
        answer: Any = connection.to_arrow_table()  # pyarrow has no types
    found = pl.Series("found", answer["found"].combine_chunks().flatten())  # no list, no rows
    return int(answer["compared"][0].as_py()), found.struct.unnest()


def findings_of(check: Check, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows beyond the lowest threshold, in the columns that findings share before they have ids."""
    size = pl.col("size").cast(pl.Float64)
    severity = pl.lit(None, dtype=pl.String)
    for name in SEVERITIES:
        if name in check.thresholds:
            severity = pl.when(size > check.thresholds[name]).then(pl.lit(name)).otherwise(severity)
    schema = TABLES[check.table]
    key = schema.primary_key
    rows = rows.with_columns(severity.alias("severity")).filter(pl.col("severity").is_not_null())
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


def in_order(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """What `findings_of` gave for several checks and lots, by check and record: the order does not tell of the lots."""
    together = pl.concat([pl.DataFrame(schema=_FOUND), *parts])
    order = dict.fromkeys(("check_id", "record_key", "observed", "message", *together.columns))
    return together.sort(*order)


def with_ids(found: pl.DataFrame) -> pl.DataFrame:
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
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_links(connection: duckdb.DuckDBPyConnection, findings: pl.DataFrame) -> pl.DataFrame:
    """`url`: the permalink of the page's revision, at the section of the table at fault where there is one."""
    connection.register("found", findings.select("page_id", "table_no").unique().to_arrow())
    links = connection.sql("""
        SELECT f.page_id, f.table_no,
            nullif(p.url, '')
                || coalesce('#' || nullif(replace(string_split(t.section_path, ' > ')[-1], ' ', '_'), ''), '') AS url
        FROM found f JOIN pages p USING (page_id) LEFT JOIN page_tables t USING (page_id, table_no)""").pl()
    places = links.cast({"page_id": pl.Int64, "table_no": pl.Int64, "url": pl.String})
    linked = findings.join(places, on=["page_id", "table_no"], how="left", nulls_equal=True, maintain_order="left")
    return linked.drop("table_no")
