"""`canvass export`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import dataset_option, json_option, version_option
from cli.printing import print_json, say


@click.command(short_help="Write county results in another project's layout.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="export")
@click.option("--format", "layout", type=click.Choice(["openelections"]), required=True, help="Whose layout.")
@dataset_option
@version_option
@json_option
def export(folder: Path, layout: str, dataset: Path, version: str | None, as_json: bool) -> None:
    """Write a version's county results below FOLDER (default: export), with ATTRIBUTION.txt beside them.

    openelections: YEAR/DATE__STATE__KIND__county.csv with the columns county, office, district, party, candidate,
    votes. Rows without votes, and those of no known state or day, have no place in that layout; they are counted.

    \b
    canvass export --format openelections counties/
    """
    from output.folder import open_release
    from output.openelections import export as write

    done = write(open_release(dataset, version), folder)
    if as_json:
        files = [path.relative_to(folder).as_posix() for path in done.files]
        print_json({"format": layout, "files": files, "rows": done.rows, "left_out": done.left_out})
        return
    say(f"wrote {done.rows:,} rows in {len(done.files):,} files to {folder}")
    for reason, count in sorted(done.left_out.items()):
        say(f"  left out, {reason}: {count:,} rows")
