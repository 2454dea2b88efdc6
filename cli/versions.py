"""`canvass versions`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import dataset_option, json_option
from cli.printing import print_rows


@click.command(short_help="List the versions on disk.")
@dataset_option
@click.option("--verify", is_flag=True, help="Read every file and compare it with its recorded hash.")
@json_option
def versions(dataset: Path, verify: bool, as_json: bool) -> None:
    """List the versions on disk, oldest first, and which one is the latest.

    \b
    canvass versions
    canvass versions --verify --json
    """
    from output.versions import list_versions

    found = list_versions(dataset, check_bytes=verify)
    if as_json:
        columns = list(asdict(found[0])) if found else []
        print_rows(columns, [list(asdict(status).values()) for status in found], as_json=True)
        return
    rows = [
        (
            f"{status.version}{' (latest)' if status.is_latest else ''}",
            status.created_at and f"{status.created_at:%Y-%m-%d %H:%M} UTC",
            status.pages,
            status.rows,
            status.new_findings,
            f"{status.bytes / 1e6:.1f} MB",
            "; ".join([status.state, *status.problems]) + (f", pinned: {status.pinned}" if status.pinned else ""),
        )
        for status in found
    ]
    columns = ["version", "published", "pages", "rows", "new findings", "size", "state"]
    print_rows(columns, rows, empty=f"no versions in {dataset}; run `canvass refresh` first")
