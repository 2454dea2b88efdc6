"""`canvass diff`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import csv_option, dataset_option, json_option
from cli.printing import print_rows


@click.command(short_help="What differs between two versions.")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B", default="latest")
@dataset_option
@click.option("--table", metavar="T", help="Only this table, cell by cell.")
@csv_option
@json_option
def diff(old: str, new: str, dataset: Path, table: str | None, as_csv: bool, as_json: bool) -> None:
    """What differs between versions A and B (default: the latest): a summary, or one table cell by cell.

    \b
    canvass diff 2026.11.22-1 2026.11.23-1
    canvass diff 2026.11.22-1 --table area_results --csv
    """
    from output.diff import diff as compare
    from output.diff import summary
    from output.folder import open_release

    found = compare(open_release(dataset, old), open_release(dataset, new), tables=[table] if table else None)
    for line in found.schema:
        click.echo(line, err=True)
    rows = found.changes if table else summary(found.changes)
    print_rows(rows.columns, rows.rows(), as_json=as_json, as_csv=as_csv, empty="no differences")
