"""`canvass prune`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import dataset_option, json_option
from cli.printing import print_json, say


@click.command(short_help="Drop old versions.")
@click.option("--keep", type=click.IntRange(min=1), required=True, metavar="N", help="How many of the newest stay.")
@click.option("--keep-monthly", is_flag=True, help="Keep the last version of each month, too.")
@click.option("--dry-run", is_flag=True, help="Only say which would go.")
@dataset_option
@json_option
def prune(keep: int, keep_monthly: bool, dry_run: bool, dataset: Path, as_json: bool) -> None:
    """Drop old versions; never the latest, never a pinned one. The archive stays.

    \b
    canvass prune --keep 30 --keep-monthly --dry-run
    """
    from output.versions import prune as drop

    gone = drop(dataset, keep=keep, keep_monthly=keep_monthly, dry_run=dry_run)
    if as_json:
        print_json(gone)
    else:
        say(f"{'would drop' if dry_run else 'dropped'}: {', '.join(gone) or 'nothing'}")
