"""`canvass compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import csv_option, dataset_option, json_option, version_option
from cli.printing import print_json, print_rows

if TYPE_CHECKING:
    from pipeline.quality.official.comparing import Comparison

MOST = 20  # findings shown; --csv and --json give all

_SUMMARY = (
    "year",
    "state",
    "title",
    "table_no",
    "areas_matched",
    "figures",
    "equal",
    "explained",
    "largest_difference",
    "largest_at",
)


@click.command(short_help="Hold a version against official returns.")
@click.option(
    "--with",
    "returns",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Returns as CSV or Parquet: MEDSL's by county or by state, or year,geoid,candidate,votes.",
)
@dataset_option
@version_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write (default: DATASET/comparisons/VERSION/NAME).",
)
@click.option(
    "--tolerance",
    type=click.FloatRange(min=0),
    metavar="PERCENT",
    help="A difference above it is a warning, in percent of the returns' votes (default: 0.1).",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where a difference is above the tolerance.")
@csv_option
@json_option
@click.pass_context
def compare(
    ctx: click.Context,
    returns: Path,
    dataset: Path,
    version: str | None,
    out: Path | None,
    tolerance: float | None,
    strict: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Hold the votes of a version against official returns, by GEOID and candidate; the version stays as it is.

    Writes the tables reference_differences, reference_summary and findings as Parquet and DuckDB. --csv prints every
    figure that is not equal. docs/official-returns.md tells of layouts, of how names are matched, and of the reasons.

    \b
    canvass compare --with countypres_2000-2024.csv
    canvass compare --with returns.csv --tolerance 0.5 --strict
    """
    from output.comparison import comparison_folder, write_comparison
    from output.folder import open_release
    from pipeline.quality.official.comparing import NEEDED
    from pipeline.quality.official.comparing import compare as hold_against
    from pipeline.quality.official.layouts import read_returns
    from pipeline.quality.official.readable import comparison_markdown

    release = open_release(dataset, version)
    read = read_returns(returns)
    done = hold_against({name: release.table(name) for name in NEEDED}, read, tolerance)
    folder = out or comparison_folder(dataset, release, returns)
    tables = {"reference_differences": done.differences, "reference_summary": done.summary, "findings": done.findings}
    text = comparison_markdown(done, version=release.version, name=returns.name, layout=read.layout)
    files = write_comparison(folder, tables, text)
    differing = done.differences.filter(done.differences["reason"] != "equal")
    if as_csv:
        print_rows(differing.columns, differing.rows(), as_csv=True)
    elif as_json:
        told: dict[str, Any] = {
            "version": release.version,
            "layout": read.layout,
            "notes": done.notes,
            "folder": str(folder),
        }
        told |= {"files": [file.name for file in files], "summary": done.summary.to_dicts()}
        print_json(told | {"differences": differing.to_dicts(), "findings": done.findings.to_dicts()})
    else:
        _print(done, folder)
    worst = done.findings["severity"].is_in(["warning", "error"]).any()
    ctx.exit(1 if strict and worst else 0)


def _print(done: Comparison, folder: Path) -> None:
    rows = done.summary.select(_SUMMARY).sort("year", "state", "title", "table_no").rows()
    print_rows(_SUMMARY, rows, empty="no figure of this version is in the returns")
    columns = ("severity", "election_id", "check_id", "message")
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(done.findings.select(columns).rows(), key=lambda row: (order[row[0]], *map(str, row[1:])))
    if found:
        click.echo()
        print_rows(columns, found[:MOST])
    if len(found) > MOST:
        click.echo(f"… {len(found) - MOST:,} more: {folder / 'findings.parquet'}", err=True)
    for note in done.notes:
        click.echo(f"returns: {note}", err=True)
    reasons = done.differences.group_by("reason").len().sort("len", descending=True).rows()
    click.echo(", ".join(f"{reason.replace('_', ' ')}: {count:,}" for reason, count in reasons), err=True)
    click.echo(f"written to {folder}", err=True)
