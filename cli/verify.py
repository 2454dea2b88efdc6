"""`canvass verify`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.completion import complete_version
from cli.logs import log_format_option
from cli.options import dataset_option, json_option
from cli.printing import print_json, print_rows, say
from cli.progress import progress

if TYPE_CHECKING:
    from output.verification import Verification

MOST_CELLS = 20  # shown; --json gives all


@click.command(short_help="Build a version again from the archive and compare its bytes.")
@click.argument("version", default="latest", shell_complete=complete_version)
@dataset_option
@log_format_option
@json_option
@click.pass_context
def verify(ctx: click.Context, version: str, dataset: Path, as_json: bool) -> None:
    """Build VERSION (default: the latest) again from the archive with the code at hand, without network.

    Says whether every data table's Parquet file is the same byte for byte, and if not, which cells differ: because
    the code is another one, or because a file was damaged. Nothing is written. Exit code 0: identical, or different
    as another parser or schema may be; 4: damaged, or different though the code is the same.

    \b
    canvass verify
    canvass verify 2026.11.23-1 --json
    """
    from output.folder import open_release
    from pipeline.settings import read_settings
    from pipeline.steps.rebuild import verify as build_again

    release = open_release(dataset, version)
    with progress() as shown:
        done = build_again(release, dataset, read_settings(), progress=shown)
    if as_json:
        print_json(asdict(done) | {"changes": done.changes.to_dicts(), "is_identical": done.is_identical})
    else:
        _print(done)
    ctx.exit(4 if done.is_unexplained else 0)


def _print(done: Verification) -> None:
    for line in done.damage:
        say(f"damaged: {line}")
    if not done.differing:
        say(f"version {done.version} is identical: {len(done.identical)} tables, byte for byte")
        return
    why = "though the code is the same" if done.same_code else "the code is another one by now"
    say(f"version {done.version} differs, {why}: {', '.join(done.differing)}")
    say(f"identical: {', '.join(done.identical) or 'none'}")
    columns = ("table_name", "record_key", "change", "column_name", "old_value", "new_value")
    if done.changes.is_empty():
        say("no cell differs: the schema, or the library that writes Parquet, is another one")
        return
    say(f"{done.changes.height:,} differences (--json gives all):")
    print_rows(columns, done.changes.select(columns).head(MOST_CELLS).rows())
