"""`canvass attribution`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import csv_option, dataset_option, json_option, version_option
from cli.printing import print_rows


@click.command(short_help="The credits that CC BY-SA asks for.")
@dataset_option
@version_option
@click.option("--page", "pages", type=int, multiple=True, metavar="ID", help="Only this page_id; may be repeated.")
@csv_option
@json_option
def attribution(dataset: Path, version: str | None, pages: tuple[int, ...], as_csv: bool, as_json: bool) -> None:
    """Print the credits to put beside what you derive: article, revision, history with the authors, licence.

    \b
    canvass attribution > CREDITS.txt
    canvass attribution --page 736 --json
    """
    from output.attribution import attribution as credits
    from output.attribution import attribution_text
    from output.folder import open_release

    release = open_release(dataset, version)
    if as_csv or as_json:
        rows = credits(release, pages or None)
        print_rows(rows.columns, rows.rows(), as_json=as_json, as_csv=as_csv)
    else:
        click.echo(attribution_text(release, pages or None), nl=False)
