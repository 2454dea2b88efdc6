"""`canvass findings`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.completion import complete_check
from cli.options import csv_option, dataset_option, json_option, page_option, severity_option, version_option
from cli.printing import print_rows, say

_COLUMNS = ("severity", "status", "check_id", "title", "message", "finding_id")
_MORE = ("observed", "expected", "table_name", "record_key", "column_name", "first_seen_version", "page_id")
_LINKS = ("section_path", "url", "edit_url", "fix")


@click.command(short_help="List what the checks found.")
@dataset_option
@version_option
@click.option("--new", "only_new", is_flag=True, help="Only those that are new in this version.")
@click.option("--all", "everything", is_flag=True, help="Resolved and waived ones too.")
@severity_option
@page_option
@click.option(
    "--check",
    "checks",
    metavar="ID",
    multiple=True,
    help="Only of this check; may be repeated.",
    shell_complete=complete_check,
)
@click.option("--markdown", is_flag=True, help="By article, for those who edit it: what to mend, with links.")
@csv_option
@json_option
def findings(
    dataset: Path,
    version: str | None,
    only_new: bool,
    everything: bool,
    severity: str,
    page: str | None,
    checks: tuple[str, ...],
    markdown: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List what the checks found in a version, errors first, and where. Waivers hold as they stand now.

    In --json and --csv, `url` is the revision that was read, at the section; `edit_url` opens that section in the
    editor, as the article is now.

    \b
    canvass findings --new
    canvass findings --page Massachusetts --severity info --json
    canvass findings --markdown > EDITORS.md
    """
    from output.findings import findings_told
    from output.folder import open_release
    from pipeline.quality.registry import checks as known
    from pipeline.quality.waivers import lasting, read_waivers

    _known_checks(checks, [check.id for check in known()])
    release = open_release(dataset, version)
    rows = findings_told(
        release,
        severity=severity,
        statuses=["new"] if only_new else None if everything else ["new", "ongoing"],
        waived=lasting(read_waivers(dataset), date.today()),
        checks=checks or None,
        page=page,
    )
    if markdown:
        from pipeline.quality.editors import editors_markdown, faulty_articles

        say(editors_markdown(faulty_articles(rows), release.version), nl=False)
        return
    fixes = {check.id: check.fix for check in known()}
    columns = _COLUMNS + _MORE + _LINKS if as_csv or as_json else _COLUMNS
    told = [[(row | {"fix": fixes.get(row["check_id"])})[name] for name in columns] for row in rows]
    print_rows(columns, told, as_json=as_json, as_csv=as_csv, empty="no findings")


def _known_checks(given: tuple[str, ...], known: list[str]) -> None:
    import difflib

    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "`canvass check --list` names them all"
            raise click.UsageError(f"there is no check {name!r}. {hint}")
