"""`canvass findings`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import csv_option, dataset_option, json_option, version_option
from cli.printing import print_rows

_COLUMNS = ("severity", "status", "check_id", "title", "message", "finding_id")
_MORE = ("observed", "expected", "table_name", "record_key", "column_name", "first_seen_version", "url")
_ORDER = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, title, check_id, finding_id"


@click.command(short_help="List what the checks found.")
@dataset_option
@version_option
@click.option("--new", "only_new", is_flag=True, help="Only those that are new in this version.")
@click.option("--all", "everything", is_flag=True, help="Resolved and waived ones too.")
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="The mildest to show.",
)
@csv_option
@json_option
def findings(
    dataset: Path, version: str | None, only_new: bool, everything: bool, severity: str, as_csv: bool, as_json: bool
) -> None:
    """List what the checks found in a version, errors first, and where. Waivers hold as they stand now.

    \b
    canvass findings --new
    canvass findings --severity info --json
    """
    from output.folder import open_release
    from output.sql import query
    from pipeline.quality.waivers import lasting, read_waivers

    levels = {"error": ["error"], "warning": ["error", "warning"], "info": ["error", "warning", "info"]}[severity]
    statuses = ["new"] if only_new else ["new", "ongoing", "resolved", "waived"] if everything else ["new", "ongoing"]
    columns = _COLUMNS + _MORE if as_csv or as_json else _COLUMNS
    statement = f"""
        SELECT {", ".join(columns)}
        FROM (SELECT * REPLACE (if(finding_id IN (SELECT unnest(?)), 'waived', status) AS status) FROM findings)
        LEFT JOIN (SELECT page_id, title FROM pages) USING (page_id)
        WHERE severity IN (SELECT unnest(?)) AND status IN (SELECT unnest(?)) ORDER BY {_ORDER}"""
    waived = lasting(read_waivers(dataset), date.today())
    answer = query(open_release(dataset, version), statement, [waived, levels, statuses])
    print_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv, empty="no findings")
