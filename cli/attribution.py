"""`canvass attribution`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import csv_option, dataset_option, json_option, version_option
from cli.printing import print_rows, say

if TYPE_CHECKING:
    from output.folder import Release


@click.command(short_help="The credits that CC BY-SA asks for.")
@dataset_option
@version_option
@click.option("--page", "pages", type=int, multiple=True, metavar="ID", help="Only this page_id; may be repeated.")
@click.option("--of", "statement", metavar="SQL", help="Only the pages of a query's rows: those in its page_id.")
@csv_option
@json_option
def attribution(
    dataset: Path, version: str | None, pages: tuple[int, ...], statement: str | None, as_csv: bool, as_json: bool
) -> None:
    """Print the credits to put beside what you derive: article, revision, history with the authors, licence.

    For each row its own: the view `credits` joins every table by page_id. `canvass export` writes its credits itself.

    \b
    canvass attribution > CREDITS.txt
    canvass attribution --of "SELECT page_id FROM area_results WHERE area = 'Essex'"
    canvass sql "SELECT area, candidate, votes, credit FROM area_results JOIN credits USING (page_id)" --csv
    """
    from output.attribution import attribution as credits
    from output.attribution import attribution_text
    from output.folder import open_release

    release = open_release(dataset, version)
    if statement is not None:
        pages += _pages_of(release, statement)
        if not pages:
            raise click.UsageError("--of: the query gives no row with a page_id")
    if as_csv or as_json:
        rows = credits(release, pages or None)
        print_rows(rows.columns, rows.rows(), as_json=as_json, as_csv=as_csv)
    else:
        say(attribution_text(release, pages or None), nl=False)


def _pages_of(release: Release, statement: str) -> tuple[int, ...]:
    from output.sql import query

    answer = query(release, statement)
    if "page_id" not in answer.columns:
        raise click.UsageError(f"--of: the query has no column page_id, only {', '.join(answer.columns)}")
    place = answer.columns.index("page_id")
    return tuple(sorted({row[place] for row in answer.rows if row[place] is not None}))
