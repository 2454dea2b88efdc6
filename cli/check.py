"""`canvass check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import dataset_option, json_option, version_option
from cli.printing import print_json, print_rows


@click.command(short_help="Run the checks on a published version.")
@dataset_option
@version_option
@click.option("--list", "only_list", is_flag=True, help="Only say which checks there are and what they mean.")
@json_option
def check(dataset: Path, version: str | None, only_list: bool, as_json: bool) -> None:
    """Run the checks of the code at hand on a published version; nothing is written. Waivers hold as they stand now.

    \b
    canvass check
    canvass check --list
    """
    from pipeline.quality.registry import checks

    if only_list:
        rows = [(c.id, c.severity, c.table, c.column, c.means) for c in checks()]
        print_rows(["check", "severity", "table", "column", "means"], rows, as_json=as_json)
        return
    from output.folder import open_release
    from pipeline.quality.running import check_tables
    from pipeline.quality.waivers import lasting, read_waivers
    from schemas import DATA_TABLES

    release = open_release(dataset, version)
    waived = lasting(read_waivers(dataset), date.today())
    tables = {name: release.table(name) for name in DATA_TABLES}
    checked = check_tables(tables, release.table("findings"), waived=waived)
    found = checked.findings.filter(checked.findings["status"] != "resolved")
    if as_json:
        print_json({"checks": checked.checks.to_dicts(), "findings": found.to_dicts()})
        return
    counted = checked.checks.select("check_id", "severity", "rows_checked", "failures")
    print_rows(counted.columns, counted.rows())
    worst = found.filter((found["severity"] == "error") & (found["status"] != "waived")).select("check_id", "message")
    if worst.height:
        click.echo()
        print_rows(worst.columns, worst.rows())
