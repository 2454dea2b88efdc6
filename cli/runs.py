"""`canvass runs`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import dataset_option, json_option
from cli.printing import print_json, print_rows

_COLUMNS = ("started", "outcome", "seconds", "version", "source", "pages", "fetched", "requests", "errors", "what")


@click.command(short_help="List the refreshes, how each ended and what it cost.")
@click.option("--last", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="How many.")
@dataset_option
@json_option
def runs(last: int, dataset: Path, as_json: bool) -> None:
    """List the last refreshes of the dataset, oldest first: when, how it ended, what it fetched and found.

    Failed and killed ones are there, too. --json has all that is known of each: bytes, retries, rows by table,
    seconds by step, processor time, memory.

    \b
    canvass runs
    canvass runs --last 500 --json
    """
    from pipeline.steps.run_log import read_runs

    found = read_runs(dataset)[-last:]
    if as_json:
        print_json([asdict(run) for run in found])
        return
    rows = [
        (
            f"{run.started[:19].replace('T', ' ')}",
            run.outcome,
            "" if run.seconds is None else f"{run.seconds:,.1f}",
            run.version or "",
            run.source + (f" ({run.scope})" if run.scope else ""),
            "" if run.pages is None else f"{run.pages:,}",
            f"{run.fetched:,}",
            f"{run.requests:,}",
            "" if run.errors is None else f"{run.errors:,}",
            f"{run.step or 'start'}: {run.error}"[:100] if run.error else "",
        )
        for run in found
    ]
    print_rows(_COLUMNS, rows, empty=f"no refresh of {dataset} is remembered")
