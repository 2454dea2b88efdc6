"""`canvass changes`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import TableName, csv_option, dataset_option, json_option, version_option
from cli.printing import print_rows


@click.command(short_help="What a version changed against the one before.")
@dataset_option
@version_option
@click.option("--all", "everything", is_flag=True, help="The whole history up to that version.")
@click.option("--table", type=TableName(), metavar="T", help="Only this table.")
@csv_option
@json_option
def changes(
    dataset: Path, version: str | None, everything: bool, table: str | None, as_csv: bool, as_json: bool
) -> None:
    """List the cells that differ from the version before, and whether an edit or the code is the cause.

    \b
    canvass changes
    canvass changes --all --table area_results --json
    """
    from output.folder import open_release
    from output.sql import query

    release = open_release(dataset, version)
    statement = """
        SELECT version, table_name, change, record_key, column_name, old_value, new_value, cause, rev_id FROM changes
        WHERE (? OR version = ?) AND (? IS NULL OR table_name = ?) ORDER BY ALL"""
    answer = query(release, statement, [everything, release.version, table, table])
    print_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv, empty="no changes")
