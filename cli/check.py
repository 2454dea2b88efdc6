"""`canvass check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import dataset_option, json_option, page_option, severity_option, version_option
from cli.printing import print_json, print_rows, say

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

    from output.folder import Release
    from pipeline.quality.running import Checked


@click.command(short_help="Run the checks on a published version.")
@dataset_option
@version_option
@click.option("--list", "only_list", is_flag=True, help="Only say which checks there are and what they mean.")
@severity_option
@page_option
@json_option
def check(dataset: Path, version: str | None, only_list: bool, severity: str, page: str | None, as_json: bool) -> None:
    """Run the checks of the code at hand on a published version; nothing is written. Waivers hold as they stand now.

    Shows the checks that found something, then what they found; --json has every check. `new` is what that version's
    own findings do not have.

    \b
    canvass check
    canvass check --severity info --page Massachusetts
    canvass check --list
    """
    from pipeline.quality.registry import SEVERITIES, checks

    if only_list:
        rows = [(c.id, c.severity, c.table, c.column, c.means) for c in checks()]
        print_rows(["check", "severity", "table", "column", "means"], rows, as_json=as_json)
        return
    import polars as pl

    from output.folder import open_release
    from pipeline.quality.waivers import lasting, read_waivers

    release = open_release(dataset, version)
    checked = _checked(release, lasting(read_waivers(dataset), date.today()))
    found = _of_page(checked.findings.filter(pl.col("status") != "resolved"), release.table("pages"), page)
    if as_json:
        print_json({"checks": checked.checks.to_dicts(), "findings": found.to_dicts()})
        return
    counts = found.group_by("check_id").agg(pl.len().alias("found"))
    told = checked.checks.join(counts, on="check_id").select("check_id", "rows_checked", "found", "description")
    print_rows(told.columns, told.sort("check_id").rows(), empty="nothing found")
    worth = SEVERITIES[SEVERITIES.index(severity) :]
    shown = found.filter(pl.col("severity").is_in(worth) & (pl.col("status") != "waived"))
    shown = shown.select("severity", "status", "check_id", "title", "message", "finding_id")
    if shown.height:
        say()
        print_rows(shown.columns, shown.rows())
    rows_checked = checked.checks["rows_checked"].sum()
    say(f"{checked.checks.height} checks compared {rows_checked:,} rows; {found.height:,} findings", err=True)


def _checked(release: Release, waived: Collection[str]) -> Checked:
    """From the files, however large; from memory where the version's tables have other columns than today's."""
    import duckdb
    import polars as pl

    from pipeline.errors import DatasetError
    from pipeline.quality.running import check_tables
    from schemas import DATA_TABLES, SCHEMA_VERSION

    as_files = release.schema_version == SCHEMA_VERSION
    tables = {name: release.parquet_path(name) if as_files else release.table(name) for name in DATA_TABLES}
    try:
        return check_tables(tables, release.table("findings"), waived=waived)
    except (duckdb.Error, pl.exceptions.PolarsError, OSError) as error:
        raise DatasetError(f"release {release.path.name} is damaged: {error}") from error


def _of_page(findings: pl.DataFrame, pages: pl.DataFrame, page: str | None) -> pl.DataFrame:
    import polars as pl

    titled = findings.join(pages.select("page_id", "title"), on="page_id", how="left")
    order = pl.col("severity").replace_strict({"error": 0, "warning": 1, "info": 2}, return_dtype=pl.Int8)
    titled = titled.sort(order, "title", "check_id", "finding_id")
    if page is None:
        return titled
    named = pl.col("title").str.to_lowercase().str.contains(page.lower(), literal=True)
    return titled.filter(named | (pl.col("page_id").cast(pl.String) == page))
