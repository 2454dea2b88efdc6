"""`canvass sql`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import csv_option, dataset_option, json_option, version_option
from cli.printing import print_rows


@click.command(short_help="Run SQL on a version and print the answer.")
@click.argument("statement", metavar="SQL")
@dataset_option
@version_option
@click.option("--timeout", type=click.FloatRange(min=0.001), metavar="SECONDS", help="Give up after so long.")
@csv_option
@json_option
def sql(statement: str, dataset: Path, version: str | None, timeout: float | None, as_csv: bool, as_json: bool) -> None:
    """Run one SQL statement (DuckDB's dialect) on a version, read-only, and print the answer.

    \b
    canvass sql "SELECT area, candidate, votes FROM area_results LIMIT 5"
    canvass sql "FROM county_results" --version 2026.11.23-1 --csv > counties.csv
    canvass sql "SHOW TABLES"
    """
    from output.folder import open_release
    from output.sql import query

    answer = query(open_release(dataset, version), statement, seconds=timeout)
    print_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv)
