"""`canvass diff`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.completion import complete_version
from cli.options import TableName, csv_option, dataset_option, json_option
from cli.printing import print_json, print_rows, say

if TYPE_CHECKING:
    from output.diff import Diff
    from output.folder import Release


@click.command(short_help="What differs between two versions, row by row and cell by cell.")
@click.argument("old", metavar="A", shell_complete=complete_version)
@click.argument("new", metavar="B", default="latest", shell_complete=complete_version)
@dataset_option
@click.option(
    "--table", "tables", type=TableName(), metavar="T", multiple=True, help="Only this table; may be repeated."
)
@click.option("--summary", "only_summary", is_flag=True, help="Only how many rows and cells differ in each table.")
@click.option("--markdown", is_flag=True, help="As a changelog to read, by page.")
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True, help="Rows shown; 0: all of them.")
@click.option(
    "--reparse",
    is_flag=True,
    help="Read A's replaced revisions with the code at hand, which has to be B's, to tell edits from code.",
)
@csv_option
@json_option
def diff(
    old: str,
    new: str,
    dataset: Path,
    tables: tuple[str, ...],
    only_summary: bool,
    markdown: bool,
    limit: int,
    reparse: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """What differs between versions A and B (default: the latest), and whether an edit or the code is the cause.

    Columns and tables that only one of them has are told as such and not compared. --csv and --json give all rows.

    \b
    canvass diff 2026.11.22-1 --summary
    canvass diff 2026.11.22-1 2026.11.23-1 --table area_results --csv
    canvass diff 2026.11.22-1 --markdown > changes.md
    """
    from output.changelog import changelog_of
    from output.diff import diff as compare
    from output.diff import summary
    from output.folder import open_release

    before, after = open_release(dataset, old), open_release(dataset, new)
    anew = _reparsed(before, after, dataset) if reparse else None
    found = compare(before, after, tables=tables or None, reparsed=anew)
    counts = summary(found.changes)
    if markdown:
        say(changelog_of(found), nl=False)
        return
    if as_json:
        print_json(_as_json(found, counts.to_dicts(), only_summary))
        return
    for line in found.schema:
        say(line, err=True)
    rows = counts if only_summary else found.changes
    shown = rows if as_csv or only_summary or not limit else rows.head(limit)
    print_rows(shown.columns, shown.rows(), as_csv=as_csv, empty="no differences")
    if shown.height < rows.height:
        say(f"… {rows.height - shown.height:,} more: --limit 0, --csv or --json gives all", err=True)


def _as_json(found: Diff, counts: list[dict[str, Any]], only_summary: bool) -> dict[str, Any]:
    told = {"old": found.old.version, "new": found.new.version, "schema": list(found.schema), "summary": counts}
    return told if only_summary else told | {"changes": found.changes.to_dicts()}


def _reparsed(before: Release, after: Release, dataset: Path) -> Mapping[str, Any] | None:
    from cli.progress import progress
    from pipeline.errors import UsageError
    from pipeline.parsing.version import PARSER_VERSION
    from pipeline.settings import read_settings
    from pipeline.steps.engine import PlainEngine
    from pipeline.steps.rebuild import reparsed

    if after.parser_version != PARSER_VERSION:
        raise UsageError(
            f"version {after.version} was not made by the code at hand (its parser is {after.parser_version})",
            remedy="Leave --reparse out, or check out the code that made it",
        )
    revisions = after.table("pages").select("page_id", "rev_id", "rev_sha1").rows()
    with progress() as shown:
        return reparsed(before, revisions, dataset, read_settings(), PlainEngine(), shown)
