"""`canvass waive`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import Moment, dataset_option


@click.command(short_help="Waive a known finding.")
@click.argument("finding_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is no fault, or who mends it.")
@click.option("--until", type=Moment(), metavar="DATE", help="Last day of the waiver (default: for good).")
@dataset_option
def waive(finding_id: str, reason: str, until: date | None, dataset: Path) -> None:
    """Write a finding into the dataset's waivers.yaml; from the next version on its status is `waived`.

    The file is small and sorted, so that it can be kept under version control and reviewed like code.

    \b
    canvass waive 0f3a9c1d2b4e5f60 --reason "as certified by the state" --until 2027-01-31
    """
    from output.folder import open_release
    from output.sql import query
    from pipeline.errors import UsageError
    from pipeline.quality.waivers import Waiver, write_waiver

    known = query(open_release(dataset), "SELECT message FROM findings WHERE finding_id = ?", [finding_id]).rows
    if not known:
        raise UsageError(f"there is no finding {finding_id!r} in the latest version", remedy="See `canvass findings`")
    path = write_waiver(dataset, finding_id, Waiver(reason, until, known[0][0]))
    click.echo(f"waived in {path}: {known[0][0]}")
