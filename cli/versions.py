"""`canvass versions`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import dataset_option, json_option
from cli.printing import print_rows, say


@click.command(short_help="List the versions on disk.")
@dataset_option
@click.option(
    "--verify/--quick",
    default=True,
    help="Read every file and compare it with its recorded hash, so that damage shows (default), or do not.",
)
@json_option
def versions(dataset: Path, verify: bool, as_json: bool) -> None:
    """List the versions on disk, oldest first: which one is the latest, which are damaged or pinned, and their cost.

    `size` is what a version's files hold, `own` what pruning it would free: unchanged files are shared.

    \b
    canvass versions
    canvass versions --quick --json
    """
    from output.versions import disk_bytes, list_versions

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
            _megabytes(status.bytes),
            _megabytes(status.own_bytes),
            "; ".join([status.state, *status.problems]) + (f", pinned: {status.pinned}" if status.pinned else ""),
        )
        for status in found
    ]
    columns = ["version", "published", "pages", "rows", "new findings", "size", "own", "state"]
    print_rows(columns, rows, empty=f"no versions in {dataset}; run `canvass refresh` first")
    if found and not any(status.is_latest for status in found):
        say(_why_no_latest(dataset))
    if found:
        say(f"on disk: {_megabytes(disk_bytes(dataset))}, shared files counted once")


def _why_no_latest(dataset: Path) -> str:
    from output.folder import latest
    from pipeline.errors import DatasetError

    try:
        latest(dataset)
    except DatasetError as error:
        return str(error)
    return "none of them is the latest"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
